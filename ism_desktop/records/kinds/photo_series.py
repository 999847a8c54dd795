"""Series of photos of the same spot of skin. Its photos are the documents that are attached to it, each with its own date."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import RecordTable


class PhotoSeries(RecordTable):
    """One spot that is photographed again and again."""

    __tablename__ = "photo_series"

    name: Mapped[str | None] = mapped_column(Text)
    body_area: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


PHOTO_SERIES = Kind(
    name="photo_series",
    table=PhotoSeries,
    singular=tr_lazy("Series of photos"),
    plural=tr_lazy("Skin photos"),
    add=tr_lazy("Add series"),
    new=tr_lazy("New series"),
    counted=tr_n_lazy("{number} series of photos", "{number} series of photos"),
    icon="mdi6.image-multiple-outline",
    binder_tab="journal",
    place="photos",
    fields=(
        Field("name", tr_lazy("Name"), required=True, help=tr_lazy("Such as: left forearm, inside.")),
        Field("body_area", tr_lazy("Where on the body"), short=tr_lazy("Where")),
        Field(
            "notes",
            tr_lazy("Notes"),
            Input.LONG_TEXT,
            help=tr_lazy("Such as: by the window, arm flat on the table, the coin for its size."),
        ),
    ),
    columns=("name", "body_area"),
    title_of=lambda values: values.get("name") or tr("Series of photos"),
    order_by=("name", "created_at"),
    empty=tr_lazy("Photos of the same spot, taken again after weeks or months, to be looked at side by side."),
    example=tr_lazy("Left forearm, inside"),
)
