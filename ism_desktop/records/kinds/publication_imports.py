"""Files of publications that were imported: when, how many were in them, how many of them new, and what was refused and why."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import RowsColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate, Rows


class PublicationImport(RecordTable):
    """One import."""

    __tablename__ = "publication_imports"

    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    file_name: Mapped[str | None] = mapped_column(Text)
    file_format: Mapped[str | None] = mapped_column(Text)
    total: Mapped[int | None] = mapped_column(Integer)
    new: Mapped[int | None] = mapped_column(Integer)
    known: Mapped[int | None] = mapped_column(Integer)
    changed: Mapped[int | None] = mapped_column(Integer)
    refused: Mapped[int | None] = mapped_column(Integer)
    refusals: Mapped[Rows | None] = mapped_column(RowsColumn)
    search: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


FORMATS = choices(
    medline=tr_lazy("PubMed format"),
    csv=tr_lazy("CSV table"),
    rss=tr_lazy("RSS feed"),
    atom=tr_lazy("Atom feed"),
    xml=tr_lazy("PubMed XML"),
)

REASONS = choices(
    no_title=tr_lazy("has no title"),
    too_long=tr_lazy("is too long"),
    not_a_record=tr_lazy("is no entry of the PubMed format"),
    broken_line=tr_lazy("does not have the cells that the first line names"),
    broken_file=tr_lazy("the file is damaged from here on"),
    too_many=tr_lazy("the file holds more than can be taken at once; the rest was not read"),
    invalid=tr_lazy("holds a value that cannot be saved"),
)
"""Why one publication of a file was refused while the others were taken."""


def _title(values: Values) -> str:
    on, name = values.get("on_date"), str(values.get("file_name") or "")
    day = on.words if isinstance(on, PartialDate) else ""
    if not day or not name:
        return day or name
    return tr_c("a day and the name of a file", "{day}: {file}", day=day, file=name)


PUBLICATION_IMPORTS = Kind(
    name="publication_imports",
    table=PublicationImport,
    singular=tr_lazy("Imported file"),
    plural=tr_lazy("Imported files"),
    add=tr_lazy("Add imported file"),
    new=tr_lazy("New imported file"),
    counted=tr_n_lazy("{number} imported file", "{number} imported files"),
    icon="mdi6.file-import-outline",
    place="evidence",
    fields=(
        Field("on_date", tr_lazy("Imported on"), Input.DATE, required=True),
        Field("file_name", tr_lazy("File"), required=True),
        Field("file_format", tr_lazy("Format"), Input.CHOICE, choices=FORMATS),
        Field("total", tr_lazy("Papers in the file"), Input.NUMBER),
        Field("new", tr_lazy("New"), Input.NUMBER),
        Field("known", tr_lazy("Known already"), Input.NUMBER),
        Field("changed", tr_lazy("Known, with something new in the file"), Input.NUMBER, short=tr_lazy("Changed")),
        Field("refused", tr_lazy("Not taken"), Input.NUMBER),
        Field(
            "refusals",
            tr_lazy("What was not taken, and why"),
            Input.ROWS,
            add_row=tr_lazy("Add line"),
            fields=(
                Field("number", tr_lazy("Place in the file"), Input.NUMBER),
                Field("reason", tr_lazy("Why"), Input.CHOICE, choices=REASONS),
                Field("about", tr_lazy("Which")),
            ),
        ),
        Field("search", tr_lazy("Search kept at that time"), Input.LONG_TEXT),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "file_name", "total", "new", "changed", "refused"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy("Each file that you import is remembered here, with how many papers were new."),
)
