"""Makes one paper: a layout, a seed and a medium give its bytes and its truth, the same at every run."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.made_bills import layouts_eu, layouts_small, layouts_us
from tests.made_bills.drawing import Chance, Sheet, Truth
from tests.made_pages import spoiling
from tests.made_reports.making import drawn_page

LAYOUTS: dict[str, Callable[[random.Random], tuple[Sheet, Truth]]] = {
    "us_hospital": layouts_us.hospital,
    "us_clinic": layouts_us.clinic,
    "us_explanation": layouts_us.explanation,
    "de_goae": layouts_eu.goae,
    "de_insurer": layouts_eu.krankenkasse,
    "ch_tarmed": layouts_eu.tarmed,
    "es_factura": layouts_eu.factura,
    "fr_soins": layouts_eu.french,
    "pharmacy": layouts_small.pharmacy,
    "dentist": layouts_small.dentist,
}
DEVELOPED, HELD_OUT, OTHER_WORDS = range(1, 4), range(101, 104), range(201, 231)
"""The seeds that the rules were made with; those that were only measured; and those whose papers say things in other words."""
SPOILT = ("clean", "crooked", "faint", "phone")
MEDIA = ("text", "picture")


@dataclass(frozen=True)
class MadeBill:
    """A paper as a file, and what stands on it. A picture shows its first page."""

    layout: str
    medium: str
    seed: int
    content: bytes
    truth: Truth
    pages: int

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return (
            "application/pdf"
            if self.medium == "text"
            else "image/png"
            if self.content.startswith(b"\x89PNG")
            else "image/jpeg"
        )


def made(layout: str, medium: str, seed: int) -> MadeBill:
    """The paper of this layout, seed and medium: its own text, or a picture spoilt in one of four ways by its seed."""
    chance = Chance(f"bill {layout} {seed}")
    chance.has_other_words = seed in OTHER_WORDS
    sheet, truth = LAYOUTS[layout](chance)
    content = sheet.pdf()
    if medium != "text":
        page = np.asarray(drawn_page(content, 0, 300))
        how = SPOILT[(seed + list(LAYOUTS).index(layout)) % len(SPOILT)]
        content = spoiling.FROM_A_PAGE[how](page, np.random.default_rng(seed))
    return MadeBill(layout, medium, seed, content, truth, sheet.pages)
