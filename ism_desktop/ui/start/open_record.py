"""An open vault with its window and all that works on it, made together and ended together in the right order."""

from pathlib import Path

from ism_desktop.documents import page_strings
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings, config_folder
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.locking.auto_lock import AutoLock
from ism_desktop.ui.locking.clipboard_guard import Copied
from ism_desktop.ui.locking.out_of_sight import put_out_of_sight
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import offer_sheet
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.one_window import FirstWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from ism_desktop.worker.reading_languages import chosen


class OpenRecord:
    """Owns the vault from the moment it is open. `window` is not shown yet."""

    def __init__(self, vault: Vault, settings: Settings) -> None:
        self.path: Path = vault.path
        self._vault = vault
        self._workers = Workers()
        self._workers.models.use(chosen(settings["reading_languages"], settings["reading_folder"]))
        self._index = Index(vault, self._pages_of)
        self.workspace = Workspace(vault, self._workers, self._index, settings, computer=opening.computer())
        self.window = MainWindow(self.workspace)
        self.auto_lock = AutoLock(self.workspace, self.window)
        self._copied = Copied(self.window)
        self._first_window = FirstWindow(config_folder(), vault.vault_id, self.window)
        self.workspace.safekeeping.begin()
        self.auto_lock.idle.left.connect(self.workspace.safekeeping.check_share)
        self.auto_lock.idle.returned.connect(self.workspace.safekeeping.leave_share)

    def _pages_of(self, text_file_id: str) -> list[str]:
        return page_strings(self._vault, text_file_id)

    def offer_recovery_sheet(self) -> None:
        """Propose to print a recovery sheet: the vault was made a moment ago. It can be done later."""
        offer_sheet(self.workspace, self.window)

    def close(self) -> None:
        """Keep what is typed, stop what runs, and close the vault: in the order in which one uses the other. Nothing is asked.

        What a job has not committed did not happen: it is told to stop, and the processes that it waits for are ended under it.
        """
        self._first_window.stop()
        self.auto_lock.stop()
        self.window.keep_typed()
        put_out_of_sight(self.window)
        self._copied.clear()
        self.workspace.background.cancel_all()
        self._workers.close()
        self.workspace.close()
        self._index.close()
        self._vault.close()
