"""How the files that were taken in fared, in words."""

from ism_desktop.documents import ImportResult
from ism_desktop.language import tr_n
from ism_desktop.records import document_notices


def result_words(result: ImportResult) -> str:
    """How one file fared, in words."""
    if result.outcome != "imported":
        return result.reason
    pages = tr_n("Added, {number} page.", "Added, {number} pages.", result.pages)
    return " ".join([pages, *document_notices.lines(result.notices)])
