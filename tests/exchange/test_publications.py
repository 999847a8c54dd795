"""A file of publications taken into a vault: a second one brings only what is new, nothing is lost, and all of it can be taken back."""

from datetime import date

import pytest

from ism_desktop.errors import DamagedFile, UnsupportedFile
from ism_desktop.exchange import publications as exchange
from ism_desktop.exchange.publications import TakenIn
from ism_desktop.progress import Cancelled
from ism_desktop.records import publications, store
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import NEW, PUBLICATIONS
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.made_publications import medline

TODAY = date(2026, 11, 30)


def take_in(vault: Vault, workers: Workers, content: bytes, name: str = "pubmed-set.nbib") -> TakenIn:
    return exchange.take_in(vault, workers, content, name, TODAY, search="mast cells")


def test_an_overlapping_file_brings_only_what_is_new(vault: Vault, workers: Workers) -> None:
    told: list[frozenset[str]] = []
    vault.on_change(told.append)
    first = take_in(vault, workers, medline(200))
    assert (first.total, len(first.filed.new), first.filed.known, first.is_whole) == (200, 200, 0, True)
    assert len(told) == 1, "the pieces are told together"
    second = take_in(vault, workers, medline(150, first=101, retracted=frozenset({120})), "second.nbib")
    assert (len(second.filed.new), second.filed.known, len(second.filed.marked)) == (50, 100, 1)
    with vault.read() as session:
        assert publications.numbers(session) == {NEW: 250, "news": 1}
        remembered = store.get(session, PUBLICATION_IMPORTS, second.import_id).values
    names = ("on_date", "file_name", "file_format", "total", "new", "known", "changed", "refused", "search")
    wanted = (PartialDate.from_date(TODAY), "second.nbib", "medline", 150, 50, 100, 1, 0, "mast cells")
    assert tuple(remembered[name] for name in names) == wanted


def test_one_doi_under_two_numbers_of_pubmed_is_two_papers(vault: Vault, workers: Workers) -> None:
    """As PubMed has some twice, a preprint among them: neither hides the other, and a file that knows the DOI alone adds no third."""
    both = b"PMID- 1\nTI  - First\nLID - 10.1182/x [doi]\n\nPMID- 2\nTI  - Second\nAID - 10.1182/x [doi]\n"
    assert len(take_in(vault, workers, both).filed.new) == 2
    for content in (
        both,
        both.split(b"\n\n")[1] + b"\n",
        b"PMID- 2\nTI  - Second\n\n" + both.split(b"\n\n")[0] + b"\n",
    ):
        again = take_in(vault, workers, content)
        assert (again.filed.new, again.filed.changed, again.filed.known) == ([], [], again.total)
    alone = b"<rss><channel><item><title>First</title><guid>https://doi.org/10.1182/x</guid></item></channel></rss>"
    assert take_in(vault, workers, alone, "feed.xml").filed.known == 1
    with vault.read() as session:
        papers = store.list_active(session, PUBLICATIONS)
    assert {(one.values["pmid"], one.title) for one in papers} == {("1", "First"), ("2", "Second")}


def test_an_import_is_taken_back_and_done_again(vault: Vault, workers: Workers) -> None:
    take_in(vault, workers, medline(10))
    second = take_in(vault, workers, medline(10, first=6, retracted=frozenset({8})))
    exchange.take_back(vault, second)
    with vault.read() as session:
        assert publications.numbers(session) == {NEW: 10, "news": 0}
        assert store.count(session, PUBLICATION_IMPORTS) == 1
    exchange.bring_again(vault, second)
    with vault.read() as session:
        assert store.count(session, PUBLICATIONS) == 15
        assert store.count(session, PUBLICATION_IMPORTS) == 2


def test_what_is_refused_is_told_one_by_one(vault: Vault, workers: Workers) -> None:
    taken = take_in(
        vault, workers, b"junk before\n\nPMID- 1\nTI  - Good\n\nPMID- 2\nDP  - 2020\n\nPMID- 3\nTI  - Good too\n"
    )
    assert (taken.total, len(taken.filed.new), taken.refused_count) == (4, 2, 2)
    with vault.read() as session:
        refusals = store.get(session, PUBLICATION_IMPORTS, taken.import_id).values["refusals"]
    assert refusals == Rows(
        (
            {"number": 1, "reason": "not_a_record", "about": "junk before"},
            {"number": 3, "reason": "no_title", "about": "PMID 2"},
        )
    )


def test_what_was_filed_before_a_stop_stays_and_the_rest_comes_next_time(vault: Vault, workers: Workers) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done >= 60:
            raise Cancelled

    taken = exchange.take_in(vault, workers, medline(150), "a.nbib", TODAY, stop)
    assert not taken.is_whole
    assert 0 < taken.total < 150
    rest = take_in(vault, workers, medline(150))
    assert len(taken.filed.new) + len(rest.filed.new) == 150
    with vault.read() as session:
        assert store.count(session, PUBLICATION_IMPORTS) == 2


def test_another_file_leaves_nothing_behind(vault: Vault, workers: Workers) -> None:
    for content, error in ((b"TY  - JOUR\n", UnsupportedFile), (b"", DamagedFile)):
        with pytest.raises(error):
            take_in(vault, workers, content)
    with vault.read() as session:
        assert store.count(session, PUBLICATION_IMPORTS) == 0
