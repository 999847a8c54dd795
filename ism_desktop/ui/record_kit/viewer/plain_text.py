"""The words of a document alone, which wrap and grow with the size of all text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ism_desktop.language import tr
from ism_desktop.worker import PageText


class PlainText(QPlainTextEdit):
    """Every page with its number, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain_text")
        self.setAccessibleName(tr("Text of the document"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_texts(self, texts: Sequence[PageText]) -> None:
        """Show the words of these pages."""
        parts = [
            f"{tr('Page {number}', number=number)}\n\n{text.text.strip() or tr('There is no text on this page.')}"
            for number, text in enumerate(texts, 1)
        ]
        self.setPlainText("\n\n".join(parts))
