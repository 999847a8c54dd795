"""The emergency card: collect it from the records, draw it as a sheet to print, cut and fold."""

from ism_desktop.printing.emergency_card.collect import collect
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.emergency_card.drawing import PanelArea, draw, panel_areas

__all__ = ["CardContent", "PanelArea", "collect", "draw", "panel_areas"]
