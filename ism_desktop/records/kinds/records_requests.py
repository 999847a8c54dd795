"""Requests for records: which practice or hospital was asked for what, by when it is due, what arrived and what is missing."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate


class RecordsRequest(RecordTable):
    """One request to one place. What arrived is attached to it as a document."""

    __tablename__ = "records_requests"

    asked: Mapped[str | None] = mapped_column(NameColumn)
    what: Mapped[str | None] = mapped_column(Text)
    own_number: Mapped[str | None] = mapped_column(Text)
    send_to: Mapped[str | None] = mapped_column(NameColumn)
    how: Mapped[str | None] = mapped_column(Text)
    asked_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    due_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    arrived_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    missing: Mapped[str | None] = mapped_column(Text)
    closed: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


WAYS = choices(
    letter=tr_lazy("By letter"),
    fax=tr_lazy("By fax"),
    phone=tr_lazy("By phone"),
    email=tr_lazy("By e-mail"),
    portal=tr_lazy("In the portal"),
    form=tr_lazy("On their own form"),
    in_person=tr_lazy("In person", "how somebody was asked"),
    other=tr_lazy("Another way"),
)


def is_waiting(values: Values) -> bool:
    """Whether something is still to come: nothing arrived, or pages are missing, and the request was not closed."""
    return values.get("closed") is not True and (values.get("arrived_on") is None or bool(values.get("missing")))


def _title(values: Values) -> str:
    what, asked = values.get("what"), values.get("asked")
    if not what:
        return tr("Records request")
    said = " ".join(str(what).split())
    return tr_c("whom records were asked from, and which", "{asked}: {what}", asked=asked, what=said) if asked else said


RECORDS_REQUESTS = Kind(
    name="records_requests",
    table=RecordsRequest,
    singular=tr_lazy("Records request"),
    plural=tr_lazy("Records requests"),
    add=tr_lazy("Add records request"),
    new=tr_lazy("New records request"),
    counted=tr_n_lazy("{number} records request", "{number} records requests"),
    icon="mdi6.email-arrow-left-outline",
    binder_tab="care_team",
    place="who_has_what",
    fields=(
        Field("asked", tr_lazy("Whom I ask"), Input.NAME, required=True, refers_to="care_team"),
        Field(
            "what",
            tr_lazy("What I ask for"),
            Input.LONG_TEXT,
            required=True,
            help=tr_lazy("A line for each, such as: bone marrow biopsy of March 2021, pathology report and slides."),
        ),
        Field("own_number", tr_lazy("My number there"), help=tr_lazy("The patient or case number they know you by.")),
        Field(
            "send_to",
            tr_lazy("Copy also to"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("Such as your point person. The letter asks for it."),
        ),
        Field("how", tr_lazy("How", "how somebody was asked"), Input.CHOICE, choices=WAYS),
        Field("asked_on", tr_lazy("Asked on"), Input.DATE),
        Field(
            "due_on", tr_lazy("Due by"), Input.DATE, help=tr_lazy("It is among the dates on Home until all is here.")
        ),
        Field("arrived_on", tr_lazy("Arrived on"), Input.DATE),
        Field("missing", tr_lazy("What is missing"), Input.LONG_TEXT, help=tr_lazy("Such as: pages 3 and 4.")),
        Field("closed", tr_lazy("I do not wait for it any more"), Input.YES_NO),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("asked_on", "asked", "what", "due_on", "arrived_on", "missing"),
    title_of=_title,
    order_by=("-asked_on", "-created_at"),
    empty=tr_lazy("Ask a practice or hospital for your records, print the letter, and see what has not arrived yet."),
    example=tr_lazy("Hollow Creek University Hospital: pathology report of 2021, due on 4 June"),
)
