"""The dialog that shows one plan as it will be on paper, with the pages behind it, prints it and saves it as a PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import procedure_plan
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.procedure_plan import PlanContent
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.paper_kit import Afterwards, Leaving, PaperPreview, PaperSwitch, print_paper, save_paper


class PlanPrintDialog(BareDialog):
    """Preview, paper size, print, save. `content` is what is printed."""

    def __init__(self, workspace: Workspace, content: PlanContent, page: QWidget) -> None:
        super().__init__(page.window())
        self.setObjectName("plan_print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print the plan"))
        self._workspace = workspace
        self.content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading(content.called))
        column.addWidget(secondary(_hint(content)))
        for words in content.unprintable:
            column.addWidget(label(tr("Some letters of “{words}” cannot be printed.", words=words), "fault"))
        self.preview = PaperPreview(workspace, "plan_preview", tr("Preview of the plan"))
        column.addWidget(self.preview, 1)
        self.afterwards = Afterwards(workspace, "plan_print")
        column.addWidget(self.afterwards)
        column.addWidget(self._foot())
        self._going.setFocus()
        fitting.fit_dialog(self, QSize(theme().px(760), theme().px(820)))
        self._draw()

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = FlowLayout(foot)
        self.paper = PaperSwitch(self._workspace.settings)
        self.paper.chosen.connect(self._draw)
        row.addWidget(self.paper)
        row.addWidget(button(tr("Close"), self.accept, name="close"))
        row.addWidget(button(tr("Save as PDF…"), self._on_save, icon_name="mdi6.file-pdf-box", name="plan_print.save"))
        self._going = button(
            tr("Print…"), self._on_print, role="primary", icon_name="mdi6.printer", name="plan_print.print"
        )
        self._going.setDefault(True)
        row.addWidget(self._going)
        return foot

    def _build(self, paper: Paper) -> bytes:
        return procedure_plan.build(self._workspace.vault, self._workspace.workers, self.content, paper)

    def _draw(self) -> None:
        self.preview.show_paper(partial(self._build, self.paper.paper))

    def _on_print(self) -> None:
        print_paper(
            self._workspace, self, self._build, self.paper.paper, self._on_printed, leaving=_leaving(self.content)
        )

    def _on_save(self) -> None:
        # The name of a file says nothing about the illness; the day tells the files apart.
        name = tr("Plan {words}", words=PartialDate.from_date(self.content.printed_on).words)
        draw = partial(self._build, self.paper.paper)
        save_paper(self._workspace, self, name, draw, self._on_saved, leaving=_leaving(self.content))

    def _on_printed(self, _paper: Paper) -> None:
        self._say(tr("The plan was sent to the printer."))

    def _on_saved(self, path: Path) -> None:
        self._say(tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name))

    def _say(self, words: str) -> None:
        self.afterwards.say(words, disclosures.PROCEDURE_PLAN)


def _leaving(content: PlanContent) -> Leaving:
    return Leaving(disclosures.PROCEDURE_PLAN, content.title, content.as_dict())


def _hint(content: PlanContent) -> str:
    """What is printed."""
    if not content.behind and content.left_out:
        return tr(
            "The plan is printed word for word. “{title}” is a photo, or you said no to printing it: it is not printed behind the plan,"
            " unless you say yes to “Print in the binder” among its details under Documents.",
            title=content.left_out[0],
        )
    if not content.behind:
        return tr(
            "The plan is printed word for word. No page is attached to it: attach the page that it was copied from."
        )
    return tr_n(
        "The plan is printed word for word, and behind it the page that it was copied from.",
        "The plan is printed word for word, and behind it the {number} pages that it was copied from.",
        content.pages_behind,
    )
