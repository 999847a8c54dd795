"""What a list says when there is nothing in it, and the line that leads back to an entry begun and not saved."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.records.kind import Kind
from ism_desktop.records.values import Gap
from ism_desktop.ui.theme import theme
from ism_desktop.ui.widgets.buttons import button
from ism_desktop.ui.widgets.choosing import TickBox
from ism_desktop.ui.widgets.surfaces import EmptyPlace
from ism_desktop.ui.widgets.text import label

_WORDS = 260  # pixels at 100 %: the least room for the words of a banner


class EmptyRecords(QWidget):
    """One sentence, one button, one example; and where a person can state it, "I have none"."""

    add_wanted = Signal()
    trash_wanted = Signal()
    stated = Signal(bool)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.setObjectName(f"empty.{kind.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        add = button(
            f"Add {kind.singular.lower()}",
            self.add_wanted.emit,
            role="primary",
            icon_name="mdi6.plus",
            name="add_first",
        )
        self.setFocusProxy(add)
        place = EmptyPlace(kind.icon, kind.empty, add, kind.example)
        column.addWidget(place)
        self._none = TickBox(f"{kind.states_none}.", name="states_none")
        self._none.setVisible(bool(kind.states_none))
        self._none.clicked.connect(self.stated)
        place.add(self._none)
        self._trash = button(
            "Trash", self.trash_wanted.emit, role="quiet", icon_name="mdi6.trash-can-outline", name="empty_trash_view"
        )
        place.add(self._trash)

    def say(self, statement: Gap | None, trashed: int) -> None:
        """Show what was stated, and the way to the trash when something lies there."""
        self._none.setChecked(statement is Gap.NONE)
        self._trash.setVisible(bool(trashed))
        self._trash.setText(f"Trash ({trashed})")


class DraftBanner(QFrame):
    """An entry was begun and not saved: go on, or discard it."""

    continued = Signal()
    discarded = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.setObjectName(f"draft.{kind.name}")
        self.setProperty("role", "card-accent")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(label(f"You began a new entry ({kind.singular.lower()}) that is not saved yet."), 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(button("Discard", self.discarded.emit, name="draft_discard"))
        self._buttons.addWidget(button("Continue", self.continued.emit, role="primary", name="draft_continue"))
        self._row.addLayout(self._buttons)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where both do not fit side by side."""
        super().resizeEvent(event)
        beside = self.width() >= self._buttons.sizeHint().width() + theme().px(_WORDS)
        side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != side:
            self._row.setDirection(side)
