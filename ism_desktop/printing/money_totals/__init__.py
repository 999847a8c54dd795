"""What a period came to, as a table with its entries: collect it from the records, draw it as a PDF, with the papers behind it."""

from ism_desktop.printing.money_totals.collect import WAYS, collect
from ism_desktop.printing.money_totals.content import Entry, Line, MoneyTotalsContent, PeriodTotals
from ism_desktop.printing.money_totals.drawing import build, build_telling, draw

__all__ = ["WAYS", "Entry", "Line", "MoneyTotalsContent", "PeriodTotals", "build", "build_telling", "collect", "draw"]
