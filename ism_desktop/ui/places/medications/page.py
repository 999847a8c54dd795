"""Medications: what is taken, with its changes, refills, tapers and cycles behind four buttons."""

from collections.abc import Mapping
from typing import Any

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.medications import papers
from ism_desktop.ui.places.medications.medication_view import ChangesView, MedicationView, PlanView
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView

_KINDS = (MEDICATIONS, MEDICATION_CHANGES, MEDICATION_REFILLS, MEDICATION_PLANS)


class MedicationsPage(RecordsPage):
    """Four lists behind four buttons; a medication shows what belongs to it."""

    can_print = True
    help_text = tr_lazy(
        "List everything you take, also what you buy without a prescription. Copy the dose and the directions from the label: the program"
        " works out no dose and checks nothing.\n\n"
        "When your doctor changes something, choose the medication and press “Record a change…”. It asks what changed, the new dose, since"
        " when, why, and who decided; the directions of the medication change with it. All changes stand below each other in the"
        " medication, the latest first.\n\n"
        "“Add refill” notes what the pharmacy handed out, with maker and lot. If the maker is another one than last time, the list says so."
        " If you write down how many you have and how many you use a day, the program says on which day they are used up, from your own"
        " numbers.\n\n"
        "A taper or cycle holds the steps as your doctor wrote them, and can be printed as a calendar.\n\n"
        "“Print the list…” gives a page with everything you take now; beside the refills, the button prints a sheet for the pharmacy."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, MEDICATIONS.plural, tuple(kind.name for kind in _KINDS))
        self.kinds |= {CARE_TEAM.name, DOCUMENTS.name}
        self.print_button = button("", self.print_page, icon_name="mdi6.printer-outline", name="print_list")
        # The primary button stays the last one.
        self.head.buttons.removeWidget(self._add)
        self.head.add_button(self.print_button)
        self.head.add_button(self._add)
        self._name_printing()

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list; that of the medications shows what belongs to each."""
        if kind is MEDICATION_PLANS:
            return PlanView(self.workspace)
        if kind is MEDICATION_CHANGES:
            return ChangesView(self.workspace)
        if kind is not MEDICATIONS:
            return super().make_view(kind)
        view = MedicationView(self.workspace)
        view.entry_wanted.connect(self._on_entry_wanted)
        view.new_wanted.connect(self._on_new_wanted)
        return view

    def _show(self, name: str) -> None:
        super()._show(name)
        if hasattr(self, "print_button"):
            self._name_printing()

    def _name_printing(self) -> None:
        """Say which paper belongs to the list that is shown."""
        words = tr("Print the refill sheet…") if self._shown == MEDICATION_REFILLS.name else tr("Print the list…")
        self.print_button.setText(words)
        self.print_button.setAccessibleName(words)

    def print_page(self) -> None:
        """Show the medication list as it will be on paper; beside the refills, the refill sheet."""
        self.leave()
        if self._shown == MEDICATION_REFILLS.name:
            papers.print_refills(self.workspace, self)
        else:
            papers.print_list(self.workspace, self)

    def _on_entry_wanted(self, kind: str, record_id: str) -> None:
        self.show_kind(kind)
        self.show_record(record_id)

    def _on_new_wanted(self, kind: str, preset: Mapping[str, Any]) -> None:
        self.show_kind(kind)
        if isinstance(self.view, KindView):
            self.view.new_record(preset)
