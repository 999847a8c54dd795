"""What Unicode's CLDR, by Babel, and ISO lists know of currencies, time zones and the forms of a language in a territory."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError, numbers
from babel.core import get_global


@lru_cache(maxsize=512)
def currency_digits(currency: str) -> int | None:
    """How many decimals a currency has by ISO 4217; None for a code that is no currency."""
    return numbers.get_currency_precision(currency) if currency in numbers.list_currencies() else None


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """The names of all time zones of the IANA database: `Europe/Berlin`."""
    return frozenset({*get_global("zone_territories"), *get_global("zone_aliases"), "UTC"})


def forms_of(pair: str, territory: str) -> Locale | None:
    """CLDR's forms of a language in a territory; none where it would answer with those of another territory."""
    try:
        found = Locale.parse(pair)
    except (UnknownLocaleError, ValueError):
        return None
    return found if found.territory == territory else None
