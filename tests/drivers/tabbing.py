"""Walks by Tab through whatever is shown, and says in words where that is not how it is read; and what Enter in a line would press."""

from collections.abc import Sequence
from itertools import combinations
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QToolButton, QWidget

from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.record_kit.editors.line import Line

_MOST = 1_000
_SLACK = 2  # pixels


def faults_of_tab(window: QWidget, inside: QWidget | None = None, *, back: bool = True) -> list[str]:
    """What is wrong about Tab in a window, or in one part of it.

    Every widget that takes it is met once in a round, and none comes after one that stands below it, or behind it in the same line.
    With `back` Shift+Tab goes the same way, too.
    """
    inside = inside or window
    there = [part for part in inside.findChildren(QWidget) if _takes_tab(part, window)]
    if not there:
        return []
    walked = _round(window, there[0], Qt.Key.Key_Tab)
    met = [part for part in walked if part in there]
    # Of radio buttons one alone takes it, once one has had the focus.
    faults = [f"Tab never comes to {_called(part)}" for part in there if part not in met and _takes_tab(part, window)]
    if not _is_one_piece(walked, met):
        faults.append(f"Tab leaves {_called(inside)} in between")
    if back and _round(window, there[0], Qt.Key.Key_Backtab) != [walked[0], *walked[:0:-1]]:
        faults.append(f"Shift+Tab in {_called(inside)} goes another way")
    met = _from_the_top(met, inside)
    for first, later in combinations(met, 2):
        if not first.isAncestorOf(later) and not later.isAncestorOf(first) and (why := _wrong(first, later)):
            faults.append(f"{_called(later)} comes after {_called(first)} and stands {why} it")
            break  # one says enough
    return faults


def faults_of_enter(dialog: BareDialog) -> list[str]:
    """Which buttons Enter in a line presses, other than the one that the dialog is for. Nothing is done: they do not say that they were."""
    faults: list[str] = []
    for line in dialog.findChildren(QLineEdit):
        if not line.isVisible() or not line.isEnabled() or line.focusProxy() is not None:
            continue
        line.setFocus()
        meant = dialog.main_button
        pushed = [made for made in dialog.findChildren(QAbstractButton) if made.isVisible()]
        before = [(made.isCheckable(), made.isChecked()) for made in pushed]
        for made in pushed:
            made.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
            made.setCheckable(True)
        was = [made.isChecked() for made in pushed]
        QTest.keyClick(line, Qt.Key.Key_Return)
        pressed = [made for made, had in zip(pushed, was, strict=True) if made.isChecked() is not had]
        for made, (is_checkable, is_checked) in zip(pushed, before, strict=True):
            made.setChecked(is_checked)
            made.setCheckable(is_checkable)
            made.blockSignals(False)  # noqa: FBT003
        faults += [f"Enter in {_called(line)} presses {_called(made)}" for made in pressed if made is not meant]
    return faults


def _takes_tab(part: QWidget, window: QWidget) -> bool:
    takes = part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return (
        bool(takes) and part.window() is window and part.isVisible() and part.isEnabled() and part.focusProxy() is None
    )


def _round(window: QWidget, begin: QWidget, key: Qt.Key) -> list[QWidget]:
    """All that a key comes to from here until it is here again. Where a table keeps the key to itself, from its end on."""
    begin.setFocus()
    walked = [begin]
    for _ in range(_MOST):
        QTest.keyClick(walked[-1], key)
        now = window.focusWidget()
        if now is walked[-1]:
            window.focusNextPrevChild(key is Qt.Key.Key_Tab)
            now = window.focusWidget()
        if now is begin:
            return walked
        walked.append(now)
    msg = f"no round: {[_called(part) for part in walked[:40]]}"
    raise AssertionError(msg)


def _is_one_piece(walked: Sequence[QWidget], met: Sequence[QWidget]) -> bool:
    """Whether what was met came without anything else in between; the round may begin in the middle of it."""
    inside = [part in met for part in walked]
    return sum(one and not other for one, other in zip(inside, [*inside[1:], inside[0]], strict=True)) <= 1


def _from_the_top(met: list[QWidget], inside: QWidget) -> list[QWidget]:
    """The round as it begins with the part that stands first."""
    highest = min(met, key=lambda part: part.mapTo(inside, QPoint(0, 0)).y())
    for start in range(len(met)):
        turned = met[start:] + met[:start]
        if not _wrong(turned[0], turned[-1]) and not _wrong(turned[0], highest):
            return turned
    return met


def _wrong(first: QWidget, later: QWidget) -> str:
    """How a part stands that is met later than another one, if it should be met first: within the least thing that holds both.

    The buttons of a line of a field may stand above its cells, beside its number: nobody is to pass “Remove” on the way to a cell.
    """
    if isinstance(later, QToolButton) and (line := _line_of(later)) is not None and line is _line_of(first):
        return ""
    holder = cast("QWidget", first.parentWidget())
    while not holder.isAncestorOf(later):
        holder = cast("QWidget", holder.parentWidget())
    here, there = _part_of(holder, first), _part_of(holder, later)
    common = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    aside = min(here.right(), there.right()) - max(here.left(), there.left())
    if there.bottom() < here.top() + _SLACK and aside > _SLACK:
        return "above"
    if 2 * common > min(here.height(), there.height()) and there.right() < here.left() + _SLACK:
        return "before"
    return ""


def _line_of(part: QWidget) -> Line | None:
    around: QWidget | None = part
    while around is not None and not isinstance(around, Line):
        around = around.parentWidget()
    return around


def _part_of(holder: QWidget, part: QWidget) -> QRect:
    while part.parentWidget() is not holder:
        part = cast("QWidget", part.parentWidget())
    return part.geometry()


def _called(part: QWidget) -> str:
    words = part.accessibleName() or getattr(part, "text", str)()
    return f"{type(part).__name__} {part.objectName()} “{words[:40]}”"
