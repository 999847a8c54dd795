"""Prints and saves papers as a person does: the notice that comes once, the system's print dialog, the dialog for a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ism_desktop.ui.paper_kit import PaperPreview
from tests.drivers.widgets import click, dialog, find, words

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


class PaperDriver:
    """What happens after Print or Save was pressed."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def accept_notice(self) -> str:
        """Read the notice, and go on. Returns its words."""
        notice = dialog(self.qtbot, "notice")
        told = words(notice)
        click(self.qtbot, notice, "go_on")
        return told

    def refuse_notice(self) -> None:
        """Read the notice, and stay here."""
        click(self.qtbot, dialog(self.qtbot, "notice"), "cancel")

    def save_as(self, path: Path) -> None:
        """Choose the file."""
        asked = dialog(self.qtbot, "save_dialog")
        assert isinstance(asked, QFileDialog)
        find(asked, QLineEdit, "fileNameEdit").setText(str(path))
        box = asked.findChild(QDialogButtonBox)
        assert box is not None
        self.qtbot.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)

    def suggested(self) -> str:
        """The file name that is suggested."""
        return find(dialog(self.qtbot, "save_dialog"), QLineEdit, "fileNameEdit").text()

    def give_up_saving(self) -> None:
        """Close the dialog for the file."""
        dialog(self.qtbot, "save_dialog").reject()

    def print_to(self, path: Path, *, copies: int = 1) -> None:
        """Choose "Print to file" in the system's dialog, the number of copies, and press Print."""
        asked = dialog(self.qtbot, "print_dialog")
        assert isinstance(asked, QPrintDialog)
        find(asked, QLineEdit, "filename").setText(str(path))
        find(asked, QSpinBox, "copies").setValue(copies)
        box = asked.findChild(QDialogButtonBox)
        assert box is not None
        pressed = next(made for made in box.buttons() if "Print" in made.text())
        self.qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)

    def give_up_printing(self) -> None:
        """Close the system's dialog."""
        dialog(self.qtbot, "print_dialog").reject()

    def wait_for_pages(self, preview: PaperPreview) -> None:
        """Wait until the preview shows the newest."""
        self.qtbot.waitUntil(lambda: preview.pdf is not None and not preview.is_busy, timeout=20_000)

    @property
    def dialogs(self) -> list[str]:
        """The dialogs that are open."""
        return [
            widget.objectName()
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and widget.objectName() in {"notice", "save_dialog", "print_dialog", "error", "crash"}
        ]


def unnamed(inside: QWidget) -> list[str]:
    """The controls a person can see that have no object name, or no name for a screen reader."""
    faults: list[str] = []
    for control in inside.findChildren(QWidget):
        if not isinstance(control, _CONTROLS) or not control.isVisible():
            continue
        if control.objectName().startswith("qt_"):
            continue  # inside of a Qt control that has a name itself
        if not control.objectName() or not control.accessibleName():
            faults.append(f"{type(control).__name__} {control.objectName()!r} {control.accessibleName()!r}")
    return faults
