"""One device as a card: what its label says, where it is kept, and what can be done with it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.section_panel import said_line
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.places.injectors.kit import expiry_words, has_passed

_FURTHER = ("second_dose_minutes", "prescriber", "trained_on", "recall_note")


def _expires(device: Record) -> str:
    expiry = device.values["expiry"]
    if isinstance(expiry, PartialDate):
        return tr("expires {date}", date=expiry.words)
    return tr("expiry not known") if isinstance(expiry, Gap) else tr("expiry not recorded")


def _words(device: Record, name: str) -> str:
    return shown(ADRENALINE_DEVICES.field(name), device.values[name])


class DevicePanel(Panel):
    """A device. Its signals carry the record's id."""

    edit_wanted = Signal(str)
    copy_wanted = Signal(str)
    replace_wanted = Signal(str)
    trash_wanted = Signal(str)
    moved = Signal(str, int)

    def __init__(self, device: Record, place: int, count: int, today: date, *, is_open: bool) -> None:
        """Make the card of the device at `place` (from 1) of `count`; `is_open` says that its form is shown beside it."""
        super().__init__(role="panel-editing" if is_open else "panel")
        self.setObjectName(f"device.{place}")
        self.setAccessibleName(f"{device.title}, {_expires(device)}")
        self._id = device.id
        self._place = place
        self._count = count
        self._title = device.title
        self.body.setSpacing(6)
        self._head(device)
        if route := _words(device, "route"):
            self.body.addWidget(secondary(route))
        self.body.addSpacing(2)
        self._expiry(device, today)
        self.body.addWidget(said_line(tr("Lot"), _words(device, "lot") or tr("not recorded")))
        self.body.addWidget(said_line(tr("Kept"), _words(device, "kept_where") or tr("not recorded")))
        for name in _FURTHER:
            if words := _words(device, name):
                self.body.addWidget(said_line(ADRENALINE_DEVICES.field(name).label, words))
        self.body.addStretch(1)
        self.body.addSpacing(6)
        self._foot()

    def _head(self, device: Record) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(heading(device.title), 1)
        edit = icon_button(
            tr("Edit {title}", title=device.title), "mdi6.pencil-outline", self._on_edit, name=self._name("edit")
        )
        row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        if status := _words(device, "status"):
            self.body.addWidget(label(status, "pill"), 0, Qt.AlignmentFlag.AlignLeft)

    def _expiry(self, device: Record, today: date) -> None:
        self.body.addWidget(said_line(tr("Expires"), expiry_words(device)))
        if has_passed(device, today):
            self.body.addWidget(label(tr("This date has passed"), "pill"), 0, Qt.AlignmentFlag.AlignLeft)

    def _name(self, what: str) -> str:
        return f"device.{self._place}.{what}"

    def _foot(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        flow.addWidget(self._verb(tr("Replace with a new one…"), self._on_replace, "mdi6.swap-horizontal", "replace"))
        flow.addWidget(self._verb(tr("Add another like it"), self._on_copy, "mdi6.content-copy", "copy"))
        earlier = icon_button(
            tr("Move {title} up", title=self._title), "mdi6.arrow-up", self._on_up, name=self._name("up")
        )
        earlier.setEnabled(self._place > 1)
        later = icon_button(
            tr("Move {title} down", title=self._title), "mdi6.arrow-down", self._on_down, name=self._name("down")
        )
        later.setEnabled(self._place < self._count)
        trash = icon_button(
            tr("Move {title} to the trash", title=self._title),
            "mdi6.trash-can-outline",
            self._on_trash,
            name=self._name("trash"),
        )
        for made in (earlier, later, trash):
            flow.addWidget(made)
        self.body.addWidget(row)

    def _verb(self, words: str, pressed: Callable[[], object], icon_name: str, what: str) -> QWidget:
        made = button(words, pressed, role="quiet", icon_name=icon_name, name=self._name(what))
        made.setAccessibleName(f"{words} {self._title}")
        return made

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._id)

    def _on_copy(self) -> None:
        self.copy_wanted.emit(self._id)

    def _on_replace(self) -> None:
        self.replace_wanted.emit(self._id)

    def _on_trash(self) -> None:
        self.trash_wanted.emit(self._id)

    def _on_up(self) -> None:
        self.moved.emit(self._id, -1)

    def _on_down(self) -> None:
        self.moved.emit(self._id, 1)


class DeviceRow(QWidget):
    """A device in one line, for trainers, used ones and the trash: its words and one button. `pressed` carries the record's id.

    A row of the trash has a second button: `delete_wanted` carries the id too.
    """

    pressed = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, device: Record, verb: str, name: str, *, can_delete: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._id = device.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        lot, status = _words(device, "lot"), _words(device, "status")
        parts = [
            _expires(device),
            tr("lot {lot}", lot=lot) if lot else "",
            status,
        ]
        row.addWidget(said_line(device.title, " · ".join(part for part in parts if part)), 1)
        made = button(verb, self._on_pressed, role="quiet", name=f"{name}.press")
        made.setAccessibleName(f"{verb} {device.title}")
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        if can_delete:
            words = tr("Delete for good: {title}", title=device.title)
            delete = icon_button(words, "mdi6.delete-forever-outline", self._on_delete, name=f"{name}.delete")
            row.addWidget(delete, 0, Qt.AlignmentFlag.AlignTop)

    def _on_delete(self) -> None:
        self.delete_wanted.emit(self._id)

    def _on_pressed(self) -> None:
        self.pressed.emit(self._id)
