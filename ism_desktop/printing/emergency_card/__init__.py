"""The emergency card: collect it from the records, draw it as a sheet to print, cut and fold."""

from ism_desktop.printing.emergency_card.collect import collect
from ism_desktop.printing.emergency_card.content import NOT_RECORDED, CardContent
from ism_desktop.printing.emergency_card.drawing import PanelArea, draw, panel_areas

__all__ = ["NOT_RECORDED", "CardContent", "PanelArea", "collect", "draw", "panel_areas"]
