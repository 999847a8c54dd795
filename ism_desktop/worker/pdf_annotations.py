"""What lies on a PDF page beside its content, seen through PDFium: notes, highlights, drawings, stamps, form fields.

PDFium draws most kinds that come without an appearance; the others get one here. What a note says is told, so that it can be searched and
printed. Runs in the worker process only.
"""

import ctypes
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2.raw

_raw: Any = pypdfium2.raw

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
_PASSWORD = 1 << 13
_NEVER_DRAWN = (_raw.FPDF_ANNOT_LINK, _raw.FPDF_ANNOT_POPUP)
_TEXT_FIELDS = (_raw.FPDF_FORMFIELD_TEXTFIELD, _raw.FPDF_FORMFIELD_COMBOBOX, _raw.FPDF_FORMFIELD_LISTBOX)
_MARKUPS_OF_TEXT = (
    _raw.FPDF_ANNOT_HIGHLIGHT,
    _raw.FPDF_ANNOT_UNDERLINE,
    _raw.FPDF_ANNOT_STRIKEOUT,
    _raw.FPDF_ANNOT_SQUIGGLY,
)
_MOST = 5_000
_LONGEST = 2_000_000
_EMPTY = 2  # bytes that PDFium says for a text that is not there


class Note(NamedTuple):
    """What one of them says, and its place in the page's own coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Overlay(NamedTuple):
    """What lies on a page: whether anything is drawn, and what the notes say."""

    drawn: bool
    notes: list[Note]


def overlay(page: Any, form: Any, *, for_print: bool) -> Overlay:
    """Look at everything on a page, and draw what PDFium would not. `form` is the form's handle, None where there is none."""
    drawn = False
    notes: list[Note] = []
    for note in _each(page):
        kind = _raw.FPDFAnnot_GetSubtype(note)
        flags = _raw.FPDFAnnot_GetFlags(note)
        if for_print and flags & _NO_VIEW and flags & _PRINT:
            flags &= ~_NO_VIEW  # for paper alone
            _raw.FPDFAnnot_SetFlags(note, flags)
        if kind in _NEVER_DRAWN or flags & (_HIDDEN | _NO_VIEW):
            continue
        drawn = True
        if kind == _raw.FPDF_ANNOT_WIDGET:
            text = _field_text(form, note)
        else:
            _draw(note, kind)
            text = _said(note, kind)
        rectangle = _rectangle(note)
        if text and rectangle is not None:
            notes.append(Note(text, *rectangle))
    return Overlay(drawn, notes)


def _said(note: Any, kind: int) -> str:
    text = _text(lambda buffer, size: _raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)).strip()
    if kind == _raw.FPDF_ANNOT_STAMP and not _has_look(note):
        name = _text(lambda buffer, size: _raw.FPDFAnnot_GetStringValue(note, b"Name", buffer, size)).strip()
        text = " – ".join(part for part in (name, text) if part)
    return text


def _field_text(form: Any, note: Any) -> str:
    """The value of a field that holds words; nothing for a password."""
    if form is None or _raw.FPDFAnnot_GetFormFieldType(form, note) not in _TEXT_FIELDS:
        return ""
    if _raw.FPDFAnnot_GetFormFieldType(form, note) == _raw.FPDF_FORMFIELD_TEXTFIELD and (
        _raw.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD
    ):
        return ""
    if _raw.FPDFAnnot_GetFormFieldType(form, note) == _raw.FPDF_FORMFIELD_TEXTFIELD:
        return _text(lambda buffer, size: _raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)).strip()
    chosen = [
        _option(form, note, index)
        for index in range(min(_MOST, max(0, _raw.FPDFAnnot_GetOptionCount(form, note))))
        if _raw.FPDFAnnot_IsOptionSelected(form, note, index)
    ]
    if chosen:
        return "\n".join(chosen)
    return _text(lambda buffer, size: _raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)).strip()


def _option(form: Any, note: Any, index: int) -> str:
    return _text(lambda buffer, size: _raw.FPDFAnnot_GetOptionLabel(form, note, index, buffer, size)).strip()


