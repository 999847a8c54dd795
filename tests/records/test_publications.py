"""Publications filed among those that are known; saving many at once as the store saves one; the search and the reminder."""

from datetime import date
from typing import Any

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import bulk, history, paging, publication_watch, publications, store, vault_settings
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import LATER, NEW, PUBLICATIONS, SEEN
from ism_desktop.records.publication_filter import PublicationFilter
from ism_desktop.records.publication_words import marks, marks_words, news_words
from ism_desktop.records.publications import Filed
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.vault import Vault

YEAR = PartialDate(2024)


def file_away(vault: Vault, *batch: dict[str, Any]) -> Filed:
    with vault.write() as session:
        return publications.file_away(session, batch, where_from="a.nbib")


def the_one(vault: Vault, record_id: str) -> dict[str, Any]:
    with vault.read() as session:
        return dict(store.get(session, PUBLICATIONS, record_id).values)


def test_known_by_number_then_doi_then_title_and_year(vault: Vault) -> None:
    first = file_away(
        vault,
        {"title": "One", "pmid": "1"},
        {"title": "Two", "doi": "10.1000/2"},
        {"title": "Three is  Ümläuted.", "published": YEAR},
        {"title": "Four"},
    )
    assert len(first.new) == 4
    again = file_away(
        vault,
        {"title": "One, called otherwise", "pmid": "1"},
        {"title": "Two", "doi": "10.1000/2", "pmid": "22"},
        {"title": "three is ümläuted", "published": PartialDate(2024, 5)},
        {"title": "Four"},
        {"title": "Three is Ümläuted.", "published": PartialDate(2023)},
        {"title": "One", "pmid": "111"},
    )
    assert (again.known, len(again.new)) == (4, 2)
    assert the_one(vault, first.new[0])["title"] == "One"
    assert the_one(vault, first.new[1])["pmid"] == "22"
    assert the_one(vault, first.new[2])["published"] == PartialDate(2024, 5)
    # Two numbers are two publications, though the publisher gave both one DOI.
    assert len(file_away(vault, {"title": "An erratum", "doi": "10.1000/2", "pmid": "23"}).new) == 1


def test_the_same_one_twice_in_a_file_is_one(vault: Vault) -> None:
    filed = file_away(vault, {"title": "One", "pmid": "1"}, {"title": "One", "pmid": "1", "abstract": "Said here"})
    assert (len(filed.new), filed.known) == (1, 1)
    assert the_one(vault, filed.new[0])["abstract"] == "Said here"


def test_what_was_thrown_away_does_not_come_as_new(vault: Vault) -> None:
    (one,) = file_away(vault, {"title": "One", "pmid": "1"}).new
    with vault.write() as session:
        store.trash(session, PUBLICATIONS, one)
    assert file_away(vault, {"title": "One", "pmid": "1"}).new == []


def test_a_later_mark_is_added_and_told_and_touches_nothing_of_the_persons(vault: Vault) -> None:
    (one,) = file_away(vault, {"title": "One", "pmid": "1", "types": "Journal Article"}).new
    with vault.write() as session:
        store.save(session, PUBLICATIONS, {"state": SEEN, "notes": "Mine", "title": "My title"}, record_id=one)
    retraction = Rows(({"what": "retraction_in", "where": "Blood. 2026"},))
    later = {"title": "One", "pmid": "1", "types": "Journal Article; Retracted Publication", "relations": retraction}
    filed = file_away(vault, later)
    assert filed.marked == [one]
    values = the_one(vault, one)
    assert (values["state"], values["notes"], values["title"]) == (SEEN, "Mine", "My title")
    assert values["news"] == "retracted"
    assert "Retracted" in news_words(values)
    assert file_away(vault, later).changed == []
    numbered = [
        {**later, "relations": Rows(({"what": "update_in", "where": where},))} for where in ("X PMID: 7", "Y. PMID: 7.")
    ]
    assert [len(file_away(vault, one).changed) for one in numbered] == [1, 0]
    with vault.read() as session:
        assert store.get(session, PUBLICATIONS, one).title == "My title (retracted)"
        assert publications.numbers(session) == {SEEN: 1, "news": 1}
        listed = paging.ids(session, paging.Wish(PUBLICATIONS, narrowing=PublicationFilter(has_news=True)))
        assert listed == [one]
        assert paging.ids(session, paging.Wish(PUBLICATIONS, narrowing=PublicationFilter(NEW))) == []


