"""The recorder itself: a large clock, large buttons, and what is recorded. It writes down times; it advises nothing and asks nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from string import ascii_uppercase

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr
from ism_desktop.records.episodes import OVER, Press
from ism_desktop.records.kinds.episode_times import PRESSES, SYMPTOMS
from ism_desktop.ui.care_kit.quick_entry.key_buttons import KeyChoices
from ism_desktop.ui.care_kit.recorder.buttons import ButtonGrid
from ism_desktop.ui.care_kit.recorder.elapsed import since_words
from ism_desktop.ui.care_kit.recorder.recorded import RecordedList, ResultPanel
from ism_desktop.ui.care_kit.recorder.writing import Corrections, ShownTime, Writer
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label, secondary, set_role

_ICONS = {
    "noticed": "mdi6.eye-outline",
    "medicine": "mdi6.pill",
    "injector_1": "mdi6.needle",
    "injector_2": "mdi6.needle",
    "called": "mdi6.phone-outline",
    "help_arrived": "mdi6.account-plus-outline",
    "blood_drawn": "mdi6.test-tube",
    "better": "mdi6.arrow-up-bold-circle-outline",
    OVER: "mdi6.flag-checkered",
}
_TICK = 250  # milliseconds: the clock's second is never late by more
_BESIDE = 860  # pixels at 100 %: from here on the list stands beside the buttons
_LOW = 480  # pixels at 100 %: with less height all three rows of buttons are in sight only when what is above them is smaller
_ASIDE = 110  # pixels at 100 %: two lines of what is asked; where that finds no room, the whole recorder scrolls
_MOST_MEDICINES = 18


def _now() -> datetime:
    return datetime.now().astimezone()


class Recorder(QWidget):
    """Large buttons over a writer; with `corrections` where the record is open.

    `closed` is sent when the person goes back to where they were; what was recorded goes on.
    """

    closed = Signal()

    def __init__(
        self,
        writer: Writer,
        corrections: Corrections | None,
        close_words: str,
        *,
        note: str = "",
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__()
        self.setObjectName("recorder")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._writer = writer
        self._corrections = corrections
        self._now = now
        self._times: list[ShownTime] = []
        self._asked: ShownTime | None = None  # the press to which something is being added
        self._question: KeyChoices | None = None
        self._medicines: list[str] = []
        self._build(close_words, note)
        theme().changed.connect(self._arrange)
        self._arrange()
        self._timer = timer(self, _TICK, once=False)
        self._timer.timeout.connect(self._tick)

    def _build(self, close_words: str, note: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setProperty("role", "page")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        inside = QWidget()
        inside.setProperty("role", "page-column")
        scroll.setWidget(inside)
        column = QVBoxLayout(inside)
        self._column = column
        self.first = label(tr("Use your own plan and call for help. This only writes down times."), "heading")
        column.addWidget(self.first)
        if note:
            column.addWidget(secondary(note))
        column.addLayout(self._clock_row())
        self.result = ResultPanel()
        self.result.mistake_wanted.connect(self._on_mistake)
        column.addWidget(self.result)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(16)
        choices = [(choice.value, str(choice.label), _ICONS[choice.value]) for choice in PRESSES]
        self.presses = ButtonGrid(choices, name="press")
        self.presses.pressed.connect(self._on_pressed)
        self._sides.addWidget(self.presses, 7)
        # What may be added is asked beside the nine buttons, never in their place: they always mean the same.
        self._aside = QStackedWidget()
        self.list = RecordedList(can_change=self._corrections is not None)
        self.list.mistake_wanted.connect(self._on_mistake)
        self._aside.addWidget(self.list)
        self._sides.addWidget(self._aside, 4)
        column.addLayout(self._sides, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 4, 24, 8)
        self.back = button(tr("Back"), self._on_back, icon_name="mdi6.arrow-left", name="recorder.back")
        kept = self.back.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.back.setSizePolicy(kept)
        self.back.hide()
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.close_button = button(close_words, self._on_close, name="recorder.close")
        foot.addWidget(self.close_button)
        outer.addLayout(foot)

    def _clock_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        self.clock = label("", "clock")
        self.clock.setObjectName("recorder.clock")
        self.clock.setWordWrap(False)
        self.elapsed = label("", "heading")
        self.elapsed.setObjectName("recorder.elapsed")
        row.addWidget(self.clock)
        row.addWidget(self.elapsed, 1)
        return row

    # Showing --------------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show what is recorded of the reaction that goes on, or that nothing is."""
        self._writer.start_again()
        self._medicines = list(self._corrections.medicines())[:_MOST_MEDICINES] if self._corrections is not None else []
        self.result.clear()
        self._on_back()
        self._read()
        self.presses.buttons["noticed"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self._times = list(self._writer.times(self._now()))
        self.list.show_times(self._times)
        self._tick()

    def _tick(self) -> None:
        now = self._now()
        self.clock.setText(in_use().clock_to_the_second(now))
        first = next((time.at for time in self._times if time.at is not None and not time.is_mistaken), None)
        words = since_words(first, now)
        if self._is_over:
            words = tr("Over. The next press begins a new episode.")
        if self.elapsed.text() != words:
            self.elapsed.setText(words)

    @property
    def _is_over(self) -> bool:
        return any(time.is_over and not time.is_mistaken for time in self._times)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run."""
        super().showEvent(event)
        self._tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A clock that nobody sees stands still."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the buttons or under them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        low = self.height() < theme().px(_LOW)
        self._column.setContentsMargins(24, 6 if low else 12, 24, 4)
        self._column.setSpacing(6 if low else 10)
        set_role(self.first, "subheading" if low else "heading")
        set_role(self.elapsed, "subheading" if low else "heading")
        set_role(self.clock, "figure" if low else "clock")
        self._aside.setMinimumHeight(theme().px(_ASIDE))
        beside = self.width() >= theme().px(_BESIDE)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != wanted:
            self._sides.setDirection(wanted)

    # Pressing -------------------------------------------------------------------------------------------------------------

    def _on_pressed(self, what: str) -> None:
        done = self._keep(Press(what))
        self._on_back()
        if done is None or self._corrections is None:
            return
        if what == "noticed":
            self._ask(done, tr("What is it?"), [(choice.value, str(choice.label)) for choice in SYMPTOMS], "symptom")
        elif what == "medicine" and self._medicines:
            self._ask(done, tr("Which one?"), [(name, name) for name in self._medicines], "medicine")

    def _keep(self, press: Press) -> ShownTime | None:
        """Write a press down, and only then show it."""
        moment = self._now()
        try:
            done = self._writer.press(press, moment)
        except IsmError as error:
            self._refuse(error)
            return None
        except Exception:
            self._refuse(None)
            raise
        self._read()
        self._show_done(done.id)
        return done

    def _show_done(self, time_id: str) -> None:
        shown = next((time for time in self._times if time.id == time_id), None)
        if shown is not None:
            self.result.show_done(shown, can_change=self._corrections is not None)
            self._announce(self.result.words.text())

    def _refuse(self, error: IsmError | None) -> None:
        self.presses.let_press_again()
        self.result.show_refused(error)
        self._announce(self.result.words.text())

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _ask(self, press: ShownTime, words: str, choices: Sequence[tuple[str, str]], name: str) -> None:
        """Offer what can be added to a press; it is recorded already, and going back adds nothing."""
        self._asked = press
        made = KeyChoices(words, name=name)
        made.may_hide = False
        made.offer(choices, iter(ascii_uppercase))
        made.pressed.connect(self._on_symptom if name == "symptom" else self._on_medicine)
        made.body.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "page")
        scroll.setWidgetResizable(True)
        scroll.setWidget(made)
        self._aside.addWidget(scroll)
        self._aside.setCurrentWidget(scroll)
        self._question = made
        self.back.show()

    def _on_symptom(self, key: str) -> None:
        self._add(Press("noticed", symptom=key))

    def _on_medicine(self, name: str) -> None:
        self._add(Press("medicine", medicine=name))

    def _add(self, press: Press) -> None:
        if self._asked is None or self._corrections is None:
            return
        time_id = self._asked.id
        try:
            self._corrections.say_more(time_id, press)
        except IsmError as error:
            if self._question is not None:
                self._question.show_down(())
            self._refuse(error)
            return
        self._on_back()
        self._read()
        self._show_done(time_id)

    def _on_back(self) -> None:
        self._asked = self._question = None
        asked = self._aside.currentWidget()
        self._aside.setCurrentWidget(self.list)
        if asked is not None and asked is not self.list:
            if asked.isAncestorOf(self.focusWidget() or self):
                self.presses.buttons["noticed"].setFocus(Qt.FocusReason.OtherFocusReason)
            self._aside.removeWidget(asked)
            asked.deleteLater()
        self.back.hide()

    def _on_mistake(self, time_id: str, mistaken: bool) -> None:
        if self._corrections is None:
            return
        try:
            self._corrections.mark_mistaken(time_id, mistaken=mistaken)
        except IsmError as error:
            self._refuse(error)
            return
        self._read()
        self._show_done(time_id)

    def _on_close(self) -> None:
        self._on_back()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The number keys press the nine buttons, whatever is asked beside them; letters answer it, and Escape goes back.

        A key held down counts once.
        """
        number = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if 0 <= number <= 9 and plain:
            if not event.isAutoRepeat():
                self.presses.press_number(number)
            return
        if event.key() == Qt.Key.Key_Escape:
            if self._asked is None:
                self._on_close()
            else:
                self._on_back()
            return
        letter = event.text().upper()
        if self._question is not None and plain and letter:
            for made in self._question.buttons.values():
                if made.key == letter:
                    made.click()
                    return
        super().keyPressEvent(event)
