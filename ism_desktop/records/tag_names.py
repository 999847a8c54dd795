"""How a tag is called: words, with a slash between a tag and what lies under it, as in `Mastocytosis/Bone marrow`."""

from collections.abc import Iterable

UNDER = "/"
_LONGEST = 120  # letters of a whole name: more would be no tag any more


def tidy(name: str) -> str:
    """A name as it is kept: no blanks at the ends of its parts, no empty parts; empty where nothing is left."""
    parts = (" ".join(part.split()) for part in name[:_LONGEST].split(UNDER))
    return UNDER.join(part for part in parts if part)


def tidy_all(names: Iterable[str]) -> tuple[str, ...]:
    """Several names as a record keeps them: each once, in the order of their letters."""
    found: dict[str, str] = {}
    for name in map(tidy, names):
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(sorted(found.values(), key=lambda name: (name.casefold(), name)))


def lies_in(name: str, tag: str) -> bool:
    """Whether a name is that of a tag, or of one that lies under it."""
    return name == tag or name.startswith(tag + UNDER)


def above(name: str) -> list[str]:
    """The tags in which one lies, the outermost first."""
    parts = name.split(UNDER)
    return [UNDER.join(parts[:count]) for count in range(1, len(parts))]


def last_part(name: str) -> str:
    """The name without those that it lies under."""
    return name.rsplit(UNDER, 1)[-1]
