"""A line that says which document reads or looks nearly the same, and what can be done about it, each by a button or a letter."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ism_desktop.documents.nearest import Near
from ism_desktop.language import tr
from ism_desktop.records import kept_both, kind, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label


class NearLine(QFrame):
    """Hidden until `show_near`. `is_beside`: both documents are shown below it, the newer one on the left.

    The letters count where the one who holds the line gives it the keys that nobody else takes."""

    compare_wanted = Signal()
    keep_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self, workspace: Workspace, *, is_beside: bool = False) -> None:
        super().__init__()
        self.setObjectName("near")
        self.setProperty("role", "panel-accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(4)
        self.words = label("")
        column.addWidget(self.words)
        holder = QWidget(self)
        self._flow = FlowLayout(holder, spacing=4)
        column.addWidget(holder)
        self._workspace = workspace
        self.near: Near | None = None
        self._by_key: dict[Qt.Key, QPushButton] = {}
        if is_beside:
            trash = tr("Move the left one to the trash")
        else:
            trash = tr("Move to trash")
            self._add(Qt.Key.Key_C, tr("Compare…"), self.compare_wanted.emit, "near.compare")
        self._add(Qt.Key.Key_K, tr("Keep both"), self.keep_wanted.emit, "near.keep")
        self._add(Qt.Key.Key_O, tr("Open the other"), self.open_wanted.emit, "near.open")
        self._add(Qt.Key.Key_R, tr("Restore the other"), self.restore_wanted.emit, "near.restore")
        self._add(Qt.Key.Key_Delete, trash, self.trash_wanted.emit, "near.trash")
        self.hide()

    def _add(self, key: Qt.Key, words: str, does: Callable[[], object], name: str) -> None:
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        made = self._by_key[key] = button(
            tr("{words} ({keys})", words=words, keys=shown), does, role="quiet", name=name
        )
        made.setAccessibleName(words)
        self._flow.addWidget(made)

    def show_near(self, near: Near | None) -> None:
        """Say it of a document, or of none."""
        self.near = near
        self.refresh()

    def refresh(self) -> None:
        """Say what is so now: the other document may have changed, gone, or been decided about."""
        near = self.near
        other = None
        if near is not None:
            with self._workspace.vault.read() as session:
                other = store.find(session, DOCUMENTS, near.other_id)
                if near.other_id in kept_both.kept_with(session, near.document_id):
                    other = None
        if near is not None and other is not None:
            self.words.setText(_said(near, other))
            is_in_trash = other.deleted_at is not None
            self._by_key[Qt.Key.Key_O].setVisible(not is_in_trash)
            self._by_key[Qt.Key.Key_R].setVisible(is_in_trash)
        self.setVisible(other is not None)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a letter stands for. False when it stands for nothing now."""
        made = self._by_key.get(Qt.Key(event.key()))
        if event.modifiers() or made is None or self.isHidden() or made.isHidden():
            return False
        made.click()
        return True


def _said(near: Near, other: Record) -> str:
    day = kind.in_one_line(DOCUMENTS.field("document_date"), other.values["document_date"])
    what = tr("“{title}” of {date}", title=other.title, date=day) if day else tr("“{title}”", title=other.title)
    is_in_trash = other.deleted_at is not None
    if near.percent is None:
        if is_in_trash:
            return tr("Looks like {document}, which is in the trash.", document=what)
        return tr("Looks like {document}.", document=what)
    if is_in_trash:
        return tr(
            "Reads like {document}, which is in the trash: {percent} % of the words are the same.",
            document=what,
            percent=near.percent,
        )
    return tr("Reads like {document}: {percent} % of the words are the same.", document=what, percent=near.percent)
