"""Publications that came with a file from PubMed: what the file says of each, and what the person did with it.

Nothing of them is looked up or judged. What is shown beside a title (`publication_words.marks`) is said by the file.
"""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.publication_words import NOTICES, PARTLY_RETRACTED, RETRACTED, marks, marks_words
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate, Rows


class ResearchPublication(RecordTable):
    """One publication. The abstract stands last: whoever reads only the numbers need not read past it."""

    __tablename__ = "publications"

    pmid: Mapped[str | None] = mapped_column(Text)
    doi: Mapped[str | None] = mapped_column(Text)
    published: Mapped[PartialDate | None] = mapped_column(DateColumn)
    state: Mapped[str | None] = mapped_column(Text)
    news: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(String(32))
    title: Mapped[str | None] = mapped_column(Text)
    journal: Mapped[str | None] = mapped_column(Text)
    types: Mapped[str | None] = mapped_column(Text)
    relations: Mapped[Rows | None] = mapped_column(RowsColumn)
    notes: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[str | None] = mapped_column(Text)
    abstract: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_publications_pmid", "pmid"),
        Index("ix_publications_doi", "doi"),
        # All that the list and its numbers are read by: with 10,000 abstracts the table itself takes long to go through.
        Index("ix_publications_list", "deleted_at", "state", "news", "published", "created_at", "id"),
    )


NEW, SEEN, LATER, NOT_FOR_ME = "new", "seen", "later", "not_for_me"

STATES = choices(
    new=tr_lazy("New"), seen=tr_lazy("Seen"), later=tr_lazy("Read later"), not_for_me=tr_lazy("Not for me")
)

FILE = Group("file", tr_lazy("What the file says"))
MINE = Group("mine", tr_lazy("What I do with it"))


def _title(values: Values) -> str:
    title = str(values.get("title") or tr("Paper"))
    said = marks(values)
    if RETRACTED in said or PARTLY_RETRACTED in said:
        return title if title.lower().startswith("retracted") else tr("{title} (retracted)", title=title)
    return title


PUBLICATIONS = Kind(
    name="publications",
    table=ResearchPublication,
    singular=tr_lazy("Research paper"),
    plural=tr_lazy("Research papers"),
    add=tr_lazy("Add research paper"),
    new=tr_lazy("New research paper"),
    counted=tr_n_lazy("{number} research paper", "{number} research papers"),
    icon="mdi6.newspaper-variant-outline",
    binder_tab="evidence",
    place="evidence",
    fields=(
        Field("title", tr_lazy("Title"), Input.LONG_TEXT, required=True, group=FILE),
        Field("authors", tr_lazy("Authors"), Input.LONG_TEXT, group=FILE),
        Field("journal", tr_lazy("Journal"), group=FILE),
        Field("published", tr_lazy("Published"), Input.DATE, group=FILE),
        Field(
            "types",
            tr_lazy("Type of publication"),
            group=FILE,
            short=tr_lazy("Marked as"),
            told=marks_words,
            help=tr_lazy("As the file says it, with a semicolon between two."),
        ),
        Field("abstract", tr_lazy("Abstract"), Input.LONG_TEXT, group=FILE),
        Field(
            "relations",
            tr_lazy("Corrections, retractions, comments"),
            Input.ROWS,
            group=FILE,
            add_row=tr_lazy("Add line"),
            fields=(
                Field("what", tr_lazy("What"), Input.CHOICE, choices=NOTICES, required=True),
                Field("where", tr_lazy("Where")),
            ),
        ),
        Field("pmid", tr_lazy("PubMed number (PMID)"), group=FILE),
        Field("doi", tr_lazy("DOI"), group=FILE),
        Field("state", tr_lazy("State"), Input.CHOICE, choices=STATES, group=MINE),
        Field("notes", tr_lazy("My note"), Input.LONG_TEXT, group=MINE),
        Field("question", tr_lazy("My question about it"), Input.REFERENCE, refers_to="questions", group=MINE),
        Field("news", tr_lazy("Said by a later file"), Input.SYSTEM),
    ),
    columns=("title", "published", "types", "state"),
    title_of=_title,
    order_by=("-published", "-created_at"),
    empty=tr_lazy("Search on PubMed with the search above, save the result as a file, and import it here."),
    example=tr_lazy("A later import of the same search shows only what is new."),
)
