"""The dialog for typing in a sheet that was filled in by hand: a month at a time; each day becomes an entry, and nothing is overwritten."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import keyed_sheet, sheet_rows
from ism_desktop.records.journal_periods import last_month
from ism_desktop.records.keyed_sheet import Cell, Unreadable
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.sheet_rows import PrintedSheet, SheetRow
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.journal.keying_cells import KeyingCells
from ism_desktop.ui.places.journal.keying_grid import KeyingGrid
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.editors.moment import zone_here

DRAFT = "journal_keying"
"""By this name what is typed is kept, month by month."""

_SHEET, _NOW = "sheet", "now"
_NAMED = 6

Month = tuple[int, int]


class KeyingDialog(Dialog):
    """What is typed is a draft with every letter, and is saved in one go, with one undo."""

    enter_goes_on = False  # Enter belongs to the table; Ctrl+S saves

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Type in a sheet"), window, name="keying", width=1340, height=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._today = workspace.today()
        kept = workspace.drafts.get(DRAFT, None) or {}
        self._kept: dict[str, dict[str, dict[str, str]]] = _months(kept)
        with workspace.vault.read() as session:
            self._printed = sheet_rows.printed_last(session)
            self._now = sheet_rows.rows_now(session)
        self._month = self._first_month(str(kept.get("shown") or ""))
        self._build()
        self._show_month()
        self.grid.go(0, 0)

    def _first_month(self, shown: str) -> Month:
        """The month that was typed last, that of the printed sheet, or the last one; none that is still to come."""
        for words in (shown, "" if self._printed is None else self._printed.month):
            found = _as_month(words)
            if found is not None and found <= (self._today.year, self._today.month):
                return found
        before = last_month(self._today)[0]
        return before.year, before.month

    # Building ------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        hint = tr(
            "Type as on paper; Enter goes to the next row. Each day is saved as an entry, marked as filled in later."
        )
        self.body.addWidget(secondary(hint))
        row = QHBoxLayout()
        self.before = icon_button(tr("The month before"), "mdi6.chevron-left", self._on_before, name="keying.before")
        self.month_words = label("", "heading")
        self.month_words.setObjectName("keying.month")
        self.month_words.setWordWrap(False)
        self.after = icon_button(tr("The month after"), "mdi6.chevron-right", self._on_after, name="keying.after")
        for part in (self.before, self.month_words, self.after):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.which = Choices(self._sources(self._printed), tr("Rows"), name="keying.rows")
        self.which.set_value(_NOW if self._printed is None else _SHEET)
        self.which.setVisible(self._printed is not None and self._printed.rows != self._now)
        self.which.changed.connect(self._show_month)
        self.body.addWidget(self.which)
        self.cells = KeyingCells()
        self.cells.edited.connect(self._on_edited)
        self.grid = KeyingGrid(self.cells)
        self.grid.selectionModel().currentChanged.connect(self._on_moved)
        self.body.addWidget(self.grid, 1)
        self.told = secondary("")
        self.told.setObjectName("keying.told")
        self.fault = label("", "fault")
        self.fault.setObjectName("keying.fault")
        self.fault.hide()
        for part in (self.told, self.fault):
            self.body.addWidget(part)
        self.foot.addWidget(button(tr("Close"), self.reject, name="close"))
        self.again = button(tr("Start again"), self._on_start_again, role="quiet", name="keying.again")
        self.saving = button(tr("Save"), self._on_save, role="primary", name="keying.save")
        for part in (self.again, self.saving):
            self.foot.addWidget(part)

    @staticmethod
    def _sources(sheet: PrintedSheet | None) -> tuple[tuple[str, str], ...]:
        printed = () if sheet is None else ((_SHEET, tr("As on the sheet printed last")),)
        return (*printed, (_NOW, tr("As in the journal’s form now")))

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return f"{self._month[0]:04}-{self._month[1]:02}"

    def _show_month(self) -> None:
        kept = self._kept.get(self._name, {})
        sheet = self._printed if self.which.value == _SHEET else None
        rows = sheet_rows.with_others(self._now if sheet is None else sheet.rows, kept)
        typed = {
            (row, int(day)): text for row in rows for day, text in kept.get(row.name, {}).items() if day.isdecimal()
        }
        with self._workspace.vault.read() as session:
            found = keyed_sheet.there(session, rows, *self._month)
        self.cells.show_month(rows, self._month, found, typed)
        self.month_words.setText(in_use().month(*self._month))
        self.after.setEnabled(self._month < (self._today.year, self._today.month))
        self.fault.hide()
        self._say()

    def _say(self) -> None:
        """Say what saving will do, and which days have an entry already."""
        typed = keyed_sheet.days_typed(self.cells.typed)
        said: list[str] = []
        if typed:
            said.append(tr_n("{number} day is typed.", "{number} days are typed.", len(typed)))
        further = [day for day in typed if day in self.cells.there.days]
        if further:
            days = in_use().listed([in_use().number(day) for day in further])
            said.append(
                tr_n(
                    "The journal has an entry of day {days} already: what you type becomes a further entry, and nothing there is changed.",
                    "The journal has entries of days {days} already: what you type becomes further entries, and nothing there is changed.",
                    len(further),
                    days=days,
                )
            )
        twice = sorted(self.cells.twice(), key=lambda cell: (cell[1], self.cells.rows.index(cell[0])))
        said += [self._twice(cell) for cell in twice[:_NAMED]]
        if not said and self.cells.there.days:
            said.append(tr("A point under a day, and brackets, show what the journal has already."))
        self.told.setText(" ".join(said))
        self.told.setVisible(bool(said))
        self.saving.setEnabled(bool(typed))
        self.again.setVisible(bool(typed))

    def _twice(self, cell: Cell) -> str:
        row, day = cell
        return tr(
            "Day {day}, {row}: {before} is noted already.", day=day, row=row.label, before=self.cells.there.cells[cell]
        )

    # Typing --------------------------------------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        kept: dict[str, dict[str, str]] = {}
        for (row, day), text in self.cells.typed.items():
            kept.setdefault(row.name, {})[str(day)] = text
        if kept:
            self._kept[self._name] = kept
        else:
            self._kept.pop(self._name, None)
        self._keep()
        self.fault.hide()
        self._say()

    def _keep(self) -> None:
        if self._kept:
            self._workspace.drafts.put(DRAFT, None, {"shown": self._name, "months": self._kept})
        else:
            self._workspace.drafts.drop(DRAFT, None)

    def _on_moved(self) -> None:
        """What was typed in the cell before is on the disk, once it is seen: a kill costs the last cell at most."""
        QTimer.singleShot(0, self._workspace.drafts.flush)

    def _on_before(self) -> None:
        self._turn(-1)

    def _on_after(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        year, month = divmod(12 * self._month[0] + self._month[1] - 1 + step, 12)
        self._month = year, month + 1
        self._show_month()
        self.grid.go(0, 0)

    def _on_start_again(self) -> None:
        """Forget what is typed of this month, and offer to undo that."""
        before = {"shown": self._name, "months": {name: dict(rows) for name, rows in self._kept.items()}}
        self._kept.pop(self._name, None)
        self._keep()
        undo = partial(self._workspace.drafts.bring_back, DRAFT, None, before)
        self._workspace.undo_bar.offer(tr("What you typed was discarded."), undo)
        self._show_month()
        self.grid.go(0, 0)

    # Saving --------------------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        try:
            values = keyed_sheet.entries(self.cells.typed, *self._month, self._today, zone_here())
        except Unreadable as wrong:
            self._show_wrong(wrong)
            return
        try:
            with self._workspace.vault.write() as session:
                ids = keyed_sheet.save(session, values)
        except IsmError as error:
            self._workspace.report(error)  # the draft stays
            return
        self._kept.pop(self._name, None)
        self._keep()
        words = tr_n("{number} day was added to the journal.", "{number} days were added to the journal.", len(ids))
        self._workspace.undo_bar.offer(words, partial(trash, self._workspace, JOURNAL_ENTRIES, ids))
        self.accept()

    def _show_wrong(self, wrong: Unreadable) -> None:
        self.fault.setText(str(wrong))
        self.fault.show()
        self.told.hide()  # the room is little where text is large
        self.cells.show_faults({wrong.cell: str(wrong)})
        place = self.cells.place(wrong.cell)
        self.grid.go(place.row(), place.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves."""
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._on_save()
            return
        super().keyPressEvent(event)


def _months(kept: Mapping[str, Any]) -> dict[str, dict[str, dict[str, str]]]:
    """What is kept of each month: by row and day; what cannot be read is left out."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    months = kept.get("months")
    for name, rows in cast("dict[str, Any]", months).items() if isinstance(months, dict) else ():
        if _as_month(name) is None or not isinstance(rows, dict):
            continue
        for row, days in cast("dict[str, Any]", rows).items():
            if SheetRow.from_name(row) is not None and isinstance(days, dict):
                texts = {str(day): str(text) for day, text in cast("dict[str, Any]", days).items()}
                found.setdefault(name, {})[row] = texts
    return found


def _as_month(words: str) -> Month | None:
    year, _, month = words.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(year) <= 9999):
        return None
    return int(year), int(month)
