"""Ctrl+Shift+Q: a question asked on any place is about what is shown there, says so, and leads back."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.library import guide
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import WHOLE, Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.subjects import WHOLES, titled
from ism_desktop.ui.places.diagnosis.page import DiagnosisPage
from ism_desktop.ui.places.guide.page import GuidePage
from ism_desktop.ui.places.injectors.page import InjectorsPage
from ism_desktop.ui.places.journal.journal_view import CHART, MONTH
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.places.questions.page import QuestionsPage
from ism_desktop.ui.places.results.page import ResultsPage
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.shell.places import PLACES, Place
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.questions import activate
from tests.drivers.widgets import click, find, words
from tests.records.samples import values_for

PLACE = "questions"
ABOUT_NOTHING = {"home", "inbox", "backup_and_keys", "questions", "to_file", "record_groups"}
"""They show no one thing that a doctor could be asked about; the pile of papers to file only while one lies on it."""


def _results(page: Page) -> Subject:
    assert isinstance(page, ResultsPage)
    page.show_over_time()
    return Subject("test_results", "chart:" + "\n".join(page.over_time.marks))


def _day(page: Page) -> Subject:
    assert isinstance(page, JournalPage)
    page.show_kind("journal_entries")
    page.entries.close_form()
    page.entries.show_as(MONTH)
    return Subject("journal", f"day:{page.workspace.today().isoformat()}")


def _journal_chart(page: Page) -> Subject:
    assert isinstance(page, JournalPage)
    page.show_kind("journal_entries")
    page.entries.close_form()
    page.entries.show_as(CHART)
    return Subject("journal", "chart:" + "\n".join(page.entries.chart.shown_marks))


def _statement(page: Page) -> Subject:
    assert isinstance(page, GuidePage)
    key = guide.load().page("kit").statements[1].key
    page.show_record(key)
    return Subject("guide", key)


MORE: dict[str, tuple[Callable[[Page], Subject], ...]] = {
    "test_results": (_results,),
    "journal": (_day, _journal_chart),
    "guide": (_statement,),
}
"""What else a place shows than an entry, by how it is shown."""


def _is_back(window: MainWindow, subject: Subject) -> bool:
    return window.current_page is not None and window.current_page.subject == subject


def test_every_place_says_what_it_shows_and_is_led_back_to(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    for place in PLACES:
        if place.name in ABOUT_NOTHING:
            window.show_page(place.name)
            assert window.current_page is not None
            if place.name != PLACE:
                assert window.current_page.subject is None, place.name
        else:
            _walk(window, workspace, qtbot, place)


def _walk(window: MainWindow, workspace: Workspace, qtbot: QtBot, place: Place) -> None:
    assert place.kinds or place.name in WHOLES or place.name in MORE, f"{place.name}: what does it show?"
    for name in () if place.name == "emergency_card" else place.kinds:  # the card is shown as a whole
        if place.name == "documents" and name != "documents":
            continue  # such as a tag: a sign on documents, and no page shows it
        with workspace.vault.write() as session:
            made = store.save(session, BY_NAME[name], values_for(BY_NAME[name]))
        window.show_page(name, made)
        _asked(window, workspace, qtbot, Subject(name, made))
    if place.name in WHOLES:
        assert str(WHOLES[place.name][0]).endswith(place.label) or place.name == "injectors"
        window.show_page(place.name)
        _show_whole(window.current_page)
        _asked(window, workspace, qtbot, Subject(place.name, WHOLE))
    for show in MORE.get(place.name, ()):
        window.show_page(place.name)
        assert window.current_page is not None
        _asked(window, workspace, qtbot, show(window.current_page))


def _show_whole(page: Page | None) -> None:
    if isinstance(page, InjectorsPage):
        page.close_form()
    elif isinstance(page, DiagnosisPage):
        page.findChild(QPushButton, "diagnosis_view.summary").click()  # type: ignore[union-attr]


def _asked(window: MainWindow, workspace: Workspace, qtbot: QtBot, expected: Subject) -> None:
    qtbot.waitUntil(lambda: _is_back(window, expected))
    window.on_new_question()
    page = window.current_page
    assert isinstance(page, QuestionsPage)
    with workspace.vault.read() as session:
        found = titled(session, expected)
    assert found is not None
    line = find(page, QPushButton, "new_question.about")
    assert found.short in line.accessibleName()
    line.click()
    qtbot.waitUntil(lambda: _is_back(window, expected))


def test_what_is_being_typed_is_saved_and_the_question_kept_with_what_it_is_about(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    activate(qtbot, window)
    window.begin_record("medications")
    medications = window.current_page
    assert isinstance(medications, RecordsPage)
    qtbot.keyClicks(medications.view.form.row("name").editor.control, "Cromolyn")
    window.on_new_question()
    page = window.current_page
    assert isinstance(page, QuestionsPage)
    assert "About: Cromolyn" in words(page)
    qtbot.keyClicks(page.field.text, "Before")
    kept = workspace.drafts.get("questions", "new")
    assert kept is not None
    assert kept["about_kind"] == "medications"
    click(qtbot, page, "new_question.about_drop")
    kept = workspace.drafts.get("questions", "new")
    assert kept is not None
    assert kept["about_kind"] is None
