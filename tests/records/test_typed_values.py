"""Quantities, money and moments: kept to the letter, exact, as far as known, and read back from everything they are written as."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ism_desktop import language
from ism_desktop.records import columns
from ism_desktop.records.values import (
    DAY_PARTS,
    Gap,
    Moment,
    Money,
    PartialDate,
    PartialTime,
    Quantity,
    Rows,
    parse_clock,
    parse_moment,
    parse_money,
    parse_partial_time,
    parse_quantity,
)
from ism_desktop.records.values.plain import from_json, to_json
from tests.records.random_values import moments, money, quantities, times

TODAY = date(2026, 11, 22)


@pytest.fixture
def speaking() -> Iterator[Callable[..., object]]:
    """Takes a language into use, and English again after the test."""
    yield language.use
    language.use("en")


# Quantities ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number", "unit", "comparator"),
    [
        ("32.4 ng/mL", "32.4", "ng/mL", ""),
        ("< 1.0", "1.0", "", "<"),
        ("<0.1ng/ml", "0.1", "ng/ml", "<"),
        (">= 20 µg/L", "20", "µg/L", "≥"),
        ("1:160", "160", "", ""),
        ("12,5 mg", "12.5", "mg", ""),
        ("0,125 mg", "0.125", "mg", ""),
        ("1,500", "1500", "", ""),
        ("1.500", "1.500", "", ""),
        ("1 234,5 kg", "1234.5", "kg", ""),
        ("4.5 x 10^9/L", "4.5", "x 10^9/L", ""),
        ("60 mL/min/1.73 m2", "60", "mL/min/1.73 m2", ""),
        ("5%", "5", "%", ""),
        ("−2.5 SD", "-2.5", "SD", ""),
        ("10/hpf", "10", "/hpf", ""),
        ("2 tablets", "2", "tablets", ""),
        # No number, or more than one: nothing is picked out of these.
        *(
            (text, None, "", "")
            for text in ("trace", "positive", "++", "120/80 mmHg", "5-10 mg", "5 to 10 mg", "3 (high)")
        ),
    ],
)
def test_a_quantity_is_kept_as_typed_with_the_number_in_it(
    typed: str, number: str | None, unit: str, comparator: str
) -> None:
    known = parse_quantity(f"  {typed} ")
    assert known.text == known.words == typed
    assert (known.number, known.unit, known.comparator) == (
        None if number is None else Decimal(number),
        unit,
        comparator,
    )
    assert Quantity.from_stored(known.stored) == known
    assert f"{known.value}{known.unit}".replace(" ", "") == typed.replace(" ", "")


def test_the_decimal_sign_of_the_language_settles_what_could_be_both(speaking: Callable[..., object]) -> None:
    speaking("de")
    german = parse_quantity("1,500 ng/mL")
    assert german.number == Decimal("1.500")
    assert parse_quantity("1.500").number == 1500
    assert parse_quantity("0.125").number == Decimal("0.125")
    speaking("en")
    # What was read stays as it was read, whatever language the program speaks later.
    assert Quantity.from_stored(german.stored) == german
    assert parse_quantity("1,500 ng/mL").number == 1500


def test_a_unit_beside_the_field_is_put_behind_a_bare_number() -> None:
    assert parse_quantity("32.4", "ng/mL").text == "32.4 ng/mL"
    assert parse_quantity("32.4 µg/L", "ng/mL").text == "32.4 µg/L"
    assert parse_quantity("trace", "ng/mL").text == "trace"
    assert parse_quantity("1:160", "ng/mL").text == "1:160"


@pytest.mark.parametrize("typed", ["", "  ", "x" * 201])
def test_what_is_no_quantity_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^Please .*\.$"):
        parse_quantity(typed)


@pytest.mark.parametrize(
    "plain",
    [
        {"text": "5 mg", "number": "500", "unit": "mg", "comparator": ""},
        {"text": "5 mg", "number": None, "unit": "", "comparator": ""},
        {"text": "5 mg", "number": "5.0", "unit": "mg", "comparator": ""},
        {"text": "trace", "number": "NaN", "unit": "", "comparator": ""},
        {"text": "", "number": None, "unit": "", "comparator": ""},
        {"text": "5 mg", "number": 5, "unit": "mg", "comparator": ""},
        {"text": "5 mg"},
        "5 mg",
    ],
)
def test_a_number_that_the_text_does_not_say_is_never_taken(plain: Any) -> None:
    assert not columns.QUANTITY.fits(plain)


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_a_sentence(text: str) -> None:
    try:
        known = parse_quantity(text)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert columns.QUANTITY.fits(known.plain)


# Money --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12,50", "12.50 EUR"),
        ("12.5", "12.50 EUR"),
        ("€ 12.50", "12.50 EUR"),
        ("12.50 usd", "12.50 USD"),
        ("US$3", "3.00 USD"),
        ("CHF 80.-", "80.00 CHF"),
        ("1,234.50", "1234.50 EUR"),
        ("1'234.50 CHF", "1234.50 CHF"),
        ("-3", "-3.00 EUR"),
        ("− 3", "-3.00 EUR"),
        ("500 JPY", "500 JPY"),
        ("0.0125 USD", "0.0125 USD"),
    ],
)
def test_money_is_exact_and_has_a_currency(typed: str, stored: str) -> None:
    known = parse_money(typed, "EUR")
    assert known.stored == stored
    assert Money.from_stored(stored) == known == parse_money(known.typed)


def test_the_currency_of_the_country_is_meant_where_none_is_typed(speaking: Callable[..., object]) -> None:
    speaking("en", "US")
    assert parse_money("$12").stored == "12.00 USD"
    assert parse_money("12").stored == "12.00 USD"
    speaking("de", "CH")
    assert parse_money("12").stored == "12.00 CHF"
    assert parse_money("12,50 €").words == "12,50\xa0€"
    speaking("en")
    with pytest.raises(ValueError, match="currency"):
        parse_money("12")


@pytest.mark.parametrize("typed", ["", "much", "12.5 xyz", "1.2.3", "12 EUR 13", "9" * 20, "0.12345678 EUR"])
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_money(typed, "EUR")


@pytest.mark.parametrize("stored", ["12.5 EUR", "12.50 XYZ", "012.50 EUR", "-0.00 EUR", "12.50EUR", "1e3 EUR", ""])
def test_only_the_one_way_of_writing_an_amount_is_read_back(stored: str) -> None:
    assert not columns.MONEY.fits(stored)


# Moments ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        ("3 May 2019, 14:05", "2019-05-03T14:05", "3 May 2019, 14:05"),
        ("3 May 2019 2.05 pm", "2019-05-03T14:05", "3 May 2019, 14:05"),
        ("May 2019, evening", "2019-05Tevening", "May 2019, evening"),
        ("today, 14", "2026-11-22T14", "22 November 2026, around 14:00"),
        ("spring 2019", "2019-spring", "spring 2019"),
        ("2019", "2019", "2019"),
    ],
)
def test_a_moment_is_read_as_far_as_it_is_known(typed: str, stored: str, words: str) -> None:
    known = parse_moment(typed, today=TODAY)
    assert (known.stored, known.words) == (stored, words)
    assert Moment.from_stored(stored) == known
    assert parse_moment(known.typed, today=TODAY) == known


def test_a_time_zone_is_told_and_kept() -> None:
    known = parse_moment("3 May 2019, 14:05", today=TODAY, zone="America/St_Johns")
    assert known.stored == "2019-05-03T14:05[America/St_Johns]"
    assert known.words == "3 May 2019, 14:05 (St John’s time)"
    assert Moment(PartialDate(2019), None, "+05:30").words == "2019 (UTC +05:30)"
    with pytest.raises(ValueError, match="time zone"):
        Moment(PartialDate(2019), None, "Middle/Earth")


@pytest.mark.parametrize("typed", ["3 May 14", "soon", "3 May 2019, 25:00", "3 May 2019, 14:75", "14:05"])
def test_what_is_no_moment_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Try 3 May 2019"):
        parse_moment(typed, today=TODAY)


@pytest.mark.parametrize("tag", ["en", "de", "tr", "es", "ja", "ar", "en-XA"])
def test_every_time_is_read_back_in_every_language(tag: str, speaking: Callable[..., object]) -> None:
    speaking(tag)
    for known in [
        PartialTime(14),
        PartialTime(14, 5),
        PartialTime(0, 0),
        *(PartialTime(part=part) for part in DAY_PARTS),
    ]:
        assert parse_partial_time(known.typed) == known
        moment = Moment(PartialDate(2019, 5, 3), known)
        assert parse_moment(moment.typed, today=TODAY) == moment


def test_a_whole_time_of_day() -> None:
    assert [parse_clock(typed) for typed in ("14", "2.30 pm", "1405", "12 am", "9 Uhr")] == [
        "14:00",
        "14:30",
        "14:05",
        "00:00",
        "09:00",
    ]
    with pytest.raises(ValueError, match="hours and minutes"):
        parse_clock("morning")


# All of them --------------------------------------------------------------------------------------------------------------


@given(quantities | money | moments | st.sampled_from(list(Gap)) | st.just(("a", "b")))
def test_every_value_goes_through_json(value: Any) -> None:
    rows = Rows(({"cell": value, "name": "x"},))
    for each in (value, rows):
        assert from_json(json.loads(json.dumps(to_json(each)))) == each


@given(times)
def test_every_time_is_stored(value: PartialTime) -> None:
    assert PartialTime.from_stored(value.stored) == value


_NEVER_WRITTEN: list[tuple[columns.Form, Any]] = [
    (columns.ROWS, []),
    (columns.ROWS, [{}]),
    (columns.ROWS, [{"a": None}]),
    (columns.ROWS, [{"a": {"rows": [{"b": "c"}]}}]),
    (columns.ROWS, [{"a": {"date": "2019-5"}}]),
    (columns.ROWS, [{"a": 1.5}]),
    (columns.ROWS, [{"a": ["b"]}]),
    (columns.ROWS, {"a": "b"}),
    (columns.CHOICES, []),
    (columns.CHOICES, ["a", "a"]),
    (columns.CHOICES, ["a", 1]),
    (columns.MOMENT, "2019-05-03T99:00"),
    (columns.MOMENT, 2019),
    (columns.MONEY, 12),
    (columns.DATE, "2019-13"),
]


@pytest.mark.parametrize(("form", "plain"), _NEVER_WRITTEN)
def test_what_was_never_written_does_not_fit(form: columns.Form, plain: Any) -> None:
    assert not form.fits(plain)
