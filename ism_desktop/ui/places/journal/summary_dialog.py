"""The dialog of the summary for a doctor: a period, the page as it will be printed, and its lines to leave out or to say differently."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing import journal_summary
from ism_desktop.printing.journal_summary import SummaryContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures
from ism_desktop.records.journal_periods import last_month, months_before, since_visit
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.changeable_lines import ChangeableLines
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.places.journal.summary_draft import DRAFT, SummaryDraft, draft_in
from ism_desktop.ui.record_kit.period_row import OWN, PeriodRow, Span

_PAGE, _LINES = "page", "lines"


class SummaryDialog(PaperDialog):
    """The page is shown first, ready to print. What is changed is a draft until it was printed or saved."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._today = workspace.today()
        self._kept = draft_in(workspace.drafts)
        with workspace.vault.read() as session:
            self._visit = since_visit(session, self._today)
        self._period_shown = self._kept.period or last_month(self._today)
        self._workspace = workspace
        self._content = self._collect()
        super().__init__(workspace, self._made(), page)
        self._build()

    # Building ------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        spans = [
            Span("month", tr("Last month"), last_month(self._today)),
            Span("months", tr("Last 3 months"), (months_before(self._today, 3), self._today)),
        ]
        if self._visit is not None:
            spans.append(Span("visit", tr("Since the last visit"), self._visit))
        self.period = PeriodRow(self._today, day_first=self._workspace.day_first, name="summary.period", spans=spans)
        key = next((span.key for span in spans if span.period == self._period_shown), OWN)
        first, last = (in_use().day(day) for day in self._period_shown)
        self.period.choose(key, (first, last) if key == OWN else None)
        self.period.edited.connect(self._on_period)
        self.side = Choices(
            ((_PAGE, tr("The page")), (_LINES, tr("Change the lines"))), tr("Show"), name="summary.side"
        )
        self.side.set_value(_PAGE)
        self.side.changed.connect(self._on_side)
        self.room = secondary("")
        self.room.setObjectName("summary.room")
        self.lines = ChangeableLines()
        self.lines.edited.connect(self._on_edited)
        self.lines.hide()
        for place, part in enumerate((self.period, self.side, self.room), 1):
            self.body.insertWidget(place, part)
        self.body.addWidget(self.lines, 1)
        self.again = button(tr("Start again"), self._on_start_again, role="quiet", name="summary.again")
        self.again.setVisible(not self._kept.is_empty)
        self.foot.removeWidget(self.going)  # the primary button stays the last one
        self.foot.addWidget(self.again)
        self.foot.addWidget(self.going)
        self.paper.chosen.connect(self._say_room)
        self._say_room()

    # The page ------------------------------------------------------------------------------------------------------------

    def _collect(self) -> SummaryContent:
        with self._workspace.vault.read() as session:
            return journal_summary.collect(session, self._period_shown, self._today, counts=self._kept.counts)

    def _made(self) -> Printout:
        """The page with the changes, as it is printed and saved."""
        content = self._content.changed(self._kept.changes(self._period_shown))
        return Printout(
            "journal_summary",
            tr("Summary for the doctor"),
            tr(
                "What you noted in a period, on one page. Leave out what you do not want to show, and add what you want to say."
            ),
            partial(journal_summary.draw, content),
            # The name of a file says nothing about the illness; the day tells the files apart.
            tr("Summary {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.JOURNAL_SUMMARY, content.title, content.as_dict()),
            content.unprintable,
        )

    def _on_period(self) -> None:
        try:
            found = self.period.read(self._period_shown)
        except ValueError:
            return  # said below the lines; the page stays as it is
        if found != self._period_shown:
            self._period_shown = found
            self._content = self._collect()
            self._show_lines()
            self._show_page()
            self._kept.period = found
            self._kept.keep(self._workspace.drafts)

    def _show_page(self) -> None:
        self.show_printout(self._made())
        self._say_room()

    def _say_room(self, _paper: Paper | None = None) -> None:
        """Say what finds no room on one page."""
        content = self._content.changed(self._kept.changes(self._period_shown))
        missing, pages = journal_summary.left_off(content, self.paper.paper)
        said: list[str] = []
        if missing:
            said.append(
                tr_n(
                    "{number} line finds no room on one page, and the page says so. Leave out what matters less.",
                    "{number} lines find no room on one page, and the page says so. Leave out what matters less.",
                    missing,
                )
            )
        if pages > 1:
            said.append(tr_n("It takes {number} page.", "It takes {number} pages.", pages))
        self.room.setText(" ".join(said))
        self.room.setVisible(bool(said))

    # Changing ------------------------------------------------------------------------------------------------------------

    def _show_lines(self) -> None:
        if self.side.value == _LINES:
            self.lines.show_sections(self._content.sections, self._kept.changes(self._period_shown))

    def _on_side(self) -> None:
        on_lines = self.side.value == _LINES
        self._show_lines()
        self.lines.setVisible(on_lines)
        self.preview.setVisible(not on_lines)
        if not on_lines:
            self._show_page()

    def _on_edited(self) -> None:
        self._kept.take(self._period_shown, self.lines.changes())
        self._kept.keep(self._workspace.drafts)
        self.printout = self._made()
        self.again.setVisible(not self._kept.is_empty)

    def _on_start_again(self) -> None:
        """Forget what was prepared, and offer to undo that."""
        kept, drafts = self._kept.plain(), self._workspace.drafts
        drafts.drop(DRAFT, None)
        words = tr("What you prepared for the summary was discarded.")
        self._workspace.undo_bar.offer(words, partial(drafts.bring_back, DRAFT, None, kept))
        self._kept = SummaryDraft()
        self._content = self._collect()
        self.again.hide()
        self._show_lines()
        self._show_page()

    # Out -----------------------------------------------------------------------------------------------------------------

    def _on_printed(self, paper: Paper) -> None:
        super()._on_printed(paper)
        self._workspace.drafts.drop(DRAFT, None)

    def _on_saved(self, path: Path) -> None:
        super()._on_saved(path)
        self._workspace.drafts.drop(DRAFT, None)
