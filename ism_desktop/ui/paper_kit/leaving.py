"""What the vault writes down of a paper that leaves it: in the same moment that it was printed, and that it left."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ism_desktop.records import disclosures
from ism_desktop.vault import Vault
from ism_desktop.vault.tally import Tally


@dataclass(frozen=True, slots=True)
class Leaving:
    """A paper on its way out: its kind ("card", "questions", "binder" …), its title, and what it says.

    `content` is kept, to show later where a printed copy differs; None for a paper of which only the leaving is written down.
    """

    paper: str
    title: str
    content: Mapping[str, Any] | None

    def enter(self, vault: Vault, place: str, *, size: int = 0, sha256: str | None = None) -> None:
        """Write down that it left. A vault that was opened for reading only keeps no such list. Raises VaultNotWritable, VaultClosed."""
        if vault.read_only:
            return
        with vault.write() as session:
            if self.content is None:
                disclosures.record(session, self.paper, self.title, place, size=size, sha256=sha256)
            else:
                disclosures.record_paper(
                    session, self.paper, self.title, place, content=self.content, size=size, sha256=sha256
                )

    def enter_file(self, vault: Vault, path: Path, written: Tally) -> None:
        """Write down that it was saved as this file. Raises as `enter`."""
        self.enter(vault, str(path.absolute()), size=written.size, sha256=written.sha256)
