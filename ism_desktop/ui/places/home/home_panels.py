"""The cards of the start page. Each is filled anew from the overview and says through `wanted` where a press leads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.care_kit.visit_summary import VisitSummary
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.home.dated import Dated, around_today
from ism_desktop.ui.places.home.home_overview import CardStatus, Overview, Step
from ism_desktop.ui.places.home.home_panel import EDGE, HomePanel, PlaceRow

_BLANKS_SHOWN = 5
_DATES_SHOWN = 12
_DIFFERENCES_SHOWN = 3
_STEP_NEEDS = 440  # pixels at 100 %
_TILES_NEED = 780  # pixels at 100 %: from here on four tiles stand side by side


class QuickActions(QWidget):
    """Four large buttons: what people do most often, and the recorder for when a reaction begins."""

    document_wanted = Signal()
    question_wanted = Signal()
    card_wanted = Signal()
    recorder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for words, picture, signal, name in (
            (DOCUMENTS.add, "mdi6.tray-arrow-down", self.document_wanted, "quick.document"),
            (tr("Note a question"), "mdi6.comment-question-outline", self.question_wanted, "quick.question"),
            (tr("Print my card"), "mdi6.printer-outline", self.card_wanted, "quick.card"),
            (tr("Record a reaction"), "mdi6.timer-outline", self.recorder_wanted, "quick.recorder"),
        ):
            made = button(words, role="tile", name=name)
            made.setIcon(icon(picture, "accent", before_words=True))
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(signal)
            self._row.addWidget(made, 1)
        self._recorder = made
        theme().changed.connect(self._arrange)

    def show_running(self, *, is_running: bool) -> None:
        """Say of the recorder whether a reaction is being recorded, also after the program was ended in the middle of one."""
        self._recorder.setText(tr("Go on recording the reaction") if is_running else tr("Record a reaction"))

    def _arrange(self) -> None:
        beside = self.width() >= theme().px(_TILES_NEED)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() == direction:
            return
        self._row.setDirection(direction)
        # One under the other they are low, so that what is next is still in sight on a small screen.
        self._row.setSpacing(12 if beside else 6)
        for made in self.findChildren(QPushButton):
            made.setProperty("low", not beside)
            made.style().unpolish(made)
            made.style().polish(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()


class StepsPanel(HomePanel):
    """The first run: a few friendly steps that end in a first printed card."""

    begin_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Five steps to your first emergency card"), "steps")

    def show_overview(self, overview: Overview) -> None:
        """Show the steps while the first card is still ahead."""
        self.setVisible(overview.is_beginning)
        if not overview.is_beginning:
            return
        column = self.begin()
        self.add_words(
            column,
            secondary(
                tr("What you write stays on this computer, encrypted. You can stop at any time and go on later.")
            ),
        )
        column.addSpacing(8)
        upcoming = next(step for step in overview.steps if not step.done)
        for number, step in enumerate(overview.steps, 1):
            row = StepRow(number, step, is_next=step is upcoming)
            row.wanted.connect(self.wanted)
            row.begin_wanted.connect(self.begin_wanted)
            column.addWidget(row)
        self.end()


class StepRow(QFrame):
    """One step: its number or a tick, what to do and why, and a button; the next one to do has the primary button."""

    wanted = Signal(str, object)
    begin_wanted = Signal(str)

    def __init__(self, number: int, step: Step, *, is_next: bool) -> None:
        super().__init__()
        self.setObjectName(f"step.{step.name}")
        self._step = step
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 8, EDGE, 8)
        row.setSpacing(14)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(8)
        picture = "mdi6.check-circle" if step.done else f"mdi6.numeric-{number}-circle-outline"
        mark = IconLabel(picture, 28)
        mark.setAccessibleName(
            tr("Step {number}, done", number=number) if step.done else tr("Step {number}", number=number)
        )
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(step.words, "secondary" if step.done else "subheading"))
        column.addWidget(small(tr("Done.") if step.done else step.detail))
        self._parts.addLayout(column, 1)
        row.addLayout(self._parts, 1)
        words = tr("Change") if step.done else step.press
        role = "quiet" if step.done else "primary" if is_next else ""
        going = button(words, self._on_pressed, role=role, name=f"step.{step.name}.go")
        going.setAccessibleName(f"{words}: {step.words}")
        self._parts.addWidget(going, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button under the words where both do not fit side by side."""
        super().resizeEvent(event)
        beside = self.width() >= theme().px(_STEP_NEEDS)
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _on_pressed(self) -> None:
        if self._step.begins and not self._step.done:
            self.begin_wanted.emit(self._step.place)
        else:
            self.wanted.emit(self._step.place, None)


