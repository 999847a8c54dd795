"""The dialog that shows a paper of an episode as it will be, prints it and saves it as a PDF: the report, or the slip for the hospital."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing import episode_report, hospital_slip
from ism_desktop.printing.episode_report import ReportContent
from ism_desktop.printing.hospital_slip import SlipContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.paper_kit import Leaving, PaperPreview, PaperSwitch, print_paper, save_paper


class EpisodePrintDialog(QDialog):
    """Preview, paper size, print, save."""

    def __init__(self, workspace: Workspace, content: ReportContent | SlipContent, page: QWidget) -> None:
        super().__init__(page.window())
        self.setObjectName("episode_print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.content = content
        is_slip = isinstance(content, SlipContent)
        self.setWindowTitle(tr("Print the slip for the hospital") if is_slip else tr("Print the report"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading(content.title))
        column.addWidget(secondary(_slip_hint() if is_slip else _report_hint()))
        for words in content.unprintable:
            column.addWidget(label(tr("Some letters of “{words}” cannot be printed.", words=words), "fault"))
        preview_words = tr("Preview of the slip") if is_slip else tr("Preview of the report")
        self.preview = PaperPreview(workspace, "episode_preview", preview_words)
        column.addWidget(self.preview, 1)
        self.said = secondary("")
        self.said.setObjectName("episode_print.said")
        self.said.hide()
        column.addWidget(self.said)
        column.addWidget(self._foot())
        fitting.fit_dialog(self, QSize(theme().px(760), theme().px(820)))
        self._draw()

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = FlowLayout(foot)
        self.paper = PaperSwitch(self._workspace.settings)
        self.paper.chosen.connect(self._draw)
        row.addWidget(self.paper)
        row.addWidget(button(tr("Close"), self.accept, name="close"))
        row.addWidget(
            button(tr("Save as PDF…"), self._on_save, icon_name="mdi6.file-pdf-box", name="episode_print.save")
        )
        going = button(
            tr("Print…"), self._on_print, role="primary", icon_name="mdi6.printer", name="episode_print.print"
        )
        going.setDefault(True)
        row.addWidget(going)
        going.setFocus()
        return foot

    def _build(self, paper: Paper) -> bytes:
        if isinstance(self.content, SlipContent):
            return hospital_slip.draw(self.content, paper)
        return episode_report.draw(self.content, paper)

    def _draw(self) -> None:
        self.preview.show_paper(self._with_paper())

    def _with_paper(self) -> Callable[[], bytes]:
        return partial(self._build, self.paper.paper)

    def _on_print(self) -> None:
        leaving = _leaving(self.content)
        print_paper(self._workspace, self, self._build, self.paper.paper, self._on_printed, leaving=leaving)

    def _on_save(self) -> None:
        # The name of a file says nothing about the illness; the day tells the files apart.
        day = PartialDate.from_date(self.content.printed_on).words
        is_slip = isinstance(self.content, SlipContent)
        name = tr("Slip {words}", words=day) if is_slip else tr("Report {words}", words=day)
        save_paper(self._workspace, self, name, self._with_paper(), self._on_saved, leaving=_leaving(self.content))

    def _on_printed(self, _paper: Paper) -> None:
        self._say(tr("It was sent to the printer."))

    def _on_saved(self, path: Path) -> None:
        self._say(tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def _leaving(content: ReportContent | SlipContent) -> Leaving:
    what = disclosures.HOSPITAL_SLIP if isinstance(content, SlipContent) else disclosures.EPISODE_REPORT
    return Leaving(what, content.title, content.as_dict())


def _report_hint() -> str:
    return tr("Everything that is recorded of this episode, with its times on a line and in a table.")


def _slip_hint() -> str:
    return tr(
        "When it began, the injectors, medicines and blood samples that are recorded, lines for sample times, and your baseline"
        " tryptase as recorded."
    )
