"""What a check finds: which file, which document, what it means, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self

from ism_desktop.vault.message import Message, Told, from_stored


class Severity(Enum):
    """How bad it is."""

    DAMAGED = "damaged"  # something cannot be read as it was written
    REPAIRED = "repaired"  # it was damaged, and was put right
    NOTICE = "notice"  # nothing is lost; somebody should know


class Fault(Enum):
    """What is wrong with the file."""

    DAMAGED = "damaged"
    MISSING = "missing"
    NOT_DOWNLOADED = "not downloaded"
    UNFILED = "without a record"
    NOT_COPIED = "not in the backup"
    UNSETTLED = "unsettled"


@dataclass(frozen=True)
class Finding:
    """One file that is not as it should be. `file` is its path within the vault or the backup, with forward slashes.

    `what` names the document, or else the file, and says what is wrong; `advice` says what to do. Both are whole sentences.
    """

    severity: Severity
    fault: Fault
    file: str
    what: Told = Told()
    advice: Told = Told()
    document_id: str | None = None
    title: str | None = None

    @property
    def told(self) -> Message | str:
        """`what`, not yet translated."""
        return vars(type(self))["what"].told(self)

    def stored(self) -> dict[str, object]:
        """What to keep of it, in no particular language."""
        told = vars(type(self))
        return {
            "severity": self.severity.value,
            "fault": self.fault.value,
            "file": self.file,
            "what": told["what"].stored(self),
            "advice": told["advice"].stored(self),
            "document_id": self.document_id,
            "title": self.title,
        }

    @classmethod
    def from_stored(cls, kept: Mapping[str, Any]) -> Self:
        """A finding as `stored` gave it. Raises KeyError, ValueError or TypeError for what another version kept in another form."""
        return cls(
            Severity(kept["severity"]),
            Fault(kept["fault"]),
            str(kept["file"]),
            from_stored(kept["what"]),
            from_stored(kept["advice"]),
            kept["document_id"],
            kept["title"],
        )
