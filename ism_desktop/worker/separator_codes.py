"""The codes of our own on the picture of a page: that of a separator sheet, and that of a label. Runs in the worker process only.

What a code says is text from outside: it counts only where it is one of our own, a mark and a key, and no more.
"""

import re
from collections.abc import Iterator

import zxingcpp
from PIL import Image

from ism_desktop.worker.values import LABEL_MARK, SEPARATOR_MARK

_OWN = re.compile(re.escape(SEPARATOR_MARK) + r"([a-z_]{0,40})")
_LABEL = re.compile(re.escape(LABEL_MARK) + r"([^\W_]{1,40})")


def separator_in(picture: Image.Image) -> str | None:
    """The key of a kind that a separator sheet carries, empty for a sheet without a kind; None where there is no such code."""
    return next((own[1] for text in _codes(picture) if (own := _OWN.fullmatch(text))), None)


def label_in(picture: Image.Image) -> str | None:
    """The letters and digits of the number on a label; None where there is none."""
    return next((own[1] for text in _codes(picture) if (own := _LABEL.fullmatch(text))), None)


def _codes(picture: Image.Image) -> Iterator[str]:
    grey = picture.convert("L")
    rows = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    for found in zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
        yield found.text
