"""In which time zone an appointment is: asked only by who goes to one elsewhere."""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ism_desktop.cldr import time_zones
from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values.moment import zone_called
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.visits import Visit
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.editors.moment import zone_here, zone_words
from ism_desktop.ui.record_kit.editors.text import completer


class ZoneDialog(Dialog):
    """A line with the large cities of the world under it; empty means the time zone of this computer."""

    def __init__(self, workspace: Workspace, visit: Visit, window: QWidget) -> None:
        super().__init__(tr("Time zone of the appointment"), window, name="visit_zone", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._visit = visit
        self.body.addWidget(
            secondary(
                tr(
                    "The time of an appointment is that of its place. Name a large city near by if it is not in your time zone."
                )
            )
        )
        self._zones = {zone_words(name): name for name in sorted(time_zones(), key=lambda name: ("/" in name, name))}
        self.line = QLineEdit()
        self.line.setObjectName("visit_zone.city")
        self.line.setAccessibleName(tr("City"))
        self.line.setPlaceholderText(zone_words(zone_here()) if zone_here() else "")
        suggesting = completer(self.line)
        suggesting.setModel(QStringListModel(sorted(self._zones), suggesting))
        self.line.setCompleter(suggesting)
        if visit.time_zone and visit.time_zone != zone_here():
            self.line.setText(zone_words(visit.time_zone))
        self.body.addWidget(self.line)
        self.fault = label("", "fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        going = button(tr("Save"), self.on_save, role="primary", name="visit_zone.save")
        going.setDefault(True)
        self.foot.addWidget(going)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> str | None:
        """The name of the zone; None for words that are none."""
        words = self.line.text().strip().casefold()
        if not words:
            return zone_here()
        for shown, name in self._zones.items():
            if words in {shown.casefold(), name.casefold(), in_use().time_zone(name).casefold()}:
                return name
        return self.line.text().strip() if zone_called(self.line.text().strip()) is not None else None

    def on_save(self) -> None:
        """Save the time zone, and offer to undo it."""
        zone = self._read()
        if zone is None:
            words = tr("“{zone}” is not a time zone we know. Try a large city near by.", zone=self.line.text().strip())
            self.fault.setText(words)
            self.fault.show()
            return
        try:
            _save(self._workspace, self._visit.id, zone)
        except IsmError as error:
            self._workspace.report(error)
            return
        undo = partial(_save, self._workspace, self._visit.id, self._visit.time_zone or None)
        self._workspace.undo_bar.offer(tr("The time zone was changed."), undo)
        self.accept()


def _save(workspace: Workspace, visit_id: str, zone: str | None) -> None:
    with workspace.vault.write() as session:
        store.save(session, APPOINTMENTS, {"time_zone": zone}, record_id=visit_id)
