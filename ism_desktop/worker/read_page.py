"""What reading the picture of a page gave."""

from typing import NamedTuple, Protocol

from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.writing import FoundText


class Reading(NamedTuple):
    """What was read, its words where they lie on the page as it is; `turns` are the quarters clockwise that make the page upright."""

    found: FoundText
    turns: int = 0
    prepared: bool = False


class Tesseract(Protocol):
    """What reading needs of `ocr.Reader`."""

    def read(self, page: Pixels, width: float, height: float, *, as_table: bool = False) -> FoundText:
        """The words on a grey picture of a page of this size in points."""
        ...
