"""The calendar of a taper or cycle: a page for each month, each day with the dose as the prescriber wrote it."""

from ism_desktop.printing.medication_calendar.collect import collect
from ism_desktop.printing.medication_calendar.content import CalendarContent, Step
from ism_desktop.printing.medication_calendar.drawing import draw

__all__ = ["CalendarContent", "Step", "collect", "draw"]
