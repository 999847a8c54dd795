"""The appointments of a month: a grid of days walked through by arrow keys, and below it the appointments of the chosen day."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.care_kit.days.day_cell import DayCell, fitting
from ism_desktop.ui.care_kit.days.day_grid import MonthGrid
from ism_desktop.ui.care_kit.days.face import Face
from ism_desktop.ui.care_kit.days.stretches import month_later
from ism_desktop.ui.care_kit.visits import Visit, day_words
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.text import heading, label, secondary

_WIDE_ENOUGH = 70  # pixels at 100 %: with less the words of an appointment are no words any more


def faces_of(visits: Sequence[Visit]) -> Mapping[date, list[Visit]]:
    """The appointments by their day, one of several days on each of them; those of which only the month or year is known have none."""
    found: dict[date, list[Visit]] = {}
    for visit in visits:
        for day in visit.days:
            found.setdefault(day, []).append(visit)
    return found


def face_of(on: date, there: Sequence[Visit], *, chosen: date, today: date) -> Face:
    """What the cell of a day shows: how many appointments, and the first of them in words."""
    counted = APPOINTMENTS.count_words(len(there)) if there else tr("no appointment")
    named = ", ".join((in_use().weekday_and_day(on), counted, *(visit.purpose for visit in there)))
    first = " ".join(part for part in (there[0].begins_on(on), there[0].purpose) if part) if there else ""
    more = tr_n("and {number} more", "and {number} more", len(there) - 1) if len(there) > 1 else ""
    return Face(
        on,
        str(len(there)) if there else "",
        has_entry=bool(there),
        name=named,
        words="\n".join(part for part in (first, more) if part),
        is_near=(on.year, on.month) == (chosen.year, chosen.month),
        is_today=on == today,
        is_chosen=on == chosen,
    )


class VisitCell(DayCell):
    """A day with the words of its first appointment where there is room for them, else with how many there are."""

    def paint_number(self, painter: QPainter, face: Face, area: QRect, role: str) -> None:
        """The words below the date."""
        if not face.words or area.width() < theme().px(_WIDE_ENOUGH):
            super().paint_number(painter, face, area, role)
            return
        painter.setFont(theme().font(8.5))
        painter.setPen(colour(role))
        below = area.adjusted(0, theme().px(4), 0, 0)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(below, flags, fitting(painter, face.words, below, flags))


class MonthView(QWidget):
    """`visit_wanted` carries the id of an appointment to open, `adding_wanted` the day of a new one."""

    visit_wanted = Signal(str)
    adding_wanted = Signal(object)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent)
        self.chosen = self._today = today
        self._visits: Mapping[date, list[Visit]] = {}
        self._unplaced: list[Visit] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setProperty("role", "page")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        inside = QFrame(scroll)
        inside.setProperty("role", "panel")
        scroll.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._bar())
        self.grid = MonthGrid(inside, VisitCell)
        self.grid.went.connect(self.go_to)
        self.grid.opened.connect(self._on_opened)
        column.addWidget(self.grid, 1)
        self._day = label("", "subheading")
        self._day.setObjectName("month.day")
        column.addWidget(self._day)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        column.addWidget(holder)
        tools = QWidget()
        FlowLayout(tools).addWidget(
            button(tr("Add one on this day"), self._on_add, role="quiet", icon_name="mdi6.plus", name="month.add")
        )
        column.addWidget(tools)
        self._note = secondary("")
        column.addWidget(self._note)

    def _bar(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=6)
        self._name = heading("")
        self._name.setObjectName("month.name")
        self._name.setWordWrap(False)
        row.addWidget(
            icon_button(tr("The month before (Page Up)"), "mdi6.chevron-left", self._on_before, name="month.before")
        )
        row.addWidget(
            icon_button(tr("The month after (Page Down)"), "mdi6.chevron-right", self._on_after, name="month.after")
        )
        row.addWidget(button(tr("Today"), self._on_today, name="month.today"))
        row.addWidget(self._name)
        return holder

    # Showing -------------------------------------------------------------------------------------------------------------

    def show_visits(self, visits: Sequence[Visit], today: date) -> None:
        """Show these appointments around the chosen day."""
        self._today = today
        self._visits = faces_of(visits)
        self._unplaced = [visit for visit in visits if visit.on_date.day is None]
        self._show()

    def go_to(self, day: date) -> None:
        """Choose a day, in whichever month it lies."""
        self.chosen = day
        self._show()

    def _show(self) -> None:
        chosen = self.chosen
        self._name.setText(PartialDate(chosen.year, chosen.month).words)
        self.grid.show_days(chosen, self._today, self._face)
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        there = self._visits.get(chosen, [])
        said = day_words(PartialDate.from_date(chosen))
        self._day.setText(said if there else tr("{day}: no appointment", day=said))
        for visit in there:
            self._rows.addWidget(self._row(visit))
        month = [visit for visit in self._unplaced if visit.on_date.first_day <= chosen <= visit.on_date.last_day]
        words = tr_n(
            "{number} appointment of this time has no exact day; the agenda shows it.",
            "{number} appointments of this time have no exact day; the agenda shows them.",
            len(month),
        )
        self._note.setText(words)
        self._note.setVisible(bool(month))

    def _row(self, visit: Visit) -> RowButton:
        words = " ".join(part for part in (visit.clock_words, visit.purpose) if part)
        detail = " · ".join(part for part in (visit.with_words, visit.place, visit.question_words) if part)
        row = RowButton(words, detail, icon_name=APPOINTMENTS.icon, name=f"month.visit.{visit.id}")
        row.clicked.connect(self._on_row)
        return row

    def _face(self, on: date) -> Face:
        return face_of(on, self._visits.get(on, []), chosen=self.chosen, today=self._today)

    # Doing ---------------------------------------------------------------------------------------------------------------

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, RowButton):
            self.visit_wanted.emit(row.objectName().removeprefix("month.visit."))

    def _on_opened(self, day: date) -> None:
        """Enter opens the only appointment of a day, or goes to the first of several."""
        there = self._visits.get(day, [])
        if len(there) == 1:
            self.visit_wanted.emit(there[0].id)
        elif there:
            first = self.findChild(RowButton, f"month.visit.{there[0].id}")
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        self.adding_wanted.emit(self.chosen)

    def _on_before(self) -> None:
        self.go_to(month_later(self.chosen, -1))

    def _on_after(self) -> None:
        self.go_to(month_later(self.chosen, 1))

    def _on_today(self) -> None:
        self.go_to(self._today)
