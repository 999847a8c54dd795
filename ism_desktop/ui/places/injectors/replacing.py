"""The dialog for a device that was replaced by a new one: what became of the old one, and what stands on the new one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.injectors import kit
from ism_desktop.ui.record_kit.inline_form import InlineForm


class ReplaceDialog(Dialog):
    """Asks for the little that differs, and writes both devices down together."""

    def __init__(self, workspace: Workspace, device: Record, page: QWidget) -> None:
        super().__init__(tr("A new {title}", title=device.title), page.window(), name="replace_device", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._device = device
        self.body.addWidget(label(tr("What happened to the old one?"), "subheading"))
        self.became = Choices(
            (("discarded", tr("Discarded")), ("used", tr("Used"))), tr("What happened to the old one"), name="became"
        )
        self.became.set_value("discarded")
        self.body.addWidget(self.became)
        lot = device.values["lot"]
        kept = (
            tr("It stays in your record, with its lot {lot}, under “Used or discarded”.", lot=lot)
            if lot
            else tr("It stays in your record, under “Used or discarded”.")
        )
        self.body.addWidget(secondary(kept))
        self.body.addSpacing(8)
        self.body.addWidget(label(tr("What does the label of the new one say?"), "subheading"))
        self.fields = InlineForm(
            workspace, ADRENALINE_DEVICES, ("expiry", "lot", "kept_where"), buttons=False, drafts=False
        )
        self.fields.open(None, {"kept_where": device.values["kept_where"]})
        self.body.addWidget(self.fields)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        done = button(tr("Replace"), self._on_replace, role="primary", name="replace")
        done.setDefault(True)
        self.foot.addWidget(done)
        self.fields.focus()

    def _on_replace(self) -> None:
        device, vault = self._device, self._workspace.vault
        try:
            values = self.fields.values()
            with vault.write() as session:
                order = [one.id for one in store.list_active(session, ADRENALINE_DEVICES)]
                new_id = kit.replace(session, device.id, self.became.value or "discarded", values)
        except InvalidRecord as error:
            self.fields.mark(error)
            return
        undo = partial(_take_back, self._workspace, device.id, device.values["status"], new_id, order)
        self._workspace.undo_bar.offer(tr("“{title}” was replaced by a new one.", title=device.title), undo)
        self.accept()


def _take_back(workspace: Workspace, device_id: str, status: str | None, new_id: str, order: list[str]) -> None:
    with workspace.vault.write() as session:
        kit.take_back(session, device_id, status, new_id, order)
