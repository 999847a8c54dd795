"""Collecting the medication list: what is taken now by how it is taken, what is paused, and what was stopped in the last year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ism_desktop.language import LazyText, in_use, tr, tr_c, tr_lazy, tr_n
from ism_desktop.printing.emergency_card.clinical import worst_first
from ism_desktop.printing.medication_list.content import (
    AS_NEEDED,
    EMERGENCY,
    PAUSED,
    PREMEDICATION,
    REGULAR,
    STOPPED,
    ListContent,
    Medicine,
    Section,
)
from ism_desktop.printing.values import full_name, joined, one_line, words, words_or_gap
from ism_desktop.records import medicines, point_person, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import medication_changes
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Session

_TITLES: Mapping[str, LazyText] = {
    REGULAR: tr_lazy("Taken regularly"),
    AS_NEEDED: tr_lazy("Only as needed"),
    PREMEDICATION: tr_lazy("Only before procedures"),
    PAUSED: tr_lazy("Paused – not taken at present"),
    EMERGENCY: tr_lazy("For emergencies"),
    STOPPED: tr_lazy("Stopped in the last 12 months"),
}
_YEAR = timedelta(days=366)


def collect(session: Session, today: date, *, demo: bool = False) -> ListContent:
    """Collect the list as it would be printed today."""
    person = store.the_one(session, PERSON)
    born = None if person is None else person.values["birth_date"]
    records = store.list_active(session, MEDICATIONS)
    changes = medicines.by_medication(session, MEDICATION_CHANGES)
    return ListContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        born_on=born.stored if isinstance(born, PartialDate) else "",
        avoid=_avoid(session),
        last_change=_last_change(records, changes),
        said="" if records else _stated(session, MEDICATIONS) or tr("NOT RECORDED"),
        sections=(*_sections(session, records, changes, today), *_emergency(session)),
    )


def _sections(
    session: Session, records: Sequence[Record], changes: Mapping[str, Sequence[Record]], today: date
) -> Iterable[Section]:
    by_key: dict[str, list[Record]] = {key: [] for key in _TITLES}
    for record in records:
        key = _section_of(record, changes.get(record.id, ()), today)
        if key:
            by_key[key].append(record)
    for key, chosen in by_key.items():
        if chosen:
            lines = tuple(_medicine(session, record, changes.get(record.id, ()), key) for record in chosen)
            yield Section(key, str(_TITLES[key]), lines)


def _emergency(session: Session) -> Iterable[Section]:
    """The adrenaline devices, which are recorded apart: a list without them would seem to say that there are none."""
    live = [one for one in store.list_active(session, ADRENALINE_DEVICES) if is_live(one.values["status"])]
    lines = [
        Medicine(
            name=title,
            details=tr_n("{number} device", "{number} devices", sum(one.title == title for one in live)),
            directions=next(words(one, "route") for one in live if one.title == title),
            reason="",
            by="",
            changed="",
        )
        for title in dict.fromkeys(one.title for one in live)
    ]
    if lines:
        yield Section(EMERGENCY, str(_TITLES[EMERGENCY]), tuple(lines))


def _section_of(record: Record, changes: Sequence[Record], today: date) -> str:
    """The key of its section; empty for what was stopped longer ago, or who knows when."""
    use, stopped = record.values["use"], record.values["stopped_on"]
    if not is_current(use, stopped):
        return STOPPED if isinstance(stopped, PartialDate) and stopped.last_day >= today - _YEAR else ""
    if changes and changes[0].values["what"] == medication_changes.PAUSED:
        return PAUSED
    return str(use) if use in {AS_NEEDED, PREMEDICATION} else REGULAR


def _medicine(session: Session, record: Record, changes: Sequence[Record], key: str) -> Medicine:
    brand, form = words(record, "brand"), words(record, "form")
    manager = medicines.who(session, record.values, "managed_by")
    prescriber = words(record, "prescriber")
    by = (
        tr("managed by {who}", who=manager)
        if manager
        else tr("prescribed by {who}", who=prescriber)
        if prescriber
        else ""
    )
    if key == STOPPED:
        when, why = words_or_gap(record, "stopped_on"), one_line(words(record, "stopped_why"))
        changed = tr("stopped {date}: {reason}", date=when, reason=why) if why else tr("stopped {date}", date=when)
    else:
        changed = _changed(record, changes)
    return Medicine(
        name=record.title,
        details=joined(brand, form),
        directions=words(record, "directions") or tr("directions not recorded"),
        reason=words(record, "reason"),
        by=by,
        changed=changed,
    )


def _changed(record: Record, changes: Sequence[Record]) -> str:
    """The latest change with its day; a medication without one says since when it is taken."""
    if changes:
        latest = changes[0]
        what, when = words(latest, "what"), words(latest, "on_date")
        return tr("last changed {date}: {what}", date=when or tr("not known"), what=what)
    started = words(record, "started_on")
    return tr("taken since {date}", date=started) if started else ""


def _last_change(records: Sequence[Record], changes: Mapping[str, Sequence[Record]]) -> str:
    """The latest day on which anything in the list changed, with the medication; empty when no day is known."""
    found: list[tuple[date, str, str]] = []
    for record in records:
        days = [record.values["started_on"], record.values["stopped_on"]]
        days += [change.values["on_date"] for change in changes.get(record.id, ())]
        found += [(day.last_day, day.words, record.title) for day in days if isinstance(day, PartialDate)]
    if not found:
        return ""
    _, day, name = max(found)
    return tr("Last change of this list: {date} ({medication})", date=day, medication=name)


def _avoid(session: Session) -> str:
    """Allergies, reactions and what to avoid, the worst first; what was cleared is left out."""
    records = sorted(store.list_active(session, REACTIONS), key=worst_first)
    standing = [record for record in records if record.values["certainty"] != "cleared"]
    if not records:
        return _stated(session, REACTIONS)
    return in_use().listed([_reaction(record) for record in standing])


def _reaction(record: Record) -> str:
    """One of them with its kind and how bad it was."""
    kind = {"avoid": tr("told to avoid")}.get(str(record.values["type"]), words(record, "type"))
    beside = joined(kind, words(record, "severity"))
    return (
        tr("{what} ({details})", what=words(record, "substance"), details=beside)
        if beside
        else words(record, "substance")
    )


def _stated(session: Session, kind: Kind) -> str:
    """What the person stated where records would stand."""
    stated = store.statement(session, kind)
    if stated is Gap.NONE:
        return tr("{statement} (stated by the patient).", statement=kind.states_none)
    return tr_c("a whole list", "Not known (stated by the patient).") if stated is Gap.UNKNOWN else ""
