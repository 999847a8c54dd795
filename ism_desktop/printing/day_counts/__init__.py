"""A count of days on paper: its numbers with their definitions beside them."""

from ism_desktop.printing.day_counts.content import CountContent, collect
from ism_desktop.printing.day_counts.drawing import draw

__all__ = ["CountContent", "collect", "draw"]
