"""Insurance policies: who insures, under which numbers, from when to when, who pays first, and the limits as the contract names them.

Nothing here is counted: the limits stand as they are printed, and the insurer's own figure can be written beside what the program adds up.
All fields but the insurer are optional, so a plan of the United States with two payers, a statutory fund with a private supplement, and a
country with neither use the same page.
"""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MoneyColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Money, PartialDate


class Policy(RecordTable):
    """One policy of one insurer."""

    __tablename__ = "policies"

    insurer: Mapped[str | None] = mapped_column(NameColumn)
    plan: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    pays: Mapped[str | None] = mapped_column(Text)
    holder: Mapped[str | None] = mapped_column(Text)
    member_number: Mapped[str | None] = mapped_column(Text)
    group_number: Mapped[str | None] = mapped_column(Text)
    rx_bin: Mapped[str | None] = mapped_column(Text)
    rx_pcn: Mapped[str | None] = mapped_column(Text)
    rx_group: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    portal: Mapped[str | None] = mapped_column(Text)
    card_front: Mapped[str | None] = mapped_column(Text)
    card_back: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[PartialDate | None] = mapped_column(DateColumn)
    valid_to: Mapped[PartialDate | None] = mapped_column(DateColumn)
    year_begins: Mapped[int | None] = mapped_column(Integer)
    deductible: Mapped[Money | None] = mapped_column(MoneyColumn)
    family_deductible: Mapped[Money | None] = mapped_column(MoneyColumn)
    most_out_of_pocket: Mapped[Money | None] = mapped_column(MoneyColumn)
    family_out_of_pocket: Mapped[Money | None] = mapped_column(MoneyColumn)
    said_deductible: Mapped[Money | None] = mapped_column(MoneyColumn)
    said_out_of_pocket: Mapped[Money | None] = mapped_column(MoneyColumn)
    said_family_deductible: Mapped[Money | None] = mapped_column(MoneyColumn)
    said_family_out_of_pocket: Mapped[Money | None] = mapped_column(MoneyColumn)
    said_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    notes: Mapped[str | None] = mapped_column(Text)


TYPES = choices(
    statutory=tr_lazy("Statutory or public", "a kind of insurance"),
    private=tr_lazy("Private", "a kind of insurance"),
    supplement=tr_lazy("Supplement", "a kind of insurance"),
    employer=tr_lazy("Through an employer", "a kind of insurance"),
    travel=tr_lazy("Travel", "a kind of insurance"),
    other=tr_lazy("Other", "a kind of insurance"),
)
ORDER = choices(
    first=tr_lazy("First", "the insurer that pays first"),
    second=tr_lazy("Second", "the insurer that pays second"),
    third=tr_lazy("Third", "the insurer that pays third"),
)

NUMBERS = ("member_number", "group_number", "rx_bin", "rx_pcn", "rx_group")
"""The fields by which somebody could use the policy."""

_NUMBERS_GROUP = Group("numbers", tr_lazy("Numbers on the card"))
_REACH_GROUP = Group("reach", tr_lazy("How to reach them"))
_TIME_GROUP = Group("time", tr_lazy("From when to when"))
_LIMITS_GROUP = Group("limits", tr_lazy("Limits of the plan"))
_SAID_GROUP = Group("said", tr_lazy("What the insurer itself says"))


def _title(values: Values) -> str:
    insurer, plan = values.get("insurer"), values.get("plan")
    if insurer and plan:
        return tr_c("an insurer and its plan", "{insurer}: {plan}", insurer=insurer, plan=plan)
    return str(insurer or plan or tr("Insurance policy"))


