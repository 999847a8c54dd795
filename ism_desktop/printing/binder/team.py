"""The binder's pages of the care team: everyone, the point person first, and who manages what."""

from dataclasses import replace

from ism_desktop.language import in_use, tr
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.values import words
from ism_desktop.records import who_manages
from ism_desktop.records.care_team import around
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS, INVOLVED, LEADS
from ism_desktop.records.store import Record


def care_team(reader: Reader) -> tuple[Group, ...]:
    """Everyone, the point person first and marked; then the topics, once somebody is named for one."""
    records = reader.all(CARE_TEAM)
    blocks = tuple(
        _member(reader, record)
        for record in sorted(records, key=lambda record: record.values["point_person"] is not True)
    )
    return (Group("", blocks, said=reader.nothing_words(CARE_TEAM)), *_who_manages(reader))


def _member(reader: Reader, record: Record) -> BinderRecord:
    """An entry, with its visits and how it is reached by way of its practice; neither is typed there."""
    block = reader.block(
        record,
        badge=tr("Point person") if record.values["point_person"] is True else "",
        skip=("name", "point_person", "on_card"),
    )
    known = around(reader.session, record, reader.today)
    visits = ((tr("Last visit"), known.last_visit), (tr("Next visit"), known.next_visit))
    visited = [(label, words(visit, "on_date")) for label, visit in visits if visit is not None]
    practice = "" if known.practice is None else known.practice.title
    reached = [
        (
            tr("{field} of {practice}", field=CARE_TEAM.field(name).label, practice=practice),
            shown(CARE_TEAM.field(name), value),
        )
        for name, value in known.reached.items()
    ]
    return replace(block, facts=(*block.facts, *reached, *visited))


def _who_manages(reader: Reader) -> tuple[Group, ...]:
    matrix = who_manages.read(reader.session)
    if not matrix.busy:
        return ()
    notes: dict[tuple[str, str], list[Record]] = {}
    for record in reader.all(CARE_TOPICS):
        notes.setdefault(who_manages.id_of(record), []).append(record)
    rows: list[BinderRecord] = []
    for topic in matrix.topics:
        leads, involved = (in_use().listed(matrix.names(topic, part)) for part in (LEADS, INVOLVED))
        cells = (topic.name, leads or tr("Nobody yet"), involved or "–")
        own = notes.get(topic.id, [])
        facts = [
            fact for record in own for fact in reader.facts(record, skip=("topic", "own", "who", "part", "hidden"))
        ]
        proofs = tuple(proof for record in own for proof in reader.proofs(record))
        rows.append(BinderRecord(topic.name, "", cells, tuple(facts), proofs))
    columns = ((tr("Topic"), 2.6), (tr("Looks after it"), 2.4), (tr("Is involved"), 2.4))
    return (Group(CARE_TOPICS.plural, tuple(rows), columns),)
