"""Labels for papers and folders: a number, and a code that leads back to the document."""

from ism_desktop.printing.paper_labels.collect import collect, collect_free
from ism_desktop.printing.paper_labels.content import Label, LabelsContent
from ism_desktop.printing.paper_labels.drawing import draw
from ism_desktop.printing.paper_labels.sheets import SHEETS, LabelSheet, sheet_called

__all__ = ["SHEETS", "Label", "LabelSheet", "LabelsContent", "collect", "collect_free", "draw", "sheet_called"]
