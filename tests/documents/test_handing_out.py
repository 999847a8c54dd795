"""What can be had from a document: pictures of its pages, a thumbnail, its text, the original."""

import io
from pathlib import Path

import pytest
from PIL import Image

from ism_desktop import documents
from ism_desktop.documents import import_document
from ism_desktop.errors import CannotSave, RecordMissing, VaultDamaged
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS, thumbnail_key
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.worker import files


@pytest.fixture
def imported(vault: Vault, workers: Workers, tmp_path: Path) -> str:
    """A document of two pages in the vault."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(files.text_pdf("First", "Second page", size=(300, 600)))
    result = import_document(vault, workers, path)
    assert result.document_id is not None
    return result.document_id


def test_pages_are_counted_from_one(vault: Vault, workers: Workers, imported: str) -> None:
    first = documents.page_picture(vault, workers, imported, 1, 72)
    second = documents.page_picture(vault, workers, imported, 2, 144)
    assert (first.width, first.height) == (300, 600)
    assert (second.width, second.height) == (600, 1200)
    for page in (0, 3):
        with pytest.raises(ValueError, match="of 2"):
            documents.page_picture(vault, workers, imported, page, 72)


def test_a_thumbnail_is_kept_encrypted_and_made_again_when_it_is_lost(
    vault: Vault, workers: Workers, imported: str
) -> None:
    small = documents.thumbnail(vault, workers, imported)
    image = Image.open(io.BytesIO(small))
    assert max(image.size) == 480
    assert image.height == 2 * image.width
    kept = [path for path in (vault.path / "cache").rglob("*.ismd") if path.is_file()]
    assert kept
    assert not any(b"PNG" in path.read_bytes()[:200] for path in kept)
    for path in kept:
        path.unlink()
    assert documents.thumbnail(vault, workers, imported) == small


def test_a_thumbnail_was_made_with_the_import(vault: Vault, imported: str) -> None:
    with vault.read() as session:
        file_id = store.get(session, DOCUMENTS, imported).values["file_id"]
    assert vault.cache_files.get(thumbnail_key(file_id)) is not None


def test_the_original_is_saved_byte_for_byte(vault: Vault, imported: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    target.write_bytes(b"an older copy")
    documents.save_original(vault, imported, target)
    assert target.read_bytes() == (tmp_path / "letter.pdf").read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_an_original_that_cannot_be_saved_leaves_nothing(vault: Vault, imported: str, tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="could not be saved"):
        documents.save_original(vault, imported, tmp_path / "no folder" / "copy.pdf")


def test_a_damaged_original_is_never_handed_out(vault: Vault, imported: str, tmp_path: Path) -> None:
    with vault.read() as session:
        file_id = store.get(session, DOCUMENTS, imported).values["file_id"]
    (stored,) = vault.path.rglob(f"{file_id}.ismd")
    content = bytearray(stored.read_bytes())
    content[-20] ^= 1
    stored.write_bytes(content)
    target = tmp_path / "copy.pdf"
    target.write_bytes(b"an older copy")
    with pytest.raises(VaultDamaged, match=r"letter\.pdf"):
        documents.save_original(vault, imported, target)
    assert target.read_bytes() == b"an older copy"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_document_that_is_gone_is_named_as_such(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        documents.thumbnail(vault, workers, "0" * 32)
    with pytest.raises(RecordMissing):
        documents.page_texts(vault, "0" * 32)
    with pytest.raises(RecordMissing):
        documents.save_original(vault, "0" * 32, tmp_path / "x")
