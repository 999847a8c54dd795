"""What is said about something tolerated: never without its circumstances."""

from typing import Any

import pytest

from ism_desktop.records.kinds.tolerated import TOLERATED, circumstance, in_full, said
from ism_desktop.records.values import Gap, PartialDate


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Prednisone and cetirizine", "after premedication"),
        ("  Nonsteroidal cream ", "after premedication"),
        (Gap.NONE, "no premedication"),
        ("None", "no premedication"),
        ("nothing given.", "no premedication"),
        (Gap.UNKNOWN, "premedication not known"),
        ("I don’t know", "premedication not known"),
        ("?", "premedication not known"),
        (None, "premedication not known"),
        ("  ", "premedication not known"),
    ],
)
def test_every_answer_gives_one_of_three_circumstances(given: object, words: str) -> None:
    assert circumstance({"substance": "Fentanyl", "premedication": given}) == words
    assert TOLERATED.title_of({"substance": "Fentanyl", "premedication": given}) == f"Fentanyl, {words}"


def test_in_full_it_also_says_what_was_given() -> None:
    assert in_full({"premedication": "Prednisone"}) == "after premedication: Prednisone"
    assert in_full({"premedication": Gap.NONE}) == "no premedication"
    assert in_full({}) == "premedication not known"


def test_the_date_is_said_as_far_as_it_is_known() -> None:
    values: dict[str, Any] = {"substance": "Fentanyl", "premedication": "Prednisone"}
    assert said(values | {"happened_on": PartialDate(2023, 10, 6)}, dated=True) == (
        "Fentanyl, after premedication, 6 October 2023"
    )
    assert said(values | {"happened_on": Gap.UNKNOWN}, dated=True) == "Fentanyl, after premedication"


def test_a_record_that_says_nothing_yet_still_has_a_title() -> None:
    assert said({}) == "Tolerated, premedication not known"
