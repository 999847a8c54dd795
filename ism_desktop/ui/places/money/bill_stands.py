"""Where a bill stands with each payer: what holds now, a state noted in one press, and every change with its day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.bill_states import BILL_STATES, STATES
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import states
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.actions import move_to_trash, trash
from ism_desktop.vault import Session

_ANOTHER_DAY, _TAKE_BACK = "another_day", "take_back"


@dataclass(frozen=True, slots=True)
class Payer:
    """One with whom a bill can stand somewhere: the bill itself (without a policy) or an insurer. `changes` has the newest first."""

    policy: str
    name: str
    changes: Sequence[Record]

    @property
    def words(self) -> str:
        """What holds now."""
        if not self.changes:
            return tr("{insurer}: nothing noted yet", insurer=self.name)
        return state_words(self.changes[0], self.name)


def payers(session: Session, bill: Record) -> list[Payer]:
    """The bill itself, the insurers of whom a state was noted, and those whose policy was valid on its day."""
    changes = states.of_bill(session, bill.id)
    found = [Payer("", "", changes.get("", ()))]
    found += [
        Payer(policy.id, policy.title, changes.get(policy.id, ()))
        for policy in store.list_active(session, POLICIES)
        if policy.id in changes or _was_valid(policy, bill)
    ]
    known = {payer.policy for payer in found}
    gone = [
        Payer(policy, tr("An insurer in the trash"), said) for policy, said in changes.items() if policy not in known
    ]
    return found + gone


def _was_valid(policy: Record, bill: Record) -> bool:
    days = [bill.values[name] for name in ("service_on", "billed_on")]
    day = next((day for day in days if isinstance(day, PartialDate)), None)
    if day is None:
        return True
    begins, ends = policy.values["valid_from"], policy.values["valid_to"]
    return not (
        (isinstance(begins, PartialDate) and begins.first_day > day.last_day)
        or (isinstance(ends, PartialDate) and ends.last_day < day.first_day)
    )


def state_words(state: Record, insurer: str) -> str:
    """One state in a line: `Fernbrook: denied`."""
    words = choice_label(BILL_STATES.field("state"), state.values["state"])
    return tr("{insurer}: {state}", insurer=insurer, state=words) if insurer else tr("The bill: {state}", state=words)


def state_days(state: Record) -> str:
    """Since when, and until when."""
    since, until = state.values["on_date"], state.values["until"]
    parts = [
        tr("since {day}", day=since.words) if isinstance(since, PartialDate) else "",
        tr("until {day}", day=until.words) if isinstance(until, PartialDate) else "",
    ]
    return " · ".join(part for part in parts if part)


class BillStands(QWidget):
    """`entry_wanted` carries the id of a state to be shown, `another_wanted` bill and policy of one to be begun."""

    entry_wanted = Signal(str)
    another_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bill_id = ""
        self._payers: Mapping[str, Payer] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tr("Where it stands"), "subheading"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.history = FoldingPanel("", name="bill_history")
        self._changes = QVBoxLayout()
        self._changes.setSpacing(2)
        self.history.body.addLayout(self._changes)
        column.addWidget(self.history)

    def show_payers(self, bill_id: str, found: Sequence[Payer]) -> None:
        """Show where the bill stands with each of them; a button that has the focus keeps it."""
        self._bill_id = bill_id
        self._payers = {payer.policy: payer for payer in found}
        focused = QApplication.focusWidget()
        name = focused.objectName() if isinstance(focused, QWidget) and self.isAncestorOf(focused) else ""
        empty_layout(self._rows)
        for payer in found:
            self._rows.addWidget(self._row(payer))
        empty_layout(self._changes)
        named = {change.id: payer.name for payer in found for change in payer.changes}
        changes = sorted((change for payer in found for change in payer.changes), key=states.when, reverse=True)
        for change in changes:
            words, days = state_words(change, named[change.id]), state_days(change)
            self._changes.addWidget(
                RowButton(words, days, pressed=self._on_change, name=f"state.{change.id}", parent=self.history)
            )
        self.history.setVisible(bool(changes))
        words = tr_n("Every change with its day: {number}", "Every change with its day: {number}", len(changes))
        self.history.head.setText(words)
        self.history.head.setAccessibleName(words)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _row(self, payer: Payer) -> QWidget:
        made = QWidget(self)
        flow = FlowLayout(made)
        words = payer.words if payer.policy or payer.changes else tr("The bill: nothing noted yet")
        flow.addWidget(label(words))
        days = state_days(payer.changes[0]) if payer.changes else ""
        if days:
            flow.addWidget(secondary(days))
        setting = button(tr("Set"), role="quiet", icon_name=BILL_STATES.icon, name=f"set_state.{payer.policy}")
        setting.setAccessibleName(tr("Set where it stands. {now}", now=words))
        setting.setMenu(self._menu(payer, setting))
        flow.addWidget(setting)
        return made

    def _menu(self, payer: Payer, parent: QPushButton) -> QMenu:
        menu = QMenu(parent)
        menu.setObjectName(f"states.{payer.policy}")
        now = payer.changes[0].values["state"] if payer.changes else ""
        for choice in STATES:
            if choice.value != now:
                menu.addAction(tr("{state}, since today", state=choice.label)).setData((payer.policy, choice.value))
        menu.addSeparator()
        menu.addAction(tr("Since another day…")).setData((payer.policy, _ANOTHER_DAY))
        if payer.changes:
            state = choice_label(BILL_STATES.field("state"), now)
            menu.addAction(tr("Take back “{state}”", state=state)).setData((payer.policy, _TAKE_BACK))
        menu.triggered.connect(self._on_action)
        return menu

    def _on_action(self, action: QAction) -> None:
        policy, what = action.data()
        if what == _ANOTHER_DAY:
            self.another_wanted.emit(self._bill_id, policy)
        elif what == _TAKE_BACK:
            move_to_trash(self._workspace, BILL_STATES, [self._payers[policy].changes[0].id])
        else:
            self._note(policy, what)

    def _note(self, policy: str, state: str) -> None:
        today = PartialDate.from_date(self._workspace.today())
        values = {"bill": self._bill_id, "policy": policy or None, "state": state, "on_date": today}
        try:
            with self._workspace.vault.write() as session:
                made = store.save(session, BILL_STATES, values)
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.undo_bar.offer(tr("The state was noted."), _taking_back(self._workspace, made))

    def _on_change(self) -> None:
        self.entry_wanted.emit(self.sender().objectName().removeprefix("state."))


def _taking_back(workspace: Workspace, state_id: str) -> Callable[[], object]:
    return lambda: trash(workspace, BILL_STATES, [state_id])
