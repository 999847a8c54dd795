"""The list of research papers on one page, and what the binder holds of them."""

from datetime import date
from typing import Any

from ism_desktop.printing import binder, publication_list
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds.publications import LATER, NEW, PUBLICATIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 11, 30)


def save(vault: Vault, **values: Any) -> None:
    with vault.write() as session:
        store.save(session, PUBLICATIONS, {"state": NEW, **values})


def test_the_chosen_ones_stand_on_one_page_the_latest_first(vault: Vault) -> None:
    save(vault, title="Older", published=PartialDate(2020), pmid="12345", types="Practice Guideline")
    save(vault, title="Newer", published=PartialDate(2026, 5), authors="A B, " * 40, notes="Ask about it")
    save(vault, title="For later", state=LATER)
    with vault.read() as session:
        content = publication_list.collect(session, "new", TODAY)
        later = publication_list.collect(session, "later", TODAY)
    assert [entry.title for entry in content.entries] == ["Newer", "Older"]
    assert content.entries[0].where == "A B and others, May 2026"
    (page,) = texts(publication_list.draw(content, Paper.A4))
    for words in (
        "New papers",
        "PMID 12345",
        "Marked in the file as: Guideline",
        "My note: Ask about it",
        "Not medical advice",
    ):
        assert words in page
    assert "For later" in texts(publication_list.draw(later, Paper.LETTER))[0]


def test_more_than_a_page_holds_is_counted(vault: Vault) -> None:
    for number in range(80):
        save(
            vault,
            title=f"Paper number {number} with a title that takes more than a line of the page, as most titles do",
        )
    with vault.read() as session:
        content = publication_list.collect(session, "all", TODAY)
    (page,) = texts(publication_list.draw(content, Paper.A4))
    missing = publication_list.left_off(content, Paper.A4)
    assert missing > 20
    assert f"{missing} more papers find no room on this page." in page


def test_the_binder_holds_what_the_person_keeps(vault: Vault) -> None:
    save(vault, title="Only there")
    save(vault, title="Kept", state=LATER)
    with vault.read() as session:
        (tab,) = [tab for tab in binder.collect(session, TODAY).tabs if tab.key == "evidence"]
    (group,) = tab.groups
    assert [record.title for record in group.records] == ["Kept"]
    assert "1 research paper is not printed" in group.notes[0]
