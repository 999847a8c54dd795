"""What can be said of labels for papers in a command."""

import argparse
from collections.abc import Callable

from ism_desktop.language import tr

SHEETS = ("l7160", "l7651", "5160")
"""The words of the sheets of labels; a test compares them with `printing.paper_labels`."""


def add(printing: argparse.ArgumentParser, count: Callable[[str], int], escaped: Callable[[str], str]) -> None:
    """Add the options. `count` reads a number from 1 on, `escaped` makes a help text safe for argparse."""
    printing.add_argument(
        "--labels",
        choices=SHEETS,
        help=escaped(tr("for labels: the sheet (default: l7160, on Letter 5160)")),
    )
    printing.add_argument(
        "--begin-at",
        type=count,
        default=1,
        metavar="N",
        help=escaped(tr("for labels: the first label of the sheet that is still there (default: 1)")),
    )
    printing.add_argument(
        "--free",
        type=count,
        metavar="N",
        help=escaped(tr("for labels: so many with the next free numbers; a name is what they begin with")),
    )
    printing.add_argument("--with-title", action="store_true", help=escaped(tr("for labels: with the title")))
    printing.add_argument("--with-date", action="store_true", help=escaped(tr("for labels: with the date")))
