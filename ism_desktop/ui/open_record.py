"""An open vault with its window and all that works on it, made together and ended together in the right order."""

from pathlib import Path

from ism_desktop.documents import page_strings
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui import opening
from ism_desktop.ui.window import MainWindow
from ism_desktop.ui.workspace import Workspace
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


class OpenRecord:
    """Owns the vault from the moment it is open. `window` is not shown yet."""

    def __init__(self, vault: Vault, settings: Settings) -> None:
        self.path: Path = vault.path
        self._vault = vault
        self._workers = Workers()
        self._index = Index(vault, self._pages_of)
        self.workspace = Workspace(vault, self._workers, self._index, settings, computer=opening.computer())
        self.window = MainWindow(self.workspace)

    def _pages_of(self, text_file_id: str) -> list[str]:
        return page_strings(self._vault, text_file_id)

    def close(self) -> None:
        """Keep what is typed, stop what runs, and close the vault: in the order in which one uses the other."""
        self.window.keep_typed()
        self.window.hide()
        self.workspace.close()
        self._index.close()
        self._workers.close()
        self._vault.close()
