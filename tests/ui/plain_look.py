"""Which tests look at how the window looks. The others run without the style sheet: Qt's work with it was a third of their time."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.trees import tree

# What a test says that measures, paints or compares pictures. `pytest.mark.looks` says it of a test that does so by other names.
_WORDS = re.compile(
    r"clipped|\bgrab\(|theme\(|colour\(|twice_the_size|apply_look|\.palette\(|font\(|fontMetrics|small_screens|managed_screen|QImage|pixmap|"
    r"\.size\(|sizeHint|text_size|\b(height|width|rect|geometry|mapTo\w*|right|bottom|paint)\(|visibleRegion|in_sight|property\(.role|styleSheet"
)
_FIXTURES = frozenset({"small_window", "screen", "text_size", "twice_the_size", "case"})


@cache
def _parts(file: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """The functions and classes of a file: what each says, and the names that it uses."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            names |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
            found[node.name] = ("\n".join(lines[node.lineno - 1 : node.end_lineno]), frozenset(names))
    return found


def looks(item: pytest.Function) -> bool:
    """Whether this test, or a function or fixture of its file that it uses, looks at how the window looks."""
    if item.get_closest_marker("looks") or _FIXTURES & set(item.fixturenames):
        return True
    parts = _parts(item.path)
    wanted, seen = {item.originalname, *item.fixturenames}, set[str]()
    while wanted:
        name = wanted.pop()
        if name in seen or name not in parts:
            continue
        seen.add(name)
        says, names = parts[name]
        if _WORDS.search(says):
            return True
        wanted |= names
    return False
