"""Collects every message that a person reads into `resources/locale/ism_desktop.pot`, and compiles the translations beside it.

    .venv/bin/python packaging/collect_messages.py             # writes the catalogue
    .venv/bin/python packaging/collect_messages.py --compile   # and makes the .mo of each resources/locale/*/LC_MESSAGES/ism_desktop.po

`resources/locale/en/LC_MESSAGES/ism_desktop.po` is English for English: it holds the messages that are reworded, and no others. The first
wording of a message stays in the program as its key.

The catalogue is the same for the same messages: sorted, without a date and without numbers of lines, so that it changes only when a
message does. Babel writes and reads the files; the messages are found in the syntax tree, because Babel's own reading of Python passes
over messages inside of f-strings and of other calls.
"""

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ism_desktop"
LOCALES = ROOT / "resources" / "locale"
TEMPLATE = LOCALES / "ism_desktop.pot"
COMMAND = ".venv/bin/python packaging/collect_messages.py"

DOOR = PACKAGE / "language.py"
# The functions of the door, and how many of their first arguments are words that the collector must be able to read.
WORDS_OF = {"tr": 1, "tr_n": 2, "tr_c": 2, "tr_lazy": 1, "tr_n_lazy": 2}

_HEADER = """\
# Every message of ISM Desktop. Made by packaging/collect_messages.py; do not edit.
# This file is distributed under the licence of ISM Desktop (Apache-2.0)."""

# A compiled catalogue is the same for the same messages, too; its head has a place for a date.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)

# Of the head of the file: what programs for translators read. The rest are dates, and places for names that nobody fills in.
_KEPT = ('"MIME-Version:', '"Content-Type:', '"Content-Transfer-Encoding:')


class MessageFault(Exception):
    """A message or a translation cannot be used as it stands; the text says where and why."""


@dataclass(frozen=True)
class Call:
    """A call of one of the door's functions. `words` are its literal words; None where the collector cannot read one."""

    line: int
    function: str
    words: tuple[str, ...] | None
    context: str | None = None
    gaps: frozenset[str] | None = None
    """The names of the values given; None when they are not written out."""


def calls(tree: ast.AST) -> Iterator[Call]:
    """Every call of the door's functions below this node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in WORDS_OF:
                yield _call(node, called)


def _call(node: ast.Call, function: str) -> Call:
    count = WORDS_OF[function]
    keywords = {keyword.arg for keyword in node.keywords}
    gaps = None if None in keywords else frozenset(name for name in keywords if name is not None)
    read = [_literal(argument) for argument in node.args[:count]]
    words = tuple(word for word in read if word is not None)
    if len(words) != count:
        return Call(node.lineno, function, None)
    if function == "tr_c":
        return Call(node.lineno, function, words[1:], words[0], gaps)
    if function == "tr_lazy":
        context, readable = _context(node)
        return Call(node.lineno, function, words if readable else None, context, frozenset())
    return Call(node.lineno, function, words, None, gaps)  # those of `tr_n_lazy` is `number`, and no other


def _context(node: ast.Call) -> tuple[str | None, bool]:
    """The context that a lazy message names, and whether it could be read."""
    named = [keyword.value for keyword in node.keywords if keyword.arg == "context"]
    given = [*node.args[1:], *named]
    if not given:
        return None, True
    context = _literal(given[0])
    return context, context is not None


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def collect(package: Path = PACKAGE) -> Catalog:
    """The catalogue of every message in the package. Raises MessageFault for one with two different plurals."""
    catalogue = Catalog(project="ISM Desktop", header_comment=_HEADER)
    plurals: dict[str, str] = {}
    for file in sorted(package.rglob("*.py")):
        name = f"{package.name}/{file.relative_to(package).as_posix()}"
        for call in calls(ast.parse(file.read_text(encoding="utf-8"), str(file))):
            if call.words is None or not all(call.words):
                continue
            if len(call.words) == 2 and plurals.setdefault(*call.words) != call.words[1]:
                raise MessageFault(f"{name}:{call.line}: “{call.words[0]}” has another plural elsewhere")
            known = catalogue.get(call.words[0], call.context)
            words = known.id if known is not None and isinstance(known.id, tuple) else call.words
            catalogue.add(words if len(words) == 2 else words[0], locations=[(name, 1)], context=call.context)
    for message in catalogue:
        message.flags -= {"python-format"}  # “50 %” is none
    return catalogue


def template(catalogue: Catalog) -> str:
    """The catalogue as the text of a file; the same text for the same messages."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, include_lineno=False)
    head, blank, messages = out.getvalue().decode("utf-8").partition("\n\n")
    kept = [line for line in head.splitlines(keepends=True) if not line.startswith('"') or line.startswith(_KEPT)]
    return "".join(kept).rstrip("\n") + blank + messages


