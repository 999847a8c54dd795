"""What may be typed: the verbs and their options."""

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from ism_desktop import __version__, language
from ism_desktop.command_line import (
    argparse_words,
    argument_types,
    label_arguments,
    table_arguments,
    versions_arguments,
)
from ism_desktop.errors import ExitStatus
from ism_desktop.language import in_use, tr

_PROGRAM = "python -m ism_desktop"
_WIDTH = 100
# Known without the rooms that the verbs bring with them.
_READING = ("create", "import", "search", "list", "versions", "verify")
_GIVING_OUT = ("print", "journal", "totals", "export", "backup", "restore")
VERB_NAMES = frozenset((*_READING, *_GIVING_OUT, "passphrase"))


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
            why = tr("The result could not be written: {reason}.", reason=error.strerror or "")
            self.exit(ExitStatus.ANSWERS_LOST, f"{why}\n")


def language_asked(words: Sequence[str]) -> str:
    """The language that the command names; empty when it names none that there is. Asked first: help and faults are said in it."""
    before = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    before.add_argument("--language", default="")
    options = list(words[: list(words).index("--")] if "--" in words else words)
    try:
        asked: str = before.parse_known_args(options)[0].language
    except argparse.ArgumentError:  # nothing after it; the parser of the whole says so
        return ""
    return asked if asked in _languages() else ""


