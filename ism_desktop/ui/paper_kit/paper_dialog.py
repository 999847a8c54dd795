"""The dialog that shows a paper as it will be printed, prints it and saves it as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing.paper import Paper
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit.afterwards import Afterwards
from ism_desktop.ui.paper_kit.leaving import Leaving
from ism_desktop.ui.paper_kit.preview import PaperPreview
from ism_desktop.ui.paper_kit.print_run import print_paper
from ism_desktop.ui.paper_kit.saving import save_paper
from ism_desktop.ui.paper_kit.switch import PaperSwitch

_LEAST = 300  # pixels at 100 %: how high the page stands at least


@dataclass(frozen=True, slots=True)
class Printout:
    """One paper: its object name, its headline, a sentence about it, how it is drawn, its file's name, and what is written down of it.

    `file_name` must not name the illness. `unprintable` are texts with letters that this program cannot print. `paper` is the only size
    that it fits, as a sheet of labels has one; None where the person chooses.
    """

    name: str
    words: str
    hint: str
    draw: Callable[[Paper], bytes]
    file_name: str
    leaving: Leaving
    unprintable: tuple[str, ...] = ()
    paper: Paper | None = None


class PaperDialog(Dialog):
    """Preview, paper size, save, print. Signal: `went_out` each time it was printed or saved."""

    went_out = Signal()

    enter_goes_on = False  # what is typed beside a paper prints nothing
    wide: ClassVar[int] = 760
    """How wide it is, in pixels at 100 % text."""

    def __init__(self, workspace: Workspace, printout: Printout, page: QWidget) -> None:
        super().__init__(printout.words, page.window(), name=printout.name, width=self.wide, height=820)
        self._workspace = workspace
        self.printout = printout
        self.body.addWidget(secondary(printout.hint))
        self.faults = label("", "fault")
        self.faults.setObjectName(f"{printout.name}.unprintable")
        self.body.addWidget(self.faults)
        self._say_unprintable()
        self.paper = PaperSwitch(workspace.settings)
        self.paper.chosen.connect(self._draw)
        self.preview = PaperPreview(
            workspace,
            f"{printout.name}.preview",
            tr("Preview: {paper}", paper=printout.words),
            controls=(self.paper,),
        )
        self.place_preview()
        self.afterwards = Afterwards(workspace, printout.name)
        self.add_above_foot(self.afterwards)
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        self.save_pdf = button(
            tr("Save as PDF…"), self._on_save, icon_name="mdi6.file-download-outline", name="save_pdf"
        )
        self.foot.addWidget(self.save_pdf)
        self.going = button(
            tr("Print…"), self._on_print, role="primary", icon_name="mdi6.printer-outline", name="print"
        )
        self.going.setDefault(True)
        self.foot.addWidget(self.going)
        self._draw()
        self.going.setFocus()

    def place_preview(self) -> None:
        """Put the preview into the body; a dialog with more to choose puts it beside that."""
        self.preview.setMinimumHeight(theme().px(_LEAST))  # in a low window all of it scrolls, and the page is seen
        self.body.addWidget(self.preview, 1)

    def show_printout(self, printout: Printout) -> None:
        """Show, print and save this one from now on."""
        self.printout = printout
        self._say_unprintable()
        self._draw()

    def _say_unprintable(self) -> None:
        """Say of which texts some letters cannot be printed."""
        said = [tr("Some letters of “{words}” cannot be printed.", words=words) for words in self.printout.unprintable]
        self.faults.setText("\n".join(said))
        self.faults.setVisible(bool(said))

    @property
    def _size(self) -> Paper:
        return self.printout.paper or self.paper.paper

    def _draw(self, _paper: Paper | None = None) -> None:
        self.paper.setVisible(self.printout.paper is None)
        self.preview.show_paper(partial(self.printout.draw, self._size))

    def _on_print(self) -> None:
        print_paper(
            self._workspace, self, self.printout.draw, self._size, self._on_printed, leaving=self.printout.leaving
        )

    def _on_save(self) -> None:
        draw = partial(self.printout.draw, self._size)
        save_paper(self._workspace, self, self.printout.file_name, draw, self._on_saved, leaving=self.printout.leaving)

    def _on_printed(self, _paper: Paper) -> None:
        self._say(tr("Sent to the printer."))

    def _on_saved(self, path: Path) -> None:
        self._say(tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name))

    def _say(self, words: str) -> None:
        self.afterwards.say(words, self.printout.leaving.paper)
        self.went_out.emit()


def show_paper(workspace: Workspace, printout: Printout, page: QWidget) -> PaperDialog:
    """Show a paper as it will be printed; the dialog, which is returned, goes when it is closed."""
    dialog = PaperDialog(workspace, printout, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
