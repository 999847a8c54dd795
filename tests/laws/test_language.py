"""Language has one door: no words of dates from elsewhere, messages that the collector can read, gaps with names, a current catalogue."""

import ast
import re
import shutil
import string
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ism_desktop"
sys.path.insert(0, str(ROOT / "packaging"))

import collect_messages  # noqa: E402  (a script beside the program, imported from its own folder)

from tests.trees import tree  # noqa: E402

# Who may ask Qt's locale, and for what. It is never asked for a word, a date or a number.
MAY_ASK_QT = {
    "ism_desktop/app.py": "which languages and which region the desktop is set to",
}

_THOUSANDS = "a separator of thousands"
_CALENDAR_WORDS = {"month_name", "month_abbr", "day_name", "day_abbr"}
# Forms of strftime that write words, or what the locale of the process likes.
_WORDY = re.compile(r"%[-_0^#]*([aAbBcpxXh])")


# What still writes dates by itself, until its room is gone through (issue 9). Delete a line when its file is mended.
NOT_YET: dict[str, set[str]] = {}


@cache
def _trees() -> dict[str, ast.Module]:
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(ROOT).as_posix(): tree(file) for file in files if file != collect_messages.DOOR}


# The locale of the process ------------------------------------------------------------------------------------------------


def test_no_property_of_qt_that_begins_with_i_is_given_by_name() -> None:
    """PySide looks for the setter with the capital letter of the process locale, and Turkish has another one: no window would open."""
    wrong = [
        f"{name}:{node.lineno} {keyword.arg}"
        for name, each in _trees().items()
        for node in ast.walk(each)
        if isinstance(node, ast.Call) and re.fullmatch(r"Q[A-Z]\w+", getattr(node.func, "id", ""))
        for keyword in node.keywords
        if (keyword.arg or "").startswith("i")
    ]
    assert not wrong


# Words of dates and numbers -----------------------------------------------------------------------------------------------


