"""Every picture of the benchmark of reading: eleven kinds, each with its true words."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tests.made_pages import spoiling
from tests.made_pages.drawing import Page, pages, receipt, screen

KINDS = (*spoiling.FROM_A_PAGE, "spread", "receipt", "screenshot")


@dataclass(frozen=True)
class Spoilt:
    """A picture file of one kind, and what stands on it."""

    kind: str
    name: str
    language: str
    truth: str
    content: bytes

    @property
    def ending(self) -> str:
        """Of its file name."""
        return "png" if self.content.startswith(b"\x89PNG") else "jpg"


def made(languages: tuple[str, ...], kinds: Sequence[str] = KINDS, each: int = 2, seed: int = 13) -> Iterator[Spoilt]:
    """The pictures, page by page."""
    sources = pages(languages, each, seed)
    for number, page in enumerate(sources):
        for kind in kinds:
            # Each picture has chance of its own, so that it stays the same whatever others are made.
            rng = np.random.default_rng(zlib.crc32(f"{seed} {kind} {page.name}".encode()))
            drawn, content = _one(kind, page, sources[number - number % 2 + 1 - number % 2], rng, number)
            yield Spoilt(kind, page.name, page.language, drawn, content)


def _one(kind: str, page: Page, other: Page, rng: np.random.Generator, number: int) -> tuple[str, bytes]:
    if kind == "spread":
        left, right = (np.asarray(each.picture()) for each in (page, other))
        return f"{page.truth}\n{other.truth}", spoiling.spread(left, right, rng)
    if kind == "receipt":
        slip = receipt(page.language, page.name)
        return slip.truth, spoiling.thermal(np.asarray(slip.picture()), rng)
    if kind == "screenshot":
        shown = screen(page.language, page.name, dark=number % 2 == 1)
        return shown.truth, spoiling.png(np.asarray(shown.picture(216)))
    return page.truth, spoiling.FROM_A_PAGE[kind](np.asarray(page.picture()), rng)
