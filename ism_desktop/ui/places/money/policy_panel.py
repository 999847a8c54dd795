"""Above a policy's fields: how far the limits of its plan year were used, with the entries behind each number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.money import progress
from ism_desktop.records.money.progress import Used
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel, Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.record_kit.form import RecordForm


def used_words(words: str, used: Used) -> str:
    """One limit: what was used of how much, and what the insurer itself says."""
    amount = used.used.words or tr("nothing yet")
    if used.limit is not None:
        said = tr("{what}: {amount} of {limit}", what=words, amount=amount, limit=used.limit.words)
    else:
        said = tr("{label}: {value}", label=words, value=amount)
    if used.said is not None:
        return tr("{said}. The insurer says {theirs}.", said=said, theirs=used.said.words)
    return said


class PolicyPanel(Panel):
    """`entry_wanted` carries the kind and id of an explanation to be shown."""

    entry_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("policy_panel")
        self._workspace, self._form = workspace, form
        self._going: dict[str, str] = {}
        self.head = heading("")
        self.deductible, self.out_of_pocket = label(""), label("")
        for part in (self.head, self.deductible, self.out_of_pocket):
            self.body.addWidget(part)
        self.body.addWidget(
            secondary(tr("Counted from the explanations that you matched to a bill. The insurer’s own figure counts."))
        )
        self.entries = FoldingPanel("", name="progress_entries")
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.entries.body.addWidget(holder)
        self.body.addWidget(self.entries)
        form.opened.connect(self.show_policy)
        form.saved.connect(self.show_policy)
        self.show_policy()

    def show_policy(self, _record_id: object = None) -> None:
        """Show the plan year that is now; hidden where there is nothing to count and no limit."""
        record = self._form.record
        if record is None or record.deleted_at is not None:
            self.hide()
            return
        with self._workspace.vault.read() as session:
            found = progress.of_policy(session, record.id, self._workspace.today())
        both = (found.deductible, found.out_of_pocket)
        self.setVisible(any(used.used or used.limit is not None for used in both))
        first, last = PartialDate.from_date(found.first_day).words, PartialDate.from_date(found.last_day).words
        self.head.setText(tr("Plan year {first} to {last}", first=first, last=last))
        self.deductible.setText(used_words(tr("Deductible"), found.deductible))
        self.out_of_pocket.setText(used_words(tr("Paid by me"), found.out_of_pocket))
        entries = {one.id: one for used in both for one in used.entries}
        self.entries.setVisible(bool(entries))
        words = tr_n("What makes it up: {number} explanation", "What makes it up: {number} explanations", len(entries))
        self.entries.head.setText(words)
        self.entries.head.setAccessibleName(words)
        empty_layout(self._rows)
        self._going = {}
        for one in entries.values():
            name = f"counted.{one.id}"
            self._going[name] = one.id
            share = one.values["my_share"]
            detail = tr("My share: {amount}", amount=share.words) if share is not None else ""
            self._rows.addWidget(RowButton(one.title, detail, pressed=self._on_entry, name=name, parent=self))

    def _on_entry(self) -> None:
        self.entry_wanted.emit(BENEFIT_EXPLANATIONS.name, self._going[self.sender().objectName()])
