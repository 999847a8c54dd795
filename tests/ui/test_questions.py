"""The questions page: noting, groups, filters, assigning, answering, trash."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_print import QuestionPrintDialog
from ism_desktop.ui.kit.widgets.tick_list import DETAIL
from ism_desktop.ui.places.questions.page import GroupPanel, QuestionsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.questions import LibraryDriver, QuestionsDriver, activate
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.visits import DOCTOR, add_doctor, add_questions, add_visit, day, questions_of, saved

PLACE = "questions"


@pytest.fixture
def questions(window: MainWindow, qtbot: QtBot) -> QuestionsDriver:
    activate(qtbot, window)
    window.show_page("questions")
    assert isinstance(window.current_page, QuestionsPage)
    return QuestionsDriver(qtbot, window.current_page)


def groups(driver: QuestionsDriver) -> list[str]:
    cards = [card for card in driver.inside.findChildren(GroupPanel) if card.isVisible()]
    cards.sort(key=lambda card: card.y())
    return [card.heading.text() for card in cards if card.heading is not None]


def choose(driver: QuestionsDriver, name: str, label: str) -> None:
    box = find(driver.inside, QComboBox, name)
    place = box.findText(label)
    assert place >= 0, f"{label!r} is not offered"
    box.setCurrentIndex(place)


def test_an_empty_page_teaches(questions: QuestionsDriver, qtbot: QtBot) -> None:
    assert "How often should we meet" in words(questions.inside)
    click(qtbot, questions.inside, "pick_first")
    LibraryDriver(qtbot).cancel()


def test_questions_are_noted_for_none_and_for_an_appointment(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 12, with_member=add_doctor(workspace))
    box = find(questions.inside, QComboBox, "new_question.for")
    qtbot.waitUntil(lambda: box.count() == 2)
    questions.note("For nobody yet?")
    choose(questions, "new_question.for", f"{day(workspace, 12).words} · {DOCTOR}")
    questions.note("For the doctor?")
    qtbot.waitUntil(lambda: questions.texts() == ["For nobody yet?", "For the doctor?"])
    assert groups(questions) == ["For no appointment yet", "Follow-up"]
    assert [question.title for question in questions_of(workspace, visit)] == ["For the doctor?"]


def test_filter_search_and_grouping(questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    visit = add_visit(workspace, "Follow-up", -5)
    ids = add_questions(workspace, visit, "About tryptase?", "About bones?", "About bees?")
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["questions"], {"status": "answered", "answer": "Vitamin D"}, record_id=ids[1])
        store.save(session, BY_NAME["questions"], {"status": "asked"}, record_id=ids[2])
    qtbot.waitUntil(lambda: len(questions.texts()) == 3)
    click(qtbot, questions.inside, "questions_filter.to_ask")
    assert questions.texts() == ["About tryptase?"]
    click(qtbot, questions.inside, "questions_filter.answered")
    assert questions.texts() == ["About bones?"]
    click(qtbot, questions.inside, "questions_filter.all")
    field = find(questions.inside, QLineEdit, "questions_search")
    qtbot.keyClicks(field, "vitamin")
    assert questions.texts() == ["About bones?"], "answers are searched too"
    qtbot.keyClicks(field, "zzz")
    assert "No matching questions" in words(questions.inside)
    field.clear()
    choose(questions, "questions_grouping", "Grouped by status")
    qtbot.waitUntil(lambda: groups(questions) == ["To ask", "Asked", "Answered"])


def test_an_open_question_stays_while_it_is_answered(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    (one,) = add_questions(workspace, None, "About tryptase?")
    qtbot.waitUntil(lambda: questions.texts() == ["About tryptase?"])
    click(qtbot, questions.inside, "questions_filter.to_ask")
    questions.open("About tryptase?")
    questions.answer("About tryptase?", "Lower")
    find(questions.row("About tryptase?"), QLineEdit, "answered_by").setFocus()
    qtbot.waitUntil(lambda: saved(workspace, one).values["status"] == "answered")
    settle()
    assert questions.texts() == ["About tryptase?"], "it does not vanish under the hands"
    assert saved(workspace, one).values["answered_on"] == day(workspace, 0)
    questions.close("About tryptase?")
    qtbot.waitUntil(lambda: questions.texts() == [])


def test_a_question_is_put_on_the_list_of_an_appointment(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Skin check", 20)
    (one,) = add_questions(workspace, None, "About the spots?")
    qtbot.waitUntil(lambda: questions.texts() == ["About the spots?"])
    questions.open("About the spots?")
    questions.choose_appointment("About the spots?", f"{day(workspace, 20).words} · Skin check")
    qtbot.waitUntil(lambda: groups(questions) == ["Skin check"])
    assert saved(workspace, one).values["appointment"] == visit


def test_rewording_and_an_empty_question(questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    (one,) = add_questions(workspace, None, "About tryptase?")
    qtbot.waitUntil(lambda: questions.texts() == ["About tryptase?"])
    questions.open("About tryptase?")
    field = find(questions.row("About tryptase?"), QPlainTextEdit, "text")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "What about tryptase?")
    find(questions.inside, QPlainTextEdit, "new_question").setFocus()
    qtbot.waitUntil(lambda: questions.texts() == ["What about tryptase?"])
    field.setFocus()
    field.clear()
    find(questions.inside, QPlainTextEdit, "new_question").setFocus()
    fault = find(questions.row("What about tryptase?"), QWidget, "text.fault")
    qtbot.waitUntil(fault.isVisible)
    assert saved(workspace, one).title == "What about tryptase?", "an empty question is not saved"


def test_trash_and_back(questions: QuestionsDriver, workspace: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    (one,) = add_questions(workspace, None, "About tryptase?")
    qtbot.waitUntil(lambda: questions.texts() == ["About tryptase?"])
    find(questions.row("About tryptase?"), QWidget, "question_head").setFocus()
    window.current_page.trash_selected()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: questions.texts() == [])
    assert "In the trash (1)" in words(questions.inside)
    click(qtbot, questions.inside, "question_trash")
    click(qtbot, questions.inside, "restore_question")
    qtbot.waitUntil(lambda: questions.texts() == ["About tryptase?"])
    assert saved(workspace, one).deleted_at is None


def test_a_group_is_printed(questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    add_questions(workspace, None, "About tryptase?")
    qtbot.waitUntil(lambda: questions.texts() == ["About tryptase?"])
    click(qtbot, questions.inside, "group.print")
    paper = dialog(qtbot, "question_print")
    assert isinstance(paper, QuestionPrintDialog)
    with qtbot.waitSignal(paper.preview.drawn, timeout=30_000):
        pass
    assert [question.text for question in paper.content.questions] == ["About tryptase?"]
    click(qtbot, paper, "close")


def test_all_open_questions_are_printed(questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    visit = add_visit(workspace, "Follow-up", 12)
    assert find(questions.inside, QPushButton, "print_open_questions").isHidden()
    add_questions(workspace, visit, "About bones?")
    (done,) = add_questions(workspace, None, "About tryptase?")
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["questions"], {"status": "answered"}, record_id=done)
    add_questions(workspace, None, "About travel?")
    qtbot.waitUntil(lambda: len(questions.texts()) == 3)
    click(qtbot, questions.inside, "print_open_questions")
    paper = dialog(qtbot, "question_print")
    assert isinstance(paper, QuestionPrintDialog)
    with qtbot.waitSignal(paper.preview.drawn, timeout=30_000):
        pass
    assert [question.text for question in paper.content.questions] == ["About bones?", "About travel?"]
    assert "star" not in words(paper)
    click(qtbot, paper, "close")


def test_the_first_three_carry_a_star_that_follows_the_order(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    def starred() -> list[str]:
        rows = questions.rows()
        return [row.question.title for row in rows if find(row, QLabel, "question_star").isVisible()]

    add_questions(workspace, None, "A?", "B?", "C?")
    qtbot.waitUntil(lambda: questions.texts() == ["A?", "B?", "C?"])
    assert starred() == []
    add_questions(workspace, None, "D?")
    qtbot.waitUntil(lambda: starred() == ["A?", "B?", "C?"])
    assert "One of the three that matter most" in questions.shows("C?")
    assert "matter most" not in questions.shows("D?")
    questions.move("D?", up=True)
    qtbot.waitUntil(lambda: starred() == ["A?", "B?", "D?"])
    find(questions.inside, QLineEdit, "questions_search").setText("C")
    qtbot.waitUntil(lambda: questions.texts() == ["C?"])
    assert starred() == [], "what is found does not count anew"
    click(qtbot, questions.inside, "group.print")
    paper = dialog(qtbot, "question_print")
    assert isinstance(paper, QuestionPrintDialog)
    assert [question.text for question in paper.content.questions if question.is_important] == ["A?", "B?", "D?"]
    assert "A star marks the first three questions" in words(paper)
    click(qtbot, paper, "close")


def test_a_group_with_nothing_to_ask_has_nothing_to_print(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    (done,) = add_questions(workspace, None, "About tryptase?")
    qtbot.waitUntil(lambda: find(questions.inside, QPushButton, "group.print").isVisible())
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["questions"], {"status": "answered"}, record_id=done)
    qtbot.waitUntil(lambda: find(questions.inside, QPushButton, "print_open_questions").isHidden())
    assert not [one for one in questions.inside.findChildren(QPushButton, "group.print") if one.isVisible()]


def test_the_library_names_published_sources(questions: QuestionsDriver) -> None:
    library = questions.library()
    library.search("examination")
    (text,) = library.texts()
    item = next(library.list.item(place) for place in library._items())
    assert text.startswith("Before an examination")
    assert item.data(DETAIL).startswith("Source: Walker S")
    library.cancel()


def test_a_search_hit_opens_its_question(
    questions: QuestionsDriver, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    _first, second = add_questions(workspace, None, "About tryptase?", "About bones?")
    window.show_page("home")
    window.show_page("questions", second)
    qtbot.waitUntil(lambda: len(questions.texts()) == 2)
    assert questions.row("About bones?").is_open
    assert not questions.row("About tryptase?").is_open


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    questions: QuestionsDriver, workspace: Workspace, window: MainWindow, twice_the_size: None, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    settle()
    assert clipped(questions.inside) == []
    visit = add_visit(workspace, "Yearly follow-up with blood results", 12)
    text = "Which medicine should I take before the dental treatment, and who tells the dentist?"
    add_questions(workspace, visit, text)
    qtbot.waitUntil(lambda: questions.texts() == [text])
    questions.open(text)
    settle()
    assert clipped(questions.inside) == []
    assert unnamed(questions.inside) == []


def test_another_answer_keeps_the_one_before_and_says_where_a_question_comes_from(
    questions: QuestionsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    values = {"text": "How often?", "status": "answered", "answer": "Yearly", "bank_id": "ism-003"}
    with workspace.vault.write() as session:
        made = store.save(session, BY_NAME["questions"], values)
    page = questions.inside
    assert isinstance(page, QuestionsPage)
    page.show_record(made)
    qtbot.waitUntil(lambda: "From the library, as of" in words(questions.inside))
    click(qtbot, questions.inside, "answer_anew")
    qtbot.waitUntil(lambda: "Earlier answers" in words(questions.inside))
    assert "Yearly" in words(questions.inside)
    with workspace.vault.read() as session:
        (kept,) = store.list_active(session, BY_NAME["question_answers"])
        question = store.get(session, BY_NAME["questions"], made)
    assert kept.values["answer"] == "Yearly"
    assert (question.values["answer"], question.values["status"]) == (None, "carry_on")
    click(qtbot, questions.inside, "change_answer")
    changing = dialog(qtbot, "earlier_answer")
    field = find(changing, QPlainTextEdit, "answer")
    field.selectAll()
    qtbot.keyClicks(field, "Every two years")
    click(qtbot, changing, "save")
    qtbot.waitUntil(lambda: "Every two years" in words(questions.inside))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: "Yearly" in words(questions.inside))
    click(qtbot, questions.inside, "trash_answer")
    qtbot.waitUntil(lambda: "Earlier answers" not in words(questions.inside))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: "Yearly" in words(questions.inside))


def test_a_question_asked_on_another_page_is_about_the_entry_there(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    activate(qtbot, window)
    with workspace.vault.write() as session:
        made = store.save(session, BY_NAME["medications"], {"name": "Cromolyn"})
    window.show_page("medications", made)
    window.on_new_question()
    assert isinstance(window.current_page, QuestionsPage)
    driver = QuestionsDriver(qtbot, window.current_page)
    assert "About: Cromolyn" in words(driver.inside)
    driver.note("Before or after meals?")
    with workspace.vault.read() as session:
        (question,) = store.list_active(session, BY_NAME["questions"])
    assert (question.values["about_kind"], question.values["about_id"]) == ("medications", made)
    assert "About: Cromolyn" not in words(driver.inside), "the next one is about nothing"
