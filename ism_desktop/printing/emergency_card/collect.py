"""Collecting an emergency card from the records: what is printed, what was stated as none, and what was never recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.library import card_text
from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card import clinical, devices
from ism_desktop.printing.emergency_card.content import CardContent, in_words
from ism_desktop.printing.emergency_card.statements import (
    NOTHING,
    CardStatements,
    Diagnosis,
    Statement,
    Topic,
    one,
)
from ism_desktop.printing.emergency_card.wording import MISSING, Say, Value, joined, say, stated, unbroken
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import roles, store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import DIAGNOSES, PERSON, SYSTEMIC
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate, linked_id
from ism_desktop.vault import Session

_HELPERS = ("helper_signs", "helper_side", "helper_cpr", "helper_time")
_OF_AGE = 18


@dataclass(frozen=True, slots=True)
class CardRecords:
    """The records a card is made of, read once."""

    person: Record | None
    details: Record | None
    contacts: Sequence[Record]
    devices: Sequence[Record]
    no_device: Gap | None
    reactions: Sequence[Record]
    no_reaction: Gap | None
    tolerated: Sequence[Record]
    medications: Sequence[Record]
    no_medication: Gap | None
    care_team: Sequence[Record]
    demo: bool


def read(session: Session) -> CardRecords:
    """Read everything a card is made of."""
    return CardRecords(
        person=store.the_one(session, PERSON),
        details=store.the_one(session, EMERGENCY_CARD),
        contacts=store.list_active(session, EMERGENCY_CONTACTS),
        devices=store.list_active(session, ADRENALINE_DEVICES),
        no_device=store.statement(session, ADRENALINE_DEVICES),
        reactions=store.list_active(session, REACTIONS),
        no_reaction=store.statement(session, REACTIONS),
        tolerated=store.list_active(session, TOLERATED),
        medications=store.list_active(session, MEDICATIONS),
        no_medication=store.statement(session, MEDICATIONS),
        care_team=store.list_active(session, CARE_TEAM),
        demo=store.is_demo(session),
    )


def collect(session: Session, *, today: date, demo: bool = False, number: int = 0) -> CardContent:
    """Collect the card as it would be printed today.

    Args:
        session: of `vault.read()`.
        today: printed on the card.
        demo: mark the card as the invented patient's; a demo vault marks it by itself.
        number: the number this copy will carry; 0 for one that is not printed yet.
    """
    return compose(read(session), today=today, demo=demo, number=number)


def compose(
    records: CardRecords, *, today: date, demo: bool = False, number: int = 0, text: CardText | None = None
) -> CardContent:
    """Put the card together from records that were read already, in the words of a card language (English when none is given)."""
    language = card_text.load() if text is None else text
    return in_words(state(records, today, demo=demo), language, printed_on=today, number=number)


def state(records: CardRecords, today: date, *, demo: bool = False) -> CardStatements:
    """What the card states, before it is worded."""
    has_first_aid = records.details is None or records.details.values["print_steps"] is not False
    carried = devices.grouped(records.devices, records.no_device, today)
    numbers = _numbers(records)
    main = (
        *(() if has_first_aid else (one("number", joined("or", *numbers) if numbers else MISSING),)),
        devices.topic(carried, with_minutes=not has_first_aid or carried.differ),
        _first_contact(records.contacts),
    )
    more, missing = _more(records, today, has_first_aid=has_first_aid)
    person = records.person
    diagnosis = _diagnosis(person)
    steps = devices.steps(carried, numbers) if has_first_aid else ()
    lacking = {
        "name": not full_name(person),
        "birth_date": _day(person, "birth_date") is None,
        "diagnosis": diagnosis.is_missing,
        "number": not numbers,
        "minutes": _lacks_minutes(carried, steps),
        **{topic.key: any(said.has_gap for said in topic.statements) for topic in main if topic.key != "number"},
    }
    return CardStatements(
        demo=demo or records.demo,
        name=full_name(person),
        birth_date=_day(person, "birth_date"),
        diagnosis=diagnosis,
        has_first_aid=has_first_aid,
        # Recorded is a diagnosis for which it is reported that anaphylaxis often comes without a rash.
        has_risk=has_first_aid and person is not None and person.values["diagnosis"] in SYSTEMIC,
        review_by=_day(records.details, "review_by"),
        steps=steps,
        main=main,
        more=more,
        large_only=_large_only(records, today, has_first_aid=has_first_aid),
        gaps=(*(key for key, is_missing in lacking.items() if is_missing), *missing),
    )


def _lacks_minutes(carried: devices.Devices, steps: Sequence[Say]) -> bool:
    return any(group.minutes is None for group in carried.groups) or any(
        step.line == "step_4_missing" for step in steps
    )


def _day(record: Record | None, name: str) -> PartialDate | None:
    value = None if record is None else record.values[name]
    return value if isinstance(value, PartialDate) else None


def _numbers(records: CardRecords) -> tuple[Value, ...]:
    both = (words(records.details, "emergency_number"), words(records.details, "second_number"))
    return tuple(unbroken(number) for number in both if number)


def _diagnosis(person: Record | None) -> Diagnosis:
    """The diagnosis as stated. The list's last entry only says that the person's own words count."""
    if person is None:
        return Diagnosis("", "")
    chosen, own_words = person.values["diagnosis"], words(person, "diagnosis_line")
    is_listed = chosen != "other" and any(choice.value == chosen for choice in DIAGNOSES)
    return Diagnosis(str(chosen) if is_listed else "", own_words, chosen is Gap.UNKNOWN)


def _helpers() -> Topic:
    """What a bystander needs besides the steps: how it looks, how to lay, what to write down."""
    return Topic("helpers", tuple(Statement("", say(line)) for line in _HELPERS), inline=False)


def _is_child(person: Record | None, today: date) -> bool:
    born = None if person is None else person.values["birth_date"]
    if not isinstance(born, PartialDate):
        return False
    last = born.last_day
    return (last.year + _OF_AGE, last.month, last.day) > (today.year, today.month, today.day)


def _childs_weight(person: Record | None, today: date) -> Topic | None:
    """The weight as recorded, on a child's card: plans for children carry it (docs/clinical-sources.md, Card fields [S17, S19])."""
    return one("weight", words(person, "weight") or MISSING) if _is_child(person, today) else None


