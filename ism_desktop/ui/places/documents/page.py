"""The Documents place: thumbnails on a shelf, the pages of the chosen document, and what is known of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.leading import Leading
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.documents.arrivals import Arrivals
from ism_desktop.ui.places.documents.details import Details
from ism_desktop.ui.places.documents.doing import Doing
from ism_desktop.ui.places.documents.empty_shelf import EmptyShelf
from ism_desktop.ui.places.documents.head import DocumentsHead
from ism_desktop.ui.places.documents.help_words import HELP
from ism_desktop.ui.places.documents.pages.page_editing import PageEditing
from ism_desktop.ui.places.documents.panes import Pane, Panes
from ism_desktop.ui.places.documents.several import Several
from ism_desktop.ui.places.documents.shelf import Shelf
from ism_desktop.ui.record_kit.taking_in import pastes_picture
from ism_desktop.ui.record_kit.thumbnails import Thumbnails
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer

_PAUSE = 40  # milliseconds: whoever runs along the shelf with an arrow key opens only where they stop
_SETTING = "documents"


class DocumentsPage(Page):
    """Documents, from taking them in to finding the page that says so."""

    kinds = frozenset({"documents", "tags"})
    can_add = True
    help_text = HELP

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._kind = DOCUMENTS.name
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.add_words = DOCUMENTS.add
        self.arrivals = Arrivals(workspace, self)
        self.taking_in, self.in_trash = self.arrivals.taking_in, self.arrivals.in_trash
        self.head = DocumentsHead(self.new_record, self._on_pile)
        self._add = self.head.add
        column.addWidget(self.head)
        self._leading = Leading(self)
        self._build(column)
        self._doing = Doing(workspace, self, self.shelf, self.details, self.viewer)
        self._opening = timer(self, _PAUSE)
        self._opening.timeout.connect(self._on_opening_due)
        self.editing = PageEditing(workspace, self, self.shelf, self.details, self.viewer, self.taking_in)
        self.arrivals.take = self.editing.pictures.begin
        column.insertWidget(1, self.editing.unfinished)
        column.insertWidget(2, self.editing.turned)
        column.insertWidget(3, self.editing.lying)
        self._connect()

    def _build(self, column: QVBoxLayout) -> None:
        workspace = self.workspace
        self.shelf = Shelf(workspace, Thumbnails(workspace, self))
        self.viewer = DocumentViewer(workspace)
        self.several = Several(workspace, self._leading)
        self._nothing = label(tr("Choose a document to look at it."), "lead")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QStackedWidget()
        for part in (self._nothing, self.viewer, self.several):
            self._middle.addWidget(part)
        self.details = Details(workspace, self._leading)
        # A splitter measures each part it is given, and what was measured is dressed anew when it moves: the parents come first.
        self._stack = QStackedWidget(self)
        self.panes = Panes(self._stack, {Pane.SHELF: self.shelf, Pane.PAGES: self._middle, Pane.DETAILS: self.details})
        self.panes.wish(details=bool(workspace.settings["lists"].get(_SETTING, {}).get("details", True)))
        self._leading.add([self.in_trash.restore, self._add])
        self.arrivals.place(column)
        self._empty = EmptyShelf(self.new_record)
        self._empty.trash_wanted.connect(lambda: self.shelf.trash.setChecked(True))
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.panes)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.scan_wanted.connect(self.editing.scans.begin)
        self.editing.pictures.imported.connect(self._on_imported)
        self.taking_in.imported.connect(self._on_imported)
        self.arrivals.shown.connect(self.show_record)
        self.arrivals.removed.connect(self.details.forget)
        self.arrivals.begun.connect(self.details.prepare)
        self.shelf.chosen.connect(self._on_chosen)
        self.shelf.answered.connect(self._choose_first)
        self.shelf.open_wanted.connect(self._on_open_large)
        self.shelf.tapped.connect(self._on_tapped)
        self.shelf.trash_wanted.connect(self.trash_selected)
        self.shelf.restore_wanted.connect(self._doing.restore)
        self.shelf.delete_wanted.connect(self._doing.delete)
        self.shelf.attach_wanted.connect(self._on_attach)
        self.shelf.save_wanted.connect(self._doing.save_copy)
        self.shelf.filed_wanted.connect(self._doing.mark_filed)
        self.shelf.narrowed.tags_wanted.connect(self._doing.open_tags)
        self.shelf.narrowed.rules_wanted.connect(partial(self.workspace.show_page, FILING_RULES.name))
        self.shelf.narrowed.fields_wanted.connect(partial(self.workspace.show_page, OWN_FIELDS.name))
        self.several.labels_wanted.connect(self._doing.print_labels)
        self._doing.follow.connect(self._go_on_with)
        self._doing.faulty.connect(self.several.show_faults)
        self.shelf.details_wanted.connect(self._on_show_details)
        self.shelf.trash_shown.connect(self._on_trash_shown)
        self.viewer.large_wanted.connect(self._on_large)
        self.viewer.back_wanted.connect(self._on_back)
        self.viewer.details_wanted.connect(self._on_details)
        self.several.change_wanted.connect(self._doing.change_all)
        self.several.trash_wanted.connect(self.trash_selected)
        self.several.restore_wanted.connect(self._doing.restore)
        self.several.delete_wanted.connect(self._doing.delete)
        self.details.closed.connect(self._on_details_closed)
        self.details.trash_wanted.connect(self.trash_selected)
        self.details.restore_wanted.connect(self._doing.restore)
        self.details.attach_wanted.connect(self._on_attach)
        self.details.save_wanted.connect(self._doing.save_copy)
        self.details.files_wanted.connect(self.taking_in.begin_inside)
        self.details.next_wanted.connect(self._on_next)
        self.panes.rearranged.connect(self._on_rearranged)

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the shelf again, and what is shown of the chosen document."""
        with self.workspace.vault.read() as session:
            found = self.shelf.look(session)
        if self.shelf.in_trash and not found.trashed:
            self.shelf.trash.setChecked(False)  # and everything is read again
            return
        self.shelf.show_news(found)
        self.arrivals.refresh()
        empty = self.shelf.is_empty and not self.shelf.in_trash
        self._stack.setCurrentIndex(0 if empty else 1)
        self._add.setVisible(not empty)
        self.head.show_waiting(found.waiting)
        self._empty.show_trash(found.trashed)
        self._choose_first()
        current = self._current
        if current is not None and current.id == self.viewer.document_id:
            self.viewer.follow(current.title, current.values["file_id"], current.values["pages"])
        if Pane.DETAILS in self.panes.seen:
            self.details.refresh()

    def _choose_first(self) -> None:
        """Have something to look at, where there is room for it beside the shelf."""
        first = self.shelf.first()
        if first is not None and not self.shelf.selected_ids and self.panes.columns > 1 and not self.shelf.is_choosing:
            self.shelf.choose([first])

    @property
    def _current(self) -> Record | None:
        """The one document that is chosen."""
        return self.shelf.current

    @property
    def subject(self) -> Subject | None:
        """The one document that is chosen, and of several pages the one that is shown."""
        record = self._current
        if record is None:
            return None
        return Subject(
            DOCUMENTS.name, record.id, self.viewer.shown_page if record.id == self.viewer.document_id else None
        )

    @property
    def quote(self) -> str:
        """The words that are chosen on the pages."""
        return self.viewer.area.selected_text

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_chosen(self, ids: list[str]) -> None:
        one = len(ids) == 1
        if not one:
            self.details.leave()
        if len(ids) > 1:
            self.several.show_count(len(ids), in_trash=self.shelf.in_trash)
        self._middle.setCurrentWidget(self.viewer if one else self.several if ids else self._nothing)
        self.panes.wish(details_possible=one)
        if one:
            self._opening.start()
        else:
            self._opening.stop()
            self.viewer.open(None, "", 0)

    def _on_opening_due(self) -> None:
        if not self.workspace.is_closed:
            self._open()

    def _open(self) -> None:
        """Show the chosen document in the viewer and the details."""
        self._opening.stop()
        record = self._current
        if record is not None:
            self._open_at(record)

    def _open_at(self, record: Record, page: int = 1, words: str = "") -> None:
        self._opening.stop()
        self.viewer.notice_line.show_record(record)
        if record.id != self.viewer.document_id or page != 1 or words:
            self.viewer.open(record.id, record.title, record.values["pages"], page=page, words=words)
            self.viewer.follow(record.title, record.values["file_id"], record.values["pages"])
        if Pane.DETAILS in self.panes.seen:
            self.details.open(record.id)

    def show_kind(self, kind: str) -> None:
        """Remember of which kind the record is that comes next: a tag is shown by what has it."""
        self._kind = kind

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Choose a document, also one in the trash, and show a page of it with the words that were searched for."""
        kind, self._kind = self._kind, DOCUMENTS.name
        if kind == TAGS.name:
            self._show_tag(record_id)
            return
        with self.workspace.vault.read() as session:
            record = store.get(session, DOCUMENTS, record_id)
        self.shelf.trash.setChecked(record.deleted_at is not None)
        self.refresh()
        self.shelf.choose([record_id])
        self._on_chosen([record_id])  # also while the shelf is still being read
        words, self.workspace.searched_words = self.workspace.searched_words, ""
        self._open_at(record, page or 1, words)
        self.panes.wish(front=Pane.PAGES)
        self.viewer.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tag(self, record_id: str) -> None:
        """Show the documents that have a tag."""
        with self.workspace.vault.read() as session:
            tag = store.get(session, TAGS, record_id)
        self.shelf.trash.setChecked(False)
        self.refresh()
        self.shelf.narrowed.choose(DocumentFilter(tag=tag.values["name"]))
        self.panes.wish(front=Pane.SHELF, large=False)

    def _on_tapped(self) -> None:
        if self.panes.columns == 1:
            self._open()
            self.panes.wish(front=Pane.PAGES)
            self._focus_front()

    def _on_open_large(self) -> None:
        if self._current is not None:
            self._open()
            self._on_large(large=True)
            self.viewer.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # The three parts -----------------------------------------------------------------------------------------------------

    def _on_large(self, large: bool) -> None:
        self.panes.wish(large=large)
        if not large:
            self._focus_front()

    def _on_back(self) -> None:
        self.panes.go_back()
        self._focus_front()

    def _focus_front(self) -> None:
        """Give the keys to the first of the parts that are seen."""
        front = self.panes.seen[0]
        first = {Pane.SHELF: self.shelf.list, Pane.PAGES: self.viewer.area}.get(front) or self.details.form.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_details(self, shown: bool) -> None:
        self.panes.wish_details(shown=shown)
        self._keep_wishes()
        if self.panes.columns == 1:
            self._focus_front()

    def _on_show_details(self) -> None:
        self._on_details(shown=True)
        self.details.edit_title()

    def _on_details_closed(self) -> None:
        if Pane.DETAILS in self.panes.seen:
            self._on_details(shown=False)

    def _keep_wishes(self) -> None:
        lists = self.workspace.settings["lists"]
        self.workspace.settings["lists"] = lists | {
            _SETTING: lists.get(_SETTING, {}) | {"details": self.panes.wishes.details}
        }

    def _on_rearranged(self) -> None:
        seen = self.panes.seen
        self.viewer.details.setChecked(Pane.DETAILS in seen)
        large = self.panes.wishes.large
        self.viewer.set_place(large=large, back=self.panes.way_back, titled=Pane.DETAILS not in seen)
        self.head.setVisible(not large and (self.panes.columns > 1 or Pane.SHELF in seen))
        self.details.set_alone(self.panes.columns == 1)
        if Pane.DETAILS in seen and self._current is not None:
            self.details.open(self._current.id)

    # Taking in -----------------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Choose files to take in."""
        ask_for_files(self, tr("Add documents"), self._on_names, name="add_documents")

    def _on_names(self, names: list[str]) -> None:
        self.arrivals.begin([Path(name) for name in names])

    def _on_imported(self, ids: list[str]) -> None:
        if not self.isVisible():
            return  # somebody who has gone on, perhaps to the pile, keeps the keys, and finds the documents there
        beginning = not self.details.is_filing
        self.details.file_new(ids)
        if beginning and not (self.details.is_changed and Pane.DETAILS in self.panes.seen):
            self._on_next(ids[0])

    def _on_next(self, document_id: str | None) -> None:
        """Go on to the next new document to check; after the last one back to the shelf."""
        if document_id is None:
            self.panes.wish(details_instead=False, front=Pane.SHELF)
            return
        if self.shelf.in_trash:
            self.shelf.trash.setChecked(False)
        if self.shelf.entries.row_of(document_id) is None:  # else it was read a moment ago
            self.refresh()
        with self.workspace.vault.read() as session:
            record = store.find(session, DOCUMENTS, document_id)
        if record is None or record.deleted_at is not None:
            self.details.forget([document_id])
            return
        self.shelf.choose([document_id])
        self._on_chosen([document_id])
        self.panes.wish(large=False)
        self.panes.wish_details(shown=True)
        self._open_at(record)
        self.details.edit_title()

    # Changing ------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the details, and while new documents are checked go on to the next."""
        if Pane.DETAILS not in self.panes.seen:
            return
        if self.details.is_filing_this:
            self.details.file_current()
        else:
            self.details.form.save()

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        self.details.leave()

    def trash_selected(self) -> None:
        """Move the chosen documents to the trash."""
        self._doing.trash()

    def _go_on_with(self, document_id: str | None) -> None:
        self.refresh()
        if document_id is not None:
            self.shelf.choose([document_id])
        elif self.panes.columns == 1:
            self.panes.wish(front=Pane.SHELF, large=False)
        else:
            self.panes.wish(large=False)

    def _on_attach(self) -> None:
        self._doing.attach(self.viewer.area.page)

    def _on_pile(self) -> None:
        self.workspace.show_page("to_file")

    def _on_trash_shown(self) -> None:
        self.details.leave()
        self.refresh()

    # Keys ----------------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the viewer's keys that count anywhere on the page, and Ctrl+V for a picture; a text field has claimed its own before."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        return self._for_viewer(event) or pastes_picture(event)

    def _for_viewer(self, event: QKeyEvent) -> bool:
        return self._middle.currentWidget() is self.viewer and self.viewer.knows(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the viewer's commands; Esc goes one step back."""
        if self._for_viewer(event):
            self.viewer.run(event)
        elif pastes_picture(event):
            self.taking_in.paste()
        elif event.key() == Qt.Key.Key_Escape and (self.panes.wishes.large or self.panes.way_back):
            self._on_back()
        else:
            super().keyPressEvent(event)
