"""The people to call, in calling order: moved up and down, changed, added and taken away in the same place."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.section_panel import NOT_RECORDED, SectionPanel, empty_layout
from ism_desktop.ui.kit.widgets.text import label, set_role, small
from ism_desktop.ui.record_kit.actions import move_to_trash, put_in_order
from ism_desktop.ui.record_kit.inline_form import InlineForm

FIELDS = ("name", "relation", "phone", "second_phone", "language")


class ContactRow(QWidget):
    """One person: place in the order, name, how to reach them, and what can be done."""

    moved = Signal(str, int)
    edit_wanted = Signal(str)
    trash_wanted = Signal(str)

    def __init__(self, contact: Record, place: int, count: int) -> None:
        super().__init__()
        self.setObjectName(f"contact.{place}")
        self._id = contact.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(4)
        row.addWidget(label(tr("{number}.", number=place), "subheading"), 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(4)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(contact.title, "subheading"))
        values = contact.values
        told = [values["relation"], values["phone"], values["second_phone"]]
        column.addWidget(small(" · ".join(str(part) for part in told if part)))
        row.addLayout(column, 1)
        name = contact.title
        buttons = (
            (tr("Call {name} earlier", name=name), "mdi6.arrow-up", self._on_up, "up", place > 1),
            (tr("Call {name} later", name=name), "mdi6.arrow-down", self._on_down, "down", place < count),
            (tr("Edit {name}", name=name), "mdi6.pencil-outline", self._on_edit, "edit", True),
            (tr("Move {name} to the trash", name=name), "mdi6.trash-can-outline", self._on_trash, "trash", True),
        )
        for words, icon_name, pressed, what, enabled in buttons:
            made = icon_button(words, icon_name, pressed, name=f"contact.{place}.{what}")
            made.setEnabled(enabled)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def _on_up(self) -> None:
        self.moved.emit(self._id, -1)

    def _on_down(self) -> None:
        self.moved.emit(self._id, 1)

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._id)

    def _on_trash(self) -> None:
        self.trash_wanted.emit(self._id)


class ContactsSection(SectionPanel):
    """The section of the emergency contacts."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            "contacts", tr("Emergency contacts, in calling order"), tr("Add an emergency contact"), self.add
        )
        self.button.setText(tr("Add"))
        self.button.setIcon(icon("mdi6.plus", "accent", before_words=True))
        self.button.setObjectName("add.contacts")
        self._workspace = workspace
        self._contacts: dict[str, Record] = {}

    @cached_property
    def fields(self) -> InlineForm:
        """The fields of one person, made when they are first asked for."""
        made = InlineForm(self._workspace, EMERGENCY_CONTACTS, FIELDS)
        made.closed.connect(self._on_closed)
        self.set_editor(made)
        return made

    def leave(self) -> None:
        """Keep what is typed. Asks nothing."""
        if self.editor is not None:
            self.fields.leave()

    def show_contacts(self, contacts: Sequence[Record]) -> None:
        """Show the people in their order."""
        self._contacts = {contact.id: contact for contact in contacts}
        empty_layout(self.lines)
        for place, contact in enumerate(contacts, 1):
            row = ContactRow(contact, place, len(contacts))
            row.moved.connect(self._on_moved)
            row.edit_wanted.connect(self._on_edit)
            row.trash_wanted.connect(self._on_trash)
            self.lines.addWidget(row)
        if not contacts:
            self.lines.addWidget(label(str(NOT_RECORDED), "secondary"))
        if self.is_editing:
            self.show_editor(on=True)

    def add(self) -> None:
        """Begin a new contact."""
        self.fields.leave()
        self.fields.open(None)
        self.show_editor(on=True)
        self.fields.focus()

    def _on_edit(self, record_id: str) -> None:
        self.fields.open(self._contacts[record_id])
        self.show_editor(on=True)
        self.fields.focus()

    def _on_closed(self) -> None:
        self.show_editor(on=False)
        set_role(self, "panel")

    def _on_moved(self, record_id: str, step: int) -> None:
        before = list(self._contacts)
        place = before.index(record_id)
        after = list(before)
        after[place], after[place + step] = after[place + step], after[place]
        put_in_order(self._workspace, EMERGENCY_CONTACTS, before, after)

    def _on_trash(self, record_id: str) -> None:
        move_to_trash(self._workspace, EMERGENCY_CONTACTS, [record_id])
