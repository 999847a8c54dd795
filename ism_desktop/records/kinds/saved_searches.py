"""Searches that a person keeps under a name: the words of the search box as they were typed, expert words and all.

`records.saved_searches` keeps one, changes it and says which one holds the same words.
"""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Kind
from ism_desktop.records.table import RecordTable


class SavedSearch(RecordTable):
    """One search: what it is called, and what is looked for."""

    __tablename__ = "saved_searches"

    position: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


SAVED_SEARCHES = Kind(
    name="saved_searches",
    table=SavedSearch,
    singular=tr_lazy("Saved search"),
    plural=tr_lazy("Saved searches"),
    add=tr_lazy("Add saved search"),
    new=tr_lazy("New saved search"),
    counted=tr_n_lazy("{number} saved search", "{number} saved searches"),
    icon="mdi6.bookmark-outline",
    ordered=True,
    place="saved_searches",
    fields=(
        Field("name", tr_lazy("Name of the search"), required=True),
        Field(
            "words",
            tr_lazy("Search for"),
            required=True,
            help=tr_lazy("As you type it into the search box: tryptase kind:lab after:2022."),
        ),
    ),
    columns=("name", "words"),
    title_of=lambda values: values.get("name") or tr("Saved search"),
    order_by=("position", "created_at"),
    empty=tr_lazy(
        "A search that you need again can be kept under a name. It stands in the sidebar then, one click away."
        " Type something into the search box and press Ctrl+S."
    ),
    example=tr_lazy("Tryptase since 2022"),
)
