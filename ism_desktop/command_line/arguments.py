"""What may be typed: the verbs and their options."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ism_desktop import __version__
from ism_desktop.errors import ExitStatus

_EPILOG = """\
Without a verb the window opens. The passphrase is asked for, or read as the first line of an open file descriptor
(--passphrase-fd N); it is never a word of the command, because other programs can read those. The verb passphrase reads two lines:
the present passphrase, or with --recovery the digits of the sheet, and the new one.

exit status: 0 done, 2 usage, 3 wrong passphrase, 4 vault damaged or newer than this program, 5 some items refused (the rest done),
6 damage was found,
7 the work was done, but its answers could not be written
"""


class _Parser(argparse.ArgumentParser):
    """One that does not end as if all were well when the help or the version could not be written."""

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        # argparse passes over a full disk in silence, and has no other place to ask whether it was one.
        if file is not sys.stdout or file is None:
            super()._print_message(message, file)
            return
        try:
            file.write(message)
            file.flush()
        except OSError as error:
            # What Python still holds for the stream would raise once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
            self.exit(ExitStatus.ANSWERS_LOST, f"The answer could not be written ({error.strerror}).\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="python -m ism_desktop",
        description="A health record at home for people with indolent systemic mastocytosis: offline, encrypted, printable.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"ISM Desktop {__version__}")
    top.add_argument("--demo", action="store_true", help="open the window with an invented patient")
    top.set_defaults(json=False, passphrase_fd=None)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", title="verbs")

    making = _verb(verbs.add_parser, "create", "make a new vault in a folder that is absent or empty")
    making.add_argument("--demo", action="store_true", dest="fill_demo", help="fill it with the invented demo patient")

    importing = _verb(
        verbs.add_parser,
        "import",
        "take documents in: PDF, JPEG, PNG and TIFF files, and folders of them; or one whole export into an empty vault",
    )
    importing.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help="a file or folder; a folder that “export” made is taken in as the record that it is",
    )

    importing.add_argument(
        "--attachments", action="store_true", help="also take in the files that are inside of PDFs, as documents"
    )

    searching = _verb(verbs.add_parser, "search", "find words in every record and in the text of every page")
    searching.add_argument("words", metavar="WORDS", nargs="+")
    searching.add_argument("--limit", type=_count, default=50, metavar="N", help="at most so many places (%(default)s)")

    listing = _verb(verbs.add_parser, "list", "list the records, all of them or those of one kind")
    listing.add_argument("kind", metavar="KIND", nargs="?", help="such as medications; without it, every kind")

    printing = _verb(verbs.add_parser, "print", "draw a paper as a PDF file, which is not encrypted")
    printing.add_argument("paper_name", metavar="card|questions|binder", choices=("card", "questions", "binder"))
    printing.add_argument("--out", required=True, type=Path, metavar="FILE", help="the PDF file to write")
    printing.add_argument("--paper", choices=("a4", "letter"), default="a4", help="the sheet (%(default)s)")
    printing.add_argument(
        "--appointment",
        metavar="ID",
        help="for questions: this appointment instead of the next planned one; with none planned, all open questions",
    )
    _add_safekeeping(verbs.add_parser)
    return top


def _add_safekeeping(add: Callable[..., argparse.ArgumentParser]) -> None:
    backing_up = _verb(add, "backup", "copy what is new to a backup in a folder, and read it all back")
    backing_up.add_argument("to", metavar="TO", type=Path, help="a folder, best on another drive")
    backing_up.add_argument("--one-file", action="store_true", help="write one new tar file with everything instead")
    backing_up.add_argument(
        "--keep", type=_count, metavar="N", help="how many backups stay there (10; with --one-file all, unless given)"
    )

    exporting = _verb(add, "export", "write everything as ordinary files, which are not encrypted, into a folder")
    exporting.add_argument("to", metavar="TO", type=Path, help="a folder that is absent or empty")

    verifying = _verb(add, "verify", "check that nothing is damaged; a backup’s folder can be checked as well")
    verifying.add_argument("--full", action="store_true", help="read every byte of every file")

    restoring = add(
        "restore",
        help="restore the latest backup into a new folder",
        description="Restore the latest backup into a new folder. No passphrase is needed to restore; with it the vault is "
        "opened and read in full afterwards.",
    )
    restoring.add_argument("backup", metavar="BACKUP", type=Path, help="the backup’s folder, or a tar file of it")
    restoring.add_argument("to", metavar="TO", type=Path, help="a folder that is absent or empty")
    _add_usual(restoring)

    changing = _verb(add, "passphrase", "change the passphrase, or set a new one with the recovery sheet")
    changing.add_argument(
        "--recovery", action="store_true", help="the passphrase was forgotten: give the sheet’s 48 digits in its place"
    )


def _verb(add: Callable[..., argparse.ArgumentParser], name: str, words: str) -> argparse.ArgumentParser:
    verb = add(name, help=words, description=words[0].upper() + words[1:] + ".")
    verb.add_argument("vault", metavar="VAULT", type=Path, help="the vault’s folder")
    _add_usual(verb)
    return verb


def _add_usual(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="one JSON line for each item")
    verb.add_argument(
        "--passphrase-fd", type=_descriptor, metavar="N", help="read the passphrase from this open file descriptor"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _descriptor(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be the number of an open file descriptor")
    return number
