"""Searches kept under a name: kept, changed, renamed, found again by their words, and a name to propose."""

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import reverting, saved_searches, store
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.search import Index, asked
from ism_desktop.vault import Vault


def _all(vault: Vault) -> list[tuple[str, str]]:
    with vault.read() as session:
        return [(one.name, one.words) for one in saved_searches.all_of(session)]


def test_a_name_that_is_there_already_looks_for_the_new_words_and_that_is_taken_back(vault: Vault) -> None:
    with vault.write() as session:
        first = saved_searches.keep(session, "  Letters ", 'kind:letter  from:"Dr Chen"')
    with vault.write() as session:
        since = reverting.mark(session)
        assert saved_searches.keep(session, "LETTERS", "kind:letter") == first
        until = reverting.mark(session)
    assert _all(vault) == [("LETTERS", "kind:letter")]
    with vault.write() as session:
        reverting.revert(session, since, until)
    assert _all(vault) == [("Letters", 'kind:letter from:"Dr Chen"')]
    with vault.read() as session:
        there = saved_searches.all_of(session)
    assert saved_searches.saying(there, ' kind:letter from:"Dr Chen" ') == there[0]
    assert saved_searches.saying(there, "kind:letter") is None


def test_a_name_belongs_to_one_search_until_that_is_in_the_trash(vault: Vault) -> None:
    with vault.write() as session:
        first = saved_searches.keep(session, "Bones", "bone")
        second = saved_searches.keep(session, "Blood", "blood")
        with pytest.raises(InvalidRecord):
            saved_searches.rename(session, second, "bones")
        saved_searches.rename(session, second, "BLOOD")
        with pytest.raises(InvalidRecord):
            saved_searches.keep(session, "  ", "blood")
        store.trash(session, SAVED_SEARCHES, first)
        saved_searches.rename(session, second, "Bones")
    assert _all(vault) == [("Bones", "blood")]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tryptase", "Tryptase"),
        ('kind:lab before:2024 from:"Dr Chen" tryptase', "Tryptase, lab, before 2024, Dr Chen"),
        ('"bone marrow" -scan after:2022', "Bone marrow -scan, after 2022"),
        ("no:filing", "To be filed"),
        ("no:text kind:documents", "No text, documents"),
        ("-kind:bill mast", "Mast, not bill"),
        ("kind：lab", "Lab"),
        ("before:soon mast", "Mast"),
        ("肥大細胞 from:陳醫生", "肥大細胞, 陳醫生"),
        ("ไขกระดูก", "ไขกระดูก"),
    ],
)
def test_a_name_is_proposed_in_plain_words(typed: str, name: str) -> None:
    assert saved_searches.proposed_name(asked(typed)) == name


def test_a_long_one_is_proposed_short() -> None:
    assert len(saved_searches.proposed_name(asked("mast " * 40))) <= 61


@pytest.mark.parametrize("words", ['"骨髓" kind:documents', "ไขกระดูก", "نخاع", "העצם", "костном", "έξαψη"])
def test_words_of_any_script_come_back_as_they_were_typed_and_find_the_same(vault: Vault, words: str) -> None:
    with vault.write() as session:
        saved_searches.keep(session, saved_searches.proposed_name(asked(words)), words)
    ((name, kept),) = _all(vault)
    assert kept == words
    assert asked(kept) == asked(words)
    index = Index(vault, lambda _: ())
    index.catch_up()
    assert [hit.title for hit in index.search(name)] == [name]
    index.close()
