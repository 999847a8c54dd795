"""The list of research papers on one page: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.publication_list.collect import WHICH, collect
from ism_desktop.printing.publication_list.content import Entry, PublicationListContent
from ism_desktop.printing.publication_list.drawing import draw, left_off

__all__ = ["WHICH", "Entry", "PublicationListContent", "collect", "draw", "left_off"]