def _own_forms(tree: ast.AST) -> Iterator[str]:
    """What a file uses beside the door, by a short name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "calendar":
            yield from (f"calendar.{node.attr}" for _ in _CALENDAR_WORDS & {node.attr})
        elif isinstance(node, ast.Import):
            yield from ("locale" for alias in node.names if alias.name == "locale")
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            yield from (f"calendar.{name}" for name in names & _CALENDAR_WORDS if node.module == "calendar")
            yield from names & {"QLocale"}
            yield from {node.module or ""} & {"locale"}
        else:
            texts = list(_forms_in(node))
            yield from (f"%{form}" for text in texts for form in _WORDY.findall(text))
            yield from (_THOUSANDS for text in texts if text.endswith(","))


def _forms_in(node: ast.AST) -> Iterator[str]:
    """The texts in a node that say how a value is written."""
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        parts = ast.walk(node.format_spec)
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"strftime", "format"}
    ):
        parts = iter([node.func.value, *node.args])
    else:
        return
    yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


_EVERY_WAY = """
import calendar, locale
from calendar import day_name
from PySide6.QtCore import QLocale
from locale import setlocale
said = f"{day:%A} {day:%d %B} {count:,}" + day.strftime("%b") + "{:%p}".format(day) + calendar.month_name[3]
fine = f"{day:%Y-%m-%d} {count:>3}" + day.strftime("%H:%M") + in_use().month_name(3) + calendar.monthrange(2019, 5)
"""


def test_every_way_around_the_door_is_seen() -> None:
    seen = sorted(_own_forms(ast.parse(_EVERY_WAY)))
    dates = ["%A", "%B", "%b", "%p"]
    assert seen == [*dates, "QLocale", _THOUSANDS, "calendar.day_name", "calendar.month_name", "locale", "locale"]


def test_dates_and_numbers_are_written_by_the_door() -> None:
    found = {name: set(_own_forms(tree)) for name, tree in _trees().items()}
    for name in MAY_ASK_QT:
        found.get(name, set()).discard("QLocale")
    own = {name: forms for name, forms in found.items() if forms}
    new = {name: forms - NOT_YET.get(name, set()) for name, forms in own.items() if forms - NOT_YET.get(name, set())}
    assert not new, f"use ism_desktop.language.in_use() instead: {new}"
    mended = {name: forms - own.get(name, set()) for name, forms in NOT_YET.items() if forms - own.get(name, set())}
    assert not mended, f"mended, so delete it from NOT_YET: {mended}"


# Messages -----------------------------------------------------------------------------------------------------------------


def _at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The parts of a file that run while it is imported: module and class bodies, default arguments and decorators."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [*node.args.defaults, *(each for each in node.args.kw_defaults if each is not None)]
            waiting += defaults if isinstance(node, ast.Lambda) else [*defaults, *node.decorator_list]
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def test_nothing_is_translated_while_the_program_is_imported() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in _trees().items()
        for node in _at_import(tree)
        if isinstance(node, ast.Call)
        for called in [node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")]
        if called in {"tr", "tr_n", "tr_c"}
    ]
    assert not wrong, f"the language is chosen later; use tr_lazy here: {wrong}"


def _calls() -> Iterator[tuple[str, collect_messages.Call]]:
    for name, each in _trees().items():
        yield from ((f"{name}:{call.line}", call) for call in collect_messages.calls(each))


def test_the_collector_can_read_every_message() -> None:
    wrong = [where for where, call in _calls() if call.words is None or not all(call.words)]
    assert not wrong, f"the words of a message are written out, as literals: {wrong}"


def _faulty_gaps(call: collect_messages.Call) -> Iterator[str]:
    asked: set[str] = set()
    for words in call.words or ():
        try:
            parts = list(string.Formatter().parse(words))
        except ValueError as error:
            yield f"{error} in “{words}”"
            continue
        for _, gap, form, conversion in parts:
            if gap is None:
                continue
            if not gap.isidentifier() or form or conversion:
                yield f"a gap has a name and nothing else, in “{words}”"
            asked.add(gap)
        if "{{" in words or "}}" in words:
            yield f"braces are for gaps, in “{words}”"
    if call.function == "tr_lazy" or call.gaps is None:
        return
    given = set(call.gaps) | ({"number"} if call.function.startswith("tr_n") else set())
    missing, unused = asked - given, call.gaps - asked
    if missing or unused:
        yield f"not filled: {sorted(missing)}, filled in vain: {sorted(unused)}, in “{(call.words or ('',))[0]}”"


def test_gaps_have_names_and_are_filled() -> None:
    wrong = [f"{where}: {fault}" for where, call in _calls() for fault in _faulty_gaps(call)]
    assert not wrong, "\n".join(wrong)


def test_gaps_of_messages_that_are_kept_are_filled() -> None:
    """`message(tr_lazy("…"), …)`: told later, so a gap that is not filled would be found only then. A flaw gets its file's name later."""
    wrong: list[str] = []
    for name, each in _trees().items():
        for node in ast.walk(each):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message"):
                continue
            words = [call.words[0] for call in collect_messages.calls(node.args[0]) if call.words] if node.args else []
            given = {keyword.arg for keyword in node.keywords}
            if len(words) != 1 or None in given:
                continue
            asked = collect_messages.gaps_of(words[0])
            if given - asked or asked - given - {"file"}:
                wrong.append(f"{name}:{node.lineno}: asks for {sorted(asked)}, is given {sorted(map(str, given))}")
    assert not wrong, "\n".join(wrong)


def test_no_message_begins_or_ends_with_a_space() -> None:
    """Where it does, a sentence is glued from pieces."""
    wrong = [f"{where}: “{words}”" for where, call in _calls() for words in call.words or () if words != words.strip()]
    assert not wrong, "\n".join(wrong)


_collected = cache(collect_messages.collect)
"""Reading the whole program takes seconds."""


def test_the_catalogue_is_current() -> None:
    wanted = collect_messages.template(_collected())
    there = collect_messages.TEMPLATE.read_text(encoding="utf-8")
    assert there == wanted, f"messages have changed; run {collect_messages.COMMAND}"


def test_translations_are_compiled_and_current(tmp_path: Path) -> None:
    """What is shown is the compiled file; of English, only what the program still says."""
    shutil.copytree(collect_messages.LOCALES, tmp_path / "locale")
    for made in collect_messages.compile_all(tmp_path / "locale", _collected()):
        there = collect_messages.LOCALES / made.relative_to(tmp_path / "locale")
        assert there.read_bytes() == made.read_bytes(), f"run {collect_messages.COMMAND} --compile"
