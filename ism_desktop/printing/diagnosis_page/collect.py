"""Collecting the diagnosis page: the person's diagnosis, the findings by topic, values from test results, and the card's baseline."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.diagnosis_page import results
from ism_desktop.printing.diagnosis_page.content import DiagnosisContent, Evidence, Fact, Topic
from ism_desktop.printing.values import full_name, joined, words, words_or_gap
from ism_desktop.records import links, point_person, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE, TOPICS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.plain import to_json
from ism_desktop.vault import Session

FACTS = ("diagnosis", "diagnosis_line", "classification", "diagnosed_on", "diagnosed_at")
"""The fields of the person that say the diagnosis; they are not kept a second time anywhere."""

_OTHER = "other"


def collect(session: Session, today: date, *, demo: bool = False) -> DiagnosisContent:
    """Collect the page as it would be printed today."""
    person = store.the_one(session, PERSON)
    born = None if person is None else person.values["birth_date"]
    return DiagnosisContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        born_on=born.stored if isinstance(born, PartialDate) else "",
        facts=tuple(_fact(person, name) for name in FACTS if name != "diagnosis_line" or words(person, name)),
        sources=() if person is None else tuple(links.proofs(session, PERSON, person.id)),
        confirmed=joined(words(person, "confirmed_by"), words(person, "confirmed_on")),
        topics=topics_of(session),
    )


def topics_of(session: Session) -> tuple[Topic, ...]:
    """What the reports say, by topic; one about which nothing is in the record is there, too."""
    found: dict[str, list[Evidence]] = {choice.value: [] for choice in TOPICS}
    for record in store.list_active(session, DIAGNOSIS_EVIDENCE):
        found.setdefault(record.values["topic"], []).append(_finding(session, record))
    measured = results.of_topics(session, found)
    found["tryptase"] += _baseline(store.the_one(session, EMERGENCY_CARD), found["tryptase"], measured["tryptase"])
    for key, values in measured.items():
        found[key] += values
    found["skin"] += _skin(store.the_one(session, PERSON))
    return tuple(
        Topic(choice.value, choice.label, tuple(found[choice.value]))
        for choice in TOPICS
        if choice.value != _OTHER or found[_OTHER]
    )


def _fact(person: Record | None, name: str) -> Fact:
    field = PERSON.field(name)
    value = None if person is None else person.values[name]
    return Fact(name, field.label, shown(field, value).strip() or tr("not recorded"), to_json(value))


def _finding(session: Session, record: Record) -> Evidence:
    report = _report(session, record)
    said, state = words_or_gap(record, "said"), words(record, "state")
    detail = joined(words_or_gap(record, "on_date"), words(record, "method"), words(record, "by_whom"))
    names = ("state", "said", "on_date", "method", "by_whom")
    plain = {name: to_json(record.values[name]) for name in names} | {"report": report}
    return Evidence(
        record_id=record.id,
        kind=record.kind.name,
        said=said,
        # What stands in a report needs no word about it; that something was only told, or never done, does.
        state="" if said and record.values["state"] == "reported" else state,
        detail=detail,
        origin=tr("report “{title}”", title=report) if report else "",
        sources=tuple(links.proofs(session, record.kind, record.id)),
        plain=plain,
    )


def _report(session: Session, record: Record) -> str:
    report_id = record.values["report"]
    report = store.find(session, REPORTS, report_id) if isinstance(report_id, str) else None
    return report.title if report is not None and report.deleted_at is None else ""


def _baseline(card: Record | None, findings: Sequence[Evidence], measured: Sequence[Evidence]) -> list[Evidence]:
    """The baseline tryptase of the emergency card: it is kept there and only shown here, unless a finding says the same value.

    Nor is it said twice where a result of that very day, marked as baseline, holds it.
    """
    value = "" if card is None else words_or_gap(card, "tryptase")
    if card is None or not value or any(value in finding.said for finding in findings):
        return []
    if any(value in one.said and _is_baseline_of(one, card.values["tryptase_on"]) for one in measured):
        return []
    said = tr("Baseline: {value}", value=value)
    return [_elsewhere(card, said, words(card, "tryptase_on"), tr("my emergency card"), ("tryptase", "tryptase_on"))]


def _is_baseline_of(result: Evidence, day: object) -> bool:
    taken = str(result.plain.get("taken_at", ""))
    return isinstance(day, PartialDate) and taken.startswith(day.stored) and result.plain.get("state") == "baseline"


def _skin(person: Record | None) -> list[Evidence]:
    """What the person stated about the skin."""
    answer = "" if person is None else words_or_gap(person, "skin")
    if person is None or not answer:
        return []
    said = tr("{label}: {value}", label=PERSON.field("skin").label, value=answer)
    return [_elsewhere(person, said, "", tr("stated by the patient"), ("skin",))]


def _elsewhere(record: Record, said: str, detail: str, origin: str, names: tuple[str, ...]) -> Evidence:
    """What is kept in a record of another kind, and only shown here."""
    plain = {name: to_json(record.values[name]) for name in names}
    return Evidence(record.id, record.kind.name, said, "", detail, origin, (), plain)
