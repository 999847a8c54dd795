"""The report of one episode on paper: what is recorded of it, its times on an axis, and the same times in a table."""

from ism_desktop.printing.episode_report.collect import collect
from ism_desktop.printing.episode_report.content import ReportContent, ReportTime
from ism_desktop.printing.episode_report.drawing import draw

__all__ = ["ReportContent", "ReportTime", "collect", "draw"]
