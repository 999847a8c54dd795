"""No part of a page is shown before it has its place: it would flash up on the screen as a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.kit.widgets.surfaces import PageHead
from ism_desktop.ui.shell.places import places
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.small_screens import opened_dialogs
from tests.rounds import some_of

_WINDOWS = (QDialog, QMainWindow, QMenu)


class _Watch(QObject):
    """Notes every widget that appears as a window and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt’s name)
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType().name in {"Popup", "ToolTip", "Tool"}
            if not popup and not isinstance(watched, _WINDOWS):
                self.seen.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[_Watch]:
    made = _Watch()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_the_watch_sees_a_part_without_its_place(watch: _Watch) -> None:
    part = QWidget()
    part.setVisible(True)
    assert watch.seen == ["QWidget ''"]
    part.close()


@pytest.mark.usefixtures("qapp")
def test_the_sentence_of_a_page_waits_for_its_place(watch: _Watch) -> None:
    PageHead("Binder", "Everything you keep here as one book to print.")
    assert watch.seen == []


def test_no_page_and_no_dialog_flashes(watch: _Watch, window: MainWindow, qtbot: QtBot) -> None:
    for place in some_of(places(), 1, 3):
        window.show_page(place.name)
        qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)
        settle()
    for _ in opened_dialogs(window):
        settle()
    assert watch.seen == []
