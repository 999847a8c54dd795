"""The binder's tab of test results: the tryptase first, drawn and in a table, then every other group, the latest collection first."""

from dataclasses import replace

from ism_desktop.language import tr, tr_c
from ism_desktop.library import lab_tests
from ism_desktop.printing import results_chart
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.results_chart import ChartContent
from ism_desktop.printing.values import words, words_or_gap
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.test_results import TEST_RESULTS, TRYPTASE, value_words
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, Rows

_IN_TABLE = ("taken_at", "lab", "values", "tryptase_state", "onset_at")


def test_results(reader: Reader) -> tuple[Group, ...]:
    """Every value stands once, with the lab's own range; what belongs to the whole collection stands under its first line."""
    records = reader.all(TEST_RESULTS)
    if not records:
        return (Group("", (), said=reader.nothing_words(TEST_RESULTS)),)
    by_group: dict[str, list[tuple[Record, Values]]] = {}
    bare: list[Record] = []
    for record in records:
        rows = record.values["values"]
        for row in rows.rows if isinstance(rows, Rows) else ():
            by_group.setdefault(lab_tests.group_of(row.get("key")), []).append((record, row))
        if not isinstance(rows, Rows):
            bare.append(record)
    said: set[str] = set()
    groups: list[Group] = []
    if TRYPTASE in by_group:
        groups.append(_tryptase(reader, by_group.pop(TRYPTASE), said))
    groups += [
        _table(reader, lab_tests.group_name(group), by_group[group], said)
        for group in lab_tests.groups()
        if group in by_group
    ]
    if bare:
        blocks = tuple(reader.block(record, skip=("values",)) for record in bare)
        groups.append(Group(tr("Collections without values"), blocks))
    return tuple(groups)


def _tryptase(reader: Reader, values: list[tuple[Record, Values]], said: set[str]) -> Group:
    columns = (
        (tr("When it was taken"), 2.6),
        (tr("Tryptase"), 2.1),
        (tr("Lab’s range"), 1.6),
        (tr("Which sample it was"), 2.4),
        (tr("Reaction began"), 2.2),
        (tr("Lab"), 2.2),
    )
    rows: list[BinderRecord] = []
    for record, row in values:
        state = words_or_gap(record, "tryptase_state") or tr("not recorded")
        when = _clock(record)
        cells = (when, _printed(row), str(row.get("range") or ""), state, _began(record), words(record, "lab"))
        rows.append(_row(reader, record, row, cells, said, when))
    note = tr("The ranges are those that each lab printed. Nothing was computed or compared by this program.")
    return Group(lab_tests.group_name(TRYPTASE), tuple(rows), columns, notes=(note,), chart=_chart(reader))


def _chart(reader: Reader) -> ChartContent:
    """The tryptase over time, with medicine and reactions: procedures have a tab of their own."""
    chart = results_chart.collect(reader.session, (TRYPTASE,))
    return chart.with_events((MEDICATIONS.name, REACTIONS.name))


def _table(reader: Reader, title: str, values: list[tuple[Record, Values]], said: set[str]) -> Group:
    columns = (
        (tr("Test"), 2.7),
        (tr("Value"), 2.2),
        (tr("Lab’s range"), 2.1),
        (tr("Taken on"), 3.3),
        (tr("Lab"), 2.8),
    )
    rows: list[BinderRecord] = []
    for record, row in values:
        test = str(row.get("test") or tr("Test without a name"))
        when = _day(record)
        cells = (test, _printed(row), str(row.get("range") or ""), when, words(record, "lab"))
        rows.append(_row(reader, record, row, cells, said, when))
    return Group(title, tuple(rows), columns)


def _row(
    reader: Reader, record: Record, row: Values, cells: tuple[str, ...], said: set[str], when: str
) -> BinderRecord:
    """A value; under the first of its collection stands what the collection says besides, and the page that says so."""
    own = ((tr("Method or note"), str(row["method"])),) if row.get("method") else ()
    name = tr_c("a test and the day it was taken", "{test}, {day}", test=str(row.get("test") or ""), day=_when(record))
    if record.id in said:
        return BinderRecord(name, "", cells, own)
    said.add(record.id)
    if when != _when(record):
        own = (*own, (tr("When it was taken"), _when(record)))
    return BinderRecord(name, "", cells, (*own, *reader.facts(record, skip=_IN_TABLE)), reader.proofs(record))


def _printed(row: Values) -> str:
    """The value with its unit and flag, as printed."""
    value, flag = value_words(row), row.get("flag")
    return tr_c("a value and the lab’s flag", "{value} {flag}", value=value, flag=str(flag)) if flag else value


def _when(record: Record) -> str:
    return words_or_gap(record, "taken_at") or tr("not recorded")


def _day(record: Record) -> str:
    """The day alone: with its time and zone it took three lines beside every value of a blood count."""
    taken = record.values["taken_at"]
    return taken.date.words if isinstance(taken, Moment) else _when(record)


def _clock(record: Record) -> str:
    """The day and the time, which matter for a tryptase, without the zone."""
    taken = record.values["taken_at"]
    return replace(taken, zone="").words if isinstance(taken, Moment) else _when(record)


def _began(record: Record) -> str:
    """When the reaction began; of a sample taken during one, that it is missing."""
    known = words_or_gap(record, "onset_at")
    if known or record.values["tryptase_state"] not in {"reaction", "after_24h"}:
        return known
    return tr("not recorded")
