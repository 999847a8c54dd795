"""The dialog of the list of research papers: which of them, on one page."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import publication_list
from ism_desktop.printing.publication_list import WHICH
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout


class PublicationListDialog(PaperDialog):
    """Preview, which papers, paper size, save, print."""

    def __init__(self, workspace: Workspace, page: QWidget, which: str) -> None:
        self._workspace = workspace
        self.which = Choices(
            [(key, str(words)) for key, words in WHICH.items()], tr("Which papers"), name="evidence.which"
        )
        self.which.set_value(which if which in WHICH else "all")
        super().__init__(workspace, self._made(), page)
        self.body.insertWidget(1, self.which)
        self.which.changed.connect(self._on_changed)

    def _made(self) -> Printout:
        with self._workspace.vault.read() as session:
            content = publication_list.collect(session, self.which.value or "all", self._workspace.today())
        return Printout(
            "publication_list",
            tr("Print research papers"),
            tr("One page, the latest first; what finds no room on it is counted at its foot."),
            partial(publication_list.draw, content),
            tr("List {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.EVIDENCE, content.title, content.as_dict()),
            content.unprintable,
        )

    def _on_changed(self) -> None:
        self.show_printout(self._made())
