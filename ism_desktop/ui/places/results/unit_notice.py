"""Names units that the program filled in and a lab may print otherwise: a sign at each cell, and a line beside the table’s label."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.places.results.known_tests import KnownTests

SIGN = "mdi6.eye-check-outline"


class UnitNotice(QWidget):
    """Said until a value of the same lab was saved in this unit before: haematocrit is printed in % by one lab and in L/L by another.

    Its room is kept while it is hidden, so that the table does not move under the cursor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("units_filled")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(SIGN, 16), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = small(tr("Compare units marked like this with the report."))
        row.addWidget(self._words, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._filled: set[str] = set()
        self._named: dict[str, str] = {}
        self.hide()

    def forget(self) -> None:
        """Another collection is shown: what stands there was saved by the person."""
        self._filled.clear()
        self._named.clear()
        self.hide()

    def note(self, rows: Iterable[Mapping[str, str]]) -> None:
        """The program filled in the units of these lines."""
        self._filled |= {_mark(row) for row in rows if row.get("unit")}

    def show_for(self, lines: Iterable[Mapping[str, str]], known: KnownTests, lab: str) -> bool:
        """Name those whose unit still is the one that was filled in. Returns whether they are others than before."""
        before, self._named = self._named, {}
        for line in lines:
            if line.get("unit") and _mark(line) in self._filled and known.may_differ(line, lab):
                self._named[_mark(line)] = tr("{test}: {unit}", test=line["test"], unit=line["unit"])
        if self._named == before:
            return False
        words = tr(
            "Units that were filled in for you: {units}. Labs differ, so compare them with the report.",
            units=in_use().listed(list(self._named.values())),
        )
        self._words.setAccessibleName(words)
        self.setVisible(bool(self._named))
        if len(self._named) > len(before) and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, words))
        return True

    def of_cell(self, line: Mapping[str, str], name: str) -> str:
        """What is to be said of a cell; empty for most."""
        if name != "unit" or not self._named or not line.get("test") or _mark(line) not in self._named:
            return ""
        return tr("This unit was filled in for you. Labs differ, so compare it with the report.")


def _mark(line: Mapping[str, str]) -> str:
    return f"{KnownTests.mark(line.get('key', ''), line['test'])}\n{line.get('unit', '')}"
