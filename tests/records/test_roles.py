"""The roles of a care team are recognised in what was typed, in English and in every language that the program has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ism_desktop import language
from ism_desktop.records import roles, typed_words
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.tolerated import circumstance_key

_CONTEXT = "recognised words, with | between"


@pytest.fixture
def german_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program that also has German; English stays in use."""
    catalogue = Catalog(locale="de")
    catalogue.add("Haematologist", "Hämatologin")
    for role, words in (("family_doctor", "hausarzt|hausärzt"), ("mast_cell_specialist", "mastozyt")):
        listed = next(each.words for each in roles.ROLES if each.key == role)
        catalogue.add(listed.message, words, context=listed.context)
    catalogue.add(
        "no|none|nothing|nil|no premedication|nothing given|not given|without", "nein|keine|nichts", context=_CONTEXT
    )
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / f"{language.DOMAIN}.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    _forget()
    yield
    _forget()


def _forget() -> None:
    language.language.cache_clear()
    typed_words._in_every_language.cache_clear()


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Mast cell specialist", {"mast_cell_specialist"}),
        ("Haematologist, mast cell centre", {"haematologist", "mast_cell_specialist"}),
        ("My GP", {"family_doctor"}),
        ("GP", {"family_doctor"}),
        ("General Practitioner", {"family_doctor"}),
        ("stopgap physician", set()),
        ("Allergy/Immunology", {"allergist"}),
        ("Friend who drives me", set()),
        ("", set()),
    ],
)
def test_roles_are_found_in_what_was_typed(typed: str, keys: set[str]) -> None:
    assert roles.keys_in(typed) == keys


def test_every_suggested_role_is_recognised_by_its_own_key() -> None:
    suggested = CARE_TEAM.field("role").suggestions
    assert suggested == tuple(str(role.label) for role in roles.ROLES)
    for role, words in zip(roles.ROLES, suggested, strict=True):
        assert role.key in roles.keys_in(words)
        assert role.words.context == _CONTEXT


@pytest.mark.usefixtures("german_known")
@pytest.mark.parametrize("in_use", ["en", "de"])
def test_a_role_typed_in_one_language_is_known_in_the_other(in_use: str) -> None:
    before = language.in_use()
    language.use(in_use)
    try:
        assert roles.keys_in("Hausärztin") == {"family_doctor"}
        assert roles.keys_in("hämatologin") == {"haematologist"}
        assert roles.keys_in("Family doctor") == {"family_doctor"}
        assert roles.keys_in("Mastozytose-Ambulanz") & roles.ON_CARD
    finally:
        language._InUse.now = before


@pytest.mark.usefixtures("german_known")
def test_nothing_given_is_understood_in_every_language() -> None:
    assert circumstance_key({"premedication": "Keine."}) == "none"
    assert circumstance_key({"premedication": "none"}) == "none"
    assert circumstance_key({"premedication": "Cetirizin"}) == "after"
