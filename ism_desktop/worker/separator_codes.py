"""The code on a separator sheet, found on the picture of a page. Runs in the worker process only.

What a code says is text from outside: it counts only where it is one of our own, a mark and the key of a kind of document, and no more.
"""

import re

import zxingcpp
from PIL import Image

from ism_desktop.worker.values import SEPARATOR_MARK

_OWN = re.compile(re.escape(SEPARATOR_MARK) + r"([a-z_]{0,40})")


def separator_in(picture: Image.Image) -> str | None:
    """The key of a kind that a separator sheet carries, empty for a sheet without a kind; None where there is no such code."""
    grey = picture.convert("L")
    rows = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    for found in zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
        own = _OWN.fullmatch(found.text)
        if own is not None:
            return own[1]
    return None
