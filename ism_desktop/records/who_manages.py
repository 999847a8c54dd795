"""Who manages what, read as one table: every topic, whoever looks after it, and which topics nobody looks after yet.

A topic that the program offers stands in the table without any entry. Entries of `care_topics` say who looks after one, add the person's
own topics and leave some out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import care_team, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS, INVOLVED, LEADS, OWN, TOPICS, topic_name
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName, linked_id


@dataclass(frozen=True, slots=True)
class Person:
    """A column of the table: an entry of the care team, or (`member_id` empty) a name that was typed."""

    member_id: str
    name: str
    role: str = ""

    @property
    def key(self) -> str:
        """By what a duty finds its column."""
        return self.member_id or folded(self.name)

    @property
    def value(self) -> str:
        """What is saved as the name."""
        return LinkedName(self.name, self.member_id) if self.member_id else self.name


@dataclass(frozen=True, slots=True)
class Duty:
    """That somebody has a part in a topic; `part` is `LEADS` or `INVOLVED`."""

    record_id: str
    person: str  # the key of a `Person`
    part: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the table. `key` is that of the program's list, `own` the person's words for a topic of their own."""

    key: str
    own: str
    name: str
    duties: tuple[Duty, ...]
    hidden: bool = False

    @property
    def is_covered(self) -> bool:
        """Whether somebody looks after it, not merely has a part in it."""
        return any(duty.part == LEADS for duty in self.duties)

    @property
    def id(self) -> tuple[str, str]:
        """By what it is found again."""
        return self.key, folded(self.own)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table. `people` are the care team's persons, then whoever else has a part; hidden topics stand beside the others."""

    topics: tuple[Topic, ...]
    hidden: tuple[Topic, ...]
    people: tuple[Person, ...]

    @property
    def uncovered(self) -> tuple[Topic, ...]:
        """The topics that nobody looks after yet."""
        return tuple(topic for topic in self.topics if not topic.is_covered)

    @property
    def busy(self) -> tuple[Person, ...]:
        """Those who have a part in a topic that is shown."""
        named = {duty.person for topic in self.topics for duty in topic.duties}
        return tuple(person for person in self.people if person.key in named)

    def keys(self, topic: Topic, part: str) -> list[str]:
        """The keys of those who have this part in a topic, in the order of the columns."""
        named = {duty.person for duty in topic.duties if duty.part == part}
        return [person.key for person in self.people if person.key in named]

    def names(self, topic: Topic, part: str) -> list[str]:
        """The names of those who have this part in a topic."""
        named = set(self.keys(topic, part))
        return [person.name for person in self.people if person.key in named]


def read(session: Session) -> Matrix:
    """The table as it is now."""
    records = store.list_active(session, CARE_TOPICS)
    people = _people(store.list_active(session, CARE_TEAM), records)
    by_topic: dict[tuple[str, str], list[Record]] = {(choice.value, ""): [] for choice in TOPICS if choice.value != OWN}
    for record in records:
        by_topic.setdefault(id_of(record), []).append(record)
    topics = [_topic(key, found) for (key, _), found in by_topic.items()]
    return Matrix(
        tuple(topic for topic in topics if not topic.hidden), tuple(topic for topic in topics if topic.hidden), people
    )


def id_of(record: Record) -> tuple[str, str]:
    """By what the topic of an entry is found."""
    key = record.values["topic"] or OWN
    return (key, folded(record.values["own"] or "") if key == OWN else "")


def _topic(key: str, records: Sequence[Record]) -> Topic:
    own = next((record.values["own"] for record in records if record.values["own"]), "") if key == OWN else ""
    duties = tuple(
        Duty(record.id, _key_of(record.values["who"]), record.values["part"] or LEADS)
        for record in records
        if record.values["who"]
    )
    hidden = any(record.values["hidden"] is True for record in records)
    return Topic(key, own, topic_name({"topic": key, "own": own}), duties, hidden)


def _key_of(who: str) -> str:
    return linked_id(who) or folded(who)


def _people(team: Iterable[Record], records: Iterable[Record]) -> tuple[Person, ...]:
    """Everyone of the team, the point person first and people before places, then the names that only these entries know."""
    ordered = sorted(team, key=lambda member: not care_team.is_person(member.values))
    found = {member.id: Person(member.id, member.title, member.values["role"] or "") for member in ordered}
    for record in records:
        who = record.values["who"]
        if who:
            found.setdefault(_key_of(who), Person(linked_id(who), str(who)))
    return tuple(found.values())


def give_part(session: Session, topic: Topic, person: Person, part: str | None) -> None:
    """Say what part somebody has in a topic; None for none. Raises InvalidRecord, RecordMissing."""
    own = [duty for duty in topic.duties if duty.person == person.key]
    if part is None:
        for duty in own:
            _take_away(session, topic, duty)
    elif own:
        store.save(session, CARE_TOPICS, {"part": part}, record_id=own[0].record_id)
    else:
        empty = _entry_without_name(session, topic)
        values = {"topic": topic.key, "own": topic.own or None, "who": person.value, "part": part}
        store.save(session, CARE_TOPICS, values, record_id=empty)


def _take_away(session: Session, topic: Topic, duty: Duty) -> None:
    """A topic of the person's own stays in the table when the last one leaves it; so does what was noted beside the name."""
    record = store.get(session, CARE_TOPICS, duty.record_id)
    is_last = len(topic.duties) == 1 and topic.key == OWN
    if is_last or record.values["notes"]:
        store.save(session, CARE_TOPICS, {"who": None, "part": None}, record_id=duty.record_id)
    else:
        store.trash(session, CARE_TOPICS, duty.record_id)


def _entry_without_name(session: Session, topic: Topic) -> str | None:
    for record in store.list_active(session, CARE_TOPICS):
        if id_of(record) == topic.id and not record.values["who"] and record.values["hidden"] is not True:
            return record.id
    return None


def add_topic(session: Session, own: str) -> None:
    """Add a topic of the person's own. Raises InvalidRecord where there is one of this name."""
    name = own.strip()
    matrix = read(session)
    if not name:
        raise InvalidRecord({"own": tr("Please write what the topic is called.")})
    if any(folded(topic.name) == folded(name) for topic in (*matrix.topics, *matrix.hidden)):
        raise InvalidRecord({"own": tr("“{topic}” is in the list already.", topic=name)})
    store.save(session, CARE_TOPICS, {"topic": OWN, "own": name})


def hide(session: Session, topic: Topic) -> None:
    """Leave a topic out of the table; who looks after it is kept. Raises InvalidRecord."""
    store.save(session, CARE_TOPICS, {"topic": topic.key, "own": topic.own or None, "hidden": True})


def show(session: Session, topic: Topic) -> None:
    """Put a topic that was left out into the table again. Raises InvalidRecord, RecordMissing."""
    for record in store.list_active(session, CARE_TOPICS):
        if id_of(record) == topic.id and record.values["hidden"] is True:
            if record.values["who"] or record.values["notes"] or topic.key == OWN:
                store.save(session, CARE_TOPICS, {"hidden": None}, record_id=record.id)
            else:
                store.trash(session, CARE_TOPICS, record.id)


NEXT_PART = {None: LEADS, LEADS: INVOLVED, INVOLVED: None}
"""What a press on a cell of the table makes of it."""
