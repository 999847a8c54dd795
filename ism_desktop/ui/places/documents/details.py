"""What is known of a document, beside its pages: the form, where it is used, and its file; and the filing of new ones in a row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import document_versions, links, store
from ism_desktop.records.kinds.documents import DOCUMENTS, ids_to_file
from ism_desktop.records.links import Backlink
from ism_desktop.records.own_fields import VALUES
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.leading import Leading
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.documents import changes
from ism_desktop.ui.places.documents.file_panel import FilePanel, UsedInPanel
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.form_ahead import FormAhead
from ism_desktop.ui.record_kit.viewer.notices import NoticesPanel


class FilingPanel(Panel):
    """Asks to check a new document and leads on to the next one."""

    save_wanted = Signal()
    later_wanted = Signal()
    values_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(role="panel-accent")
        self.setObjectName("filing")
        self.body.setContentsMargins(16, 12, 16, 12)
        self._title = label("", "subheading")
        self._title.setObjectName("filing_title")
        self.body.addWidget(self._title)
        self._why = secondary("")
        self.body.addWidget(self._why)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.save = button("", self.save_wanted.emit, role="primary", icon_name="mdi6.check", name="filing_save")
        self.save.setToolTip("Ctrl+S")
        self._later = button(tr("Later"), self.later_wanted.emit, name="filing_later")
        flow.addWidget(self.save)
        flow.addWidget(self._later)
        self.take = button(
            tr("Take its values…"), self.values_wanted.emit, icon_name="mdi6.table-arrow-left", name="filing_values"
        )
        self.take.setToolTip(tr("Save, and take the values of a lab report into your test results"))
        flow.addWidget(self.take)
        self.body.addWidget(buttons)

    def show_place(self, number: int, count: int) -> None:
        """Say which of how many new documents this is."""
        self._title.setText(
            tr("Please check this new document")
            if count == 1
            else tr("Please check the new documents: {number} of {count}", number=number, count=count)
        )
        why = tr("A good title, the kind and the date on the paper are what you will look for later.")
        several = tr("“To be filed”, above, fills in date and sender where they stand on the paper.")
        self._why.setText(why if count == 1 else f"{why} {several}")
        words = tr("Save") if number == count else tr("Save and next")
        self.save.setText(words)
        self.save.setAccessibleName(words)


class Details(QFrame):
    """The details of one document.

    Signals: `closed` when the panel shall go; `trash_wanted` and `restore_wanted`; `attach_wanted` and `save_wanted`; `files_wanted`
    with the record when the files inside shall be added; `pages_wanted` and `versions_wanted` for the dialogs of these; `next_wanted`
    with the id of the next new document to check, or None after the last one.
    """

    closed = Signal()
    trash_wanted = Signal()
    restore_wanted = Signal()
    attach_wanted = Signal()
    save_wanted = Signal()
    files_wanted = Signal(object)
    pages_wanted = Signal()
    versions_wanted = Signal()
    next_wanted = Signal(object)

    def __init__(self, workspace: Workspace, leading: Leading) -> None:
        super().__init__()
        self.setObjectName("document_details")
        self._leading = leading
        self._workspace = workspace
        self._queue: list[str] = []
        self._filed = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.filing = FilingPanel()
        self.filing.hide()
        self.filing.save_wanted.connect(self.file_current)
        self.filing.later_wanted.connect(self._on_later)
        # The form is dear: it is made in parts after the shelf is seen, or when it is first needed.
        self._form: RecordForm | None = None
        self._awaited = ""
        self._alone = False
        self._ahead = FormAhead(workspace, DOCUMENTS, self, 720)
        self._ahead.ready.connect(self._on_form_ready)
        self.used_in = UsedInPanel()
        self.notices = NoticesPanel()
        self.file = FilePanel()
        for waiting in (self.filing, self.used_in, self.notices, self.file):
            waiting.setParent(self)  # else they would stay behind when the form is never made
            waiting.hide()
        self.notices.files_wanted.connect(self.files_wanted)
        self.file.pages_wanted.connect(self.pages_wanted)
        self.file.versions_wanted.connect(self.versions_wanted)
        self.used_in.opened.connect(self._on_open_link)
        self.used_in.detached.connect(self._on_detach)
        self.used_in.attach_wanted.connect(self.attach_wanted)
        self.used_in.save_wanted.connect(self.save_wanted)
        self.used_in.values_wanted.connect(self._on_values)
        self.filing.values_wanted.connect(self._on_values_of_new)

    @property
    def form(self) -> RecordForm:
        """The form with the document that is shown; made now if it was not yet."""
        if self._form is None:
            form = self._form = self._ahead.finish()
            form.close_button.setToolTip(tr("Close the details"))
            form.close_button.setAccessibleName(tr("Close the details"))
            form.closed.connect(self._on_closed)
            form.trash_wanted.connect(self._on_trash)
            form.restore_wanted.connect(self._on_restore)
            form.extra.addWidget(self.filing)
            self._leading.add([self.filing.save, *form.leading_buttons], first=True)
            # Between the fields, which come first, and the history.
            form.column.body.insertWidget(2, self.notices)
            form.column.body.insertWidget(3, self.used_in)
            form.column.body.insertWidget(4, self.file)
            self.used_in.show()
            self.file.show()
            self._column.addWidget(form, 1)
            form.show()
            self.set_alone(self._alone)
            awaited, self._awaited = self._awaited, ""
            if awaited:
                self.open(awaited)
        return self._form

    def prepare(self) -> None:
        """Make the form while nothing else happens: a document is about to come in."""
        if self._form is None:
            self._ahead.begin()

    def _on_form_ready(self) -> None:
        self._ahead.dress(self.form)

    def set_alone(self, alone: bool) -> None:
        """Say whether nothing stands beside the details: then they lead back instead of closing."""
        self._alone = alone
        if self._form is not None:
            self._form.back.setVisible(alone)
            self._form.close_button.setVisible(not alone)

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def record(self) -> Record | None:
        """The document that is shown."""
        return None if self._form is None else self._form.record

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self._form is not None and self._form.is_changed

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        if self._form is not None:
            self._form.leave()

    def open(self, document_id: str) -> None:
        """Show a document, as soon as the form is made; what was typed for the one before is saved."""
        if self._form is None:
            self._awaited = document_id
            self._ahead.begin()
            return
        if self.form.record_id == document_id:
            self.refresh()
            return
        self.form.leave()
        try:
            self.form.open(document_id)
        except RecordMissing as error:
            self._workspace.report(error)
            return
        self._show_rest()

    def edit_title(self) -> None:
        """Put the cursor into the title, all of it chosen: what the file name gave is usually typed over."""
        self.form.focus_first()
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.selectAll()

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""
        shown = self.record
        if shown is None:
            return
        with self._workspace.vault.read() as session:
            now = store.find(session, DOCUMENTS, shown.id)
            waiting = set(ids_to_file(session)) if self._queue else set[str]()
        self._queue = [each for each in self._queue if each in waiting]  # the others were filed on the pile
        # Filling the form moves the cursor, so it is left alone while other documents change: during a long import, many do.
        # A field of one's own that was renamed changes what a document says without changing the document.
        if now is None or now.updated_at != shown.updated_at or now.values[VALUES] != shown.values[VALUES]:
            self.form.refresh()
        self._show_rest()

    def _show_rest(self) -> None:
        record = self.form.record
        if record is None:
            return
        with self._workspace.vault.read() as session:
            self.used_in.show_links(links.backlinks(session, record.id))
            versions = document_versions.of_document(session, record.id)
        self.notices.show_record(record)
        self.file.show_record(record, versions)
        self.used_in.attach.setVisible(record.deleted_at is None)
        has_text = record.values["text_from"] != "none"
        self.used_in.take.setVisible(record.deleted_at is None and has_text)
        self.filing.take.setVisible(has_text)
        self._say_filing()

    def _on_closed(self) -> None:
        self.closed.emit()

    def _on_trash(self, _record_id: str) -> None:
        self.trash_wanted.emit()

    def _on_restore(self, _record_id: str) -> None:
        self.restore_wanted.emit()

    def _on_open_link(self, backlink: Backlink) -> None:
        self._workspace.show_page(backlink.record.kind.name, backlink.record.id)

    def _on_values(self) -> None:
        if self.record is not None:
            self._workspace.take_values(self.record.id)

    def _on_detach(self, backlink: Backlink) -> None:
        if self.form.record_id is not None:
            changes.detach(self._workspace, backlink, self.form.record_id)

    # Filing new documents in a row ---------------------------------------------------------------------------------------

    @property
    def is_filing(self) -> bool:
        """Whether new documents wait to be checked."""
        return bool(self._queue)

    @property
    def is_filing_this(self) -> bool:
        """Whether the document that is shown is one of them."""
        shown = self.record
        return shown is not None and shown.id in self._queue

    def file_new(self, ids: Sequence[str]) -> None:
        """Take new documents into the row of those to check."""
        self._queue += [document_id for document_id in ids if document_id not in self._queue]
        self._say_filing()

    def _say_filing(self) -> None:
        if self._form is None:
            return
        current = self._form.record_id
        self.filing.setVisible(self.is_filing_this)
        if current is not None and current in self._queue:
            self.filing.show_place(self._filed + self._queue.index(current) + 1, self._filed + len(self._queue))

    def file_current(self) -> None:
        """Save the new document and go on to the next."""
        following = self._filed_current()
        if following is not None:
            self.next_wanted.emit(following[0] if following else None)

    def _filed_current(self) -> list[str] | None:
        """Save the new document; those that are still to be checked, the next one first, or None where it cannot be saved."""
        current = self.form.record_id
        if current is None or self.form.save() is None:
            return None
        changes.mark_filed(self._workspace, [current])
        following = self._queue[self._queue.index(current) + 1 :] if current in self._queue else []
        if current in self._queue:
            self._queue.remove(current)
            self._filed += 1
        following = following or self._queue
        if not following:
            self._filed = 0
        self._say_filing()
        return following

    def _on_values_of_new(self) -> None:
        """Its values are wanted at once: it is saved first, and the next new document waits."""
        if self._filed_current() is not None:
            self._on_values()

    def _on_later(self) -> None:
        self.stop_filing()
        self.next_wanted.emit(None)

    def stop_filing(self) -> None:
        """Check the rest some other time."""
        self._queue = []
        self._filed = 0
        self._say_filing()

    def forget(self, ids: Sequence[str]) -> None:
        """These are gone: do not ask to check them."""
        self._queue = [document_id for document_id in self._queue if document_id not in ids]
        self._say_filing()
