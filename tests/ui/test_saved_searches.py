"""Searches kept under a name, in box, sidebar and palette; and what the results say of themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import question_lists, saved_searches, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents import changes
from ism_desktop.ui.shell import search_box
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.widgets import click, dialog, find
from tests.drivers.window import WindowDriver
from tests.records.samples import values_for
from tests.ui.test_palette import PaletteDriver

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot) -> WindowDriver:
    return WindowDriver(qtbot, window)


@pytest.fixture
def kept(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> list[str]:
    """The ids of three saved searches."""
    ids: list[str] = []
    for name in ("Itching", "Bones", "骨髓"):
        with workspace.vault.write() as session:
            ids.append(saved_searches.keep(session, name, f"{name} kind:questions"))
    qtbot.waitUntil(lambda: len(window.searches.all) == 3)
    return ids


def _back(window: MainWindow) -> None:
    """The window is in front again, after a dialog."""
    window.activateWindow()
    settle()


def _there(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.vault.read() as session:
        return [(one.name, one.words) for one in saved_searches.all_of(session)]


def _listed(window: MainWindow) -> list[str]:
    """The names in the sidebar, from top to bottom."""
    entries = [made for made in window.sidebar.findChildren(QPushButton) if made.objectName().startswith("search.")]
    return [made.accessibleName() for made in sorted(entries, key=lambda made: made.y()) if made.isVisible()]


def _ask(driver: WindowDriver, name: str | None) -> str:
    """Press Ctrl+S and Enter, where wanted with another name; returns what the button said."""
    driver.key(Qt.Key.Key_S, CONTROL)
    shown = dialog(driver.qtbot, "search_name_dialog")
    line = find(shown, QLineEdit, "search_name")
    if name is not None:
        line.setText(name)
    said = find(shown, QPushButton, "search_name_go").text()
    driver.qtbot.keyClick(line, Qt.Key.Key_Return)
    _back(driver.window)
    return said


def test_a_search_is_kept_found_in_the_sidebar_changed_and_taken_back(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert not find(window, QPushButton, "group.saved_searches").isVisible()
    driver.search("juckreiz kind:questions")
    assert _ask(driver, None) == "Save"
    qtbot.waitUntil(lambda: _listed(window) == ["Juckreiz, questions"])
    assert _there(workspace) == [("Juckreiz, questions", "juckreiz kind:questions")]
    said = find(window, QLabel, "search_saved_as")
    qtbot.waitUntil(said.isVisible)
    driver.press_in_search(Qt.Key.Key_Escape)
    click(qtbot, window, f"search.{window.searches.all[0].id}")
    assert window.search.hasFocus()
    assert window.search.text() == "juckreiz kind:questions"
    assert window.search.is_open

    driver.search("juckreiz")
    click(qtbot, window, "search_save_over")
    qtbot.waitUntil(lambda: _there(workspace) == [("Juckreiz, questions", "juckreiz")])
    driver.search("juckreiz kind:tasks")
    assert _ask(driver, None).startswith("Save over")
    qtbot.waitUntil(lambda: _there(workspace) == [("Juckreiz, questions", "juckreiz kind:tasks")])
    workspace.undo_bar.undo_latest()
    workspace.undo_bar.undo_latest()
    assert _there(workspace) == [("Juckreiz, questions", "juckreiz kind:questions")]
    driver.search("quite another thing")
    assert not find(window, QPushButton, "search_save_over").isVisible(), "it has nothing to do with what was opened"


def test_keys_move_rename_and_trash_one_and_leave_the_page_alone(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, kept: list[str], qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        medicine = store.save(session, BY_NAME["medications"], {"name": "Cetirizine"})
    window.show_page("medications", medicine)
    find(window, QPushButton, f"search.{kept[1]}").setFocus(Qt.FocusReason.TabFocusReason)
    driver.key(Qt.Key.Key_Up, CONTROL)
    qtbot.waitUntil(lambda: _listed(window) == ["Bones", "Itching", "骨髓"])
    assert window.sidebar.focused_search == kept[1]
    driver.key(Qt.Key.Key_F2)
    shown = dialog(qtbot, "search_name_dialog")
    find(shown, QLineEdit, "search_name").setText("itching")
    assert not find(shown, QPushButton, "search_name_go").isEnabled()
    find(shown, QLineEdit, "search_name").setText("My bones")
    click(qtbot, shown, "search_name_go")
    _back(window)
    qtbot.waitUntil(lambda: _listed(window)[0] == "My bones")
    find(window, QPushButton, f"search.{kept[1]}").setFocus(Qt.FocusReason.TabFocusReason)
    driver.key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _listed(window) == ["Itching", "骨髓"])
    assert window.sidebar.focused_search == kept[0], "the keys go to its neighbour"
    driver.undo()
    qtbot.waitUntil(lambda: _listed(window) == ["My bones", "Itching", "骨髓"])
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["medications"]) == 1


def test_the_palette_and_the_page_lead_to_it_and_no_title_or_setting_has_its_name(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, kept: list[str], qtbot: QtBot
) -> None:
    palette = PaletteDriver(qtbot, window)
    shown = palette.open()
    shown.line.setText("骨")  # letters that no key of a test has
    palette.wait()
    assert palette.lines(shown)[0].startswith("骨髓")
    palette.press(Qt.Key.Key_Return)
    _back(window)
    assert window.search.text() == "骨髓 kind:questions"
    assert window.search.hasFocus()
    driver.press_in_search(Qt.Key.Key_Escape)
    window.show_page(SAVED_SEARCHES.name, kept[0])
    click(qtbot, window, "search_now")
    assert window.search.text() == "Itching kind:questions"
    window.sidebar.fold(SAVED_SEARCHES.name, on=True)
    titles = " ".join(widget.windowTitle() for widget in QApplication.topLevelWidgets())
    told = f"{titles} {workspace.settings.path.read_text('utf-8')}"
    assert not [name for name in ("Itching", "Bones", "骨髓") if name in told]


def test_a_wrong_search_word_is_named_and_what_was_meant_is_one_press_away(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        question_lists.add(session, "What helps against Juckreiz?")
    qtbot.waitUntil(lambda: bool(workspace.index.search("juckreiz")))
    assert len(driver.search("juckreiz kind:questoin")) == 1
    remark = find(window, QLabel, "search_remark")
    assert remark.isVisible()
    assert "questoin" in remark.text()
    driver.press_in_search(Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.search.text() == "juckreiz kind:question"
    assert not remark.isVisible()
    assert len(driver.results()) == 1


def test_groups_say_how_many_there_are_and_lead_to_all_of_them(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_box, "_SHOWN", 2)
    window.search._most = 2
    with workspace.vault.write() as session:
        for number in range(5):
            question_lists.add(session, f"Juckreiz {number}?")
        store.save(session, BY_NAME["medications"], {"name": "Against Juckreiz"})
    qtbot.waitUntil(lambda: len(workspace.index.search("juckreiz")) == 6)
    driver.search("juckreiz")
    qtbot.waitUntil(lambda: driver.groups() == ["Medications (1)", "Questions (5)"])
    assert driver.results()[-1] == "Show all: 5 questions"
    for _ in driver.results():
        driver.press_in_search(Qt.Key.Key_Down)
    driver.press_in_search(Qt.Key.Key_Return)
    assert window.search.text() == "juckreiz kind:Questions"
    qtbot.waitUntil(lambda: driver.groups() == ["Questions (5)"])
    assert len(driver.results()) == 5


def test_a_paper_that_is_filed_meanwhile_leaves_the_answer(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        values = values_for(DOCUMENTS) | {"text_file_id": None, "filing": TO_FILE}
        first, _ = (store.save(session, DOCUMENTS, values | {"title": title}) for title in ("Letter", "Report"))
    qtbot.waitUntil(lambda: len(workspace.index.search("no:filing")) == 2)
    driver.search("no:filing")
    driver.press_in_search(Qt.Key.Key_Down)
    changes.mark_filed(workspace, [first])
    qtbot.waitUntil(lambda: len(driver.results()) == 1)
    assert driver.results()[0].startswith("Report")
    assert window.search.panel().chips.buttons[0].text() == "To be filed"
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: len(driver.results()) == 2)


def test_the_keys_go_into_a_page_that_was_gone_to(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """They stayed on “Home” in the sidebar, so that the next letters went there."""
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    palette = PaletteDriver(qtbot, window)
    find(window, QPushButton, "place.home").setFocus(Qt.FocusReason.TabFocusReason)
    palette.type("care te")
    palette.press(Qt.Key.Key_Return)
    _back(window)
    page = window.current_page
    assert page is not None
    assert "care_team" in page.kinds
    assert page.isAncestorOf(window.focusWidget())
    find(window, QPushButton, "place.home").setFocus(Qt.FocusReason.TabFocusReason)
    driver.key(Qt.Key.Key_2, CONTROL)
    assert window.current_page is not page
    assert window.current_page is not None
    assert window.current_page is window.focusWidget() or window.current_page.isAncestorOf(window.focusWidget())


def test_a_window_that_goes_is_asked_for_no_page(workspace: Workspace, qtbot: QtBot) -> None:
    """Its menus are gone before its parts, which may still ask for something; an action that is gone cannot be named."""
    window = MainWindow(workspace)
    asked: list[str] = []

    def ask() -> None:
        window.show_page("medications")
        window._refresh_actions()
        asked.append("asked")

    window.statusBar().destroyed.connect(ask)
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    window.close()
    window.deleteLater()
    qtbot.waitUntil(lambda: bool(asked))
