"""The list of files that the records name: each file of each document once, those of trashed documents too."""

from ism_desktop.records import store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.vault.integrity import Part
from tests.vault.filing import file_document


def test_every_file_of_every_document_is_listed(vault: Vault) -> None:
    file_document(vault, "Biopsy 2019", b"biopsy", b"words")
    file_document(vault, "Letter", b"a letter")
    with vault.write() as session:
        (letter,) = (record for record in store.list_active(session, DOCUMENTS) if record.title == "Letter")
        store.trash(session, DOCUMENTS, letter.id)
        store.save(
            session, DOCUMENTS, {"title": "Biopsy at last"}, record_id=_other(store.list_active(session, DOCUMENTS))
        )
    with vault.read() as session:
        listed = filed_files(session)
    assert {file.file_id for file in listed} == vault.files.ids()
    assert [
        (file.title, file.part) for file in sorted(listed, key=lambda file: file.title) if file.part is Part.ORIGINAL
    ] == [
        ("Biopsy at last", Part.ORIGINAL),
        ("Letter", Part.ORIGINAL),
    ]
    (text,) = (file for file in listed if file.part is Part.TEXT)
    assert (text.title, text.size, text.sha256) == ("Biopsy at last", None, None)
    (original,) = (file for file in listed if file.title == "Letter")
    front = vault.files.front(original.file_id)
    assert (original.size, original.sha256) == (front["size"], front["sha256"])


def _other(records: list[store.Record]) -> str:
    (record,) = records
    return record.id
