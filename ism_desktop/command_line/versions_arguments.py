"""What can be said of the versions of a document in a command."""

import argparse
from collections.abc import Callable
from pathlib import Path

from ism_desktop.language import tr


def add(verb: argparse.ArgumentParser, count: Callable[[str], int], escaped: Callable[[str], str]) -> None:
    """Add the options. `count` reads a number from 1 on, `escaped` makes a help text safe for argparse."""
    verb.add_argument(
        "names", metavar="DOCUMENT", nargs="+", help=escaped(tr("the title of the document, a part of it, or its id"))
    )
    verb.add_argument("--save", type=count, metavar="N", help=escaped(tr("save the version with this number")))
    verb.add_argument(
        "--out", type=Path, metavar="FILE", help=escaped(tr("where to save it; the file is not encrypted"))
    )
