"""Saving appointments as a calendar file: which ones, with or without details, and where."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.exchange import calendar
from ism_desktop.exchange.calendar_out import has_a_day
from ism_desktop.language import tr, tr_n
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import TickList
from ism_desktop.ui.paper_kit import CALENDAR, Afterwards, Leaving, save_paper
from ism_desktop.ui.record_kit.editors.moment import zone_here
from ism_desktop.vault import Vault

_HIDDEN, _WHOLE = "hidden", "whole"


class ExportCalendarDialog(Dialog):
    """All that is to come is ticked at first, or what is chosen in the list; details are hidden unless a person wants them."""

    def __init__(self, workspace: Workspace, chosen: list[str], window: QWidget) -> None:
        super().__init__(tr("Save as a calendar file"), window, name="export_calendar", width=640, height=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.body.addWidget(
            secondary(
                tr(
                    "For the calendar of a phone or computer (iCalendar). What was said in a visit is never in the file."
                )
            )
        )
        with workspace.vault.read() as session:
            dated = {record.id for record in store.list_active(session, APPOINTMENTS) if has_a_day(record)}
            every = visits.read_all(session, workspace.today())
        self.coming = {visit.id for visit in every if not visit.is_past and visit.id in dated}
        self.list = TickList(tr("Which appointments"), name="export_calendar.list")
        ordered = [visit for visit in every if not visit.is_past] + [
            visit for visit in reversed(every) if visit.is_past
        ]
        for visit in ordered:
            if visit.id in dated:
                self.list.add_row(
                    visit.id, visit.purpose, " · ".join(part for part in (visit.when_words, visit.with_name) if part)
                )
        self._tick(set(chosen) & dated if len(chosen) > 1 else self.coming)
        self.body.addWidget(self.list, 1)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(button(tr("Tick all to come"), self._on_coming, role="quiet", name="export_calendar.coming"))
        row.addWidget(button(tr("Tick none"), self._on_none, role="quiet", name="export_calendar.none"))
        self.body.addWidget(tools)
        vague = len(every) - len(dated)
        if vague:
            words = tr_n(
                "{number} appointment has no exact day and cannot stand in a calendar.",
                "{number} appointments have no exact day and cannot stand in a calendar.",
                vague,
            )
            self.body.addWidget(secondary(words))
        self.body.addWidget(label(tr("What the calendar shows"), "subheading"))
        self.details = Choices(
            [
                (_HIDDEN, tr("Only “Appointment” and the time")),
                (_WHOLE, tr("Purpose, with whom, place, what to bring")),
            ],
            tr("What the calendar shows"),
            name="export_calendar.details",
        )
        self.details.set_value(_HIDDEN)
        self.body.addWidget(self.details)
        self.afterwards = Afterwards(workspace, "export_calendar")
        self.add_above_foot(self.afterwards)
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        self.foot.addWidget(button(tr("Save…"), self._on_save, role="primary", name="export_calendar.save"))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, ids: set[str]) -> None:
        for place in range(self.list.count()):
            row = self.list.item(place)
            is_ticked = row.data(int(Qt.ItemDataRole.UserRole)) in ids
            row.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)

    def _on_coming(self) -> None:
        self._tick(self.coming)

    def _on_none(self) -> None:
        self._tick(set())

    def _on_save(self) -> None:
        ids = self.list.ticked()
        if not ids:
            self.afterwards.say(tr("Tick at least one appointment."))
            return
        save_paper(
            self._workspace,
            self,
            tr("Appointments {date}", date=PartialDate.from_date(self._workspace.today()).words),
            partial(_written, self._workspace.vault, ids, hides_details=self.details.value != _WHOLE),
            self._on_saved,
            leaving=Leaving(disclosures.CALENDAR, tr("Appointments for a calendar, not encrypted"), None),
            form=CALENDAR,
        )

    def _on_saved(self, path: Path) -> None:
        words = tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        self.afterwards.say(words, disclosures.CALENDAR)


def _written(vault: Vault, ids: list[str], *, hides_details: bool) -> bytes:
    return calendar(vault, ids, zone_here(), hides_details=hides_details).content
