"""What is chosen over a locked record and not saved yet: a sealed thing of the inbox, put in its own place again with every press.

Only its public key is at hand here, so it is written and never read: not even this page can have it back. It is removed once the entry is
saved or nothing is chosen any more; after a kill, or where somebody went back without saving, it waits in the inbox like any other entry.
"""

import secrets
from pathlib import Path

from ism_desktop.progress import Progress
from ism_desktop.ui.base import opening


class EntryDraft:
    """The draft of one entry in the vault of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._id = ""

    def write(self, text: str, entry: str) -> None:
        """Put it on the disk; when this returns, it survives a power cut. Raises as `opening.leave_note`."""
        fresh = self._id or secrets.token_hex(16)
        opening.leave_draft(self._path, text, entry, fresh)
        self._id = fresh

    def save(self, text: str, entry: str, progress: Progress) -> int:
        """Leave the entry as it was saved, and only then remove the draft. Returns how many things wait. Raises as `opening.leave_note`."""
        waiting = opening.leave_entry(self._path, text, entry, progress)
        if not self._id:
            return waiting
        self.remove()
        return waiting - 1

    def remove(self) -> None:
        """Remove what was written, if anything was. Raises VaultNotWritable."""
        if self._id:
            opening.remove_draft(self._path, self._id)
            self._id = ""
