"""Who manages what, on one page: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.who_manages.collect import collect
from ism_desktop.printing.who_manages.content import Line, WhoManagesContent
from ism_desktop.printing.who_manages.drawing import draw

__all__ = ["Line", "WhoManagesContent", "collect", "draw"]
