"""The order in which a pile is gone through: plain values, without a window."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Pile:
    """The documents of this sitting in the order in which they came, and which of them still wait; `current` is the one on top."""

    ids: list[str] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    filed: set[str] = field(default_factory=set)
    current: str | None = None

    def follow(self, waiting: Sequence[str]) -> str | None:
        """Take in which documents wait now, in their order. Returns the one to show: one that came back by an undo goes first."""
        now = set(waiting)
        back = [each for each in self.ids if each in now & self.filed]
        self.filed = (self.filed | (self.waiting - now)) - now
        self.ids += [each for each in waiting if each not in self.ids]
        self.waiting = now
        if back:
            self.current = back[-1]
        elif self.current not in now:
            self.current = self.after(self.current)
        if self.current is None:
            self.ids, self.filed = [], set()  # the next document begins a new sitting
        return self.current

    def after(self, document_id: str | None) -> str | None:
        """The next one that waits, after the last again the first; None when no other does."""
        start = self.ids.index(document_id) + 1 if document_id in self.ids else 0
        turned = [*self.ids[start:], *self.ids[:start]]
        return next((each for each in turned if each in self.waiting and each != document_id), None)

    def skip(self) -> str | None:
        """Leave the one on top for later, and go on to the next; the same again where there is no other."""
        self.current = self.after(self.current) or self.current
        return self.current

    @property
    def number(self) -> int:
        """Which of `count` is on top, from 1."""
        return self.ids.index(self.current) + 1 if self.current in self.ids else 0

    @property
    def count(self) -> int:
        """How many there are in this sitting, those that are filed by now too."""
        return len(self.ids)
