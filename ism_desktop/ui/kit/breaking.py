"""Places to break in long words: paths and names of files that would make a page wider than the window."""

import re
from pathlib import Path

_LONG = re.compile(r"\S{24,}")
_PIECE = re.compile(r".{1,12}")


def path(place: Path) -> str:
    """A path that may be broken at each of its folders; else a long one would make the whole page wider than the window."""
    return (
        re.sub(r"[^/\\]+", lambda part: breakable(part[0]), str(place))
        .replace("/", "/\u200b")
        .replace("\\", "\\\u200b")
    )


def breakable(sentence: str) -> str:
    """The sentence with places to break in words that are too long for a line, such as the name of a file."""
    return _LONG.sub(lambda found: "\u200b".join(_PIECE.findall(found[0])), sentence)
