"""The letter about me: for whom, the page as it will be printed, and its answers to tick, order and say differently."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.library.prompts import DOCTOR, READERS
from ism_desktop.printing import about_me
from ism_desktop.printing.about_me.content import READER_WORDS
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures, own_answers
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.places.about_me_letter.letter_draft import DRAFT, LetterDraft, draft_in
from ism_desktop.ui.places.about_me_letter.letter_lines import LetterLines

_PAGE, _LINES = "page", "lines"


class LetterDialog(PaperDialog):
    """The page is shown first, ready to print. What is changed is a draft until it was printed or saved."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace = workspace
        self._kept = draft_in(workspace.drafts)
        super().__init__(workspace, self._made(), page)
        readers = [(reader, str(READER_WORDS[reader])) for reader in READERS]
        self.reader = Choices(readers, tr("For whom"), name="letter.reader")
        self.reader.set_value(self._kept.reader)
        self.reader.changed.connect(self._on_reader)
        self.side = Choices(
            ((_PAGE, tr("The page")), (_LINES, tr("Choose and change"))), tr("Show"), name="letter.side"
        )
        self.side.set_value(_PAGE)
        self.side.changed.connect(self._on_side)
        self.lines = LetterLines()
        self.lines.edited.connect(self._on_edited)
        self.lines.hide()
        for place, part in enumerate((self.reader, self.side), 1):
            self.body.insertWidget(place, part)
        self.body.addWidget(self.lines, 1)
        self.again = button(tr("Start again"), self._on_start_again, role="quiet", name="letter.again")
        self.again.setVisible(not self._kept.is_empty)
        self.foot.removeWidget(self.going)  # the primary button stays the last one
        self.foot.addWidget(self.again)
        self.foot.addWidget(self.going)

    def _made(self) -> Printout:
        """The letter as it is printed and saved."""
        with self._workspace.vault.read() as session:
            content = about_me.collect(session, self._kept.reader, self._workspace.today(), self._kept.changes)
        return Printout(
            "about_me_letter",
            tr("About me and my ISM"),
            tr("A letter of your own answers. Which ones are in it you choose; nothing else of your record is added."),
            partial(about_me.draw, content),
            # The name of a file says nothing about the illness.
            tr("Letter {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.ABOUT_ME, content.title, content.as_dict()),
            content.unprintable,
        )

    def _show_lines(self) -> None:
        with self._workspace.vault.read() as session:
            answers = own_answers.answered(session)
        changes = self._kept.changes
        ticked = about_me.at_first(answers, self._kept.reader) if changes.ids is None else changes.ids
        self.lines.show_answers(about_me.in_order(answers, ticked), ticked, changes)

    def _on_reader(self) -> None:
        self._kept.reader = self.reader.value or DOCTOR
        self._kept.keep(self._workspace.drafts)
        self._show_lines()
        self.show_printout(self._made())

    def _on_side(self) -> None:
        on_lines = self.side.value == _LINES
        if on_lines:
            self._show_lines()
        else:
            self.show_printout(self._made())
        self.lines.setVisible(on_lines)
        self.preview.setVisible(not on_lines)

    def _on_edited(self) -> None:
        self._kept.take(self.lines.changes())
        self._kept.keep(self._workspace.drafts)
        self.printout = self._made()
        self.again.setVisible(not self._kept.is_empty)

    def _on_start_again(self) -> None:
        """Forget what was prepared for all readers, and offer to undo that."""
        kept, drafts = self._kept.plain(), self._workspace.drafts
        drafts.drop(DRAFT, None)
        words = tr("What you prepared for the letter was discarded.")
        self._workspace.undo_bar.offer(words, partial(drafts.bring_back, DRAFT, None, kept))
        self._kept = LetterDraft(self._kept.reader)
        self.again.hide()
        self._show_lines()
        self.show_printout(self._made())

    # Out -----------------------------------------------------------------------------------------------------------------

    def _on_printed(self, paper: Paper) -> None:
        super()._on_printed(paper)
        self._workspace.drafts.drop(DRAFT, None)

    def _on_saved(self, path: Path) -> None:
        super()._on_saved(path)
        self._workspace.drafts.drop(DRAFT, None)
