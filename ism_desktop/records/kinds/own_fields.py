"""Fields that a person defines for documents, such as a policy number. What a document says in one stands in the document itself.

A document holds its values as rows (`documents.own_values`), each with the field's id and its name; `records.own_fields` keeps the names
as the fields are called now, and puts the values of a field that lies in the trash out of sight without taking them away.
"""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.records.table import RecordTable


class OwnFieldTable(RecordTable):
    """One field: what it is called, how its value is typed, and with which documents it is offered."""

    __tablename__ = "own_fields"

    position: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[str] = mapped_column(Text)
    sort: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    answers: Mapped[str | None] = mapped_column(Text)
    document_kinds: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    notes: Mapped[str | None] = mapped_column(Text)


TEXT, NUMBER, DATE, YES_NO, LIST, PERSON = "text", "number", "date", "yes_no", "list", "person"

SORTS = choices(
    text=tr_lazy("Words"),
    number=tr_lazy("A number"),
    date=tr_lazy("A date"),
    yes_no=tr_lazy("Yes or no"),
    list=tr_lazy("One answer from a list"),
    person=tr_lazy("Somebody of the care team"),
)

OWN_FIELDS = Kind(
    name="own_fields",
    table=OwnFieldTable,
    singular=tr_lazy("Own field"),
    plural=tr_lazy("Own fields"),
    add=tr_lazy("Add field"),
    new=tr_lazy("New field"),
    counted=tr_n_lazy("{number} field", "{number} fields"),
    icon="mdi6.form-textbox",
    ordered=True,
    place="own_fields",
    fields=(
        Field(
            "name",
            tr_lazy("Name of the field"),
            required=True,
            help=tr_lazy("You can rename it at any time: documents keep what they say in it."),
        ),
        Field("sort", tr_lazy("What is typed into it"), Input.CHOICE, choices=SORTS),
        Field(
            "unit", tr_lazy("Unit"), help=tr_lazy("For a number, such as EUR or kg. It is put behind a bare number.")
        ),
        Field("answers", tr_lazy("Answers"), Input.LONG_TEXT, help=tr_lazy("For a list: one answer on each line.")),
        Field(
            "document_kinds",
            tr_lazy("Offered with"),
            Input.CHOICES,
            choices=TYPES,
            in_dialog=True,
            help=tr_lazy("Without a choice it is offered with every document. With others it stays a press away."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "sort", "unit", "document_kinds"),
    title_of=lambda values: values.get("name") or tr("Own field"),
    order_by=("position", "created_at"),
    empty=tr_lazy(
        "Add fields of your own to your documents, such as a policy number or when an approval ends. You can search for what they say."
    ),
    example=tr_lazy("Policy number"),
)
