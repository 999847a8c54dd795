"""Collecting an emergency card from the records: what is printed, what was stated as none, and what was never recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ism_desktop.library import card_text
from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card import clinical, devices
from ism_desktop.printing.emergency_card.content import EMPTY, NOT_RECORDED, CardContent, Entry, Section
from ism_desktop.printing.values import full_name, joined, stated, unbroken, words
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON, SYSTEMIC, diagnosis_words
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Session

_DOCTORS_ON_CARD = ("mast cell", "family doctor", "general practitioner", "primary care", "gp")
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


def compose(records: CardRecords, *, today: date, demo: bool = False, number: int = 0) -> CardContent:
    """Put the card together from records that were read already."""
    text = card_text.load()
    with_steps = records.details is None or records.details.values["print_steps"] is not False
    carried = devices.grouped(records.devices, records.no_device, today)
    numbers = _numbers(records)
    main = (
        *(() if with_steps else (_inline("number", "Emergency number", " or ".join(numbers) or NOT_RECORDED),)),
        devices.section(carried, with_minutes=not with_steps or carried.differ),
        _first_contact(records.contacts),
    )
    more, missing = _more(records, text, today, with_steps=with_steps)
    diagnosis, short = _diagnosis(records.person, text if with_steps else None)
    content = CardContent(
        demo=demo or records.demo,
        number=number,
        printed_on=today,
        review_by=words(records.details, "review_by"),
        language=text.language,
        name=full_name(records.person) or NOT_RECORDED,
        birth_date=words(records.person, "birth_date") or NOT_RECORDED,
        diagnosis=diagnosis,
        short_diagnosis=short,
        risk=text.text("risk") if with_steps and _is_systemic(records.person) else "",
        steps=devices.steps(carried, numbers, text) if with_steps else (),
        main=main,
        more=more,
        text_set=f"{text.set_id}: {text.review_status}" if with_steps else "",
        not_recorded=(),
        large_only=_large_only(records, text if with_steps else None, today),
    )
    lacks_minutes = any(group.minutes is None for group in carried.groups)
    return _with_gaps_named(content, numbers, missing, lacks_minutes=lacks_minutes)


def _with_gaps_named(
    content: CardContent, numbers: Sequence[str], missing: Sequence[str], *, lacks_minutes: bool
) -> CardContent:
    plain = {"Name": content.name, "Birth date": content.birth_date, "Diagnosis": content.diagnosis}
    gaps = [label for label, value in plain.items() if value == NOT_RECORDED]
    gaps += [] if numbers else ["Emergency number"]
    if lacks_minutes or any(NOT_RECORDED in step for step in content.steps[3:4]):
        gaps.append("Minutes until the second dose")
    for section in content.main:
        if section.key != "number" and any(NOT_RECORDED in entry.words for entry in section.entries):
            gaps.append(section.heading)
    return replace(content, not_recorded=(*gaps, *missing))


def _inline(key: str, heading: str, text: str) -> Section:
    return Section(key, heading, (Entry("", text),))


def _numbers(records: CardRecords) -> tuple[str, ...]:
    both = (words(records.details, "emergency_number"), words(records.details, "second_number"))
    return tuple(unbroken(number) for number in both if number)


def _diagnosis(person: Record | None, text: CardText | None) -> tuple[str, str]:
    """The diagnosis as stated, and a shorter one where there is one. The list's own names get their plain words beside them.

    The gloss stands behind the name that it explains, also where the doctor's own words begin with it and go on.
    """
    if person is None:
        return NOT_RECORDED, ""
    chosen, own_words = person.values["diagnosis"], words(person, "diagnosis_line")
    listed = diagnosis_words(chosen, None)
    glossed = f"{listed} {text.text('gloss')}" if listed and text is not None else listed
    if own_words:
        gloss = "" if text is None or text.text("gloss").strip("()").casefold() in own_words.casefold() else glossed
        if gloss and own_words.casefold().startswith(listed.casefold()):
            own_words = gloss + own_words[len(listed) :]
        # The list's name may stand for the doctor's words only where these say the same and more.
        is_part = bool(listed) and listed.casefold() in own_words.casefold() and len(glossed) < len(own_words)
        return own_words, glossed if is_part else ""
    if not glossed and chosen is Gap.UNKNOWN:
        return "Diagnosis not known (stated by the patient)", ""
    return glossed or NOT_RECORDED, ""


def _is_systemic(person: Record | None) -> bool:
    """Whether a diagnosis is recorded for which it is reported that anaphylaxis often comes without a rash."""
    return person is not None and person.values["diagnosis"] in SYSTEMIC


def _helpers(text: CardText) -> Section:
    """What a bystander needs besides the steps: how it looks, how to lay, what to write down."""
    lines = (text.text(name).partition(": ") for name in _HELPERS)
    return Section("helpers", "For the helper", tuple(Entry(lead, said) for lead, _, said in lines), inline=False)


def _is_child(person: Record | None, today: date) -> bool:
    born = None if person is None else person.values["birth_date"]
    if not isinstance(born, PartialDate):
        return False
    last = born.last_day
    return (last.year + _OF_AGE, last.month, last.day) > (today.year, today.month, today.day)


def _childs_weight(person: Record | None, today: date) -> Section | None:
    """The weight as recorded, on a child's card: plans for children carry it (clinical.md 1.5 [S17, S19])."""
    return _inline("weight", "Weight", words(person, "weight") or NOT_RECORDED) if _is_child(person, today) else None


