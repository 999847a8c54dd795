"""The rules for filing: a list in their order, each to change, switch off or throw away, and which documents each one fits."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.documents.proposals import rule_matches
from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView

_SHOWN = 40


class FilingRulesPage(RecordsPage):
    """The list, and behind each rule the documents that it fits."""

    help_text = tr_lazy(
        "A rule says: when a document comes from somebody, or says certain words, propose this kind, these tags, this sender, this"
        " title. The rules are used when you go through the documents that are to be filed. What they propose is filled in for you to"
        " check; nothing is filed by itself.\n\nThe first rule that says something counts; move rules with Ctrl+Up and Ctrl+Down. Tags"
        " of all rules that fit come together. A rule that you switch off stays here and proposes nothing.\n\n“Which documents does it"
        " fit?” looks through all your documents and changes none of them."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, FILING_RULES.plural, (FILING_RULES.name,))

    def make_view(self, kind: Kind) -> KindView:
        """Make the list, with the way to what a rule fits above its fields."""
        return RulesView(self.workspace, kind, parent=self._stack)


class RulesView(KindView):
    """The rules."""

    def dress_form(self, form: RecordForm) -> None:
        """Put the question above the fields."""
        form.extra.addWidget(MatchesPanel(self._workspace, form))


class MatchesPanel(QWidget):
    """Asks which documents the rule in the form fits, as it stands there."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self._workspace = workspace
        self._form = form
        row = FlowLayout(self)
        self._ask = button(
            tr("Which documents does it fit?"), self._on_ask, icon_name="mdi6.file-search-outline", name="rule_fits"
        )
        row.addWidget(self._ask)

    def _on_ask(self) -> None:
        record = self._form.record
        try:
            rule = {**({} if record is None else record.values), **self._form.binding.values()}
        except InvalidRecord as error:
            self._form.binding.mark(error)
            return
        self._workspace.background.run(
            self._matching(rule),
            owner=self,
            title=tr("Looking for documents that the rule fits"),
            on_result=self._on_found,
        )

    def _matching(self, rule: Mapping[str, Any]) -> Callable[[Task], list[Record]]:
        vault = self._workspace.vault
        return lambda task: rule_matches.matching(vault, rule, task)

    def _on_found(self, found: list[Record]) -> None:
        dialog = MatchesDialog(found, self.window())
        dialog.opened.connect(self._on_open)
        dialog.open()

    def _on_open(self, document_id: str) -> None:
        self._workspace.show_page(DOCUMENTS.name, document_id)


class MatchesDialog(Dialog):
    """The documents that a rule fits. `opened` carries the id of the one that was pressed."""

    opened = Signal(str)

    def __init__(self, found: list[Record], parent: QWidget) -> None:
        words = tr_n("The rule fits {number} document", "The rule fits {number} documents", len(found))
        super().__init__(words if found else tr("The rule fits no document"), parent, name="rule_matches", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.body.addLayout(column)
        for record in found[:_SHOWN]:
            column.addWidget(_Row(record, self))
        more = len(found) - _SHOWN
        if more > 0:
            self.body.addWidget(secondary(tr_n("and {number} more", "and {number} more", more)))
        if not found:
            self.body.addWidget(secondary(tr("All that the rule asks for has to be there. Try fewer words.")))
        self.add_close()


class _Row(RowButton):
    def __init__(self, record: Record, dialog: MatchesDialog) -> None:
        date = record.values["document_date"]
        super().__init__(
            record.title,
            getattr(date, "words", ""),
            icon_name=DOCUMENTS.icon,
            name=f"match.{record.id}",
            pressed=self._on_pressed,
        )
        self._dialog = dialog
        self._id = record.id

    def _on_pressed(self) -> None:
        self._dialog.opened.emit(self._id)
        self._dialog.accept()
