"""Where the pages of a plan come from: the document itself, another one, or a file that waits in a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ism_desktop.documents import page_plan
from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import document_versions, store
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS
from ism_desktop.vault import Session, Vault


@dataclass(frozen=True, slots=True)
class Source:
    """A file that pages come from: what it is called, and its fields as a document has them."""

    title: str
    file: Mapping[str, Any]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return int(self.file["pages"])


def find(session: Session, key: str, own: str | None) -> Source:
    """The source that a plan names; `own` is the document whose pages it calls its own. Raises RecordMissing."""
    staged_id = page_plan.staged_in(key)
    if staged_id is None:
        record = store.get(session, DOCUMENTS, page_plan.document_in(key) or own or "")
        return Source(record.title, {name: record.values[name] for name in FILE_FIELDS})
    found = document_versions.staged(session, [staged_id])
    if not found:
        raise RecordMissing(tr("A file that was waiting here is gone."), tr("Leave its pages out, and add it again."))
    return Source(found[0].file_name, found[0].file)


def content(vault: Vault, source: Source) -> bytes:
    """The bytes of a source. Raises VaultDamaged."""
    return vault.files.read(source.file["file_id"])
