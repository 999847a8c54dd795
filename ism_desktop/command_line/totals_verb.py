"""The verb totals: what bills and payments of some days came to, as a PDF or as a table."""

from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from ism_desktop.command_line import printing_papers
from ism_desktop.command_line.opening import open_vault
from ism_desktop.command_line.output import Output, note
from ism_desktop.command_line.table_arguments import SUMS
from ism_desktop.errors import CannotPrint, ExitStatus
from ism_desktop.exchange import money_table
from ism_desktop.language import tr
from ism_desktop.printing import money_totals
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures
from ism_desktop.records.money.periods import Period
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


def totals(words: Namespace, output: Output) -> ExitStatus:
    """Write the totals into a file."""
    today = datetime.now().astimezone().date()
    period = _period(words.begins, words.ends, today)
    target: Path = words.out.absolute()
    if words.table and words.with_papers:
        raise CannotPrint(
            tr("A table has no documents behind it."), tr("Leave out “--with-papers”, or leave out “--table”.")
        )
    with open_vault(words, lambda _: printing_papers.require_place(target)) as opened:
        what = disclosures.MONEY_TABLE if words.table else disclosures.MONEY_TOTALS
        content, missing = _table(opened, words, period) if words.table else _paper(opened, words, period, today)
        written = printing_papers.write_and_enter(opened, target, content, what)
    for title in missing:
        note(tr("Left out: {reason}", reason=title))
    if str(target) != "/dev/stdout":  # there the file itself is the answer
        values = {"path": str(target), "bytes": written, "left_out": list(missing)}
        output.item(values, tr("Saved: {path} (not encrypted)", path=str(target)))
    return ExitStatus.SOME_REFUSED if missing else ExitStatus.DONE


def _period(first: date | None, last: date | None, today: date) -> Period:
    """This year without any day; until the end of its year with a first day alone."""
    if first is None and last is None:
        return Period.of_year(today.year)
    if first is None:
        raise CannotPrint(tr("The period has no first day."), tr("Say from which day on, such as --from 2026-05-01."))
    last = date(first.year, 12, 31) if last is None else last
    if last < first:
        raise CannotPrint(
            tr("There are no days from {begins} to {ends}.", begins=first.isoformat(), ends=last.isoformat()),
            tr("The first day comes before the last one."),
        )
    return Period.of_days(first, last)


def _table(vault: Vault, words: Namespace, period: Period) -> tuple[bytes, tuple[str, ...]]:
    with vault.read() as session:
        if words.table == SUMS:
            return money_table.sums(session, (period,), words.by), ()
        return money_table.entries(session, (period,)), ()


def _paper(vault: Vault, words: Namespace, period: Period, today: date) -> tuple[bytes, tuple[str, ...]]:
    paper = next(paper for paper in Paper if paper.word == words.paper)
    with vault.read() as session:
        content = money_totals.collect(session, (period,), words.by, today, with_papers=words.with_papers)
    with Workers() as workers:
        return money_totals.build_telling(vault, workers, content, paper)
