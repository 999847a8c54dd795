"""The palette: finds pages, commands, settings and entries, goes there, and keeps nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.commands import command
from ism_desktop.ui.shell.palette import Palette
from ism_desktop.ui.shell.palette_content import ToPlace, _lists
from ism_desktop.ui.shell.palette_matching import Section
from ism_desktop.ui.shell.places import PLACES, place_of
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.widgets import dialog, find
from tests.rounds import one_of_each

PLACE = "care_team"


class PaletteDriver:
    """Opens the palette by its keys, types and goes."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def open(self) -> Palette:
        """Press Ctrl+K in the window."""
        self.window.activateWindow()
        settle()
        self.qtbot.keyClick(self.window.focusWidget() or self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        shown = dialog(self.qtbot, "palette")
        assert isinstance(shown, Palette)
        return shown

    def type(self, letters: str) -> list[str]:
        """Open it and type; returns the lines that can be chosen once the search has answered."""
        shown = self.open()
        self.qtbot.keyClicks(find(shown, QLineEdit, "palette.line"), letters)
        self.wait()
        return self.lines(shown)

    def wait(self) -> None:
        """Wait until the search has answered."""
        self.qtbot.waitUntil(lambda: self.window.workspace.background.idle, timeout=20_000)
        settle()

    def lines(self, shown: Palette) -> list[str]:
        """The lines that can be chosen."""
        model = find(shown, QListView, "palette.list").model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [row.data() for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]

    def press(self, key: Qt.Key) -> None:
        """Press a key in its line."""
        shown = dialog(self.qtbot, "palette")
        self.qtbot.keyClick(find(shown, QLineEdit, "palette.line"), key)
        settle()


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> PaletteDriver:
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)
    return PaletteDriver(qtbot, window)


def test_letters_find_a_page_and_enter_goes_there(palette: PaletteDriver, window: MainWindow) -> None:
    assert palette.type("car")
    palette.press(Qt.Key.Key_Escape)
    assert palette.type("care te")
    palette.press(Qt.Key.Key_Return)
    assert window.current_page is not None
    assert "care_team" in window.current_page.kinds
    assert not window.findChildren(Palette)


def test_without_letters_every_page_is_offered(palette: PaletteDriver, window: MainWindow) -> None:
    shown = palette.open()
    assert len(palette.lines(shown)) >= len(PLACES)
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Return)
    assert window.current_page is not None
    assert window.current_page.objectName() or "emergency_card" in window.current_page.kinds


def test_a_command_is_found_with_its_keys_and_done(palette: PaletteDriver, window: MainWindow, qtbot: QtBot) -> None:
    lines = palette.type("keyboard")
    assert any("Ctrl+/" in line for line in lines)
    palette.press(Qt.Key.Key_Return)
    shown = dialog(qtbot, "shortcuts")
    shown.close()


def test_a_setting_opens_the_settings_at_it(palette: PaletteDriver, window: MainWindow, qtbot: QtBot) -> None:
    palette.type("appear")
    palette.press(Qt.Key.Key_Return)
    shown = dialog(qtbot, "settings_dialog")
    shown.close()


def test_an_entry_is_found_and_shown(
    palette: PaletteDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["medications"], {"name": "Ketotifène", "reason": "flushing"})
    qtbot.waitUntil(lambda: bool(workspace.index.search("ketotifene")))
    assert [line.split(" (")[0] for line in palette.type("ketotifene")] == ["Ketotifène"]
    palette.press(Qt.Key.Key_Return)
    assert window.current_page is not None
    assert "medications" in window.current_page.kinds


def test_a_command_that_cannot_be_used_now_is_not_offered(palette: PaletteDriver, window: MainWindow) -> None:
    window.show_page("home")
    printing = command("on_print")
    assert [line for line in palette.type(printing.name) if line.startswith(f"{printing.name} (")] == []
    palette.press(Qt.Key.Key_Escape)
    window.show_page("emergency_card")
    assert [line for line in palette.type(printing.name) if line.startswith(f"{printing.name} (")]
    palette.press(Qt.Key.Key_Escape)


_BEGUN = [kind for kind in KINDS if not kind.single and kind.name not in {"documents", "tags"}]
_FIRST = {kind.place: kind for kind in reversed(_BEGUN)}


def _ways(kind: Kind) -> set[object]:
    """On which sort of page it is begun, and whether it is the first kind of its page."""
    page = place_of(kind.place).page
    return {page, (page is None, _FIRST[kind.place] is kind)}


@pytest.mark.parametrize("name", [kind.name for kind in one_of_each(_BEGUN, _ways)])
def test_a_record_of_every_kind_can_be_begun_from_anywhere(
    palette: PaletteDriver, window: MainWindow, name: str
) -> None:
    window.show_page("home")
    kind = BY_NAME[name]
    assert palette.type(kind.add)[0].startswith(kind.add)
    palette.press(Qt.Key.Key_Return)
    page = window.current_page
    assert page is not None
    assert name in page.kinds
    if isinstance(page, RecordsPage):
        assert isinstance(page.view, KindView)
        assert page.view.kind is kind
        assert page.view.is_editing
        assert page.view.form.title.text() == kind.new


def test_the_menu_says_what_is_added_here(window: MainWindow) -> None:
    new = next(action for action in window.findChildren(QAction) if action.objectName() == "on_new")
    window.show_page("medications")
    assert new.text() == BY_NAME["medications"].add
    window.show_page("tolerated")
    assert new.text() == BY_NAME["tolerated"].add
    window.show_page("reactions")
    assert window.current_page is not None
    window.current_page.show_kind("reactions")
    assert new.text() == BY_NAME["reactions"].add
    window.show_page("home")
    assert not new.isEnabled()
    assert new.text() == command("on_new").words


def test_nothing_found_is_said(palette: PaletteDriver, qtbot: QtBot) -> None:
    assert palette.type("qqqq") == []
    assert "qqqq" in find(dialog(qtbot, "palette"), QLabel, "palette.nothing").text()
    palette.press(Qt.Key.Key_Return)
    palette.press(Qt.Key.Key_Escape)


def test_nothing_typed_or_found_stays_when_it_closes(palette: PaletteDriver, window: MainWindow) -> None:
    shown = palette.open()
    shown.line.setText("ketotifen")
    palette.wait()
    line, model = shown.line, shown.list.model()
    shown.done(0)
    assert line.text() == ""
    assert not line.isUndoAvailable()
    assert model.rowCount() == 0
    settle()
    assert not window.findChildren(Palette)


def test_the_sections_stand_in_their_order() -> None:
    assert list(Section) == sorted(Section)


def test_every_list_that_is_offered_is_shown(window: MainWindow) -> None:
    lists = [found.target.name for found in _lists() if isinstance(found.target, ToPlace)]
    assert {"records_requests", "calls", "tasks"} <= set(lists)
    for name in lists:
        window.show_page(name)
        page = window.current_page
        assert isinstance(page, RecordsPage)
        assert page.view.kind.name == name
