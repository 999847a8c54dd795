"""Text of a PDF page that nobody sees, taken out of its content: what another program read from the picture and laid over or under it.

Only text goes that cannot be seen: drawn in the mode that draws nothing, or before a picture that covers the whole page. What the page
looks like stays as it is. Runs in the worker process only.
"""

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject

from ism_desktop.worker.page_transform import IDENTITY, Box, Matrix
from ism_desktop.worker.pdf_objects import dictionary, resolved
from ism_desktop.worker.pdf_pages import shown_box

_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
# From there on the next letters stand where it says, wherever those before ended.
_PLACING = frozenset((b"Tm", b"Td", b"TD", b"T*", b"'", b'"', b"BT"))
_UNSEEN_MODES = (3, 7)
_PACKING = 6
_DEEPEST = 8
_NEARLY = 0.02

Operation = tuple[Any, bytes]


def taken_out(page: PageObject) -> bytes | None:
    """The content of the page without it; None where there is none. Forms that the page draws are changed in memory."""
    resources = dictionary(page.get("/Resources")) or DictionaryObject()
    _clean_forms(resources, 0)
    content = page.get_contents()
    if content is None:
        return None
    return _cleaned(content, resources, shown_box(page))


def _clean_forms(resources: DictionaryObject, depth: int) -> None:
    named = dictionary(resources.get("/XObject"))
    for name in list(named or ()):
        form = resolved(cast("DictionaryObject", named).raw_get(name))
        if not isinstance(form, StreamObject) or resolved(form.get("/Subtype")) != "/Form" or depth > _DEEPEST:
            continue
        own = dictionary(form.get("/Resources")) or DictionaryObject()
        _clean_forms(own, depth + 1)
        cleaned = _cleaned(form, own, None)
        if cleaned is not None:
            form.pop("/DecodeParms", None)
            form[NameObject("/Filter")] = NameObject("/FlateDecode")
            form._data = zlib.compress(cleaned, _PACKING)  # noqa: SLF001 - pypdf has no public way to it  # pyright: ignore[reportPrivateUsage]


def _cleaned(content: StreamObject, resources: DictionaryObject, page: Box | None) -> bytes | None:
    if b"BT" not in content.get_data():
        return None
    parsed = ContentStream(content, None)
    gone = _unseen(cast("Sequence[Operation]", parsed.operations), resources, page)
    if not gone:
        return None
    parsed.operations = [one for place, one in enumerate(parsed.operations) if place not in gone]
    return parsed.get_data()


class _State(NamedTuple):
    """What counts of the graphics state."""

    matrix: Matrix = IDENTITY
    mode: int = 0
    is_plain: bool = True  # neither clipped nor transparent


def _unseen(operations: Sequence[Operation], resources: DictionaryObject, page: Box | None) -> set[int]:
    """The places of the operations that show text which is not seen."""
    state, kept = _State(), list[_State]()
    gone, since_placed, shown = set[int](), list[int](), list[int]()
    for place, (operands, operator) in enumerate(operations):
        if operator in _PLACING:
            since_placed.clear()
        if operator == b"q":
            kept.append(state)
        elif operator == b"Q":
            state = kept.pop() if kept else state
        elif operator in _SHOWING:
            if state.mode in _UNSEEN_MODES:
                gone.add(place)
                since_placed.append(place)
            else:
                shown.append(place)
                gone.difference_update(since_placed)  # they push what is seen to its place
        elif operator == b"Do" and page is not None and state.is_plain and _covers(operands, resources, state, page):
            gone.update(shown)
        else:
            state = _after(state, operator, operands, resources)
    return gone


def _after(state: _State, operator: bytes, operands: Any, resources: DictionaryObject) -> _State:
    if operator == b"Tr":
        return state._replace(mode=int(operands[0]))
    if operator == b"cm":
        return state._replace(matrix=Matrix(*(float(value) for value in operands)).then(state.matrix))
    if operator in (b"W", b"W*"):
        return state._replace(is_plain=False)
    if operator == b"gs":
        states = dictionary(resources.get("/ExtGState")) or DictionaryObject()
        return state._replace(is_plain=state.is_plain and _is_opaque(dictionary(states.get(operands[0]))))
    return state


def _is_opaque(state: DictionaryObject | None) -> bool:
    if state is None:
        return False
    plain_blend = resolved(state.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
    return resolved(state.get("/ca", 1)) == 1 and plain_blend and resolved(state.get("/SMask", "/None")) == "/None"


def _covers(operands: Any, resources: DictionaryObject, state: _State, page: Box) -> bool:
    """Whether this draws a picture without any holes over all of the page."""
    named = dictionary(resources.get("/XObject")) or DictionaryObject()
    drawn = dictionary(named.get(operands[0]))
    if drawn is None or resolved(drawn.get("/Subtype")) != "/Image":
        return False
    if any(resolved(drawn.get(key)) for key in ("/SMask", "/Mask", "/ImageMask", "/SMaskInData")):
        return False
    corners = [state.matrix.of(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    if abs(state.matrix.a * state.matrix.b) > 1 or abs(state.matrix.c * state.matrix.d) > 1:
        return False  # it lies askew
    across, down = (page.right - page.left) * _NEARLY, (page.top - page.bottom) * _NEARLY
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (
        min(xs) <= page.left + across
        and max(xs) >= page.right - across
        and min(ys) <= page.bottom + down
        and max(ys) >= page.top - down
    )
