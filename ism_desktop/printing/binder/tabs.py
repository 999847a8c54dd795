"""The binder's tabs, one function each: which records stand under which heading, and as table or as blocks."""

from collections.abc import Iterable
from dataclasses import replace

from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.emergency_card.content import NOT_RECORDED
from ism_desktop.printing.emergency_card.devices import expiry_order
from ism_desktop.printing.values import joined, words, words_or_gap
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record

_DEVICE_COLUMNS = (("Product", 3.0), ("How given", 2.6), ("Expires", 2.2), ("Kept", 2.2), ("Second dose", 2.0))
_OTHER_DEVICE_COLUMNS = (("Product", 3.0), ("What it is", 3.6), ("Expires", 2.2), ("Kept", 2.2))
_CONTACT_COLUMNS = (("Name", 3.0), ("Relation", 2.0), ("Phone", 3.2), ("Language", 2.0))


def emergency(reader: Reader) -> tuple[Group, ...]:
    """The devices and the people to call, under the large card."""
    devices = reader.all(ADRENALINE_DEVICES)
    ready = sorted((device for device in devices if is_live(device.values["status"])), key=expiry_order)
    others = [device for device in devices if not is_live(device.values["status"])]
    contacts = tuple(_contact(reader, record) for record in reader.all(EMERGENCY_CONTACTS))
    groups = [
        Group("Adrenaline devices", _devices(reader, ready), _DEVICE_COLUMNS, reader.nothing_words(ADRENALINE_DEVICES)),
        Group("Emergency contacts, in calling order", contacts, _CONTACT_COLUMNS, NOT_RECORDED),
    ]
    if others:
        rows = tuple(_other_device(reader, device) for device in others)
        groups.append(Group("Not for use: trainers, and devices used or discarded", rows, _OTHER_DEVICE_COLUMNS))
    return tuple(groups)


def _devices(reader: Reader, devices: Iterable[Record]) -> tuple[BinderRecord, ...]:
    shown = ("product", "strength", "route", "expiry", "kept_where", "second_dose_minutes")
    rows: list[BinderRecord] = []
    for device in devices:
        minutes = words(device, "second_dose_minutes")
        cells = (
            f"{words(device, 'product')} {words(device, 'strength') or f'strength {NOT_RECORDED}'}",
            words(device, "route") or NOT_RECORDED,
            words_or_gap(device, "expiry") or NOT_RECORDED,
            words(device, "kept_where") or NOT_RECORDED,
            f"after {minutes} min" if minutes else NOT_RECORDED,
        )
        rows.append(reader.row(device, cells, skip=shown))
    return tuple(rows)


def _other_device(reader: Reader, device: Record) -> BinderRecord:
    """A device that helps nobody now: what it is stands beside its name, and nothing of it reads like a gap to fill."""
    shown = ("product", "strength", "status", "expiry", "kept_where")
    name = " ".join(part for part in (words(device, "product"), words(device, "strength")) if part)
    cells = (name, *(words_or_gap(device, field) for field in shown[2:]))
    return reader.row(device, cells, skip=(*shown, "second_dose_minutes"))


def _contact(reader: Reader, contact: Record) -> BinderRecord:
    phones = "\n".join(words(contact, name) for name in ("phone", "second_phone") if words(contact, name))
    cells = (words(contact, "name"), words(contact, "relation"), phones, words(contact, "language"))
    return reader.row(contact, cells, skip=("name", "relation", "phone", "second_phone", "language"))


def about_me(reader: Reader) -> tuple[Group, ...]:
    """Who the person is, how to talk with them, what matters to them."""
    person = reader.the_one(PERSON)
    if person is None:
        return (Group("", (), said=NOT_RECORDED),)
    facts = reader.facts(person, groups=("who", "health"), skip=("name",))
    return (Group("", (BinderRecord(person.title, facts=facts),)),)


