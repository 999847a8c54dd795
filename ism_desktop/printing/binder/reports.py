"""The tabs that rest on reports: the diagnosis with its evidence, and the reports by kind, bone density site by site, fractures."""

from collections.abc import Mapping, Sequence

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing.binder.content import BinderRecord, Group, Proof
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.diagnosis_page import Evidence, Topic, topics_of
from ism_desktop.printing.diagnosis_page.content import missing_words
from ism_desktop.printing.values import joined, words_or_gap
from ism_desktop.records import store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.fractures import FRACTURES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reports import BONE_DENSITY, REPORTS, Measured, over_the_years
from ism_desktop.records.store import Record

# In the order in which a specialist looks for them: genes, marrow, bones, imaging, the rest.
_HEADINGS: Mapping[tuple[str, ...], LazyText] = {
    ("genetics",): tr_lazy("Genetic tests"),
    ("marrow", "biopsy"): tr_lazy("Bone marrow and other biopsies"),
    (BONE_DENSITY,): tr_lazy("Bone density scans"),
    ("imaging",): tr_lazy("Imaging"),
    ("evaluation",): tr_lazy("Specialists’ work-ups"),
}

# Of a finding: in the cells of its row.
_EVIDENCE_SAID = ("topic", "state", "said", "on_date", "method", "by_whom", "report")
# Of a report: in its title, in the heading of its group, in the table of bone densities.
_SAID_ABOVE = ("title", "on_date", "type", "bone_density")


def diagnosis(reader: Reader) -> tuple[Group, ...]:
    """The diagnosis on one page; what was never recorded says so, because a new doctor looks for it here."""
    person = reader.the_one(PERSON)
    topics = topics_of(reader.session)
    if person is None and all(topic.is_missing for topic in topics):
        return (Group("", ()),)
    stated: list[Group] = []
    if person is not None:
        facts = reader.facts(person, groups=("diagnosis", "source"), skip=("skin",), gaps_shown=True)
        record = BinderRecord(tr("Diagnosis"), facts=facts, proofs=reader.proofs(person))
        stated.append(Group("", (record,)))
    columns = ((tr("About"), 2.3), (tr("As the reports say it"), 6.0))
    rows = [row for topic in topics for row in _topic_rows(reader, topic)]
    return (*stated, Group(tr("What it rests on"), tuple(rows), columns))


def _topic_rows(reader: Reader, topic: Topic) -> list[BinderRecord]:
    if topic.is_missing:
        return [BinderRecord(topic.label, cells=(topic.label, missing_words()))]
    return [_evidence(reader, topic.label, one) for one in topic.evidence]


def _evidence(reader: Reader, label: str, one: Evidence) -> BinderRecord:
    facts: tuple[tuple[str, str], ...] = ((tr("Source"), one.origin),) if one.origin and not one.sources else ()
    if one.kind == DIAGNOSIS_EVIDENCE.name:
        record = store.get(reader.session, DIAGNOSIS_EVIDENCE, one.record_id)
        facts = (*reader.facts(record, skip=_EVIDENCE_SAID), *facts)
    proofs = tuple(Proof(source.document_id, source.title, source.page, source.note) for source in one.sources)
    return BinderRecord(label, cells=(label, one.in_full), facts=facts, proofs=proofs)


def reports(reader: Reader) -> tuple[Group, ...]:
    """Reports by kind, the latest first; bone density site by site, too; then fractures."""
    records = reader.all(REPORTS)
    groups: list[Group] = []
    named: set[str] = set()
    for types, heading in _HEADINGS.items():
        named |= set(types)
        if BONE_DENSITY in types:
            groups += _bone_density(records)
        groups += _blocks(reader, str(heading), [record for record in records if record.values["type"] in types])
        if BONE_DENSITY in types:
            groups += _fractures(reader)
    groups += _blocks(reader, tr("Other reports"), [record for record in records if record.values["type"] not in named])
    return tuple(groups) or (Group("", ()),)


def _blocks(reader: Reader, title: str, records: Sequence[Record]) -> list[Group]:
    blocks = [
        reader.block(record, title=joined(words_or_gap(record, "on_date"), record.title), skip=_SAID_ABOVE)
        for record in records
    ]
    return [Group(title, tuple(blocks))] if blocks else []


def _bone_density(records: Sequence[Record]) -> list[Group]:
    """Every site with its scans below each other: the values as printed, nothing compared."""
    sites = over_the_years([(record.id, record.values) for record in records])
    rows = [_measured(site, one) for site, measured in sites.items() for one in measured]
    columns = (
        (tr("Site"), 3.0),
        (tr("Date"), 2.4),
        (tr("Density (BMD)"), 2.2),
        (tr("T-score"), 1.4),
        (tr("Z-score"), 1.4),
    )
    return [Group(tr("Bone density over the years"), tuple(rows), columns)] if rows else []


def _measured(site: str, one: Measured) -> BinderRecord:
    row = REPORTS.field("bone_density")
    values = (shown(row.cell(name), one.row.get(name)) for name in ("density", "t_score", "z_score"))
    when = shown(REPORTS.field("on_date"), one.on_date) or tr("not recorded")
    return BinderRecord(site, cells=(site, when, *values))


def _fractures(reader: Reader) -> list[Group]:
    shown_names = ("bone", "on_date", "force")
    rows = tuple(
        reader.row(record, [words_or_gap(record, name) or tr("not recorded") for name in shown_names], skip=shown_names)
        for record in reader.all(FRACTURES)
    )
    said = reader.nothing_words(FRACTURES)
    columns = ((tr("Which bone"), 3.0), (tr("When"), 2.4), (tr("What it took"), 3.0))
    return [Group(tr("Fractures"), rows, columns, said)] if rows or said else []
