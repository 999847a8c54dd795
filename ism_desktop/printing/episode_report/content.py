"""What the report of an episode says, as frozen plain values: whose it is, what is recorded, and each time with the minutes before it."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper
from ism_desktop.records.episodes import after_words

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class ReportTime:
    """One time: its clock, what was recorded, how many minutes after the beginning, and when its button was pressed if that differs.

    `minutes` is None where one of the two times is not known; `remark` is what the person noted beside it.
    """

    clock: str
    words: str
    minutes: int | None
    pressed: str = ""
    is_mistaken: bool = False
    remark: str = ""

    @property
    def note(self) -> str:
        """What a reader has to know of it besides."""
        if self.is_mistaken:
            return tr("recorded by mistake")
        return tr("corrected; the button was pressed at {time}", time=self.pressed) if self.pressed else ""

    @property
    def after(self) -> str:
        """The minutes in words."""
        return "" if self.is_mistaken else after_words(self.minutes)


@dataclass(frozen=True, slots=True)
class ReportContent(PersonPaper):
    """Everything on the paper. `facts` are labels with what is recorded; `times` stand in their order; `results` are those of its days."""

    record_id: str
    called: str
    facts: tuple[tuple[str, str], ...]
    times: tuple[ReportTime, ...]
    results: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Report: {title}", title=self.called)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (
            self.name,
            self.called,
            *(said for _, said in self.facts),
            *(words for time in self.times for words in (time.words, time.remark)),
            *self.results,
        )
        return typeface.losing(texts)

    def as_dict(self) -> dict[str, Any]:
        """The paper as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "episode": self.record_id,
            "called": self.called,
            "facts": [said for _, said in self.facts],
            "times": [
                {"clock": time.clock, "what": time.words, "minutes": time.minutes, "mistaken": time.is_mistaken}
                for time in self.times
            ],
            "results": list(self.results),
        }
