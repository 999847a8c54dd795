"""The refill sheet: what is left of each medication, and who prescribes and hands it out."""

from ism_desktop.printing.refill_sheet.collect import collect
from ism_desktop.printing.refill_sheet.content import RefillContent, RefillLine
from ism_desktop.printing.refill_sheet.drawing import draw

__all__ = ["RefillContent", "RefillLine", "collect", "draw"]
