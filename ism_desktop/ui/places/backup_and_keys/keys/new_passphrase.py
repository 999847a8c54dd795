"""Choosing a passphrase: how strong it is in words and as a bar, a suggestion of five words, and typing it once more."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.places.backup_and_keys.keys.strength_bar import StrengthBar

if TYPE_CHECKING:
    from ism_desktop.vault.passphrases import Strength

LEAST = 12
"""Characters. There is no other rule: rules about signs and digits make passphrases that are hard to type and no harder to guess."""

_SETTLED = 150  # milliseconds after the last letter
_LONGEST = 95  # letters of nearly every verdict with its sentence


_VERDICTS = (
    tr_lazy("Very weak."),
    tr_lazy("Weak."),
    tr_lazy("Fair."),
    tr_lazy("Strong."),
    tr_lazy("Very strong."),
)


class Hint(QLabel):
    """Small print whose room is kept while it says nothing, so that what stands below does not move while somebody types."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _kept(self, lines: int) -> int:
        self.ensurePolished()
        return lines * self.fontMetrics().lineSpacing()

    def heightForWidth(self, width: int) -> int:
        """At least the room that is kept: one line where every hint fits into it."""
        lines = 1 if width > _LONGEST * self.fontMetrics().averageCharWidth() else self._lines
        return max(self._kept(lines), super().heightForWidth(width))

    def sizeHint(self) -> QSize:
        """At least the room that is kept."""
        return super().sizeHint().expandedTo(QSize(0, self._kept(1)))

    def minimumSizeHint(self) -> QSize:
        """At least the room that is kept."""
        return super().minimumSizeHint().expandedTo(QSize(0, self._kept(1)))


class NewPassphrase(QWidget):
    """Two fields that must say the same. `changed` follows every letter, `entered` the Return key in the second field."""

    changed = Signal()
    entered = Signal()

    def __init__(self, background: Background, words: str = "", *, own_words: Sequence[str] = ()) -> None:
        """Make the empty fields.

        Args:
            background: where the strength is worked out.
            words: what stands over the first field; “Choose a passphrase” without any.
            own_words: words that others would guess, such as the person's name; a passphrase made of them is weak.
        """
        super().__init__()
        self._background = background
        self._own_words = tuple(own_words)
        self._judged = ""
        self._strength_said = ""
        self._judging = False
        self._timer = timer(self, _SETTLED)
        self._timer.timeout.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first = PassphraseField(words or tr("Choose a passphrase"), name="new_passphrase", eye=False)
        self.again = PassphraseField(tr("Type it again"), name="new_passphrase_again", eye=False)
        column.addWidget(self.first)
        column.addLayout(self._measure())
        column.addWidget(self.again)
        self._same = Hint(1)
        self._same.setObjectName("same_hint")
        column.addWidget(self._same)
        column.addWidget(self._choices())
        self.first.changed.connect(self._on_changed)
        self.again.changed.connect(self._on_changed)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.first)
        self._on_changed()

    def _measure(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.bar = StrengthBar()
        self.bar.setAccessibleName(tr("Strength of the passphrase"))
        column.addWidget(self.bar)
        self._strength = Hint(2)
        self._strength.setObjectName("strength_hint")
        column.addWidget(self._strength)
        return column

    def _choices(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=12)
        self._show = TickBox(tr("Show what I type"), name="show_passphrases")
        self._show.toggled.connect(self._on_show)
        self._suggest = button(tr("Suggest five words"), self.suggest, icon_name="mdi6.dice-5-outline", name="suggest")
        row.addWidget(self._suggest)
        row.addWidget(self._show)
        return holder

    # What is chosen -------------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The passphrase as it was typed first."""
        return self.first.text

    @property
    def typed_again(self) -> str:
        """The passphrase as it was typed the second time."""
        return self.again.text

    @property
    def is_ready(self) -> bool:
        """Whether it is long enough and both are the same."""
        return len(self.first.text) >= LEAST and self.first.text == self.again.text

    def clear(self) -> None:
        """Forget what is typed."""
        self.first.clear()
        self.again.clear()
        self._show.setChecked(False)

    def suggest(self) -> None:
        """Fill in five words from a list, drawn by lot, and show them."""
        self._suggest.setEnabled(False)
        self._background.run(
            opening.suggested_passphrase, owner=self, on_result=self._on_suggested, on_error=self._on_failed, quiet=True
        )

    def _on_suggested(self, words: str) -> None:
        self._suggest.setEnabled(True)
        self._show.setChecked(True)
        self.first.line.setText(words)
        self.again.clear()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._same.setText(tr("Write the words down, then type them here once."))

    def _on_failed(self, error: BaseException) -> None:
        self._suggest.setEnabled(True)
        raise error

    # What is said of it ---------------------------------------------------------------------------------------------------

    def _on_show(self, shown: bool) -> None:
        self.first.set_shown(shown=shown)
        self.again.set_shown(shown=shown)

    def _on_changed(self) -> None:
        same = self.first.text == self.again.text
        compared = tr("Both are the same.") if same else tr("The two are not the same yet.")
        self._same.setText(compared if self.again.text else "")
        if self.first.text != self._judged:
            self._timer.start()
        self._show_strength(self.bar.level if self.first.text else -1)
        self.changed.emit()

    def _judge(self) -> None:
        # In the background: the list of common words takes a moment to load, and a long passphrase one to look through.
        if self._judging or not self.first.text:
            return
        self._judging = True
        self._judged = self.first.text
        self._background.run(
            partial(opening.strength_of, self._judged, self._own_words),
            owner=self,
            on_result=self._on_judged,
            on_error=self._on_not_judged,
            on_cancelled=self._on_not_judged,
            quiet=True,
        )

    def _on_judged(self, strength: "Strength") -> None:
        self._judging = False
        if self.first.text != self._judged:
            self._judge()
            return
        self._strength_said = f"{_VERDICTS[strength.level]} {strength.sentence}".strip()
        self._show_strength(strength.level)

    def _on_not_judged(self, error: BaseException | None = None) -> None:
        self._judging = False
        if error is not None:
            raise error

    def _show_strength(self, level: int) -> None:
        """How much is missing as long as it is too short, then how strong it is: in one place, whose room is kept."""
        short = LEAST - len(self.first.text)
        if short > 0:
            said = tr_n(
                "{number} more character needed. Spaces count.", "{number} more characters needed. Spaces count.", short
            )
        else:
            said = self._strength_said if self._judged == self.first.text else ""
        self.bar.show_level(level)
        self.bar.setAccessibleDescription(said)
        self._strength.setText(said)
