"""A lab's printed range becomes numbers only where it plainly is two numbers, or one with a sign; what can be read twice is not read."""

from decimal import Decimal

import pytest

from ism_desktop.records.printed_ranges import PrintedRange, read_range
from ism_desktop.records.values import parse_quantity


def read(text: str, value: str = "5.5", unit: str = "") -> tuple[str | None, str | None] | None:
    found = read_range(text, value=value, number=parse_quantity(value).number, unit=unit)
    if found is None:
        return None
    return tuple(None if end is None else str(end) for end in (found.low, found.high))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "value", "ends"),
    [
        ("4.0 to 10.0", "5.5", ("4.0", "10.0")),
        ("11.7-15.5", "13.1", ("11.7", "15.5")),
        ("11,7 – 15,5", "13,1", ("11.7", "15.5")),
        ("[30 - 60]", "22", ("30", "60")),
        ("-2 - 2", "0.5", ("-2", "2")),
        ("< 11.4", "28.6", (None, "11.4")),
        ("below 11.4", "28.6", (None, "11.4")),
        ("≤0,35", "< 0,10", (None, "0.35")),
        ("> 60", "71", ("60", None)),
        ("at least 60", "71", ("60", None)),
        ("< 1,802", "2,310", (None, "1802")),
        ("< 1,802", "12.5", (None, "1802")),
        ("< 1,802", "12,5", (None, "1.802")),
    ],
)
def test_plain_ranges(text: str, value: str, ends: tuple[str | None, str | None]) -> None:
    assert read(text, value) == ends


@pytest.mark.parametrize(
    "text",
    ["", "negative", "5", "10-4", "4-5-6", "adults 4-5", "1:40", "< 1:40", "4 to 5 or 6", "3.5-5.0 (fasting)", "to 5", "2-3 weeks"],
)  # fmt: skip
def test_what_is_no_plain_range_stays_words(text: str) -> None:
    assert read(text) is None


def test_a_number_that_can_be_read_in_two_ways_is_not_drawn() -> None:
    assert read("< 1,802", "950") is None, "a thousand times more or less"
    assert read("< 1802", "950") == (None, "1802")


def test_the_unit_behind_a_range_says_nothing_new() -> None:
    assert read("30-100 ng/mL", unit="ng/mL") == ("30", "100")
    assert read("30-100 ng/mL", unit="µg/L") is None
    assert read_range("4-5") == PrintedRange(Decimal(4), Decimal(5))
