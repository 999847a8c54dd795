"""The person the record is about: exactly one."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Person(RecordTable):
    """Name, birth date, contact, diagnosis and languages."""

    __tablename__ = "person"

    name: Mapped[str | None] = mapped_column(Text)
    latin_name: Mapped[str | None] = mapped_column(Text)
    birth_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    languages: Mapped[str | None] = mapped_column(Text)
    communication: Mapped[str | None] = mapped_column(Text)
    diagnosis: Mapped[str | None] = mapped_column(Text)
    diagnosis_line: Mapped[str | None] = mapped_column(Text)
    classification: Mapped[str | None] = mapped_column(Text)
    diagnosed_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    diagnosed_at: Mapped[str | None] = mapped_column(NameColumn)
    skin: Mapped[bool | None]
    asthma: Mapped[bool | None]
    weight: Mapped[str | None] = mapped_column(Text)
    height: Mapped[str | None] = mapped_column(Text)
    story: Mapped[str | None] = mapped_column(Text)
    directive: Mapped[bool | None]
    directive_what: Mapped[str | None] = mapped_column(Text)
    directive_where: Mapped[str | None] = mapped_column(Text)


# Subtypes: WHO 5th edition and ICC 2022 as set side by side in docs/clinical-sources.md, Diagnosis [S74, S76, S77].
DIAGNOSES = choices(
    ism=tr_lazy("Indolent systemic mastocytosis"),
    bmm=tr_lazy("Bone marrow mastocytosis"),
    ssm=tr_lazy("Smoldering systemic mastocytosis"),
    sm_ahn=tr_lazy("Systemic mastocytosis with an associated haematologic neoplasm"),
    asm=tr_lazy("Aggressive systemic mastocytosis"),
    mcl=tr_lazy("Mast cell leukaemia"),
    cm=tr_lazy("Cutaneous mastocytosis"),
    sm=tr_lazy("Systemic mastocytosis, subtype not stated"),
    other=tr_lazy("Other, as written below"),
)

# Forms of clonal mast cell disease, of which "often without rash" is reported (docs/clinical-sources.md [S40a]); of
# the rest it is not said.
SYSTEMIC = frozenset({"ism", "bmm", "ssm", "sm_ahn", "asm", "mcl", "sm"})

CLASSIFICATIONS = choices(
    who2022=tr_lazy("WHO 2022 (5th edition)"),
    icc2022=tr_lazy("ICC 2022"),
    who2016=tr_lazy("WHO 2016"),
    other=tr_lazy("Other"),
    unknown=tr_lazy("Not stated in the report"),
)

_WHO = Group("who", tr_lazy("Who I am"))
_DIAGNOSIS = Group("diagnosis", tr_lazy("Diagnosis"))
_HEALTH = Group("health", tr_lazy("Health"))
_DIRECTIVE = Group("directive", tr_lazy("Advance directive"))

PERSON = Kind(
    name="person",
    table=Person,
    singular=tr_lazy("About me"),
    plural=tr_lazy("About me"),
    icon="mdi6.account-outline",
    single=True,
    binder_tab="about_me",
    place="person",
    fields=(
        Field("name", tr_lazy("Full name"), required=True, group=_WHO),
        Field(
            "latin_name",
            tr_lazy("Name in Latin letters"),
            group=_WHO,
            help=tr_lazy("As in your passport, if yours is written in other letters."),
        ),
        Field("birth_date", tr_lazy("Birth date"), Input.DATE, group=_WHO),
        Field(
            "phone",
            tr_lazy("Phone"),
            Input.PHONE,
            group=_WHO,
            help=tr_lazy("With country code, such as +1 555 010 0199."),
        ),
        Field("email", tr_lazy("E-mail"), Input.EMAIL, group=_WHO),
        Field("address", tr_lazy("Address"), Input.LONG_TEXT, group=_WHO, help=tr_lazy("Never printed on the card.")),
        Field(
            "languages",
            tr_lazy("Languages"),
            group=_WHO,
            help=tr_lazy("Those you can explain your illness in, best first."),
        ),
        Field(
            "communication",
            tr_lazy("Interpreter, hearing or speech aid"),
            gaps=(Gap.NONE,),
            group=_WHO,
            help=tr_lazy("Printed on the card, so that staff know how to talk with you."),
        ),
        Field(
            "diagnosis", tr_lazy("Diagnosis"), Input.CHOICE, choices=DIAGNOSES, gaps=(Gap.UNKNOWN,), group=_DIAGNOSIS
        ),
        Field(
            "diagnosis_line",
            tr_lazy("Diagnosis in my doctor’s words"),
            group=_DIAGNOSIS,
            help=tr_lazy("Printed on the card instead of the line above, when you fill it in."),
        ),
        Field(
            "classification",
            tr_lazy("Classification used in the report"),
            Input.CHOICE,
            choices=CLASSIFICATIONS,
            group=_DIAGNOSIS,
            help=tr_lazy("WHO and ICC use different criteria, so the record keeps which one the report named."),
        ),
        Field("diagnosed_on", tr_lazy("Diagnosed"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_DIAGNOSIS),
        Field(
            "diagnosed_at",
            tr_lazy("Diagnosed at"),
            Input.NAME,
            refers_to="care_team",
            group=_DIAGNOSIS,
            help=tr_lazy("Hospital or centre."),
        ),
        Field("skin", tr_lazy("Mastocytosis in the skin"), Input.YES_NO, gaps=(Gap.UNKNOWN,), group=_DIAGNOSIS),
        Field(
            "asthma",
            tr_lazy("Asthma"),
            Input.YES_NO,
            gaps=(Gap.UNKNOWN,),
            group=_HEALTH,
            help=tr_lazy("Printed on the card when yes."),
        ),
        Field("weight", tr_lazy("Weight, with date"), group=_HEALTH, help=tr_lazy("Such as 68 kg, May 2026.")),
        Field("height", tr_lazy("Height"), group=_HEALTH),
        Field(
            "story",
            tr_lazy("What matters to me"),
            Input.LONG_TEXT,
            group=_HEALTH,
            help=tr_lazy("In your own words, for a new doctor."),
        ),
        Field(
            "directive",
            tr_lazy("I have an advance directive"),
            Input.YES_NO,
            gaps=(Gap.UNKNOWN,),
            group=_DIRECTIVE,
            short=tr_lazy("Advance directive"),
            help=tr_lazy("A living will, or a paper that says who decides when you cannot."),
        ),
        Field(
            "directive_what",
            tr_lazy("Kind of directive"),
            group=_DIRECTIVE,
            suggestions=(
                tr_lazy("Living will"),
                tr_lazy("Health care proxy"),
                tr_lazy("Power of attorney for health care"),
                tr_lazy("Living will and health care proxy"),
            ),
        ),
        Field(
            "directive_where",
            tr_lazy("Where the directive is"),
            group=_DIRECTIVE,
            help=tr_lazy("And who may decide for you. Attach a scan under Supporting documents."),
        ),
    ),
    columns=("name", "birth_date"),
    title_of=lambda values: values.get("name") or tr("About me"),
    order_by=("created_at",),
    empty=tr_lazy("Your name and birth date are on every page you print."),
)


def diagnosis_words(diagnosis: object, diagnosis_line: object) -> str:
    """The diagnosis as the person chose to state it; empty when nothing was stated.

    The doctor's words win over the list. No wording is added beyond what was selected (docs/clinical-sources.md, Card fields).
    """
    if isinstance(diagnosis_line, str) and diagnosis_line.strip():
        return diagnosis_line.strip()
    labels = {choice.value: choice.label for choice in DIAGNOSES if choice.value != "other"}
    return labels.get(diagnosis, "") if isinstance(diagnosis, str) else ""
