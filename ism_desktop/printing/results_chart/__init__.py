"""Test results over time as a chart: collect it from the records, lay it out for the window, draw it as a PDF."""

from ism_desktop.printing.results_chart.collect import collect, collect_paper
from ism_desktop.printing.results_chart.content import ChartContent, ChartPaper, Event, Panel, Point, make
from ism_desktop.printing.results_chart.drawing import draw, figure_of
from ism_desktop.printing.results_chart.layout import Chart, Setting, Spot, in_sight, lay_out

__all__ = [
    "Chart",
    "ChartContent",
    "ChartPaper",
    "Event",
    "Panel",
    "Point",
    "Setting",
    "Spot",
    "collect",
    "collect_paper",
    "draw",
    "figure_of",
    "in_sight",
    "lay_out",
    "make",
]
