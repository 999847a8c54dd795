"""The injectors: each device as a card, the dates as plain facts, trainers and used ones apart; changed in the same place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import WHOLE, Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.grid import CardGrid
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Column, EmptyPlace, FoldingPanel, PageHead, Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.places.injectors import kit
from ism_desktop.ui.places.injectors.device_panel import DevicePanel, DeviceRow
from ism_desktop.ui.places.injectors.kit import Kit
from ism_desktop.ui.places.injectors.replacing import ReplaceDialog
from ism_desktop.ui.record_kit.actions import move_to_trash, put_in_order, state_none, take_out_of_trash
from ism_desktop.ui.record_kit.deleting import ask_to_delete
from ism_desktop.ui.record_kit.device_pair import PairFields
from ism_desktop.ui.record_kit.form import RecordForm

_SIDE_BY_SIDE = 760  # pixels at 100 %: with less room, the form takes the place of the cards
_SENTENCE = tr_lazy("Each device you have, with the date and lot number on its label.")


class InjectorsPage(Page):
    """The kit."""

    kinds = frozenset({ADRENALINE_DEVICES.name})
    can_add = True
    help_text = tr_lazy(
        "Write down each device, because each has its own date and lot. “Add another like it” begins a second one "
        "of the same product; “Replace with a new one…” keeps the old one, with its lot, under “Used or "
        "discarded”.\n\nA date without a day lasts to its end: May 2027 means the last day of May. The card is "
        "printed with the devices that are neither used nor discarded, in the order of this page."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._kit: Kit | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        self._left = Column(960, margin=0)
        row.addWidget(self._left, 4)
        self.form = RecordForm(workspace, ADRENALINE_DEVICES)
        self.form.hide()
        self.form.closed.connect(self.close_form)
        self.form.saved.connect(self._on_saved)
        self.form.trash_wanted.connect(self._on_trash)
        self.form.restore_wanted.connect(self._on_restore)
        row.addWidget(self.form, 5)
        self._build()
        workspace.drafts.brought_back.connect(self._on_draft_back)
        theme().changed.connect(self._fit)

    def _build(self) -> None:
        body = self._left.body
        head = PageHead(tr("Injectors"), str(_SENTENCE))
        self.add_words = ADRENALINE_DEVICES.add
        self.add = button(self.add_words, self.new_record, role="primary", icon_name="mdi6.plus", name="add")
        head.add_button(self.add)
        body.addWidget(head)
        self._facts = Panel()
        self._facts.setObjectName("facts")
        self._sentence = heading("")
        self._sentence.setObjectName("count")
        self._facts.body.addWidget(self._sentence)
        self._dates = QVBoxLayout()
        self._dates.setSpacing(2)
        self._facts.body.addLayout(self._dates)
        body.addWidget(self._facts)
        self._cards = QWidget()
        self._grid = CardGrid(self._cards)
        body.addWidget(self._cards)
        self._empty = self._empty_place()
        body.addWidget(self._empty)
        self._pair = self._pair_card()
        body.addWidget(self._pair)
        self._trainers = Panel(tr("Trainers, no drug inside"))
        self._trainers.setObjectName("trainers")
        self._past = FoldingPanel(tr("Used or discarded"), name="past")
        self._trash = FoldingPanel(tr("Trash"), name="trash_view")
        self._rows: dict[str, QVBoxLayout] = {}
        for name, card in (("trainer", self._trainers), ("past", self._past), ("trashed", self._trash)):
            self._rows[name] = QVBoxLayout()
            card.body.addLayout(self._rows[name])
            body.addWidget(card)
        body.addStretch(1)

    def _empty_place(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        add_two = button(
            tr("Add two injectors"), self.add_pair, role="primary", icon_name="mdi6.plus", name="add_two_injectors"
        )
        kind = ADRENALINE_DEVICES
        column.addWidget(EmptyPlace(kind.icon, kind.empty, add_two, kind.example, scrolls=False))
        self.none = TickBox(f"{kind.states_none}.", name="states_none")
        self.none.clicked.connect(self._on_stated)
        column.addWidget(self.none, 0, Qt.AlignmentFlag.AlignHCenter)
        return whole

    def _pair_card(self) -> Panel:
        card = Panel(role="panel-editing")
        card.setObjectName("pair_card")
        card.body.addWidget(heading(tr("Two injectors of the same product")))
        self.pair = PairFields(self.workspace)
        self.pair.saved.connect(self._on_pair_done)
        card.body.addWidget(self.pair)
        foot = QWidget()
        flow = FlowLayout(foot)
        flow.addWidget(button(tr("Cancel"), self._on_pair_cancelled, name="pair.cancel"))
        flow.addWidget(button(tr("Save"), self.pair.save, role="primary", name="pair.save"))
        card.body.addWidget(foot)
        card.hide()
        return card

    # Reading --------------------------------------------------------------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        """The device in the form; beside it, all of them."""
        shown = self.form.record_id if self.form.isVisibleTo(self) else None
        return Subject("injectors", WHOLE) if shown is None else Subject(ADRENALINE_DEVICES.name, shown)

    def refresh(self) -> None:
        """Read the kit again."""
        with self.workspace.vault.read() as session:
            self._kit = kit.read(session, self.workspace.today())
        if self.form.isVisibleTo(self):
            self.form.refresh()
        self._show()

    def _show(self) -> None:
        found = self._kit
        if found is None:
            return
        self._sentence.setText(kit.count_sentence(found))
        self._facts.setAccessibleName(self._sentence.text())
        empty_layout(self._dates)
        for line in kit.dates(found):
            self._dates.addWidget(secondary(line))
        self._show_cards(found)
        self._show_rows("trainer", self._trainers, found.trainers, tr("Edit"))
        self._show_rows("past", self._past, found.past, tr("Edit"))
        self._past.head.setText(tr("Used or discarded ({number})", number=len(found.past)))
        self._show_rows("trashed", self._trash, found.trashed, tr("Restore"))
        self._trash.head.setText(tr("Trash ({number})", number=len(found.trashed)))
        self.none.setChecked(found.stated is Gap.NONE)
        self._fit()

    def _show_cards(self, found: Kit) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        shown = self.form.record_id if self.form.isVisibleTo(self) else None
        for place, device in enumerate(found.live, 1):
            card = DevicePanel(device, place, len(found.live), found.today, is_open=device.id == shown)
            card.edit_wanted.connect(self._on_edit)
            card.copy_wanted.connect(self._on_copy)
            card.replace_wanted.connect(self._on_replace)
            card.trash_wanted.connect(self._on_trash)
            card.moved.connect(self._on_moved)
            self._grid.addWidget(card)

    def _show_rows(self, name: str, card: Panel | FoldingPanel, devices: Sequence[Record], verb: str) -> None:
        empty_layout(self._rows[name])
        for place, device in enumerate(devices, 1):
            in_trash = device.deleted_at is not None
            row = DeviceRow(device, verb, f"{name}.{place}", can_delete=in_trash)
            row.pressed.connect(self._on_restore if in_trash else self._on_edit)
            row.delete_wanted.connect(self._on_delete)
            self._rows[name].addWidget(row)
        card.setVisible(bool(devices))

    def _fit(self) -> None:
        editing, pairing = self.form.isVisibleTo(self), self._pair.isVisibleTo(self)
        beside = self.width() >= theme().px(_SIDE_BY_SIDE)
        self._left.setVisible(beside or not editing)
        self.form.back.setVisible(not beside)
        self.form.close_button.setVisible(beside)
        is_empty = self._kit is None or self._kit.is_empty
        self._empty.setVisible(is_empty and not pairing)
        self._facts.setVisible(not is_empty)
        self._cards.setVisible(self._kit is not None and bool(self._kit.live))
        # On an empty page the one primary button is the one in its middle.
        self.add.setVisible(not editing and not is_empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside the cards, or in their place."""
        super().resizeEvent(event)
        self._fit()

    # Changing -------------------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Begin a new device."""
        self._open(None)

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Show a device in the form."""
        del page
        self._open(record_id)

    def save(self) -> None:
        """Save what is typed."""
        if self._pair.isVisibleTo(self):
            self.pair.save()
        elif self.form.isVisibleTo(self):
            self.form.save()

    def leave(self) -> None:
        """Keep what is typed."""
        self.form.leave()

    def trash_selected(self) -> None:
        """Move the device that is shown in the form to the trash."""
        if self.form.isVisibleTo(self) and self.form.record_id is not None:
            self._on_trash(self.form.record_id)

    def add_pair(self) -> None:
        """Open the fields for two devices."""
        self.close_form()
        self._pair.show()
        self._fit()
        self.pair.shared.focus()

    def _open(self, record_id: str | None, like: Record | None = None) -> None:
        self.form.leave()
        self._pair.hide()
        self.form.open(record_id, None if like is None else kit.copied_values(like))
        self.form.show()
        self._show()
        self.form.focus_first()

    def close_form(self) -> None:
        """Put the form away; whoever calls this has kept what was typed."""
        self.form.hide()
        self._show()

    def _on_saved(self, record_id: str) -> None:
        del record_id  # the commit lets the page read everything again
        self.refresh()

    def _on_draft_back(self, kind: str, record_id: str | None) -> None:
        if kind == ADRENALINE_DEVICES.name and self.isVisible():
            self._open(record_id)

    def _device(self, record_id: str) -> Record:
        with self.workspace.vault.read() as session:
            return store.get(session, ADRENALINE_DEVICES, record_id)

    def _on_edit(self, record_id: str) -> None:
        self._open(record_id)

    def _on_copy(self, record_id: str) -> None:
        self._open(None, self._device(record_id))

    def _on_replace(self, record_id: str) -> None:
        self.form.leave()
        ReplaceDialog(self.workspace, self._device(record_id), self).open()

    def _on_trash(self, record_id: str) -> None:
        self.form.leave()
        if self.form.record_id == record_id:
            self.form.hide()
        move_to_trash(self.workspace, ADRENALINE_DEVICES, [record_id])

    def _on_restore(self, record_id: str) -> None:
        take_out_of_trash(self.workspace, ADRENALINE_DEVICES, [record_id])

    def _on_delete(self, record_id: str) -> None:
        ask_to_delete(self.workspace, {ADRENALINE_DEVICES.name: [record_id]}, self)

    def _on_moved(self, record_id: str, step: int) -> None:
        if self._kit is None:
            return
        with self.workspace.vault.read() as session:
            before = [device.id for device in store.list_active(session, ADRENALINE_DEVICES)]
        live = [device.id for device in self._kit.live]
        neighbour = live[live.index(record_id) + step]
        after = list(before)
        here, there = after.index(record_id), after.index(neighbour)
        after[here], after[there] = after[there], after[here]
        put_in_order(self.workspace, ADRENALINE_DEVICES, before, after)

    def _on_stated(self) -> None:
        state_none(self.workspace, ADRENALINE_DEVICES, says_none=self.none.isChecked())

    def _on_pair_done(self) -> None:
        self._pair.hide()
        QTimer.singleShot(0, self, self._fit)

    def _on_pair_cancelled(self) -> None:
        self.pair.discard()
        self._pair.hide()
        self._fit()
