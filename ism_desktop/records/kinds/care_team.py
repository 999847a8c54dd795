"""The care team: everyone who looks after the person, and the practices, hospitals, pharmacies, laboratories and insurers that they share.

All of them stand in one list, so that a prescriber, a pharmacy or whoever wrote a report can be named from it. A person's practice is an
entry of its own, whose phone and address hold for all who work there. At most one is the point person (the patient guide's core advice,
docs/clinical-sources.md).
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.roles import ROLES
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate, Rows


class CareTeamMember(RecordTable):
    """A clinician, practice, hospital, pharmacy, laboratory, insurer or other organisation."""

    __tablename__ = "care_team"

    sort: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(NameColumn)
    point_person: Mapped[bool | None]
    point_person_times: Mapped[Rows | None] = mapped_column(RowsColumn)
    phone: Mapped[str | None] = mapped_column(Text)
    direct_phone: Mapped[str | None] = mapped_column(Text)
    more_phones: Mapped[Rows | None] = mapped_column(RowsColumn)
    assistant: Mapped[str | None] = mapped_column(Text)
    fax: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    portal: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[str | None] = mapped_column(Text)
    best_way: Mapped[str | None] = mapped_column(Text)
    looks_after: Mapped[str | None] = mapped_column(Text)
    on_card: Mapped[bool | None]
    release_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    release_until: Mapped[PartialDate | None] = mapped_column(DateColumn)
    release_what: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


PERSON = "person"
SORTS = choices(
    person=tr_lazy("Person"),
    practice=tr_lazy("Practice or clinic"),
    hospital=tr_lazy("Hospital"),
    pharmacy=tr_lazy("Pharmacy"),
    laboratory=tr_lazy("Laboratory"),
    insurer=tr_lazy("Insurer"),
    organisation=tr_lazy("Other organisation"),
)
"""What an entry is. One that does not say so is a person, as all were before it could be said."""

PHONE_KINDS = choices(
    reception=tr_lazy("Reception"),
    mobile=tr_lazy("Mobile"),
    emergency=tr_lazy("Emergency or out of hours"),
    nurse=tr_lazy("Nurse"),
    prescriptions=tr_lazy("Prescriptions"),
    appointments=tr_lazy("Appointments"),
    other=tr_lazy("Other"),
)

_WHO = Group("who", tr_lazy("Who"))
_CONTACT = Group("contact", tr_lazy("How to reach them"))
_RELEASE = Group("release", tr_lazy("Records release"))
_POINT = Group("point_person", tr_lazy("As my point person"))

_MORE_PHONES = Field(
    "more_phones",
    tr_lazy("More phones"),
    Input.ROWS,
    add_row=tr_lazy("Add a phone"),
    group=_CONTACT,
    fields=(
        Field("number", tr_lazy("Number"), Input.PHONE, required=True, least=150),
        Field("sort", tr_lazy("Which"), Input.CHOICE, choices=PHONE_KINDS, least=170),
        Field("note", tr_lazy("Note"), least=240, help=tr_lazy("Such as: mornings only.")),
    ),
)
_TIMES = Field(
    "point_person_times",
    tr_lazy("From when to when"),
    Input.ROWS,
    add_row=tr_lazy("Add a time"),
    group=_POINT,
    help=tr_lazy("“Change point person…” above the list writes the dates for you."),
    fields=(
        Field("since", tr_lazy("Since"), Input.DATE),
        Field("until", tr_lazy("Until"), Input.DATE),
        Field("why", tr_lazy("Why"), help=tr_lazy("Such as: moved away.")),
    ),
)

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
        Field(
            "sort",
            tr_lazy("What it is"),
            Input.CHOICE,
            choices=SORTS,
            group=_WHO,
            help=tr_lazy("A practice or pharmacy is an entry of its own; the people who work there can share it."),
        ),
        Field("role", tr_lazy("Role or specialty"), suggestions=tuple(role.label for role in ROLES), group=_WHO),
        Field(
            "organisation",
            tr_lazy("Practice or hospital"),
            Input.NAME,
            refers_to="care_team",
            group=_WHO,
            help=tr_lazy("Where they work. Choose one from your care team, or type a name."),
        ),
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
        _MORE_PHONES,
        Field("fax", tr_lazy("Fax"), Input.PHONE, group=_CONTACT),
        Field("email", tr_lazy("E-mail"), Input.EMAIL, group=_CONTACT),
        Field("portal", tr_lazy("Patient portal"), group=_CONTACT),
        Field("address", tr_lazy("Address"), Input.LONG_TEXT, group=_CONTACT),
        Field("hours", tr_lazy("Hours"), group=_CONTACT),
        Field("assistant", tr_lazy("Assistant"), group=_CONTACT, help=tr_lazy("Who answers, and when.")),
        Field("best_way", tr_lazy("Best way to reach them"), group=_CONTACT),
        Field(
            "on_card",
            tr_lazy("Print on the card"),
            Input.YES_NO,
            group=_CONTACT,
            help=tr_lazy("The point person, mast cell specialist and family doctor are, unless you say no."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_CONTACT),
        Field(
            "release_on",
            tr_lazy("Signed on"),
            Input.DATE,
            group=_RELEASE,
            help=tr_lazy("The day you signed that they may pass on your records."),
        ),
        Field("release_until", tr_lazy("Valid until"), Input.DATE, group=_RELEASE),
        Field(
            "release_what",
            tr_lazy("What it covers"),
            group=_RELEASE,
            help=tr_lazy("Such as: all letters and results, to Dr Okafor."),
        ),
        _TIMES,
    ),
    # Who the point person is stands above the list, and they are its first row: a column of one “yes” took the room of the names.
    columns=("name", "role", "organisation", "phone", "sort"),
    title_of=lambda values: values.get("name") or tr("Care team member"),
    order_by=("-point_person", "name"),
    empty=tr_lazy("Everyone who looks after you, and the one person who keeps the overview."),
    example=tr_lazy("Dr Imani Okafor, mast cell specialist, point person"),
)
