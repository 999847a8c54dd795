"""The people to call in an emergency, in calling order."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

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
    singular="Emergency contact",
    plural="Emergency contacts",
    icon="mdi6.phone-alert-outline",
    ordered=True,
    binder_tab="Emergency",
    fields=(
        Field("name", "Name", required=True),
        Field(
            "relation",
            "Relation",
            suggestions=("Wife", "Husband", "Partner", "Mother", "Father", "Daughter", "Son", "Friend"),
        ),
        Field("phone", "Phone", Input.PHONE, required=True, help="With country code, such as +1 555 010 0199."),
        Field("second_phone", "Second phone", Input.PHONE),
        Field("language", "Language spoken"),
        Field("notes", "Notes", Input.LONG_TEXT),
    ),
    columns=("name", "relation", "phone"),
    title_of=lambda values: values.get("name") or "Emergency contact",
    order_by=("position", "created_at"),
    empty="Who should be called first? They are printed on your card in this order.",
    example="Jordan Vale, partner, +1 555 010 0142",
)
