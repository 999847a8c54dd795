"""The dialog that shows a question list as it will be on paper, prints it and saves it as a PDF."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.printing import question_list
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.question_list import QuestionListContent
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.paper_kit import Afterwards, Leaving, PaperPreview, PaperSwitch, print_paper, save_paper

_HINT = tr_lazy("There is room under each open question to write the answer down.")
_STARS = tr_lazy("A star marks the first three questions still to be asked. Change their order to mark others.")


def print_questions(workspace: Workspace, appointment_id: str | None, page: QWidget) -> None:
    """Show the list of an appointment as it will be on paper; without one, the open questions that belong to none."""
    with workspace.vault.read() as session:
        content = question_list.collect(session, appointment_id, workspace.today())
    QuestionPrintDialog(workspace, content, page).open()


def print_open_questions(workspace: Workspace, page: QWidget) -> None:
    """Show every open question as it will be on paper. Raises CannotPrint when none is open."""
    with workspace.vault.read() as session:
        content = question_list.collect_open(session, workspace.today())
    QuestionPrintDialog(workspace, content, page).open()


class QuestionPrintDialog(BareDialog):
    """Preview, paper size, print, save. `content` is what is printed."""

    def __init__(self, workspace: Workspace, content: QuestionListContent, page: QWidget) -> None:
        super().__init__(page.window())
        self.setObjectName("question_print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print the questions"))
        self._workspace = workspace
        self.content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading(tr("Print your questions")))
        column.addWidget(secondary(str(_HINT)))
        if content.has_important:
            column.addWidget(secondary(str(_STARS)))
        for words in self.content.unprintable:
            column.addWidget(label(tr("Some letters of “{words}” cannot be printed.", words=words), "fault"))
        self.large = TickBox(tr("Large letters"), name="question_print.large")
        self.large.toggled.connect(self._on_large)
        column.addWidget(self.large)
        self.preview = PaperPreview(workspace, "question_preview", tr("Preview of the question list"))
        column.addWidget(self.preview, 1)
        self.afterwards = Afterwards(workspace, "question_print")
        column.addWidget(self.afterwards)
        column.addWidget(self._foot())
        self._going.setFocus()
        fitting.fit_dialog(self, QSize(theme().px(760), theme().px(820)))
        self._draw()

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = FlowLayout(foot, at_end=True)
        self.paper = PaperSwitch(self._workspace.settings)
        self.paper.chosen.connect(self._draw)
        row.addWidget(self.paper)
        row.addWidget(
            button(tr("Copy as text"), self._on_copy, icon_name="mdi6.content-copy", name="question_print.copy")
        )
        row.addWidget(button(tr("Close"), self.accept, name="close"))
        row.addWidget(
            button(tr("Save as PDF…"), self._on_save, icon_name="mdi6.file-pdf-box", name="question_print.save")
        )
        self._going = button(
            tr("Print…"), self._on_print, role="primary", icon_name="mdi6.printer", name="question_print.print"
        )
        self._going.setDefault(True)
        row.addWidget(self._going)
        return foot

    def _on_large(self, is_large: bool) -> None:
        self.content = replace(self.content, is_large=is_large)
        self._draw()

    def _draw(self) -> None:
        self.preview.show_paper(partial(question_list.draw, self.content, self.paper.paper))

    def _on_copy(self) -> None:
        """Copy the open questions for the message of a portal."""
        QGuiApplication.clipboard().setText(question_list.plain_text(self.content))
        self.afterwards.say(tr("Copied. Paste it into the message of a patient portal, for example."))

    def _on_print(self) -> None:
        draw = partial(question_list.draw, self.content)
        print_paper(self._workspace, self, draw, self.paper.paper, self._on_printed, leaving=self._leaving())

    def _on_save(self) -> None:
        # The name of a file says nothing about the illness; the day tells the lists apart.
        name = tr("Questions {words}", words=PartialDate.from_date(self.content.printed_on).words)
        draw = partial(question_list.draw, self.content, self.paper.paper)
        save_paper(self._workspace, self, name, draw, self._on_saved, leaving=self._leaving())

    def _on_printed(self, _paper: Paper) -> None:
        self._say(tr("The list was sent to the printer."))

    def _on_saved(self, path: Path) -> None:
        self._say(tr("The list was saved as “{name}”.", name=path.name))

    def _say(self, words: str) -> None:
        self.afterwards.say(words, self._leaving().paper)

    def _leaving(self) -> Leaving:
        content = self.content.as_dict()
        return Leaving("questions", self.content.title, content)
