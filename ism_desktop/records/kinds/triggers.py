"""What a person knows about their own triggers. Nothing is found out by the program, and nothing stands here that nobody said.

`reactions` is the list for the emergency card: what happened once, with which substance. Here stands how one lives with a trigger; an
entry may point to the reaction, and neither is copied into the other. The keys are those of the journal's exposures.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.journal_words import EXPOSURES, name_in
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import RecordTable


class Trigger(RecordTable):
    """One trigger, or what turned out to be none."""

    __tablename__ = "triggers"

    trigger: Mapped[str | None] = mapped_column(Text)
    own: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    effect: Mapped[str | None] = mapped_column(Text)
    avoid: Mapped[str | None] = mapped_column(Text)
    reaction: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


STATES = choices(
    suspected=tr_lazy("suspected"),
    confirmed=tr_lazy("confirmed"),
    cleared=tr_lazy("cleared, no trigger for me"),
    never_met=tr_lazy("never met"),
    unknown=tr_lazy("not known"),
)


def trigger_name(values: Values) -> str:
    """What the trigger is called."""
    key, own = values.get("trigger"), values.get("own")
    return name_in(EXPOSURES, key, own) if key or own else tr("Trigger")


def state_words(values: Values) -> str:
    """Where it stands: `confirmed by Dr Imani Okafor`; empty where nobody said."""
    state, by = values.get("state"), values.get("confirmed_by")
    if state == "confirmed" and isinstance(by, str):
        return tr("confirmed by {whom}", whom=by)
    return next((choice.label for choice in STATES if choice.value == state), "")


def _title(values: Values) -> str:
    name, state = trigger_name(values), state_words(values)
    return tr_c("a trigger and where it stands", "{trigger}, {state}", trigger=name, state=state) if state else name


TRIGGERS = Kind(
    name="triggers",
    table=Trigger,
    singular=tr_lazy("Trigger"),
    plural=tr_lazy("My triggers"),
    add=tr_lazy("Add trigger"),
    new=tr_lazy("New trigger"),
    counted=tr_n_lazy("{number} trigger", "{number} triggers"),
    icon="mdi6.flash-outline",
    binder_tab="journal",
    place="journal",
    fields=(
        Field("trigger", tr_lazy("Trigger"), Input.CHOICE, choices=EXPOSURES, required=True),
        Field("own", tr_lazy("In my own words"), help=tr_lazy("Such as: red wine, wasp, cold swimming pool.")),
        Field(
            "state",
            tr_lazy("What I know"),
            Input.CHOICE,
            choices=STATES,
            help=tr_lazy("“confirmed”: a doctor said so. Write who, and when, under “Where this comes from”."),
        ),
        Field("effect", tr_lazy("What it does to me"), Input.LONG_TEXT),
        Field("avoid", tr_lazy("How I avoid it"), Input.LONG_TEXT),
        Field(
            "reaction",
            tr_lazy("Reaction on my list"),
            Input.REFERENCE,
            refers_to="reactions",
            help=tr_lazy(
                "If it also stands under “Allergies and reactions”, which the emergency card is printed from."
            ),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("trigger", "own", "state", "avoid"),
    title_of=_title,
    order_by=("trigger", "own", "created_at"),
    empty=tr_lazy("What sets your symptoms off, and what does not? Go through the list, or add your own."),
    example=tr_lazy("Alcohol, suspected: flushing within half an hour"),
)
