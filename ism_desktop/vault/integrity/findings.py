"""What a check finds: which file, which document, what it means, and what to do."""

from dataclasses import dataclass
from enum import Enum


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One file that is not as it should be. `file` is its path within the vault or the backup, with forward slashes.

    `what` names the document, or else the file, and says what is wrong; `advice` says what to do. Both are whole sentences.
    """

    severity: Severity
    fault: Fault
    file: str
    what: str
    advice: str
    document_id: str | None = None
    title: str | None = None
