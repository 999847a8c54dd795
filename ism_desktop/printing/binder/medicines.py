"""What the binder says of medications over time: changes with their reason, refills with a changed maker, tapers and cycles."""

from collections.abc import Sequence

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.values import words, words_or_gap
from ism_desktop.records import medicines
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES, change_words
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS, other_makers
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.store import Record

_OF_CHANGE = ("medication", "what", "on_date", "before", "now", "reason", "decided_by", "decided_by_other")
_OF_REFILL = ("medication", "on_date", "quantity", "brand", "maker", "lot", "expiry")


def over_time(reader: Reader) -> tuple[Group, ...]:
    """The groups that hold something, each sorted by medication and then the latest first."""
    names = {record.id: record.title for record in reader.all(MEDICATIONS)}
    groups = (_changes(reader, names), _refills(reader, names), _plans(reader, names))
    return tuple(group for group in groups if group.records)


def _sorted(reader: Reader, kind: Kind, names: dict[str, str]) -> list[tuple[str, list[Record]]]:
    """The records of each medication; those whose medication is not in the record any more come last."""
    found = medicines.by_medication(reader.session, kind)
    listed = sorted(((names[key], records) for key, records in found.items() if key in names), key=_name)
    known = {record.id for _, records in listed for record in records}
    others = [record for record in reader.all(kind) if record.id not in known]
    return [*listed, *([(tr("Medication not in the list any more"), others)] if others else [])]


def _name(entry: tuple[str, list[Record]]) -> str:
    return entry[0].casefold()


def _changes(reader: Reader, names: dict[str, str]) -> Group:
    rows: list[BinderRecord] = []
    for name, records in _sorted(reader, MEDICATION_CHANGES, names):
        for record in records:
            by = medicines.who(reader.session, record.values, "decided_by", "decided_by_other")
            cells = (
                name,
                words_or_gap(record, "on_date") or tr("not recorded"),
                change_words(record.values),
                "\n".join(part for part in (words(record, "reason"), by) if part),
            )
            rows.append(reader.row(record, cells, skip=_OF_CHANGE))
    columns = (tr("Medication"), 2.8), (tr("Since"), 1.7), (tr("Dose and directions"), 3.3), (tr("Why, by whom"), 2.8)
    return Group(tr("Changes over time"), tuple(rows), columns)


def _refills(reader: Reader, names: dict[str, str]) -> Group:
    rows: list[BinderRecord] = []
    for name, records in _sorted(reader, MEDICATION_REFILLS, names):
        former = other_makers([(record.id, record.values) for record in records])
        rows += [_refill(reader, record, name, former.get(record.id, "")) for record in records]
    columns = (tr("Medication"), 3.0), (tr("Date"), 1.9), (tr("Quantity, maker"), 3.2), (tr("Lot, expires"), 2.2)
    return Group(str(MEDICATION_REFILLS.plural), tuple(rows), columns)


def _refill(reader: Reader, record: Record, name: str, former: str) -> BinderRecord:
    handed_out = [
        " · ".join(part for part in (words(record, field) for field in ("quantity", "brand", "maker")) if part)
    ]
    if former:
        handed_out.append(tr("Another maker than last time: {maker}", maker=former))
    box: Sequence[str] = (words(record, "lot"), words_or_gap(record, "expiry"))
    cells = (name, words_or_gap(record, "on_date"), _below(handed_out), _below(box))
    return reader.row(record, cells, skip=_OF_REFILL)


def _below(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def _plans(reader: Reader, names: dict[str, str]) -> Group:
    blocks = [
        reader.block(
            record, title=tr("{name}: {medication}", name=record.title, medication=name), skip=("name", "medication")
        )
        for name, records in _sorted(reader, MEDICATION_PLANS, names)
        for record in records
    ]
    return Group(str(MEDICATION_PLANS.plural), tuple(blocks))
