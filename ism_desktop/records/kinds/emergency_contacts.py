"""The people to call in an emergency, in calling order."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import RecordTable


class EmergencyContact(RecordTable):
    """One person to call."""

    __tablename__ = "emergency_contacts"

    position: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[str | None] = mapped_column(Text)
    relation: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    second_phone: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


EMERGENCY_CONTACTS = Kind(
    name="emergency_contacts",
    table=EmergencyContact,
    singular=tr_lazy("Emergency contact"),
    plural=tr_lazy("Emergency contacts"),
    add=tr_lazy("Add emergency contact"),
    new=tr_lazy("New emergency contact"),
    counted=tr_n_lazy("{number} emergency contact", "{number} emergency contacts"),
    icon="mdi6.phone-alert-outline",
    ordered=True,
    binder_tab="emergency",
    place="emergency_contacts",
    fields=(
        Field("name", tr_lazy("Name"), required=True),
        Field(
            "relation",
            tr_lazy("Relation"),
            suggestions=(
                tr_lazy("Wife"),
                tr_lazy("Husband"),
                tr_lazy("Partner"),
                tr_lazy("Mother"),
                tr_lazy("Father"),
                tr_lazy("Daughter"),
                tr_lazy("Son"),
                tr_lazy("Friend"),
            ),
        ),
        Field(
            "phone",
            tr_lazy("Phone"),
            Input.PHONE,
            required=True,
            help=tr_lazy("With country code, such as +1 555 010 0199."),
        ),
        Field("second_phone", tr_lazy("Second phone"), Input.PHONE),
        Field("language", tr_lazy("Language spoken")),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "relation", "phone"),
    title_of=lambda values: values.get("name") or tr("Emergency contact"),
    order_by=("position", "created_at"),
    empty=tr_lazy("Who should be called first? They are printed on your card in this order."),
    example=tr_lazy("Jordan Vale, partner, +1 555 010 0142"),
)