def folder_asked(words: Sequence[str]) -> Path | None:
    """The folder of the record that the window is asked to open: the only word that is no option, when it is no verb."""
    before = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    before.add_argument("--language", default="")
    before.add_argument("folder", nargs="?", default="")
    try:
        known, others = before.parse_known_args(words)
    except argparse.ArgumentError:
        return None
    named: str = known.folder
    path = Path(named)
    is_path = bool(named) and (path.name != named or path.exists())
    return path.absolute() if is_path and not others and named not in VERB_NAMES else None


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line, in the language in use."""
    argparse_words.use()
    top = _Parser(
        prog=_PROGRAM,
        usage=f"{_PROGRAM} [-h] [--version] [--language TAG] [--demo | FOLDER | VERB ...]",
        description=textwrap.fill(
            tr(
                "A health record at home for people with indolent systemic mastocytosis: offline, encrypted, printable."
            ),
            _WIDTH,
        ),
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"ISM Desktop {__version__}",
        help=_help(tr("show the version of the program and exit")),
    )
    top.add_argument("--demo", action="store_true", help=_help(tr("open the window with an invented patient")))
    _add_language(top)
    top.set_defaults(json=False, passphrase_fd=None)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", title=tr("verbs"), prog=_PROGRAM)
    _add_making_and_reading(verbs.add_parser)
    _add_printing(verbs.add_parser)
    _add_safekeeping(verbs.add_parser)
    return top


def _epilog() -> str:
    about = (
        tr("Without a verb the window opens; with a FOLDER it asks for the passphrase of the record in it."),
        tr(
            "The passphrase is asked for, or read as the first line of an open file descriptor (--passphrase-fd N). It is never a word"
            " of the command, because other programs can read those. The verb “passphrase” reads two lines: the present passphrase,"
            " or with --recovery the digits of the recovery sheet, and then the new one."
        ),
    )
    statuses = {
        ExitStatus.DONE: tr("done"),
        ExitStatus.USAGE: tr("the command was not understood or cannot be carried out"),
        ExitStatus.WRONG_PASSPHRASE: tr("wrong passphrase"),
        ExitStatus.VAULT_UNREADABLE: tr("the vault is damaged, or newer than this program"),
        ExitStatus.SOME_REFUSED: tr("some items were refused, the rest is done"),
        ExitStatus.DAMAGED: tr("damage was found"),
        ExitStatus.ANSWERS_LOST: tr("the work is done, but its results could not be written"),
    }
    statuses_told = "\n".join(
        [tr("exit status:"), *(f"  {int(status)}  {words}" for status, words in statuses.items())]
    )
    paragraphs = [textwrap.fill(words, _WIDTH, break_on_hyphens=False) for words in about]
    return "\n\n".join([*paragraphs, statuses_told])


def _add_making_and_reading(add: Callable[..., argparse.ArgumentParser]) -> None:
    making = _verb(add, "create", tr("Create a vault in a folder that does not exist yet or is empty."))
    making.add_argument(
        "--demo", action="store_true", dest="fill_demo", help=_help(tr("fill it with the invented demo patient"))
    )
    importing = _verb(
        add,
        "import",
        tr(
            "Import documents: PDFs, pictures, plain texts, e-mails, and folders of them; or one whole export into an empty vault."
        ),
    )
    importing.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help=_help(tr("a file or folder; a folder that “export” made is imported as the record it is")),
    )
    importing.add_argument(
        "--attachments", action="store_true", help=_help(tr("also import the files inside PDFs, as documents"))
    )
    importing.add_argument(
        "--pdf-passwords-fd",
        type=argument_types.descriptor,
        metavar="N",
        help=_help(tr("read passwords of locked PDFs, one on each line, from another open file descriptor")),
    )
    importing.add_argument(
        "--dry-run",
        action="store_true",
        help=_help(tr("only say what would be imported, and what would not and why")),
    )
    importing.add_argument(
        "--folder-names",
        action="store_true",
        help=_help(tr("use the names of folders in a folder as tags, and as the kind of document where they name one")),
    )
    importing.add_argument(
        "--read-in",
        metavar="CODES",
        default="",
        help=_help(
            tr("languages of scanned pages, the most frequent first, such as deu,eng (default: those of the settings)")
        ),
    )
    importing.add_argument(
        "--models",
        metavar="FOLDER",
        type=Path,
        help=_help(tr("where the models of these languages lie, files of Tesseract that end in .traineddata")),
    )
    searching = _verb(add, "search", tr("Search every entry and the text of every page."))
    searching.add_argument("words", metavar="WORDS", nargs="+", help=_help(tr("what to look for")))
    searching.add_argument(
        "--limit",
        type=argument_types.count,
        default=50,
        metavar="N",
        help=_help(tr("how many results to show at most (default: {number})", number=50)),
    )
    listing = _verb(add, "list", tr("List the entries, all of them or those of one kind."))
    listing.add_argument(
        "kind", metavar="KIND", nargs="?", help=_help(tr("such as “medications”; every kind when left out"))
    )
    kept = _verb(add, "versions", tr("List the versions of a document, or save one of them as it is."))
    versions_arguments.add(kept, argument_types.count, _help)


PAPERS = (
    "card",
    "questions",
    "diagnosis",
    "medications",
    "refills",
    "triggers",
    "evidence",
    "who-manages-what",
    "brief",
    "request",
    "summary",
    "sheet",
    "chart",
    "calendar",
    "plan",
    "episode",
    "slip",
    "comparison",
    "guide",
    "about-me",
    "labels",
    "binder",
)


def _add_printing(add: Callable[..., argparse.ArgumentParser]) -> None:
    printing = _verb(add, "print", tr("Save a print-out as a PDF file, which is not encrypted."))
    printing.add_argument(
        "paper_name",
        metavar="PAPER",
        choices=PAPERS,
        help=_help(
            tr(
                "“card” (the emergency card), “questions” (the question list), “diagnosis” (the diagnosis on one page), “medications” (the"
                " medication list), “refills” (the refill sheet), “triggers” (my triggers), “evidence” (research papers),"
                " “who-manages-what” (who looks after which topic), “brief” (the visit brief), “request” (the letter of a records request),"
                " “summary” (the summary of the journal), “sheet” (a month’s sheet to fill in by hand), “chart”"
                " (test results over time), “calendar” (the calendar of a taper or cycle), “plan” (the plan for a procedure),"
                " “episode” (the report of an episode), “slip” (the slip for the hospital), “comparison” (past episodes side by side),"
                " “guide” (the guide as a booklet), “about-me” (the letter about you, of answers that papers may quote),"
                " “labels” (labels for papers) or “binder”"
            )
        ),
    )
    printing.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help=_help(
            tr(
                "for a chart the tests, such as “Tryptase”; for a calendar the medication; for a plan what it is called, or a procedure;"
                " for a brief whom you see (default: with whom the next appointment is); for a request whom you ask;"
                " for an episode or a slip its day, such as “3 May 2026” (default: the latest); for"
                " a comparison the day of each (default: the newest); for a sheet its month, such as 2026-05 (default: a line to write it"
                " on); for research papers “new” (the default), “later” or “all”; for the guide the pages (default: all); for the letter"
                " about you the reader: “doctor”, “school”, “employer” or “airline” (default: “doctor”);"
                " for labels the numbers on the papers (default: all)"
            )
        ),
    )
    printing.add_argument("--out", required=True, type=Path, metavar="FILE", help=_help(tr("the PDF file to write")))
    printing.add_argument(
        "--paper",
        choices=("a4", "letter"),
        default="a4",
        help=_help(tr("the paper size (default: {name})", name="a4")),
    )
    printing.add_argument(
        "--appointment",
        metavar="ID",
        help=_help(
            tr(
                "for questions: those of this appointment instead of the next one planned; with none planned, all open ones"
            )
        ),
    )
    printing.add_argument(
        "--large",
        action="store_true",
        help=_help(tr("for questions: large letters; for a sheet: large letters, half a month on a page")),
    )
    printing.add_argument("--with-name", action="store_true", help=_help(tr("for a sheet: with name and birth date")))
    printing.add_argument("--with-notes", action="store_true", help=_help(tr("for the guide: with your own notes")))
    label_arguments.add(printing, argument_types.count, _help)
    summary = tr("for a summary: the first day, such as 2026-05-01 (default: the last whole month)")
    table_arguments.add_period(printing, summary, _help)


def _add_safekeeping(add: Callable[..., argparse.ArgumentParser]) -> None:
    backing_up = _verb(add, "backup", tr("Copy what is new to a backup in a folder, and read it all back."))
    backing_up.add_argument("to", metavar="TO", type=Path, help=_help(tr("a folder, best on another drive")))
    backing_up.add_argument(
        "--one-file", action="store_true", help=_help(tr("write one new tar file with everything instead"))
    )
    backing_up.add_argument(
        "--keep",
        type=argument_types.count,
        metavar="N",
        help=_help(tr("how many backups to keep there (default: {number}; with --one-file every one)", number=10)),
    )
    exporting = _verb(add, "export", tr("Export everything as ordinary files, which are not encrypted, to a folder."))
    exporting.add_argument(
        "to", metavar="TO", type=Path, help=_help(tr("a folder that does not exist yet or is empty"))
    )
    table = _verb(add, "journal", tr("Save the journal as a table (a CSV file), which is not encrypted."))
    table_arguments.add_journal(table, _help)
    adding_up = _verb(
        add, "totals", tr("Add up the bills and payments of some days, into a file that is not encrypted.")
    )
    table_arguments.add_totals(adding_up, _help)
    verifying = _verb(add, "verify", tr("Check that nothing is damaged, in a vault or in a backup’s folder."))
    verifying.add_argument("--full", action="store_true", help=_help(tr("read every byte of every file")))

    words = tr("Restore the latest backup into a new folder.")
    restoring = add(
        "restore",
        help=_help(words),
        epilog=_help(
            tr("No passphrase is needed to restore. With it, the vault is opened and read in full afterwards.")
        ),
        description=_help(words),
    )
    restoring.add_argument(
        "backup", metavar="BACKUP", type=Path, help=_help(tr("the backup’s folder, or a tar file of it"))
    )
    restoring.add_argument(
        "to", metavar="TO", type=Path, help=_help(tr("a folder that does not exist yet or is empty"))
    )
    _add_usual(restoring)

    changing = _verb(add, "passphrase", tr("Change the passphrase, or set a new one with the recovery sheet."))
    changing.add_argument(
        "--recovery",
        action="store_true",
        help=_help(tr("the passphrase was forgotten: give the 48 digits of the recovery sheet in its place")),
    )


def _verb(add: Callable[..., argparse.ArgumentParser], name: str, words: str) -> argparse.ArgumentParser:
    verb = add(name, help=_help(words), description=_help(words))
    verb.add_argument("vault", metavar="VAULT", type=Path, help=_help(tr("the vault’s folder")))
    _add_usual(verb)
    return verb


def _add_usual(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help=_help(tr("write one line of JSON for each item")))
    verb.add_argument(
        "--passphrase-fd",
        type=argument_types.descriptor,
        metavar="N",
        help=_help(tr("read the passphrase from this open file descriptor")),
    )
    _add_language(verb)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        type=_language,
        default=argparse.SUPPRESS,  # or the verb's would forget what stands before the verb
        metavar="TAG",
        help=_help(tr("the language to use, one of: {tags}", tags=in_use().listed(_offered(), "or"))),
    )


def _help(words: str) -> str:
    """Words that argparse fills with its own places: it reads a percent sign as one."""
    return words.replace("%", "%%")


def _offered() -> tuple[str, ...]:
    return ("system", *language.available())


def _languages() -> frozenset[str]:
    """What may be named: the pseudo-language too, for those who look for words that cannot be translated."""
    return frozenset({*_offered(), language.PSEUDO})


def _language(text: str) -> str:
    if text not in _languages():
        tags = in_use().listed(_offered(), "or")
        raise argparse.ArgumentTypeError(
            tr("“{tag}” is not one of the available languages: {tags}", tag=text, tags=tags)
        )
    return text
