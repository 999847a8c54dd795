"""What came of drawing a paper: its title in the ledger, what it said, and what had to be left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from ism_desktop.language import tr


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: its title in the ledger, what it said, what had to be left out."""

    title: str
    said: Mapping[str, Any] | None
    left_out: tuple[str, ...] = ()


class PaperContent(Protocol):
    """What the contents of most papers have."""

    @property
    def title(self) -> str:
        """What it is called where papers are listed."""
        ...

    def as_dict(self) -> dict[str, Any]:
        """What it says, as JSON values."""
        ...

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts with a letter that cannot be printed."""
        ...


def paper_written(out: BinaryIO, pdf: bytes, content: PaperContent) -> Drawn:
    """Write a paper that is whole, and say what it was."""
    out.write(pdf)
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def unprinted(texts: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each text with letters that were not printed."""
    return tuple(tr("“{text}” contains letters that this program cannot print.", text=text) for text in texts)
