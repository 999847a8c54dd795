"""What a few letters find in the palette, and in which order."""

import pytest

from ism_desktop.ui.shell.palette_matching import Candidate, Section, by_title, grade, matching

CARD = Candidate(Section.PAGES_AND_COMMANDS, "Emergency card", "card")
CONTACTS = Candidate(Section.PAGES_AND_COMMANDS, "Emergency contacts", "contacts")
REACTIONS = Candidate(Section.PAGES_AND_COMMANDS, "Reactions & tolerated", "reactions")
MEDICATIONS = Candidate(Section.PAGES_AND_COMMANDS, "Medications", "medications")
LOCK = Candidate(Section.PAGES_AND_COMMANDS, "Lock", "lock")
APPEARANCE = Candidate(Section.SETTINGS, "Appearance", "appearance", also="Light Dark High contrast")
ALL = [CARD, CONTACTS, REACTIONS, MEDICATIONS, LOCK, APPEARANCE]


def found(typed: str) -> list[object]:
    return [candidate.target for candidate in matching(typed, ALL)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("emer", ["card", "contacts"]),
        ("card em", ["card"]),
        ("em ca", ["card"]),
        ("ec", ["card", "contacts"]),
        ("rt", ["reactions"]),
        ("tol", ["reactions"]),
        ("dic", ["medications"]),
        ("MED", ["medications"]),
        ("dark", ["appearance"]),
        ("lock", ["lock"]),
        ("xyz", []),
        ("&", []),
    ],
)
def test_letters_find(typed: str, expected: list[object]) -> None:
    assert found(typed) == expected


def test_accents_and_capitals_do_not_count() -> None:
    assert grade("arzt", "Ärztin") == 1
    assert grade("É", "epinephrine") == 1
    assert grade("müller", "Muller") == 0


def test_the_better_fit_comes_first() -> None:
    names = ["Care team", "Emergency card", "Card", "Scorecard"]
    graded = sorted((found, name) for name in names if (found := grade("card", name)) is not None)
    assert [name for _, name in graded] == ["Card", "Emergency card", "Scorecard"]


def test_pages_and_commands_come_before_settings() -> None:
    later = Candidate(Section.PAGES_AND_COMMANDS, "Large appearance", "page")
    assert [each.target for each in matching("appear", [APPEARANCE, later])] == ["page", "appearance"]


def test_without_letters_all_stay_in_their_order() -> None:
    assert found("") == [candidate.target for candidate in ALL]


def test_entries_whose_title_fits_come_first() -> None:
    assert by_title("cet", ["Letter of May", "Cetirizine", "Blood test", "Cetirizine drops"]) == [1, 3, 0, 2]