POLICIES = Kind(
    name="policies",
    table=Policy,
    singular=tr_lazy("Insurance policy"),
    plural=tr_lazy("Insurance policies"),
    add=tr_lazy("Add policy"),
    new=tr_lazy("New insurance policy"),
    counted=tr_n_lazy("{number} insurance policy", "{number} insurance policies"),
    icon="mdi6.shield-account-outline",
    binder_tab="money",
    place="money",
    fields=(
        Field("insurer", tr_lazy("Insurer"), Input.NAME, required=True, refers_to="care_team"),
        Field("plan", tr_lazy("Plan"), help=tr_lazy("As it is called on the card or in the contract.")),
        Field("type", tr_lazy("Kind"), Input.CHOICE, choices=TYPES),
        Field(
            "pays",
            tr_lazy("Pays"),
            Input.CHOICE,
            choices=ORDER,
            help=tr_lazy("Where there is more than one insurer: who is asked first."),
        ),
        Field("holder", tr_lazy("In whose name"), help=tr_lazy("Where it is not you.")),
        Field("member_number", tr_lazy("Member number"), group=_NUMBERS_GROUP),
        Field("group_number", tr_lazy("Group number"), group=_NUMBERS_GROUP),
        Field("rx_bin", tr_lazy("Rx BIN"), group=_NUMBERS_GROUP, help=tr_lazy("For the pharmacy, on US cards.")),
        Field("rx_pcn", tr_lazy("Rx PCN"), group=_NUMBERS_GROUP),
        Field("rx_group", tr_lazy("Rx group"), group=_NUMBERS_GROUP),
        Field("card_front", tr_lazy("Front of the card"), Input.REFERENCE, refers_to="documents", group=_NUMBERS_GROUP),
        Field("card_back", tr_lazy("Back of the card"), Input.REFERENCE, refers_to="documents", group=_NUMBERS_GROUP),
        Field("phone", tr_lazy("Phone"), Input.PHONE, group=_REACH_GROUP),
        Field("portal", tr_lazy("Website or portal"), group=_REACH_GROUP),
        Field("valid_from", tr_lazy("Valid from"), Input.DATE, group=_TIME_GROUP),
        Field("valid_to", tr_lazy("Valid to"), Input.DATE, group=_TIME_GROUP),
        Field(
            "year_begins",
            tr_lazy("Month in which the plan year begins"),
            Input.NUMBER,
            minimum=1,
            maximum=12,
            group=_TIME_GROUP,
            help=tr_lazy("1 for January. Leave it empty where it is the calendar year."),
        ),
        Field("deductible", tr_lazy("Deductible"), Input.MONEY, group=_LIMITS_GROUP),
        Field("family_deductible", tr_lazy("Deductible of the family"), Input.MONEY, group=_LIMITS_GROUP),
        Field("most_out_of_pocket", tr_lazy("Most that I pay in a year"), Input.MONEY, group=_LIMITS_GROUP),
        Field("family_out_of_pocket", tr_lazy("Most that the family pays in a year"), Input.MONEY, group=_LIMITS_GROUP),
        Field(
            "said_deductible",
            tr_lazy("Counted towards the deductible so far"),
            Input.MONEY,
            group=_SAID_GROUP,
            help=tr_lazy("The insurer’s own figure. It is the one that counts."),
        ),
        Field("said_out_of_pocket", tr_lazy("Counted as paid by me so far"), Input.MONEY, group=_SAID_GROUP),
        Field(
            "said_family_deductible",
            tr_lazy("Counted towards the deductible of the family so far"),
            Input.MONEY,
            group=_SAID_GROUP,
        ),
        Field(
            "said_family_out_of_pocket",
            tr_lazy("Counted as paid by the family so far"),
            Input.MONEY,
            group=_SAID_GROUP,
        ),
        Field("said_on", tr_lazy("Said on"), Input.DATE, group=_SAID_GROUP),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("insurer", "plan", "pays", "valid_to"),
    title_of=_title,
    order_by=("pays", "insurer"),
    empty=tr_lazy("Your insurance, with the numbers on its card. It is in no paper unless you tick it."),
    example=tr_lazy("Fernbrook Health: Silver plan, member number on the card, pays first"),
)