def _draw(note: Any, kind: int) -> None:
    """Give a note that has no appearance, and that PDFium does not draw, a plain one."""
    if _has_look(note):
        return
    rectangle = _rectangle(note)
    if rectangle is None:
        return
    left, bottom, right, top = rectangle
    width = _border(note)
    paint = f"{_colour(note)} RG {width:g} w 1 J 1 j "
    if kind == _raw.FPDF_ANNOT_LINE:
        start, end = _raw.FS_POINTF(), _raw.FS_POINTF()
        if _raw.FPDFAnnot_GetLine(note, ctypes.byref(start), ctypes.byref(end)):
            _set_look(note, f"{paint}{start.x:g} {start.y:g} m {end.x:g} {end.y:g} l S", margin=width)
    elif kind in (_raw.FPDF_ANNOT_POLYGON, _raw.FPDF_ANNOT_POLYLINE):
        points = _vertices(note)
        if len(points) > 1:
            lines = " ".join(f"{x:g} {y:g} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
            _set_look(note, f"{paint}{lines} {'s' if kind == _raw.FPDF_ANNOT_POLYGON else 'S'}", margin=width)
    elif kind == _raw.FPDF_ANNOT_CARET:
        middle = (left + right) / 2
        _set_look(note, f"{paint}{left:g} {bottom:g} m {middle:g} {top:g} l {right:g} {bottom:g} l S")
    elif kind in (_raw.FPDF_ANNOT_STAMP, _raw.FPDF_ANNOT_FILEATTACHMENT, _raw.FPDF_ANNOT_SOUND):
        _set_look(note, f"{paint}{left + 1:g} {bottom + 1:g} {right - left - 2:g} {top - bottom - 2:g} re S")
    elif kind in _MARKUPS_OF_TEXT and not _raw.FPDFAnnot_CountAttachmentPoints(note):
        # Without points the rectangle is what is marked.
        corners = _raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        _raw.FPDFAnnot_AppendAttachmentPoints(note, ctypes.byref(corners))


def _set_look(note: Any, content: str, *, margin: float = 0.0) -> None:
    if margin:
        box = _raw.FS_RECTF()
        if _raw.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            low, high = sorted((box.bottom, box.top))
            left, right = sorted((box.left, box.right))
            wider = _raw.FS_RECTF(left - margin, high + margin, right + margin, low - margin)
            _raw.FPDFAnnot_SetRect(note, ctypes.byref(wider))
    units = (content + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(units, len(units))
    _raw.FPDFAnnot_SetAP(
        note, _raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )


def _has_look(note: Any) -> bool:
    return bool(_raw.FPDFAnnot_GetAP(note, _raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY)


def _colour(note: Any) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not _raw.FPDFAnnot_GetColor(note, _raw.FPDFANNOT_COLORTYPE_Color, *(ctypes.byref(part) for part in parts)):
        return "0 0 0"
    return " ".join(f"{part.value / 255:.3g}" for part in parts[:3])


def _border(note: Any) -> float:
    sizes = [ctypes.c_float() for _ in range(3)]
    if not _raw.FPDFAnnot_GetBorder(note, *(ctypes.byref(size) for size in sizes)):
        return 1.0
    return min(max(float(sizes[2].value), 0.5), 20.0)


def _vertices(note: Any) -> list[tuple[float, float]]:
    count = min(int(_raw.FPDFAnnot_GetVertices(note, None, 0)), _LONGEST)
    points = (_raw.FS_POINTF * max(count, 1))()
    _raw.FPDFAnnot_GetVertices(note, points, count)
    return [(float(points[index].x), float(points[index].y)) for index in range(count)]


def _rectangle(note: Any) -> tuple[float, float, float, float] | None:
    box = _raw.FS_RECTF()
    if not _raw.FPDFAnnot_GetRect(note, ctypes.byref(box)):
        return None
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    return left, bottom, right, top


def _text(ask: Callable[[Any, int], int]) -> str:
    """A text of PDFium's, which is asked once for its length in bytes and once for its UTF-16."""
    length = min(int(ask(None, 0)), _LONGEST)
    if length <= _EMPTY:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")


def _each(page: Any) -> Iterator[Any]:
    for index in range(min(_MOST, int(_raw.FPDFPage_GetAnnotCount(page)))):
        with _opened(page, index) as note:
            if note:
                yield note


@contextmanager
def _opened(page: Any, index: int) -> Generator[Any]:
    note = _raw.FPDFPage_GetAnnot(page, index)
    try:
        yield note
    finally:
        if note:
            _raw.FPDFPage_CloseAnnot(note)
