"""The right side: what is proposed for the document, filled in and open to change, with where each proposal comes from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ism_desktop.documents.proposals import words as told
from ism_desktop.documents.proposals.proposing import Proposals
from ism_desktop.language import tr
from ism_desktop.records import paper_numbers
from ism_desktop.records.kind import Field
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.own_fields import VALUES as OWN_VALUES
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.places.to_file.candidates_line import CandidatesLine, Found
from ism_desktop.ui.record_kit.binding import RecordBinding
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.editors.own_values import OwnValuesEditor
from ism_desktop.ui.record_kit.fields import FieldRow

FIELDS = ("title", "type", "document_date", "source", "tags", "shelf_mark", paper_numbers.FIELD, OWN_VALUES)
_FOUND = ("document_date", "source")
_DRAFT = "to_file"


class FilingForm(QWidget):
    """The fields of one document on the pile. `page_wanted` carries the page on which a value stands that was taken.

    What is proposed is no draft of the person's: it goes away with the document that was only looked at.
    """

    page_wanted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.rows: dict[str, FieldRow] = {}
        self._marks: dict[str, QLabel] = {}
        self._lines: dict[str, CandidatesLine] = {}
        for name in FIELDS:
            row = self.rows[name] = row_for(_without_help(name), workspace)
            column.addWidget(row)
            mark = self._marks[name] = small(tr("Proposed by a filing rule of yours."))
            mark.setObjectName(f"{name}.proposed")
            mark.setParent(self)
            mark.hide()
            column.addWidget(mark)
            if name in _FOUND:
                line = self._lines[name] = CandidatesLine(name, self)
                column.addWidget(line)
                line.hide()
        self.binding = RecordBinding(workspace, DOCUMENTS, self.rows.values(), self)
        self.binding.edited.connect(self._on_edited)
        self._is_proposing = False
        self.is_touched = False
        self._proposed: Mapping[str, Any] = {}
        for line in self._lines.values():
            line.taken.connect(self._on_taken)

    def open(self, record: Record) -> None:
        """Show a document as it is saved, with what a person typed for it before."""
        self.put_away()
        self.binding.keep_drafts_as((_DRAFT, record.id))
        self.binding.open(record)
        own = self.rows[OWN_VALUES]
        own.setVisible(isinstance(own.editor, OwnValuesEditor) and own.editor.is_of_use)
        self.is_touched = self.binding.is_changed
        self._proposed = {}
        for mark in self._marks.values():
            mark.hide()
        for line in self._lines.values():
            line.show_found([], None)

    def propose(self, proposals: Proposals) -> None:
        """Fill in what is proposed, where the person typed nothing, and say why."""
        edited = self.binding.edited_names
        self._proposed = {
            name: value for name, value in proposals.values.items() if name in self.rows and name not in edited
        }
        if self.is_touched:
            self._proposed = {}  # a draft of the person's, which had the proposals in it
        self._is_proposing = True
        self.binding.type_in(self._proposed)
        self._is_proposing = False
        for name, mark in self._marks.items():
            is_label = name == paper_numbers.FIELD
            mark.setText(
                tr("Read off the label on the paper.") if is_label else tr("Proposed by a filing rule of yours.")
            )
            mark.setToolTip("" if is_label else "\n".join(proposals.rules))
            is_told = is_label or (name not in self._lines and bool(proposals.rules))
            mark.setVisible(name in self._proposed and is_told)
        for name, found in (("document_date", _dates(proposals)), ("source", _senders(proposals))):
            self._lines[name].show_found(found, self._proposed.get(name))

    def put_away(self) -> None:
        """Leave the document: what the person typed stays a draft, what was only proposed does not."""
        if self.binding.record is not None and not self.is_touched:
            self.binding.forget_draft()

    def values(self) -> dict[str, Any]:
        """What is to be saved. Raises InvalidRecord when something cannot be read."""
        return self.binding.values()

    def _on_edited(self) -> None:
        if self._is_proposing:
            return
        self.is_touched = True
        for name in self._proposed:
            if self._marks[name].isVisible() and not self._is_still(name):
                self._marks[name].hide()

    def _is_still(self, name: str) -> bool:
        try:
            return self.rows[name].read() == self._proposed[name]
        except ValueError:
            return False

    def _on_taken(self, found: Found) -> None:
        name = next(name for name, line in self._lines.items() if line is self.sender())
        self.binding.type_in({name: found.value})
        self.rows[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_wanted.emit(found.page)


def _without_help(name: str) -> Field:
    """The field as it stands here: what explains it has no room beside what is proposed."""
    return replace(DOCUMENTS.field(name), help="")


def _dates(proposals: Proposals) -> list[Found]:
    return [
        Found(
            each.date, each.date.words, told.date_reason(each), told.place(each.page, each.line), each.page, each.text
        )
        for each in proposals.dates
    ]


def _senders(proposals: Proposals) -> list[Found]:
    return [
        Found(
            each.sender,
            str(each.sender),
            told.sender_reason(each),
            told.place(each.page, each.line),
            each.page,
            each.text,
        )
        for each in proposals.senders
    ]
