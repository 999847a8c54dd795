"""The page of a person's triggers: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.trigger_list.collect import collect
from ism_desktop.printing.trigger_list.content import Line, Section, TriggerContent
from ism_desktop.printing.trigger_list.drawing import draw

__all__ = ["Line", "Section", "TriggerContent", "collect", "draw"]
