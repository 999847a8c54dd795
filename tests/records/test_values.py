"""Partial dates: typed as people write them, kept as known, never made more exact than they are."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ism_desktop import language
from ism_desktop.records.values import SEASONS, PartialDate, parse_partial_date

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("typed", "day_first", "stored"),
    [
        ("2018", True, "2018"),
        ("May 2019", True, "2019-05"),
        ("may, 2019", True, "2019-05"),
        ("3 May", True, "2026-05-03"),
        ("3rd of May 2019", True, "2019-05-03"),
        ("May 3 2019", False, "2019-05-03"),
        ("sept 2020", True, "2020-09"),
        ("spring 2019", True, "2019-spring"),
        ("Fall 2019", False, "2019-autumn"),
        ("3/5/2019", True, "2019-05-03"),
        ("3/5/2019", False, "2019-03-05"),
        ("13/5/2019", False, "2019-05-13"),
        ("5/13/2019", True, "2019-05-13"),
        ("3.5.2019", True, "2019-05-03"),
        ("2019-05-03", False, "2019-05-03"),
        ("2019-05", False, "2019-05"),
        ("05/2027", True, "2027-05"),
        ("29 Feb 2024", True, "2024-02-29"),
        ("today", True, "2026-11-22"),
        ("Yesterday", True, "2026-11-21"),
        ("3-May-2019", True, "2019-05-03"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, day_first: bool, stored: str) -> None:
    assert parse_partial_date(typed, day_first=day_first, today=TODAY).stored == stored


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31 Feb 2020", "2019-13", "5/6/7/8", "May June 2019", "1 2 2 2", "99999", "12", "ma 2019", "Monday"],
)
def test_what_is_no_date_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Try 3 May 2019, May 2019, spring 2019 or 2019\.|four digits"):
        parse_partial_date(typed, day_first=True, today=TODAY)


def test_a_year_of_two_digits_is_asked_for_again_because_the_century_would_be_a_guess() -> None:
    with pytest.raises(ValueError, match="four digits"):
        parse_partial_date("3/5/19", day_first=True, today=TODAY)


days = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))


@given(days, st.sampled_from(["day", "month", "year", *SEASONS]), st.booleans())
def test_what_is_shown_and_stored_reads_back_as_the_same_date(day: date, precision: str, day_first: bool) -> None:
    if precision == "day":
        known = PartialDate.from_date(day)
    elif precision == "month":
        known = PartialDate(day.year, day.month)
    else:
        known = PartialDate(day.year, season=None if precision == "year" else precision)
    assert PartialDate.from_stored(known.stored) == known
    assert parse_partial_date(known.words, day_first=day_first, today=TODAY) == known
    assert known.first_day <= known.last_day


@given(st.text(max_size=30))
def test_any_text_gives_a_date_or_a_sentence(text: str) -> None:
    try:
        parse_partial_date(text, day_first=True, today=TODAY)
    except ValueError as error:
        assert str(error).endswith(".")


def test_the_last_day_of_a_month_is_the_last_day_it_can_mean() -> None:
    assert PartialDate(2027, 5).last_day == date(2027, 5, 31)
    assert PartialDate(2027).last_day == date(2027, 12, 31)
    assert PartialDate(2024, season="winter").last_day == date(2025, 2, 28)
    assert PartialDate(2024, season="spring").first_day == date(2024, 3, 1)


@pytest.mark.parametrize(
    "parts", [(2019, None, 3), (2019, 2, 30), (1700,), (2019, 5, None, "spring"), (2019, None, None, "monsoon")]
)
def test_impossible_dates_cannot_be_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"year|day|month|season|date"):
        PartialDate(*parts)  # pyright: ignore[reportArgumentType]


# Languages ----------------------------------------------------------------------------------------------------------------

TONGUES = ("de", "tr", "es", "fr", "pt-BR", "ja", "ar", "ru", "el", "hu", "ko", "pl")


@pytest.fixture
def speaking() -> Iterator[Callable[..., object]]:
    """Takes a language into use, and English again after the test."""
    yield language.use
    language.use("en")


@pytest.mark.parametrize("tag", TONGUES)
def test_dates_are_read_in_english_and_in_the_language_in_use(tag: str, speaking: Callable[..., object]) -> None:
    speaking(tag)
    assert parse_partial_date("3 May 2019", today=TODAY) == PartialDate(2019, 5, 3)
    assert parse_partial_date("spring 2019", today=TODAY) == PartialDate(2019, season="spring")
    for month in range(1, 13):
        for known in (PartialDate(2019, month, 3), PartialDate(2019, month, 28), PartialDate(2019, month)):
            assert parse_partial_date(known.words, today=TODAY) == known, known.words
            assert parse_partial_date(known.words.upper(), today=TODAY) == known, known.words


@pytest.mark.parametrize("tag", ["vi", "he", "th", "eu", "ga", "mt", *TONGUES, "en"])
def test_every_date_that_is_shown_reads_back(tag: str, speaking: Callable[..., object]) -> None:
    speaking(tag)
    for month in range(1, 13):
        assert parse_partial_date(PartialDate(2019, month).words, today=TODAY) == PartialDate(2019, month)
        for day in (1, 3, 12, 28):
            known = PartialDate(2019, month, day)
            assert parse_partial_date(known.words, today=TODAY) == known, known.words
            with_weekday = language.in_use().weekday_and_day(known.first_day)
            assert parse_partial_date(with_weekday, today=TODAY) == known, with_weekday


@pytest.mark.parametrize("typed", ["Monday, 3 May 2019", "31 February 2019", "May 1500", "Freitag, 3. Mai 2019 um 10"])
def test_a_date_that_contradicts_itself_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a date we can read.*\.$"):
        parse_partial_date(typed, today=TODAY)


@pytest.mark.parametrize(
    ("tag", "typed", "stored"),
    [
        ("de", "3. Mai 2019", "2019-05-03"),
        ("de", "3. märz", "2026-03-03"),
        ("de", "Marz 2019", "2019-03"),
        ("de", "3.5.2019", "2019-05-03"),
        ("tr", "3 MAYIS 2019", "2019-05-03"),
        ("tr", "3 Şubat 2019", "2019-02-03"),
        ("es", "3 de mayo de 2019", "2019-05-03"),
        ("es", "mayo 2019", "2019-05"),
        ("en-XA", "3 May 2019", "2019-05-03"),
    ],
)
def test_dates_as_people_write_them_elsewhere(
    tag: str, typed: str, stored: str, speaking: Callable[..., object]
) -> None:
    speaking(tag)
    assert parse_partial_date(typed, today=TODAY).stored == stored


def test_the_advice_shows_what_can_be_typed_in_this_language(speaking: Callable[..., object]) -> None:
    speaking("de")
    with pytest.raises(ValueError, match=r"3\. Mai 2019") as raised:
        parse_partial_date("bald", today=TODAY)
    assert "May" not in str(raised.value)


def test_the_territory_says_whether_the_day_comes_first(speaking: Callable[..., object]) -> None:
    assert speaking
    for territory, stored in (("US", "2019-03-05"), ("GB", "2019-05-03"), ("", "2019-05-03")):
        language.use("en", territory)
        assert parse_partial_date("3/5/2019", today=TODAY).stored == stored


def test_a_paper_says_a_date_in_its_own_language(speaking: Callable[..., object]) -> None:
    speaking("de")
    english = language.language("en")
    said = [
        PartialDate.from_stored(stored).said_in(english) for stored in ("2019", "2019-spring", "2019-05", "2019-05-03")
    ]
    assert said == ["2019", "spring 2019", "May 2019", "3 May 2019"]
    assert PartialDate(2019, 5, 3).words == "3. Mai 2019"


def test_the_locale_of_the_process_changes_nothing() -> None:
    """Qt sets it when a window opens. Here it is set in a process of its own, to whichever of these the computer has."""
    script = (
        "import locale\n"
        "for name in ('de_DE.UTF-8', 'tr_TR.UTF-8', 'ar_EG.UTF-8', 'C'):\n"
        "    try: locale.setlocale(locale.LC_ALL, name)\n"
        "    except locale.Error: continue\n"
        "    from datetime import date\n"
        "    from ism_desktop.records.values import PartialDate, parse_partial_date\n"
        "    known = parse_partial_date('3 May 2019', today=date(2026, 11, 22))\n"
        "    print(known.stored, known.words)\n"
    )
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "C"):
        said = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"LC_ALL": name, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.splitlines()
        assert set(said) == {"2019-05-03 3 May 2019"}
