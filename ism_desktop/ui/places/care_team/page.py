"""The care team: people and places, who the point person is, and who manages what."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QToolButton

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import point_person, who_manages
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS
from ism_desktop.ui.base.files import CARD_FILES, ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.places.care_team.export_cards_dialog import ExportCardsDialog
from ism_desktop.ui.places.care_team.import_cards_dialog import ImportCardsDialog
from ism_desktop.ui.places.care_team.matrix_dialog import MatrixDialog, print_table, uncovered_words
from ism_desktop.ui.places.care_team.member_panel import MemberPanel
from ism_desktop.ui.places.care_team.merge_dialog import MergeDialog
from ism_desktop.ui.places.care_team.names_dialog import NamesDialog
from ism_desktop.ui.places.care_team.point_person_dialog import PointPersonDialog
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class CareTeamPage(RecordsPage):
    """Two lists behind two buttons; what is done with several entries stands in the menu with the three points."""

    can_print = True

    help_text = tr_lazy(
        "Everyone who looks after you stands here, and the practices, hospitals, pharmacies, laboratories and insurers, too. A practice is"
        " an entry of its own: choose it under “Practice or hospital” of each person who works there, and its phone, fax and address hold"
        " for all of them. The last and the next visit are read from your appointments.\n\n"
        "Where a doctor, pharmacy or laboratory is asked for anywhere in your record, names from this list are offered while you type."
        " A sign in the line says that the name points to an entry here. Any other name can be typed as well. “Names typed in my"
        " record…” shows those that point to nobody yet.\n\n"
        "“Change point person…” says who keeps the overview, and from when. There is one at a time; who it was before is kept. Papers for"
        " doctors name the point person in their first lines.\n\n"
        "“Who manages what…” is a table of topics and people. Press a cell: ● looks after it, ○ is involved. Topics that nobody looks"
        " after yet are named above it. You can add topics, leave some out, and print the page.\n\n"
        "If somebody was entered twice, “Merge two entries…” makes one entry of both; everything that pointed to either points to it.\n\n"
        "“Add from contact cards…” reads a file that a phone or a program for contacts saved (vCard). You tick whom you want; of somebody"
        " who is here already only what is empty is filled in. “Save contact cards…” writes such a file."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._matrix = button(
            tr("Who manages what…"), self._on_matrix, icon_name="mdi6.table-account", name="who_manages_what"
        )
        self._more = icon_button(
            tr("More: point person, merging, names, contact cards"), "mdi6.dots-vertical", name="care_team_more"
        )
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        super().__init__(workspace, CARE_TEAM.plural, (CARE_TEAM.name, CARE_TOPICS.name))
        self.kinds |= {APPOINTMENTS.name}
        self.head.buttons.removeWidget(self._add)
        for part in (self._more, self._matrix, self._add):
            self.head.add_button(part)
        self._more.setMenu(self._menu())

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("care_team_menu")
        for words, icon_name, chosen, name in (
            (tr("Change point person…"), "mdi6.account-star-outline", self._on_point_person, "change_point_person"),
            (tr("Merge two entries…"), "mdi6.call-merge", self._on_merge, "merge_entries"),
            (tr("Names typed in my record…"), "mdi6.link-variant", self._on_names, "typed_names"),
            (tr("Add from contact cards…"), "mdi6.import", self._on_import, "import_cards"),
            (tr("Save contact cards…"), "mdi6.export", self._on_export, "export_cards"),
        ):
            menu.addAction(icon(icon_name, "muted"), words, chosen).setObjectName(name)
        return menu

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list, and what stands above its form."""
        return TeamView(self.workspace, kind) if kind is CARE_TEAM else KindView(self.workspace, kind)

    def refresh(self) -> None:
        """Read the lists again, who the point person is, and which topics nobody looks after."""
        super().refresh()
        with self.workspace.vault.read() as session:
            terms = point_person.terms(session)
            matrix = who_manages.read(session)
        now = next((term for term in terms if term.is_now), None)
        view = self.view
        if isinstance(view, KindView) and view.is_empty and self._shown == CARE_TEAM.name:
            self.head.set_text("")
            return
        said = (
            tr("No point person yet.")
            if now is None
            else tr("Point person: {name}, {when}.", name=now.name, when=point_person.term_words(replace(now, why="")))
        )
        self.head.set_text(f"{said} {uncovered_words(matrix)}")

    def print_page(self) -> None:
        """Show the table of who manages what as it will be on paper."""
        self.leave()
        print_table(self.workspace, self)

    def _on_matrix(self) -> None:
        self._open(MatrixDialog(self.workspace, self.window()))

    def _on_point_person(self) -> None:
        self._open(PointPersonDialog(self.workspace, self.window()))

    @property
    def _chosen(self) -> list[str]:
        view = self.view
        return view.list.table.selected_ids() if isinstance(view, KindView) and view.kind is CARE_TEAM else []

    def _on_merge(self) -> None:
        self._open(MergeDialog(self.workspace, self._chosen, self.window()))

    def _on_import(self) -> None:
        ask_for_files(self, tr("Choose a file of contact cards"), self._on_file, name="choose_cards", types=CARD_FILES)

    def _on_file(self, names: list[str]) -> None:
        self._open(ImportCardsDialog(self.workspace, Path(names[0]), self.window()))

    def _on_export(self) -> None:
        self._open(ExportCardsDialog(self.workspace, self._chosen, self.window()))

    def _on_names(self) -> None:
        self._open(NamesDialog(self.workspace, self.window()))

    def _open(self, dialog: QDialog) -> None:
        self.leave()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class TeamView(KindView):
    """The care team; above an entry stands what the record knows of it."""

    def dress_form(self, form: RecordForm) -> None:
        """Put visits and practice above the fields."""
        self._panel = MemberPanel(self._workspace, form)
        form.extra.addWidget(self._panel)
        self._panel.refresh()

    def refresh(self) -> None:
        """Read the list again, and what is known of the entry that is shown."""
        super().refresh()
        if self.is_editing:
            self._panel.refresh()
