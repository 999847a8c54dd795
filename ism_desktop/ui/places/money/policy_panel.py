"""Above a policy's fields: how far the limits of its plan year were used, with the entries behind each number."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.money import progress
from ism_desktop.records.money.progress import Progress, Used
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel, Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.places.money.paged_rows import PagedRow, PagedRows
from ism_desktop.ui.record_kit.form import RecordForm


def used_words(words: str, used: Used, *, is_over: bool) -> str:
    """One limit: what was used of how much, and what the insurer itself says. `is_over`: of a year that is over."""
    amount = used.used.words or (tr("nothing") if is_over else tr("nothing yet"))
    if used.limit is not None:
        said = tr("{what}: {amount} of {limit}", what=words, amount=amount, limit=used.limit.words)
    else:
        said = tr("{label}: {value}", label=words, value=amount)
    if used.said is not None:
        return tr("{said}. The insurer says {theirs}.", said=said, theirs=used.said.words)
    return said


def lines(found: Progress, *, is_over: bool) -> list[str]:
    """What is said of a plan year: what one person used, and of a family where the policy names a limit or the insurer a figure."""
    said = [(tr("Deductible"), found.deductible), (tr("Paid by me"), found.out_of_pocket)]
    of_family = (
        (tr("Deductible of the family, from this record alone"), found.family_deductible),
        (tr("Paid by the family, from this record alone"), found.family_out_of_pocket),
    )
    said += [(words, used) for words, used in of_family if used.limit is not None or used.said is not None]
    return [used_words(words, used, is_over=is_over) for words, used in said]


def _entry_words(explanation: Record) -> str:
    values = explanation.values
    parts = [
        tr("To the deductible: {amount}", amount=values["to_deductible"].words)
        if isinstance(values["to_deductible"], Money)
        else "",
        tr("My share: {amount}", amount=values["my_share"].words) if isinstance(values["my_share"], Money) else "",
    ]
    return " · ".join(part for part in parts if part)


class PolicyPanel(Panel):
    """`entry_wanted` carries the kind and id of an explanation to be shown."""

    entry_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("policy_panel")
        self._workspace, self._form = workspace, form
        self._policy_id = ""
        self._day = workspace.today()
        head = QHBoxLayout()
        self.head = heading("")
        head.addWidget(self.head, 1)
        head.addWidget(
            icon_button(tr("The plan year before"), "mdi6.chevron-left", self._on_before, name="year_before")
        )
        self._after = icon_button(tr("The plan year after"), "mdi6.chevron-right", self._on_after, name="year_after")
        head.addWidget(self._after)
        self.body.addLayout(head)
        self.said = label("")
        self.said.setObjectName("plan_year")
        self.body.addWidget(self.said)
        self.body.addWidget(
            secondary(tr("Counted from the explanations that you matched to a bill. The insurer’s own figure counts."))
        )
        holder = QWidget(self)
        row = FlowLayout(holder)
        row.addWidget(
            button(
                tr("Type what the insurer says"),
                self._on_type,
                role="quiet",
                icon_name="mdi6.pencil-outline",
                name="type_said",
            )
        )
        self.body.addWidget(holder)
        self.entries = FoldingPanel("", name="progress_entries")
        self.rows = PagedRows(self.entries, "counted")
        self.rows.wanted.connect(self.entry_wanted)
        self.entries.body.addWidget(self.rows)
        self.entries.toggled.connect(self._on_fold)
        self.body.addWidget(self.entries)
        self._shown: tuple[Record, ...] = ()
        form.opened.connect(self.show_policy)
        form.saved.connect(self.show_policy)
        self.show_policy()

    def show_policy(self, _record_id: object = None) -> None:
        """Show a plan year, that of today first; hidden where there is nothing to count and no limit."""
        record = self._form.record
        if record is None or record.deleted_at is not None:
            self.hide()
            return
        today = self._workspace.today()
        if record.id != self._policy_id:
            self._policy_id, self._day = record.id, today
        with self._workspace.vault.read() as session:
            found = progress.of_policy(session, record.id, self._day, today)
        all_of_it = (found.deductible, found.out_of_pocket, found.family_deductible, found.family_out_of_pocket)
        is_now = found.first_day <= today <= found.last_day
        self.setVisible(not is_now or any(used.used or used.limit is not None for used in all_of_it))
        self._after.setEnabled(not is_now)
        first, last = PartialDate.from_date(found.first_day).words, PartialDate.from_date(found.last_day).words
        self.head.setText(tr("Plan year {first} to {last}", first=first, last=last))
        self.said.setText("\n".join(lines(found, is_over=found.last_day < today)))
        self._shown = found.entries
        self.entries.setVisible(bool(self._shown))
        words = tr_n(
            "What makes it up: {number} explanation", "What makes it up: {number} explanations", len(self._shown)
        )
        self.entries.head.setText(words)
        self.entries.head.setAccessibleName(words)
        self._on_fold(self.entries.head.isChecked())

    def _on_fold(self, is_open: bool) -> None:
        """Fill the list only while it is seen."""
        shown = self._shown if is_open else ()
        self.rows.set_rows([PagedRow(BENEFIT_EXPLANATIONS.name, one.id, one.title, _entry_words(one)) for one in shown])

    def _on_before(self) -> None:
        self._go_to(-1)

    def _on_after(self) -> None:
        self._go_to(1)

    def _go_to(self, years: int) -> None:
        self._day = date(self._day.year + years, self._day.month, 1)
        self.show_policy()

    def _on_type(self) -> None:
        self._form.go_to("said_deductible")
