"""The one door of language: everything a person reads is translated here, and dates, numbers, lists and sizes are written here.

Messages are gettext's, with the English sentence as the key; a sentence is reworded in the catalogue of English, and its key stays what
it was. Forms of dates and numbers are CLDR's, by Babel. The language is the person's choice and is set once at the start with `use`. The
process locale (`LC_ALL`, `setlocale`) is never asked for a form: Qt changes it when a window opens, and a printed card must say the same
on every computer.

A sentence is one message with named gaps, `tr("Saved {count} files in {folder}.", …)`, never glued from pieces: other languages
order words differently. What is written at import (the fields of a kind, the choices of a setting) is marked with `tr_lazy` and
translated when it is shown, by `str()`; the fields of a dataclass that hold such words are in `translated`.
"""

import gettext
import math
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, cast

from babel import Locale, UnknownLocaleError, numbers
from babel.core import default_locale
from babel.dates import format_date, format_skeleton, format_time, get_day_names, get_month_names
from babel.lists import format_list
from babel.units import format_unit

from ism_desktop.cldr import forms_of
from ism_desktop.pseudo_language import PseudoCatalogue
from ism_desktop.shipped import RESOURCES

DOMAIN = "ism_desktop"
PSEUDO = "en-XA"
"""CLDR's pseudo-language: English, accented, longer and in brackets. It shows what is not translatable and what is cut off."""

# Elsewhere for a translator who tries a catalogue out, and for the tests, which read every message as it stands in the program.
_FOLDER = Path(os.environ.get("ISM_DESKTOP_CATALOGUES") or RESOURCES / "locale")

# English in the form of the world outside the United States, `3 May 2019`: it cannot be misread as the fifth of March in any country.
_FORMS = {"en": "en_001", PSEUDO: "en_001"}


@dataclass(frozen=True, slots=True)
class LazyText:
    """A message read at import and translated whenever it is shown: `str(text)`, or inside an f-string."""

    message: str
    context: str = ""

    def __str__(self) -> str:
        """The message in the language in use."""
        return self.filled()

    def filled(self, **values: "Filling") -> str:
        """The message in the language in use, its named gaps filled."""
        return tr_c(self.context, self.message, **values) if self.context else tr(self.message, **values)

    def said_in(self, language: "Language") -> str:
        """The message in another language than the one in use."""
        return language.tr_c(self.context, self.message) if self.context else language.tr(self.message)

    def __format__(self, form: str) -> str:
        """As text is: padded to a width, for example."""
        return format(str(self), form)


@dataclass(frozen=True, slots=True)
class LazyPlural:
    """A message with a number, read at import: `for_number(3)` is `3 medications` in the language in use."""

    one: str
    several: str

    def for_number(self, number: int) -> str:
        """The message in the plural form that the number asks for."""
        return tr_n(self.one, self.several, number)


# A number is written with the digits and separators of the language; text is put in as it is.
Filling = str | int | float | Decimal | LazyText


