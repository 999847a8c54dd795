"""What was tolerated: as precious in an emergency room as the allergies, and kept by no other program."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Tolerated(RecordTable):
    """One drug or other substance that caused no reaction."""

    __tablename__ = "tolerated"

    substance: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    happened_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    occasion: Mapped[str | None] = mapped_column(Text)
    premedication: Mapped[str | None] = mapped_column(Text)
    on_card: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


# What people type where they could have pressed "none" or "not known". Taken for the name of a drug, "none" would turn into its opposite.
_TYPED_NONE = frozenset({"no", "none", "nothing", "nil", "no premedication", "nothing given", "not given", "without"})
_TYPED_UNKNOWN = frozenset({"?", "not known", "unknown", "not sure", "i do not know", "i don't know", "don't know"})


def circumstance_key(values: Values) -> str:
    """Whether anything was given before, as a key: `after`, `none` or `unknown`."""
    given = values.get("premedication")
    typed = "" if isinstance(given, Gap) else str(given or "").strip().casefold().replace("’", "'").rstrip(".!")
    if given is Gap.NONE or typed in _TYPED_NONE:
        return "none"
    return "after" if typed and typed not in _TYPED_UNKNOWN else "unknown"


_CIRCUMSTANCES = {
    "after": "after premedication",
    "none": "no premedication",
    "unknown": "premedication not known",
}


def circumstance(values: Values) -> str:
    """Whether anything was given before: `after premedication`, `no premedication` or `premedication not known`.

    It belongs to every statement that something was tolerated, on paper and on the screen: a drug that went well after a full
    premedication may not go well without one. A field that nobody filled in says nothing about it, so that is not known either.
    """
    return _CIRCUMSTANCES[circumstance_key(values)]


def said(values: Values, *, dated: bool = False) -> str:
    """What was tolerated with its circumstances: `Fentanyl, after premedication`.

    Args:
        values: the record's values.
        dated: also say when, as far as it is known: `Fentanyl, after premedication, 6 October 2023`.
    """
    when = values.get("happened_on")
    parts = [str(values.get("substance") or "Tolerated"), circumstance(values)]
    if dated and isinstance(when, PartialDate):
        parts.append(when.words)
    return ", ".join(parts)


def in_full(values: Values) -> str:
    """The circumstance with what was given: `after premedication: prednisone and cetirizine`."""
    words, given = circumstance(values), values.get("premedication")
    return f"{words}: {given}" if circumstance_key(values) == "after" else words


CATEGORIES = choices(
    pain="Pain relief",
    anaesthesia="Anaesthesia",
    contrast="Contrast medium",
    antibiotic="Antibiotic",
    vaccine="Vaccine",
    food="Food",
    other="Other",
)

TOLERATED = Kind(
    name="tolerated",
    table=Tolerated,
    singular="Tolerated",
    plural="Tolerated",
    icon="mdi6.check-decagram-outline",
    binder_tab="Allergies and reactions",
    fields=(
        Field("substance", "What it was", required=True),
        Field("category", "Kind", Input.CHOICE, choices=CATEGORIES),
        Field("happened_on", "Last time", Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field("occasion", "Occasion and amount", help="Such as: knee operation, general anaesthesia."),
        Field(
            "premedication",
            "Medication given before",
            gaps=(Gap.NONE, Gap.UNKNOWN),
            short="Premedication",
            told=in_full,
        ),
        Field(
            "on_card",
            "Print on the card",
            Input.YES_NO,
            help="Pain relief, anaesthesia, contrast and antibiotics are, unless you say no.",
        ),
        Field("notes", "Notes", Input.LONG_TEXT),
    ),
    columns=("substance", "premedication", "happened_on", "category", "occasion"),
    title_of=said,
    order_by=("category", "substance"),
    empty="Which pain relief, anaesthetics, contrast media or antibiotics went well? It saves time when it matters.",
    example="Paracetamol, many times, nothing given before",
)