def _phones(record: Record, *names: str) -> list[Value]:
    return [unbroken(words(record, name)) for name in names if words(record, name)]


def _speaks(contact: Record) -> Value:
    language = words(contact, "language")
    return say("speaks", language=language) if language else ""


def _contact(contact: Record) -> Statement:
    numbers = joined("or", *_phones(contact, "phone", "second_phone"))
    number = numbers if numbers != "" else MISSING
    return Statement(words(contact, "name"), joined("comma", words(contact, "relation"), _speaks(contact), number))


def _first_contact(contacts: Sequence[Record]) -> Topic:
    if not contacts:
        return Topic("contact", NOTHING)
    first = contacts[0]
    numbers = _phones(first, "phone", "second_phone")
    # The number in front: where a long name has to be cut, it stays.
    brief = Statement(
        numbers[0] if numbers else MISSING, joined("comma", words(first, "name"), words(first, "relation"))
    )
    left_out = joined("comma", _speaks(first), say("or_number", number=numbers[1]) if len(numbers) > 1 else "")
    details = (Statement(words(first, "name"), left_out),) if left_out != "" else ()
    return Topic("contact", (_contact(first),), brief=(brief,), details=details)


def _more(records: CardRecords, today: date, *, has_first_aid: bool) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
    """The topics of the second panel on, and the keys of those that print NOT RECORDED."""
    # What changes how adrenaline works stands before the long list, so that it is on the same panel whatever the list's length.
    topics = [
        _helpers() if has_first_aid else None,
        _childs_weight(records.person, today),
        clinical.medications(records.medications, records.no_medication, with_advice=has_first_aid),
        clinical.reactions(records.reactions, records.no_reaction),
        *clinical.clinician_lists(records.details),
        clinical.after_adrenaline(records.details),
        clinical.tolerated(records.tolerated),
        clinical.tryptase(records.details, with_advice=has_first_aid),
        _asthma(records.person),
        clinical.premedication(records.details),
        _doctors(records.care_team),
        _further_contacts(records.contacts),
        _talking(records.person),
    ]
    present = [topic for topic in topics if topic is not None]
    # These keep their heading even when empty; the other gaps share one line, so that a new card stays small.
    empty = [topic for topic in present if topic.is_empty and topic.key not in {"reactions", "weight"}]
    kept = [topic for topic in present if topic not in empty]
    shorts = [say(topic.short) for topic in empty if topic.short]
    if _day(records.details, "review_by") is None:
        shorts.append(say("short_review_by"))
    if shorts:
        kept.append(one("gaps", joined("semicolon", *shorts), heading=MISSING.line))
    return tuple(kept), tuple(topic.key for topic in present if topic.is_empty)


def _asthma(person: Record | None) -> Topic | None:
    if person is None or person.values["asthma"] is not True:
        return None
    return one("asthma", say("yes"))


def _is_on_card(member: Record) -> bool:
    choice = member.values["on_card"]
    if choice is not None:
        return choice is True
    return member.values["point_person"] is True or bool(roles.keys_in(words(member, "role")) & roles.ON_CARD)


def _doctors(care_team: Sequence[Record]) -> Topic:
    said: list[Statement] = []
    there = {member.id: member for member in care_team}
    for member in care_team:
        if _is_on_card(member):
            # Without a number of their own they are reached by that of the practice where they work.
            practice = there.get(linked_id(member.values["organisation"]))
            own = _phones(member, "direct_phone", "phone")
            numbers = joined("or", *(own or ([] if practice is None else _phones(practice, "phone"))))
            told = (
                words(member, "role"),
                say("point_person") if member.values["point_person"] is True else "",
                words(member, "organisation"),
                numbers if numbers != "" else say("phone_missing", missing=MISSING),
            )
            said.append(Statement(words(member, "name"), joined("comma", *told)))
    return Topic("doctors", tuple(said) or NOTHING, inline=False, short="short_doctors")


def _further_contacts(contacts: Sequence[Record]) -> Topic | None:
    said = tuple(_contact(contact) for contact in contacts[1:])
    return Topic("contacts", said, inline=len(said) == 1) if said else None


def _talking(person: Record | None) -> Topic:
    aid = None if person is None else person.values["communication"]
    needs = say("no_aid") if aid is Gap.NONE else words(person, "communication")
    said = joined("semicolon", words(person, "languages"), needs)
    return one("talking", said if said != "" else MISSING, short="short_talking")


def _large_only(records: CardRecords, today: date, *, has_first_aid: bool) -> tuple[Topic, ...]:
    """What is worth knowing but has no place on a card of this size."""
    person = records.person
    found = [
        one(name, value)
        for name in ("weight", "height")
        if (value := words(person, name)) and not (name == "weight" and _is_child(person, today))
    ]
    asthma = None if person is None else person.values["asthma"]
    if asthma is False or isinstance(asthma, Gap):
        found.append(one("asthma", say("no") if asthma is False else stated(asthma)))
    if has_first_aid:
        found.append(one("helper_rely", say("helper_rely")))
    return tuple(found)
