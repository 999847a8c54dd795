"""A field as it stands in a form: its label, the gaps that can be stated, its editor, its help, and what is wrong with it."""

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Field, Input, shown
from ism_desktop.records.values import Gap
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.arranged import ArrangedLayout, height_of
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed, rename, text_of

_COLUMN = 216  # pixels at 100 %: two fields stand side by side where each gets as much
_GAP = 24
_WIDE = frozenset({Input.LONG_TEXT, Input.ROWS, Input.SCALE, Input.CHOICES, Input.MOMENT, Input.TAGS})


class FieldRow(QWidget):
    """One field of a form. A stated gap ("not known", "none") takes the editor out of use, and gives back what stood there."""

    edited = Signal()

    def __init__(self, field: Field, editor: Editor) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self._gaps: Choices | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self.editor)
        self.fault = label("", "fault")
        self.fault.setObjectName(f"{field.name}.fault")
        self.fault.hide()
        column.addWidget(self.fault)
        self._help = small(field.help)
        column.addWidget(self._help)
        self._help.setHidden(not field.help)
        column.addStretch(1)
        self.editor.changed.connect(self._on_changed)
        self.editor.finished.connect(self.check)

    def _head(self) -> QHBoxLayout:
        row = self._head_row = QHBoxLayout()
        row.setSpacing(8)
        self._label = label(self.field.label, "subheading")
        self._label.setBuddy(self.editor)
        # As high as a chip, so that neighbours with and without one stand on a line.
        self._label.setMinimumHeight(theme().px(24))
        row.addWidget(self._label, 0 if self.field.required else 1)
        self._needed = small(tr("needed"))
        row.addWidget(self._needed, 1 if self.field.required else 0)
        if not self.field.required:  # shown before it has a parent, it would be a window of its own for a moment
            self._needed.hide()
        if self.field.gaps:
            stated = [(gap.value, gap.words) for gap in self.field.gaps]
            self._gaps = Choices(stated, self.field.label, name=f"{self.field.name}.gap", role="chip", may_clear=True)
            self._gaps.changed.connect(self._on_gap)
            row.addWidget(self._gaps, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row

    def add_notice(self, notice: QWidget) -> None:
        """Put something between the label and the gaps; it may be hidden."""
        self._head_row.setStretchFactor(self._label, 0)
        self._head_row.insertWidget(1, notice, 1)

    def show_label(self, *, on: bool) -> None:
        """Show the label and the help, or leave them to a cell above that says the same."""
        self._label.setVisible(on)
        self._needed.setVisible(on and self.field.required)
        self._help.setVisible(on and bool(self.field.help))

    def name_parts(self, words: str) -> None:
        """Name the editor and the gaps for a screen reader, where the label alone would not tell them apart."""
        self.editor.name_control(words)
        if self._gaps is not None:
            rename(self._gaps, words)

    def lead(self) -> int:
        """How far down the editor begins."""
        return self.editor.y()

    @property
    def gap(self) -> Gap | None:
        """The gap that is stated."""
        chosen = self._gaps.value if self._gaps is not None else None
        return None if chosen is None else Gap(chosen)

    def _on_changed(self) -> None:
        self.mark("")
        self.edited.emit()

    def _on_gap(self) -> None:
        self._follow_gap()
        self._on_changed()

    def _follow_gap(self) -> None:
        self.editor.setEnabled(self.gap is None)

    def show_value(self, value: object) -> None:
        """Show a value, a gap, or nothing."""
        if self._gaps is not None:
            self._gaps.set_value(value.value if isinstance(value, Gap) else None)
        self.editor.show_value(None if isinstance(value, Gap) else value)
        self._follow_gap()
        self.mark("")

    def read(self) -> Any:
        """The value or stated gap. Raises ValueError with a sentence."""
        return self.gap if self.gap is not None else self.editor.read()

    def typed(self) -> list[Typed]:
        """What stands here, readable or not: the editor's text, and the gap."""
        gap = self.gap
        return [self.editor.typed(), None if gap is None else gap.value]

    def retype(self, typed: list[Typed]) -> None:
        """Put back what `typed` gave."""
        self.editor.retype(typed[0])
        if self._gaps is not None:
            self._gaps.set_value(text_of(typed[1]) or None)
        self._follow_gap()

    def check(self) -> None:
        """Say at once when what was typed cannot be read."""
        try:
            self.read()
        except ValueError as error:
            self.mark(str(error))

    def mark(self, fault: str) -> None:
        """Show what is wrong with this field; nothing when empty."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.editor.mark(on=bool(fault))

    def follow(self, leader: "FieldRow | None") -> None:
        """Offer what fits what another field says, if there is one; as long as nobody can read that, all stays as it is."""
        if leader is not None:
            with suppress(ValueError):
                self.editor.follow(leader.read())

    def mark_changed(self, value: object) -> None:
        """Say that another value was saved elsewhere while a person typed here."""
        words = "" if self.field.input is Input.REFERENCE else shown(self.field, value)
        if value is None:
            self.mark(tr("This was cleared elsewhere in the meantime. Save to keep what you typed."))
        elif not words:
            self.mark(tr("This was changed elsewhere in the meantime. Save to keep what you typed."))
        else:
            self.mark(tr("This was changed elsewhere to “{value}”. Save to keep what you typed.", value=words))

    @property
    def is_wide(self) -> bool:
        """Whether it takes a whole line."""
        return self.field.input in _WIDE


class FieldLayout(ArrangedLayout):
    """Fields side by side in two columns where there is room, one under the other where there is not; wide ones over both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=16)

    def sizeHint(self) -> QSize:
        """Two columns."""
        width = 2 * theme().px(_COLUMN) + _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """One column, as narrow as its widest field allows."""
        width = max((item.minimumSize().width() for item in self.shown), default=0)
        return QSize(width, 0)

    def arrange(self, rect: QRect, *, move: bool) -> int:
        """Two by two, and a wide one over both columns."""
        two = rect.width() >= 2 * theme().px(_COLUMN) + _GAP
        half = (rect.width() - _GAP) // 2 if two else rect.width()
        top, pending = rect.y(), None
        for item in self.shown:
            row = item.widget()
            wide = not two or (isinstance(row, FieldRow) and row.is_wide)
            if pending is not None and not wide:
                height = max(height_of(pending, half), height_of(item, half))
                self._set(pending, QRect(QPoint(rect.x(), top), QSize(half, height)), move=move)
                self._set(item, QRect(QPoint(rect.x() + half + _GAP, top), QSize(half, height)), move=move)
                top, pending = top + height + self.spacing(), None
                continue
            if pending is not None:
                top = self._line(pending, rect, top, half, move=move)
                pending = None
            if wide:
                top = self._line(item, rect, top, rect.width(), move=move)
            else:
                pending = item
        if pending is not None:
            top = self._line(pending, rect, top, half, move=move)
        return max(0, top - self.spacing() - rect.y())

    def _line(self, item: QLayoutItem, rect: QRect, top: int, width: int, *, move: bool) -> int:
        height = height_of(item, width)
        self._set(item, QRect(QPoint(rect.x(), top), QSize(width, height)), move=move)
        return top + height + self.spacing()

    @staticmethod
    def _set(item: QLayoutItem, rect: QRect, *, move: bool) -> None:
        if move:
            item.setGeometry(rect)
