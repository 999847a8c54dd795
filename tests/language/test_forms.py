"""Dates, months, times of day, lists, numbers and sizes as each language writes them, and the order of a date in figures."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from ism_desktop.language import Language

DAY = date(2019, 5, 3)
LANGUAGES = ("en", "de", "es", "tr", "ar", "ja", "en-XA")


def _plain(text: str) -> str:
    """Without the spaces that do not break, which come and go with CLDR's releases."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("tag", "day", "of_year", "full"),
    [
        ("en", "3 May 2019", "3 May", "Friday, 3 May 2019"),
        ("de", "3. Mai 2019", "3. Mai", "Freitag, 3. Mai 2019"),
        ("es", "3 de mayo de 2019", "3 de mayo", "viernes, 3 de mayo de 2019"),
        ("tr", "3 Mayıs 2019", "3 Mayıs", "3 Mayıs 2019 Cuma"),
        ("ar", "3 مايو 2019", "3 مايو", "الجمعة، 3 مايو 2019"),
        ("ja", "2019年5月3日", "5月3日", "2019年5月3日金曜日"),
        ("en-XA", "3 May 2019", "3 May", "Friday, 3 May 2019"),
    ],
)
def test_days(tag: str, day: str, of_year: str, full: str) -> None:
    words = Language(tag)
    assert (words.day(DAY), words.day_of_year(DAY), words.weekday_and_day(DAY)) == (day, of_year, full)


@pytest.mark.parametrize(
    ("tag", "month", "name", "short", "weekday"),
    [
        ("en", "May 2019", "May", "May", "Friday"),
        ("de", "Mai 2019", "Mai", "Mai", "Freitag"),
        ("es", "mayo de 2019", "mayo", "may", "viernes"),
        ("tr", "Mayıs 2019", "Mayıs", "May", "Cuma"),
        ("ar", "مايو 2019", "مايو", "مايو", "الجمعة"),
        ("ja", "2019年5月", "5月", "5月", "金曜日"),
    ],
)
def test_months_and_weekdays(tag: str, month: str, name: str, short: str, weekday: str) -> None:
    words = Language(tag)
    assert words.month(2019, 5) == month
    assert (words.month_name(5), words.short_month_name(5), words.weekday(DAY)) == (name, short, weekday)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_month_of_a_language_is_understood_again(tag: str) -> None:
    words = Language(tag)
    for month in range(1, 13):
        assert words.month_words[words.month_name(month).lower().rstrip(".")] == month
        assert words.month_words[words.short_month_name(month).lower()] == month


@pytest.mark.parametrize(
    ("tag", "early", "late"),
    [
        ("en", "09:05", "14:05"),
        ("de", "09:05", "14:05"),
        ("es", "9:05", "14:05"),
        ("tr", "09:05", "14:05"),
        ("ar", "9:05 ص", "2:05 م"),
        ("ja", "9:05", "14:05"),
    ],
)
def test_times_of_day(tag: str, early: str, late: str) -> None:
    words = Language(tag)
    assert _plain(words.clock(time(9, 5))) == early
    assert _plain(words.clock(datetime(2019, 5, 3, 14, 5, tzinfo=UTC))) == late
    assert _plain(words.clock(time(14, 5, tzinfo=UTC))) == late


def test_a_moment_is_shown_in_the_zone_it_carries() -> None:
    moment = datetime.fromisoformat("2019-05-03T23:30:00+13:45")
    assert Language("en").moment(moment) == "3 May 2019, 23:30"
    assert Language("de").moment(moment) == "3. Mai 2019, 23:30"


@pytest.mark.parametrize(
    ("tag", "all_of", "one_of"),
    [
        ("en", "a, b and c", "a, b or c"),
        ("de", "a, b und c", "a, b oder c"),
        ("es", "a, b y c", "a, b o c"),
        ("tr", "a, b ve c", "a, b veya c"),
        ("ar", "a وb وc", "a أو b أو c"),
        ("ja", "a、b、c", "a、b、またはc"),
    ],
)
def test_lists(tag: str, all_of: str, one_of: str) -> None:
    words = Language(tag)
    assert (words.listed("abc"), words.listed("abc", "or")) == (all_of, one_of)
    assert (words.listed([]), words.listed(["a"])) == ("", "a")


@pytest.mark.parametrize(
    ("tag", "thousands", "typed", "half"),
    [
        ("en", "12,345", "1,234.50", "0.5"),
        ("de", "12.345", "1.234,50", "0,5"),
        ("es", "12.345", "1.234,50", "0,5"),
        ("tr", "12.345", "1.234,50", "0,5"),
        ("ar", "12,345", "1,234.50", "0.5"),
        ("ja", "12,345", "1,234.50", "0.5"),
        ("hi", "12,345", "1,234.50", "0.5"),
    ],
)
def test_numbers(tag: str, thousands: str, typed: str, half: str) -> None:
    words = Language(tag)
    assert (words.number(12345), words.number(Decimal("1234.50")), words.number(0.5)) == (thousands, typed, half)


def test_a_decimal_keeps_the_places_it_was_typed_with() -> None:
    words = Language("en")
    typed = ("0", "5", "5.0", "0.150", "-2.00", "1E+3", "0.0000000000000000001")
    assert [words.number(Decimal(text)) for text in typed] == [
        *("0", "5", "5.0", "0.150", "-2.00", "1,000", "0.0000000000000000001"),
    ]
    assert Language("hi").number(Decimal("1234567.0")) == "12,34,567.0"
    assert words.number(float("inf")) == "inf"


@pytest.mark.parametrize(
    ("tag", "small", "middle", "large"),
    [
        ("en", "346 kB", "1.2 MB", "23 GB"),
        ("de", "346 kB", "1,2 MB", "23 GB"),
        ("es", "346 kB", "1,2 MB", "23 GB"),
        ("tr", "346 kB", "1,2 MB", "23 GB"),
        ("ar", "346 كيلوبايت", "1.2 م.ب", "23 غ.ب"),
        ("ja", "346 KB", "1.2 MB", "23 GB"),
    ],
)
def test_sizes(tag: str, small: str, middle: str, large: str) -> None:
    words = Language(tag)
    assert _plain(words.small_size(345_600)) == small
    assert _plain(words.small_size(1_230_000)) == middle
    assert _plain(words.small_size(23_000_000_000)) == _plain(words.size(23_000_000_000)) == large


def test_no_file_has_no_size_at_all() -> None:
    assert (Language("en").small_size(0), Language("en").size(0)) == ("1 kB", "1 MB")


@pytest.mark.parametrize(
    ("tag", "territory", "first"),
    [
        ("en", "", True),
        ("en", "GB", True),
        ("en", "US", False),
        ("en", "DE", True),
        ("en", "JP", False),
        ("de", "", True),
        ("de", "US", False),
        ("tr", "TR", True),
        ("ar", "EG", True),
        ("ja", "", False),
        ("en", "ZZ", True),
        ("en", "nonsense", True),
        ("en-XA", "US", False),
    ],
)
def test_the_order_of_a_date_in_figures_is_the_territorys(tag: str, territory: str, *, first: bool) -> None:
    assert Language(tag, territory).day_first is first


def test_the_direction_of_writing() -> None:
    assert [tag for tag in LANGUAGES if Language(tag).right_to_left] == ["ar"]


def test_a_language_is_called_by_its_own_name() -> None:
    assert [Language(tag).name for tag in LANGUAGES] == [
        *("English", "Deutsch", "español", "Türkçe", "العربية", "日本語", "Pseudo"),
    ]
