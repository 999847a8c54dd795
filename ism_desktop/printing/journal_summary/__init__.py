"""The summary of the journal for a doctor, on one page: collect it from the records, change it by hand, draw it as a PDF."""

from ism_desktop.printing.journal_summary.collect import collect, sections_of
from ism_desktop.printing.journal_summary.content import Changes, Line, Section, SummaryContent
from ism_desktop.printing.journal_summary.drawing import draw, left_off

__all__ = ["Changes", "Line", "Section", "SummaryContent", "collect", "draw", "left_off", "sections_of"]
