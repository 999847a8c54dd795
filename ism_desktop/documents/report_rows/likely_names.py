"""The name of a test that a reading of a picture may mean: one that is known and differs by a letter or two. A person decides."""

import unicodedata
from collections.abc import Iterable

_TAKEN_FOR = str.maketrans({"0": "o", "6": "o", "1": "l", "i": "l", "!": "l", "|": "l", "5": "s", "$": "s", "8": "b"})
_SHORTEST = 4  # letters: of shorter names too many differ by one
_LONG = 9  # letters from which two may differ


def likely_name(read: str, names: Iterable[str]) -> str:
    """The one name nearest to what was read; empty where none is near, or two are equally so.

    Digits that a reading does not take for letters must be the same: one of them makes another test.
    """
    plain = _plain(read)
    if len(plain) < _SHORTEST:
        return ""
    most = 2 if len(plain) >= _LONG else 1
    near: dict[str, int] = {}
    for name in names:
        other = _plain(name)
        if len(other) < _SHORTEST or abs(len(other) - len(plain)) > most or _digits(other) != _digits(plain):
            continue
        apart = _apart(plain, other, most)
        if apart <= most:
            near[name] = apart
    least = min(near.values(), default=0)
    found = {_plain(name): name for name, apart in reversed(near.items()) if apart == least}
    return next(iter(found.values())) if len(found) == 1 else ""


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if letter.isalnum() or letter in "!|$").translate(_TAKEN_FOR)


def _digits(plain: str) -> str:
    return "".join(letter for letter in plain if letter.isdigit())


def _apart(one: str, other: str, most: int) -> int:
    """How many letters differ, are lacking or are too many; more than `most` where it is certain to be more."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        above, row = row, [place]
        for column, its in enumerate(other, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != its)))
        if min(row) > most:
            return most + 1
    return row[-1]
