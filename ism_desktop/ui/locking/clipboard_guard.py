"""What was copied out of our windows: marked so that clipboard histories leave it alone, and cleared at locking if it is still there."""

import hashlib
import secrets
import sys
from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

# What programs that keep a history of the clipboard look for. Windows and macOS could not be tried here.
_HINTS: dict[str, dict[str, bytes]] = {
    "win32": {
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\1\0\0\0",
        'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
        'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b"1"},
    "linux": {"x-kde-passwordManagerHint": b"secret"},
}
_OURS = "application/x-ism-desktop"  # what we marked already
# Where Qt has no clipboard but its own, everything on it comes from us.
_PRIVATE_PLATFORMS = {"offscreen", "minimal"}


class Copied(QObject):
    """Watches the clipboard while a vault is open. It remembers of what was copied nothing but a digest."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._salt = secrets.token_bytes(16)
        self._ours: bytes | None = None
        self._clipboard.dataChanged.connect(self._on_changed)

    def _owned(self) -> bool:
        return self._clipboard.ownsClipboard() or QGuiApplication.platformName() in _PRIVATE_PLATFORMS

    def _digest(self) -> bytes:
        return hashlib.blake2b(self._clipboard.text().encode("utf-8", "surrogatepass"), salt=self._salt).digest()

    def _on_changed(self) -> None:
        if not self._owned():
            return  # another program copied something, or a clipboard program took over what we had copied
        mime = cast("QMimeData | None", self._clipboard.mimeData())
        if mime is None:  # emptied
            self._ours = None
        elif mime.hasText() and not mime.hasImage() and not mime.hasFormat(_OURS):
            self._clipboard.setMimeData(_marked(mime))  # comes here once more
        else:
            self._ours = self._digest()

    def clear(self) -> None:
        """Empty the clipboard if what lies there was copied here; anything else stays."""
        if self._ours is not None and (self._owned() or self._digest() == self._ours):
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
        self._ours = None


def _marked(mime: QMimeData) -> QMimeData:
    made = QMimeData()
    for name in mime.formats():
        made.setData(name, mime.data(name))
    for name, value in {_OURS: b"1", **_HINTS.get(sys.platform, {})}.items():
        made.setData(name, value)
    return made
