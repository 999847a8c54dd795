"""The question list: the right questions in the right order, room to write, one page while one page is enough."""

from itertools import pairwise

import pytest

from ism_desktop.errors import RecordMissing
from ism_desktop.library import questions as bank
from ism_desktop.printing import question_list, typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.question_list import QuestionListContent
from ism_desktop.records import store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.vault import Vault
from tests.printing import patients
from tests.printing.reading import boxes, fonts, pieces, reader, texts

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


def ruled_lines(pdf: bytes, page: int = 0) -> int:
    return sum(box.width > 140 * MM and box.height < 2.0 for box in boxes(pdf, page))


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


def test_more_questions_get_fewer_lines_before_a_second_page_is_begun(vault: Vault, paper: Paper) -> None:
    content = collected(vault, more=4)
    pdf = question_list.draw(content, paper)
    assert len(reader(pdf).pages) == 1
    assert 2 * len(content.questions) <= ruled_lines(pdf) < 4 * len(content.questions)


def test_too_many_questions_go_on_to_a_second_page_and_the_content_says_so(vault: Vault, paper: Paper) -> None:
    content = collected(vault, more=12)
    pdf = question_list.draw(content, paper)
    pages = texts(pdf)
    assert len(pages) == question_list.page_count(content, paper) == 2
    assert "page 1 of 2" in pages[0]
    assert "page 2 of 2" in pages[1]
    assert all(FOOTER in page and "Alex Morgan" in page for page in pages)
    both = " ".join(pages)
    for question in content.questions:
        assert question.text in both
    assert ruled_lines(pdf) >= 2 * 6


def test_answers_typed_in_already_are_printed_and_need_no_lines(vault: Vault, paper: Paper) -> None:
    content = collected(vault, answered=3)
    page = " ".join(texts(question_list.draw(content, paper)))
    for number in range(3):
        assert f"Answer number {number}. Second line. (Dr Okafor)" in page


def test_an_empty_list_is_room_for_questions_by_hand(vault: Vault, paper: Paper) -> None:
    with vault.read() as session:
        content = question_list.collect(session, None, patients.TODAY)
    pdf = question_list.draw(content, paper)
    assert len(reader(pdf).pages) == 1
    assert "Name NOT RECORDED" in texts(pdf)[0]
    assert ruled_lines(pdf) >= 10


def test_lines_stand_far_enough_apart_for_a_hand_and_type_is_readable(vault: Vault, paper: Paper) -> None:
    pdf = question_list.draw(collected(vault, more=12), paper)
    for number in range(2):
        heights = sorted((box.bottom for box in boxes(pdf, number) if box.width > 140 * MM), reverse=True)
        gaps = [upper - lower for upper, lower in pairwise(heights)]
        assert min(gaps) >= 7 * MM - 1
    for page in pieces(pdf):
        assert all(piece.size >= 8 for piece in page)
        assert all(piece.right <= paper.width - 19 * MM for piece in page)
        assert all(piece.size >= 10 for piece in page if piece.y > 20 * MM)


def test_demo_and_letters_that_cannot_be_printed_are_said(vault: Vault, paper: Paper) -> None:
    with vault.write() as session:
        visit = patients.full(session)
        store.mark_demo(session)
        store.save(session, QUESTIONS, {"text": "Does 漢方 interact?", "appointment": visit})
        content = question_list.collect(session, visit, patients.TODAY)
    pdf = question_list.draw(content, paper)
    assert content.unprintable == ("Does 漢方 interact?",)
    assert all("DEMO" in page for page in texts(pdf))
    assert typeface.REPLACEMENT_NOTE in texts(pdf)[0]
    assert fonts(pdf) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_files_properties_say_nothing_private(vault: Vault) -> None:
    file = reader(question_list.draw(collected(vault), Paper.A4))
    assert "Morgan" not in str(file.metadata)
    assert file.trailer["/Root"]["/Lang"] == "en"
