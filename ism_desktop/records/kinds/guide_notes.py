"""What a person writes beside a sentence of the guide: a note of their own, or what their doctor says about it.

The sentence is kept as it stood, so that a note still makes sense after the guide was reworded or left something out.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate

MINE, DOCTOR = "me", "doctor"
_LONGEST = 80


class GuideNote(RecordTable):
    """One note: whose words, when, and beside which sentence."""

    __tablename__ = "guide_notes"

    statement: Mapped[str | None] = mapped_column(Text)
    said_by: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    sentence: Mapped[str | None] = mapped_column(Text)
    told_by: Mapped[str | None] = mapped_column(NameColumn)
    told_on: Mapped[PartialDate | None] = mapped_column(DateColumn)


def _title(values: Values) -> str:
    first = str(values.get("note") or "").strip().split("\n", 1)[0]
    if not first:
        return tr("Note in the guide")
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rstrip()}…"


GUIDE_NOTES = Kind(
    name="guide_notes",
    table=GuideNote,
    singular=tr_lazy("Note in the guide"),
    plural=tr_lazy("My notes in the guide"),
    add=tr_lazy("Add note to the guide"),
    new=tr_lazy("New note in the guide"),
    counted=tr_n_lazy("{number} note in the guide", "{number} notes in the guide"),
    icon="mdi6.note-edit-outline",
    binder_tab="questions",
    place="guide",
    fields=(
        Field("note", tr_lazy("Note"), Input.LONG_TEXT, required=True),
        Field(
            "said_by",
            tr_lazy("Whose words"),
            Input.CHOICE,
            choices=choices(me=tr_lazy("My note"), doctor=tr_lazy("My doctor says")),
        ),
        Field("told_by", tr_lazy("Which doctor"), Input.NAME, refers_to="care_team"),
        Field("told_on", tr_lazy("Said or noted on"), Input.DATE),
        Field(
            "sentence",
            tr_lazy("Sentence in the guide"),
            Input.LONG_TEXT,
            help=tr_lazy("As it stood when you wrote the note. Empty for a note of its own."),
        ),
        Field("statement", tr_lazy("Place in the guide"), Input.SYSTEM),
    ),
    columns=("note", "said_by", "sentence", "told_on"),
    title_of=_title,
    order_by=("created_at",),
    empty=tr_lazy("Write beside a sentence of the guide what you think, or what your doctor says about it."),
    example=tr_lazy("My doctor says: for me once a year is enough."),
)
