"""Any value that a field can hold, for tests that try many: by the field's input, so that a new kind is tried too."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.records.values import (
    DAY_PARTS,
    SEASONS,
    Gap,
    Moment,
    Money,
    PartialDate,
    PartialTime,
    Quantity,
    Rows,
    parse_quantity,
)
from tests.exchange.patients import AWKWARD

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40) | st.sampled_from(AWKWARD[:-1])
years = st.integers(1800, 2200)
dates = st.one_of(
    st.builds(PartialDate, years),
    st.builds(PartialDate, years, season=st.sampled_from(SEASONS)),
    st.builds(PartialDate, years, st.integers(1, 12)),
    st.builds(PartialDate, years, st.integers(1, 12), st.integers(1, 28)),
)
times = st.one_of(
    st.builds(PartialTime, st.integers(0, 23)),
    st.builds(PartialTime, st.integers(0, 23), st.integers(0, 59)),
    st.builds(PartialTime, part=st.sampled_from(DAY_PARTS)),
)
moments = st.builds(
    Moment, dates, st.none() | times, st.sampled_from(("", "Europe/Berlin", "America/St_Johns", "+05:30", "UTC"))
)
amounts = st.decimals(min_value=-999_999, max_value=999_999, places=2, allow_nan=False) | st.sampled_from(
    [Decimal("0.0125"), Decimal(0), Decimal("-0.5"), Decimal(80)]
)
money = st.builds(Money, amounts, st.sampled_from(("EUR", "USD", "JPY", "KWD", "CHF")))
_QUANTITIES = (
    "< 1.0 ng/mL",
    "1:160",
    "trace",
    "positive",
    "32,4 ng/mL",
    "1,500",
    "5-10",
    "≥ 20 µg/L",
    "4.5 x 10^9/L",
    "++",
)
quantities: st.SearchStrategy[Quantity] = (st.sampled_from(_QUANTITIES) | texts.filter(str.strip)).map(parse_quantity)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Values, gaps and blanks for a field."""
    typed: dict[Input, st.SearchStrategy[Any]] = {
        Input.DATE: dates,
        Input.NUMBER: st.integers(field.minimum, field.maximum),
        Input.YES_NO: st.booleans(),
        Input.TIME: st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
        Input.CHOICE: st.sampled_from([choice.value for choice in field.choices] or [""]),
        Input.REFERENCE: st.none(),
        Input.QUANTITY: quantities,
        Input.MONEY: money,
        Input.MOMENT: moments,
        Input.SCALE: st.integers(0, 10),
        Input.TAGS: st.lists(st.sampled_from(["Travel", "Masto", "Masto/Bone marrow", "Zoë/日本"]), unique=True).map(
            tidy_all
        ),
        Input.CHOICES: st.lists(st.sampled_from([choice.value for choice in field.choices] or [""]), unique=True).map(
            tuple
        ),
    }
    chosen = _rows(field) if field.input is Input.ROWS else typed.get(field.input, texts)
    if field.required:
        return chosen.filter(lambda value: not isinstance(value, str) or value.strip())
    gaps: st.SearchStrategy[Gap] = st.sampled_from(field.gaps) if field.gaps else st.nothing()
    return chosen | gaps | st.none()


def _rows(field: Field) -> st.SearchStrategy[Rows | None]:
    row = st.fixed_dictionaries({cell.name: value_of(cell) for cell in field.fields})
    return st.lists(row, max_size=4).map(Rows.of)


def values_of(kind: Kind, *, skip: Collection[str] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Values for every field of a kind that a person fills in, but those named."""
    return st.fixed_dictionaries({field.name: value_of(field) for field in kind.form_fields if field.name not in skip})
