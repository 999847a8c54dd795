"""An amount of money: exact, with its currency."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from ism_desktop.cldr import currency_digits
from ism_desktop.language import Language, in_use, tr
from ism_desktop.records.values.numbers import NUMBER, read_number

_STORED = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")
_TYPED = re.compile(rf"(?P<before>[^\d]*?)\s*(?P<number>{NUMBER})(?P<after>\D*)")
_ROUND_SUM = re.compile(r"[.,]\s*[-–—]+(?=\s|$)")  # 80.-, as it is written in Switzerland
_MOST_DIGITS, _MOST_PLACES = 12, 6


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of a currency of ISO 4217. It has at least the places that the currency has.

    Raises:
        ValueError: there is no such currency, or the amount is none that can be kept.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        digits = currency_digits(self.currency)
        if digits is None:
            raise ValueError(f"{self.currency!r} is no currency")
        if not self.amount.is_finite():
            raise ValueError("an amount is a number")
        plain = format(self.amount, "f").lstrip("-")
        whole, _, places = plain.partition(".")
        if len(whole) > _MOST_DIGITS or len(places) > _MOST_PLACES:
            raise ValueError("an amount has at most 12 digits and 6 places")
        exact = Decimal(format(self.amount, "f"))
        if len(places) < digits:
            exact = exact.quantize(Decimal(1).scaleb(-digits))
        object.__setattr__(self, "amount", exact or abs(exact))

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read back what `stored` wrote. Raises ValueError for anything else."""
        match = _STORED.fullmatch(text)
        made = cls(Decimal(match[1]), match[2]) if match is not None else None
        if made is None or made.stored != text:
            raise ValueError(f"not a stored amount: {text!r}")
        return made

    @property
    def stored(self) -> str:
        """`12.50 EUR`."""
        return f"{format(self.amount, 'f')} {self.currency}"

    @property
    def words(self) -> str:
        """`€12.50`, in the language in use."""
        return self.said_in(in_use())

    @property
    def typed(self) -> str:
        """`12.50 EUR` with the decimal sign of the language in use: `parse_money` reads it back."""
        return self.stored.replace(".", in_use().number_signs[0])

    def said_in(self, language: Language) -> str:
        """The amount in a language."""
        return language.money(self.amount, self.currency)


def parse_money(text: str, currency: str = "") -> Money:
    """Read an amount as people write it: `12,50`, `12.50 EUR`, `€ 12.50`, `CHF 80`.

    Args:
        text: what was typed.
        currency: the one that is meant when none is typed; empty for that of the country where the person lives.

    Raises:
        ValueError: its text is a sentence for the person.
    """
    typed = _ROUND_SUM.sub("", text.strip())
    found = _TYPED.fullmatch(typed)
    before = found["before"].strip() if found is not None else ""
    is_negative = bool(re.search(r"[-−]$|^[-−]", before))
    number = read_number(found["number"], in_use().number_signs) if found is not None else None
    if found is None or number is None:
        raise ValueError(_advice(text))
    word = f"{before.strip('-−+ ')} {found['after'].strip()}".strip()
    code = in_use().currency_called(word) if word else currency or in_use().currency
    if not code and word:
        raise ValueError(
            tr("“{word}” is not a currency we know. Please write its code, such as EUR or USD.", word=word)
        )
    if not code:
        raise ValueError(tr("Please write the currency too, such as {example}.", example=f"{text.strip()} EUR"))
    try:
        return Money(-number if is_negative else number, code)
    except ValueError:
        raise ValueError(_advice(text)) from None


def _advice(typed: str) -> str:
    example = Money(Decimal("12.50"), in_use().currency or "EUR").typed
    return tr("“{typed}” is not an amount we can read. Try {example}.", typed=typed.strip(), example=example)
