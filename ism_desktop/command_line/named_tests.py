"""The tests that a command names."""

from collections.abc import Sequence

from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.errors import CannotPrint
from ism_desktop.library import lab_tests
from ism_desktop.records import test_values
from ism_desktop.vault import Session


def named_tests(session: Session, names: Sequence[str], none: CannotPrint) -> list[str]:
    """The keys of the tests that are named: each by its name, or several in one word with commas. `none` is raised where there is none."""
    called: dict[str, Named] = {}
    for value in test_values.every(session):
        mark = lab_tests.mark(value.key, value.test)
        known = lab_tests.load().tests.get(value.key)
        others = (value.test, *(known.aliases if known is not None else ()))
        called.setdefault(mark, Named(mark, value.test if known is None else known.name, others))
    there = list(called.values())
    found: list[str] = []
    for name in names or ("",):
        is_one = lab_tests.plain(name) in {lab_tests.plain(one) for test in there for one in (test.title, *test.others)}
        parts = [name] if is_one or "," not in name else [part for part in name.split(",") if part.strip()]
        found += [the_one(part.strip(), there, none).id for part in parts or [""]]
    return list(dict.fromkeys(found))
