"""Editors in which a person writes: one line of any kind, and several lines of text."""

from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ism_desktop.records.kind import Field, Input
from ism_desktop.records.typing_in import parsed
from ism_desktop.records.typing_in import typed as typed_text
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed, text_of

# Focus that goes to a menu, a list that drops down or another window comes back: nobody has left the field.
PASSING = frozenset(
    {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
)
_HINTS = {
    Input.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
    Input.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly,
    Input.NUMBER: Qt.InputMethodHint.ImhDigitsOnly,
}


def completer(line: QLineEdit) -> QCompleter:
    """The list of suggestions under a line; give it its words with a model."""
    made = QCompleter(line)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = QListView()
    popup.setProperty("role", "popup")
    made.setPopup(popup)
    return made


def set_line(line: QLineEdit, words: str) -> None:
    """Show words in a line from their beginning; showing the same again does not move the cursor."""
    if words != line.text():
        line.setText(words)
        line.setCursorPosition(0)


class TextEditor(Editor):
    """One line, read as its field is typed, with suggestions where the field has some."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field)
        self._workspace = workspace
        self.line = QLineEdit()
        self.hold(self.line)
        self.line.setInputMethodHints(_HINTS.get(field.input, Qt.InputMethodHint.ImhNone))
        if field.suggestions or field.used:
            suggesting = completer(self.line)
            suggesting.setModel(QStringListModel(list(field.suggestions), suggesting))
            if field.used:
                self.line.installEventFilter(self)
            self.line.setCompleter(suggesting)
            self.line.textEdited.connect(self._on_typed)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.finished)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what the record holds when the cursor comes: something may have been added meanwhile."""
        if self.field.used and event.type() is QEvent.Type.FocusIn:
            with self._workspace.vault.read() as session:
                held = self.field.used(session)
            words = QStringListModel([*self.field.suggestions, *held], self.line.completer())
            self.line.completer().setModel(words)
        return super().eventFilter(watched, event)

    def _on_typed(self) -> None:
        QTimer.singleShot(0, self, self._close_what_is_said)  # the list opens after this

    def _close_what_is_said(self) -> None:
        """A list that offers only what stands there already helps nobody, and the next click would merely close it."""
        suggesting = self.line.completer()
        if (
            suggesting.completionCount() == 1
            and suggesting.currentCompletion().casefold() == self.line.text().casefold()
        ):
            cast("QListView", suggesting.popup()).hide()  # the one that `completer` made

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        set_line(self.line, typed_text(self.field, value))

    def read(self) -> Any:
        """The value; raises ValueError with a sentence."""
        workspace = self._workspace
        return parsed(self.field, self.line.text(), today=workspace.today(), day_first=workspace.day_first)

    def typed(self) -> Typed:
        """What stands there, readable or not."""
        return self.line.text() or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self.line.setText(text_of(typed))


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.text = GrowingText()
        self.hold(self.text)
        self.text.textChanged.connect(self.changed)
        self.text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the cursor leaves; a menu, a list that drops down or another window gives it back."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in PASSING:
            self.finished.emit()
        return super().eventFilter(watched, event)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        words = "" if value is None else str(value)
        if words != self.text.toPlainText():  # showing the same again must not move the cursor
            self.text.setPlainText(words)

    def read(self) -> str | None:
        """The value."""
        return self.text.toPlainText().strip() or None

    def typed(self) -> Typed:
        """What stands there."""
        return self.text.toPlainText() or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self.text.setPlainText(text_of(typed))
