"""A line of words that the glossary explains, found in a record: below its fields, each a button that opens its entry."""

from collections.abc import Iterator
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.library.guide import Term
from ism_desktop.records.kind import Input, Kind, in_one_line
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.glossary.term_dialog import TermDialog

_MOST = 8


class TermLine(QWidget):
    """Hidden while the record has no such word; a record that is hardly ever one of words costs no buttons."""

    def __init__(self, workspace: Workspace, kind: Kind) -> None:
        super().__init__()
        self.setObjectName("term_line")
        self._workspace, self._kind = workspace, kind
        self._shown: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._holder = QWidget()
        self._row = FlowLayout(self._holder, spacing=2)
        self._lead = small(tr("Words explained:"))
        self._lead.setWordWrap(False)
        self._lead.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._lead)
        column.addWidget(self._holder)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Show the words of a record; none of a new one."""
        terms = [] if record is None else terms_of(self._kind, record)
        keys = tuple(term.key for term in terms)
        if keys != self._shown:
            self._shown = keys
            while self._row.count() > 1:
                item = self._row.takeAt(1)
                widget = None if item is None else item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for term in terms:
                name = f"explain.{term.key}"
                part = button(term.term, partial(self._on_term, term), role="quiet", name=name)
                part.setAccessibleName(tr("What does “{word}” mean?", word=term.term))
                part.setToolTip(f"<p>{escape(term.meaning.text)}</p>")  # as rich text it wraps
                self._row.addWidget(part)
        self.setVisible(bool(terms))

    def _on_term(self, term: Term) -> None:
        TermDialog(self._workspace, term, self).open()


def terms_of(kind: Kind, record: Record) -> list[Term]:
    """The first terms of the glossary that stand in what a record says, each once."""
    guide = guides.load()
    found: dict[str, Term] = {}
    for words in _words(kind, record):
        for _, _, term in guide.terms_in(words):
            found.setdefault(term.key, term)
    return list(found.values())[:_MOST]


def _words(kind: Kind, record: Record) -> Iterator[str]:
    for field in kind.form_fields:
        value = record.values[field.name]
        if value is not None and not isinstance(value, Gap) and field.input is not Input.REFERENCE:
            yield in_one_line(field, value)
