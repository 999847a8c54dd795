"""Who manages what: a topic of care and who looks after it. Several entries of one topic are several people.

The topics that the program offers need no entry (`records/who_manages`): one is made when somebody is named for a topic, when a topic is
the person's own, or when it is hidden.
"""

from sqlalchemy import Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choices, label_in
from ism_desktop.records.table import NameColumn, RecordTable


class CareTopic(RecordTable):
    """A topic, and one who looks after it."""

    __tablename__ = "care_topics"

    topic: Mapped[str | None] = mapped_column(Text)
    own: Mapped[str | None] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(NameColumn)
    part: Mapped[str | None] = mapped_column(Text)
    hidden: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str | None] = mapped_column(Text)


OWN = "own"
LEADS, INVOLVED = "leads", "involved"

# Drawn from the specialists and questions in docs/clinical-sources.md: a list to go through, which says of nobody what they need.
TOPICS = choices(
    whole=tr_lazy("Mast cell disease as a whole"),
    plan=tr_lazy("Anaphylaxis plan and injectors"),
    prescriptions=tr_lazy("Prescriptions and repeat medicines"),
    blood=tr_lazy("Blood counts and bone marrow"),
    skin=tr_lazy("Skin"),
    gut=tr_lazy("Stomach, gut and food"),
    bones=tr_lazy("Bones"),
    drug_allergy=tr_lazy("Drug reactions and what I tolerate"),
    venom=tr_lazy("Insect stings and venom treatment"),
    heart=tr_lazy("Heart, blood pressure and fainting"),
    nerves=tr_lazy("Headaches, memory and concentration"),
    mind=tr_lazy("Mental load and mood"),
    dental=tr_lazy("Teeth"),
    eyes=tr_lazy("Eyes"),
    anaesthesia=tr_lazy("Operations and anaesthesia"),
    vaccination=tr_lazy("Vaccinations"),
    pregnancy=tr_lazy("Pregnancy and contraception"),
    everyday=tr_lazy("Everyday illness"),
    out_of_hours=tr_lazy("Out of hours"),
    letters=tr_lazy("Letters, forms and insurance"),
    own=tr_lazy("A topic of my own"),
)
PARTS = choices(leads=tr_lazy("looks after it"), involved=tr_lazy("is involved"))


def topic_name(values: Values) -> str:
    """What the topic is called: the person's own words for a topic of their own."""
    own = values.get("own")
    return own if own and values.get("topic") == OWN else label_in(TOPICS, values.get("topic") or OWN)


def _title(values: Values) -> str:
    if not values.get("topic"):
        return tr("Topic")
    who = values.get("who")
    name = topic_name(values)
    return tr_c("a topic of care and who looks after it", "{topic}: {who}", topic=name, who=who) if who else name


CARE_TOPICS = Kind(
    name="care_topics",
    table=CareTopic,
    singular=tr_lazy("Topic"),
    plural=tr_lazy("Who manages what"),
    add=tr_lazy("Add topic"),
    new=tr_lazy("New topic"),
    counted=tr_n_lazy("{number} topic", "{number} topics"),
    icon="mdi6.table-account",
    binder_tab="care_team",
    place="care_team",
    fields=(
        Field("topic", tr_lazy("Topic"), Input.CHOICE, choices=TOPICS, required=True),
        Field("own", tr_lazy("In my own words"), help=tr_lazy("What a topic of your own is called.")),
        Field("who", tr_lazy("Who"), Input.NAME, refers_to="care_team"),
        Field("part", tr_lazy("Part"), Input.CHOICE, choices=PARTS),
        Field(
            "hidden",
            tr_lazy("Leave this topic out"),
            Input.YES_NO,
            help=tr_lazy("It does not stand in the table then, nor on the paper."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("topic", "own", "who", "part"),
    title_of=_title,
    order_by=("topic", "own", "who"),
    empty=tr_lazy("Say who looks after what, and see what nobody looks after yet."),
    example=tr_lazy("Bones: Dr Piet Alder"),
)
