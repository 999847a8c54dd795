"""Numbers on papers: the next free one, none given twice unnoticed, and the code of a label that leads back."""

from typing import Any

import pytest

from ism_desktop.records import paper_numbers, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.vault import Session, Vault
from tests.records.samples import values_for


def document(session: Session, count: int, number: str | None, **values: Any) -> str:
    plain = {**values_for(DOCUMENTS, count), "title": f"Paper {count}", "notes": None, "own_values": None}
    return store.save(session, DOCUMENTS, {**plain, "label_number": number, **values})


def test_the_next_one_follows_the_highest_of_its_beginning(vault: Vault) -> None:
    with vault.write() as session:
        assert paper_numbers.next_free(session, "") == "1"
        document(session, 1, "P 9")
        gone = document(session, 2, "P 10")
        document(session, 3, "B-007")
        document(session, 4, "in the kitchen")
        store.trash(session, DOCUMENTS, gone)
        assert paper_numbers.next_free(session, "p") == "P 11", "one in the trash may come back"
        assert paper_numbers.next_free(session, "B") == "B-008"
        assert paper_numbers.next_free(session, "New ") == "New 1"
        assert paper_numbers.free_for_labels(session, "P ", 2) == ["P 11", "P 12"]
        paper_numbers.note_printed(session, ["P 11", "P 12"])
        assert paper_numbers.free_for_labels(session, "P ", 1) == ["P 13"], "those labels exist"
        assert paper_numbers.next_free(session, "P") == "P 11", "and wait for a paper"


def test_several_without_a_number_get_the_next_ones(vault: Vault) -> None:
    with vault.write() as session:
        ids = [document(session, 1, None), document(session, 2, "P3"), document(session, 3, None)]
        assert paper_numbers.given(session, ids) == {ids[0]: "P4", ids[2]: "P5"}


def test_who_has_a_number_is_told_however_it_is_written(vault: Vault) -> None:
    with vault.write() as session:
        first = document(session, 1, "P 17")
        document(session, 2, "P 1")
        assert paper_numbers.holders(session, "p-17") == [(first, "Paper 1")]
        assert paper_numbers.as_written(session, "P17") == "P 17"
        assert paper_numbers.as_written(session, "P18") == "P 18"
        assert paper_numbers.as_written(session, "ABC") == "ABC"


@pytest.mark.parametrize(
    ("typed", "key", "is_code"),
    [
        ("LBL:P17", "p17", True),
        (" lbl:p17 ", "p17", True),
        ("P 17", "p17", False),
        ("17", "17", False),
        ("tryptase", "", False),
        ('from:"Dr Chen" 2024', "", False),
        ("LBL:", "", True),
    ],
)
def test_what_is_typed_or_scanned_is_understood(typed: str, key: str, is_code: bool) -> None:
    assert paper_numbers.meant_by(typed) == (key, is_code)


def test_the_code_in_the_search_box_finds_its_document_and_no_other(vault: Vault) -> None:
    with vault.write() as session:
        wanted = document(session, 1, "P 1")
        document(session, 2, "P 17")
        document(session, 3, "P 170", notes="P 1 is the other one")
    index = Index(vault, lambda _file: [])
    index.catch_up()
    assert [hit.record_id for hit in index.search(paper_numbers.code_of("P 1"))] == [wanted]
    for typed in ("P 1", "p1", "P-1"):
        assert index.search(typed)[0].record_id == wanted, typed
    assert index.search("LBL:P2") == []
    assert all(one.what != "label" for one in index.narrowings("paper"))
    index.close()
