"""One believable value for every field of every kind, so that tests cover fields that are added later."""

from decimal import Decimal
from typing import Any

from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.values import Moment, Money, PartialDate, PartialTime, Rows, parse_quantity


def value_for(field: Field, number: int = 1) -> Any:
    """A valid value of the field; other numbers give other texts."""
    match field.input:
        case Input.DATE:
            return PartialDate(2020, number % 12 + 1)
        case Input.TIME:
            return f"{number % 24:02d}:30"
        case Input.NUMBER:
            return field.minimum + number
        case Input.CHOICE:
            return field.choices[number % len(field.choices)].value
        case Input.YES_NO:
            return number % 2 == 1
        case Input.REFERENCE:
            return None
        case Input.QUANTITY | Input.MONEY | Input.MOMENT | Input.SCALE | Input.CHOICES | Input.ROWS | Input.TAGS:
            return _richer(field, number)
        case _:
            return f"{field.label} Müller-{number}"


def _richer(field: Field, number: int) -> Any:
    match field.input:
        case Input.QUANTITY:
            return parse_quantity(f"< {number}.5 ng/mL")
        case Input.MONEY:
            return Money(Decimal(number) + Decimal("0.50"), field.currency or "EUR")
        case Input.MOMENT:
            return Moment(PartialDate(2020, number % 12 + 1, 3), PartialTime(number % 24, 5), "Europe/Berlin")
        case Input.SCALE:
            return number % 11
        case Input.TAGS:
            return (f"Tag {number}", f"Tag {number}/Under it")
        case Input.CHOICES:
            return tuple(choice.value for place, choice in enumerate(field.choices) if place != number % 2)
        case _:
            row = {cell.name: value_for(cell, number) for cell in field.fields}
            return Rows.of([row, {field.fields[0].name: value_for(field.fields[0], number + 1)}])


def values_for(kind: Kind, number: int = 1) -> dict[str, Any]:
    """Values for every field that a person fills in, and for the ones the program writes."""
    values = {field.name: value_for(field, number) for field in kind.form_fields}
    if kind.name == "documents":
        values |= {
            "file_name": f"scan-{number}.pdf",
            "media_type": "application/pdf",
            "size": 1000,
            "sha256": "0" * 64,
            "fingerprint": f"{number:064x}",
            "pages": 3,
            "file_id": f"{number:032x}",
            "imported_at": "2026-01-01T00:00:00+00:00",
        }
    return values
