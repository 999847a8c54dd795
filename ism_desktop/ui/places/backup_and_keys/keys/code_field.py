"""Typing the groups of a recovery sheet: a box for each, laid out as on the paper, that says at once when a group is mistyped."""

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.enter_line import EnterLine
from ism_desktop.ui.kit.widgets.text import label, set_flag, set_role

GROUPS = 8
DIGITS = 6
_COLUMNS = 2
_POINTS = 17.0


def digits_of(typed: str) -> str:
    """The digits of what was typed or pasted, in any script; all else is passed over."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())


class _Line(EnterLine):
    """Shows six digits as three and three, as the paper does; Backspace at its start goes to the box before."""

    left_backwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        font: QFont = theme().font(_POINTS)
        font.setFixedPitch(True)
        self.setFont(font)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("000 000") + theme().px(28))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough for a group."""
        return QSize(self.minimumWidth(), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or go back to the group before."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.left_backwards.emit()
            return
        super().keyPressEvent(event)


class GroupBox(QWidget):
    """One group: its number, the field, and a mark. `filled` carries the digits that were too many for it."""

    changed = Signal()
    filled = Signal(str)
    left_backwards = Signal()
    entered = Signal()

    def __init__(self, number: int, is_right: Callable[[str], bool]) -> None:
        super().__init__()
        self.number = number
        self._is_right = is_right
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        head = label(str(number), "secondary")
        head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(head)
        self.line = _Line()
        self.line.setObjectName(f"group.{number}")
        self.line.setAccessibleName(tr("Group {number}", number=number))
        head.setBuddy(self.line)
        row.addWidget(self.line)
        self._mark = QLabel()
        self._mark.setFixedWidth(theme().px(22))
        row.addWidget(self._mark)
        row.addStretch(1)
        self.line.textEdited.connect(self._on_edited)
        self.line.left_backwards.connect(self.left_backwards)
        self.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.line)
        theme().changed.connect(self._refresh)

    @property
    def digits(self) -> str:
        """What is typed, without the space in the middle."""
        return digits_of(self.line.text())

    @property
    def is_full(self) -> bool:
        """Whether all six digits are typed."""
        return len(self.digits) == DIGITS

    @property
    def is_wrong(self) -> bool:
        """Whether all six digits are typed and they are not right."""
        return self.is_full and not self._is_right(self.digits)

    def put(self, digits: str) -> None:
        """Fill in digits, as if they had been typed."""
        self._on_edited(digits)

    def clear(self) -> None:
        """Forget what is typed."""
        self.line.clear()
        self._refresh()

    def _on_edited(self, typed: str) -> None:
        before_cursor = len(digits_of(typed[: self.line.cursorPosition()]))
        digits = digits_of(typed)
        own, rest = digits[:DIGITS], digits[DIGITS:]
        self.line.setText(f"{own[:3]} {own[3:]}" if len(own) > 3 else own)
        self.line.setCursorPosition(before_cursor + (1 if before_cursor > 3 else 0))
        self._refresh()
        self.changed.emit()
        if len(own) == DIGITS and before_cursor >= DIGITS:
            self.filled.emit(rest)

    def _refresh(self) -> None:
        wrong, right = self.is_wrong, self.is_full and not self.is_wrong
        size = theme().px(20)
        self._mark.setFixedWidth(theme().px(22))
        name, ink = ("mdi6.alert-circle-outline", "danger") if wrong else ("mdi6.check", "accent")
        self._mark.setPixmap(icon(name, ink).pixmap(size, size))
        # It keeps its place when there is nothing to mark, so that the boxes do not move under the cursor.
        if not (wrong or right):
            self._mark.clear()
        said = tr("Typing mistake") if wrong else tr("Correct") if right else ""
        self._mark.setToolTip(said)
        self.line.setAccessibleDescription(said)
        set_flag(self.line, "fault", on=wrong)


