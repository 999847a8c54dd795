"""The question list: the right questions in the right order, room to write, one page while one page is enough."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pytest

from ism_desktop.errors import CannotPrint, RecordMissing
from ism_desktop.library import questions as bank
from ism_desktop.printing import question_list, typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.question_list import ListedQuestion, QuestionListContent
from ism_desktop.printing.question_list.layout import lay_out
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.vault import Vault
from tests.printing import patients
from tests.printing.reading import Box, Piece, boxes, fonts, pieces, reader, texts

FOOTER = "Personal record kept by the patient. Not medical advice. Not a medical device. Check with your clinician."


def collected(vault: Vault, more: int = 0, answered: int = 0) -> QuestionListContent:
    with vault.write() as session:
        visit = patients.full(session)
        for question in bank.load()[3 : 3 + more]:
            store.save(session, QUESTIONS, {"text": question.text, "appointment": visit, "status": "open"})
        for number in range(answered):
            given = {
                "answer": f"Answer number {number}.\nSecond line.",
                "answered_by": "Dr Okafor",
                "status": "answered",
            }
            store.save(session, QUESTIONS, {"text": f"Answered {number}?", "appointment": visit, **given})
    with vault.read() as session:
        return question_list.collect(session, visit, patients.TODAY)


@pytest.fixture(params=Paper, ids=lambda paper: paper.word)
def paper(request: pytest.FixtureRequest) -> Paper:
    return request.param


@dataclass(frozen=True)
class Drawn:
    """What was drawn on a page besides letters; heights from the bottom of the page."""

    rules: list[float]
    ticks: int
    squares: list[Box]
    stars: list[Box]
    steps: list[Box]


def drawn(pdf: bytes, page: int = 0) -> Drawn:
    """Sort what was drawn by its shape: tick boxes are squares, stars stand in the margin, lines to write on do not start there."""
    found = boxes(pdf, page)
    flat = [box for box in found if box.height < 2.0]
    margin = 19 * MM
    inner = [box for box in found if 3 < box.height < 20 and box.left > margin - 2]
    squares = [box for box in inner if abs(box.width - box.height) < 0.5 and box.width > 12]
    return Drawn(
        rules=sorted(
            (box.bottom for box in flat if box.left > margin + 10 * MM and box.width > 140 * MM), reverse=True
        ),
        ticks=sum(box not in squares for box in inner),
        squares=sorted(squares, key=lambda box: -box.top),
        stars=sorted((box for box in found if box.right < margin), key=lambda box: -box.top),
        steps=[box for box in flat if 20 * MM < box.width < 110 * MM],
    )


def ruled_lines(pdf: bytes, page: int = 0) -> int:
    return len(drawn(pdf, page).rules)


def of_size(pdf: bytes, words: str) -> list[Piece]:
    """The pieces of text that hold some words."""
    return [piece for page in pieces(pdf) for piece in page if words in piece.text]


def listing(*questions: ListedQuestion, prepare: str = "", name: str = "Alex Morgan") -> QuestionListContent:
    """A list for a visit with just these questions."""
    return QuestionListContent(
        demo=False,
        printed_on=patients.TODAY,
        name=name,
        birth_date="12 March 1984",
        purpose="Follow-up",
        when="14 January 2027, 10:30",
        who="Dr Imani Okafor",
        place="Room 4",
        prepare=prepare,
        questions=questions,
    )


def test_the_heading_says_who_when_and_where(vault: Vault) -> None:
    content = collected(vault)
    assert content.when == "14 January 2027, 10:30"
    assert content.who == "Dr Imani Okafor, Mast cell specialist"
    assert content.place == "Northgate University Hospital, room 4.12"
    assert content.questions[0].text == "How often should we meet?"
    assert len(content.questions) == 4


def test_questions_keep_the_persons_order(vault: Vault) -> None:
    content = collected(vault)
    with vault.write() as session:
        ids = [record.id for record in store.list_active(session, QUESTIONS)]
        store.arrange(session, QUESTIONS, ids[::-1])
        visit = store.list_active(session, QUESTIONS)[-1].values["appointment"]
        turned = question_list.collect(session, visit, patients.TODAY)
    assert [question.text for question in turned.questions] == [question.text for question in content.questions][::-1]


def test_without_an_appointment_the_open_questions_of_no_visit_are_listed(vault: Vault) -> None:
    collected(vault)
    with vault.read() as session:
        content = question_list.collect(session, None, patients.TODAY)
    assert [question.text for question in content.questions] == ["Could light therapy help me, and what are its risks?"]
    assert content.when == content.who == content.place == ""


def test_an_appointment_that_is_gone_is_said(vault: Vault) -> None:
    with vault.read() as session, pytest.raises(RecordMissing):
        question_list.collect(session, "0" * 32, patients.TODAY)


def test_a_few_questions_fill_one_page_with_room_to_write(vault: Vault, paper: Paper) -> None:
    content = collected(vault)
    pdf = question_list.draw(content, paper)
    assert len(reader(pdf).pages) == question_list.page_count(content, paper) == 1
    (page,) = texts(pdf)
    for wanted in (
        "Questions for my visit",
        "Alex Morgan",
        "14 January 2027, 10:30",
        "Dr Imani Okafor",
        "room 4.12",
        FOOTER,
    ):
        assert wanted in page
    for number, question in enumerate(content.questions, 1):
        assert f"{number} {question.text}" in page
    assert ruled_lines(pdf) >= 3 * len(content.questions)


def test_more_questions_get_fewer_lines_before_another_page_is_begun(paper: Paper) -> None:
    three, four = (listing(*(ListedQuestion(f"Number {n}?") for n in range(count))) for count in (3, 4))
    assert question_list.page_count(three, paper) == question_list.page_count(four, paper) == 1
    assert ruled_lines(question_list.draw(three, paper)) > 3 * 3
    assert ruled_lines(question_list.draw(four, paper)) >= 3 * 4


def test_many_questions_go_on_over_the_pages_and_each_says_where_it_is(vault: Vault, paper: Paper) -> None:
    content = collected(vault, more=12)
    pdf = question_list.draw(content, paper)
    pages = texts(pdf)
    count = question_list.page_count(content, paper)
    assert len(pages) == count == 3
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {count}" in page
    assert all(FOOTER in page and "Alex Morgan" in page for page in pages)
    both = " ".join(pages)
    for question in content.questions:
        assert question.text in both
    assert sum(ruled_lines(pdf, page) for page in range(count)) >= 3 * len(content.questions)


def test_answers_typed_in_already_are_printed_and_need_no_lines(vault: Vault, paper: Paper) -> None:
    content = collected(vault, answered=3)
    page = " ".join(texts(question_list.draw(content, paper)))
    for number in range(3):
        assert f"Answer number {number}. Second line. (Dr Okafor)" in page


def test_an_empty_list_is_room_for_questions_by_hand(vault: Vault, paper: Paper) -> None:
    with vault.read() as session:
        content = question_list.collect(session, None, patients.TODAY)
    pdf = question_list.draw(content, paper)
    assert "Name NOT RECORDED" in texts(pdf)[0]
    assert len(drawn(pdf).squares) >= 4
    assert ruled_lines(pdf) >= 12


def test_lines_stand_far_enough_apart_for_a_hand_and_type_is_readable(vault: Vault, paper: Paper) -> None:
    content = collected(vault, more=12, answered=2)
    pdf = question_list.draw(content, paper)
    for number in range(question_list.page_count(content, paper)):
        gaps = [upper - lower for upper, lower in pairwise(drawn(pdf, number).rules)]
        assert min(gaps, default=8 * MM) >= 8 * MM - 1
    for page in pieces(pdf):
        assert all(piece.size >= 10 for piece in page)
        assert all(piece.right <= paper.width - 18 * MM for piece in page)
        assert all(piece.size >= 12 for piece in page if piece.y > 25 * MM), "above the footer"
    bold = " ".join(piece.text for page in pieces(pdf) for piece in page if piece.bold and piece.size >= 12)
    assert all(question.text in " ".join(bold.split()) for question in content.questions)


def test_every_open_question_has_a_tick_box_and_lines_and_an_answered_one_has_a_tick(paper: Paper) -> None:
    again = ListedQuestion("Are there studies?", "Callum Reed writes.", "Dr Okafor, 1 May 2026")
    done = ListedQuestion("How often?", "Once a year.", "Dr Okafor", is_open=False)
    marked = ListedQuestion("By phone?", is_open=False)
    pdf = question_list.draw(listing(ListedQuestion("What next?"), again, done, marked), paper)
    seen = drawn(pdf)
    assert len(seen.squares) == 4
    assert seen.ticks == 2 * 2, "two strokes for each answered question"
    asked, former, given, last = (
        of_size(pdf, words)[0].y for words in ("What next?", "Callum Reed writes", "How often?", "By phone?")
    )
    assert sum(asked > rule > former for rule in seen.rules) >= 3
    assert sum(former > rule > given for rule in seen.rules) >= 3
    assert not [rule for rule in seen.rules if rule < given]
    assert "So far: Callum Reed writes. (Dr Okafor, 1 May 2026)" in texts(pdf)[0]
    for square, words in zip(seen.squares, (asked, former + 16, given, last), strict=True):
        assert square.bottom < words + 5 < square.top, "each stands beside its question"


def test_asked_again_is_open_until_it_is_marked_as_answered(vault: Vault) -> None:
    with vault.write() as session:
        visit = patients.full(session)
        for status in ("carry_on", "asked", "answered"):
            given = {"text": f"{status}?", "answer": "Perhaps.", "status": status, "appointment": visit}
            store.save(session, QUESTIONS, given)
        content = question_list.collect(session, visit, patients.TODAY)
    assert [question.is_open for question in content.questions[-3:]] == [True, True, False]


def test_the_first_three_still_to_be_asked_carry_a_star(vault: Vault, paper: Paper) -> None:
    with vault.write() as session:
        visit = patients.full(session)
        ids = [record.id for record in store.list_active(session, QUESTIONS) if record.values["appointment"] == visit]
        done = store.save(session, QUESTIONS, {"text": "Done?", "status": "answered", "appointment": visit})
        question_lists.arrange(session, [done, *ids[::-1]])
        content = question_list.collect(session, visit, patients.TODAY)
    assert [question.is_important for question in content.questions] == [False, True, True, True, False]
    pdf = question_list.draw(content, paper)
    seen = drawn(pdf)
    assert len(seen.stars) == 1 + 3, "one explains them"
    assert "The three questions with a star matter most to me." in texts(pdf)[0]
    for star, square in zip(seen.stars[1:], seen.squares[1:4], strict=True):
        assert square.bottom <= star.bottom and star.top <= square.top + 1 and star.width > 4 * MM  # noqa: PT018


def test_three_questions_need_no_star(vault: Vault) -> None:
    with vault.write() as session:
        for number in range(3):
            store.save(session, QUESTIONS, {"text": f"Number {number}?", "status": "open"})
        content = question_list.collect_open(session, patients.TODAY)
    pdf = question_list.draw(content, Paper.A4)
    assert not content.has_important
    assert not drawn(pdf).stars
    assert "star" not in texts(pdf)[0]


@pytest.mark.parametrize("count", range(1, 14))
def test_what_happens_next_stands_together_at_the_end(count: int, paper: Paper) -> None:
    pdf = question_list.draw(listing(*(ListedQuestion(f"Number {n}?") for n in range(count))), paper)
    pages = texts(pdf)
    with_it = [number for number, page in enumerate(pages) if "What happens next" in page]
    assert with_it == [len(pages) - 1]
    assert "What happens next What Who By when" in pages[-1]
    per_page = [len(drawn(pdf, number).steps) for number in range(len(pages))]
    assert per_page[-1] == sum(per_page) >= 3 * 3
    assert per_page[-1] % 3 == 0
    columns = {name: of_size(pdf, name)[-1] for name in ("What", "Who", "By when")}
    assert len({round(column.y) for column in columns.values()}) == 1
    assert all(step.bottom < columns["What"].y for step in drawn(pdf, len(pages) - 1).steps)


LONG = "Почему Καλημέρα 漢方薬と相互作用 Wolfeschlegelsteinhausenbergerdorff " * 40


def test_nothing_is_cut_off_however_long_it_is(paper: Paper) -> None:
    questions = [ListedQuestion(f"Number {n}, about my bones and what they say?") for n in range(60)]
    questions[7] = ListedQuestion(f"{LONG}end of question?", f"{LONG}end of answer", is_open=True)
    content = listing(*questions, prepare="Bring it. " * 700 + "End of list.", name="Morgan " * 300)
    pdf = question_list.draw(content, paper)
    said = " ".join(texts(pdf))
    for words in ("End of list.", "end of question?", "end of answer", "Number 0,", "Number 59,"):
        assert words in said
    for page in pieces(pdf):
        assert min(piece.y for piece in page) >= 8 * MM
        assert max(piece.y for piece in page) <= paper.height - 15 * MM
        assert all(piece.right <= paper.width - 18 * MM for piece in page)
        body = [piece for piece in page if piece.size >= 12]
        foot = [piece for piece in page if piece.text.startswith(("Personal record", "printed"))]
        assert min(piece.y for piece in body) > max(piece.y for piece in foot)
    squares = [len(drawn(pdf, number).squares) for number in range(len(reader(pdf).pages))]
    assert sum(squares) == 60
    assert all(box.bottom >= 15 * MM for number in range(len(squares)) for box in boxes(pdf, number))
    assert typeface.REPLACEMENT in said


def test_all_open_questions_are_printed_without_a_visit(vault: Vault, paper: Paper) -> None:
    with vault.write() as session:
        visit = patients.full(session)
        store.save(session, QUESTIONS, {"text": "Once more?", "status": "carry_on", "appointment": visit})
        gone = store.save(session, APPOINTMENTS, {"purpose": "Given up", "on_date": patients.day("2027-02")})
        store.save(session, QUESTIONS, {"text": "Of a visit that is gone?", "status": "open", "appointment": gone})
        store.trash(session, APPOINTMENTS, gone)
        content = question_list.collect_open(session, patients.TODAY)
        free = question_list.collect(session, None, patients.TODAY)
    said = [question.text for question in content.questions]
    assert said == [
        "How often should we meet?",
        "What has changed in my tryptase and blood counts since last time?",
        "Which symptom should we work on first?",
        "Are my emergency plan and my card still right?",
        "Could light therapy help me, and what are its risks?",
        "Once more?",
        "Of a visit that is gone?",
    ]
    assert content.questions[4].about == "Dermatologist"
    assert content.questions[6].about == ""
    assert content.questions[0].about == "Dr Imani Okafor, Mast cell specialist, Follow-up, 14 January 2027"
    assert [question.text for question in free.questions] == [said[4], said[6]]
    page = texts(question_list.draw(content, paper))[0]
    assert page.startswith("My open questions Alex Morgan")
    assert "When" not in page.split("What happens next")[0].replace("When should", "")
    assert content.title == "Open questions"


def test_with_nothing_open_there_is_nothing_to_print(vault: Vault) -> None:
    with vault.write() as session:
        store.save(session, QUESTIONS, {"text": "Done?", "status": "answered"})
        with pytest.raises(CannotPrint) as refusal:
            question_list.collect_open(session, patients.TODAY)
    assert "No question is open" in str(refusal.value)
    assert "ask again" in refusal.value.advice


def test_demo_and_letters_that_cannot_be_printed_are_said(vault: Vault, paper: Paper) -> None:
    with vault.write() as session:
        visit = patients.full(session)
        store.mark_demo(session)
        store.save(session, QUESTIONS, {"text": "Does 漢方 interact?", "appointment": visit})
        content = question_list.collect(session, visit, patients.TODAY)
    pdf = question_list.draw(content, paper)
    assert content.unprintable == ("Does 漢方 interact?",)
    assert all("DEMO" in page for page in texts(pdf))
    assert typeface.replacement_note() in texts(pdf)[0]
    assert fonts(pdf) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_files_properties_say_nothing_private(vault: Vault) -> None:
    file = reader(question_list.draw(collected(vault), Paper.A4))
    assert "Morgan" not in str(file.metadata)
    assert file.root_object["/Lang"] == "en"


def test_one_to_ask_again_has_lines_to_write_on_and_large_letters_take_more_room(vault: Vault) -> None:
    with vault.write() as session:
        for number in range(6):
            values = {"text": f"Question {number} with a few more words?", "status": "carry_on", "answer": "Perhaps"}
            store.save(session, QUESTIONS, values)
    with vault.read() as session:
        content = question_list.collect_open(session, date(2026, 5, 3))
    bands = [band for page in lay_out(content, Paper.A4) for band in page.bands]
    assert sum(band.is_ruled for band in bands) >= 3 * 6
    large = replace(content, is_large=True)
    heights = [
        max(band.height for band in bands_of if band.number) for bands_of in (bands, lay_out(large, Paper.A4)[0].bands)
    ]
    assert heights[1] > heights[0]
    assert large.as_dict() == content.as_dict()
    assert question_list.plain_text(content).splitlines()[2] == "1. Question 0 with a few more words?"