class Language:
    """A language: its messages and its forms of dates, numbers, lists and sizes.

    `tag` is a BCP 47 tag (`en`, `de`, `pt-BR`, `en-XA`); `territory` an ISO 3166 code that settles the order of a date in figures.
    Raises ValueError for a tag that CLDR does not know.
    """

    def __init__(self, tag: str, territory: str = "") -> None:
        self.tag = tag
        self.territory = territory
        try:
            self._forms = Locale.parse(_FORMS.get(tag, tag.replace("-", "_")))
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(f"{tag!r} is not a language that CLDR knows") from error

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        if self.tag == PSEUDO:
            return PseudoCatalogue()
        # What a translation does not have yet is read in English as it is worded now.
        wanted = [self.tag.replace("-", "_"), self.tag.split("-")[0], "en"]
        return gettext.translation(DOMAIN, str(_FOLDER), wanted, fallback=True)

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return "Pseudo" if self.tag == PSEUDO else (self._forms.language_name or self.tag)

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return self._forms.text_direction == "rtl"

    # Messages ---------------------------------------------------------------------------------------------------------

    def tr(self, message: str, /, **values: Filling) -> str:
        """The message in this language, its named gaps filled."""
        return self._filled(self._catalogue.gettext(message), message, values)

    def tr_n(self, one: str, several: str, number: int, /, **values: Filling) -> str:
        """The message in the plural form that the number asks for; `{number}` is filled with it."""
        said = self._catalogue.ngettext(one, several, number)
        return self._filled(said, one if number == 1 else several, {"number": number, **values})

    def tr_c(self, context: str, message: str, /, **values: Filling) -> str:
        """The message where one English word means two things: `context` says which."""
        return self._filled(self._catalogue.pgettext(context, message), message, values)

    def _filled(self, said: str, source: str, values: dict[str, Filling]) -> str:
        if not values:
            return said
        written = {
            name: self.number(value) if isinstance(value, int | float | Decimal) else str(value)
            for name, value in values.items()
        }
        try:
            return said.format_map(written)
        except (LookupError, ValueError, AttributeError, TypeError):
            # A slip of a translator costs the translation, not the page.
            return source.format_map(written)

    # Days and times ---------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """`3 May 2019`."""
        return format_date(day, "long", self._forms)

    def day_of_year(self, day: date) -> str:
        """`3 May`."""
        return format_skeleton("MMMMd", day, locale=self._forms)

    def month(self, year: int, month: int) -> str:
        """`May 2019`."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self._forms)

    def month_name(self, month: int) -> str:
        """`May`, standing alone; 1 to 12."""
        return get_month_names("wide", "stand-alone", self._forms)[month]

    def short_month_name(self, month: int) -> str:
        """`May`, `Sept`: as short as the language writes it, without a full stop."""
        return get_month_names("abbreviated", "stand-alone", self._forms)[month].rstrip(".")

    @property
    def first_weekday(self) -> int:
        """The day on which a week begins where the person lives: 0 for Monday."""
        return int(self._forms.first_week_day)

    def weekday(self, day: date) -> str:
        """`Friday`."""
        return get_day_names("wide", "stand-alone", self._forms)[day.weekday()]

    def short_weekday(self, day: date) -> str:
        """`Fri`, standing alone, without a full stop."""
        return get_day_names("abbreviated", "stand-alone", self._forms)[day.weekday()].rstrip(".")

    def weekday_and_day(self, day: date) -> str:
        """`Friday, 3 May 2019`."""
        return format_date(day, "full", self._forms)

    def clock(self, moment: datetime | time) -> str:
        """`14:05`; with am and pm where the language has no other way."""
        if self._forms.language == "en":
            return f"{moment.hour:02d}:{moment.minute:02d}"
        at = moment if isinstance(moment, time) else moment.timetz()
        return format_time(at.replace(tzinfo=None), "short", locale=self._forms)

    def clock_to_the_second(self, moment: datetime | time) -> str:
        """`14:05:09`; with am and pm where the language has no other way."""
        if self._forms.language == "en":
            return f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}"
        at = moment if isinstance(moment, time) else moment.timetz()
        return format_time(at.replace(tzinfo=None), "medium", locale=self._forms)

    def moment(self, moment: datetime) -> str:
        """`3 May 2019, 14:05`, in the zone that the value carries."""
        return self.tr_c("a day and the time of day", "{day}, {time}", day=self.day(moment), time=self.clock(moment))

    @property
    def month_words(self) -> dict[str, int]:
        """Every way of writing a month in this language, in lower case, with its number."""
        found: dict[str, int] = {}
        for width in ("wide", "abbreviated"):
            for usage in ("format", "stand-alone"):
                names = get_month_names(width, usage, self._forms)
                found |= {names[number].lower().rstrip("."): number for number in range(1, 13)}
        return found

    @property
    def day_first(self) -> bool:
        """Whether `3/5` is the third of May to the person: by their territory, else by the language."""
        # CLDR may list no such pair; the likeliest language of the territory knows the order, too.
        pairs = (f"{language}_{self.territory}" for language in (self._forms.language, "und") if self.territory)
        forms = next((found for pair in pairs if (found := forms_of(pair, self.territory))), self._forms)
        written = format_date(date(2001, 2, 3), "short", forms)
        return written.find("3") < written.find("2") or written.find("3") == -1

    # Numbers, lists, sizes --------------------------------------------------------------------------------------------

    def number(self, number: float | Decimal) -> str:
        """`1,200`; a decimal with as many places as it has."""
        if not math.isfinite(number):
            return str(number)
        if isinstance(number, Decimal):  # 5.0 mg was typed with its place, and says how exact it is
            whole = self._forms.decimal_formats[None].pattern.split(";")[0].split(".")[0]
            places = max(0, -int(number.as_tuple().exponent))
            form = f"{whole}.{'0' * places}" if places else whole
            return numbers.format_decimal(number, form, self._forms)
        return numbers.format_decimal(number, locale=self._forms, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """`€12.50`: exact, with as many places as the amount has, and never fewer than the currency has."""
        said = numbers.format_currency(amount, currency, locale=self._forms, decimal_quantization=False)
        return re.sub(r"(?<=[^\W\d_])(?=\d)", "\u00a0", said)  # CLDR parts letters from the number, and Babel does not

    @property
    def number_signs(self) -> tuple[str, str]:
        """What stands before the decimals of a number, and what parts its thousands."""
        return numbers.get_decimal_symbol(self._forms), numbers.get_group_symbol(self._forms)

    @property
    def currency(self) -> str:
        """The ISO 4217 code of the currency where the person lives; empty where that is not known."""
        known = numbers.get_territory_currencies(self.territory) if self.territory else []
        return str(known[0]) if known else ""

    def currency_called(self, word: str) -> str:
        """The ISO 4217 code of the currency with this code, sign or name; empty for a word that is none, or several."""
        if word.upper() in numbers.list_currencies():
            return word.upper()
        signs, names = (cast("dict[str, str]", each) for each in (self._forms.currency_symbols, self._forms.currencies))
        if len(word) == 1 and signs.get(self.currency, "").endswith(word):
            return self.currency  # $ is the dollar of the country
        for named in (signs, names):
            found = [code for code, name in named.items() if name.casefold() == word.casefold()]
            if len(found) == 1:
                return found[0]
        return ""

    def time_zone(self, name: str) -> str:
        """The city by which a time zone of the IANA database is called: `Berlin`."""
        zones = cast("dict[str, dict[str, str]]", self._forms.time_zones)
        return zones.get(name, {}).get("city") or name.rpartition("/")[2].replace("_", " ")

    def plural_form(self, number: int) -> str:
        """The plural category that CLDR gives the number: `one`, `few`, `other` …"""
        return self._forms.plural_form(number)

    @property
    def plural_forms(self) -> frozenset[str]:
        """Every plural category of the language."""
        return frozenset({*self._forms.plural_form.tags, "other"})

    def territory_name(self, territory: str) -> str:
        """What the language calls the territory of an ISO 3166 code; the code itself where CLDR has no name."""
        names = cast("dict[str, str]", self._forms.territories)
        return names.get(territory, territory)

    def listed(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """`a, b and c`; `a, b or c` with `or`."""
        return format_list(list(parts), style, self._forms)

    def size(self, number: int) -> str:
        """A size of files in whole megabytes, at least one; in gigabytes from ten on."""
        if number >= 10_000_000_000:
            return format_unit(round(number / 1_000_000_000), "digital-gigabyte", "short", locale=self._forms)
        return format_unit(max(1, round(number / 1_000_000)), "digital-megabyte", "short", locale=self._forms)

    def small_size(self, number: int) -> str:
        """A size of one file: in kilobytes below a megabyte, with one place below ten megabytes."""
        if number < 1_000_000:
            return format_unit(max(1, round(number / 1_000)), "digital-kilobyte", "short", locale=self._forms)
        if number < 10_000_000:
            tenths = Decimal(round(number / 100_000)) / 10
            return format_unit(tenths, "digital-megabyte", "short", locale=self._forms)
        return self.size(number)


@lru_cache(maxsize=8)
def language(tag: str, territory: str = "") -> Language:
    """The language of this tag: for a paper in another language than the window's. Raises ValueError as `Language` does."""
    return Language(tag, territory)


