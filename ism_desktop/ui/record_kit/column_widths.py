"""How the columns of a list share its width. Plain numbers: what each column wants, and which of them must not be cut."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column wants: room for its `cells` and its `head`. With `is_whole` it holds dates or numbers, which mislead when cut."""

    cells: int
    head: int
    is_whole: bool = False


def shared(wishes: Sequence[Wish], room: int, *, least: int) -> list[int]:
    """A width for each column, together the room; never less than `least` but where even that is too much for all.

    Where all fit, what is over is shared. Where they do not, the longest words are cut first, dates and numbers only once all words are.
    """
    whole = [max(least, wish.cells, wish.head) for wish in wishes]
    firm = [max(least, wish.cells) if wish.is_whole else least for wish in wishes]
    floors = firm if sum(firm) <= room else [least] * len(whole)
    low, high = 0, max(whole)  # the widest that a column may be: as wide as the room lets it
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(_cut(whole, floors, middle)) <= room else (low, middle - 1)
    widths = _cut(whole, floors, low)
    over = max(0, room - sum(widths)) // len(widths)
    grown = [width + over for width in widths]
    return [*grown[:-1], max(0, room - sum(grown[:-1]))]


def _cut(whole: Sequence[int], floors: Sequence[int], level: int) -> list[int]:
    return [max(floor, min(width, level)) for width, floor in zip(whole, floors, strict=True)]
