"""The chart with what belongs to it: zoom, a logarithmic axis by choice, which events stand there, and what is chosen in words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing.results_chart import ChartContent, Event, Point
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.ui.care_kit.chart.canvas import ChartCanvas, words_of
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary

_LOWEST = 240
"""So much of a chart is always in sight; on a small screen with large text the page scrolls instead."""
RESULTS_EVENTS = (MEDICATIONS, REACTIONS, STINGS, PROCEDURES, CLINIC_SCORES)


class ChartView(QWidget):
    """A chart and its controls. `chosen` carries the value or event that the person went to; `events_changed` follows another choice."""

    chosen = Signal(object)
    open_wanted = Signal()
    events_changed = Signal()

    def __init__(self, events: Sequence[Kind] = RESULTS_EVENTS, *, may_be_log: bool = True) -> None:
        super().__init__()
        self._kinds = events
        self._may_be_log = may_be_log
        self._content = self._seen = ChartContent((), ())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.canvas = ChartCanvas()
        column.addWidget(self._bar())
        self._scroll = QScrollArea()
        self._scroll.setObjectName("chart_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setMinimumHeight(theme().px(_LOWEST))
        self._scroll.setWidget(self.canvas)
        self._scroll.viewport().setAutoFillBackground(False)
        self.canvas.setAutoFillBackground(False)
        self._scroll.viewport().installEventFilter(self)
        column.addWidget(self._scroll, 1)
        self._told = label("")
        self._told.setObjectName("chart_told")
        column.addWidget(self._told)
        self._note = secondary("")
        self._note.setObjectName("chart_note")
        column.addWidget(self._note)
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.open_wanted.connect(self.open_wanted)
        self.canvas.viewed.connect(self._on_viewed)
        self._tell()

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar)
        canvas = self.canvas
        self._out = icon_button(
            tr("Show a longer time"), "mdi6.magnify-minus-outline", canvas.zoom_out, name="chart_zoom_out"
        )
        self._in = icon_button(
            tr("Show a shorter time"), "mdi6.magnify-plus-outline", canvas.zoom_in, name="chart_zoom_in"
        )
        self._whole = button(tr("Show all"), canvas.zoom_whole, role="quiet", name="chart_zoom_whole")
        self._events = button(tr("Events"), icon_name="mdi6.calendar-check-outline", name="chart_events")
        menu = QMenu(self._events)
        self._actions = [self._action(menu, kind.name, kind.plural) for kind in self._kinds]
        self._events.setMenu(menu)
        self.log = TickBox(tr("Logarithmic axis"), name="chart_log")
        self.log.toggled.connect(self._show)
        for part in (self._out, self._in, self._whole, self._events, self.log):
            row.addWidget(part)
        self.log.setVisible(self._may_be_log)
        return bar

    def _action(self, menu: QMenu, name: str, words: str) -> QAction:
        action = menu.addAction(words)
        action.setData(name)
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(self._on_events)
        return action

    # What is shown --------------------------------------------------------------------------------------------------------

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record whose events are shown."""
        return tuple(str(action.data()) for action in self._actions if action.isChecked())

    @property
    def content(self) -> ChartContent:
        """What is shown."""
        return self._seen

    def show_content(self, content: ChartContent) -> None:
        """Show a chart."""
        self._content = content
        self._show()

    def choose(self, said: object) -> None:
        """Choose the value or event that the table has chosen."""
        found = next((point for panel in self._seen.panels for point in panel.points if point.value is said), None)
        found = found or next((event for event in self._seen.events if event.event is said), None)
        if found is not self.canvas.said:
            self.canvas.choose(found)
        self._tell()

    def _show(self) -> None:
        self._seen = self._content.with_events(self.kinds)
        self.canvas.show_content(self.content, log=self.log.isChecked())
        self._tell()

    def _on_events(self) -> None:
        self._show()
        self.events_changed.emit()

    def _on_chosen(self, said: Point | Event) -> None:
        self._tell()
        self.chosen.emit(said)
        spot = self.canvas.chart.spots if self.canvas.chart is not None else ()
        found = next((each for each in spot if each.said is said), None)
        if found is not None:
            self._scroll.ensureVisible(round(found.x), round(found.y), 20, theme().px(60))

    def _tell(self) -> None:
        said = self.canvas.said
        nothing = tr("Choose a dot or a sign to read what it says.") if self._content.panels else ""
        self._told.setText(" · ".join(words_of(said)) if said is not None else nothing)
        self._told.setVisible(bool(self._content.panels))

    def _on_viewed(self) -> None:
        canvas, notes = self.canvas, list[str]()
        self._whole.setEnabled(not canvas.is_whole)
        self._out.setEnabled(not canvas.is_whole)
        left_out = len(self._content.left_out)
        if left_out:
            notes.append(
                tr_n(
                    "{number} value is not drawn, because its day or the value is missing. It stands in the table.",
                    "{number} values are not drawn, because the day or the value is missing. They stand in the table.",
                    left_out,
                )
            )
        log_of = [panel.test for panel in self._content.panels if any((p.number or 1) <= 0 for p in panel.points)]
        if self.log.isChecked() and log_of:
            tests = in_use().listed(dict.fromkeys(log_of))
            notes.append(tr("Not logarithmic, because there are values of 0 or less: {tests}.", tests=tests))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the chart fill what is seen of it."""
        if event.type() is QEvent.Type.Resize:
            self.canvas.set_room(self._scroll.viewport().height())
        return super().eventFilter(watched, event)
