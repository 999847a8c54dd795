"""The parts of a person's name as a contact card has them: titles before it, given names, the family name, degrees behind a comma."""

from dataclasses import dataclass

TITLES = frozenset(
    [
        "dr",
        "dra",
        "doctor",
        "prof",
        "profa",
        "professor",
        "pd",
        "priv.-doz",
        "univ.-prof",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "herr",
        "frau",
        "mme",
        "mlle",
        "sr",
        "sra",
        "sir",
        "dame",
        "med",
    ]
)
"""Words before a name that are none, in small letters and without a point at their end."""

_FIELDS = frozenset(
    ["med", "dent", "vet", "pharm", "rer", "nat", "phil", "psych", "habil", "h.c", "c", "h"]
)  # “Dr. rer. nat.”; never without a title before
_DEGREES = frozenset(
    [
        "md",
        "m.d",
        "phd",
        "ph.d",
        "do",
        "d.o",
        "mbbs",
        "bmbs",
        "frcp",
        "frcpc",
        "mrcp",
        "facp",
        "faaaai",
        "rn",
        "np",
        "aprn",
        "pa",
        "pa-c",
        "pharmd",
        "rph",
        "msc",
        "m.sc",
        "mph",
        "mba",
        "dds",
        "dmd",
        "esq",
        "jr",
    ]
)
_ALONE = TITLES - {"med"}


@dataclass(frozen=True, slots=True)
class NameParts:
    """`written` puts them together again as they stood in the name."""

    titles: str
    given: str
    family: str
    degrees: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The whole name."""
        name = " ".join(part for part in (self.titles, self.given, self.family) if part)
        return ", ".join((name, *self.degrees))


def parts_of(name: str) -> NameParts:
    """Take a name apart. Something is always left for the family name: what is not known as a title or a degree belongs to the person."""
    whole, *behind = [part.strip() for part in name.split(",")]
    if not whole or not all(_bare(part) in _DEGREES for part in behind):
        whole, behind = name, []
    words = whole.split()
    titles = 0
    while titles < len(words) - 1 and _bare(words[titles]) in (_ALONE | _FIELDS if titles else _ALONE):
        titles += 1
    return NameParts(" ".join(words[:titles]), " ".join(words[titles:-1]), words[-1] if words else "", tuple(behind))


def _bare(word: str) -> str:
    return word.casefold().removesuffix(".")
