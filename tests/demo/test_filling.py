"""The demo patient in a real vault."""

from pathlib import Path

import pytest

from ism_desktop.demo.papers import ALLERGIST, HOSPITAL, MARROW, PAPERS, PLAN, UNFILED
from ism_desktop.documents import page_texts
from ism_desktop.records import history, links, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS, number_to_file
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.vault import Vault


def _document(vault: Vault, file_name: str) -> store.Record:
    with vault.read() as session:
        return next(
            record for record in store.list_active(session, DOCUMENTS) if record.values["file_name"] == file_name
        )


def test_every_kind_is_filled_and_the_vault_says_demo(demo_vault: Vault) -> None:
    with demo_vault.read() as session:
        assert store.is_demo(session)
        for kind in KINDS:
            assert store.count(session, kind) > 0, kind.name
        assert store.count(session, DOCUMENTS) == len(PAPERS) + len(UNFILED)
        assert number_to_file(session) == len(UNFILED)


def test_records_point_to_the_page_that_says_so(demo_vault: Vault) -> None:
    with demo_vault.read() as session:
        person = store.the_one(session, PERSON)
        assert person is not None
        proofs = {(proof.document_id, proof.page) for proof in links.proofs(session, PERSON, person.id)}
        assert proofs == {(_titled(session, MARROW).id, 1), (_titled(session, ALLERGIST).id, 1)}
        proved = links.backlinks(session, _titled(session, ALLERGIST).id)
        assert len(proved) >= 5
        assert {link.page for link in proved} >= {1, 2}


def _titled(session: object, file_name: str) -> store.Record:
    records = store.list_active(session, DOCUMENTS)  # pyright: ignore[reportArgumentType]
    return next(record for record in records if record.values["file_name"] == file_name)


def test_former_values_are_there_to_look_at(demo_vault: Vault) -> None:
    with demo_vault.read() as session:
        card = store.the_one(session, EMERGENCY_CARD)
        assert card is not None
        assert card.values["tryptase"] == "28.6 ng/mL"
        formers = [version.former for version in history.versions(session, EMERGENCY_CARD, card.id)]
        assert any(former.get("tryptase") == "29.4 ng/mL" for former in formers)


@pytest.mark.parametrize(("file_name", "word"), [(HOSPITAL, "Fernbrook"), (PLAN, "anaphylaxis")])
def test_scanned_pages_were_read(demo_vault: Vault, file_name: str, word: str) -> None:
    document = _document(demo_vault, file_name)
    (page,) = page_texts(demo_vault, document.id)
    assert page.source == "ocr"
    assert word in page.text


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file_name)
def test_every_page_of_every_document_says_demo(demo_vault: Vault, paper: object) -> None:
    file_name: str = paper.file_name  # pyright: ignore[reportAttributeAccessIssue]
    texts = page_texts(demo_vault, _document(demo_vault, file_name).id)
    assert texts
    for text in texts:
        assert "DEMO" in text.text
        assert "nvented" in text.text


def test_documents_are_kept_byte_for_byte(demo_vault: Vault) -> None:
    document = _document(demo_vault, MARROW)
    original = Path(__file__).resolve().parents[2] / "resources" / "demo" / MARROW
    assert demo_vault.files.read(document.values["file_id"]) == original.read_bytes()