def _contact(contact: Record) -> Entry:
    numbers = " or ".join(unbroken(words(contact, name)) for name in ("phone", "second_phone") if words(contact, name))
    language = words(contact, "language")
    said = joined(words(contact, "relation"), f"speaks {language}" if language else "", numbers or NOT_RECORDED)
    return Entry(words(contact, "name"), said)


def _first_contact(contacts: Sequence[Record]) -> Section:
    if not contacts:
        return Section("contact", "Contact", EMPTY)
    first = contacts[0]
    numbers = [unbroken(words(first, name)) for name in ("phone", "second_phone") if words(first, name)]
    # The number in front: where a long name has to be cut, it stays.
    brief = Entry(numbers[0] if numbers else NOT_RECORDED, joined(words(first, "name"), words(first, "relation")))
    language = words(first, "language")
    left_out = joined(f"speaks {language}" if language else "", f"or {numbers[1]}" if len(numbers) > 1 else "")
    details = (Entry(words(first, "name"), left_out),) if left_out else ()
    return Section("contact", "Contact", (_contact(first),), brief=(brief,), details=details)


def _more(
    records: CardRecords, text: CardText, today: date, *, with_steps: bool
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The sections of the second panel on, and the headings of those that print NOT RECORDED."""
    # What changes how adrenaline works stands before the long list, so that it is on the same panel whatever the list's length.
    sections = [
        _helpers(text) if with_steps else None,
        _childs_weight(records.person, today),
        clinical.medications(records.medications, records.no_medication, text if with_steps else None),
        clinical.reactions(records.reactions, records.no_reaction),
        *clinical.clinician_lists(records.details),
        clinical.after_adrenaline(records.details, text),
        clinical.tolerated(records.tolerated),
        clinical.tryptase(records.details, text if with_steps else None),
        _asthma(records.person),
        clinical.premedication(records.details),
        _doctors(records.care_team),
        _further_contacts(records.contacts),
        _talking(records.person),
    ]
    present = [section for section in sections if section is not None]
    # These keep their heading even when empty; the other gaps share one line, so that a new card stays small.
    empty = [section for section in present if section.is_empty and section.key not in {"reactions", "weight"}]
    kept = [section for section in present if section not in empty]
    shorts = [section.short for section in empty] + ([] if words(records.details, "review_by") else ["review date"])
    if shorts:
        kept.append(_inline("gaps", NOT_RECORDED, "; ".join(shorts)))
    return tuple(kept), tuple(section.heading for section in present if section.is_empty)


def _asthma(person: Record | None) -> Section | None:
    if person is None or person.values["asthma"] is not True:
        return None
    return _inline("asthma", "Asthma", "yes")


def _is_on_card(member: Record) -> bool:
    choice = member.values["on_card"]
    if choice is not None:
        return choice is True
    role = words(member, "role").casefold()
    return member.values["point_person"] is True or any(
        role == title or (len(title) > 2 and title in role) for title in _DOCTORS_ON_CARD
    )


def _doctors(care_team: Iterable[Record]) -> Section:
    entries: list[Entry] = []
    for member in care_team:
        if _is_on_card(member):
            role = joined(words(member, "role"), "point person" if member.values["point_person"] is True else "")
            phones = [unbroken(words(member, name)) for name in ("direct_phone", "phone") if words(member, name)]
            numbers = " or ".join(phones) or f"phone {NOT_RECORDED}"
            entries.append(Entry(words(member, "name"), joined(role, words(member, "organisation"), numbers)))
    return Section("doctors", "Doctors", tuple(entries) or EMPTY, inline=False, short="doctors")


def _further_contacts(contacts: Sequence[Record]) -> Section | None:
    entries = tuple(_contact(contact) for contact in contacts[1:])
    return Section("contacts", "Further contacts", entries, inline=len(entries) == 1) if entries else None


def _talking(person: Record | None) -> Section:
    languages = words(person, "languages")
    aid = None if person is None else person.values["communication"]
    aid_words = "no interpreter or aid needed" if aid is Gap.NONE else words(person, "communication")
    said = "; ".join(part for part in (languages, aid_words) if part)
    return Section("talking", "Speaks", (Entry("", said),) if said else EMPTY, short="languages")


def _large_only(records: CardRecords, text: CardText | None, today: date) -> tuple[Section, ...]:
    """What is worth knowing but has no place on a card of this size."""
    person = records.person
    found = [
        _inline(name, heading, value)
        for name, heading in (("weight", "Weight"), ("height", "Height"))
        if (value := words(person, name)) and not (name == "weight" and _is_child(person, today))
    ]
    asthma = None if person is None else person.values["asthma"]
    if asthma is False or isinstance(asthma, Gap):
        found.append(_inline("asthma", "Asthma", "no" if asthma is False else stated(asthma)))
    if text is not None:
        found.append(_inline("helper_rely", "Also for the helper", text.text("helper_rely")))
    return tuple(found)
