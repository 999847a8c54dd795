"""Draws the window's pages and dialogs as pictures without a screen; `screens.py` and `demo_papers.py` call it in the project's own Python.

A folder for each look (`light-100-filled`, …) holds one picture for each place, each with a record chosen, each form and each dialog.
"""

# pyright: basic
# The library it draws with has no complete types.

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import virtual_screen

os.environ["QT_QPA_PLATFORM"] = virtual_screen.platform()  # before Qt is loaded

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ism_desktop import demo, vault
from ism_desktop.documents import page_strings
from ism_desktop.errors import WrongPassphrase
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base import errors
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.backup_and_keys.keys.passphrase_dialogs import AddPerson, ChangePassphrase
from ism_desktop.ui.places.backup_and_keys.keys.remember_dialog import RememberDialog
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import offer_sheet
from ism_desktop.ui.places.backup_and_keys.keys.trying_dialog import TryingDialog
from ism_desktop.ui.places.backup_and_keys.page import SafekeepingPage
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_section import DrillDialog, RestoreDialog
from ism_desktop.ui.shell.garbage import GarbageCollection
from ism_desktop.ui.shell.places import places
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import KeyCost, Vault
from ism_desktop.vault.multi_device import OpenElsewhere
from ism_desktop.worker import Workers

_PASSPHRASE = "an invented patient's passphrase"  # noqa: S105  (the vaults are deleted again below)
_CHEAP = KeyCost(memory_kib=8 * 1024, iterations=1, lanes=1)
_SEARCHED = "anaphylaxis"


@dataclass(frozen=True)
class Look:
    """One way the window can look: appearance, text size in per cent, and the screen; the window is as large as it makes itself there."""

    appearance: str
    text_size: int
    screen: tuple[int, int] = virtual_screen.LARGE

    @property
    def name(self) -> str:
        """The beginning of its folder's name."""
        small = "" if self.screen == virtual_screen.LARGE else f"-{virtual_screen.named(self.screen)}"
        return f"{self.appearance}-{self.text_size}{small}"


LOOKS = (
    *(Look("light", 100), Look("dark", 100), Look("light", 200), Look("dark", 200), Look("contrast", 100)),
    *(Look("light", size, screen) for screen in virtual_screen.SMALL for size in (100, 150)),
)


