"""What lies on top of a PDF page: filled-in form fields, notes, stamps, signatures, drawn as they look.

A binder that left them out would print a filled-in form empty. Links, pop-ups and what is hidden are not drawn.
"""

from typing import Any, cast

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from ism_desktop.worker.pdf_copy import Copier, resolved
from ism_desktop.worker.placing import Box, Matrix, number
from ism_desktop.worker.refusals import Refusal

_NOT_DRAWN = ("/Popup", "/Link")
_HIDDEN, _NO_VIEW = 2, 32
_MOST_NOTES = 5_000
_FORM_KEYS = frozenset(("/Filter", "/DecodeParms", "/Resources", "/Group"))


def drawn(page: PageObject, copier: Copier) -> tuple[bytes, dict[str, int]]:
    """The content that draws the notes in the page's own coordinates, and the forms that it names.

    Raises:
        Refusal: a field is filled in and has no picture of its own; the page has to be rendered instead.
    """
    found = resolved(page.get("/Annots"))
    if not isinstance(found, ArrayObject):
        return b"", {}
    content: list[bytes] = []
    forms: dict[str, int] = {}
    for reference in cast("list[Any]", found)[:_MOST_NOTES]:
        note = resolved(reference)
        if not isinstance(note, DictionaryObject) or _is_hidden(note):
            continue
        look = _look(note)
        if look is None:
            if resolved(note.get("/Subtype")) == "/Widget" and _value(note):
                raise Refusal("damaged")
            continue
        box, matrix = _numbers(look.get("/BBox"), 4), _numbers(look.get("/Matrix"), 6)
        rectangle = _numbers(note.get("/Rect"), 4)
        if box is None or rectangle is None:
            continue
        own = Matrix(*matrix) if matrix else Matrix(1, 0, 0, 1, 0, 0)
        place = _placed(Box(*box), own, Box(*rectangle))
        if place is None:
            continue
        name = f"Note{len(forms)}"
        entries = b"/Type /XObject /Subtype /Form /BBox [%b] /Matrix [%b]" % (
            Box(*box).text,
            b" ".join(number(value) for value in own),
        )
        forms[name] = copier.stream(look, keep=_FORM_KEYS, extra=entries)
        content.append(b"q %b /%b Do Q" % (place.operator, name.encode()))
    return b"\n".join(content), forms


def _look(note: DictionaryObject) -> StreamObject | None:
    """The stream that draws a note as it is now."""
    looks = resolved(note.get("/AP"))
    normal = resolved(looks.get("/N")) if isinstance(looks, DictionaryObject) else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        normal = resolved(normal.get(resolved(note.get("/AS", "/Off"))))
    return normal if isinstance(normal, StreamObject) else None


def _is_hidden(note: DictionaryObject) -> bool:
    flags = resolved(note.get("/F", 0))
    return resolved(note.get("/Subtype")) in _NOT_DRAWN or (
        isinstance(flags, int) and bool(flags & (_HIDDEN | _NO_VIEW))
    )


def _value(note: DictionaryObject) -> bool:
    """Whether a field is filled in: it may say so itself, or the field that it is part of."""
    parent = resolved(note.get("/Parent"))
    holders = (note, parent) if isinstance(parent, DictionaryObject) else (note,)
    return any(str(resolved(holder.get("/V", ""))) not in ("", "/Off", "NullObject") for holder in holders)


def _placed(box: Box, own: Matrix, rectangle: Box) -> Matrix | None:
    """The matrix that brings a note's look into its rectangle (ISO 32000-1, 12.5.5)."""
    corners = [own.of(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    x0, x1 = sorted((rectangle.left, rectangle.right))
    y0, y1 = sorted((rectangle.bottom, rectangle.top))
    if right - left <= 0 or top - bottom <= 0:
        return None
    x_scale, y_scale = (x1 - x0) / (right - left), (y1 - y0) / (top - bottom)
    return Matrix(x_scale, 0, 0, y_scale, x0 - left * x_scale, y0 - bottom * y_scale)


def _numbers(value: object, count: int) -> tuple[float, ...] | None:
    found = resolved(value)
    if not isinstance(found, ArrayObject) or len(cast("list[Any]", found)) != count:
        return None
    return tuple(float(resolved(item)) for item in cast("list[Any]", found))
