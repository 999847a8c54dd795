"""The binder: everything on paper, with the documents merged in; what will be in it, its first pages, and making it."""

from functools import partial
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_lazy, tr_n
from ism_desktop.printing import binder
from ism_desktop.printing.binder import BinderContent, BinderReport
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import WHOLE, Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead, Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.paper_kit import PAGE_DPI, GivenButton, PaperPreview, PaperSwitch, TwoSides, print_paper
from ism_desktop.ui.places.binder.contents import ContentsPanel, DocumentsPanel
from ism_desktop.ui.places.binder.journal_panel import JournalPanel, MoneyPanel
from ism_desktop.ui.places.binder.making import BinderMaking, leaving_binder
from ism_desktop.ui.places.binder.overview import Overview, looker
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_SENTENCE = tr_lazy("Everything in your record as one book to print, your documents included.")


class BinderPage(Page):
    """The page of the binder. Any change of any record may change the binder, so `kinds` is empty."""

    can_print = True
    help_text = tr_lazy(
        "The binder is one PDF with a cover, a table of contents, a part for emergencies first, a part for each "
        "kind of entry, and every document page by page. Bookmarks lead to each part.\n\nFor a document that cannot "
        "be included there is a page that says so, and it is listed here afterwards.\n\nThe journal stands in it as a "
        "summary of the days that you choose on this page; tick “Also print each entry of these days” for all of them."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._overview: Overview | None = None
        self._wanted: tuple[BinderContent, Paper] | None = None
        self._looking = False
        self._making: BinderMaking | None = None
        self._left = Column(760, margin=0)
        self.paper = PaperSwitch(workspace.settings)
        self.paper.chosen.connect(self._on_paper)
        self.preview = PaperPreview(
            workspace, "binder_preview", tr("Preview of the first pages of the binder"), controls=(self.paper,)
        )
        words = (tr("What is in it"), tr("First pages"))
        self.sides = TwoSides(self._head(), self._left, self.preview, words, "binder_side")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._build_left()

    def _head(self) -> PageHead:
        head = PageHead(tr("Binder"), str(_SENTENCE))
        self._print = button(tr("Print…"), self.print_binder, icon_name="mdi6.printer-outline", name="print_binder")
        self._make = button(
            tr("Make the binder…"),
            self.make,
            role="primary",
            icon_name="mdi6.book-open-page-variant-outline",
            name="make_binder",
        )
        head.add_button(self._print)
        head.add_button(self._make)
        return head

    def _build_left(self) -> None:
        self._running = Panel(role="panel-accent")
        self._running.setObjectName("binder_running")
        self._running.body.addWidget(label(tr("The binder is being made. You can keep working."), "subheading"))
        row = QWidget()
        FlowLayout(row).addWidget(button(tr("Cancel"), self.cancel, name="cancel_binder"))
        self._running.body.addWidget(row)
        self._running.hide()
        self._result = Panel()
        self._result.setObjectName("binder_result")
        self._said = heading("")
        self._said.setObjectName("binder_said")
        self._result.body.addWidget(self._said)
        self._result_lines = QVBoxLayout()
        self._result_lines.setSpacing(4)
        self._result.body.addLayout(self._result_lines)
        self.given = GivenButton(self.workspace, "binder.given")
        self._result.body.addWidget(self.given, 0, Qt.AlignmentFlag.AlignLeft)
        self._result.hide()
        self.contents = ContentsPanel()
        self.documents = DocumentsPanel()
        self.documents.wanted.connect(self._on_document)
        self.journal = JournalPanel(self.workspace)
        self.journal.chosen.connect(self.refresh)
        self.money = MoneyPanel(self.workspace)
        self.money.chosen.connect(self.refresh)
        for card in (self._running, self._result, self.contents, self.journal, self.documents, self.money):
            self._left.body.addWidget(card)
        self._left.body.addStretch(1)

    # Looking --------------------------------------------------------------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        """The binder as a whole."""
        return Subject("binder", WHOLE)

    def refresh(self) -> None:
        """Read the records again, and plan the binder anew when they say something else."""
        self.paper.refresh()
        self.journal.refresh()
        self.money.refresh()
        with self.workspace.vault.read() as session:
            content = binder.collect(session, self.workspace.today())
        self._want(content, self.paper.paper)

    def _on_paper(self, paper: Paper) -> None:
        if self._wanted is not None:
            self._want(self._wanted[0], paper)

    def _want(self, content: BinderContent, paper: Paper) -> None:
        if self._wanted != (content, paper):
            self._wanted = content, paper
            self._look()

    def _look(self) -> None:
        if self._looking or self._wanted is None:
            return
        self._looking = True
        self.workspace.background.run(
            looker(self.workspace.workers, *self._wanted),
            owner=self,
            title=tr("Planning the binder"),
            on_result=self._on_looked,
            on_error=self._on_look_failed,
            on_cancelled=self._on_look_ended,
            quiet=True,
        )

    def _on_looked(self, found: Overview) -> None:
        self._looking = False
        if self._wanted != (found.content, found.paper):
            self._look()
            return
        self._overview = found
        self.contents.show_overview(found)
        self.documents.show_overview(found)
        self.preview.show_paper(partial(bytes, found.preview))

    def _on_look_failed(self, error: BaseException) -> None:
        self._looking = False
        self.workspace.report(error)

    def _on_look_ended(self) -> None:
        self._looking = False

    def _on_document(self, document_id: str) -> None:
        self.workspace.show_page("documents", document_id)

    # Making ---------------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Ask for a file and make the binder into it."""
        self.refresh()
        if self._making is not None or self._wanted is None:
            return
        content, paper = self._wanted
        name = tr("Binder {day}", day=in_use().day(content.printed_on))
        self._making = BinderMaking(self.workspace, self, content, paper, name)
        self._making.started.connect(self._on_started)
        self._making.made.connect(self._on_made)
        self._making.given_up.connect(self._on_given_up)
        self._making.start()

    @property
    def can_make(self) -> bool:
        """Whether no binder is being made now."""
        return self._making is None

    def cancel(self) -> None:
        """Stop making the binder; nothing of it is kept."""
        if self._making is not None:
            self._making.cancel()

    def _on_started(self) -> None:
        self._result.hide()
        self._running.show()
        self._make.setEnabled(False)
        self.sides.show_left()

    def _on_given_up(self) -> None:
        self._making = None
        self._running.hide()
        self._make.setEnabled(True)

    def _on_made(self, path: Path, report: BinderReport) -> None:
        self._on_given_up()
        empty_layout(self._result_lines)
        self._said.setText(
            tr_n("The binder is ready: {number} page.", "The binder is ready: {number} pages.", report.pages)
        )
        saved = tr(
            "Saved as “{file}” in “{folder}”. This file is not encrypted.", file=path.name, folder=str(path.parent)
        )
        lines = [secondary(saved)]
        if report.left_out:
            lines += [label(tr("Please check these:"), "subheading"), *(label(words) for words in report.left_out)]
        elif self._wanted is not None and (self._wanted[0].documents or self._wanted[0].plans):
            lines.append(secondary(tr("Every document is in it.")))
        for said in lines:
            self._result_lines.addWidget(said)
        self._result.show()
        self.given.offer(disclosures.BINDER)

    def print_page(self) -> None:
        """Ctrl+P does what the button does."""
        self.print_binder()

    def print_binder(self) -> None:
        """Print the binder through the system's dialog."""
        self.refresh()
        if self._wanted is None:
            return
        content, paper = self._wanted
        draw = partial(_built, self.workspace.vault, self.workspace.workers, content)
        pages = self._overview.pages if self._overview is not None else 0
        leaving = leaving_binder(pages, content.printed_on)
        print_paper(self.workspace, self, draw, paper, self._on_printed, dpi=PAGE_DPI, leaving=leaving)

    def _on_printed(self, _paper: Paper) -> None:
        empty_layout(self._result_lines)
        self._said.setText(tr("The binder was sent to the printer."))
        self._result.show()
        self.given.offer(disclosures.BINDER)


def _built(vault: Vault, workers: Workers, content: BinderContent, paper: Paper) -> bytes:
    out = BytesIO()
    binder.build(vault, workers, content, paper, out)
    return out.getvalue()
