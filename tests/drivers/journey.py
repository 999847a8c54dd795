"""Drives the whole program from its first window on, and counts what a person has to do."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.app import Program
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.first_start import CreatePage
from tests.drivers.widgets import find

PATIENCE = 60_000  # milliseconds; a slow machine is no fault


class Journey:
    """The program in its own settings folder. `steps` counts clicks, and fields that are typed into."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program
        self.steps = 0

    # Windows --------------------------------------------------------------------------------------------------------------

    @property
    def start(self) -> QWidget:
        """The window before a vault is open."""
        assert self.program.start_window is not None
        return self.program.start_window

    @property
    def window(self) -> MainWindow:
        """The window over the open vault."""
        assert self.program.record is not None
        return self.program.record.window

    @property
    def workspace(self) -> Workspace:
        """What the open vault's pages work on."""
        assert self.program.record is not None
        return self.program.record.workspace

    def wait_for_window(self) -> None:
        """Until the vault is open and its window shown."""
        self.qtbot.waitUntil(
            lambda: self.program.record is not None and self.program.start_window is None, timeout=PATIENCE
        )

    def wait_until_idle(self) -> None:
        """Until nothing runs in the background."""
        self.qtbot.waitUntil(lambda: self.workspace.background.idle, timeout=PATIENCE)

    # Acting ---------------------------------------------------------------------------------------------------------------

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click the button of this name, once it can be used."""
        place = inside or self.window

        def usable() -> bool:
            return any(b.isVisible() and b.isEnabled() for b in place.findChildren(QAbstractButton, name))

        self.qtbot.waitUntil(usable, timeout=PATIENCE)
        [button] = [b for b in place.findChildren(QAbstractButton, name) if b.isVisible()]
        self.steps += 1
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str, inside: QWidget | None = None) -> None:
        """Type into the visible field of this name."""
        [field] = [f for f in (inside or self.window).findChildren(QLineEdit, name) if f.isVisible()]
        field.setFocus()
        field.selectAll()
        self.steps += 1
        self.qtbot.keyClicks(field, text)

    def go(self, place: str) -> None:
        """Click a place of the sidebar."""
        self.click(f"place.{place}")

    def drop(self, paths: list[Path]) -> None:
        """Drop files onto the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        where = QPointF(600, 400)
        enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        self.steps += 1
        QApplication.sendEvent(self.window, QDropEvent(where, Qt.DropAction.CopyAction, mime, buttons, keys))

    def dialog(self, name: str) -> QDialog:
        """The dialog of this name, once it is open."""

        def there() -> list[QDialog]:
            return [
                w
                for w in QApplication.topLevelWidgets()
                if isinstance(w, QDialog) and w.objectName() == name and w.isVisible()
            ]

        self.qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
        return there()[0]

    def answer_notice(self) -> None:
        """Press the go-on button of the notice that a file will not be encrypted, if it is shown."""
        shown = [
            w
            for w in QApplication.topLevelWidgets()
            if isinstance(w, QDialog) and not isinstance(w, QFileDialog) and w.isVisible()
        ]
        for notice in shown:
            self.steps += 1
            notice.accept()

    def choose_file(self, path: Path) -> None:
        """Type a path into the save dialog, and accept."""
        dialog = self.dialog("save_dialog")
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(path))
        self.steps += 1
        dialog.accept()

    # Tasks ----------------------------------------------------------------------------------------------------------------

    def create_vault(self, folder: Path, passphrase: str) -> Path:
        """From the first window to the open vault; the recovery sheet is left for later."""
        self.click("create", self.start)
        page = self.start.findChild(CreatePage)
        assert page is not None
        page.set_folder(folder)
        self.type("new_passphrase", passphrase, self.start)
        self.type("new_passphrase_again", passphrase, self.start)
        self.click("create_go", self.start)
        self.wait_for_window()
        self.click("later", self.dialog("recovery_sheet"))
        return page.path

    def unlock(self, passphrase: str) -> None:
        """From the lock screen to the open vault."""
        self.type("passphrase", passphrase, self.start)
        self.click("unlock", self.start)
        self.wait_for_window()

    def search(self, words: str) -> None:
        """Type into the search box and wait for the answer."""
        box = find(self.window, QLineEdit, "search")
        box.setFocus()
        box.selectAll()
        self.steps += 1
        self.qtbot.keyClicks(box, words)
        self.window.search.search_now()
