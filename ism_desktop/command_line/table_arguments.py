"""What can be said in a command of days, of the journal as a table, and of totals."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ism_desktop.language import tr

SUMS, ENTRIES = "sums", "entries"

WAYS = ("provider", "insurer", "kind", "whom")
"""What totals are made by; a test compares them with `printing.money_totals`."""


def add_period(verb: argparse.ArgumentParser, first: str, escaped: Callable[[str], str]) -> None:
    """Add the first and the last day. `escaped` makes a help text safe for argparse."""
    verb.add_argument("--from", dest="begins", type=_day, metavar="DAY", help=escaped(first))
    verb.add_argument("--to", dest="ends", type=_day, metavar="DAY", help=escaped(tr("the last day")))


def add_journal(verb: argparse.ArgumentParser, escaped: Callable[[str], str]) -> None:
    """Add what can be said of the journal as a table."""
    verb.add_argument("--out", required=True, type=Path, metavar="FILE", help=escaped(tr("the CSV file to write")))
    add_period(verb, tr("the first day, such as 2026-05-01 (default: all days)"), escaped)


def add_totals(verb: argparse.ArgumentParser, escaped: Callable[[str], str]) -> None:
    """Add what can be said of totals."""
    out = tr("the PDF file to write, or with --table the CSV file")
    verb.add_argument("--out", required=True, type=Path, metavar="FILE", help=escaped(out))
    by = tr(
        "what is added up: by who sent the bills (default: {name}), by insurer, by kind or by whom it was paid",
        name=WAYS[0],
    )
    verb.add_argument("--by", choices=WAYS, default=WAYS[0], help=escaped(by))
    table = tr("a table for a spreadsheet instead of a PDF: of the sums, or of every bill and payment")
    verb.add_argument("--table", choices=(SUMS, ENTRIES), help=escaped(table))
    papers = tr("put the documents of the bills and payments behind")
    verb.add_argument("--with-papers", action="store_true", help=escaped(papers))
    paper = tr("the paper size (default: {name})", name="a4")
    verb.add_argument("--paper", choices=("a4", "letter"), default="a4", help=escaped(paper))
    add_period(verb, tr("the first day, such as 2026-01-01 (default: this year)"), escaped)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("must be a day such as 2026-05-01")) from None