class NextPanel(HomePanel):
    """The next appointments; the very next one large, with its questions."""

    new_visit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Coming up"), "next")

    def show_overview(self, overview: Overview) -> None:
        """Show the next appointments."""
        column = self.begin()
        if not overview.visits:
            words = tr("No appointment is noted. Note the next one, and collect your questions for it.")
            self.add_words(column, secondary(words))
            column.addSpacing(4)
            new = button(APPOINTMENTS.add, self.new_visit_wanted.emit, icon_name="mdi6.plus", name="next.new")
            self.add_button(column, new)
        for place, visit in enumerate(overview.visits):
            if not place:
                nearest = NextVisit(visit)
                nearest.wanted.connect(self.wanted)
                column.addWidget(nearest)
                continue
            when = ", ".join(part for part in (visit.on_date.words, visit.clock_words) if part)
            detail = " · ".join(part for part in (visit.purpose, visit.with_name, visit.question_words) if part)
            look = {"icon_name": APPOINTMENTS.icon, "name": f"next.{visit.id}"}
            self.add_row(column, PlaceRow(when, detail, APPOINTMENTS.name, visit.id, **look))
        self.end()


class NextVisit(VisitSummary):
    """The nearest appointment, with the button that leads to its questions."""

    wanted = Signal(str, object)

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, with_purpose=True, edge=EDGE)
        self.setObjectName("next.first")
        self._id = visit.id
        words = visit.question_words or tr("Add questions")
        going = button(words, self._on_pressed, icon_name="mdi6.help-circle-outline", name="next.open")
        going.setAccessibleName(
            tr("{words}: {purpose}, {when}", words=words, purpose=visit.purpose, when=visit.when_words)
        )
        self.column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(going)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def _on_pressed(self) -> None:
        self.wanted.emit(APPOINTMENTS.name, self._id)


class DatesPanel(HomePanel):
    """Dates from the person's own records, told as they are."""

    def __init__(self) -> None:
        super().__init__(tr("Dates"), "dates")
        self._shown = _DATES_SHOWN
        self._overview: Overview | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the dates, in their order; of many those around today."""
        self._overview = overview
        self.setVisible(bool(overview.dates))
        column = self.begin()
        shown = around_today(overview.dates, self._shown)
        for dated in shown:
            self.add_row(column, _dated_row(dated))
        further = len(overview.dates) - len(shown)
        if further:
            words = tr_n("Show {number} more", "Show {number} more", min(further, _DATES_SHOWN))
            self.add_button(column, button(words, self._on_more, role="quiet", name="dates.more"))
        self.end()

    def _on_more(self) -> None:
        self._shown += _DATES_SHOWN
        if self._overview is not None:
            self.show_overview(self._overview)


def _dated_row(dated: Dated) -> PlaceRow:
    detail = " · ".join(part for part in (dated.words, dated.detail) if part)
    return PlaceRow(
        dated.when.words,
        detail,
        dated.place,
        dated.record_id,
        icon_name=dated.icon,
        note=tr("past") if dated.is_past else "",
        name=f"date.{dated.name}",
    )


class BlanksPanel(HomePanel):
    """What is not filled in yet; a press leads to the place."""

    def __init__(self) -> None:
        super().__init__(tr("Not filled in yet"), "blanks")
        self._whole = False
        self._overview: Overview | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show what is missing; during the first steps those say it themselves."""
        self._overview = overview
        self.setVisible(bool(overview.blanks) and not overview.is_beginning)
        column = self.begin()
        shown = overview.blanks if self._whole else overview.blanks[:_BLANKS_SHOWN]
        for blank in shown:
            self.add_row(
                column,
                PlaceRow(
                    blank.words,
                    blank.why,
                    blank.place,
                    blank.record_id,
                    icon_name=blank.icon,
                    name=f"blank.{blank.name}",
                ),
            )
        further = len(overview.blanks) - len(shown)
        if further:
            more = button(
                tr_n("Show {number} more", "Show {number} more", further),
                self._on_more,
                role="quiet",
                name="blanks.more",
            )
            self.add_button(column, more)
        self.end()

    def _on_more(self) -> None:
        self._whole = True
        if self._overview is not None:
            self.show_overview(self._overview)


class CardStatusPanel(HomePanel):
    """Whether the card in the purse says what the record says."""

    def __init__(self) -> None:
        super().__init__(tr("Your printed card"), "card_status")

    def show_overview(self, overview: Overview) -> None:
        """Show how the printed card stands to the record."""
        self.setVisible(not overview.is_beginning)
        column = self.begin(spacing=4)
        status = overview.card
        self.add_words(column, label(_card_words(status)))
        for sentence in status.differences[:_DIFFERENCES_SHOWN]:
            self.add_words(column, small(sentence))
        further = len(status.differences) - _DIFFERENCES_SHOWN
        if further > 0:
            self.add_words(column, small(tr_n("And {number} more.", "And {number} more.", further)))
        column.addSpacing(4)
        words = tr("See and print the card") if not status.number or status.differences else tr("Open the card")
        picture = "mdi6.card-account-details-outline"
        self.add_button(column, button(words, self._on_pressed, icon_name=picture, name="card_status.open"))
        self.end()

    def _on_pressed(self) -> None:
        self.wanted.emit("emergency_card", None)


def _card_words(status: CardStatus) -> str:
    if status.printed_on is None:
        return tr("No card has been printed yet.")
    number, day, differences = status.number, status.printed_on.words, len(status.differences)
    if not differences:
        return tr("Copy {copy}, printed on {day}, says the same as your record.", copy=number, day=day)
    return tr_n(
        "Copy {copy}, printed on {day}, differs from your record in one thing:",
        "Copy {copy}, printed on {day}, differs from your record in {number} things:",
        differences,
        copy=number,
        day=day,
    )
