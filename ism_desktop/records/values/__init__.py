"""The values a health record needs that Python lacks: each as a person says it, with what the program needs to put it in order."""

from ism_desktop.records.values.date_reading import parse_partial_date
from ism_desktop.records.values.gap import Gap
from ism_desktop.records.values.linked_name import LinkedName, linked_id
from ism_desktop.records.values.moment import (
    DAY_PARTS,
    Moment,
    PartialTime,
    parse_clock,
    parse_moment,
    parse_partial_time,
)
from ism_desktop.records.values.money import Money, parse_money
from ism_desktop.records.values.partial_date import SEASONS, PartialDate
from ism_desktop.records.values.quantity import Quantity, parse_quantity
from ism_desktop.records.values.rows import Rows

__all__ = [
    "DAY_PARTS",
    "SEASONS",
    "Gap",
    "LinkedName",
    "Moment",
    "Money",
    "PartialDate",
    "PartialTime",
    "Quantity",
    "Rows",
    "linked_id",
    "parse_clock",
    "parse_moment",
    "parse_money",
    "parse_partial_date",
    "parse_partial_time",
    "parse_quantity",
]
