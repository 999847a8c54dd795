"""The diagnosis on one page: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.diagnosis_page.collect import collect, topics_of
from ism_desktop.printing.diagnosis_page.content import DiagnosisContent, Evidence, Fact, Topic
from ism_desktop.printing.diagnosis_page.drawing import draw, page_count

__all__ = ["DiagnosisContent", "Evidence", "Fact", "Topic", "collect", "draw", "page_count", "topics_of"]
