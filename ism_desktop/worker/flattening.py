"""A PDF whose forms, notes and layers are made part of its pages, to be copied; where that cannot be right, the page is named.

PDFium draws what lies on a page into the page itself; then the page is looked at once more and compared with what the window shows. Runs in
the worker process only.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, cast

from PIL import Image, ImageChops, ImageFilter

from ism_desktop.worker.frames import Message
from ism_desktop.worker.pdf_annotations import Overlay
from ism_desktop.worker.pdfium import PdfFile, Pixels
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.values import PageNote
from ism_desktop.worker.writing import WordRow

_LOOK_DPI = 72
_TILE = 12
_MOST_DIFFERENCE = 30


def flattened(file: PdfFile) -> tuple[Message, bytes]:
    """Flatten every page.

    The answer has the `sizes` of all pages in points, the `unreadable` ones, `pictures` (those that have to be bound as pictures, each with
    its words) and `notes` (what cannot be read on a page itself); words and notes are rows of text and box in points from the top left.
    With it comes the flattened file.
    """
    unreadable: list[int] = []
    pictures: dict[str, list[list[Any]]] = {}
    notes: dict[str, list[list[Any]]] = {}
    for page in range(file.pages):
        try:
            as_picture, unseen = _flatten(file, page)
        except Refusal:
            unreadable.append(page)
            continue
        if as_picture:
            pictures[str(page)] = _rows(file.layer(page)[0].words)
        if unseen:
            notes[str(page)] = _rows(unseen)
    if len(unreadable) == file.pages:
        raise Refusal("damaged")
    sizes = [file.page_size(page) for page in range(file.pages)]
    answer = {"pages": file.pages, "sizes": sizes, "unreadable": unreadable, "pictures": pictures, "notes": notes}
    return answer, file.written()


def _flatten(file: PdfFile, page: int) -> tuple[bool, list[PageNote]]:
    """Flatten a page; whether it has to be a picture, and the notes that cannot be read on it."""
    overlay = file.look(page)
    if not overlay.drawn:
        return file.is_partly_hidden(page), []
    before = file.pixels(page, _LOOK_DPI, grey=True)
    overlay = file.flatten(page)
    unseen = file.unseen_notes(page, overlay)
    after = file.pixels(page, _LOOK_DPI, grey=True)
    as_picture = file.is_partly_hidden(page) or _needs_fonts(overlay) or _differ(before, after)
    return as_picture, unseen


def _needs_fonts(overlay: Overlay) -> bool:
    """Whether something is written in letters that a form's own fonts do not have: PDFium takes them from fonts of this computer."""
    return any(note.text.encode("cp1252", "ignore").decode("cp1252") != note.text for note in overlay.notes)


def worst_tile(one: Image.Image, other: Image.Image) -> int:
    """The mean difference (0–255) of the worst tile of two grey pictures of the same size.

    A mean over the page does not see a missing stamp or another value in a field; the worst tile does. Letters that are drawn a pixel
    further are no difference, so each tile is compared at the nine places around its own, and the best counts.
    """
    soft, other_soft = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other))
    best: Image.Image | None = None
    for across, down in product((-1, 0, 1), repeat=2):
        tiles = ImageChops.difference(soft, ImageChops.offset(other_soft, across, down)).reduce(_TILE)
        best = tiles if best is None else ImageChops.darker(best, tiles)
    return int(cast("tuple[int, int]", best.getextrema())[1]) if best is not None else 0


def _differ(one: Pixels, other: Pixels) -> bool:
    if (one.width, one.height) != (other.width, other.height):
        return True
    pictures = (Image.frombytes("L", (pixels.width, pixels.height), pixels.rows) for pixels in (one, other))
    return worst_tile(*pictures) > _MOST_DIFFERENCE


def _rows(words: Sequence[WordRow | PageNote]) -> list[list[Any]]:
    return [[word.text, *(round(edge, 2) for edge in (word.x0, word.y0, word.x1, word.y1))] for word in words]
