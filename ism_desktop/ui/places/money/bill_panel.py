"""Above a bill's fields: what is open of it, what was paid, where it stands; a payment is typed in one line."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.bill_states import BILL_STATES
from ism_desktop.records.kinds.payments import BY_ME, PAYMENTS
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import balances, matching
from ism_desktop.records.money.balances import Balance
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.in_view import bring_into_view
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.places.money.bill_stands import BillStands, payers
from ism_desktop.ui.places.money.proposals import VisitProposals
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.editors.money import MoneyEditor
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.inline_form import InlineForm
from ism_desktop.vault import Session

DRAFT = "new_payment"
"""By this name a payment that is half typed is kept, with the bill."""

_MOST = 3  # visits that are proposed
_TYPED = ("amount", "way", "on_date", "policy")


def open_words(balance: Balance) -> str:
    """What is open, in a few words for a head."""
    if balance.total is None or balance.open is None:
        return tr("No total is noted yet.")
    if balance.is_open:
        return tr("{amount} is open", amount=balance.open.words)
    if balance.is_overpaid:
        held = Money(abs(balance.open.amount), balance.open.currency)  # its sign stands elsewhere in other languages
        return tr("{amount} to your credit", amount=held.words)
    return tr("Nothing is open")


def balance_lines(balance: Balance) -> list[str]:
    """What makes it up, a line each; what is nothing is not said."""
    parts = [
        tr("Billed: {amount}", amount=balance.total.words) if balance.total is not None else "",
        tr("Insurers paid: {amount}", amount=balance.by_insurers.words) if balance.by_insurers else "",
        tr("Taken off: {amount}", amount=balance.taken_off.words) if balance.taken_off else "",
        tr("I paid: {amount}", amount=balance.by_me.words) if balance.by_me else "",
        tr("Paid back to me: {amount}", amount=balance.refunded.words) if balance.refunded else "",
    ]
    said = [" · ".join(part for part in parts if part)]
    if balance.reimbursed:
        said.append(
            tr(
                "Insurers paid to me: {amount}. So it has cost me {cost}.",
                amount=balance.reimbursed.words,
                cost=balance.cost_to_me.words or tr("nothing"),
            )
        )
    if balance.elsewhere:
        said.append(tr("In another currency, not counted above: {amount}", amount=balance.elsewhere.words))
    return [line for line in said if line]


def line_notes(bill: Values, balance: Balance) -> list[str]:
    """What the lines of a bill say that its total and its payments do not, as facts: the lines themselves are not counted."""
    said: list[str] = []
    billed, paid = balances.sums_of_lines(bill, "billed"), balances.sums_of_lines(bill, "paid_first", "paid_second")
    if (
        balance.total is not None
        and billed
        and isinstance(bill.get("total"), Money)
        and billed != Sums.of([bill["total"]])
    ):
        said.append(
            tr("The lines add up to {lines}; the total is {total}.", lines=billed.words, total=bill["total"].words)
        )
    if paid and not balance.by_insurers:
        said.append(
            tr("In the lines insurers paid {amount}. It counts once it is added as a payment.", amount=paid.words)
        )
    return said


class BillPanel(Panel):
    """`entry_wanted` carries the kind and id of a payment or state to be shown, `state_wanted` bill and policy of one to be begun."""

    entry_wanted = Signal(str, str)
    state_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("bill_panel")
        self._workspace, self._form = workspace, form
        self.head = heading("")
        self.head.setObjectName("bill_open")
        self.said = secondary("")
        self.said.setObjectName("bill_balance")
        self.body.addWidget(self.head)
        self.body.addWidget(self.said)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(button(tr("Add this payment"), self.add, icon_name="mdi6.plus", name="add_payment"))
        self.rest = button("", self.pay_the_rest, icon_name="mdi6.check", name="pay_the_rest")
        row.addWidget(self.rest)
        self.body.addWidget(tools)
        self.stands = BillStands(workspace, self)
        self.stands.entry_wanted.connect(self._on_state)
        self.stands.another_wanted.connect(self.state_wanted)
        self.body.addWidget(self.stands)
        self._visits = VisitProposals(workspace, form, self)
        self.body.addWidget(self._visits)
        self.new: InlineForm | None = None
        self._bill_id = ""
        self._going: dict[str, str] = {}
        self._is_new = False
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_saved)
        self.show_bill(form.record_id)

    # Showing -------------------------------------------------------------------------------------------------------------

    def _on_opened(self, record_id: object) -> None:
        self.show_bill()
        # Saving says that the record is open now, and then that it was saved.
        self._is_new = self._is_new or record_id is None

    def _on_saved(self, _record_id: object) -> None:
        """What most often comes next after a new bill is what was paid on it already."""
        was_new, self._is_new = self._is_new, False
        self.show_bill()
        if was_new and self.new is not None and self.isVisibleTo(self._form):
            self.new.focus("amount")
            bring_into_view(self)

    def show_bill(self, _record_id: object = None) -> None:
        """Show the bill of the form; hidden for one that is not saved, or lies in the trash."""
        record = self._form.record
        there = record is not None and record.deleted_at is None
        self.setVisible(there)
        if record is None or not there:
            return
        with self._workspace.vault.read() as session:
            found = balances.of_bill(session, record.id)
            entries = self._read(session, record.id)
            found_payers = payers(session, record)
            visits = [] if record.values["appointment"] else matching.visits(session, record)[:_MOST]
        self.head.setText(open_words(found))
        self.said.setText("\n".join([*balance_lines(found), *line_notes(record.values, found)]))
        self.rest.setVisible(found.is_open)
        if found.open is not None and found.is_open:
            self.rest.setText(tr("I paid the {amount} today", amount=found.open.words))
            self.rest.setAccessibleName(self.rest.text())
        empty_layout(self._rows)
        self._going = {}
        for one_id, words, detail in entries:
            name = f"entry.{one_id}"
            self._going[name] = one_id
            self._rows.addWidget(RowButton(words, detail, pressed=self._on_entry, name=name, parent=self))
        self.stands.show_payers(record.id, found_payers)
        self._visits.show_visits(visits)
        if record.id != self._bill_id:
            self._bill_id = record.id
            self._make_new()
        amount = None if self.new is None else self.new.rows["amount"].editor
        if isinstance(amount, MoneyEditor) and found.total is not None:
            amount.set_usual(found.total.currency)

    def _read(self, session: Session, bill_id: str) -> list[tuple[str, str, str]]:
        insurers = {record.id: record.title for record in store.list_active(session, POLICIES)}
        return [
            (payment.id, payment.title, _beside(payment, insurers))
            for payment in store.list_active(session, PAYMENTS, bill=bill_id)
        ]

    def _make_new(self) -> None:
        if self.new is not None:
            self.new.hide()
            self.new.deleteLater()
        self.new = InlineForm(self._workspace, PAYMENTS, _TYPED, buttons=False, draft_as=(DRAFT, self._bill_id))
        self.new.open(None)
        self._place.addWidget(self.new)

    # Doing ---------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the payment that is typed."""
        typing = self.new is not None and self.new.isAncestorOf(self.focusWidget() or self)
        if typing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.add()
            return
        super().keyPressEvent(event)

    def add(self) -> bool:
        """Add the payment that is typed. False when it cannot be added, and what is wrong is marked."""
        form = self.new
        if form is None:
            return True
        try:
            values = form.values() | {"bill": self._bill_id}
        except InvalidRecord as error:
            form.mark(error)
            return False
        if not self._save(values, form.binding.fresh_id):
            return False
        form.forget_draft()
        form.open(None)
        form.focus("amount")
        return True

    def pay_the_rest(self) -> None:
        """Note that I paid today what is open."""
        self._form.save()
        with self._workspace.vault.read() as session:
            left = balances.of_bill(session, self._bill_id).open
        today = PartialDate.from_date(self._workspace.today())
        values = {"bill": self._bill_id, "way": BY_ME, "amount": left, "on_date": today}
        self._save(values)

    def _save(self, values: dict[str, Any], fresh_id: str | None = None) -> bool:
        try:
            with self._workspace.vault.write() as session:
                made = store.save(session, PAYMENTS, values, fresh_id=fresh_id)
        except InvalidRecord as error:
            if self.new is not None:
                self.new.mark(error)
            return False
        except IsmError as error:
            self._workspace.report(error)
            return False
        self._workspace.undo_bar.offer(tr("The payment was added."), _taking_back(self._workspace, made))
        return True

    def _on_entry(self) -> None:
        self.entry_wanted.emit(PAYMENTS.name, self._going[self.sender().objectName()])

    def _on_state(self, state_id: str) -> None:
        self.entry_wanted.emit(BILL_STATES.name, state_id)


def _taking_back(workspace: Workspace, payment_id: str) -> Callable[[], object]:
    return lambda: trash(workspace, PAYMENTS, [payment_id])


def _beside(payment: Record, insurers: dict[str, str]) -> str:
    on, who = payment.values["on_date"], payment.values["who"]
    parts = [
        on.words if isinstance(on, PartialDate) else "",
        insurers.get(payment.values["policy"] or "", ""),
        str(who) if who else "",
        payment.values["how"] or "",
    ]
    return " · ".join(part for part in parts if part)
