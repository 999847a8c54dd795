"""Test results over time as a chart: collect it from the records, lay it out for the window, draw it as a PDF."""

from ism_desktop.printing.results_chart.collect import collect, collect_paper
from ism_desktop.printing.results_chart.content import (
    ChartContent,
    ChartPaper,
    Event,
    Panel,
    Point,
    Reading,
    make,
    placed,
    read_points,
    taken_words,
)
from ism_desktop.printing.results_chart.drawing import chart_of, draw, set_numbered
from ism_desktop.printing.results_chart.events import in_sight
from ism_desktop.printing.results_chart.layout import lay_out
from ism_desktop.printing.results_chart.page import Chart, Setting, Spot

__all__ = [
    "Chart",
    "ChartContent",
    "ChartPaper",
    "Event",
    "Panel",
    "Point",
    "Reading",
    "Setting",
    "Spot",
    "chart_of",
    "collect",
    "collect_paper",
    "draw",
    "in_sight",
    "lay_out",
    "make",
    "placed",
    "read_points",
    "set_numbered",
    "taken_words",
]
