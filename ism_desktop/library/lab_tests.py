"""The tests that the program knows by name: their usual units, specimen and LOINC codes, in panels; and how a test is known again.

Nothing here says what a result means, and no test has a range: only the one that a lab prints beside a value belongs to it.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from ism_desktop.language import in_use
from ism_desktop.library import lab_test_names as names
from ism_desktop.library.resources import BadResource, as_object, objects_at, read_object, text_at

_FILE = "test_presets.json"
OTHER = "other"
"""The group of a test that the program does not know."""


@dataclass(frozen=True, slots=True)
class LabTest:
    """One test. `units` are those that labs usually print, the commonest first; `loinc` maps a code to the units that it is meant for.

    `key` never changes between releases.
    """

    key: str
    group: str
    specimen: str
    units: tuple[str, ...]
    loinc: Mapping[str, tuple[str, ...]]
    aliases: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called, in the language in use."""
        return str(names.TESTS[self.key])

    @property
    def specimen_words(self) -> str:
        """What is usually taken for it, in the language in use."""
        return str(names.SPECIMENS[self.specimen])

    def loinc_for(self, unit: str) -> str:
        """The LOINC code of a value in this unit; empty where none is known for certain."""
        return next((code for code, units in self.loinc.items() if unit in units), "")


# Units in which a value is the same number, by what their prefixes mean (BIPM, The International System of Units, 9th edition).
_SAME_NUMBER = (
    frozenset({"10⁹/L", "10^9/L", "x10^9/L", "10³/µL", "10^3/µL", "G/L", "/nL", "K/µL"}),
    frozenset({"10¹²/L", "10^12/L", "x10^12/L", "10⁶/µL", "10^6/µL", "T/L", "/pL", "M/µL"}),
    frozenset({"ng/mL", "µg/L"}),
    frozenset({"pg/mL", "ng/L"}),
    frozenset({"kU/L", "kUA/L", "IU/mL", "U/mL"}),
    frozenset({"%", "% VAF"}),
)


def same_number(units: Iterable[str]) -> bool:
    """Whether a value is the same number in each of these units, as far as is known."""
    wanted = set(units)
    return len(wanted) <= 1 or any(wanted <= group for group in _SAME_NUMBER)


@dataclass(frozen=True, slots=True)
class Panel:
    """Tests that are usually printed together, in their usual order."""

    key: str
    tests: tuple[LabTest, ...]

    @property
    def name(self) -> str:
        """What it is called, in the language in use."""
        return str(names.PANELS[self.key])


@dataclass(frozen=True, slots=True)
class Presets:
    """Everything in the file. `headings` maps a column of the table of values to the words that may head it in a lab's own table."""

    tests: Mapping[str, LabTest]
    panels: tuple[Panel, ...]
    headings: Mapping[str, tuple[str, ...]]


@cache
def load() -> Presets:
    """Every test and panel, in the order of the file. Raises BadResource."""
    loaded = read_object(_FILE)
    tests: dict[str, LabTest] = {}
    for entry in objects_at(loaded, "tests", _FILE):
        test = _test(entry)
        if test.key in tests:
            raise BadResource(f"{_FILE}: {test.key} stands there twice")
        tests[test.key] = test
    panels = tuple(_panel(entry, tests) for entry in objects_at(loaded, "panels", _FILE))
    headings = as_object(loaded.get("headings"), f"{_FILE}, headings")
    return Presets(tests, panels, {column: _texts(headings, column, "headings") for column in headings})


def _test(entry: Mapping[str, Any]) -> LabTest:
    key = text_at(entry, "key", _FILE)
    group, specimen = text_at(entry, "group", key), text_at(entry, "specimen", key)
    if key not in names.TESTS or group not in names.GROUPS or specimen not in names.SPECIMENS:
        raise BadResource(f"{_FILE}: {key}, its group or its specimen has no name")
    units = _texts(entry, "units", key)
    loinc = as_object(entry.get("loinc"), f"{key}, loinc")
    codes = {code: _texts(loinc, code, key) for code in loinc}
    if any(unit not in units for meant in codes.values() for unit in meant):
        raise BadResource(f"{_FILE}: {key} has a code for a unit that it does not have")
    return LabTest(key, group, specimen, units, codes, _texts(entry, "aliases", key))


