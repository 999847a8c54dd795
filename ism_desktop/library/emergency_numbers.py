"""Ambulance numbers by country, as suggestions: the sources are public lists, and some of them disagree (docs/clinical-sources.md)."""

import re
from dataclasses import dataclass
from functools import cache

from ism_desktop.language import in_use, tr
from ism_desktop.library.resources import BadResource, check_sources, objects_at, read_object, text_at, texts_at

_FILE = "emergency_numbers.json"


@dataclass(frozen=True, slots=True)
class CountryNumber:
    """A country's ambulance number, and a second one where lists give two (empty otherwise). `code` is the country's by ISO 3166.

    `checked` is whether the lists agree on it; `note` says how they differ. `preset_from` is the month the table was made ("2026-11").
    """

    country: str
    code: str
    number: str
    second: str
    checked: bool
    note: str
    preset_from: str
    source: str

    @property
    def name(self) -> str:
        """What the country is called in the language in use."""
        language = in_use()
        return self.country if language.tag == "en" else language.territory_name(self.code)

    @property
    def advice(self) -> str:
        """What is said beside a suggested number."""
        if self.checked:
            return tr("As published in {month}. Check it before you travel.", month=self.preset_from)
        return tr("As published in {month}; public lists disagree. Check it before you travel.", month=self.preset_from)


@cache
def load() -> tuple[CountryNumber, ...]:
    """Every country, by name."""
    table = read_object(_FILE)
    sources = texts_at(table, "sources", _FILE)
    preset_from = text_at(table, "preset_from", _FILE)
    rows: list[CountryNumber] = []
    for entry in objects_at(table, "countries", _FILE):
        country = text_at(entry, "country", _FILE)
        number, second = text_at(entry, "number", country), text_at(entry, "second", country, empty=True)
        if not re.fullmatch(r"\d{2,5}", number) or not re.fullmatch(r"(\d{2,5})?", second):
            raise BadResource(f"{_FILE}: {country} has a number that nobody can dial")
        checked: object = entry.get("checked")
        if not isinstance(checked, bool):
            raise BadResource(f"{_FILE}: {country} must say whether it is checked")
        note = text_at(entry, "note", country, empty=True)
        marks = check_sources(text_at(entry, "source", country), sources, country)
        code = text_at(entry, "code", country)
        if not re.fullmatch("[A-Z]{2}", code):
            raise BadResource(f"{_FILE}: {country} has no code of ISO 3166")
        rows.append(CountryNumber(country, code, number, second, checked, note, preset_from, marks))
    if [row.country for row in rows] != sorted({row.country for row in rows}):
        raise BadResource(f"{_FILE}: the countries must stand once each, by name")
    return tuple(rows)
