"""The diagnosis on one page: what it is, what it rests on with the page of every report, and the same on paper."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ism_desktop.language import in_use, tr, tr_lazy
from ism_desktop.printing import diagnosis_page
from ism_desktop.printing.diagnosis_page import DiagnosisContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures, printed, store
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.printed import PrintedCopy
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import WHOLE, Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.surfaces import PageHead
from ism_desktop.ui.paper_kit import GivenButton, Leaving, PaperPreview, PaperSwitch, print_paper, save_paper
from ism_desktop.ui.places.diagnosis.summary import Summary
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.view import KindView, shown_in

_NARROW = 620  # pixels at 100 %
_SUMMARY, _FINDINGS, _PAPER = "summary", "findings", "paper"


class DiagnosisPage(Page):
    """Three views behind three buttons: the summary, the list of findings, the paper."""

    kinds = frozenset(
        {
            *(PERSON.name, EMERGENCY_CARD.name, DIAGNOSIS_EVIDENCE.name, REPORTS.name, TEST_RESULTS.name),
            *(DOCUMENTS.name, printed.NAME),
        }
    )
    can_add = True
    can_print = True
    help_text = tr_lazy(
        "This page gathers what a new doctor looks for first: what your mastocytosis is called, by which classification, since when, and"
        " what that rests on.\n\n"
        "Under each heading stands what a report says, word for word, with the document and its page. Press the document to see it. Where"
        " nothing is in your record, the page says so: add what a report says, or note a question to ask for it.\n\n"
        "Tryptase, KIT and TPSAB1 also show the newest value from your test results, as the lab printed it, with the lab’s range.\n\n"
        "“Findings” is the list behind it, with history and trash. “On paper” is the page as it is printed; your binder has it as its"
        " third tab.\n\n"
        "The program does not check whether criteria are met, and it works nothing out."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._content: DiagnosisContent | None = None
        self._drawn: tuple[DiagnosisContent, Paper] | None = None
        self._drawing: Callable[[], bytes] = bytes
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.head = PageHead(tr("Diagnosis"))
        self.head.add_button(
            button(tr("Save as PDF…"), self.save_pdf, icon_name="mdi6.file-download-outline", name="save_pdf")
        )
        self.head.add_button(
            button(
                tr("Print…"), self.print_page, role="primary", icon_name="mdi6.printer-outline", name="print_diagnosis"
            )
        )
        column.addWidget(self.head)
        views = ((_SUMMARY, tr("On one page")), (_FINDINGS, DIAGNOSIS_EVIDENCE.plural), (_PAPER, tr("On paper")))
        self.switch = Choices(views, tr("Show"), name="diagnosis_view")
        self.switch.set_value(_SUMMARY)
        self.switch.changed.connect(self._on_switched)
        column.addWidget(self.switch)
        self.summary = Summary(workspace)
        self.given = GivenButton(workspace, "diagnosis.given")
        self.summary.body.insertWidget(1, self.given, 0, Qt.AlignmentFlag.AlignLeft)
        self.summary.finding_wanted.connect(self._on_finding_wanted)
        self.summary.question_wanted.connect(self._on_question_wanted)
        self.findings = KindView(workspace, DIAGNOSIS_EVIDENCE)
        self.findings.side_changed.connect(self._fit_head)
        self.paper = PaperSwitch(workspace.settings)
        self.paper.chosen.connect(self._draw)
        self.preview = PaperPreview(
            workspace, "diagnosis_preview", tr("Preview of the diagnosis page"), controls=(self.paper,)
        )
        self._stack = QStackedWidget()
        self._views = {_SUMMARY: self.summary, _FINDINGS: self.findings, _PAPER: self.preview}
        for view in self._views.values():
            self._stack.addWidget(view)
        column.addWidget(self._stack, 1)

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        """The finding that is shown or chosen; beside the list, the diagnosis as a whole."""
        return shown_in(self.findings) if self.switch.value == _FINDINGS else Subject("diagnosis", WHOLE)

    def refresh(self) -> None:
        """Read everything again; what is typed stays."""
        content = self._collect()
        with self.workspace.vault.read() as session:
            person = store.the_one(session, PERSON)
            copy = printed.latest(session, disclosures.DIAGNOSIS)
        self._content = content
        self.summary.show_content(content, person)
        self._show_copy(content, copy)
        self.findings.refresh()
        self._draw()

    def _collect(self) -> DiagnosisContent:
        with self.workspace.vault.read() as session:
            return diagnosis_page.collect(session, self.workspace.today())

    def _show_copy(self, content: DiagnosisContent, copy: PrintedCopy | None) -> None:
        differences = () if copy is None else content.differences(copy.content)
        self.summary.copy.show_copy(_day_words(copy), differences, in_use().listed(differences))

    def _draw(self, _paper: Paper | None = None) -> None:
        """Draw the paper when it is looked at, and when it says something else than before."""
        if self._content is None or self.switch.value != _PAPER:
            return
        self.paper.refresh()
        wanted = self._content, self.paper.paper
        if self._drawn != wanted:
            self._drawn = wanted
            self.preview.show_paper(partial(diagnosis_page.draw, *wanted))

    def _show(self, name: str) -> None:
        self.leave()
        self.switch.set_value(name)
        self._stack.setCurrentWidget(self._views[name])
        self._fit_head()
        self._draw()

    def _on_switched(self) -> None:
        self._show(self.switch.value or _SUMMARY)

    def _fit_head(self) -> None:
        """A finding alone on the page needs the room of the head; a narrow page that of the words under the title."""
        narrow = self.width() < theme().px(_NARROW)
        self.head.set_text("" if narrow else tr("What it is, what it rests on, and which page says so."))
        alone = self.switch.value == _FINDINGS and self.findings.is_narrow and self.findings.is_editing
        self.head.setVisible(not alone)
        self.switch.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a finding that stands alone the room of the head, or back."""
        super().resizeEvent(event)
        self._fit_head()

    # Going to ------------------------------------------------------------------------------------------------------------

    def show_kind(self, kind: str) -> None:
        """Show the findings."""
        if kind == DIAGNOSIS_EVIDENCE.name:
            self._show(_FINDINGS)

    def show_record(self, record_id: str, page: int | None = None) -> None:  # noqa: ARG002  (a finding has no pages)
        """Show a finding."""
        self._show(_FINDINGS)
        self.findings.show_record(record_id)

    def new_record(self) -> None:
        """Begin a new finding."""
        self._show(_FINDINGS)
        self.findings.new_record()

    def _on_finding_wanted(self, record_id: str | None, topic: str) -> None:
        self._show(_FINDINGS)
        if record_id is None:
            self.findings.new_record({"topic": topic})
        else:
            self.findings.show_record(record_id)

    def _on_question_wanted(self, topic: str) -> None:
        """Note that a report is to be asked for; a question that is noted already is gone to."""
        text = tr("May I have a copy of what the reports say about this: {topic}?", topic=topic)
        with self.workspace.vault.read() as session:
            noted = next((one for one in store.list_active(session, QUESTIONS) if one.values["text"] == text), None)
        if noted is not None:
            self.workspace.show_page(QUESTIONS.name, noted.id)
            return
        with self.workspace.vault.write() as session:
            made = store.save(session, QUESTIONS, {"text": text, "status": "open"})
        undo = partial(trash, self.workspace, QUESTIONS, [made])
        self.workspace.undo_bar.offer(tr("The question was noted. It stands under Questions."), undo)

    # Keeping -------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what is typed."""
        if self.findings.is_editing:
            self.findings.form.save()
        if self.summary.stated.is_editing and self.summary.stated.fields.save() is not None:
            self.summary.stated.show_editor(on=False)

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        if self.findings.is_editing:
            self.findings.form.leave()
        self.summary.stated.leave()

    def trash_selected(self) -> None:
        """Move the chosen findings to the trash."""
        if self.switch.value == _FINDINGS:
            self.findings.list.trash_selected()

    def duplicate_selected(self) -> None:
        """Begin a new finding with the values of the chosen one."""
        if self.switch.value == _FINDINGS:
            self.findings.duplicate()

    # Paper ---------------------------------------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Print the page through the system's dialog."""
        self.leave()
        content = self._collect()
        draw = partial(diagnosis_page.draw, content)
        print_paper(self.workspace, self, draw, self.paper.paper, self._on_printed, leaving=_leaving(content))

    def save_pdf(self) -> None:
        """Save the page as a PDF. The name of the file says nothing about the illness."""
        self.leave()
        content = self._collect()
        name = tr("Summary {date}", date=PartialDate.from_date(content.printed_on).words)
        draw = partial(diagnosis_page.draw, content, self.paper.paper)
        save_paper(self.workspace, self, name, draw, self._on_saved, leaving=_leaving(content))

    def _on_printed(self, _paper: Paper) -> None:
        self._say(tr("The page was sent to the printer."))

    def _on_saved(self, path: Path) -> None:
        self._say(tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name))

    def _say(self, words: str) -> None:
        self._show(_SUMMARY)
        self.summary.result.setText(words)
        self.summary.result.show()
        self.given.offer(disclosures.DIAGNOSIS)
        self.summary.verticalScrollBar().setValue(0)
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)


def _leaving(content: DiagnosisContent) -> Leaving:
    return Leaving(disclosures.DIAGNOSIS, content.title, content.as_dict())


def _day_words(copy: PrintedCopy | None) -> str:
    """The day of a print-out, as it was kept with it."""
    if copy is None:
        return ""
    try:
        return PartialDate.from_date(date.fromisoformat(str(copy.content.get("printed_on")))).words
    except ValueError:
        return tr("an unknown day")
