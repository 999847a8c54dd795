"""The booklet of the guide and the letter about me: what is collected, what is drawn, and what stays out."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from ism_desktop.library import guide
from ism_desktop.printing import about_me, binder, guide_booklet
from ism_desktop.printing.about_me import Changes
from ism_desktop.printing.paper import Paper
from ism_desktop.records import own_answers, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 11, 30)
_NOTE = "Not in my case, marmalade."


def save(vault: Vault, kind: str, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def answer(vault: Vault, prompt: str, words: str, **more: Any) -> str:
    return save(vault, "prompt_answers", prompt=prompt, asked=f"{prompt} of mine?", answer=words, **more)


def test_the_contents_name_the_page_on_which_each_part_begins(vault: Vault) -> None:
    with vault.read() as session:
        content = guide_booklet.collect(session, TODAY)
    for paper in Paper:
        pages = texts(guide_booklet.draw(content, paper))
        front = pages[0]
        assert "No clinician has reviewed" in front
        reader = PdfReader(BytesIO(guide_booklet.draw(content, paper)))
        outline: list[Any] = reader.outline
        assert [entry.title for entry in outline] == [*(page.title for page in content.pages), "Sources"]
        for entry in outline:
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert entry.title in pages[number], "the page begins there"
            assert re.search(rf"{re.escape(entry.title)}\s*{number + 1}\b", front), "and the contents say so"
        assert all("Not reviewed by a clinician" in text for text in pages)
        assert "Name NOT RECORDED" not in " ".join(pages), "without notes the booklet is about nobody"
        assert f"page {len(pages)} of {len(pages)}" in pages[-1]


def test_notes_are_in_it_only_where_wanted_and_none_is_lost(vault: Vault) -> None:
    save(vault, "guide_notes", statement="indolent.slow", note=_NOTE, said_by="doctor", told_by="Dr Okafor")
    save(vault, "guide_notes", statement="indolent.gone", sentence="An old sentence.", note="Kept all the same")
    with vault.read() as session:
        without = guide_booklet.collect(session, TODAY)
        with_notes = guide_booklet.collect(session, TODAY, pages=["indolent"], with_notes=True)
    assert _NOTE not in " ".join(texts(guide_booklet.draw(without, Paper.A4)))
    drawn = " ".join(" ".join(texts(guide_booklet.draw(with_notes, Paper.A4))).split())
    assert f"My doctor says (Dr Okafor): {_NOTE}" in drawn
    assert "An old sentence." in drawn
    assert "Kept all the same" in drawn
    assert with_notes.as_dict()["pages"] == ["indolent", "notes"]
    assert len(with_notes.sources) < len(without.sources) == len(guide.load().sources)


def test_the_letter_holds_what_was_chosen_in_this_order_and_these_words(vault: Vault) -> None:
    flare = answer(vault, "flare", "I go red.\nThen I lie down.")
    worry = answer(vault, "worry", "Being alone.", may_be_quoted=False)
    carry = answer(vault, "carry", "Two injectors.")
    save(vault, "prompt_answers", prompt="goal", asked="goal of mine?")
    with vault.read() as session:
        answers = own_answers.answered(session)
        assert [one.id for one in answers] == [flare, worry, carry], "what has no answer is not offered"
        assert about_me.at_first(answers, "doctor") == (flare,), "a no keeps it out at first"
        assert about_me.at_first(answers, "airline") == (carry,)
        assert [part.id for part in about_me.collect(session, "airline", TODAY).parts] == [carry]
        changes = Changes((worry, flare, "gone"), {worry: "Being alone when it happens."}, "Dear doctor", "Thank you")
        letter = about_me.collect(session, "doctor", TODAY, Changes.from_plain(changes.plain()))
    assert [part.id for part in letter.parts] == [worry, flare]
    (page,) = texts(about_me.draw(letter, Paper.LETTER))
    order = [page.index(words) for words in ("Dear doctor", "Being alone when", "I go red.", "Then I lie", "Thank you")]
    assert order == sorted(order)
    assert "Two injectors" not in page


def test_answers_are_private_until_a_person_says_yes(vault: Vault) -> None:
    answer(vault, "flare", "Marmalade one", may_be_quoted=True)
    answer(vault, "worry", "Marmalade two")
    answer(vault, "severe", "Marmalade three", may_be_quoted=False)
    with vault.read() as session:
        assert [one.answer for one in own_answers.quotable(session)] == ["Marmalade one"]
        assert own_answers.quotable(session, {"worry"}) == []
        bound = repr(binder.collect(session, TODAY))
    assert "Marmalade" not in bound


def test_notes_of_the_guide_are_in_the_binder(vault: Vault) -> None:
    save(vault, "guide_notes", note=_NOTE)
    with vault.read() as session:
        assert _NOTE in repr(binder.collect(session, TODAY))
