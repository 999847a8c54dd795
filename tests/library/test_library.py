"""Every shipped file loads, holds what it promises, and refuses what would be wrong."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from ism_desktop.library import card_text, emergency_numbers, fonts, questions, resources
from ism_desktop.records.roles import ROLES


def test_every_question_of_the_fact_sheet_is_in_the_bank_once() -> None:
    bank = questions.load()
    numbered = [question.id for question in bank if question.id.startswith("ism-")]
    assert numbered == [f"ism-{number:03d}" for number in range(1, 117)]
    assert len({question.id for question in bank}) == len({question.text for question in bank}) == len(bank)


def test_every_question_can_be_read_aloud_and_names_its_source() -> None:
    for question in questions.load():
        assert question.text[0].isupper(), question
        assert question.text.endswith("?"), question
        assert question.source, question
        assert len(question.text) <= 140, question


def test_the_three_questions_of_the_resource_guide_come_first_with_their_source() -> None:
    guide = questions.load()[:3]
    assert [question.id for question in guide] == ["guide-1", "guide-2", "guide-3"]
    assert all("Resource Guide" in question.source for question in guide)


def test_questions_are_grouped_by_specialist_and_purpose() -> None:
    specialists = questions.specialists()
    assert len({each.key for each in specialists}) == len({each.words for each in specialists}) == len(specialists)
    assert [each.words for each in specialists if each.key == "family_doctor"] == ["Family doctor"]
    assert [each.key for each in questions.purposes("dentist")] == ["before_dental_work"]
    assert set(questions.purposes()) == {question.purpose for question in questions.load()}


def test_questions_are_for_roles_that_the_care_team_knows() -> None:
    known = {role.key for role in ROLES}
    assert set[str]().union(*(each.roles for each in questions.specialists())) <= known


def test_those_for_the_doctor_come_first_and_none_is_left_out() -> None:
    ordered = questions.for_roles({"dentist"})
    assert ordered[0].specialist.key == "dentist"
    assert sorted(each.id for each in ordered) == sorted(each.id for each in questions.load())
    assert questions.for_roles(()) == questions.load()


def test_a_bank_in_another_language_keeps_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "questions.json").write_text(resources.path("questions.json").read_text("utf-8"), encoding="utf-8")
    translated = tmp_path / "questions" / "de.json"
    translated.parent.mkdir()
    translated.write_text(
        """{"specialists": {"dentist": "Zahnärztin"}, "purposes": {"before_dental_work": "Vor dem Zahnarzt"},
        "questions": {"guide-1": "Wie viele behandeln Sie?"}}""",
        encoding="utf-8",
    )
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    german = questions.read.__wrapped__("de")
    english = questions.read.__wrapped__("en")
    assert [each.id for each in german] == [each.id for each in english]
    assert german[0].text == "Wie viele behandeln Sie?"
    assert german[1].text == english[1].text
    dental = next(each for each in german if each.specialist.key == "dentist")
    assert (dental.specialist.words, dental.purpose.words) == ("Zahnärztin", "Vor dem Zahnarzt")
    assert dental.specialist.roles == {"dentist"}
    translated.write_text('{"specialists": {"tooth fairy": "Zahnfee"}}', encoding="utf-8")
    with pytest.raises(resources.BadResource, match="tooth fairy"):
        questions.read.__wrapped__("de")


@pytest.mark.parametrize(
    ("purpose", "words", "sources"),
    [
        (
            "After adrenaline (epinephrine) has worked",
            ("observed", "For how long"),
            ("2023 practice", "2020 practice", "MHRA"),
        ),
        ("School and child care", ("emergency plan", "trained"), ("Pediatrics 2017", "child care centers and schools")),
        ("Driving", ("May I drive", "stop the car"), ("Assessing fitness to drive",)),
        (
            "Medicines that cause drowsiness",
            ("examination", "should I not drive"),
            ("GA2LEN", "Highway", "examination"),
        ),
    ],
)
def test_what_was_asked_for_is_in_the_bank_with_published_sources(
    purpose: str, words: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    group = [question for question in questions.load() if question.purpose.words == purpose]
    asked = " ".join(question.text for question in group)
    named = " ".join(question.source for question in group if not question.is_own)
    assert all(word in asked for word in words)
    assert all(source in named for source in sources)
    assert sum(question.is_own for question in group) <= 1


def test_a_question_with_two_sources_names_both_and_adrenaline_both_ways() -> None:
    bank = {question.id: question for question in questions.load()}
    assert bank["after-1"].source.count(";132:") == 1
    assert "2020 practice parameter" in bank["after-1"].source
    assert bank["ism-001"].is_own
    assert not bank["guide-1"].is_own
    for question in bank.values():
        if not question.id.startswith("ism-") and "adrenaline" in question.text.lower():
            assert "adrenaline (epinephrine)" in question.text.lower(), question


def test_the_card_text_says_that_nobody_reviewed_it() -> None:
    text = card_text.load()
    assert text.reviewer is None
    assert text.review_status == "general first-aid text, not reviewed by your clinician"
    assert text.text("written_by") == "Written by the patient from their own records. Confirm with clinician."
    assert text.text("footer").startswith("Personal record kept by the patient. Not medical advice.")
    assert text.text("step_3", numbers="112") == "Call 112. Say “anaphylaxis”"


def test_every_line_of_the_card_rests_on_a_listed_source() -> None:
    text = card_text.load()
    for name, line in text.lines.items():
        assert line.sources, name
        assert all(mark in text.sources for mark in line.sources), name
    medical = [name for name in text.lines if name.startswith(("step_", "helper_", "blood_", "risk"))]
    assert all(text.lines[name].sources != ("fixed",) for name in medical)


def test_no_dose_stands_in_a_shipped_text() -> None:
    lines = card_text.load().lines.values()
    shipped = [text for line in lines for text in (line.text, *line.forms.values())] + [
        question.text for question in questions.load()
    ]
    assert not [text for text in shipped if " mg" in text or "microgram" in text]


def test_adrenaline_is_always_named_both_ways() -> None:
    for name in card_text.SENTENCES:
        text = card_text.load().lines[name].text.lower()
        assert "adrenaline" not in text or "adrenaline (epinephrine)" in text, name


def test_a_reviewed_set_names_its_reviewer() -> None:
    text = card_text.load()
    reviewed = replace(text, reviewer="Dr Okafor", reviewed_on="2027-01-14")
    assert reviewed.review_status == "reviewed by Dr Okafor, 2027-01-14"


def test_emergency_numbers_keep_the_marks_of_the_fact_sheet() -> None:
    numbers = {row.country: row for row in emergency_numbers.load()}
    assert (numbers["United States"].number, numbers["United States"].checked) == ("911", True)
    assert (numbers["United Kingdom"].number, numbers["United Kingdom"].second) == ("999", "112")
    assert not numbers["India"].checked
    assert "disagree" in numbers["India"].advice
    assert len({row.code for row in numbers.values()}) == len(numbers)
    assert (numbers["Germany"].code, numbers["Germany"].name) == ("DE", "Germany")
    assert numbers["Sweden"].preset_from == "2026-11"
    assert numbers["Sweden"].advice == "As published in 2026-11. Check it before you travel."


@pytest.mark.parametrize("font", [fonts.regular(), fonts.bold()], ids=lambda font: font.stem)
def test_the_fonts_are_there_with_their_licence(font: Path) -> None:
    assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert "SIL OPEN FONT LICENSE" in (font.parent / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("loader", "file", "broken"),
    [
        (partial(questions.read.__wrapped__, "en"), "questions.json", '{"sources": {"own": "us"}, "groups": []}'),
        (
            card_text.load.__wrapped__,
            "card/en.json",
            '{"sources": {}, "lines": {"header": {"text": "X", "source": "S9"}}}',
        ),
        (
            emergency_numbers.load.__wrapped__,
            "emergency_numbers.json",
            (
                '{"preset_from": "2026-11", "sources": {"S": "x"}, "countries": '
                '[{"country": "Here", "code": "DE", "number": "call me", "second": ""}]}'
            ),
        ),
    ],
    ids=["questions", "card text", "numbers"],
)
def test_a_file_that_does_not_hold_what_it_should_is_refused(
    loader: Callable[[], object], file: str, broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(broken, encoding="utf-8")
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    with pytest.raises(resources.BadResource):
        loader()
