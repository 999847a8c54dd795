"""What a separator sheet says: which kind of document follows it, and nothing of the person."""

from dataclasses import dataclass

from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.worker.values import SEPARATOR_MARK


@dataclass(frozen=True, slots=True)
class SeparatorContent:
    """`kind` is the key of a kind of document, empty for a sheet that only separates."""

    kind: str = ""

    @property
    def kind_words(self) -> str:
        """The kind as a person reads it."""
        return next((choice.label for choice in DOCUMENTS.field("type").choices if choice.value == self.kind), "")

    @property
    def code(self) -> str:
        """What stands in the code."""
        return SEPARATOR_MARK + self.kind