def diagnosis(reader: Reader) -> tuple[Group, ...]:
    """The diagnosis on one page; what was never recorded says so, because a new doctor looks for it here."""
    person, details = reader.the_one(PERSON), reader.the_one(EMERGENCY_CARD)
    if person is None:
        return (Group("", (), said=NOT_RECORDED),)
    facts = reader.facts(person, groups=("diagnosis", "source"), gaps_shown=True)
    if details is None:
        tryptase = "not recorded"
    else:
        tryptase = joined(words_or_gap(details, "tryptase"), words(details, "tryptase_on")) or "not recorded"
    record = BinderRecord("Diagnosis", facts=(*facts, ("Baseline tryptase", tryptase)), proofs=reader.proofs(person))
    return (Group("", (record,)),)


def care_team(reader: Reader) -> tuple[Group, ...]:
    """Everyone, the point person first and marked."""
    records = reader.all(CARE_TEAM)
    blocks = tuple(
        reader.block(
            record,
            badge="Point person" if record.values["point_person"] is True else "",
            skip=("name", "point_person", "on_card"),
        )
        for record in sorted(records, key=lambda record: record.values["point_person"] is not True)
    )
    return (Group("", blocks, said=reader.nothing_words(CARE_TEAM)),)


def visits(reader: Reader) -> tuple[Group, ...]:
    """Appointments, the latest first, with what was said and the questions that were asked."""
    asked: dict[object, list[Record]] = {}
    for question in reader.all(QUESTIONS):
        asked.setdefault(question.values["appointment"], []).append(question)
    blocks: list[BinderRecord] = []
    for visit in reader.all(APPOINTMENTS):
        title = joined(words(visit, "on_date"), words(visit, "at_time"), visit.title)
        block = reader.block(visit, title=title, skip=("purpose", "on_date", "at_time"))
        facts, proofs = [*block.facts], [*block.proofs]
        for question in asked.get(visit.id, []):
            facts.append(("Question", words(question, "text")))
            answer = words(question, "answer")
            by = joined(words(question, "answered_by"), words(question, "answered_on"))
            if answer:
                facts.append(("Answer", f"{answer} ({by})" if by else answer))
            proofs += [replace(proof, note=_for_question(question, proof.note)) for proof in reader.proofs(question)]
        blocks.append(BinderRecord(block.title, "", (), tuple(facts), tuple(proofs)))
    return (Group("", tuple(blocks), said=reader.nothing_words(APPOINTMENTS)),)


def _for_question(question: Record, note: str) -> str:
    return joined(f"for the question “{words(question, 'text')}”", note)


def questions(reader: Reader) -> tuple[Group, ...]:
    """Questions that are still open, by whom they are for, then those answered outside an appointment."""
    visits_by_id = {visit.id: visit for visit in reader.all(APPOINTMENTS)}
    still_open: dict[str, list[BinderRecord]] = {}
    answered: list[BinderRecord] = []
    for question in reader.all(QUESTIONS):
        visit = visits_by_id.get(question.values["appointment"])
        is_open = question.values["status"] in {None, "open", "carry_on"}
        specialist = words(question, "specialist") if is_open and visit is None else ""
        said_above = ("text", "appointment", "status", *(["specialist"] if specialist else []))
        block = reader.block(question, skip=said_above)
        if is_open:
            heading = joined(visit.title, words(visit, "on_date")) if visit else specialist
            still_open.setdefault(f"For {heading}" if heading else "For any visit", []).append(block)
        elif visit is None:
            answered.append(block)
    groups = [Group(heading, tuple(blocks)) for heading, blocks in still_open.items()]
    if not groups and not answered and not reader.all(QUESTIONS):
        return (Group("", (), said=NOT_RECORDED),)
    if not groups:
        groups.append(Group("Questions for the next visit", (), said="None are open."))
    return (*groups, *([Group("Asked before", tuple(answered))] if answered else []))


def plain(reader: Reader, kind: Kind) -> Group:
    """A kind for which no part was made by hand: every record as a block."""
    blocks = tuple(reader.block(record) for record in reader.all(kind))
    return Group(kind.plural, blocks, said=reader.nothing_words(kind))
