"""The visit brief: what has changed since somebody saw the person last, on a page or two; collect it, change it by hand, draw it."""

from ism_desktop.printing.visit_brief.collect import collect, since_seen
from ism_desktop.printing.visit_brief.content import BriefContent
from ism_desktop.printing.visit_brief.drawing import draw, left_off

__all__ = ["BriefContent", "collect", "draw", "left_off", "since_seen"]
