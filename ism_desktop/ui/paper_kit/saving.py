"""Saving a paper as a file outside the vault: only the chosen file, whole or not at all, readable by the owner alone.

The first time a person does so, a few words say that the file will not be encrypted.
"""

import contextlib
import os
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import CannotPrint
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.settings import Settings
from ism_desktop.ui.base import files
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit.leaving import Leaving
from ism_desktop.ui.paper_kit.notice import Notice
from ism_desktop.ui.paper_kit.pages import Draw
from ism_desktop.vault import chosen_file
from ism_desktop.vault.tally import Tally


@contextlib.contextmanager
def private_file(path: Path) -> Generator[BinaryIO]:
    """Open a file for writing that appears at `path` only when the block ends well; mode 0600, synced.

    Raises:
        CannotPrint: the place cannot be written, or the disk is full. Whatever stood there before still does.
    """
    try:
        with chosen_file.writing(path) as file:
            yield file
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else tr("the computer gave no reason")
        raise CannotPrint(
            tr(
                "“{file}” could not be saved in “{folder}”: {reason}.",
                file=path.name,
                folder=str(path.parent),
                reason=reason,
            ),
            tr("Nothing was written. Choose another folder, or free some space, and try again."),
        ) from error


def write_private(path: Path, content: bytes) -> Tally:
    """Write a whole file, or nothing; returns its size and digest. Raises CannotPrint."""
    with private_file(path) as file:
        file.write(content)
    return Tally.of((content,))


@dataclass(frozen=True, slots=True)
class FileForm:
    """What sort of file is saved: its ending, the dialog's headline and filter, and a sentence that says what such a file is."""

    ending: str
    words: LazyText
    filter: LazyText
    told: LazyText


PDF = FileForm(
    "pdf",
    tr_lazy("Save as PDF"),
    tr_lazy("PDF (*.pdf)"),
    tr_lazy(
        "Everything in this program is encrypted. A PDF that you save is an ordinary file: anyone who can open the folder"
        " or the memory stick it is on can read it."
    ),
)
CARDS = FileForm(
    "vcf",
    tr_lazy("Save contact cards"),
    tr_lazy("Contact cards (*.vcf)"),
    tr_lazy(
        "Everything in this program is encrypted. Contact cards that you save are an ordinary file: anyone who can open the folder"
        " or the memory stick it is on can read it."
    ),
)
CALENDAR = FileForm(
    "ics",
    tr_lazy("Save as a calendar file"),
    tr_lazy("Calendars (*.ics)"),
    tr_lazy(
        "Everything in this program is encrypted. A calendar file that you save is an ordinary file: anyone who can open the folder or"
        " the memory stick it is on can read it, and a calendar that takes it in may send it on to a server."
    ),
)
TABLE = FileForm(
    "csv",
    tr_lazy("Save as a table"),
    tr_lazy("Table for a spreadsheet (*.csv)"),
    tr_lazy(
        "Everything in this program is encrypted. A table that you save is an ordinary file: anyone who can open the folder"
        " or the memory stick it is on can read it."
    ),
)


class FileChoice(QObject):
    """Asks where a PDF, or a file of another form, shall go, without standing in the way of the window.

    Says first, once, that it will not be encrypted.

    Ends with exactly one of its signals.
    """

    chosen = Signal(object)  # Path
    given_up = Signal()

    def __init__(self, settings: Settings, page: QWidget, name: str, parent: QObject, form: FileForm = PDF) -> None:
        super().__init__(parent)
        self._settings = settings
        self._page = page
        self._name = name
        self._form = form

    def start(self) -> None:
        """Ask."""
        if self._settings["told_saving"]:
            self._ask()
            return
        notice = Notice(
            tr("The file will not be encrypted"),
            str(self._form.told),
            tr("Save it where only you look, and delete it when you no longer need it. You will see this only once."),
            tr("Choose where to save"),
            self._page,
        )
        notice.accepted.connect(self._on_told)
        notice.rejected.connect(self.given_up)
        notice.open()

    def _on_told(self) -> None:
        self._settings["told_saving"] = True
        self._ask()

    def _ask(self) -> None:
        dialog = files.ask_where(
            self._page,
            str(self._form.words),
            f"{self._name}.{self._form.ending}",
            self._on_selected,
            name="save_dialog",
        )
        dialog.setNameFilter(str(self._form.filter))
        dialog.setDefaultSuffix(self._form.ending)
        dialog.rejected.connect(self.given_up)

    def _on_selected(self, name: str) -> None:
        self.chosen.emit(Path(name))


class _Saving(QObject):
    """One paper on its way into one file."""

    saved = Signal(object)  # Path

    def __init__(
        self, workspace: Workspace, page: QWidget, name: str, draw: Draw, leaving: Leaving | None, form: FileForm
    ) -> None:
        # It belongs to the workspace: a page or dialog may be closed while the file is being written.
        super().__init__(workspace)
        self._workspace = workspace
        self._draw = draw
        self._leaving = leaving
        self._path = Path()
        self._choice = FileChoice(workspace.settings, page, name, self, form)
        self._choice.chosen.connect(self._on_chosen)
        self._choice.given_up.connect(self.deleteLater)

    def start(self) -> None:
        self._choice.start()

    def _on_chosen(self, path: Path) -> None:
        self._path = path
        self._workspace.background.run(
            self._write,
            owner=self,
            title=tr("Saving {file}", file=path.name),
            on_result=self._on_written,
            on_error=self._on_error,
        )

    def _write(self, _task: Task) -> None:
        written = write_private(self._path, self._draw())
        # Here, not on the page that asked: it may be closed by now.
        if self._leaving is not None:
            self._leaving.enter_file(self._workspace.vault, self._path, written)

    def _on_written(self, _nothing: object) -> None:
        self.saved.emit(self._path)
        self.deleteLater()

    def _on_error(self, error: BaseException) -> None:
        self._workspace.report(error)
        self.deleteLater()


def save_paper(
    workspace: Workspace,
    page: QWidget,
    name: str,
    draw: Draw,
    saved: Callable[[Path], None],
    *,
    leaving: Leaving | None = None,
    form: FileForm = PDF,
) -> None:
    """Ask where to save a paper, draw it in the background, write it there, and write down that it left.

    Args:
        workspace: the open vault and its settings.
        page: the page or dialog that asks; it may be closed meanwhile.
        name: the suggested file name without its ending. It must not name the illness.
        draw: makes the file's bytes; called in a background thread.
        saved: a bound method, called with the path once the file is complete.
        leaving: what the vault writes down of it; every paper that holds something of the record has one.
        form: what sort of file it is.
    """
    saving = _Saving(workspace, page, name, draw, leaving, form)
    saving.saved.connect(saved)
    saving.start()
