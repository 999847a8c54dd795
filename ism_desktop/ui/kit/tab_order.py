"""Tab goes through a window as it is read, whatever was made first.

Qt's own chain has every widget in the order in which it was made, so a row that is built anew comes after all that stands below it. And a
part that hands its focus to one inside it (`setFocusProxy`) keeps its old place in the chain when its contents get another one: Tab falls
from there back to them. So a window asks here what comes next, each time; nothing has to be set, and nothing can go stale.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLayout,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from ism_desktop.ui.kit.widgets.arranged import ArrangedLayout

_AIR = 24  # pixels that stay visible above and below what Tab came to
_BEFORE = "tab_before"


def step(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to what is read next in a window, after the last to the first; False when nothing takes it."""
    begun = window.focusWidget()
    order = _order(window, _path(begun, window))
    if not forward:
        order.reverse()
    here = order.index(begun) if begun in order else -1
    for part in (*order[here + 1 :], *order[: max(here, 0)]):
        if is_stop(part):
            part.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            _bring_into_view(part)
            return True
    return False


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches in a window now, in this order."""
    return [part for part in _order(window, ()) if is_stop(part)]


def reach_before(part: QWidget, other: QWidget) -> None:
    """Let Tab come to a part before another one, whatever is read first: for a button on which the cursor waits."""
    part.setProperty(_BEFORE, other)


def is_stop(part: QWidget) -> bool:
    """Whether Tab stops at a widget. Not at one that hands its focus on: what gets it is met by itself."""
    takes_tab = part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(takes_tab) and part.focusProxy() is None and part.isVisibleTo(part.window()) and part.isEnabled()


def _bring_into_view(part: QWidget) -> None:
    """Qt's scroll areas do so only when Tab was pressed inside them."""
    around = part.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part, 0, _AIR)
        around = around.parentWidget()


def _path(part: QWidget | None, window: QWidget) -> Sequence[QWidget]:
    """What has the focus, with all around it: these are gone through even when they have just been hidden."""
    path: list[QWidget] = []
    while part is not None and part is not window:
        path.append(part)
        part = part.parentWidget()
    return path


def _order(window: QWidget, path: Sequence[QWidget]) -> list[QWidget]:
    order = list(_read(window, path))
    for part in [part for part in order if part.property(_BEFORE) in order]:
        order.remove(part)
        order.insert(order.index(part.property(_BEFORE)), part)
    return order


def _read(widget: QWidget, path: Sequence[QWidget]) -> Iterator[QWidget]:
    """Everything visible inside a widget, each before what is in it."""
    there = [
        part
        for part in widget.children()
        if isinstance(part, QWidget) and not part.isWindow() and (not part.isHidden() or part in path)
    ]
    for part in _in_order(widget, there):
        yield part
        yield from _read(part, path)


def _in_order(widget: QWidget, there: list[QWidget]) -> list[QWidget]:
    """The parts of a widget as its layout has them; what lies on none follows, as it stands."""
    layout = widget.layout()
    laid = list(_laid(layout, there)) if layout is not None else []
    return [*laid, *_by_place([part for part in there if part not in laid])]


def _laid(layout: QLayout, there: list[QWidget]) -> Iterator[QWidget]:
    """The widgets of a layout in the order of reading; none where it is not known how the layout sets them.

    Asked by `indexOf`, never by `itemAt`: what that returns for a layout in a layout becomes the outer one's child for Shiboken, which then
    frees it twice when the window goes (a crash; `tests/laws/test_windows.py`).
    """
    if not isinstance(layout, QBoxLayout | QGridLayout | QStackedLayout | ArrangedLayout):
        return
    inner = [part for part in layout.children() if isinstance(part, QLayout)]
    places = {part: layout.indexOf(part) for part in (*there, *inner)}
    held = [part for part, place in places.items() if place >= 0]
    cells = layout if isinstance(layout, QGridLayout) else None
    held.sort(key=lambda part: (places[part], 0) if cells is None else _cell(cells.getItemPosition(places[part])))
    for part in held:
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid(part, there)


def _cell(place: object) -> tuple[int, int]:
    row, column, *_ = place if isinstance(place, tuple) else (0, 0)
    return row, column


def _by_place(parts: list[QWidget]) -> list[QWidget]:
    """Widgets line by line: those beside each other from the side where reading begins."""
    lines: list[list[QWidget]] = []
    for part in sorted(parts, key=lambda part: part.y()):
        if lines and _beside(lines[-1][0].geometry(), part.geometry()):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [
        part
        for line in lines
        for part in sorted(line, key=lambda part: -part.geometry().right() if part.isRightToLeft() else part.x())
    ]


def _beside(first: QRect, other: QRect) -> bool:
    common = min(first.bottom(), other.bottom()) - max(first.top(), other.top())
    return 2 * common > min(first.height(), other.height())
