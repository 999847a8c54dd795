"""What a visit brief says: lines in sections like the summary of the journal, and for whom it is."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.journal_summary.content import SummaryContent

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefContent(SummaryContent):
    """The whole brief; the main points are its `wishes`. `for_whom` is the name with the role; `seen` whether they saw the person
    before.
    `begins` is the day of their last visit, or another that was chosen.
    """

    member_id: str
    for_whom: str
    seen: bool
    points: tuple[str, ...] = ()  # texts of the questions that matter most, to take as main points

    @property
    def title(self) -> str:
        """What the page is called where papers are listed."""
        return tr("Visit brief for {whom}", whom=self.for_whom)

    @property
    def since_words(self) -> str:
        """Since when, in words."""
        day = in_use().day(self.begins)
        return tr("Since you last saw me, {date}", date=day) if self.seen else tr("Since {date}", date=day)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing((self.for_whom, *self._texts()))

    def as_dict(self) -> dict[str, Any]:
        """The brief as JSON values, for the record of what was printed: facts as they stood, and what the person wrote."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "name": self.name,
            "member": self.member_id,
            "who": self.for_whom,
            "since": self.begins.isoformat(),
            "points": list(self.wishes),
            "sections": {
                section.key: {line.key: line.words if line.by_hand else line.said for line in section.lines}
                for section in self.sections
            },
            "added": list(self.added),
        }
