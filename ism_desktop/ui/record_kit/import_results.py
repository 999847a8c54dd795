"""How the files that were taken in fared, in words."""

from ism_desktop.documents import ImportResult
from ism_desktop.language import tr, tr_n
from ism_desktop.records import document_notices, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault


def result_words(result: ImportResult) -> str:
    """How one file fared, in words."""
    if result.outcome != "imported":
        return result.reason
    pages = tr_n("Added, {number} page.", "Added, {number} pages.", result.pages)
    kept = [tr("The original is kept, still locked; an unlocked copy of it is used.")] if result.was_locked else []
    return " ".join([pages, *kept, *document_notices.lines(result.notices)])


def used_words(vault: Vault, result: ImportResult) -> str:
    """The same where the file is put to use, as in a series of photos: one that is a document already serves as well as a new one."""
    if result.outcome != "duplicate" or result.document_id is None:
        return result_words(result)
    with vault.read() as session:
        title = store.get(session, DOCUMENTS, result.document_id).title
    return tr(
        "It was in your record already, as “{title}”. That document is used; there is no second copy.", title=title
    )
