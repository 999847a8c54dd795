"""What the table of values offers while it is typed into: tests, the units the person writes for them, and the tests of last time."""

from collections.abc import Iterable, Mapping, Sequence

from ism_desktop.documents.report_rows import KnownTests as TestsForReports
from ism_desktop.language import in_use
from ism_desktop.library import lab_tests
from ism_desktop.library.lab_tests import LabTest, Panel
from ism_desktop.records.test_values import PastValue

_RANGES = 6
_FLAGS = ("H", "L", "HH", "LL", "A", "*")


class KnownTests:
    """Read anew when a record is opened: the values typed before are the best guide to those to come. A test is told by its key or name."""

    def __init__(self, past: Sequence[PastValue]) -> None:
        self._past = past
        self._by_test: dict[str, list[PastValue]] = {}
        for value in past:
            self._by_test.setdefault(self.mark(value.key, value.test), []).append(value)

    @staticmethod
    def mark(key: str, name: str) -> str:
        """What two values of one test have in common."""
        return lab_tests.mark(key, name)

    def names(self) -> list[str]:
        """Every test that has a name: the program's, and the person's own."""
        known = [test.name for test in lab_tests.load().tests.values()]
        own = dict.fromkeys(value.test for value in self._past if value.test and not value.key)
        return [*known, *(name for name in own if lab_tests.recognised(name) is None)]

    def units(self, key: str, name: str) -> list[str]:
        """Units for a test, that of last time first."""
        test = lab_tests.load().tests.get(key)
        before = [value.unit for value in self._of(key, name) if value.unit]
        return list(dict.fromkeys([*before[:1], *(test.units if test is not None else ()), *before]))

    def unit(self, key: str, name: str, lab: str = "") -> str:
        """The unit to begin with: that of this lab, or of last time where no lab is said; else one in which the number is right anyway.

        Empty where labs print different numbers: an albumin of 56 g/L would become 56 g/dL.
        """
        before, wanted = [value for value in self._of(key, name) if value.unit], lab_tests.plain(lab)
        here = [value.unit for value in before if not wanted or lab_tests.plain(value.lab) == wanted]
        units = self.units(key, name)
        return here[0] if here else units[0] if units and lab_tests.same_number(units) else ""

    def may_differ(self, line: Mapping[str, str], lab: str) -> bool:
        """Whether a lab may print another number for a test: in which unit this lab prints it is not known from before."""
        key, name, unit = line.get("key", ""), line["test"], line.get("unit", "")
        wanted = lab_tests.plain(lab)
        here = [value.unit for value in self._of(key, name) if wanted and lab_tests.plain(value.lab) == wanted]
        return here[:1] != [unit] and not lab_tests.same_number(self.units(key, name))

    def ranges(self, key: str, name: str) -> list[str]:
        """Ranges that labs printed for this test before."""
        return list(dict.fromkeys(value.range for value in self._of(key, name) if value.range))[:_RANGES]

    def methods(self, key: str, name: str) -> list[str]:
        """Methods that labs printed for this test before."""
        return list(dict.fromkeys(value.method for value in self._of(key, name) if value.method))[:_RANGES]

    @staticmethod
    def flags() -> Sequence[str]:
        """Flags as labs print them."""
        return _FLAGS

    def _of(self, key: str, name: str) -> Iterable[PastValue]:
        return self._by_test.get(self.mark(key, name), ())

    def row(self, test: LabTest, lab: str) -> Mapping[str, str]:
        """A line for a test of the program's list: its name and the unit to begin with."""
        unit = self.unit(test.key, test.name, lab)
        return {"test": test.name, "key": test.key} | ({"unit": unit} if unit else {})

    def panel(self, panel: Panel, lab: str) -> list[Mapping[str, str]]:
        """The lines of a panel, printed by this lab."""
        return [self.row(test, lab) for test in panel.tests]

    def last_time(self, *, lab: str = "", but: str | None = None) -> list[Mapping[str, str]]:
        """The tests of the latest collection, of this lab where there is one, in the order in which they stand there."""
        others = [value for value in self._past if value.record_id != but and value.test]
        wanted = lab_tests.plain(lab)
        latest = next((value for value in others if wanted and lab_tests.plain(value.lab) == wanted), None)
        latest = latest or next(iter(others), None)
        if latest is None:
            return []
        return [
            {name: text for name, text in (("test", each.test), ("key", each.key), ("unit", each.unit)) if text}
            for each in others
            if each.record_id == latest.record_id
        ]


def for_reports(own: Iterable[str] = ()) -> TestsForReports:
    """What the reading of reports may know of tests: their names, `own` among them, and usual units, and nothing of their values."""
    names = dict.fromkeys((*lab_tests.printed_names(), *own))
    units = frozenset(unit for test in lab_tests.load().tests.values() for unit in test.units)
    return TestsForReports(_usual_units, units, tuple(names), lab_tests.spelled, in_use().number_signs[0])


def _usual_units(name: str) -> Sequence[str] | None:
    test = lab_tests.recognised(name)
    if test is None:
        return None
    share = lab_tests.load().tests.get(f"{test.key}_share")
    return test.units if share is None else (*test.units, *share.units)


def key_of(name: str, unit: str) -> str:
    """The key of a test by its name as printed; a share in per cent is a test of its own. Empty for a name that is not known."""
    test = lab_tests.recognised(name)
    if test is None:
        return ""
    share = lab_tests.load().tests.get(f"{test.key}_share")
    return share.key if share is not None and unit in share.units else test.key
