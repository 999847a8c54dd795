"""The monitoring plan, and the plans for procedures word for word, as parts of the binder's tabs."""

from dataclasses import replace

from ism_desktop.language import tr
from ism_desktop.printing import planned_checks
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.planned_checks import Check
from ism_desktop.printing.values import joined, words, words_or_gap
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS, REPLACED
from ism_desktop.records.store import Record

# In the cells of a row, or what a next date was counted with.
_IN_ROW = (
    *("what", "type", "every", "told_by", "told_by_other", "told_on", "last_on", "next_on"),
    *("last_result", "last_report", "interval", "interval_unit", "status"),
)


def monitoring(reader: Reader) -> tuple[Group, ...]:
    """Every check: how often, who said so, the last one and the next one; those that ended apart."""
    columns = (
        (tr("What is checked"), 2.8),
        (tr("How often, as told"), 2.4),
        (tr("Told by"), 2.6),
        (tr("Last done"), 2.0),
        (tr("Next due"), 2.6),
    )
    rows = tuple(_row(reader, check) for check in planned_checks.read_all(reader.session))
    ended = tuple(_row(reader, check) for check in planned_checks.read_all(reader.session, ended=True))
    plan = Group(tr("Monitoring plan"), rows, columns, "" if ended else reader.nothing_words(MONITORING))
    return (
        plan,
        Group(tr("Checks that ended"), tuple(replace(row, cells=(*row.cells[:4], "")) for row in ended), columns),
    )


def _row(reader: Reader, check: Check) -> BinderRecord:
    missing = tr("not recorded")
    told = joined(check.told_by, words_or_gap(check.record, "told_on"))
    cells = (check.what, check.every or missing, told or missing, check.last_words, check.next_on_paper)
    return reader.row(check.record, cells, skip=_IN_ROW)


def for_procedures(reader: Reader) -> tuple[Group, ...]:
    """Plans in use, each word for word; those that were replaced stand apart, and say so beside their titles: nobody may follow one."""
    by_use: dict[bool, list[BinderRecord]] = {True: [], False: []}
    for record in reader.all(PROCEDURE_PLANS):
        is_used = record.values["status"] != REPLACED
        by_use[is_used].append(_plan(reader, record, "" if is_used else tr("Not in use")))
    notes = (tr("Copied word for word from what was written. The page itself is under Documents."),)
    said = reader.nothing_words(PROCEDURE_PLANS)
    title, former = tr("Plans for procedures, as they were written"), tr("Plans that were replaced")
    return (
        Group(title, tuple(by_use[True]), said=said, notes=notes if by_use[True] else ()),
        Group(former, tuple(by_use[False])),
    )


def _plan(reader: Reader, record: Record, badge: str) -> BinderRecord:
    kinds = words(record, "procedures")
    title = tr("{title}, for: {procedures}", title=record.title, procedures=kinds) if kinds else record.title
    return reader.block(record, badge=badge, title=title, skip=("title", "procedures", "status"))
