"""Above an explanation's fields: which bill it may be about and why, what both say differently, and what it says was paid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.benefit_explanations import TO_ME
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.payments import BY_INSURER, PAYMENTS, REIMBURSED, TAKEN_OFF
from ism_desktop.records.money import matching, side_by_side
from ism_desktop.records.money.matching import Match
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.in_view import bring_into_view
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.places.money.comparison import Comparison
from ism_desktop.ui.places.money.proposals import Proposal, VisitProposals, take
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.form import RecordForm

_MOST = 3
_BY_EXPLANATION = (("paid", BY_INSURER), ("adjustment", TAKEN_OFF))


def payments_said(explanation: Record) -> list[dict[str, object]]:
    """The payments that an explanation tells of, for its bill; none of nothing."""
    values = explanation.values
    found: list[dict[str, object]] = []
    for name, way in _BY_EXPLANATION:
        amount = values[name]
        if isinstance(amount, Money) and amount.amount:
            to_me = way == BY_INSURER and values["paid_to"] == TO_ME
            found.append(
                {
                    "bill": values["bill"],
                    "way": REIMBURSED if to_me else way,
                    "amount": amount,
                    "on_date": values["on_date"],
                    "policy": values["policy"],
                    "who": values["insurer"],
                    "explanation": explanation.id,
                }
            )
    return found


class MatchPanel(Panel):
    """`bill_wanted` carries the id of a bill to be shown."""

    bill_wanted = Signal(str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("match_panel")
        self._workspace, self._form = workspace, form
        self.head = heading("")
        self.body.addWidget(self.head)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(holder)
        self._visits = VisitProposals(workspace, form, self)
        self.body.addWidget(self._visits)
        form.opened.connect(self.show_explanation)
        form.saved.connect(self.show_explanation)
        self.show_explanation()

    def show_explanation(self, _record_id: object = None) -> None:
        """Show what fits the explanation of the form. Who just pressed something here finds the next thing to press."""
        record = self._form.record
        focused = QApplication.focusWidget()
        had_focus = isinstance(focused, QWidget) and self.isAncestorOf(focused)
        empty_layout(self._column)
        if record is None or record.deleted_at is not None:
            self.hide()
            return
        with self._workspace.vault.read() as session:
            bill = store.find(session, BILLS, record.values["bill"]) if record.values["bill"] else None
            found = [] if bill is not None else matching.proposals(session, record.id)[:_MOST]
            visits = [] if record.values["appointment"] else matching.visits(session, record)[:_MOST]
            noted = store.list_active(session, PAYMENTS, explanation=record.id)
        self.setVisible(bill is not None or bool(found) or bool(visits))
        self.head.setVisible(bill is not None or bool(found))
        if bill is not None:
            self._show_matched(record, bill, noted)
        elif found:
            self.head.setText(tr("Which bill is it about?"))
            for match in found:
                self._column.addWidget(self._proposal(record, match))
        self._visits.show_visits(visits)
        if had_focus:
            self._give_focus()

    def _give_focus(self) -> None:
        names = ("visit.", "note_payments", "show_bill", "take.")
        offered = [
            each for name in names for each in self.findChildren(QPushButton) if each.objectName().startswith(name)
        ]
        for each in offered:
            if not each.isHidden():
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_view(each, 120)
                return

    def _proposal(self, record: Record, match: Match) -> QWidget:
        made = Proposal(match, tr("It is about this bill"), "take", self._on_take, self)
        made.column.addWidget(Comparison(side_by_side.compared(match.record, record), made, is_open=False))
        return made

    def _show_matched(self, record: Record, bill: Record, noted: Sequence[Record]) -> None:
        self.head.setText(tr("About the bill: {bill}", bill=bill.title))
        self._column.addWidget(Comparison(side_by_side.compared(bill, record), self, is_open=True))
        row = QWidget(self)
        flow = FlowLayout(row)
        flow.addWidget(button(tr("Show the bill"), self._on_show, icon_name=BILLS.icon, name="show_bill"))
        said = payments_said(record)
        if said and not noted:
            amounts = ", ".join(str(one["amount"].words) for one in said if isinstance(one["amount"], Money))
            flow.addWidget(
                button(
                    tr("Note on the bill what was paid and taken off: {amounts}", amounts=amounts),
                    self._on_note,
                    icon_name=PAYMENTS.icon,
                    name="note_payments",
                )
            )
        self._column.addWidget(row)
        if noted:
            self._column.addWidget(secondary(tr("What it says was paid is noted on the bill.")))

    def _on_take(self) -> None:
        bill_id = self.sender().objectName().removeprefix("take.")
        take(self._workspace, self._form, "bill", bill_id, tr("The explanation belongs to the bill now."))

    def _on_note(self) -> None:
        self._form.save()
        record = self._form.record
        if record is None:
            return
        try:
            with self._workspace.vault.write() as session:
                made = [store.save(session, PAYMENTS, values) for values in payments_said(record)]
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.undo_bar.offer(tr("Noted on the bill."), lambda: trash(self._workspace, PAYMENTS, made))

    def _on_show(self) -> None:
        record = self._form.record
        if record is not None and record.values["bill"]:
            self.bill_wanted.emit(record.values["bill"])
