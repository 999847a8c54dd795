"""Wiring of the window: start window → open vault → main window → lock. No logic of its own.

Locking replaces the process: clearing widgets would leave most of the text in memory (docs/security-design.md, Locking).
"""

import logging
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ism_desktop import bug_report, language, settings
from ism_desktop.ui.base import errors
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.locking.lock_watchdog import LastResort
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.ui.start.first_start import DemoPage
from ism_desktop.ui.start.loading_ahead import LoadingAhead
from ism_desktop.ui.start.start_window import StartWindow

if TYPE_CHECKING:
    from ism_desktop.ui.start.open_record import OpenRecord
    from ism_desktop.vault import Vault

# How a program that locked itself tells its successor which vault to ask for: not on the command line, which other people can read.
LOCKED_VAULT = "ISM_DESKTOP_LOCKED_VAULT"
# Set beside it when the vault was closed to be brought back by a rescue.
RESCUED_VAULT = "ISM_DESKTOP_RESCUED_VAULT"
# Set beside it when the recorder of a reaction was in front: it comes back at once, and writes to the inbox.
RECORDING = "ISM_DESKTOP_RECORDING"
_LONGEST_LOG = 256 * 1024


def run_window(path: Path | None = None, *, demo: bool = False) -> int:
    """Open the window, for the vault in a folder if one is given, and return the exit status when it is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("ISM Desktop")
    application.setDesktopFileName("ism-desktop")
    keep_log()
    errors.take_over()
    GarbageCollection(application)
    chosen = settings.Settings()
    speak(application, chosen)
    apply_look(chosen)
    locked = os.environ.pop(LOCKED_VAULT, "")
    program = Program(chosen)
    rescued = os.environ.pop(RESCUED_VAULT, "")
    recording = os.environ.pop(RECORDING, "")
    program.start(Path(locked) if locked else None, asked_for=path, demo=demo, rescue=bool(rescued))
    if locked and recording and program.start_window is not None:
        program.start_window.show_recorder(Path(locked))
    status = application.exec()
    program.close()
    return status


def speak(application: QApplication, chosen: settings.Settings) -> None:
    """Take the person's language into use, for our own words and for those that Qt brings (its dialogs and menus)."""
    system = QLocale.system()
    used = language.chosen(chosen["language"], system.uiLanguages(), QLocale.territoryToCode(system.territory()))
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if used.right_to_left else Qt.LayoutDirection.LeftToRight
    )
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if used.tag not in {"en", language.PSEUDO} and words.load(f"qtbase_{used.tag.replace('-', '_')}", folder):
        application.installTranslator(words)


def keep_log() -> None:
    """Write warnings of our own code to a small file beside the settings; never contents, and never an exception's words."""
    path = settings.config_folder() / "ism-desktop.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LONGEST_LOG:
            path.unlink()
        handler = bug_report.LogFile(path, encoding="utf-8", delay=True)
    except OSError:
        # A folder that cannot be written is no reason to keep a person from the record. Without a place of its own Python would print
        # an exception with its words.
        logging.getLogger("ism_desktop").addHandler(logging.NullHandler())
        return
    handler.setFormatter(bug_report.LogLine())
    logging.getLogger("ism_desktop").addHandler(handler)


class Program(QObject):
    """The start window, then the main window over an open vault; one after the other."""

    def __init__(self, chosen: settings.Settings) -> None:
        super().__init__()
        self._settings = chosen
        self.start_window: StartWindow | None = None
        self._ahead = LoadingAhead(self)
        self.record: OpenRecord | None = None
        self._is_locking = False

    def start(
        self, path: Path | None = None, *, asked_for: Path | None = None, demo: bool = False, rescue: bool = False
    ) -> None:
        """Show the start window: for the vault just locked in this folder, with the ways to bring it back if wanted, or for the demo.

        `asked_for` is the folder that the person named when starting the program: this computer may open it with the key it keeps.
        """
        window = StartWindow(self._settings, path or asked_for, just_locked=path is not None)
        window.opened.connect(self._on_opened)
        self.start_window = window
        window.show()
        self._ahead.begin()
        if path is not None and rescue:
            window.show_rescue(path, "")
        if demo:
            window.show_demo()
            page = window.stack.currentWidget()
            if isinstance(page, DemoPage):
                page.make()

    def _on_opened(self, vault: "Vault") -> None:
        # The pages and SQLAlchemy take most of a second to load; the start window must be usable before that.
        self._ahead.wait()
        from ism_desktop.ui.start.open_record import OpenRecord  # noqa: PLC0415

        self.record = OpenRecord(vault, self._settings)
        self.record.window.lock_requested.connect(self._on_lock)
        self.record.auto_lock.lock_wanted.connect(self._on_lock)
        self.record.workspace.open_requested.connect(self._on_open_other)
        self.record.window.show()
        if self.start_window is not None and self.start_window.made_new:
            self.record.offer_recovery_sheet()
        # Later: we are inside a delivery of the start window's background work, which closing it ends.
        QTimer.singleShot(0, self, self._close_start_window)

    def _close_start_window(self) -> None:
        if self.start_window is not None:
            self.start_window.close()
            self.start_window.deleteLater()
            self.start_window = None
            # Later: once the start window is gone, with all that was typed into it.
            QTimer.singleShot(0, self, spare_what_stays)

    def _on_open_other(self, path: Path, rescue: bool) -> None:
        # After the press that asked for it has been handled to its end.
        QTimer.singleShot(0, self, partial(self.open_other, path, rescue=rescue))

    def open_other(self, path: Path, *, rescue: bool = False) -> None:
        """Close this vault and go on with the one in this folder in a new process: ask for its passphrase, or bring it back."""
        self.close()
        if rescue:
            os.environ[RESCUED_VAULT] = "yes"
        relaunch_locked(path)

    def _on_lock(self) -> None:
        # After the key press that asked for it has been handled to its end.
        QTimer.singleShot(0, self, self.lock)

    def lock(self) -> None:
        """Close the vault and begin again at the lock screen, in a new process that never held a word of it."""
        if self.record is not None and not self._is_locking:
            self._is_locking = True
            if self.record.window.stage.is_recording:
                os.environ[RECORDING] = "yes"
            leave = partial(relaunch_locked, self.record.path)
            last_resort = LastResort(leave)
            try:
                self.close()
            finally:
                # Whatever went wrong while it was closed: what is on the disk is whole, and the lock screen comes.
                last_resort.call_off()
                leave()

    def close(self) -> None:
        """Close the vault, if one is open."""
        if self.record is not None:
            self.record.close()
            self.record = None


def relaunch_locked(path: Path) -> None:
    """Replace this process by a new one that asks for the passphrase of the vault in this folder. Does not return."""
    command = [sys.executable]
    if not getattr(sys, "frozen", False):  # an installer's executable is the program itself
        command += [*(("-P",) if sys.flags.safe_path else ()), "-m", "ism_desktop"]
    environment = os.environ | {LOCKED_VAULT: str(path)}
    if os.name == "nt":
        subprocess.Popen(command, env=environment, close_fds=True)  # noqa: S603
        os._exit(0)
    os.execve(command[0], command, environment)  # noqa: S606
