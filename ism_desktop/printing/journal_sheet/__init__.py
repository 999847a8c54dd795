"""A month's sheet to fill in by hand: collect its rows, draw it as a PDF."""

from ism_desktop.printing.journal_sheet.content import SheetContent, collect
from ism_desktop.printing.journal_sheet.drawing import draw

__all__ = ["SheetContent", "collect", "draw"]
