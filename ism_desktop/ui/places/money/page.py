"""Insurance and bills: six lists; a bill shows what is open of it, an explanation its bill, a policy how far its limits were used."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bill_states import BILL_STATES
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.denials import DENIALS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.money.bill_panel import BillPanel
from ism_desktop.ui.places.money.bills_view import BillsView
from ism_desktop.ui.places.money.card_panel import CardPanel
from ism_desktop.ui.places.money.denial_panel import DenialPanel
from ism_desktop.ui.places.money.match_panel import MatchPanel
from ism_desktop.ui.places.money.open_panel import OpenPanel
from ism_desktop.ui.places.money.policy_panel import PolicyPanel
from ism_desktop.ui.places.money.reading_dialog import ReadingDialog
from ism_desktop.ui.places.money.totals_dialog import TotalsDialog
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView

_A_TURN = 15  # milliseconds until what stands above the fields follows a change: all at once would hold up the window
_READ = frozenset({BILLS.name, BENEFIT_EXPLANATIONS.name})
_KINDS = (BILLS, BENEFIT_EXPLANATIONS, PAYMENTS, POLICIES, AUTHORISATIONS, DENIALS, BILL_STATES)


class MoneyPage(RecordsPage):
    """The lists behind their buttons, and what is open above them."""

    can_print = True
    help_text = tr_lazy(
        "A bill says what was asked for. Below its name stands what is still open: the total less what you and your insurers paid and what"
        " was taken off. Type a payment in the line below it.\n\n"
        "An explanation of benefits is what the insurer decided. It is no bill. The program proposes which bill it may be about and says"
        " why; you decide. Then what it says was paid can be noted on the bill in one press.\n\n"
        "Amounts of different currencies are never added, and what you owe and what is owed to you are never one sum. The program counts;"
        " it does not say whether a bill is right.\n\n"
        "“Totals…” adds up any days, by who sent the bills, by insurer, by kind or by who paid, with every entry that makes it up and, if"
        " you want, the documents behind it; on paper or as a table.\n\n"
        "From a bill that you scanned, open the document and choose “New from this page”: what was read of it is proposed, and you tick"
        " what is right.\n\n"
        "“File for an appeal…” at a denial makes one paper of a letter, what is attached, and the time line. Note each call there.\n\n"
        "A deadline stands as you typed it from the letter. What is open, with its day, is in the list at the top and on Home.\n\n"
        "All of it is private: it is in no binder and no packet unless you tick it."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._around: list[Callable[[], None]] = []
        self._is_around_waiting = False
        super().__init__(workspace, tr("Insurance & bills"), tuple(kind.name for kind in _KINDS))
        self.kinds |= {kind.name for kind in _KINDS}
        self.totals = button(tr("Totals…"), self.print_page, icon_name="mdi6.sigma", name="money_totals")
        # The primary button stays the last one.
        self.head.buttons.removeWidget(self._add)
        for part in (self.totals, self._add):
            self.head.add_button(part)
        self.open_items = OpenPanel(workspace, self)
        self.open_items.entry_wanted.connect(self.show_entry)
        self._column.insertWidget(1, self.open_items)

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list; of some kinds more stands above the fields."""
        if kind is BILLS:
            return _BillsView(self.workspace, self._dress_bill, self._stack)
        dress = {
            BENEFIT_EXPLANATIONS: self._dress_explanation,
            POLICIES: self._dress_policy,
            DENIALS: self._dress_denial,
        }
        return _View(self.workspace, kind, dress[kind]) if kind in dress else super().make_view(kind)

    def _dress_bill(self, form: RecordForm) -> None:
        panel = BillPanel(self.workspace, form)
        self._around.append(panel.show_bill)
        panel.entry_wanted.connect(self.show_entry)
        panel.state_wanted.connect(self._on_state)
        form.extra.addWidget(panel)

    def _dress_explanation(self, form: RecordForm) -> None:
        panel = MatchPanel(self.workspace, form)
        self._around.append(panel.show_explanation)
        panel.bill_wanted.connect(self._on_bill)
        form.extra.addWidget(panel)

    def _dress_policy(self, form: RecordForm) -> None:
        card = CardPanel(self.workspace, form)
        self._around.append(card.show_policy)
        form.extra.addWidget(card)
        panel = PolicyPanel(self.workspace, form)
        self._around.append(panel.show_policy)
        panel.entry_wanted.connect(self.show_entry)
        form.extra.addWidget(panel)

    def _dress_denial(self, form: RecordForm) -> None:
        panel = DenialPanel(self.workspace, form)
        self._around.append(panel.show_denial)
        panel.call_wanted.connect(partial(self.workspace.show_page, CALLS.name))
        form.extra.addWidget(panel)

    def new_from_page(self, document_id: str, page: int) -> None:
        """Read what the page says; what is typed by hand instead gets the page attached as well."""
        kind = self.view.kind.name
        if kind not in _READ:
            super().new_from_page(document_id, page)
            return
        dialog = ReadingDialog(self.workspace, document_id, page, kind, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self.show_entry)
        dialog.by_hand.connect(partial(super().new_from_page, document_id, page))
        dialog.open()

    def refresh(self) -> None:
        """Read the lists again, what is open, and what stands above the fields."""
        super().refresh()
        self.open_items.show_items()
        if not self._is_around_waiting:
            self._is_around_waiting = True
            QTimer.singleShot(_A_TURN, self, self._show_around)

    def _show_around(self) -> None:
        self._is_around_waiting = False
        if not self.workspace.is_closed:
            for show_again in self._around:
                show_again()

    def print_page(self) -> None:
        """Show the totals of a year as they will be on paper: Ctrl+P."""
        self.leave()
        TotalsDialog(self.workspace, self.window()).open()

    def _refresh_head(self) -> None:
        """What is open makes room as well, where the form needs the whole page."""
        super()._refresh_head()
        if hasattr(self, "open_items"):
            view = self.view
            self.open_items.make_room(room=not (isinstance(view, KindView) and view.is_narrow and view.is_editing))

    def show_entry(self, kind: str, record_id: str) -> None:
        """Show one entry of any of the lists."""
        self.show_kind(kind)
        self.show_record(record_id)

    def _on_bill(self, bill_id: str) -> None:
        self.show_entry(BILLS.name, bill_id)

    def _on_state(self, bill_id: str, policy_id: str) -> None:
        self.show_kind(BILL_STATES.name)
        if isinstance(self.view, KindView):
            self.view.new_record({"bill": bill_id, "policy": policy_id or None})


class _BillsView(BillsView):
    """The bills, above whose fields stands what is open."""

    def __init__(self, workspace: Workspace, dress: Callable[[RecordForm], None], parent: QWidget) -> None:
        self._dress = dress
        super().__init__(workspace, BILLS, parent)

    def dress_form(self, form: RecordForm) -> None:
        """Add what stands above the fields."""
        self._dress(form)


class _View(KindView):
    """A list whose form has more above its fields."""

    def __init__(self, workspace: Workspace, kind: Kind, dress: Callable[[RecordForm], None]) -> None:
        self._dress = dress
        super().__init__(workspace, kind)

    def dress_form(self, form: RecordForm) -> None:
        """Add what stands above the fields."""
        self._dress(form)
