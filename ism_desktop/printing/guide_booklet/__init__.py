"""The guide as a booklet: chosen pages or all, with contents, sources, and the person's notes where wanted."""

from ism_desktop.printing.guide_booklet.collect import collect
from ism_desktop.printing.guide_booklet.content import BookletContent, BookletPage, BookletPart, BookletStatement
from ism_desktop.printing.guide_booklet.drawing import draw

__all__ = ["BookletContent", "BookletPage", "BookletPart", "BookletStatement", "collect", "draw"]
