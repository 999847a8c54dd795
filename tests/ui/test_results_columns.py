"""A copied table is taken apart without changing a letter, and nothing is decided over the person's head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ism_desktop.ui.places.results.columns import rows_of, taken_apart

_cells = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='";'), max_size=12)


@pytest.mark.parametrize("sign", ["\t", ";", "   "])
def test_the_usual_separators(sign: str) -> None:
    text = "\r\n".join(
        sign.join(line) for line in (("Tryptase", "28,6", "ng/mL", "< 11.4", "H"), ("CRP", "0.5", "mg/L"))
    )
    copied = taken_apart(text)
    assert not copied.headed
    assert copied.columns == ("test", "value", "unit", "range", "flag")
    assert rows_of(copied, copied.columns, headed=False) == [
        {"test": "Tryptase", "value": "28,6", "unit": "ng/mL", "range": "< 11.4", "flag": "H", "key": "tryptase"},
        {"test": "CRP", "value": "0.5", "unit": "mg/L", "key": "crp"},
    ]


def test_heads_are_known_in_any_order_and_a_former_value_is_left_out() -> None:
    copied = taken_apart("Reference range\tComponent\tResult\tUnits\tResult\n10-20\tLDH\t15\tU/L\t17")
    assert copied.headed
    assert copied.columns == ("range", "test", "value", "unit", "")
    assert rows_of(copied, copied.columns, headed=True) == [
        {"range": "10-20", "test": "LDH", "value": "15", "unit": "U/L", "key": "ldh"}
    ]


def test_a_spreadsheet_s_quotation_marks_are_not_part_of_a_cell() -> None:
    copied = taken_apart('"A;B";"1,5";mg\nC;"2;mg')
    assert copied.lines == (("A;B", "1,5", "mg"), ("C", '"2', "mg"))


def test_unknown_columns_are_left_out_and_short_lines_are_filled() -> None:
    copied = taken_apart("a\tb\tc\td\te\tf\tg\nx")
    assert copied.columns == ("test", "value", "unit", "range", "flag", "method", "")
    assert copied.lines[1] == ("x", "", "", "", "", "", "")


def test_nothing_is_nothing() -> None:
    for text in ("", "\n\n", " \t \n"):
        copied = taken_apart(text)
        assert copied.lines == ()
        assert rows_of(copied, copied.columns, headed=copied.headed) == []


@given(st.lists(st.lists(_cells, min_size=2, max_size=6), min_size=1, max_size=6))
def test_no_letter_is_changed(lines: list[list[str]]) -> None:
    wanted = [line for line in lines if any(line)]
    copied = taken_apart("\n".join("\t".join(line) for line in lines))
    width = max((len(line) for line in wanted), default=0)
    assert copied.lines == tuple((*line, *[""] * (width - len(line))) for line in wanted)
