"""What a period came to, as a table with its entries: collect it from the records, draw it as a PDF."""

from ism_desktop.printing.money_totals.collect import PERIODS, WAYS, collect
from ism_desktop.printing.money_totals.content import Line, MoneyTotalsContent, YearTotals
from ism_desktop.printing.money_totals.drawing import draw

__all__ = ["PERIODS", "WAYS", "Line", "MoneyTotalsContent", "YearTotals", "collect", "draw"]
