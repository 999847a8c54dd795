"""A picture on the clipboard or dragged, as other programs put it there: as the bytes of a file, or as a picture that is none.

Bytes are handed on as they are: only the worker looks into them.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from ism_desktop.language import tr
from ism_desktop.ui.base.files import files_in

# What is offered beside each other is the same picture: first what loses nothing.
_AS_FILES = (("image/png", ".png"), ("image/tiff", ".tif"), ("image/jpeg", ".jpg"))


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture that has no file: its bytes as they came, or the picture, and the name that it gets."""

    content: bytes | QImage
    name: Path

    def file(self) -> bytes:
        """It as a file, in memory alone; of a picture that takes a moment."""
        if isinstance(self.content, bytes):
            return self.content
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.content.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        return bytes(buffer.data().data())


def picture_in(mime: QMimeData | None) -> Pasted | None:
    """The picture that lies there; None where there is none, or where it is files (`files_in`). An address on the web is no file."""
    if mime is None or files_in(mime):
        return None
    for media_type, ending in _AS_FILES:
        untrusted = bytes(mime.data(media_type).data()) if mime.hasFormat(media_type) else b""
        if untrusted:
            return Pasted(untrusted, _named(ending))
    picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
    return None if picture.isNull() else Pasted(picture, _named(".png"))


def holds_picture(mime: QMimeData | None) -> bool:
    """Whether a picture lies there, without reading it."""
    if mime is None or files_in(mime):
        return False
    return mime.hasImage() or any(map(mime.hasFormat, (media_type for media_type, _ in _AS_FILES)))


def _named(ending: str) -> Path:
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    return Path(f"{tr('Pasted picture {moment}', moment=moment)}{ending}")  # the person's own title from here on
