"""The list of medications with the form: what to record of one, and below its fields the changes, refills, tapers and cycles."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import medicines
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.kinds.medications import MEDICATIONS, STOCK
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.medication_change import DRAFT, ChangeDialog
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.medications import around, papers
from ism_desktop.ui.places.medications.around import AroundPanel, Told
from ism_desktop.ui.record_kit.empty import DraftBanner
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.view import KindView

_CALENDAR = "calendar."
_CARRIED_OVER = ("brand", "maker", "pharmacy")


class MedicationView(KindView):
    """`entry_wanted` carries the kind and id of an entry to be shown, `new_wanted` the kind of a new one and what it begins with."""

    entry_wanted = Signal(str, str)
    new_wanted = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        self.recording: QWidget | None = None
        super().__init__(workspace, MEDICATIONS)
        workspace.drafts.brought_back.connect(self._on_change_back)

    def dress_form(self, form: RecordForm) -> None:
        """Add the buttons above the fields, and what belongs to the medication below those about taking it and having it."""
        self._begun = DraftBanner(MEDICATION_CHANGES)
        self._begun.setObjectName("change_begun")
        self._begun.continued.connect(self._on_change)
        self._begun.discarded.connect(self._on_discard_change)
        self._begun.hide()
        form.extra.addWidget(self._begun)
        self.recording = self._make_actions()
        form.extra.addWidget(self.recording)
        self.changes = AroundPanel(self._workspace, "time_line", tr("Changes over time"))
        self.refills = AroundPanel(self._workspace, "refills", MEDICATION_REFILLS.plural)
        self.plans = AroundPanel(self._workspace, "plans", MEDICATION_PLANS.plural)
        body = form.column.body
        body.insertWidget(body.indexOf(form.cards["taking"]) + 1, self.changes)
        place = body.indexOf(form.cards[STOCK.key]) + 1
        for panel in (self.plans, self.refills):
            body.insertWidget(place, panel)
        self.used_up = label("")
        self.used_up.setObjectName("used_up")
        stock = form.cards[STOCK.key]
        if isinstance(stock, Panel):
            stock.body.addWidget(self.used_up)
        for panel in (self.changes, self.refills, self.plans):
            panel.open_wanted.connect(self.entry_wanted)
        form.opened.connect(self._show_around)
        form.saved.connect(self._show_around)

    def _make_actions(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(
            button(tr("Record a change…"), self._on_change, icon_name="mdi6.swap-vertical", name="record_change_button")
        )
        flow.addWidget(
            button(MEDICATION_REFILLS.add, self._on_refill, icon_name=MEDICATION_REFILLS.icon, name="add_refill")
        )
        flow.addWidget(button(MEDICATION_PLANS.add, self._on_plan, icon_name=MEDICATION_PLANS.icon, name="add_plan"))
        return row

    def refresh(self) -> None:
        """Read what changed, around the medication that is shown, too."""
        super().refresh()
        if self.is_editing:
            self._show_around()

    def _show_around(self, _record_id: object = None) -> None:
        record = self.form.record
        if self.recording is None:
            return
        self.recording.setVisible(record is not None and record.deleted_at is None)
        self.used_up.hide()
        self._show_begun()
        if record is None:
            for panel in (self.changes, self.refills, self.plans):
                panel.show_entries(())
            return
        with self._workspace.vault.read() as session:
            changes = around.changes_of(session, record.id)
            refills = around.refills_of(session, record.id)
            plans = around.plans_of(session, record.id)
        ending = medicines.run_out(record.values)
        self.used_up.setText(
            ""
            if ending is None
            else tr(
                "Used up on {date}: {reason}. Both numbers are yours.",
                date=PartialDate.from_date(ending.on).words,
                reason=ending.words,
            )
        )
        self.used_up.setVisible(ending is not None)
        self.changes.show_entries(changes)
        self.refills.show_entries(refills)
        self.plans.show_entries(plans, self._plan_buttons)

    def _plan_buttons(self, told: Told) -> tuple[QWidget, ...]:
        made = button(
            tr("Print the calendar…"),
            self._on_calendar,
            role="quiet",
            icon_name="mdi6.printer-outline",
            name=f"{_CALENDAR}{told.record.id}",
        )
        made.setAccessibleName(tr("Print the calendar: {plan}", plan=told.words))
        return (made,)

    def _on_calendar(self) -> None:
        papers.print_calendar(self._workspace, self.sender().objectName().removeprefix(_CALENDAR), self)

    # Recording -----------------------------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        """Open the dialog; what is typed in the fields is saved first, so that both speak of the same medication."""
        self.form.leave()
        record = self.form.record
        if record is not None:
            ChangeDialog(self._workspace, record, self).open()

    def _drafted(self) -> frozenset[str]:
        """A change that was begun marks its medication in the list, too."""
        begun = (record_id for name, record_id in self._workspace.drafts.all() if name == DRAFT)
        return super()._drafted() | frozenset(filter(None, begun))

    def _refresh_drafts(self) -> None:
        super()._refresh_drafts()
        if self.recording is not None:
            self._show_begun()

    def _show_begun(self) -> None:
        """Offer to go on with a change of this medication that was begun and not saved."""
        record = self.form.record
        is_there = record is not None and record.deleted_at is None
        self._begun.setVisible(is_there and self._workspace.drafts.get(DRAFT, self.form.record_id) is not None)

    def _on_discard_change(self) -> None:
        drafts, record_id = self._workspace.drafts, self.form.record_id
        typed = drafts.get(DRAFT, record_id)
        if typed is None:
            return
        drafts.drop(DRAFT, record_id)
        undo = partial(drafts.bring_back, DRAFT, record_id, typed)
        self._workspace.undo_bar.offer(tr("What you typed was discarded."), undo)

    def _on_change_back(self, name: str, record_id: str | None) -> None:
        if name == DRAFT and self.is_editing and self.form.record_id == record_id and self.isVisible():
            self._on_change()

    def _on_refill(self) -> None:
        record_id = self.form.record_id
        if record_id is None:
            return
        with self._workspace.vault.read() as session:
            latest = medicines.of_medication(session, MEDICATION_REFILLS, record_id)[:1]
        values = latest[0].values if latest else {}
        kept = {name: values[name] for name in _CARRIED_OVER if values.get(name) is not None}
        self._begin(
            MEDICATION_REFILLS.name, record_id, kept | {"on_date": PartialDate.from_date(self._workspace.today())}
        )

    def _on_plan(self) -> None:
        if self.form.record_id is not None:
            self._begin(MEDICATION_PLANS.name, self.form.record_id, {})

    def _begin(self, kind: str, medication_id: str, preset: Mapping[str, Any]) -> None:
        self.new_wanted.emit(kind, {**preset, "medication": medication_id})


class PlanView(KindView):
    """The list of tapers and cycles with the form, from which the calendar is printed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, MEDICATION_PLANS)

    def dress_form(self, form: RecordForm) -> None:
        """Add the button above the fields."""
        self.printing = button(
            tr("Print the calendar…"), self._on_print, icon_name="mdi6.printer-outline", name="print_calendar"
        )
        holder = QWidget()
        FlowLayout(holder).addWidget(self.printing)
        form.extra.addWidget(holder)
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_opened)

    def _on_opened(self, _record_id: object) -> None:
        record = self.form.record
        self.printing.setVisible(record is not None and record.deleted_at is None)

    def _on_print(self) -> None:
        self.form.leave()
        if self.form.record_id is not None:
            papers.print_calendar(self._workspace, self.form.record_id, self)


class ChangesView(KindView):
    """The list of changes with the form; a new one says that it leaves the medication as it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, MEDICATION_CHANGES)

    def dress_form(self, form: RecordForm) -> None:
        """Add the sentence above the fields."""
        self.sentence = secondary(
            tr(
                "This is for the time line only. When the dose changes now, choose the medication and press “Record a change…”: then its"
                " directions change with it."
            )
        )
        self.sentence.setObjectName("changes.sentence")
        form.extra.addWidget(self.sentence)
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_opened)

    def _on_opened(self, record_id: object) -> None:
        self.sentence.setVisible(record_id is None)
