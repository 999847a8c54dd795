"""A medicine that was begun in a visit, with what is usually known there; the page Medications has all the other fields."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import LinkedName
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.inline_form import InlineForm

DRAFT = "visit_medicine"
_FIELDS = ("name", "strength", "directions", "reason", "started_on", "prescriber")


class NewMedicineDialog(Dialog):
    """The day of the visit and who it was with stand there already; what is typed is a draft of the visit until it is saved."""

    def __init__(self, workspace: Workspace, visit: Visit, window: QWidget) -> None:
        super().__init__(MEDICATIONS.new, window, name="visit_medicine", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        with workspace.vault.read() as session:
            member = store.find(session, CARE_TEAM, visit.member_id) if visit.member_id else None
        by = LinkedName(member.title, member.id) if member is not None and member.title else visit.with_name or None
        self.fields = InlineForm(workspace, MEDICATIONS, _FIELDS, buttons=False, draft_as=(DRAFT, visit.id))
        self.fields.open(None, {"started_on": visit.on_date, "prescriber": by})
        self.body.addWidget(self.fields)
        self.body.addWidget(secondary(tr("Everything else about it can be filled in later under Medications.")))
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        saving = button(tr("Save"), self.on_save, role="primary", name="visit_medicine.save")
        saving.setDefault(True)  # else Enter in a line presses the first button there is: “not known”
        self.foot.addWidget(saving)
        self.fields.focus()

    def on_save(self) -> None:
        """Save the medicine."""
        try:
            saved = self.fields.save()
        except IsmError as error:
            self._workspace.report(error)
            return
        if saved is not None:
            self.accept()

    def _on_cancel(self) -> None:
        if self.fields.is_changed:
            self.fields.cancel()
        self.reject()
