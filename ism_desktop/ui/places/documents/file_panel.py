"""What is known of a document's file, and where the document is used: two cards under its form."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop import media_types
from ism_desktop.language import in_use, tr, tr_c, tr_lazy
from ism_desktop.records import version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.records.links import Backlink
from ism_desktop.records.store import Record
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.documents.entries import day_of

_TEXT_FROM = {
    "layer": tr_lazy("From the file itself"),
    "ocr": tr_lazy("Recognised in the picture, as English; it may contain mistakes"),
    "mixed": tr_lazy("Partly from the file, partly recognised in the picture, as English; it may contain mistakes"),
    "none": tr_lazy("No text; it is found by its title and notes only"),
}


class FilePanel(Panel):
    """The file in use: its text, name, type, size, day of import and checksum, and which version it is.

    `pages_wanted` asks for the view of its pages, `versions_wanted` for its versions.
    """

    pages_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("The file"))
        self.setObjectName("file")
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._values: dict[str, QLabel] = {}
        for name, words in (
            ("version", tr("Version")),
            ("text_from", tr("Text")),
            ("pages", tr("Pages")),
            ("file_name", tr("File name")),
            ("type", tr("Type")),
            ("imported", tr("Imported")),
            ("sha256", "SHA-256"),
        ):
            value = label("", "small" if name == "sha256" else "")
            value.setObjectName(f"file.{name}")
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            caption = secondary(words)
            caption.setWordWrap(False)
            value.setAccessibleName(words)
            form.addRow(caption, value)
            self._values[name] = value
        self.body.addLayout(form)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.pages = button(
            tr("Pages…"), self.pages_wanted.emit, icon_name="mdi6.file-document-edit-outline", name="pages"
        )
        self.pages.setToolTip(tr("Turn, crop, black out, add, delete and reorder pages"))
        self.versions = button(tr("Versions…"), self.versions_wanted.emit, icon_name="mdi6.history", name="versions")
        flow.addWidget(self.pages)
        flow.addWidget(self.versions)
        self.body.addWidget(buttons)

    def show_record(self, record: Record, versions: Sequence[Version]) -> None:
        """Show the file of a document; `versions` are all of it."""
        values = record.values
        pages = values["pages"]
        known = media_types.find(values["media_type"])
        kind = values["media_type"] if known is None else known.name
        current = next((version for version in versions if version.in_use), None)
        self.pages.setVisible(record.deleted_at is None and values["media_type"] not in media_types.IN_WORDS)
        self.versions.setVisible(len(versions) > 1)
        words = {
            "version": tr("Original") if current is None else version_words.name(current),
            "text_from": _TEXT_FROM.get(values["text_from"], _TEXT_FROM["none"]),
            "pages": in_use().number(pages),
            "file_name": _breakable(values["file_name"]),
            "type": tr_c(
                "type and size of a file", "{type}, {size}", type=kind, size=in_use().small_size(values["size"])
            ),
            "imported": day_of(values["imported_at"]),
            "sha256": " ".join(values["sha256"][start : start + 8] for start in range(0, 64, 8)),
        }
        for name, text in words.items():
            self._values[name].setText(str(text))


def _breakable(name: str) -> str:
    """A file name that may wrap after the signs that join its parts."""
    for sign in "_-.":
        name = name.replace(sign, f"{sign}\u200b")
    return name


class UsedInPanel(Panel):
    """The records that a document is attached to. `opened` and `detached` carry a `Backlink`; `attach_wanted` asks for another one."""

    opened = Signal(object)
    detached = Signal(object)
    attach_wanted = Signal()
    save_wanted = Signal()
    values_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Used in"))
        self.setObjectName("used_in")
        self._none = secondary(
            tr("Attach it to the medication, reaction or appointment it belongs to, and you will find it from there.")
        )
        self.body.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.body.addLayout(self._list)
        self._rows: list[QWidget] = []
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.attach = button(
            tr("Attach to an entry…"), self.attach_wanted.emit, icon_name="mdi6.paperclip", name="attach"
        )
        self.save = button(
            tr("Save a copy…"), self.save_wanted.emit, icon_name="mdi6.content-save-outline", name="save_copy"
        )
        flow.addWidget(self.attach)
        flow.addWidget(self.save)
        self.take = button(
            tr("Take its values…"), self.values_wanted.emit, icon_name="mdi6.table-arrow-left", name="take_values"
        )
        self.take.setToolTip(tr("Take the values of a lab report into your test results"))
        flow.addWidget(self.take)
        self.body.addWidget(buttons)

    def show_links(self, backlinks: Sequence[Backlink]) -> None:
        """Show where the document is used."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(backlink) for backlink in backlinks]
        for row in self._rows:
            self._list.addWidget(row)
        self._none.setVisible(not backlinks)

    def _row(self, backlink: Backlink) -> QWidget:
        record = backlink.record
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        page = tr("page {number}", number=backlink.page) if backlink.page else ""
        if backlink.is_gone:
            page = tr("its page is not in the version in use")
        detail = " · ".join(part for part in (record.kind.singular, page) if part)
        opening = RowButton(record.title, detail, icon_name=record.kind.icon, name="used_in_open")
        opening.clicked.connect(partial(self.opened.emit, backlink))
        away = icon_button(tr("Detach"), "mdi6.link-off", name="used_in_detach")
        away.setAccessibleName(tr("Detach from {title}", title=record.title))
        away.clicked.connect(partial(self.detached.emit, backlink))
        inner.addWidget(opening, 1)
        inner.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row


class TrashedPanel(Panel):
    """Says that the document lies in the trash."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trashed")
        self.body.addWidget(small(tr("This document is in the trash. Restore it to change it or to attach it.")))
