"""Asks for files to read and for a place to write to, and leaves no trace of the folders in which a person looked; and which were dragged.

Qt's file dialog writes the folders it visited into the settings that all Qt programs share ("QtProject"). Where that is a file, Qt is sent
to a place that cannot be written before the first dialog is made; elsewhere what it wrote is taken out again. On Linux Qt's own dialog
is used: the desktop's would add the chosen names to the list of recently used files.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ism_desktop import media_types
from ism_desktop.language import LazyText, tr, tr_lazy

CARD_FILES = tr_lazy("Contact cards (*.vcf *.vcard)")
CALENDAR_FILES = tr_lazy("Calendars (*.ics *.ical *.vcs)")
_KEEPS_A_FILE = sys.platform not in {"win32", "darwin"}
# The folder of the last dialog, for as long as the program runs.
_LAST_FOLDER = [""]


def ask_for_files(
    parent: QWidget,
    words: str,
    chosen: Callable[[list[str]], object],
    *,
    name: str = "choose_files",
    types: str | LazyText | None = None,
) -> QFileDialog:
    """Open a dialog for one or several files. It does not wait.

    Args:
        parent: the window or page that asks.
        words: the title of the dialog.
        chosen: a bound method; called with the paths when a person chose some.
        name: the object name of the dialog.
        types: which files it offers, with their patterns in brackets, as Qt reads it; by default documents.
    """
    shown = document_filter() if types is None else ";;".join((str(types), _all_files()))
    dialog = _dialog(parent, words, shown, name)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    dialog.open()
    return dialog


def document_filter() -> str:
    """What the dialog offers to show: Qt reads the patterns out of the brackets."""
    patterns = " ".join(f"*{ending}" for ending in media_types.endings())
    return ";;".join((tr("Documents ({patterns})", patterns=patterns), tr("All files ({patterns})", patterns="*")))


def ask_where(
    parent: QWidget, words: str, file_name: str, chosen: Callable[[str], object], *, name: str = "choose_place"
) -> QFileDialog:
    """Open a dialog for the place and name of a file to be written. `chosen` is a bound method and gets the path. It does not wait."""
    dialog = _dialog(parent, words, _all_files(), name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_which_folder(
    parent: QWidget, words: str, chosen: Callable[[str], object], *, name: str = "choose_folder"
) -> QFileDialog:
    """Open a dialog for an existing folder. `chosen` is a bound method and gets the path. It does not wait."""
    dialog = _dialog(parent, words, _all_files(), name)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_for_folder(parent: QWidget, words: str, start: Path) -> Path | None:
    """Ask for an existing folder, beginning in `start`, and wait for the answer; None when the person gave up."""
    leave_no_trace()
    options = QFileDialog.Option.ShowDirsOnly
    if _KEEPS_A_FILE:
        options |= QFileDialog.Option.DontUseNativeDialog
    chosen = QFileDialog.getExistingDirectory(parent, words, str(start), options)
    forget_visited_folders()
    return Path(chosen) if chosen else None


def _all_files() -> str:
    return tr("All files ({types})", types="*")


def leave_no_trace() -> None:
    """Keep Qt from writing down which folders its dialogs visit: before the first dialog of the program, and safe to call again."""
    if _KEEPS_A_FILE:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _dialog(parent: QWidget, words: str, types: str, name: str) -> QFileDialog:
    leave_no_trace()
    dialog = QFileDialog(parent.window(), words, _LAST_FOLDER[0] or _usual_folder(), types)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, _KEEPS_A_FILE)
    dialog.filesSelected.connect(_remember_folder)
    # The dialog writes its folders down when it is destroyed, so they are taken out after that.
    dialog.destroyed.connect(forget_visited_folders)
    return dialog


def _remember_folder(names: list[str]) -> None:
    _LAST_FOLDER[0] = str(Path(names[0]).parent)


def _usual_folder() -> str:
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return downloads if Path(downloads).is_dir() else str(Path.home())


def forget_visited_folders() -> None:
    """Take out of the settings of Qt which folders its dialog was in, where they are not kept from being written at all."""
    if not _KEEPS_A_FILE:
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        settings.remove("FileDialog")
        settings.sync()


def files_in(mime: QMimeData | None) -> list[Path]:
    """The files that are dragged or on the clipboard; none for anything else."""
    if mime is None or not mime.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def free_folder(wanted: str) -> Path:
    """A folder of this name among the person's documents that does not exist yet."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    candidates = (documents / (wanted if number == 1 else f"{wanted} {number}") for number in range(1, 1_000))
    return next(path for path in candidates if not path.exists())
