"""The text on a PDF page that a layer hides, found by the marks of `pdf_layers` on hidden layers. Runs in the worker process only."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw

from ism_desktop.worker.pdf_layers import HIDDEN_MARK

_raw: Any = pypdfium2.raw

_DEEPEST = 15
_MARK = HIDDEN_MARK.encode()


def hidden_text(page: Any) -> frozenset[int]:
    """The addresses of PDFium's text objects that are not seen."""
    found: set[int] = set()

    def walk(count: int, get: Callable[[int], Any], inherited: bool, depth: int) -> None:
        for index in range(count):
            one = get(index)
            hidden = inherited or _is_marked(one)
            kind = _raw.FPDFPageObj_GetType(one)
            if kind == _raw.FPDF_PAGEOBJ_TEXT and hidden:
                found.add(address(one))
            elif kind == _raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                walk(
                    _raw.FPDFFormObj_CountObjects(one),
                    lambda place, of=one: _raw.FPDFFormObj_GetObject(of, place),
                    inherited=hidden,
                    depth=depth + 1,
                )

    walk(_raw.FPDFPage_CountObjects(page), lambda place: _raw.FPDFPage_GetObject(page, place), inherited=False, depth=0)
    return frozenset(found)


def address(handle: Any) -> int:
    """Where an object of PDFium lies in memory: two handles of one object have the same."""
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def _is_marked(one: Any) -> bool:
    value = ctypes.c_int()
    for index in range(_raw.FPDFPageObj_CountMarks(one)):
        mark = _raw.FPDFPageObj_GetMark(one, index)
        if _raw.FPDFPageObjMark_GetParamIntValue(mark, _MARK, ctypes.byref(value)):
            return True
    return False
