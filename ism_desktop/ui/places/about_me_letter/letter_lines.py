"""The answers of a letter: each can be ticked, moved, and put into other words for this letter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing.about_me import Changes
from ism_desktop.records.own_answers import OwnAnswer
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label, secondary


class AnswerRow(QWidget):
    """One answer: a tick, ways to move it, its words, and a field for other words."""

    edited = Signal()
    moved = Signal(object, int)  # the row, -1 up or 1 down

    def __init__(self, answer: OwnAnswer, *, is_ticked: bool, words: str) -> None:
        super().__init__()
        self.answer = answer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.tick = TickBox(answer.asked, name=f"tick.{answer.id}")
        self.tick.setChecked(is_ticked)
        self.tick.toggled.connect(self.edited)
        row.addWidget(self.tick, 1)
        for words_, icon_name, pressed, name in (
            (tr("Move up: {line}", line=answer.asked), "mdi6.arrow-up", partial(self._on_move, -1), "up"),
            (tr("Move down: {line}", line=answer.asked), "mdi6.arrow-down", partial(self._on_move, 1), "down"),
            (
                tr("Say this in your own words: {line}", line=answer.asked),
                "mdi6.pencil-outline",
                self._on_change,
                "change",
            ),
        ):
            row.addWidget(
                icon_button(words_, icon_name, pressed, name=f"{name}.{answer.id}"), 0, Qt.AlignmentFlag.AlignTop
            )
        column.addLayout(row)
        self.shown = secondary(answer.answer)
        column.addWidget(self.shown)
        self.own = GrowingText(least=2, most=8)
        self.own.setObjectName(f"own.{answer.id}")
        self.own.setTabChangesFocus(True)
        self.own.setAccessibleName(tr("In other words, for this letter: {line}", line=answer.asked))
        self.own.setPlainText(words)
        self.own.setVisible(bool(words))
        self.shown.setVisible(not words)
        column.addWidget(self.own)
        self.own.textChanged.connect(self.edited)

    def _on_move(self, step: int) -> None:
        self.moved.emit(self, step)

    def _on_change(self) -> None:
        if not self.own.toPlainText():
            self.own.setPlainText(self.answer.answer)
        self.shown.hide()
        self.own.show()
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def words(self) -> str:
        """Other words for this letter; empty where the answer stands as it was written."""
        own = self.own.toPlainText().strip()
        return "" if own == self.answer.answer.strip() else own


class LetterLines(QWidget):
    """All answers, with lines above and below them. `edited` is emitted with every letter, tick and move."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[AnswerRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.opening = self._text(tr("A few words at the beginning"), "letter.opening")
        column.addWidget(label(tr("A few words at the beginning"), "subheading"))
        column.addWidget(self.opening)
        column.addWidget(label(tr("Answers in this letter"), "subheading"))
        column.addWidget(secondary(tr("What you change here holds for this letter. Your answers stay as they are.")))
        self._holder = QVBoxLayout()
        self._holder.setSpacing(10)
        column.addLayout(self._holder)
        column.addWidget(label(tr("A few words at the end"), "subheading"))
        self.closing = self._text(tr("A few words at the end"), "letter.closing")
        column.addWidget(self.closing)
        column.addStretch(1)

    def _text(self, words: str, name: str) -> GrowingText:
        made = GrowingText(least=1, most=5)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setTabChangesFocus(True)
        made.textChanged.connect(self.edited)
        return made

    def show_answers(self, answers: Sequence[OwnAnswer], ticked: Sequence[str], changes: Changes) -> None:
        """Show these answers in this order."""
        for row in self.rows:
            self._holder.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for text, words in ((self.opening, changes.opening), (self.closing, changes.closing)):
            with QSignalBlocker(text):
                text.setPlainText(words)
        for answer in answers:
            row = AnswerRow(answer, is_ticked=answer.id in ticked, words=changes.words.get(answer.id, ""))
            row.edited.connect(self.edited)
            row.moved.connect(self._on_moved)
            self._holder.addWidget(row)
            self.rows.append(row)

    def _on_moved(self, row: AnswerRow, step: int) -> None:
        at = self.rows.index(row)
        if not 0 <= at + step < len(self.rows):
            return
        self.rows.insert(at + step, self.rows.pop(at))
        self._holder.removeWidget(row)
        self._holder.insertWidget(at + step, row)
        self.edited.emit()

    def changes(self) -> Changes:
        """What is ticked, in this order, with other words and the lines above and below."""
        return Changes(
            tuple(row.answer.id for row in self.rows if row.tick.isChecked()),
            {row.answer.id: row.words for row in self.rows if row.words},
            self.opening.toPlainText(),
            self.closing.toPlainText(),
        )
