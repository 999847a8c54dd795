"""The emergency card: collect it from the records, draw it as a sheet to print, cut and fold."""

from ism_desktop.printing.card_collect import collect
from ism_desktop.printing.card_content import NOT_RECORDED, CardContent
from ism_desktop.printing.card_drawing import PanelArea, draw, panel_areas

__all__ = ["NOT_RECORDED", "CardContent", "PanelArea", "collect", "draw", "panel_areas"]
