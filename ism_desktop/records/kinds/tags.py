"""What a person's tags look like. That a record has a tag stands in the record itself, by the tag's name (`records.tags`)."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import RecordTable


class Tag(RecordTable):
    """One tag: its whole name, with those that it lies under, and how it is drawn."""

    __tablename__ = "tags"

    name: Mapped[str] = mapped_column(Text)
    colour: Mapped[str | None] = mapped_column(Text)
    icon: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


COLOURS = choices(
    grey=tr_lazy("Grey"),
    blue=tr_lazy("Blue"),
    teal=tr_lazy("Teal"),
    green=tr_lazy("Green"),
    amber=tr_lazy("Amber"),
    brown=tr_lazy("Brown"),
    rose=tr_lazy("Rose"),
    violet=tr_lazy("Violet"),
)

ICONS = choices(
    label=tr_lazy("Label"),
    star=tr_lazy("Star"),
    flag=tr_lazy("Flag"),
    heart=tr_lazy("Heart"),
    home=tr_lazy("House"),
    travel=tr_lazy("Suitcase"),
    money=tr_lazy("Money"),
    work=tr_lazy("Briefcase"),
    family=tr_lazy("People"),
    microscope=tr_lazy("Microscope"),
    pill=tr_lazy("Pill"),
    bone=tr_lazy("Bone"),
    skin=tr_lazy("Hand"),
    hospital=tr_lazy("Hospital"),
    letter=tr_lazy("Envelope"),
    question=tr_lazy("Question mark"),
)

TAGS = Kind(
    name="tags",
    table=Tag,
    singular=tr_lazy("Tag"),
    plural=tr_lazy("Tags"),
    add=tr_lazy("Add tag"),
    new=tr_lazy("New tag"),
    counted=tr_n_lazy("{number} tag", "{number} tags"),
    icon="mdi6.tag-outline",
    place="documents",
    fields=(
        Field(
            "name",
            tr_lazy("Name of the tag"),
            required=True,
            help=tr_lazy("Write a slash to put one tag under another: Mastocytosis/Bone marrow."),
        ),
        Field("colour", tr_lazy("Colour"), Input.CHOICE, choices=COLOURS),
        Field("icon", tr_lazy("Picture"), Input.CHOICE, choices=ICONS),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "colour", "icon"),
    title_of=lambda values: values.get("name") or tr("Tag"),
    order_by=("name", "created_at"),
    empty=tr_lazy(
        "Tags are words of your own that you give to documents, so that those that belong together are found together."
    ),
    example=tr_lazy("Mastocytosis/Bone marrow"),
)