class RecoveryCodeField(QWidget):
    """Boxes for all groups, or for some. The cursor moves on by itself; several groups can be pasted at once."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        is_right: Callable[[int, str], bool],
        numbers: Sequence[int] = tuple(range(1, GROUPS + 1)),
        *,
        wrong_said: Callable[[Sequence[int]], str] | None = None,
    ) -> None:
        """Make empty boxes.

        Args:
            is_right: takes a group's number from 1 and its six digits.
            numbers: the groups that are asked for.
            wrong_said: the sentence about these wrong groups; that they are mistyped, unless something else is given.
        """
        super().__init__()
        self._wrong_said = wrong_said or mistyped
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        # Above the boxes, so that it can be read in a low window too.
        self._said = label("", "secondary")
        self._said.setObjectName("groups.said")
        column.addWidget(self._said)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        self.boxes: list[GroupBox] = []
        for position, number in enumerate(numbers):
            box = GroupBox(number, lambda digits, number=number: is_right(number, digits))
            box.changed.connect(self._on_changed)
            box.filled.connect(self._on_filled)
            box.left_backwards.connect(self._on_left_backwards)
            box.entered.connect(self.entered)
            grid.addWidget(box, position // _COLUMNS, position % _COLUMNS)
            self.boxes.append(box)
        grid.setColumnStretch(_COLUMNS, 1)
        self.setFocusProxy(self.boxes[0])
        self._refresh()

    @property
    def text(self) -> str:
        """The groups in their order, with spaces between."""
        return " ".join(box.digits for box in self.boxes)

    @property
    def is_complete(self) -> bool:
        """Whether every group is typed and none is wrong."""
        return all(box.is_full and not box.is_wrong for box in self.boxes)

    def clear(self) -> None:
        """Forget what is typed."""
        for box in self.boxes:
            box.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _on_filled(self, rest: str) -> None:
        """Go on in the next box, with what was too much for this one."""
        place = self._place_of_sender()
        if place + 1 >= len(self.boxes):
            return
        following = self.boxes[place + 1]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        # A seventh digit typed by mistake must not wipe out a group that stands there already; several groups pasted at once may.
        if rest and (not following.digits or len(rest) >= DIGITS):
            following.line.setText(rest)
            following.line.setCursorPosition(len(rest))
            following.put(rest)

    def _on_left_backwards(self) -> None:
        place = self._place_of_sender()
        if place > 0:
            before = self.boxes[place - 1]
            before.setFocus(Qt.FocusReason.BacktabFocusReason)
            before.line.setCursorPosition(len(before.line.text()))

    def _place_of_sender(self) -> int:
        sender = self.sender()
        return next((place for place, box in enumerate(self.boxes) if box is sender), len(self.boxes))

    def _refresh(self) -> None:
        wrong = [box.number for box in self.boxes if box.is_wrong]
        full = sum(box.is_full for box in self.boxes)
        if wrong:
            self._said.setText(self._wrong_said(wrong))
        elif full < len(self.boxes):
            self._said.setText(tr("{done} of {total} groups typed.", done=full, total=len(self.boxes)))
        elif full == GROUPS:
            self._said.setText(tr("All groups are typed correctly."))
        else:
            self._said.setText(tr("Both groups match."))
        set_role(self._said, "fault" if wrong else "secondary")


def mistyped(numbers: Sequence[int]) -> str:
    """What is said of groups that cannot be right."""
    return tr_n(
        "Group {groups} has a typing mistake. Compare it with your sheet.",
        "Groups {groups} have typing mistakes. Compare them with your sheet.",
        len(numbers),
        groups=_listed(numbers),
    )


def different(numbers: Sequence[int]) -> str:
    """What is said of groups that are right in themselves and not those of this sheet."""
    return tr_n(
        "Group {groups} does not match. Compare it with the printed sheet.",
        "Groups {groups} do not match. Compare them with the printed sheet.",
        len(numbers),
        groups=_listed(numbers),
    )


def _listed(numbers: Sequence[int]) -> str:
    return in_use().listed(in_use().number(number) for number in numbers)
