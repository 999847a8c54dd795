"""What may have happened to a vault elsewhere: open on another computer, put back to an older state, kept twice by a sync client."""

from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.multi_device.concerns import Concern, ConflictCopies, OlderThanLastSeen, OpenElsewhere
from ism_desktop.vault.multi_device.conflict_copies import ConflictCopy

__all__ = ["Computer", "Concern", "ConflictCopies", "ConflictCopy", "OlderThanLastSeen", "OpenElsewhere"]