def _panel(entry: Mapping[str, Any], tests: Mapping[str, LabTest]) -> Panel:
    key = text_at(entry, "key", _FILE)
    wanted = _texts(entry, "tests", key)
    if key not in names.PANELS or not wanted or any(test not in tests for test in wanted):
        raise BadResource(f"{_FILE}: the panel {key} has no name, or a test that is not there")
    return Panel(key, tuple(tests[test] for test in wanted))


def _texts(mapping: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value: object = mapping.get(key)
    texts = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(text, str) and text == text.strip() and text for text in texts):
        raise BadResource(f"{_FILE}: “{key}” of {where} must be a list of texts")
    return tuple(cast("list[str]", texts))


# Knowing a test again ---------------------------------------------------------------------------------------------------


def plain(words: str) -> str:
    """Words as they are compared: in small letters, with single blanks, whatever the width or composition of the letters."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def mark(key: str, name: str) -> str:
    """What two values of one test have in common: the key of the test, or else the name that was typed."""
    return key or plain(name)


def recognised(words: str) -> LabTest | None:
    """The test of this very name, or one of the names that labs print for it; None for any other words. Nothing is guessed."""
    return _by_name(in_use().tag).get(plain(words))


@cache
def _by_name(_language: str) -> Mapping[str, LabTest]:
    found: dict[str, LabTest] = {}
    for test in load().tests.values():
        for name in (test.name, names.TESTS[test.key].message, *test.aliases):
            found.setdefault(plain(name), test)
    return found


def printed_names() -> tuple[str, ...]:
    """Every name by which a test is known, in the language in use and as labs print it."""
    return tuple(dict.fromkeys(name for test in load().tests.values() for name in (test.name, *test.aliases)))


def keys_named(words: str) -> frozenset[str]:
    """The keys of the tests that these words name: one test, or all of a panel or group of this very name. Nothing is guessed."""
    test = recognised(words)
    if test is not None:
        return frozenset((test.key,))
    wanted, known = plain(words), load()
    for panel in known.panels:
        if wanted in {plain(panel.name), plain(names.PANELS[panel.key].message)}:
            return frozenset(each.key for each in panel.tests)
    for group, name in names.GROUPS.items():
        if group != OTHER and wanted in {plain(str(name)), plain(name.message)}:
            return frozenset(each.key for each in known.tests.values() if each.group == group)
    return frozenset()


def spelled(words: str) -> str:
    """The name of a test with its accents, for one that lost them when it was read from a picture; any other words as they are."""
    return words if recognised(words) is not None else _by_bare_name(in_use().tag).get(_bare(words), words)


def _bare(words: str) -> str:
    parts = unicodedata.normalize("NFKD", plain(words))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _by_bare_name(_language: str) -> Mapping[str, str]:
    names_known = [name for test in load().tests.values() for name in (test.name, *test.aliases)]
    return {_bare(name): name for name in names_known if _bare(name) != plain(name)}


def group_of(key: object) -> str:
    """The group of a test by its key; `OTHER` for one that the program does not know."""
    test = load().tests.get(key) if isinstance(key, str) else None
    return OTHER if test is None else test.group


def group_name(group: str) -> str:
    """What a group is called, in the language in use."""
    return str(names.GROUPS[group])


def groups() -> Sequence[str]:
    """The groups in their order."""
    return tuple(names.GROUPS)


def column_headed(words: str) -> str:
    """The column that is headed by these words in a lab's table; empty for words that are not known."""
    wanted = plain(words).strip(":.")
    return next((column for column, known in load().headings.items() if wanted in known), "")
