"""Files beside the documents that they are like: one list, two pictures side by side, and a choice for each by a key."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ism_desktop import documents
from ism_desktop.documents import ImportResult
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import kept_both, kind, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary, small
from ism_desktop.ui.places.documents.twins import Twin
from ism_desktop.ui.record_kit.actions import move_to_trash, take_out_of_trash
from ism_desktop.ui.record_kit.thumbnails import Thumbnails
from ism_desktop.ui.record_kit.viewer.two_documents import Shown, TwoDocuments

_SIDE = 150
_SKIP, _KEEP, _RESTORE = "skip", "keep", "restore"
_BY_KEY = {Qt.Key.Key_S: _SKIP, Qt.Key.Key_K: _KEEP, Qt.Key.Key_R: _RESTORE}


class _Side(QWidget):
    """One of the two: its picture and what is known of it."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.picture = QLabel()
        self.picture.setObjectName(name)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumHeight(theme().px(_SIDE))
        self.words = small("")
        column.addWidget(self.picture)
        column.addWidget(self.words)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture as large as there is room, or none."""
        side = theme().px(_SIDE)
        kept = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap() if picture is None else picture.scaled(side, side, kept, smooth))


class _Files(QListWidget):
    """A list that leaves letters and Enter to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the list; nothing is looked for by its first letters."""
        if event.key() in (*_BY_KEY, Qt.Key.Key_C, Qt.Key.Key_O, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TwinsDialog(Dialog):
    """The dialog itself. What is the same is skipped and what is nearly the same is kept, unless somebody says otherwise.

    `opened` carries the id of a document to be shown; `ended` says that something may have come in.
    """

    opened = Signal(str)
    ended = Signal(list)

    def __init__(self, workspace: Workspace, twins: Sequence[Twin], window: QWidget) -> None:
        super().__init__(tr("Already in your record?"), window, name="twins_dialog", width=760, height=700)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._twins = list(twins)
        self._chosen = [_SKIP if twin.new_id is None else _KEEP for twin in twins]
        self._thumbnails = Thumbnails(workspace, self)
        self._thumbnails.arrived.connect(self._on_arrived)
        self.body.addWidget(
            secondary(
                tr(
                    "Up and Down go through the list. S skips, K keeps both, C shows both side by side, O opens the other, R restores"
                    " it from the trash in place of the new one."
                )
            )
        )
        self.list = _Files(self)
        self.list.setObjectName("twins_dialog.list")
        self.list.setAccessibleName(tr("Files"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(theme().px(60))
        self.list.setSizeAdjustPolicy(
            QListWidget.SizeAdjustPolicy.AdjustToContents
        )  # two files take no more than two lines
        for place in range(len(twins)):
            self.list.addItem(QListWidgetItem(self._row(place)))
        self.body.addWidget(self.list, 1)
        self._add_choices()  # above the pictures: on a small screen these are scrolled to, the choices are not
        self._sides = (_Side(self, "twins_dialog.new"), _Side(self, "twins_dialog.other"))
        beside = QHBoxLayout()
        for side in self._sides:
            beside.addWidget(side, 1)
        self.body.addLayout(beside)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.done_button = button(tr("Done"), self._on_done, role="primary", name="twins_dialog.done")
        self.done_button.setDefault(True)
        self.foot.addWidget(self.done_button)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_choices(self) -> None:
        row = QHBoxLayout()
        choices = ((_SKIP, tr("Skip")), (_KEEP, tr("Keep both")), (_RESTORE, tr("Restore the other instead")))
        self.choice = Choices(choices, tr("What happens with the new file"), name="twins_dialog.choice")
        self.choice.changed.connect(self._on_choice)
        row.addWidget(self.choice, 1)
        self.beside = button(tr("Side by side…"), self._on_beside, name="twins_dialog.beside")
        row.addWidget(self.beside)
        self.open_button = button(tr("Open the other"), self._on_open, name="twins_dialog.open")
        row.addWidget(self.open_button)
        self.body.addLayout(row)

    # Showing -------------------------------------------------------------------------------------------------------------

    def _row(self, place: int) -> str:
        twin, chosen = self._twins[place], self._chosen[place]
        if twin.new_id is None:
            choice = tr("Keep both") if chosen == _KEEP else tr("Skip")
            return tr("{file} – the same file. {choice}", file=twin.name, choice=choice)
        choice = tr("Keep both") if chosen == _KEEP else tr("Remove the new one")
        if chosen == _RESTORE:
            choice = tr("Restore the other instead")
        return tr("{file} – nearly the same. {choice}", file=twin.name, choice=choice)

    @property
    def _current(self) -> Twin:
        return self._twins[max(0, self.list.currentRow())]

    def _on_row(self, place: int) -> None:
        if place < 0:
            return
        twin = self._twins[place]
        self.choice.set_words(_SKIP, tr("Skip") if twin.new_id is None else tr("Remove the new one"))
        is_in_trash = self._is_in_trash(twin.other_id)
        self.choice.set_value(self._chosen[place])
        self.choice.set_offered(_RESTORE, is_offered=is_in_trash)
        self.open_button.setVisible(not is_in_trash)
        self.beside.setVisible(twin.new_id is not None)
        new, other = self._sides
        other.words.setText(self._about(twin.other_id))
        if twin.new_id is None:
            new.words.setText(tr("“{file}”. The two files are the same, byte for byte.", file=twin.name))
        else:
            new.words.setText(self._about(twin.new_id))
        self._show_pictures()

    def _record(self, document_id: str) -> store.Record | None:
        with self._workspace.vault.read() as session:
            return store.find(session, DOCUMENTS, document_id)

    def _is_in_trash(self, document_id: str) -> bool:
        record = self._record(document_id)
        return record is not None and record.deleted_at is not None

    def _about(self, document_id: str) -> str:
        record = self._record(document_id)
        if record is None:
            return tr("This document no longer exists.")
        pages = tr_n("{number} page", "{number} pages", record.values["pages"])
        day = next(field for field in DOCUMENTS.fields if field.name == "document_date")
        shown = kind.in_one_line(day, record.values[day.name])
        lies = tr("In the trash") if record.deleted_at is not None else ""
        return " · ".join(part for part in (record.title, shown, pages, record.values["file_name"], lies) if part)

    def _show_pictures(self) -> None:
        twin = self._current
        new, other = self._sides
        new.show_picture(self._thumbnails.get(twin.new_id or twin.other_id))
        other.show_picture(self._thumbnails.get(twin.other_id))

    def _on_arrived(self, document_id: str) -> None:
        if document_id in (self._current.new_id, self._current.other_id):
            self._show_pictures()

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_choice(self) -> None:
        self._choose(self.choice.value or _KEEP)

    def _choose(self, choice: str) -> None:
        place = max(0, self.list.currentRow())
        self._chosen[place] = choice
        self.list.item(place).setText(self._row(place))
        self.choice.set_value(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S, K, R and O; everything else as in any dialog."""
        key = event.key()
        choice = next((choice for own, choice in _BY_KEY.items() if own == key), None)
        if choice == _RESTORE and not self._is_in_trash(self._current.other_id):
            return
        if choice is not None:
            self._choose(choice)
            self.list.setCurrentRow(min(self.list.count() - 1, self.list.currentRow() + 1))
        elif key == Qt.Key.Key_C:
            self._on_beside()
        elif key == Qt.Key.Key_O:
            if not self._is_in_trash(self._current.other_id):
                self._on_open()
        else:
            super().keyPressEvent(event)

    def _on_beside(self) -> None:
        """Show both with all their pages; what is the same byte for byte has nothing to compare."""
        twin = self._current
        records = [self._record(one) for one in (twin.new_id, twin.other_id) if one is not None]
        shown = [Shown(one.id, one.title, one.values["pages"]) for one in records if one is not None]
        if twin.new_id is not None and len(shown) == len(records):
            TwoDocuments(self._workspace, shown[0], shown[1], self).open()

    def _on_open(self) -> None:
        other = self._current.other_id
        self.reject()
        self.opened.emit(other)

    def _on_done(self) -> None:
        chosen = list(zip(self._twins, self._chosen, strict=True))
        removed = [twin.new_id for twin, choice in chosen if twin.new_id is not None and choice != _KEEP]
        again = [twin for twin, choice in chosen if twin.new_id is None and choice == _KEEP]
        with self._workspace.vault.write() as session:
            for twin, choice in chosen:
                if twin.new_id is not None and choice == _KEEP:
                    kept_both.keep(session, twin.new_id, twin.other_id)
        take_out_of_trash(self._workspace, DOCUMENTS, [twin.other_id for twin, choice in chosen if choice == _RESTORE])
        if removed:
            move_to_trash(self._workspace, DOCUMENTS, removed)
        if again:
            self._workspace.background.run(
                partial(_add_again, self._workspace, again),
                owner=self._workspace,
                title=tr_n("Adding {number} file", "Adding {number} files", len(again)),
            )
        self.accept()
        self.ended.emit(removed)


def _add_again(workspace: Workspace, twins: Sequence[Twin], task: Task) -> list[ImportResult]:
    """Take in second copies."""
    results: list[ImportResult] = []
    for twin in twins:
        try:
            result = documents.import_second_copy(workspace.vault, workspace.workers, twin.path, twin.other_id, task)
        except IsmError as error:
            task.tell(twin.name, str(error), good=False)
            continue
        results.append(result)
        task.tell(twin.name, result.reason or tr("Added a second time."), good=result.outcome == "imported")
    return results
