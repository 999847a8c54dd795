"""The editor of tags: those that are given stand as buttons, and a line takes further ones; a new one comes to be as it is typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ism_desktop.language import tr
from ism_desktop.records import tags
from ism_desktop.records.kind import Field
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.text import completer
from ism_desktop.ui.record_kit.tag_look import TagLooks

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma, Qt.Key.Key_Semicolon}


class TagsEditor(Editor):
    """Buttons for the tags that are given, each of which takes its tag away, and a line with those that there are.

    What stands in the line counts as a tag too: whoever typed it and did not press Enter means it all the same.
    """

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field)
        self._workspace = workspace
        self._names: tuple[str, ...] = ()
        self._looks = TagLooks()
        self._model = QStandardItemModel(self)
        self._known: list[str] = []
        self._buttons: list[QPushButton] = []
        self._holder = QWidget(self)
        self._flow = FlowLayout(self._holder, spacing=6)
        self.column.addWidget(self._holder)
        self._holder.hide()
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Add a tag"))
        self.hold(self.line)
        suggesting = completer(self.line)
        suggesting.setModel(self._model)
        self.line.setCompleter(suggesting)
        # Later: the line is filled in after this.
        suggesting.activated.connect(self._on_chosen, Qt.ConnectionType.QueuedConnection)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._on_left)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the tags when the cursor comes; Enter and a comma end one, and Backspace in the empty line takes back the last."""
        if event.type() is QEvent.Type.FocusIn:
            self._read_known()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ENDS and is_plain and self.line.text().strip():
            self._take_line()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._names:
            self._remove(self._names[-1])
            return True
        return False

    def _read_known(self) -> None:
        with self._workspace.vault.read() as session:
            is_new = self._looks.read(session)
            found = [tag.name for tag in tags.all_tags(session)]
        if found == self._known and not is_new:
            return
        self._known = found
        self._model.clear()
        for name in found:
            self._model.appendRow(QStandardItem(self._looks.icon(name), name))

    def _on_chosen(self, _chosen: QModelIndex | str) -> None:
        self._take_line()

    def _on_left(self) -> None:
        self._take_line()
        self.finished.emit()

    def _take_line(self) -> None:
        typed = self.line.text()
        if not typed.strip():
            return
        self.line.clear()
        self._set(self._spelled([*self._names, *_parted(typed)]))
        self.changed.emit()

    def _spelled(self, names: Sequence[str]) -> tuple[str, ...]:
        with self._workspace.vault.read() as session:
            return tags.as_known(session, names)

    def _remove(self, name: str) -> None:
        self._set([each for each in self._names if each != name])
        self.changed.emit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, names: Sequence[str]) -> None:
        wanted = tuple(names)
        if wanted == self._names:
            return
        self._names = wanted
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._button(name) for name in wanted]
        self._holder.setVisible(bool(wanted))

    def _button(self, name: str) -> QPushButton:
        words = f"{name}  ✕"
        made = QPushButton(words.replace("&", "&&"), self._holder)
        made.setIcon(self._looks.icon(name, before_words=True))
        made.setProperty("role", "segment")
        made.setObjectName(f"{self.field.name}.{name}")
        made.setAccessibleName(tr("Take away the tag {tag}", tag=name))
        made.setToolTip(tr("Take away"))
        made.clicked.connect(partial(self._remove, name))
        self._flow.addWidget(made)
        made.show()
        return made

    def show_value(self, value: object) -> None:
        """Show the tags of a record, or none."""
        names = [str(part) for part in value] if isinstance(value, tuple | list) else []
        if names:
            with self._workspace.vault.read() as session:
                self._looks.read(session)
        self._set(names)
        self.line.clear()

    def read(self) -> tuple[str, ...] | None:
        """The tags, in order; None for none."""
        typed = _parted(self.line.text())
        return (self._spelled([*self._names, *typed]) if typed else tidy_all(self._names)) or None

    def typed(self) -> Typed:
        """The tags, and what stands in the line."""
        return [*self._names, *_parted(self.line.text())] or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        self._set([str(part) for part in typed] if isinstance(typed, list) else [])
        self.line.clear()


def _parted(typed: str) -> list[str]:
    """What was typed in one go: a comma or a semicolon parts tags, as one pastes them."""
    return [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]
