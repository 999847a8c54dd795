"""Reports and fractures: the shared list and form, with the fields that a kind of report has, and bone density over the years."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.kind import Kind, Values, shown
from ism_desktop.records.kinds.fractures import FRACTURES
from ism_desktop.records.kinds.reports import BONE_DENSITY, BONE_GROUP, CONTRAST_GROUP, IMAGING, REPORTS, over_the_years
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.section_panel import empty_layout, said_line
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView

# Groups of fields that belong to one kind of report; they also show wherever something stands in them.
_ONLY_FOR = {BONE_GROUP.key: BONE_DENSITY, CONTRAST_GROUP.key: IMAGING}


class ReportsPage(RecordsPage):
    """Two lists behind two buttons."""

    help_text = tr_lazy(
        "Reports hold what a biopsy, a scan, a genetic test or a specialist’s work-up says. Copy the key findings and the conclusion word"
        " for word, and attach the page of the document that says so: a new doctor can look it up there.\n\n"
        "A bone density scan has a line for each site, with the values as they are printed. With several scans, the values of each site"
        " stand below each other, year by year.\n\n"
        "Fractures are a list of their own, because bone specialists ask for them. If you have had none, or do not know, say so on the"
        " empty list.\n\n"
        "The program keeps what the reports say. It does not judge or compare values."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, tr("Reports"), (REPORTS.name, FRACTURES.name))

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list; that of the reports knows which fields belong to which kind of report."""
        return ReportsView(self.workspace, kind) if kind is REPORTS else KindView(self.workspace, kind)


class ReportsView(KindView):
    """The reports; their form, which is dear, is not needed to open the page."""

    def dress_form(self, form: RecordForm) -> None:
        """Show the fields that fit the kind of report."""
        FittingGroups(self._workspace, form)


class FittingGroups(QObject):
    """Shows the groups of a report's form that fit its kind, and what earlier scans say beside a bone density scan."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__(form)
        self._workspace = workspace
        self._form = form
        self._years = BoneYears()
        bone = form.cards[BONE_GROUP.key]
        form.column.body.insertWidget(form.column.body.indexOf(bone) + 1, self._years)
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_opened)
        form.binding.edited.connect(self._fit)

    def _on_opened(self, _record_id: object) -> None:
        with self._workspace.vault.read() as session:
            records = store.list_active(session, REPORTS)
        self._years.show_reports([(record.id, record.values) for record in records], self._form.record_id)
        self._fit()

    def _fit(self) -> None:
        rows = self._form.binding.rows
        chosen = rows["type"].editor.typed()
        for key, type_ in _ONLY_FOR.items():
            names = [field.name for field in REPORTS.fields if field.group_key == key]
            filled = any(part is not None for name in names for part in rows[name].typed())
            self._form.cards[key].setVisible(chosen == type_ or filled)
        self._years.setVisible(self._years.has_years and not self._form.cards[BONE_GROUP.key].isHidden())


class BoneYears(Panel):
    """The sites of one scan, each with what all scans say of it, the latest first."""

    def __init__(self) -> None:
        super().__init__(tr("Bone density over the years"))
        self.setObjectName("bone_years")
        self.body.addWidget(secondary(tr("All your scans, site by site, with the values as they are printed.")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.has_years = False
        self.hide()

    def show_reports(self, reports: Sequence[tuple[str, Values]], shown_id: str | None) -> None:
        """Show the sites of one report that other reports have, too."""
        empty_layout(self._lines)
        self.has_years = False
        for site, measured in over_the_years(reports).items():
            if len(measured) < 2 or shown_id not in {one.report_id for one in measured}:
                continue
            self.has_years = True
            self._lines.addWidget(label(site, "subheading"))
            for one in measured:
                when = shown(REPORTS.field("on_date"), one.on_date) or tr("no date")
                self._lines.addWidget(said_line(when, one.words))
