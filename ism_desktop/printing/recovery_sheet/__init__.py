"""The recovery sheet: the paper whose eight groups of digits open the vault when the passphrase is forgotten."""

from ism_desktop.printing.recovery_sheet.content import RecoverySheetContent
from ism_desktop.printing.recovery_sheet.drawing import draw

__all__ = ["RecoverySheetContent", "draw"]
