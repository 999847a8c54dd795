"""What a person prepared for a letter and has not printed yet, as a draft keeps it: the reader, and for each reader what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ism_desktop.library.prompts import DOCTOR, READERS
from ism_desktop.printing.about_me import Changes
from ism_desktop.ui.base.drafts import Drafts

DRAFT = "about_me_letter"
"""By this name it is kept."""


@dataclass(slots=True)
class LetterDraft:
    """`reader` is the one shown last."""

    reader: str = DOCTOR
    by_reader: dict[str, Changes] = field(default_factory=dict[str, Changes])

    @property
    def changes(self) -> Changes:
        """What was chosen for the reader."""
        return self.by_reader.get(self.reader, Changes())

    @property
    def is_empty(self) -> bool:
        """Whether nothing was prepared."""
        return all(changes.is_empty for changes in self.by_reader.values())

    def take(self, changes: Changes) -> None:
        """Keep what was chosen for the reader."""
        self.by_reader[self.reader] = changes

    def plain(self) -> dict[str, Any]:
        """All of it as JSON knows it."""
        return {"reader": self.reader, "letters": {key: one.plain() for key, one in self.by_reader.items()}}

    def keep(self, drafts: Drafts) -> None:
        """Write it into the drafts, or take it out where nothing is prepared."""
        if self.is_empty:
            drafts.drop(DRAFT, None)
        else:
            drafts.put(DRAFT, None, self.plain())


def draft_in(drafts: Drafts) -> LetterDraft:
    """What is kept; what cannot be read is left out."""
    kept: Mapping[str, Any] = drafts.get(DRAFT, None) or {}
    made = LetterDraft()
    if kept.get("reader") in READERS:
        made.reader = str(kept["reader"])
    letters = kept.get("letters")
    if isinstance(letters, Mapping):
        for reader, changes in cast("Mapping[str, object]", letters).items():
            if reader in READERS:
                made.by_reader[reader] = Changes.from_plain(changes)
    return made
