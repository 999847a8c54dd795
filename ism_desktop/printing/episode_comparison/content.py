"""What stands in the comparison of episodes, as frozen plain values: a column for each episode, and the same rows in every column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""

MOST = 6
"""So many columns can be read beside each other, on the screen and on one page."""

ROWS: Mapping[str, LazyText] = {
    "began": tr_lazy("When it began"),
    "place": tr_lazy("Where I was"),
    "came_before": tr_lazy("What came before it"),
    "noticed": tr_lazy("What was noticed, in order"),
    "treatment": tr_lazy("Medicines, injectors and treatment"),
    "help": tr_lazy("Called, help, hospital"),
    "blood_drawn": tr_lazy("Blood drawn"),
    "tryptase": tr_lazy("Tryptase on that day or the next"),
    "baseline": tr_lazy("Last baseline tryptase before it, else the first"),
    "outcome": tr_lazy("How it went on"),
}
"""The rows from the top: what they are called, by their keys."""


@dataclass(frozen=True, slots=True)
class ComparedEpisode:
    """One column: which record it is, how it is called, and what is recorded for each row, a line each. An empty row was not recorded."""

    kind: str
    record_id: str
    title: str
    rows: Mapping[str, tuple[str, ...]]

    def cell(self, row: str) -> str:
        """What stands in a row, with its lines; or that nothing is recorded."""
        return "\n".join(self.rows[row]) or tr("not recorded")


@dataclass(frozen=True, slots=True)
class ComparisonContent(PersonPaper):
    """The whole page: the episodes from left to right."""

    episodes: tuple[ComparedEpisode, ...]

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Past episodes side by side")

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (self.name, *(said for one in self.episodes for said in (one.title, *map(one.cell, ROWS))))
        return typeface.losing(texts)

    def as_dict(self) -> dict[str, Any]:
        """The paper as JSON values, for the record of what was printed."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "episodes": [
                {
                    "kind": one.kind,
                    "id": one.record_id,
                    "title": one.title,
                    "rows": {key: list(lines) for key, lines in one.rows.items()},
                }
                for one in self.episodes
            ],
        }


def legend() -> str:
    """How the page is to be read."""
    return tr(
        "“min” counts the minutes after it began: the plain difference between two recorded times. Nothing else is computed, and nothing is"
        " concluded from it. What was marked as recorded by mistake is left out."
    )
