"""The separator sheet: laid between papers before they are scanned in one go, so that the stack can be split there."""

from ism_desktop.printing.separator_sheet.content import SeparatorContent
from ism_desktop.printing.separator_sheet.drawing import draw

__all__ = ["SeparatorContent", "draw"]
