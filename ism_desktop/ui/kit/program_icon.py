"""The icon of the program's windows."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ism_desktop.library import resources

_SIZES = (32, 64, 256)


def set_program_icon() -> None:
    """Give the icon to every window of the program, those that come later too."""
    if QApplication.windowIcon().isNull():
        made = QIcon()
        for size in _SIZES:
            made.addFile(str(resources.path("icons", f"ism-desktop-{size}.png")))
        QApplication.setWindowIcon(made)
