"""The medication list on one page: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.medication_list.collect import collect
from ism_desktop.printing.medication_list.content import ListContent, Medicine, Section
from ism_desktop.printing.medication_list.drawing import draw, page_count

__all__ = ["ListContent", "Medicine", "Section", "collect", "draw", "page_count"]
