"""What was tolerated: as precious in an emergency room as the allergies, and kept by no other program."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import Language, in_use, tr, tr_lazy, tr_n_lazy
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.typed_words import in_every_language
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
_TYPED_NONE = tr_lazy(
    "no|none|nothing|nil|no premedication|nothing given|not given|without",
    "recognised words, with | between",
)
_TYPED_UNKNOWN = tr_lazy(
    "?|not known|unknown|not sure|i do not know|i don’t know|don’t know",
    "recognised words, with | between",
)


def circumstance_key(values: Values) -> str:
    """Whether anything was given before, as a key: `after`, `none` or `unknown`.

    It belongs to every statement that something was tolerated, on paper and on the screen: a drug that went well after a full
    premedication may not go well without one. A field that nobody filled in says nothing about it, so that is not known either.
    """
    given = values.get("premedication")
    typed = "" if isinstance(given, Gap) else folded(str(given or "")).strip().rstrip(".!")
    if given is Gap.NONE or typed in in_every_language(_TYPED_NONE):
        return "none"
    return "after" if typed and typed not in in_every_language(_TYPED_UNKNOWN) else "unknown"


def circumstance(values: Values, language: Language | None = None) -> str:
    """`after premedication`, `no premedication` or `premedication not known`, in a language or in the one in use."""
    known, key = language or in_use(), circumstance_key(values)
    if key == "none":
        return known.tr("no premedication")
    if key == "after":
        return known.tr("after premedication")
    return known.tr("premedication not known")


def said(values: Values, *, dated: bool = False, language: Language | None = None) -> str:
    """What was tolerated with its circumstances: `Fentanyl, after premedication`.

    Args:
        values: the record's values.
        dated: also say when, as far as it is known: `Fentanyl, after premedication, 6 October 2023`.
        language: another one than that in use, for a paper.
    """
    known, when = language or in_use(), values.get("happened_on")
    substance, how = str(values.get("substance") or known.tr("Tolerated")), circumstance(values, known)
    if dated and isinstance(when, PartialDate):
        day = when.said_in(known)
        return known.tr("{substance}, {circumstance}, {day}", substance=substance, circumstance=how, day=day)
    return known.tr("{substance}, {circumstance}", substance=substance, circumstance=how)


def in_full(values: Values) -> str:
    """The circumstance with what was given: `after premedication: prednisone and cetirizine`."""
    if circumstance_key(values) == "after":
        return tr("after premedication: {given}", given=str(values.get("premedication")))
    return circumstance(values)


CATEGORIES = choices(
    pain=tr_lazy("Pain relief"),
    anaesthesia=tr_lazy("Anaesthesia"),
    contrast=tr_lazy("Contrast medium"),
    antibiotic=tr_lazy("Antibiotic"),
    vaccine=tr_lazy("Vaccine"),
    food=tr_lazy("Food"),
    other=tr_lazy("Other"),
)

TOLERATED = Kind(
    name="tolerated",
    table=Tolerated,
    singular=tr_lazy("Tolerated"),
    plural=tr_lazy("Tolerated"),
    add=tr_lazy("Add something tolerated"),
    new=tr_lazy("Something tolerated"),
    counted=tr_n_lazy("{number} thing tolerated", "{number} things tolerated"),
    icon="mdi6.check-decagram-outline",
    binder_tab="allergies",
    place="reactions",
    fields=(
        Field("substance", tr_lazy("What it was"), required=True),
        Field("category", tr_lazy("Kind"), Input.CHOICE, choices=CATEGORIES),
        Field("happened_on", tr_lazy("Last time"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field(
            "occasion", tr_lazy("Occasion and amount"), help=tr_lazy("Such as: knee operation, general anaesthesia.")
        ),
        Field(
            "premedication",
            tr_lazy("Medication given before"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            short=tr_lazy("Premedication"),
            told=in_full,
        ),
        Field(
            "on_card",
            tr_lazy("Print on the card"),
            Input.YES_NO,
            help=tr_lazy("Pain relief, anaesthesia, contrast and antibiotics are, unless you say no."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("substance", "premedication", "happened_on", "category", "occasion"),
    title_of=said,
    order_by=("category", "substance"),
    empty=tr_lazy(
        "Which pain relief, anaesthetics, contrast media or antibiotics went well? It saves time when it matters."
    ),
    example=tr_lazy("Paracetamol, many times, nothing given before"),
)