def main() -> int:
    """Draw every look, of a filled and of an empty vault."""
    parser = argparse.ArgumentParser(prog="screens.py", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder for the pictures")
    parser.add_argument("--only", metavar="WORD", default="", help="only looks whose folder’s name holds this word")
    words = parser.parse_args()
    out: Path = words.out.absolute()
    with tempfile.TemporaryDirectory(prefix="ism-screens-") as folder, Workers() as workers:
        for state in ("filled", "empty"):
            looks = [
                look for look in LOOKS if look.screen == virtual_screen.size() and words.only in f"{look.name}-{state}"
            ]
            if not looks:
                continue
            with closing(vault.create(Path(folder) / f"Vault, {state}", _PASSPHRASE, cost=_CHEAP)) as made:
                if state == "filled":
                    demo.fill(made, workers)
                for look in looks:
                    for path in draw_look(made, workers, look, out / f"{look.name}-{state}"):
                        print(path, flush=True)
    return 0


def draw_filled(made: Vault, workers: Workers, out: Path) -> list[Path]:
    """Draw the pages of an open vault, light and at 100 %; return the pictures' paths."""
    return draw_look(made, workers, Look("light", 100), out)


def draw_look(made: Vault, workers: Workers, look: Look, out: Path) -> list[Path]:
    """Draw all there is to see of an open vault in one look."""
    out.mkdir(parents=True, exist_ok=True)
    artist = _Artist(out)
    with _settings(look) as settings:
        artist.draw_start(settings, made.path)
        with _window(made, workers, settings) as window:
            artist.draw_places(window)
            artist.draw_search(window)
            artist.draw_dialogs(window)
            artist.draw_safekeeping(window)
    return artist.written


def _app() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    qInstallMessageHandler(_say)
    made = QApplication([])
    GarbageCollection(made)
    return made


def _say(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Show Qt's messages, but for what the offscreen platform says at every dialog."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


@contextmanager
def _settings(look: Look) -> Iterator[Settings]:
    _app()
    with tempfile.TemporaryDirectory(prefix="ism-settings-") as folder:
        settings = Settings(Path(folder) / "settings.json")
        settings["appearance"] = look.appearance
        settings["text_size"] = look.text_size
        apply_look(settings)
        yield settings


@contextmanager
def _window(made: Vault, workers: Workers, settings: Settings) -> Iterator[MainWindow]:
    index = Index(made, lambda text_file_id: page_strings(made, text_file_id))
    workspace = Workspace(made, workers, index, settings)
    window = MainWindow(workspace)
    try:
        window.show()
        yield window
    finally:
        window.close()
        workspace.close()
        window.deleteLater()
        _app().processEvents()
        index.close()


class _Artist:
    """Takes the pictures and numbers them in the order in which a person meets them."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.written: list[Path] = []

    def take(self, widget: QWidget, name: str) -> None:
        path = self._out / f"{len(self.written) + 1:02d}-{name}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"{path} could not be written")
        self.written.append(path)

    def draw_start(self, settings: Settings, path: Path) -> None:
        start = StartWindow(settings)
        start.show()
        for name, opening in (
            ("start-welcome", start.show_welcome),
            ("start-create", start.show_create),
            ("start-demo", start.show_demo),
            ("start-unlock", lambda: start.show_unlock(path)),
            ("start-recover", lambda: start.show_recover(path, read_only=False)),
            ("start-restore", start.show_restore),
            ("start-rescue", lambda: start.show_rescue(path, _PASSPHRASE)),
        ):
            opening()
            settle(start)
            self.take(start, name)
        start.close()
        start.deleteLater()
        _app().processEvents()

    def draw_places(self, window: MainWindow) -> None:
        for place in places():
            window.show_page(place.name)
            settle(window)
            self.take(window, place.name)
            for kind in place.kinds:
                self._draw_kind(window, kind)

    def _draw_kind(self, window: MainWindow, kind: str) -> None:
        with window.workspace.vault.read() as session:
            records = store.list_active(session, BY_NAME[kind])
        if records:
            window.show_page(kind, records[0].id)
            settle(window)
            self.take(window, f"{kind}-chosen")
        page = window.current_page
        if page is not None and page.can_add:
            window.show_page(kind)
            page.new_record()
            settle(window)
            self.take(window, f"{kind}-new")
            page.leave()

    def draw_search(self, window: MainWindow) -> None:
        window.on_search()
        QTest.keyClicks(window.search, _SEARCHED)
        settle(window)
        self.take(window, "search")
        window.search.clear()
        window.on_palette()
        palette = QApplication.activeModalWidget()
        if palette is not None:
            QTest.keyClicks(palette.focusWidget(), "me")
        self._take_dialog(window, "palette")

    def draw_dialogs(self, window: MainWindow) -> None:
        for name, opening in (
            ("settings", window.on_settings),
            ("help", window.on_help),
            ("shortcuts", window.on_shortcuts),
            ("about", window.on_about),
            ("quick-entry", window.on_journal),
        ):
            opening()
            self._take_dialog(window, name)
        self._draw_keys(window)
        fault = WrongPassphrase("Your record is undamaged, but what you typed does not open it.", "Check Caps Lock.")
        errors.show(fault, window)
        self._take_dialog(window, "error")
        errors.show(ZeroDivisionError(), window)
        self._take_dialog(window, "crash")

    def _draw_keys(self, window: MainWindow) -> None:
        window.show_page("backup_and_keys", "keys_section")
        settle(window)
        self.take(window, "keys")
        workspace = window.workspace
        for name, dialog in (
            ("change-passphrase", ChangePassphrase(workspace, window)),
            ("add-person", AddPerson(workspace, window)),
            ("remember", RememberDialog(workspace, window, remember=True)),
            ("test-sheet", TryingDialog(workspace, window)),
        ):
            dialog.open()
            self._take_dialog(window, name)
        sheet = offer_sheet(workspace, window)
        settle(window)
        self.take(sheet, "dialog-recovery-sheet")
        sheet.next.click()
        self._take_dialog(window, "recovery-sheet-check")

    def draw_safekeeping(self, window: MainWindow) -> None:
        """The page about keeping the record safe from its head to its foot, its dialogs, and a message above the page."""
        workspace = window.workspace
        backups = self._out / "backups"
        backups.mkdir()
        keeping = workspace.safekeeping
        for step in (partial(keeping.choose_folder, backups), keeping.back_up, keeping.check_all):
            step()
            settle(window)
        window.show_page("backup_and_keys")
        settle(window)
        page = window.current_page
        if isinstance(page, SafekeepingPage):
            self.take(page.column.content, "safekeeping-kept")
        for name, sheet in (
            ("drill", DrillDialog(workspace, backups, window)),
            ("restore", RestoreDialog(workspace, window)),
        ):
            sheet.open()
            self._take_dialog(window, name)
        now = datetime.now(UTC)
        workspace.concern_raised.emit(OpenElsewhere("Study", now, now))
        settle(window)
        self.take(window, "message")
        keeping.choose_folder(None)
        settle(window)
        shutil.rmtree(backups)

    def _take_dialog(self, window: MainWindow, name: str) -> None:
        settle(window)
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            raise TypeError(f"the dialog {name} did not open")
        self.take(dialog, f"dialog-{name}")
        dialog.reject()
        settle(window)


def settle(window: MainWindow | StartWindow, *, quiet: float = 0.45, patience: float = 30.0) -> None:
    """Let the window finish what it began: events, delayed work and background jobs, until nothing happened for a moment."""
    background = window.workspace.background if isinstance(window, MainWindow) else window.background
    started = last_busy = time.monotonic()
    while time.monotonic() - last_busy < quiet:
        _app().processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if not background.idle:
            last_busy = time.monotonic()
        if time.monotonic() - started > patience:
            raise TimeoutError("the window did not come to rest")


if __name__ == "__main__":
    sys.exit(main())
