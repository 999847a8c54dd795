"""What the journal is filtered by, as words that can be taken away one by one, and how many entries that leaves."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.journal_words import REGIONS, label_of
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import set_flag, small


class FilterBar(QWidget):
    """`changed` carries what is left after one of the words was taken away."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self._narrowing = JournalFilter()
        self._row = FlowLayout(self, spacing=6)
        self._count = small("")
        self._count.setObjectName("filter_bar.count")
        self._count.setWordWrap(False)
        self._clear = button(tr("Clear"), self._on_clear, role="quiet", name="filter_bar.clear")
        self._clear.setAccessibleName(tr("Clear the filter"))
        self.chips: list[QPushButton] = []
        for part in (self._count, self._clear):
            self._row.addWidget(part)
        self.hide()

    def show_filter(self, narrowing: JournalFilter, words: Mapping[str, str]) -> None:
        """Show the words of a filter; nothing where it shows everything."""
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._narrowing = narrowing
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for part in (self._count, self._clear):
            self._row.removeWidget(part)
        self.chips = [self._chip(said, names) for said, names in filter_words(narrowing, words)]
        for part in (*self.chips, self._count, self._clear):
            self._row.addWidget(part)
        self.setVisible(bool(self.chips))
        if at is not None and self.chips:
            self.chips[min(at, len(self.chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many entries there are."""
        self._count.setText(tr("{shown} of {total} entries", shown=shown, total=total))

    def _chip(self, words: str, names: tuple[str, ...]) -> QPushButton:
        made = button(words, role="chip", name=f"filter_bar.{names[0]}")
        set_flag(made, "large", on=True)
        made.setIcon(icon("mdi6.close", "text"))
        made.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            else Qt.LayoutDirection.RightToLeft
        )
        made.setAccessibleName(tr("Take away: {words}", words=words))
        made.setToolTip(tr("Take away: {words}", words=words))
        made.clicked.connect(partial(self._on_chip, names))
        return made

    def _on_chip(self, names: tuple[str, ...]) -> None:
        self.changed.emit(self._narrowing.without(*names))

    def _on_clear(self) -> None:
        self.changed.emit(JournalFilter())


def filter_words(narrowing: JournalFilter, words: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """What a filter asks for in words, each with the fields that it goes by."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if narrowing.symptom is not None:
        found.append((tr("Symptom: {name}", name=words.get("symptom", "")), ("symptom",)))
    if narrowing.exposure is not None:
        found.append((tr("Possible trigger: {name}", name=words.get("exposure", "")), ("exposure",)))
    if narrowing.place:
        found.append((tr("Place: {name}", name=label_of(REGIONS, narrowing.place)), ("place",)))
    if narrowing.medicine:
        found.append((tr("Medicine: {name}", name=words.get("medicine", narrowing.medicine)), ("medicine",)))
    severity = _severity(narrowing.least, narrowing.most)
    if severity:
        found.append((severity, ("least", "most")))
    if narrowing.first is not None and narrowing.last is not None:
        first, last = in_use().day(narrowing.first), in_use().day(narrowing.last)
        found.append((tr("{first} to {last}", first=first, last=last), ("first", "last")))
    return found


def _severity(least: int | None, most: int | None) -> str:
    if least is None:
        return "" if most is None else tr("Severity: up to {most}", most=most)
    if most is None:
        return tr("Severity: {least} or more", least=least)
    if least == most:
        return tr("Severity: {least}", least=least)
    return tr("Severity: {least} to {most}", least=least, most=most)
