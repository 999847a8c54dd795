"""New papers: the search for PubMed, the papers that came with its files, and the files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.exchange.publications import TakenIn
from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import vault_settings
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import NEW, PUBLICATIONS
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, set_primary
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.places.evidence.print_dialog import PublicationListDialog
from ism_desktop.ui.places.evidence.publications_view import ALL, CHANGED, PublicationsView
from ism_desktop.ui.places.evidence.search_panel import SearchPanel
from ism_desktop.ui.places.evidence.taking_in import ENDINGS, PublicationImport
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView

_LOW = 720  # pixels at 100 %: with less height, a paper that is read takes the room of the search


class EvidencePage(RecordsPage):
    """Two lists behind two buttons, under the search. Files that are dropped here are imported."""

    can_print = True

    help_text = tr_lazy(
        "This program looks nothing up and never goes online. You search on PubMed yourself, save the result as a file and import it here;"
        " the search and the steps stand at the top of the page.\n\n"
        "The first import shows every paper as new. After that only papers that you have not had before are new, even when the files"
        " overlap. A paper that a later file marks as corrected or retracted is shown under “Marked since” until you have looked at it.\n\n"
        "Choose a paper to read it. “Seen”, “Read later” and “Not for me” say what becomes of it; in the list the keys 1 to 4 do the"
        " same, for several chosen papers too. “Make a question” puts it among your questions.\n\n"
        "Titles, abstracts and marks such as “Review” or “Guideline” are as in the file. Nobody here has read or judged the papers, and"
        " nothing on this page is medical advice.\n\n"
        "“Imported files” remembers each file: how many papers were in it, how many were new, and what could not be taken and why."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._import = button(
            tr("Import a file…"),
            self.on_import,
            role="primary",
            icon_name="mdi6.file-import-outline",
            name="evidence.import",
        )
        self._print = button(tr("Print…"), self.print_page, icon_name="mdi6.printer-outline", name="print_page")
        self._print.setToolTip("Ctrl+P")
        self.taking_in = PublicationImport(workspace, workspace)
        self.panel = SearchPanel(workspace)
        self._is_folded_by_itself = False
        self._choices = QWidget()
        self._row = FlowLayout(self._choices, spacing=16)
        super().__init__(workspace, tr("New papers"), (PUBLICATIONS.name, PUBLICATION_IMPORTS.name))
        self.kinds |= {vault_settings.NAME}
        self.taking_in.setParent(self)
        self.taking_in.ended.connect(self._on_taken_in)
        self._column.insertWidget(1, self.panel)
        self._column.replaceWidget(self._switch, self._choices)
        self._row.addWidget(self._switch)
        self._row.addWidget(self.papers.filter)  # behind it: it was made first
        self.head.buttons.removeWidget(self._add)
        for part in (self._print, self._add, self._import):
            self.head.add_button(part)
        self._refresh_head()

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list of papers with what stands above its form; the files have the shared one."""
        if kind is not PUBLICATIONS:
            return KindView(self.workspace, kind, parent=self._stack)
        return PublicationsView(self.workspace, self._stack)

    @property
    def papers(self) -> PublicationsView:
        """The view of the papers."""
        view = self._view_of(PUBLICATIONS.name)
        if not isinstance(view, PublicationsView):
            raise TypeError("papers have a view of their own")
        return view

    def refresh(self) -> None:
        """Read what changed. The search is open while there are no papers, and folded once there are some."""
        # First what is read here: a long list is read by a thread, which holds the vault's one connection.
        self.panel.refresh()
        super().refresh()
        is_empty = self.papers.is_empty
        if is_empty or not self._is_folded_by_itself:
            self.panel.set_open(is_open=is_empty)
            self._is_folded_by_itself = not is_empty

    def _refresh_head(self) -> None:
        """Importing leads, unless a form has something to save."""
        super()._refresh_head()
        if self.panel.parentWidget() is None:
            return  # made visible before they have their place, the parts would flash up as windows of their own
        on_papers = self._shown == PUBLICATIONS.name
        alone = self._switch.isHidden()  # a paper that takes the place of the list
        self._choices.setVisible(not alone)
        self.papers.filter.setVisible(on_papers and not alone and not self.papers.is_empty)
        self._add.setVisible(on_papers)
        self._print.setVisible(on_papers and not self.papers.is_empty)
        set_primary(self._add, primary=False)
        set_primary(self._import, primary=not (self.view.is_editing and self.view.form.offers_saving))
        is_low = self.view.is_editing and self.height() < theme().px(_LOW)
        self.panel.setVisible(on_papers and not alone and not is_low)

    # Importing -----------------------------------------------------------------------------------------------------------

    def on_import(self) -> None:
        """Ask for files."""
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        ask_for_files(
            self,
            tr("Import research papers"),
            self._on_files,
            name="import_publications",
            types=tr("Files from PubMed ({patterns})", patterns=patterns),
        )

    def _on_files(self, names: list[str]) -> None:
        self._begin([Path(name) for name in names])

    def _begin(self, paths: Sequence[Path]) -> None:
        self.leave()
        self.taking_in.begin(paths, self.panel.search)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take dropped files that may come from PubMed; others are documents."""
        if not paths or any(path.suffix.casefold() not in ENDINGS for path in paths):
            return False
        self._begin(paths)
        return True

    def _on_taken_in(self, taken: TakenIn) -> None:
        """Show what came."""
        if self._shown != PUBLICATIONS.name:
            self.show_kind(PUBLICATIONS.name)
        if not self.papers.is_editing:
            self.papers.show_only(NEW if taken.filed.new else CHANGED if taken.filed.marked else ALL)

    def showEvent(self, event: QShowEvent) -> None:
        """Dropped files may be meant for this page now."""
        super().showEvent(event)
        self.workspace.files_taker = self.take_files

    def hideEvent(self, event: QHideEvent) -> None:
        """They are documents again."""
        super().hideEvent(event)
        if self.workspace.files_taker == self.take_files:
            self.workspace.files_taker = None

    def leave(self) -> None:
        """Save what is typed, in the form and in the search."""
        super().leave()
        self.panel.leave()

    def print_page(self) -> None:
        """Show the list as it will be on paper: of what the list shows, where that can be printed."""
        self.leave()
        PublicationListDialog(self.workspace, self, self.papers.filter.value or ALL).open()
