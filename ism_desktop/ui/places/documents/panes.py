"""Which of the three parts of the Documents place are seen side by side: the shelf, the pages, and the details.

Three where there is room, two in a usual window, one in a narrow window or at large text. Pages can have all the room for themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ism_desktop.ui.kit.theme import theme

_THREE = 1060  # pixels at 100 % from which all three fit
_TWO = 500
_SHELF, _DETAILS = 348, 348


class Pane(Enum):
    """The three parts."""

    SHELF = "shelf"
    PAGES = "pages"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked to see. `front` counts where only one part fits."""

    details: bool = True  # beside both others
    details_instead: bool = False  # in place of the shelf, where only two fit
    large: bool = False
    front: Pane = Pane.SHELF
    details_possible: bool = True


def seen(columns: int, wishes: Wishes) -> tuple[Pane, ...]:
    """The parts that are seen where so many fit."""
    details = wishes.details_possible and (wishes.details if columns == 3 else wishes.details_instead)
    if columns == 1:
        front = Pane.PAGES if wishes.front is Pane.DETAILS and not wishes.details_possible else wishes.front
        return (Pane.PAGES,) if wishes.large else (front,)
    if wishes.large or (columns == 2 and details):
        return (Pane.PAGES, Pane.DETAILS) if details else (Pane.PAGES,)
    return (Pane.SHELF, Pane.PAGES, Pane.DETAILS) if details else (Pane.SHELF, Pane.PAGES)


class Panes(QSplitter):
    """Shows the parts that are wished for and fit. `rearranged` follows every change of what is seen."""

    rearranged = Signal()

    def __init__(self, parent: QWidget, parts: Mapping[Pane, QWidget]) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("panes")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self._parts = parts
        self.wishes = Wishes()
        self._seen: tuple[Pane, ...] = ()
        self._columns = 0
        self._moved = False  # whether the person has set the widths by hand
        self.splitterMoved.connect(self._on_moved)
        for pane, part in parts.items():
            self.addWidget(part)
            self.setStretchFactor(self.indexOf(part), 1 if pane is Pane.PAGES else 0)
        theme().changed.connect(self.arrange)

    @property
    def columns(self) -> int:
        """How many parts fit side by side."""
        return 3 if self.width() >= theme().px(_THREE) else 2 if self.width() >= theme().px(_TWO) else 1

    @property
    def seen(self) -> tuple[Pane, ...]:
        """What is seen, from left to right."""
        return self._seen

    @property
    def way_back(self) -> bool:
        """Whether the shelf is hidden and there has to be a way back to it."""
        return Pane.SHELF not in self._seen

    def wish(self, **changes: bool | Pane) -> None:
        """Change what is wished for."""
        self.wishes = replace(self.wishes, **changes)  # pyright: ignore[reportArgumentType]
        self.arrange()

    def wish_details(self, *, shown: bool) -> None:
        """Show or hide the details in the way that this width allows."""
        if self.columns == 3:
            self.wish(details=shown)
        elif self.columns == 2:
            self.wish(details_instead=shown)
        else:
            self.wish(front=Pane.DETAILS if shown else Pane.PAGES)

    def go_back(self) -> None:
        """One step back towards the shelf."""
        if self.wishes.large:
            self.wish(large=False)
        elif self.columns == 2:
            self.wish(details_instead=False)
        elif self.columns == 1:
            self.wish(front=Pane.PAGES if self.wishes.front is Pane.DETAILS else Pane.SHELF)

    def _on_moved(self) -> None:
        self._moved = True

    def arrange(self) -> None:
        """Show what fits."""
        if self.columns == 1 and self._columns > 1:
            # What was looked at stays in front.
            front = Pane.DETAILS if self.wishes.details_instead and Pane.DETAILS in self._seen else self.wishes.front
            self.wishes = replace(self.wishes, front=front)
        self._columns = self.columns
        wanted = seen(self.columns, self.wishes)
        if wanted == self._seen:
            if not self._moved:
                self._share()
            return
        self._seen = wanted
        self._moved = False
        for pane, part in self._parts.items():
            part.setVisible(pane in wanted)
        self._share()
        self.rearranged.emit()

    def _share(self) -> None:
        """Give shelf and details their width, and the pages the rest."""
        wanted = self._seen
        fixed = {Pane.SHELF: theme().px(_SHELF), Pane.DETAILS: theme().px(_DETAILS)}
        if len(wanted) == 2:
            fixed = {pane: min(width, round(self.width() * 0.41)) for pane, width in fixed.items()}
        rest = (
            self.width() - sum(fixed[pane] for pane in wanted if pane in fixed) - self.handleWidth() * (len(wanted) - 1)
        )
        self.setSizes([fixed.get(pane, max(1, rest)) if pane in wanted else 0 for pane in self._parts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many parts as fit now."""
        super().resizeEvent(event)
        self.arrange()
