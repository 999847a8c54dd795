"""How each value of `records.values` stands in the database, and in the rows of a plain export: one column type for each."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String, Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

from ism_desktop.records.values import LinkedName, Moment, Money, PartialDate, Quantity
from ism_desktop.records.values.plain import choices_from_json, rows_from_json, rows_to_json


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written: `to_plain` gives what JSON knows, `from_plain` reads it back and refuses anything else with ValueError,
    KeyError or TypeError. `word` names the form in a plain export."""

    word: str
    to_plain: Callable[[Any], Any]
    from_plain: Callable[[Any], Any]

    def fits(self, plain: object) -> bool:
        """Whether this is exactly what `to_plain` gives for some value."""
        try:
            return self.to_plain(self.from_plain(plain)) == plain
        except (KeyError, TypeError, ValueError, RecursionError):
            return False


def _text(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    def checked(plain: Any) -> Any:
        if not isinstance(plain, str):
            raise TypeError("a text was expected")
        return read(plain)

    return checked


def _name_to_plain(value: str) -> str | dict[str, str]:
    return value.plain if isinstance(value, LinkedName) else value


def _name_from_plain(plain: Any) -> str:
    return plain if isinstance(plain, str) else LinkedName.from_plain(plain)


DATE = Form("date", lambda value: value.stored, _text(PartialDate.from_stored))
QUANTITY = Form("quantity", lambda value: value.plain, Quantity.from_plain)
MONEY = Form("money", lambda value: value.stored, _text(Money.from_stored))
MOMENT = Form("day and time", lambda value: value.stored, _text(Moment.from_stored))
CHOICES = Form("choices", list, choices_from_json)
ROWS = Form("rows", rows_to_json, rows_from_json)
NAME = Form("name", _name_to_plain, _name_from_plain)


class ValueColumn(TypeDecorator[Any]):
    """A column whose values have a form of their own: as text where the form is text, else as canonical JSON."""

    impl = Text
    cache_ok = True
    form: ClassVar[Form]

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Give the database its text."""
        if value is None:
            return None
        plain = self.form.to_plain(value)
        return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002
        """Read the database's text."""
        if value is None:
            return None
        return self.form.from_plain(json.loads(value) if value[:1] in {"{", "["} else value)


class DateColumn(ValueColumn):
    """A `PartialDate` as text such as 2019-05."""

    impl = String(16)
    cache_ok = True
    form = DATE


class QuantityColumn(ValueColumn):
    """A `Quantity` as JSON: its text, number, unit and comparator."""

    cache_ok = True
    form = QUANTITY


class MoneyColumn(ValueColumn):
    """`Money` as text such as 12.50 EUR."""

    impl = String(32)
    cache_ok = True
    form = MONEY


class MomentColumn(ValueColumn):
    """A `Moment` as text such as 2019-05-03T14:05[Europe/Berlin]."""

    cache_ok = True
    form = MOMENT


class ChoicesColumn(ValueColumn):
    """Several choices as a JSON list, in the order in which the field declares them."""

    cache_ok = True
    form = CHOICES


class RowsColumn(ValueColumn):
    """`Rows` as a JSON list of objects; see `values.rows` for why it is no table."""

    cache_ok = True
    form = ROWS


OF_LINKED = '{"id":"'  # how the text of a linked name begins in the database; nobody is called so


class NameColumn(ValueColumn):
    """A typed name as its text, as it was before names could be linked; a `LinkedName` as JSON."""

    cache_ok = True
    form = NAME

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002
        """Read the database's text; whatever is no linked name was typed."""
        if isinstance(value, str) and value.startswith(OF_LINKED):
            try:
                return LinkedName.from_plain(json.loads(value))
            except (KeyError, TypeError, ValueError):
                return value
        return value
