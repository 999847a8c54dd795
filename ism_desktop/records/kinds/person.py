"""The person the record is about: exactly one."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
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
    diagnosed_at: Mapped[str | None] = mapped_column(Text)
    skin: Mapped[bool | None]
    asthma: Mapped[bool | None]
    weight: Mapped[str | None] = mapped_column(Text)
    height: Mapped[str | None] = mapped_column(Text)
    story: Mapped[str | None] = mapped_column(Text)


# Subtypes: WHO 5th edition and ICC 2022 as set side by side in clinical.md 5.1 [S74, S76, S77].
DIAGNOSES = choices(
    ism="Indolent systemic mastocytosis",
    bmm="Bone marrow mastocytosis",
    ssm="Smoldering systemic mastocytosis",
    sm_ahn="Systemic mastocytosis with an associated haematologic neoplasm",
    asm="Aggressive systemic mastocytosis",
    mcl="Mast cell leukaemia",
    cm="Cutaneous mastocytosis",
    sm="Systemic mastocytosis, subtype not stated",
    other="Other, as written below",
)

# Forms of clonal mast cell disease, of which "often without rash" is reported (clinical.md 1.2 no. 9 [S40a]); of the rest it is not said.
SYSTEMIC = frozenset({"ism", "bmm", "ssm", "sm_ahn", "asm", "mcl", "sm"})

CLASSIFICATIONS = choices(
    who2022="WHO 2022 (5th edition)",
    icc2022="ICC 2022",
    who2016="WHO 2016",
    other="Other",
    unknown="Not stated in the report",
)

PERSON = Kind(
    name="person",
    table=Person,
    singular="About me",
    plural="About me",
    icon="mdi6.account-outline",
    single=True,
    binder_tab="About me",
    fields=(
        Field("name", "Full name", required=True, group="Who I am"),
        Field(
            "latin_name",
            "Name in Latin letters",
            group="Who I am",
            help="As in your passport, if yours is written in other letters.",
        ),
        Field("birth_date", "Birth date", Input.DATE, group="Who I am"),
        Field("phone", "Phone", Input.PHONE, group="Who I am", help="With country code, such as +1 555 010 0199."),
        Field("email", "E-mail", Input.EMAIL, group="Who I am"),
        Field("address", "Address", Input.LONG_TEXT, group="Who I am", help="Never printed on the card."),
        Field("languages", "Languages", group="Who I am", help="Those you can explain your illness in, best first."),
        Field(
            "communication",
            "Interpreter, hearing or speech aid",
            gaps=(Gap.NONE,),
            group="Who I am",
            help="Printed on the card, so that staff know how to talk with you.",
        ),
        Field("diagnosis", "Diagnosis", Input.CHOICE, choices=DIAGNOSES, gaps=(Gap.UNKNOWN,), group="Diagnosis"),
        Field(
            "diagnosis_line",
            "Diagnosis in my doctor’s words",
            group="Diagnosis",
            help="Printed on the card instead of the line above, when you fill it in.",
        ),
        Field(
            "classification",
            "Classification used in the report",
            Input.CHOICE,
            choices=CLASSIFICATIONS,
            group="Diagnosis",
            help="WHO and ICC use different criteria, so the record keeps which one the report named.",
        ),
        Field("diagnosed_on", "Diagnosed", Input.DATE, gaps=(Gap.UNKNOWN,), group="Diagnosis"),
        Field("diagnosed_at", "Diagnosed at", group="Diagnosis", help="Hospital or centre."),
        Field("skin", "Mastocytosis in the skin", Input.YES_NO, gaps=(Gap.UNKNOWN,), group="Diagnosis"),
        Field(
            "asthma", "Asthma", Input.YES_NO, gaps=(Gap.UNKNOWN,), group="Health", help="Printed on the card when yes."
        ),
        Field("weight", "Weight, with date", group="Health", help="Such as 68 kg, May 2026."),
        Field("height", "Height", group="Health"),
        Field(
            "story", "What matters to me", Input.LONG_TEXT, group="Health", help="In your own words, for a new doctor."
        ),
    ),
    columns=("name", "birth_date"),
    title_of=lambda values: values.get("name") or "About me",
    order_by=("created_at",),
    empty="Your name and birth date stand on every page you print.",
)


def diagnosis_words(diagnosis: object, diagnosis_line: object) -> str:
    """The diagnosis as the person chose to state it; empty when nothing was stated.

    The doctor's words win over the list. No wording is added beyond what was selected (clinical.md 1.5).
    """
    if isinstance(diagnosis_line, str) and diagnosis_line.strip():
        return diagnosis_line.strip()
    labels = {choice.value: choice.label for choice in DIAGNOSES if choice.value != "other"}
    return labels.get(diagnosis, "") if isinstance(diagnosis, str) else ""
