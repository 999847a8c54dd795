"""What a list says when there is nothing in it, and the line that leads back to an entry begun and not saved."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Kind
from ism_desktop.records.values import Gap
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.surfaces import EmptyPlace


class EmptyRecords(QWidget):
    """One sentence, one button, one example; and where a person can state it, "I have none" or "I do not know".

    `stated` carries the `Gap` that was stated, or None when a statement is taken back.
    """

    add_wanted = Signal()
    trash_wanted = Signal()
    stated = Signal(object)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"empty.{kind.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        add = button(
            kind.add,
            self.add_wanted.emit,
            role="primary",
            icon_name="mdi6.plus",
            name="add_first",
        )
        self.setFocusProxy(add)
        place = EmptyPlace(kind.icon, kind.empty, add, kind.example)
        column.addWidget(place)
        self._none = self._statement(place, kind.states_none, "states_none", self._on_none)
        self._unknown = self._statement(place, kind.states_unknown, "states_unknown", self._on_unknown)
        self._trash = button(
            tr("Trash"),
            self.trash_wanted.emit,
            role="quiet",
            icon_name="mdi6.trash-can-outline",
            name="empty_trash_view",
        )
        place.add(self._trash)

    def _statement(self, place: EmptyPlace, words: str, name: str, pressed: Callable[[bool], None]) -> TickBox:
        box = TickBox(words, name=name)
        # Only hidden here: shown before it has its place it would flash up as a window of its own.
        if not words:
            box.hide()
        box.clicked.connect(pressed)
        place.add(box)
        return box

    def _on_none(self, is_ticked: bool) -> None:
        self.stated.emit(Gap.NONE if is_ticked else None)

    def _on_unknown(self, is_ticked: bool) -> None:
        self.stated.emit(Gap.UNKNOWN if is_ticked else None)

    def refresh(self, statement: Gap | None, trashed: int) -> None:
        """Show what was stated, and the way to the trash when something lies there."""
        self._none.setChecked(statement is Gap.NONE)
        self._unknown.setChecked(statement is Gap.UNKNOWN)
        self._trash.setVisible(bool(trashed))
        self._trash.setText(tr("Trash ({count})", count=trashed))


class DraftBanner(Banner):
    """An entry was begun and not saved: go on, or discard it."""

    continued = Signal()
    discarded = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__(tr("“{new_one}” is not saved yet.", new_one=kind.new), name=f"draft.{kind.name}")
        self.add_button(button(tr("Discard"), self.discarded.emit, name="draft_discard"))
        self.add_button(button(tr("Continue"), self.continued.emit, role="primary", name="draft_continue"))
