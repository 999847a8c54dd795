"""What is done to the documents that are chosen on the shelf: each as one step that can be undone."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents import changes
from ism_desktop.ui.places.documents.attaching import Attaching
from ism_desktop.ui.places.documents.details import Details
from ism_desktop.ui.places.documents.labels_dialog import LabelsDialog
from ism_desktop.ui.places.documents.pages.choosing_document import ChooseDocument
from ism_desktop.ui.places.documents.saving_copy import SavingCopy
from ism_desktop.ui.places.documents.several import ADD_TAGS, REMOVE_TAGS
from ism_desktop.ui.places.documents.shelf import Shelf
from ism_desktop.ui.places.documents.tags_dialog import TagsDialog
from ism_desktop.ui.record_kit.actions import move_to_trash, take_out_of_trash
from ism_desktop.ui.record_kit.deleting import ask_to_delete
from ism_desktop.ui.record_kit.viewer.two_documents import Shown, TwoDocuments
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer


class Doing(QObject):
    """`follow` carries the document to go on with, or None; `faulty` what cannot be saved of several."""

    follow = Signal(object)
    faulty = Signal(object)

    def __init__(
        self, workspace: Workspace, page: QWidget, shelf: Shelf, details: Details, viewer: DocumentViewer
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._shelf = shelf
        self._details = details
        self._saving = SavingCopy(workspace, page)
        self._attaching = Attaching(workspace, page)
        self._viewer = viewer
        viewer.beside_wanted.connect(self._choose_other)
        viewer.copy_wanted.connect(self.save_copy)
        shelf.labels_wanted.connect(self.print_labels)
        shelf.narrowed.labels_wanted.connect(self.print_free_labels)

    def trash(self) -> None:
        """Move them to the trash."""
        ids = self._shelf.selected_ids
        if not ids or self._shelf.in_trash:
            return
        self._details.leave()
        following = self._shelf.after(ids)
        self._details.forget(ids)
        move_to_trash(self._workspace, DOCUMENTS, ids)
        self.follow.emit(following)

    def restore(self) -> None:
        """Take them out of the trash."""
        ids = self._shelf.selected_ids
        if ids and self._shelf.in_trash:
            following = self._shelf.after(ids)
            take_out_of_trash(self._workspace, DOCUMENTS, ids)
            self.follow.emit(following)

    def delete(self) -> None:
        """Ask, and delete them for good."""
        ids = self._shelf.selected_ids
        if ids and self._shelf.in_trash:
            ask_to_delete(self._workspace, {DOCUMENTS.name: ids}, self._page)

    def change_all(self, values: Mapping[str, Any]) -> None:
        """Give all of them what was filled in."""
        plain = {name: value for name, value in values.items() if name not in {ADD_TAGS, REMOVE_TAGS}}
        add, remove = values.get(ADD_TAGS, ()), values.get(REMOVE_TAGS, ())
        try:
            changes.change_all(self._workspace, self._shelf.selected_ids, plain, add=add, remove=remove)
        except InvalidRecord as error:
            self.faulty.emit(error)

    def mark_filed(self) -> None:
        """Say that they are filed."""
        changes.mark_filed(self._workspace, self._shelf.selected_ids)

    def attach(self, page: int) -> None:
        """Attach the one that is chosen to a record, with this page in sight."""
        if self._shelf.current is not None:
            self._attaching.begin(self._shelf.current, page)

    def save_copy(self) -> None:
        """Save a copy of the one that is chosen."""
        if self._shelf.current is not None:
            self._saving.begin(self._shelf.current)

    def _choose_other(self) -> None:
        """Choose the document that shall stand beside the one that is shown."""
        record = self._shelf.current
        if record is not None:
            words, take = tr("Which one beside it?"), tr("Show side by side")
            dialog = ChooseDocument(self._workspace, words, record.id, self._page.window(), take)
            dialog.chosen.connect(self._on_other)
            dialog.open()

    def _on_other(self, document_id: str, title: str, pages: int) -> None:
        record = self._shelf.current
        if record is not None:
            left = Shown(record.id, record.title, record.values["pages"], self._viewer.area.page)
            TwoDocuments(self._workspace, left, Shown(document_id, title, pages), self._page.window()).open()

    def print_labels(self) -> None:
        """Print labels for those that are chosen."""
        LabelsDialog(self._workspace, self._shelf.selected_ids, self._page).open()

    def print_free_labels(self) -> None:
        """Print labels with the next free numbers."""
        LabelsDialog(self._workspace, None, self._page).open()

    def open_tags(self) -> None:
        """Rename, merge, dress and delete tags."""
        TagsDialog(self._workspace, self._page.window()).open()