def test_marks_are_what_the_file_says() -> None:
    assert marks({"types": "Journal Article; Practice Guideline; Systematic Review; Review"}) == [
        "guideline",
        "systematic_review",
        "review",
    ]
    assert marks({"types": "Case Reports"}) == []
    assert marks_words({"relations": Rows(({"what": "erratum_in"}, {"what": "comment_in"}))}) == "Corrected"


def test_states_are_given_together_and_taken_back(vault: Vault) -> None:
    ids = file_away(vault, *({"title": f"Number {n}", "pmid": str(n)} for n in range(1, 5))).new
    with vault.write() as session:
        store.save(session, PUBLICATIONS, {"state": LATER, "news": "corrected"}, record_id=ids[3])
    with vault.write() as session:
        before = publications.mark(session, ids, LATER)
    assert set(before) == set(ids), "what a later file said is seen now, too"
    assert {the_one(vault, each)["state"] for each in ids} == {LATER}
    with vault.read() as session:
        assert [version.action for version in history.versions(session, PUBLICATIONS, ids[0])] == ["changed", "created"]
    with vault.write() as session:
        publications.unmark(session, before)
    assert [the_one(vault, each)["state"] for each in ids] == [NEW, NEW, NEW, LATER]
    assert the_one(vault, ids[3])["news"] == "corrected"


def test_many_at_once_are_saved_as_one_by_one(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    vault.on_change(told.append)
    values = {"title": " Padded ", "published": YEAR, "relations": Rows(({"what": "comment_in", "where": ""},))}
    with vault.write() as session:
        (many,) = bulk.create(session, PUBLICATIONS, [values], is_told=False)
    assert told == []
    with vault.write() as session:
        one = store.save(session, PUBLICATIONS, values)
    with vault.read() as session:
        first, second = (store.get(session, PUBLICATIONS, each) for each in (many, one))
        assert (first.values, first.author) == (second.values, second.author)
        versions = [history.versions(session, PUBLICATIONS, each)[0] for each in (many, one)]
        assert versions[0].action == versions[1].action == "created"
        assert versions[0].former == versions[1].former
    with vault.write() as session:
        bulk.trash(session, PUBLICATIONS, [many, one, "gone"])
        assert store.count(session, PUBLICATIONS) == 0
    with vault.write() as session:
        bulk.restore(session, PUBLICATIONS, [many])
        assert [record.id for record in store.list_active(session, PUBLICATIONS)] == [many]
    with pytest.raises(InvalidRecord), vault.write() as session:
        bulk.create(session, PUBLICATIONS, [{"title": "fine"}, {"title": ""}])
    with vault.write() as session, pytest.raises(ValueError, match="one record"):
        bulk.create(session, PERSON, [{"name": "Juniper"}])


def test_the_next_look_follows_the_last_import(vault: Vault) -> None:
    with vault.write() as session:
        assert publication_watch.next_look(session) is None
        publication_watch.put_months(session, 3, date(2026, 11, 30))
        assert publication_watch.next_look(session) == date(2027, 2, 28)
        values = {"on_date": PartialDate(2026, 12, 24), "file_name": "a.nbib"}
        made = store.save(session, PUBLICATION_IMPORTS, values)
        assert publication_watch.next_look(session) == date(2027, 3, 24)
        store.trash(session, PUBLICATION_IMPORTS, made)
        assert publication_watch.next_look(session) == date(2027, 2, 28)
        publication_watch.put_search(session, "  mast \n cells ")
        assert publication_watch.get(session).search == "mast cells"
        publication_watch.put_months(session, 0, date(2026, 12, 30))
        assert publication_watch.next_look(session) is None
        with pytest.raises(ValueError, match="not offered"):
            publication_watch.put_months(session, 7, date(2026, 12, 30))
        vault_settings.put(session, publication_watch.SETTING, {"search": 7, "months": "x", "since": "never"})
        assert publication_watch.get(session) == publication_watch.Watch()