def gaps_of(words: str) -> set[str]:
    """The names of the gaps in a message. Raises ValueError for braces that are none."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def compile_all(locales: Path = LOCALES, known: Catalog | None = None) -> list[Path]:
    """Make the .mo of every translation, and return them.

    Raises MessageFault for a translation that would not be shown: with a slip in it, or reworded English of which `known`, every message
    of the program, has no such message.
    """
    made: list[Path] = []
    for source in sorted(locales.glob("*/LC_MESSAGES/ism_desktop.po")):
        tag = source.parent.parent.name
        try:
            with source.open("rb") as file:
                catalogue = read_po(file, locale=tag, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            raise MessageFault(f"{source}: {error}") from error
        faults = [fault for message in catalogue if message.id for fault in _faults(message, catalogue.num_plurals)]
        if tag == "en" and known is not None:
            faults += [f"“{said}” is no message of the program (any more)" for said in _unknown(catalogue, known)]
        if faults:
            raise MessageFault("\n".join(f"{source}: {fault}" for fault in faults))
        catalogue.creation_date = _NO_DATE
        target = source.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, catalogue)
        made.append(target)
    return made


def _unknown(catalogue: Catalog, known: Catalog) -> list[str]:
    """The keys of a catalogue that are no messages of the program."""
    there = {(message.id, message.context) for message in known}
    unknown = [message for message in catalogue if message.id and (message.id, message.context) not in there]
    return [message.id if isinstance(message.id, str) else str(message.id[0]) for message in unknown]


def _faults(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with a translation; nothing with one that is still empty or marked as unsure."""
    source = cast("tuple[str, ...]", message.id if isinstance(message.id, tuple) else (message.id,))
    translated = cast("tuple[str, ...]", message.string if isinstance(message.string, tuple) else (message.string,))
    if message.fuzzy or not any(translated):
        return
    if len(translated) != (plurals if len(source) == 2 else 1) or not all(translated):
        yield f"“{source[0]}” has not all its forms"
    allowed = set[str]().union(*map(gaps_of, source))
    for words in translated:
        try:
            unknown = gaps_of(words) - allowed
        except ValueError as error:
            yield f"“{words}”: {error}"
        else:
            if unknown:
                yield f"“{words}” names {', '.join(sorted(unknown))}, which “{source[0]}” does not"


def main(words: list[str] | None = None) -> int:
    """Write the catalogue, and compile the translations if wanted."""
    parser = argparse.ArgumentParser(description=cast("Any", __doc__).splitlines()[0])
    parser.add_argument("--compile", action="store_true", help="also make the .mo of each translation")
    wanted = parser.parse_args(words)
    try:
        catalogue = collect()
        TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
        TEMPLATE.write_text(template(catalogue), encoding="utf-8", newline="\n")
        print(f"{TEMPLATE.relative_to(ROOT)}: {len(catalogue)} messages")
        for made in compile_all(known=catalogue) if wanted.compile else ():
            print(made.relative_to(ROOT))
    except MessageFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
