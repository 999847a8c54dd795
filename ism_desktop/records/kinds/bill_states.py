"""Where a bill stands, for each payer, with the day of every change: the latest one is what holds now."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choice_label, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate


class BillState(RecordTable):
    """One change of the state of one bill with one payer."""

    __tablename__ = "bill_states"

    bill: Mapped[str | None] = mapped_column(Text, index=True)
    policy: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    until: Mapped[PartialDate | None] = mapped_column(DateColumn)
    notes: Mapped[str | None] = mapped_column(Text)


STATES = choices(
    expected=tr_lazy("expected", "the state of a bill"),
    billed=tr_lazy("billed", "the state of a bill"),
    waiting=tr_lazy("waiting for the insurer", "the state of a bill"),
    denied=tr_lazy("denied", "the state of a bill"),
    appealed=tr_lazy("appealed", "the state of a bill"),
    paid=tr_lazy("paid", "the state of a bill"),
    disputed=tr_lazy("disputed", "the state of a bill"),
    reimbursed=tr_lazy("reimbursed", "the state of a bill"),
)

ENDED = frozenset({"paid", "reimbursed"})
"""After these nobody waits for anything."""


def _title(values: Values) -> str:
    state = values.get("state")
    return choice_label(BILL_STATES.field("state"), state) if isinstance(state, str) else tr("State of a bill")


BILL_STATES = Kind(
    name="bill_states",
    table=BillState,
    singular=tr_lazy("State of a bill"),
    plural=tr_lazy("States of bills"),
    add=tr_lazy("Add a state"),
    new=tr_lazy("New state of a bill"),
    counted=tr_n_lazy("{number} state of a bill", "{number} states of bills"),
    icon="mdi6.list-status",
    binder_tab="money",
    place="money",
    belongs_to="bill",
    fields=(
        Field("state", tr_lazy("State", "of a bill"), Input.CHOICE, required=True, choices=STATES),
        Field("bill", tr_lazy("Bill"), Input.REFERENCE, refers_to="bills"),
        Field(
            "policy",
            tr_lazy("With which insurance"),
            Input.REFERENCE,
            refers_to="policies",
            help=tr_lazy("Leave it empty for the bill itself."),
        ),
        Field("on_date", tr_lazy("Since"), Input.DATE),
        Field(
            "until",
            tr_lazy("Until when"),
            Input.DATE,
            help=tr_lazy("As printed or said. It is among the dates on Home while this is the latest state."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "bill", "policy", "state", "until"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy("Where a bill stands with an insurer, and since when."),
    example=tr_lazy("4 June 2026: denied, appeal possible until 4 December"),
)
