"""What a sheet of labels says: numbers, and title and date only where they were asked for; a label on a folder is read by others."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr_n
from ism_desktop.printing import typeface
from ism_desktop.records import paper_numbers


@dataclass(frozen=True, slots=True)
class Label:
    """One label; `title` and `date` are empty where nobody asked for them."""

    number: str
    title: str = ""
    date: str = ""

    @property
    def code(self) -> str:
        """What stands in its code."""
        return paper_numbers.code_of(self.number)


@dataclass(frozen=True, slots=True)
class LabelsContent:
    """The labels in their order. The first `begins` - 1 places of the first sheet stay empty: they were used before."""

    labels: tuple[Label, ...]
    sheet: str
    begins: int = 1

    @property
    def title(self) -> str:
        """What the print-out is called."""
        return tr_n("{number} label", "{number} labels", len(self.labels))

    def as_dict(self) -> dict[str, Any]:
        """What it says, as JSON values."""
        return {"numbers": [label.number for label in self.labels], "sheet": self.sheet, "begins": self.begins}

    @property
    def unprintable(self) -> tuple[str, ...]:
        """Texts with letters that cannot be printed."""
        return typeface.losing(text for label in self.labels for text in (label.number, label.title))
