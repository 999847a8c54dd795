"""What the slip for the hospital says, as frozen plain values. Nothing on it is computed."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class SlipContent(PersonPaper):
    """Everything on the slip. `times` are clock and words of what a hospital asks for; `rule` is a line of the card's text set each.

    `baseline` is as it was recorded, with its day and where it stands; empty when none is.
    """

    record_id: str
    began: str
    times: tuple[tuple[str, str], ...]
    baseline: str
    rule: tuple[str, ...]
    sources: tuple[str, ...]
    review: str

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Slip for the hospital: reaction of {began}", began=self.began)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (self.name, self.baseline, *(what for _, what in self.times))
        return typeface.losing(texts)

    def as_dict(self) -> dict[str, Any]:
        """The slip as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "episode": self.record_id,
            "began": self.began,
            "times": [list(time) for time in self.times],
            "baseline": self.baseline,
        }
