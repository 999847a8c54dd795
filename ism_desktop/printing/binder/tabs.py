"""The binder's tabs, one function each: which records stand under which heading, and as table or as blocks."""

from collections.abc import Iterable
from dataclasses import replace

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.printing.binder import history
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.emergency_card.devices import expiry_order
from ism_desktop.printing.values import joined, words, words_or_gap
from ism_desktop.records import binder_money, publications, store, visit_times
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.tasks import TASKS
from ism_desktop.records.store import Record


def emergency(reader: Reader) -> tuple[Group, ...]:
    """The devices and the people to call, under the large card."""
    devices = reader.all(ADRENALINE_DEVICES)
    ready = sorted((device for device in devices if is_live(device.values["status"])), key=expiry_order)
    others = [device for device in devices if not is_live(device.values["status"])]
    contacts = tuple(_contact(reader, record) for record in reader.all(EMERGENCY_CONTACTS))
    product, expires, kept = (tr("Product"), 3.0), (tr("Expires"), 2.2), (tr_c("where a device is", "Kept"), 2.2)
    columns = (product, (tr("How given"), 2.6), expires, kept, (tr("Second dose"), 2.0))
    contact_columns = (tr("Name"), 3.0), (tr("Relation"), 2.0), (tr("Phone"), 3.2), (tr("Language"), 2.0)
    groups = [
        Group(tr("Adrenaline devices"), _devices(reader, ready), columns, reader.nothing_words(ADRENALINE_DEVICES)),
        Group(tr("Emergency contacts, in calling order"), contacts, contact_columns),
    ]
    if others:
        rows = tuple(_other_device(reader, device) for device in others)
        other_columns = (product, (tr("What it is"), 3.6), expires, kept)
        groups.append(Group(tr("Not for use: trainers, and devices used or discarded"), rows, other_columns))
    return tuple(groups)


def _devices(reader: Reader, devices: Iterable[Record]) -> tuple[BinderRecord, ...]:
    shown = ("product", "strength", "route", "expiry", "kept_where", "second_dose_minutes")
    rows: list[BinderRecord] = []
    for device in devices:
        minutes = words(device, "second_dose_minutes")
        missing = tr("NOT RECORDED")
        strength = words(device, "strength") or tr("strength NOT RECORDED")
        cells = (
            f"{words(device, 'product')} {strength}",
            words(device, "route") or missing,
            words_or_gap(device, "expiry") or missing,
            words(device, "kept_where") or missing,
            tr("after {minutes} min", minutes=minutes) if minutes else missing,
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
    """Who the person is, how to talk with them, what matters to them, their advance directive, and their other illnesses."""
    person, illnesses = reader.the_one(PERSON), history.conditions(reader)
    if person is None:
        return (Group("", ()),) if illnesses.is_empty else (illnesses,)
    facts = reader.facts(person, groups=("who", "health"), skip=("name",))
    return (Group("", (BinderRecord(person.title, facts=(*facts, *_directive(reader, person))),)), illnesses)


def _directive(reader: Reader, person: Record) -> tuple[tuple[str, str], ...]:
    """Whether there is an advance directive. That nobody asked must not look like “no”."""
    label = PERSON.field("directive").short
    if person.values["directive"] is None:
        return ((label, tr("not recorded")),)
    return reader.facts(person, groups=("directive",), labels={"directive": label})


def visits(reader: Reader) -> tuple[Group, ...]:
    """Appointments, the latest first, with what was said and the questions that were asked; then the tasks, with their visits."""
    asked: dict[object, list[Record]] = {}
    for question in reader.all(QUESTIONS):
        asked.setdefault(question.values["appointment"], []).append(question)
    blocks: list[BinderRecord] = []
    for visit in reader.all(APPOINTMENTS):
        title = joined(visit_times.when_words(visit.values), visit.title)
        block = reader.block(visit, title=title, skip=("purpose", "on_date", "at_time", "until", "last_day"))
        facts, proofs = [*block.facts], [*block.proofs]
        for question in asked.get(visit.id, []):
            facts.append((tr("Question"), words(question, "text")))
            answer = words(question, "answer")
            by = joined(words(question, "answered_by"), words(question, "answered_on"))
            if answer:
                facts.append((tr("Answer"), f"{answer} ({by})" if by else answer))
            proofs += [replace(proof, note=_for_question(question, proof.note)) for proof in reader.proofs(question)]
        blocks.append(BinderRecord(block.title, "", (), tuple(facts), tuple(proofs)))
    tasks = tuple(reader.block(task, skip=("what",)) for task in reader.all(TASKS))
    groups = (Group(APPOINTMENTS.plural, tuple(blocks), said=reader.nothing_words(APPOINTMENTS)),)
    return (*groups, Group(TASKS.plural, tasks)) if tasks else groups


def _for_question(question: Record, note: str) -> str:
    return joined(tr("for the question “{question}”", question=words(question, "text")), note)


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
            still_open.setdefault(tr("For {whom}", whom=heading) if heading else tr("For any visit"), []).append(block)
        elif visit is None:
            answered.append(block)
    groups = [Group(heading, tuple(blocks)) for heading, blocks in still_open.items()]
    if not groups and not answered and not reader.all(QUESTIONS):
        return (Group("", ()),)
    if not groups:
        groups.append(Group(tr("Questions for the next visit"), (), said=tr("None are open.")))
    return (*groups, *([Group(tr("Asked before"), tuple(answered))] if answered else []))


def evidence(reader: Reader) -> tuple[Group, ...]:
    """Of the research papers those that the person keeps; how many others there are is said."""
    held = publications.kept(reader.session)
    blocks = tuple(reader.block(record, title=record.title, skip=("title",)) for record in held)
    others = store.count(reader.session, PUBLICATIONS) - len(held)
    told = tr_n(
        "{number} research paper is not printed: only those to read later, with a note or with a question are.",
        "{number} research papers are not printed: only those to read later, with a note or with a question are.",
        others,
    )
    if not blocks:
        return (Group("", (), said=told if others else reader.nothing_words(PUBLICATIONS)),)
    return (Group("", blocks, notes=(told,) if others else ()),)


def plain(reader: Reader, kind: Kind) -> Group:
    """A kind for which no part was made by hand: every record as a block."""
    blocks = tuple(reader.block(record) for record in reader.all(kind))
    return Group(kind.plural, blocks, said=reader.nothing_words(kind))


def calls(reader: Reader) -> tuple[Group, ...]:
    """The call log; what was said about money stands there only where insurance and bills do."""
    with_money = binder_money.is_wanted(reader.session)
    blocks = [
        reader.block(call) for call in reader.all(CALLS) if with_money or not binder_money.is_about_money(call.values)
    ]
    return (Group(CALLS.plural, tuple(blocks)),) if blocks else ()


def plain_ones(reader: Reader, *kinds: Kind) -> tuple[Group, ...]:
    """Such a part for each of some kinds, without those that have no record: nobody has to have any."""
    return tuple(plain(reader, kind) for kind in kinds if reader.all(kind))
