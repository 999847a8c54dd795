"""The editor of a name: typed as it comes, or chosen from the list of the record in which the person or place stands."""

from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit

from ism_desktop.language import tr, tr_c
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Field
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import LinkedName, linked_id
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.record_kit.editors.editor import Typed, text_of
from ism_desktop.ui.record_kit.editors.text import TextEditor, completer, set_line

_ID, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class NameEditor(TextEditor):
    """A line with the names of a list under it. A name of that list points to its entry, which a sign in the line says; any other is text.

    A name that is typed as exactly one entry is called points to it, too: that is what whoever types it means.
    """

    def __init__(self, field: Field, workspace: Workspace) -> None:
        self._model = QStandardItemModel()
        self._record_id = ""
        self._known: list[tuple[str, str]] = []  # id and name
        super().__init__(field, workspace)
        suggesting = completer(self.line)
        suggesting.setModel(self._model)
        suggesting.setCompletionRole(_NAME)
        # Qt has two signals of this name; its types know only one.
        cast("Any", suggesting.activated)[QModelIndex].connect(self._on_chosen)
        self.line.setCompleter(suggesting)
        self._sign = QAction(icon("mdi6.account-check-outline", "accent"), self._sign_words(), self)
        self._sign.setToolTip(self._sign_words())
        self.line.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self._sign.setVisible(False)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._link_what_is_typed)
        self.line.installEventFilter(self)

    def _sign_words(self) -> str:
        return tr("Stands in “{list}”", list=BY_NAME[self.field.refers_to].plural)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the list when the cursor comes: somebody may have been added to it meanwhile."""
        if event.type() is QEvent.Type.FocusIn:
            self._read_list()
        return super().eventFilter(watched, event)

    def _read_list(self) -> None:
        with self._workspace.vault.read() as session:
            records = store.list_active(session, BY_NAME[self.field.refers_to])
        known = [(record.id, record.title) for record in records]
        if known == self._known and self._model.rowCount():
            return
        self._known = known
        names = [folded(name) for _, name in known]
        self._model.clear()
        for record in records:
            beside = record.values.get("role") or record.values.get("organisation")
            is_one_of_several = names.count(folded(record.title)) > 1 and beside
            shown = tr_c("a name, and who that is", "{name}, {role}", name=record.title, role=beside or "")
            self._add(shown if is_one_of_several else record.title, record.title, record.id)
        for words in self.field.suggestions:
            if folded(words) not in names:
                self._add(words, words, "")

    def _add(self, shown: str, name: str, record_id: str) -> None:
        item = QStandardItem(shown)
        item.setData(record_id, _ID)
        item.setData(name, _NAME)
        self._model.appendRow(item)

    def _on_chosen(self, index: QModelIndex) -> None:
        set_line(self.line, str(index.data(_NAME)))
        self._point_to(str(index.data(_ID) or ""))
        self.changed.emit()

    def _on_edited(self) -> None:
        if self._record_id:
            self._point_to("")
            self.changed.emit()

    def _link_what_is_typed(self) -> None:
        """Only where the name is that of one entry alone."""
        if self._record_id or not self.line.text().strip() or not self.line.isModified():
            return
        self._read_list()
        typed = folded(self.line.text().strip())
        same = [record_id for record_id, name in self._known if folded(name) == typed]
        if len(same) == 1:
            self._point_to(same[0])
            self.changed.emit()

    def _point_to(self, record_id: str) -> None:
        self._record_id = record_id
        self._sign.setVisible(bool(record_id))
        said = (self.field.help, self._sign_words() if record_id else "")
        self.line.setAccessibleDescription(" ".join(part for part in said if part))

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        super().show_value(value)
        self.line.setModified(False)
        self._point_to(linked_id(value))

    def read(self) -> Any:
        """The name as typed, or with the entry that it points to."""
        self._link_what_is_typed()
        name = self.line.text().strip()
        if not name:
            return None
        return LinkedName(name, self._record_id) if self._record_id else name

    def typed(self) -> Typed:
        """What stands there: the text, or the text and the id."""
        text = self.line.text()
        return [text, self._record_id] if text and self._record_id else text or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        if isinstance(typed, list):
            name, record_id = str(typed[0]), str(typed[1])
        else:
            name, record_id = text_of(typed), ""
        self.line.setText(name)
        self._point_to(record_id)
