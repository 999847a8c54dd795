"""The words of a document alone, which wrap and grow with the size of all text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ism_desktop.language import tr
from ism_desktop.worker import PageText

_AT_ONCE = 400  # pages of a scan: more of them would hold the window up


class PlainText(QPlainTextEdit):
    """Every page with its number, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain_text")
        self.setAccessibleName(tr("Text of the document"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self._texts: Sequence[PageText] = ()
        self._shown = 0
        self._next_piece = QTimer(self)
        self._next_piece.setSingleShot(True)
        self._next_piece.setInterval(0)
        self._next_piece.timeout.connect(self._add_piece)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_texts(self, texts: Sequence[PageText]) -> None:
        """Show the words of these pages: the first at once, those of a very long document piece by piece."""
        self._next_piece.stop()
        self._texts, self._shown = texts, 0
        self.setPlainText(self._piece())
        self._go_on()

    def _piece(self) -> str:
        """The next pages."""
        start, self._shown = self._shown, min(len(self._texts), self._shown + _AT_ONCE)
        return "\n\n".join(
            f"{tr('Page {number}', number=number)}\n\n{text.text.strip() or tr('There is no text on this page.')}"
            for number, text in enumerate(self._texts[start : self._shown], start + 1)
        )

    def _go_on(self) -> None:
        if self._shown < len(self._texts):
            self._next_piece.start()

    def _add_piece(self) -> None:
        # By a cursor of its own: what a person has chosen and where they have scrolled to stays.
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f"\n\n{self._piece()}")
        self._go_on()
