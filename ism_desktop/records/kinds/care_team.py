"""The care team: everyone who looks after the person, with at most one point person (the patient guide's core
advice, docs/clinical-sources.md)."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind
from ism_desktop.records.roles import ROLES
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


_WHO = Group("who", tr_lazy("Who"))
_CONTACT = Group("contact", tr_lazy("How to reach them"))

CARE_TEAM = Kind(
    name="care_team",
    table=CareTeamMember,
    singular=tr_lazy("Care team member"),
    plural=tr_lazy("Care team"),
    add=tr_lazy("Add care team member"),
    new=tr_lazy("New care team member"),
    counted=tr_n_lazy("{number} care team member", "{number} care team members"),
    icon="mdi6.account-group-outline",
    binder_tab="care_team",
    place="care_team",
    fields=(
        Field("name", tr_lazy("Name"), required=True, group=_WHO),
        Field("role", tr_lazy("Role or specialty"), suggestions=tuple(role.label for role in ROLES), group=_WHO),
        Field("organisation", tr_lazy("Practice or hospital"), group=_WHO),
        Field(
            "point_person",
            tr_lazy("This is my point person"),
            Input.YES_NO,
            exclusive=True,
            group=_WHO,
            help=tr_lazy(
                "The one who keeps the overview and whom the others send their letters to. There is only one."
            ),
        ),
        Field(
            "looks_after",
            tr_lazy("Looks after"),
            group=_WHO,
            help=tr_lazy("Such as: tryptase and blood counts, bones, skin."),
        ),
        Field("phone", tr_lazy("Phone"), Input.PHONE, group=_CONTACT),
        Field("direct_phone", tr_lazy("Direct line or mobile"), Input.PHONE, group=_CONTACT),
        Field("fax", tr_lazy("Fax"), Input.PHONE, group=_CONTACT),
        Field("email", tr_lazy("E-mail"), Input.EMAIL, group=_CONTACT),
        Field("portal", tr_lazy("Patient portal"), group=_CONTACT),
        Field("address", tr_lazy("Address"), Input.LONG_TEXT, group=_CONTACT),
        Field("hours", tr_lazy("Hours"), group=_CONTACT),
        Field("best_way", tr_lazy("Best way to reach them"), group=_CONTACT),
        Field(
            "on_card",
            tr_lazy("Print on the card"),
            Input.YES_NO,
            group=_CONTACT,
            help=tr_lazy("The point person, mast cell specialist and family doctor are, unless you say no."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_CONTACT),
    ),
    columns=("name", "role", "organisation", "phone", "point_person"),
    title_of=lambda values: values.get("name") or tr("Care team member"),
    order_by=("-point_person", "name"),
    empty=tr_lazy("Everyone who looks after you, and the one person who keeps the overview."),
    example=tr_lazy("Dr Imani Okafor, mast cell specialist, point person"),
)
