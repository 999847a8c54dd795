"""The line under the table that names the units which the program filled in and a lab may print otherwise."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ism_desktop.language import in_use, tr
from ism_desktop.ui.places.results.known_tests import KnownTests


class UnitNotice(QLabel):
    """Said until a value of the same lab was saved in this unit before: haematocrit is printed in % by one lab and in L/L by another."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("units_filled")
        self.setProperty("role", "secondary")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of tests are the person's words
        self._filled: set[str] = set()
        self.hide()

    def forget(self) -> None:
        """Another collection is shown: what stands there was saved by the person."""
        self._filled.clear()
        self.hide()

    def note(self, rows: Iterable[Mapping[str, str]]) -> None:
        """The program filled in the units of these lines."""
        self._filled |= {_mark(row) for row in rows if row.get("unit")}

    def show_for(self, lines: Iterable[Mapping[str, str]], known: KnownTests, lab: str) -> None:
        """Name those that have a value, and whose unit still is the one that was filled in."""
        named = [
            tr("{test}: {unit}", test=line["test"], unit=line["unit"])
            for line in lines
            if line.get("value") and line.get("unit") and _mark(line) in self._filled and known.may_differ(line, lab)
        ]
        self.setText(
            tr(
                "Units that were filled in for you: {units}. Labs differ, so compare them with the report.",
                units=in_use().listed(named),
            )
            if named
            else ""
        )
        self.setVisible(bool(named))


def _mark(line: Mapping[str, str]) -> str:
    return f"{KnownTests.mark(line.get('key', ''), line['test'])}\n{line.get('unit', '')}"
