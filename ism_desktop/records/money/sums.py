"""Sums of money, one for each currency."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal, Inexact

from ism_desktop.language import in_use
from ism_desktop.records.values import Money

# An amount has at most 12 digits and 6 places (`Money`): a sum of a million of them still fits, and whatever did not would raise.
EXACT = Context(prec=40, traps=[Inexact])


class Sums:
    """How much of each currency. Adding gives a new one; it holds what was added to the last place, whatever the order."""

    __slots__ = ("_amounts",)

    def __init__(self, amounts: Mapping[str, Decimal] | None = None) -> None:
        self._amounts: dict[str, Decimal] = dict(amounts or {})

    @classmethod
    def of(cls, amounts: Iterable[Money | None]) -> "Sums":
        """The sum of these; None counts as not said."""
        total: dict[str, Decimal] = {}
        for money in amounts:
            if money is not None:
                total[money.currency] = EXACT.add(total.get(money.currency, Decimal(0)), money.amount)
        return cls(total)

    def __add__(self, other: "Sums") -> "Sums":
        total = dict(self._amounts)
        for currency, amount in other._amounts.items():
            total[currency] = EXACT.add(total.get(currency, Decimal(0)), amount)
        return Sums(total)

    def __neg__(self) -> "Sums":
        return Sums({currency: -amount for currency, amount in self._amounts.items()})

    def __sub__(self, other: "Sums") -> "Sums":
        return self + -other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sums) and self._without_zeros() == other._without_zeros()

    def __hash__(self) -> int:
        return hash(frozenset(self._without_zeros().items()))

    def __iter__(self) -> Iterator[Money]:
        """One amount for each currency of which there is some, in the order of their codes."""
        return (Money(amount, currency) for currency, amount in sorted(self._without_zeros().items()))

    def __bool__(self) -> bool:
        return bool(self._without_zeros())

    def __repr__(self) -> str:
        return f"Sums({[money.stored for money in self]})"

    def _without_zeros(self) -> dict[str, Decimal]:
        return {currency: amount for currency, amount in self._amounts.items() if amount}

    def in_currency(self, currency: str) -> Money:
        """How much of one currency; nothing of it is 0."""
        return Money(self._amounts.get(currency, Decimal(0)), currency)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Of which there is some."""
        return tuple(sorted(self._without_zeros()))

    @property
    def words(self) -> str:
        """`€12.50 and $3.00`; empty for nothing."""
        return in_use().listed([money.words for money in self])
