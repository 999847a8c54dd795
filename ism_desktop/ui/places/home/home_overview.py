"""What the start page says, collected from the records as frozen plain values: what is next, dates, what is missing, papers.

Date facts are told neutrally and nothing is scored or counted against the person (docs/clinical-sources.md, Kept out).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ism_desktop.language import tr
from ism_desktop.printing import emergency_card, planned_checks
from ism_desktop.records import printed, publication_watch, quick_entry, store, task_lists
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.journal_entries import said_words
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS, REPLACED
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.venom_doses import VENOM_DOSES
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, PartialDate
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.care_kit.task_row import task_detail
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.places.home import home_care, home_medicines, home_money, home_papers
from ism_desktop.ui.places.home.dated import Dated, in_time
from ism_desktop.ui.places.home.home_papers import Papers, RecentDocument
from ism_desktop.vault import Session

_VISITS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Blank:
    """Something not filled in yet, and the place where it is filled in."""

    name: str
    words: str
    why: str
    icon: str
    place: str
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards the first printed card. `begins`: pressing it opens a form to fill in, else the place with its choices."""

    name: str
    words: str
    detail: str
    press: str
    place: str
    done: bool
    begins: bool = False


@dataclass(frozen=True, slots=True)
class CardStatus:
    """The latest printed card: its number and day, and how the record differs from it now. Number 0: none was printed."""

    number: int
    printed_on: PartialDate | None
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the journal for today."""

    id: str
    words: str
    when: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is not done: the record, and who does it, by when, and for which visit."""

    task: Record
    detail: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the start page says."""

    name: str
    visits: tuple[Visit, ...]
    dates: tuple[Dated, ...]
    blanks: tuple[Blank, ...]
    steps: tuple[Step, ...]
    card: CardStatus
    papers: Papers
    journal: tuple[Noted, ...] = ()
    tasks: tuple[OpenTask, ...] = ()
    lacks_bills: bool = False
    """Whether the dates of bills are not among its dates yet: they have to be added up first (`home_money`)."""

    @property
    def documents(self) -> tuple[RecentDocument, ...]:
        """The latest documents."""
        return self.papers.recent

    @property
    def is_beginning(self) -> bool:
        """Whether the steps to the first card are still to be shown: none was printed, and more than printing it is left."""
        return self.card.number == 0 and sum(not step.done for step in self.steps) > 1


def collect(session: Session, today: date) -> Overview:
    """Read everything the start page says."""
    person = store.the_one(session, PERSON)
    details = store.the_one(session, EMERGENCY_CARD)
    devices = [one for one in store.list_active(session, ADRENALINE_DEVICES) if is_live(one.values["status"])]
    coming = visits.coming(session, today)
    blanks = tuple(_blanks(session, person, details, devices))
    name = person.values["name"] if person is not None else None
    later = coming[_VISITS_SHOWN:]
    dates = (
        *_dates(details, devices, later, today),
        *_planned(session, today),
        *_venom(session, today),
        *home_medicines.dates(session, today),
        *home_care.dates(session, today),
        *home_money.dates(session, today),
        *_papers(session, today),
    )
    return Overview(
        name=name or "",
        visits=tuple(coming[:_VISITS_SHOWN]),
        dates=tuple(sorted(dates, key=in_time)),
        blanks=blanks,
        steps=_steps({blank.name for blank in blanks}),
        card=_card_status(session, today),
        papers=home_papers.read(session),
        journal=tuple(_noted(record) for record in quick_entry.of_day(session, today)),
        tasks=tuple(_tasks(session, today)),
        lacks_bills=home_money.is_behind(session),
    )


def _tasks(session: Session, today: date) -> Iterator[OpenTask]:
    titles = {visit.id: visit.title for visit in store.list_active(session, APPOINTMENTS)}
    for task in task_lists.open_tasks(session):
        yield OpenTask(task, task_detail(task, today, titles.get(task.values["appointment"] or "", "")))


def _noted(record: Record) -> Noted:
    begun = record.values["begun"]
    when = begun.time.words if isinstance(begun, Moment) and begun.time is not None else ""
    return Noted(record.id, said_words(record.values), when)


def _dates(details: Record | None, devices: Sequence[Record], later: Sequence[Visit], today: date) -> Iterator[Dated]:
    for device in devices:
        expiry = device.values["expiry"]
        if isinstance(expiry, PartialDate):
            yield Dated(
                f"expiry.{device.id}",
                expiry,
                tr("{title} expires", title=device.title),
                device.values["kept_where"] or "",
                ADRENALINE_DEVICES.icon,
                ADRENALINE_DEVICES.name,
                device.id,
                expiry.last_day < today,
            )
    review_by = details.values["review_by"] if details is not None else None
    if isinstance(review_by, PartialDate) and details is not None:
        is_past = review_by.last_day < today
        words = tr("Review your card by")
        yield Dated("review", review_by, words, "", EMERGENCY_CARD.icon, EMERGENCY_CARD.name, details.id, is_past)
    for visit in later:
        yield Dated(
            f"visit.{visit.id}",
            visit.on_date,
            visit.purpose,
            visit.with_words,
            APPOINTMENTS.icon,
            APPOINTMENTS.name,
            visit.id,
            is_past=False,
        )


def _planned(session: Session, today: date) -> Iterator[Dated]:
    """When checks of the monitoring plan are due, and by when plans for procedures are to be reviewed."""
    for check in planned_checks.read_all(session):
        if check.next is not None:
            is_past = check.next.day.last_day < today
            words = tr("{check} was due", check=check.what) if is_past else tr("{check} is due", check=check.what)
            detail = " · ".join(part for part in (check.counted_words or check.every, check.told_by) if part)
            yield Dated(
                f"monitoring.{check.id}",
                check.next.day,
                words,
                detail,
                MONITORING.icon,
                MONITORING.name,
                check.id,
                is_past,
            )
    for plan in store.list_active(session, PROCEDURE_PLANS):
        review_by = plan.values["review_by"]
        if isinstance(review_by, PartialDate) and plan.values["status"] != REPLACED:
            words = tr("Review the plan “{title}” by", title=plan.title)
            icon, is_past = PROCEDURE_PLANS.icon, review_by.last_day < today
            yield Dated(f"plan.{plan.id}", review_by, words, "", icon, PROCEDURE_PLANS.name, plan.id, is_past)


def _venom(session: Session, today: date) -> Iterator[Dated]:
    """When the next dose of each preparation is, as the clinic wrote it beside the last one; an earlier one says nothing any more."""
    seen: set[object] = set()
    for dose in store.list_active(session, VENOM_DOSES):  # the latest first
        name, next_on = dose.values["preparation"], dose.values["next_on"]
        if name not in seen and isinstance(next_on, PartialDate):
            words = tr("Next dose: {preparation}", preparation=name or "")
            icon, is_past = VENOM_DOSES.icon, next_on.last_day < today
            yield Dated(f"venom.{dose.id}", next_on, words, "", icon, VENOM_DOSES.name, dose.id, is_past)
        seen.add(name)


def _papers(session: Session, today: date) -> Iterator[Dated]:
    """When the person wants to look for new research papers again."""
    day = publication_watch.next_look(session)
    if day is not None:
        words = tr("Look for new research papers")
        yield Dated(
            "evidence", PartialDate.from_date(day), words, "", PUBLICATIONS.icon, PUBLICATIONS.name, None, day < today
        )


def _said(record: Record | None, *names: str) -> bool:
    """Whether one of the fields holds something, a stated gap included."""
    return record is not None and any(record.values[name] is not None for name in names)


def _has_or_none(session: Session, kind: Kind) -> bool:
    """Whether there are records of a kind, or the person said that there are none."""
    return store.count(session, kind) > 0 or store.statement(session, kind) is not None


def _blanks(
    session: Session, person: Record | None, details: Record | None, devices: Sequence[Record]
) -> Iterator[Blank]:
    about = person.id if person is not None else None
    if not _said(person, "name"):
        yield Blank("name", tr("Your name"), tr("It is on every page you print."), PERSON.icon, "person", about)
    if not _said(person, "birth_date"):
        yield Blank("birth_date", tr("Your birth date"), tr("Staff use it to find you."), PERSON.icon, "person", about)
    if not _said(person, "diagnosis", "diagnosis_line"):
        yield Blank(
            "diagnosis", tr("Your diagnosis"), tr("The line that your card begins with."), PERSON.icon, "person", about
        )
    if store.count(session, EMERGENCY_CONTACTS) == 0:
        yield Blank(
            "contact",
            tr("Someone to call in an emergency"),
            tr("The first name on your card."),
            EMERGENCY_CONTACTS.icon,
            EMERGENCY_CONTACTS.name,
        )
    if not _said(details, "emergency_number"):
        yield Blank(
            "number",
            tr("The emergency number where you live"),
            tr("Printed on your card."),
            "mdi6.phone-outline",
            "emergency_card",
        )
    yield from _blank_devices(session, devices)
    yield from _blank_lists(session)
    if not any(member.values["point_person"] is True for member in store.list_active(session, CARE_TEAM)):
        yield Blank(
            "point_person",
            tr("Your point person"),
            tr("The one in your care team who keeps the overview."),
            CARE_TEAM.icon,
            CARE_TEAM.name,
        )


def _blank_lists(session: Session) -> Iterator[Blank]:
    if not _has_or_none(session, REACTIONS):
        yield Blank(
            "reactions",
            tr("Allergies and reactions, or that there are none"),
            tr("The first thing an emergency team asks."),
            REACTIONS.icon,
            REACTIONS.name,
        )
    if not _has_or_none(session, MEDICATIONS):
        yield Blank(
            "medications",
            tr("What you take, or that you take nothing"),
            tr("Every new doctor asks for this list."),
            MEDICATIONS.icon,
            MEDICATIONS.name,
        )


def _blank_devices(session: Session, devices: Sequence[Record]) -> Iterator[Blank]:
    place, picture = ADRENALINE_DEVICES.name, ADRENALINE_DEVICES.icon
    if not devices and store.statement(session, ADRENALINE_DEVICES) is None:
        yield Blank(
            "devices", tr("Your adrenaline injectors"), tr("Your card says which you have, and where."), picture, place
        )
    elif len(devices) == 1:
        words = tr("A second injector, if you have one")
        yield Blank("second_device", words, tr("Each has its own date and lot number."), picture, place)
    for device in devices:
        if device.values["expiry"] is None:
            words = tr("The date on {title}", title=device.title)
            yield Blank(
                f"expiry.{device.id}", words, tr("It is printed on the device itself."), picture, place, device.id
            )


def _steps(blank: set[str]) -> tuple[Step, ...]:
    return (
        Step(
            "you",
            tr("Write your name and birth date"),
            tr("They are on every page you print."),
            tr("Begin"),
            # The steps on the card's page ask for no more than the card needs; the form about the person is long.
            "emergency_card" if blank & {"name", "birth_date"} else PERSON.name,
            not blank & {"name", "birth_date"},
        ),
        Step(
            "contact",
            tr("Name someone to call"),
            tr("A person with a telephone number, in case you cannot speak for yourself."),
            EMERGENCY_CONTACTS.add,
            EMERGENCY_CONTACTS.name,
            "contact" not in blank,
            begins=True,
        ),
        Step(
            "devices",
            tr("Add your adrenaline injectors"),
            tr("Each with the date on it and where it is kept. Or say that you have none."),
            ADRENALINE_DEVICES.add,
            ADRENALINE_DEVICES.name,
            "devices" not in blank,
        ),
        Step(
            "reactions",
            tr("Note your allergies and reactions"),
            tr("Or say that you know of none: that is worth printing too."),
            REACTIONS.add,
            REACTIONS.name,
            "reactions" not in blank,
        ),
        Step(
            "card",
            tr("Look at your card and print it"),
            tr("What is still missing is printed as NOT RECORDED, so you can print it whenever you like."),
            tr("See the card"),
            "emergency_card",
            done=False,
        ),
    )


def _card_status(session: Session, today: date) -> CardStatus:
    copy = printed.latest(session, "card")
    if copy is None:
        return CardStatus(0, None, ())
    day = PartialDate.from_date(datetime.fromisoformat(copy.at).astimezone().date())
    return CardStatus(copy.number, day, emergency_card.collect(session, today=today).differences(copy.content))
