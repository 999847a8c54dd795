"""The care team: everyone who looks after the person, with at most one point person (the patient guide's core advice, clinical.md S1)."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import RecordTable


class CareTeamMember(RecordTable):
    """A clinician, practice, pharmacy or laboratory."""

    __tablename__ = "care_team"

    name: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(Text)
    point_person: Mapped[bool | None]
    phone: Mapped[str | None] = mapped_column(Text)
    direct_phone: Mapped[str | None] = mapped_column(Text)
    fax: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    portal: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[str | None] = mapped_column(Text)
    best_way: Mapped[str | None] = mapped_column(Text)
    looks_after: Mapped[str | None] = mapped_column(Text)
    on_card: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


ROLES = (
    "Mast cell specialist",
    "Haematologist",
    "Allergist / immunologist",
    "Family doctor",
    "Dermatologist",
    "Gastroenterologist",
    "Bone health specialist",
    "Cardiologist",
    "Neurologist",
    "Dentist",
    "Nurse",
    "Pharmacist",
    "Dietitian",
    "Psychologist",
    "Anaesthetist",
    "Laboratory",
    "Pharmacy",
    "Hospital",
)

CARE_TEAM = Kind(
    name="care_team",
    table=CareTeamMember,
    singular="Care team member",
    plural="Care team",
    icon="mdi6.account-group-outline",
    binder_tab="Care team",
    fields=(
        Field("name", "Name", required=True, group="Who"),
        Field("role", "Role or specialty", suggestions=ROLES, group="Who"),
        Field("organisation", "Practice or hospital", group="Who"),
        Field(
            "point_person",
            "This is my point person",
            Input.YES_NO,
            exclusive=True,
            group="Who",
            help="The one who keeps the overview and whom the others send their letters to. There is only one.",
        ),
        Field("looks_after", "Looks after", group="Who", help="Such as: tryptase and blood counts, bones, skin."),
        Field("phone", "Phone", Input.PHONE, group="How to reach them"),
        Field("direct_phone", "Direct line or mobile", Input.PHONE, group="How to reach them"),
        Field("fax", "Fax", Input.PHONE, group="How to reach them"),
        Field("email", "E-mail", Input.EMAIL, group="How to reach them"),
        Field("portal", "Patient portal", group="How to reach them"),
        Field("address", "Address", Input.LONG_TEXT, group="How to reach them"),
        Field("hours", "Hours", group="How to reach them"),
        Field("best_way", "Best way to reach them", group="How to reach them"),
        Field(
            "on_card",
            "Print on the card",
            Input.YES_NO,
            group="How to reach them",
            help="The point person, mast cell specialist and family doctor are, unless you say no.",
        ),
        Field("notes", "Notes", Input.LONG_TEXT, group="How to reach them"),
    ),
    columns=("name", "role", "organisation", "phone", "point_person"),
    title_of=lambda values: values.get("name") or "Care team member",
    order_by=("-point_person", "name"),
    empty="Everyone who looks after you, and the one person who keeps the overview.",
    example="Dr Imani Okafor, mast cell specialist, point person",
)
