"""The file of an appeal as one PDF: letter, contents, documents, research papers, time line. Nothing in it advises."""

from ism_desktop.printing.appeal_file.collect import SECTIONS, collect
from ism_desktop.printing.appeal_file.content import AppealContent, Paper
from ism_desktop.printing.appeal_file.drawing import build, build_telling

__all__ = ["SECTIONS", "AppealContent", "Paper", "build", "build_telling", "collect"]
