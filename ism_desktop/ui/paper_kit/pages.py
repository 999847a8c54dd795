"""A PDF of our own as pictures: drawn by `printing`, rendered by the worker, so that what is seen and printed is the very file.

Everything here is free of widgets and runs in background threads. The pictures are decoded there too: a 450-dpi page takes a third of a
second to unpack, and the window must not stand still for it (QImage may be used in any thread).
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.worker import Workers

PDF = "application/pdf"

# Draws a paper: returns the bytes of a PDF. Called in a background thread, so it holds plain values only.
Draw = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 0, its true size in points, and its picture."""

    number: int
    size: QSizeF
    image: QImage


def sizes(workers: Workers, pdf: bytes) -> list[QSizeF]:
    """The size of every page in points."""
    return [QSizeF(width, height) for width, height in workers.inspect(pdf, "paper.pdf").page_sizes]


def sheet(workers: Workers, pdf: bytes, number: int, size: QSizeF, dpi: float) -> Sheet:
    """Render one page. A page of greys, as nearly all are, is kept as grey: a third of the memory."""
    picture = workers.render(pdf, PDF, number, dpi)
    image = QImage.fromData(picture.png)
    if image.allGray():
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Sheet(number, size, image)


def sheets(
    workers: Workers, pdf: bytes, dpi: float, most: int, progress: Progress = no_progress
) -> tuple[int, list[Sheet]]:
    """How many pages there are, and pictures of the first `most` of them."""
    every = sizes(workers, pdf)
    found: list[Sheet] = []
    for number, size in enumerate(every[:most]):
        progress(number, len(every[:most]), tr("Drawing the preview"))
        found.append(sheet(workers, pdf, number, size, dpi))
    return len(every), found