class _InUse:
    """The language that the person reads; one for the whole process."""

    now: Language = language("en")


def use(tag: str, territory: str = "") -> Language:
    """Take a language into use for everything shown from now on; English for a tag nobody knows. Returns it."""
    try:
        _InUse.now = language(tag, territory)
    except ValueError:
        _InUse.now = language("en", territory)
    return _InUse.now


def in_use() -> Language:
    """The language in use."""
    return _InUse.now


def available() -> tuple[str, ...]:
    """Tags of the languages that the program can be read in: English, and each with a catalogue in `resources/locale`."""
    others = {found.parent.parent.name.replace("_", "-") for found in _FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return ("en", *sorted(others - {"en"}))


def of_system(wanted: Iterable[str] = (), territory: str = "") -> tuple[str, str]:
    """The best language for this person that there is, and their territory.

    `wanted` are tags in the person's order and `territory` the country of their formats, as the desktop tells them; without tags the
    variables of the shell are read (`LANGUAGE`, `LC_ALL`, `LC_CTYPE`, `LANG`). Only read for the choice: forms come from CLDR.
    """
    shell = default_locale() or "en"
    # The locale C is no country; Babel reads it as American.
    tags = [tag.replace("_", "-") for tag in wanted or ["en" if shell.endswith("POSIX") else shell]]
    territory = (
        _territory_of_shell()
        or territory
        or next((part for tag in tags for part in tag.split("-")[1:] if len(part) == 2 and part.isupper()), "")
    )
    there = available()
    for tag in tags:
        for candidate in (tag, tag.split("-")[0]):
            if candidate in there:
                return candidate, territory
    return "en", territory


def _territory_of_shell() -> str:
    """The country that the shell names for dates: an English desktop in Austria has `LC_TIME=de_AT.UTF-8`."""
    named = next((value for name in ("LC_ALL", "LC_TIME", "LANG") if (value := os.environ.get(name))), "")
    country = named.split(".")[0].split("@")[0].partition("_")[2]
    return country if len(country) == 2 and country.isupper() else ""


def chosen(setting: str, wanted: Iterable[str] = (), territory: str = "") -> Language:
    """Take the person's choice into use: a tag, or `system`. `ISM_DESKTOP_LANGUAGE` goes before it: a word of the command line, a trial."""
    tag, territory = of_system(wanted, territory)
    asked = os.environ.get("ISM_DESKTOP_LANGUAGE") or setting
    return use(tag if asked in {"", "system"} else asked, territory)


def tr(message: str, /, **values: Filling) -> str:
    """The message in the language in use, its named gaps filled."""
    return _InUse.now.tr(message, **values)


def tr_n(one: str, several: str, number: int, /, **values: Filling) -> str:
    """The message in the plural form that the number asks for; `{number}` is filled with it."""
    return _InUse.now.tr_n(one, several, number, **values)


def tr_c(context: str, message: str, /, **values: Filling) -> str:
    """The message where one English word means two things: `context` says which."""
    return _InUse.now.tr_c(context, message, **values)


def tr_lazy(message: str, context: str = "") -> LazyText:
    """Mark a message that is read at import; `str()` of it translates."""
    return LazyText(message, context)


def tr_n_lazy(one: str, several: str) -> LazyPlural:
    """Mark a message with a number that is read at import; `for_number` translates."""
    return LazyPlural(one, several)
