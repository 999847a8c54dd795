"""The one document that another is most like, as it is told before the other is filed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.documents.likeness import Likenesses, words_of
from ism_desktop.records import kept_both, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


@dataclass(frozen=True, slots=True)
class Near:
    """A document, and the one that was there before and is nearly the same, in the trash or not.

    `percent` of their words are the same, rounded down; None where only their pictures are alike.
    """

    document_id: str
    other_id: str
    percent: int | None


def nearest(vault: Vault, workers: Workers, document_id: str) -> Near | None:
    """The earlier document that this one is most like, unless a person keeps both. For the background.

    Raises IsmError: one of them cannot be read, or the vault's trouble.
    """
    found = Likenesses(vault, workers, seconds=0).alike(document_id)
    if not found:
        return None
    with vault.read() as session:
        own = store.find(session, DOCUMENTS, document_id)
        kept = kept_both.kept_with(session, document_id)
        others = [
            (each, store.find(session, DOCUMENTS, each.document_id)) for each in found if each.document_id not in kept
        ]
    for each, other in others:
        if own is None or other is None or _came(other) > _came(own):
            continue  # of two that came one after the other, only the later one is asked about
        words = (words_of(vault, document_id), words_of(vault, each.document_id)) if each.by_text else None
        return Near(document_id, each.document_id, None if words is None else same_words(*words))
    return None


def _came(record: store.Record) -> tuple[str, str]:
    return record.values["imported_at"], record.id


def same_words(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of a hundred words of the longer text are in the other, too, rounded down."""
    both = (Counter(one) & Counter(other)).total()
    return 100 * both // max(len(one), len(other), 1)
