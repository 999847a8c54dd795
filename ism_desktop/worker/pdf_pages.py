"""What a page of a PDF says of itself, read with care: its boxes, its unit, and whether the file leaves open what it shows.

Runs in the worker process only.
"""

from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from ism_desktop.worker import pdf_tree
from ism_desktop.worker.page_transform import Box
from ism_desktop.worker.pdf_objects import dictionary, resolved, whole
from ism_desktop.worker.refusals import Refusal

_LEAVING_OPEN = frozenset(("/AcroForm", "/OCProperties"))
_NEVER_DRAWN = ("/Link", "/Popup")


def leaves_open(root: DictionaryObject | None, pages: int) -> bool:
    """Whether what the pages show is not said by them alone; pypdf passes over pages that are missing."""
    tree = None if root is None else dictionary(root.get("/Pages"))
    return (
        root is None
        or tree is None
        or not _LEAVING_OPEN.isdisjoint(root)
        or whole(tree.get("/Count")) != pages
        or not pdf_tree.is_true(root.raw_get("/Pages"))
    )


def is_drawn(reference: Any) -> bool:
    """Whether a note is one of those that can be seen; what cannot be read counts as seen."""
    note = dictionary(reference)
    return note is None or resolved(note.get("/Subtype")) not in _NEVER_DRAWN


def shown_box(page: PageObject) -> Box:
    """The crop box within the media box. Raises Refusal where nothing is left of it."""
    media, crop = (ordered(rectangle) for rectangle in (page.mediabox, page.cropbox))
    box = Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )
    if not (box.right - box.left > 0 and box.top - box.bottom > 0):
        box = media
    if not (0 < box.right - box.left < 1e6 and 0 < box.top - box.bottom < 1e6):
        raise Refusal("damaged")
    return box


def ordered(rectangle: Any) -> Box:
    """A rectangle with its sides in order."""
    x0, y0, x1, y1 = (float(value) for value in rectangle)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def unit_of(page: PageObject) -> float:
    """How many points the unit of a page is."""
    unit = float(resolved(page.get("/UserUnit", 1)))
    return unit if 0 < unit < 1000 else 1.0
