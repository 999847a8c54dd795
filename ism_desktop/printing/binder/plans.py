"""The monitoring plan, and the plans for procedures word for word, as parts of the binder's tabs."""

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


def monitoring(reader: Reader) -> Group:
    """Every check that has not ended: how often, who said so, the last one and the next one."""
    columns = (
        (tr("What is checked"), 2.8),
        (tr("How often, as told"), 2.4),
        (tr("Told by"), 2.6),
        (tr("Last done"), 2.0),
        (tr("Next due"), 2.6),
    )
    rows = tuple(_row(reader, check) for check in planned_checks.read_all(reader.session))
    return Group(tr("Monitoring plan"), rows, columns, reader.nothing_words(MONITORING))


def _row(reader: Reader, check: Check) -> BinderRecord:
    missing = tr("not recorded")
    told = joined(check.told_by, words_or_gap(check.record, "told_on"))
    cells = (check.what, check.every or missing, told or missing, check.last_words, check.next_on_paper)
    return reader.row(check.record, cells, skip=_IN_ROW)


def for_procedures(reader: Reader) -> Group:
    """Plans in use, each word for word. One that was replaced stays in the record, and out of the binder: it could be followed."""
    blocks = tuple(
        _plan(reader, record) for record in reader.all(PROCEDURE_PLANS) if record.values["status"] != REPLACED
    )
    notes = (tr("Copied word for word from what was written. The page itself is under Documents."),) if blocks else ()
    title = tr("Plans for procedures, as they were written")
    return Group(title, blocks, said=reader.nothing_words(PROCEDURE_PLANS), notes=notes)


def _plan(reader: Reader, record: Record) -> BinderRecord:
    kinds = words(record, "procedures")
    title = tr("{title}, for: {procedures}", title=record.title, procedures=kinds) if kinds else record.title
    return reader.block(record, title=title, skip=("title", "procedures", "status"))
