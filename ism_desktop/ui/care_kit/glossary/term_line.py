"""A line of words that the glossary explains, found in a record: above its form, each a button that opens its entry."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.library.guide import Term
from ism_desktop.records import store
from ism_desktop.records.kind import Input, Kind, in_one_line
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.glossary.term_dialog import TermDialog
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.form import RecordForm

_MOST = 8


class TermLine(QWidget):
    """Shows the terms of the record that a form shows; hidden where there is none."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("term_line")
        self._workspace, self._form = workspace, form
        self._shown: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(small(tr("Words explained:")))
        self._holder = QWidget()
        self._row = FlowLayout(self._holder, spacing=2)
        column.addWidget(self._holder)
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_opened)
        self.hide()

    def _on_opened(self, record_id: str | None) -> None:
        terms = terms_of(self._workspace, self._form.kind, record_id) if record_id is not None else []
        keys = tuple(term.key for term in terms)
        if keys != self._shown:
            self._shown = keys
            while (item := self._row.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.deleteLater()
            for term in terms:
                name = f"explain.{term.key}"
                self._row.addWidget(button(term.term, partial(self._on_term, term), role="quiet", name=name))
        self.setVisible(bool(terms))

    def _on_term(self, term: Term) -> None:
        TermDialog(self._workspace, term, self).open()


def terms_of(workspace: Workspace, kind: Kind, record_id: str) -> list[Term]:
    """The first terms of the glossary that stand in what a record says, each once."""
    with workspace.vault.read() as session:
        record = store.find(session, kind, record_id)
    if record is None:
        return []
    guide = guides.load()
    found: dict[str, Term] = {}
    for words in _words(kind, record):
        for _, _, term in guide.terms_in(words):
            found.setdefault(term.key, term)
    return list(found.values())[:_MOST]


def _words(kind: Kind, record: store.Record) -> Iterator[str]:
    for field in kind.form_fields:
        value = record.values[field.name]
        if value is not None and not isinstance(value, Gap) and field.input is not Input.REFERENCE:
            yield in_one_line(field, value)
