"""What was found, kind by kind: how many records of each there are, and whether more of them were found than are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ism_desktop.records.kinds import KINDS
from ism_desktop.records.search import Hit
from ism_desktop.records.searching.asking import MOST_COUNTED, Narrowing

_ORDER = {kind.name: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind. `number`: of how many records words and conditions are true; None while or where that is not known."""

    kind: str
    hits: tuple[Hit, ...]
    number: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether records of the kind were found that are not among the hits."""
        return self.number is not None and self.number > len({hit.record_id for hit in self.hits})


def counts(offered: Iterable[Narrowing]) -> dict[str, int]:
    """How many records of each kind were found."""
    return {one.value: one.records for one in offered if one.what == "kind"}


def is_counted(numbers: Mapping[str, int]) -> bool:
    """Whether the numbers are those of all that was found: counting ends somewhere."""
    return sum(numbers.values()) < MOST_COUNTED


def grouped(hits: Sequence[Hit], numbers: Mapping[str, int]) -> list[Group]:
    """The groups in the order of the kinds; one of which nothing is shown yet is among them."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    kinds = sorted({*by_kind, *numbers}, key=_ORDER.__getitem__)
    return [Group(kind, tuple(by_kind.get(kind, ())), numbers.get(kind)) for kind in kinds]
