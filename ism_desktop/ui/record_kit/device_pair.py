"""Two devices of one product in one go: what they share, then for each its date, lot and place."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.inline_form import InlineForm

_SHARED = ("product", "strength", "route", "second_dose_minutes")
_OWN = ("expiry", "lot", "kept_where")


class PairFields(QWidget):
    """Fields for one or two devices of the same product. `saved` follows when they are written down."""

    saved = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("pair")
        self._workspace = workspace
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.count = Choices(
            (("2", tr("Two of the same")), ("1", tr("One"))), tr("How many devices of this product"), name="pair.count"
        )
        self.count.set_value("2")
        self.count.changed.connect(self._on_count)
        column.addWidget(self.count)
        self.shared = InlineForm(workspace, ADRENALINE_DEVICES, _SHARED, buttons=False)
        self.shared.setObjectName("pair.shared")
        column.addWidget(self.shared)
        self.each: list[InlineForm] = []
        self._heads: list[QWidget] = []
        for place in (tr("First device"), tr("Second device")):
            head = heading(place)
            # The first device's fields share the draft of a new device with the fields above; a second one cannot.
            fields = InlineForm(workspace, ADRENALINE_DEVICES, _OWN, buttons=False, drafts=not self.each)
            fields.setObjectName(f"pair.{len(self.each) + 1}")
            self.each.append(fields)
            self._heads.append(head)
            column.addWidget(head)
            column.addWidget(fields)
        column.addWidget(secondary(tr("You find the date and the lot on the device. What you do not know can wait.")))
        self.open()

    def open(self) -> None:
        """Begin anew."""
        for fields in (self.shared, *self.each):
            fields.open(None)

    def discard(self) -> None:
        """Forget what is typed and begin anew."""
        for fields in (self.shared, *self.each):
            fields.forget_draft()
        self.open()

    @property
    def is_changed(self) -> bool:
        """Whether something is typed."""
        return any(fields.is_changed for fields in (self.shared, *self.each))

    def _on_count(self) -> None:
        two = self.count.value == "2"
        self._heads[1].setVisible(two)
        self.each[1].setVisible(two)

    def save(self) -> bool:
        """Write the devices down. False, with the faults marked, when they cannot be."""
        used = self.each[: int(self.count.value or 1)]
        for fields in (self.shared, *used):
            try:
                fields.values()
            except InvalidRecord as error:
                fields.mark(error)
                return False
        try:
            with self._workspace.vault.write() as session:
                saved = [
                    store.save(session, ADRENALINE_DEVICES, {**self.shared.values(), **fields.values()})
                    for fields in used
                ]
        except InvalidRecord as error:
            self.shared.mark(error)
            return False
        words = tr_n("{number} device was added.", "{number} devices were added.", len(saved))
        self._workspace.undo_bar.offer(words, partial(trash, self._workspace, ADRENALINE_DEVICES, saved))
        self.discard()
        self.saved.emit()
        return True
