"""What the cell of a day shows, worked out before anything is painted."""

from dataclasses import dataclass
from datetime import date

GOOD_SIGN = "mdi6.check"


@dataclass(frozen=True, slots=True)
class Face:
    """One cell. `level` is from 0 to 1, None where nothing is shaded; a screen reader says `name`; `words` stand in a week."""

    on: date
    number: str = ""
    level: float | None = None
    has_entry: bool = False
    is_good: bool = False
    signs: tuple[str, ...] = ()
    name: str = ""
    words: str = ""
    is_near: bool = True  # of the month that is shown
    is_today: bool = False
    is_future: bool = False
    is_chosen: bool = False
