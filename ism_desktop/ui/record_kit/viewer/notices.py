"""What a person should know about a document's file: a card among its details, and a slim line above its pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records import document_notices
from ism_desktop.records.store import Record
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary


class NoticesPanel(Panel):
    """Every notice in full, and a button for files inside; hidden where there is none. `files_wanted` carries the record."""

    files_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Please note"))
        self.setObjectName("notices")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self._shown: list[QWidget] = []
        self._record: Record | None = None
        self.add_files = button("", self._on_add, icon_name="mdi6.file-plus-outline", name="add_inside")
        self.add_files.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self.add_files, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show the notices of a document."""
        self._record = record
        for part in self._shown:
            self._list.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._shown = []
        notices = document_notices.of_document(record.values)
        for one in notices:
            said = document_notices.said(one, record.values["media_type"])
            self._shown += [label(said.title, "subheading"), label(said.what), secondary(said.advice)]
        for part in self._shown:
            self._list.addWidget(part)
        count = document_notices.files_inside(notices)
        words = tr_n("Add the file inside", "Add the {number} files inside", count)
        self.add_files.setText(words)
        self.add_files.setAccessibleName(words)
        self.add_files.setVisible(count > 0 and record.deleted_at is None)
        self.setVisible(bool(notices))

    def _on_add(self) -> None:
        if self._record is not None:
            self.files_wanted.emit(self._record)


class NoticeLine(QFrame):
    """One line above the pages for what the pages themselves do not show; hidden where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice_line")
        self.setProperty("role", "panel-accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        self._words = label("")
        self._words.setObjectName("notice_words")
        row.addWidget(IconLabel("mdi6.alert-circle-outline", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Say what the pages of a document do not show; None for no document."""
        values = {} if record is None else record.values
        notices = document_notices.above_pages(document_notices.of_document(values))
        self._words.setText(" ".join(document_notices.in_short(one) for one in notices))
        self.setVisible(bool(notices))
