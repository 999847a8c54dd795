"""How the files that were taken in fared, in words."""

from ism_desktop.documents import ImportResult
from ism_desktop.records import document_notices


def result_words(result: ImportResult) -> str:
    """How one file fared, in words."""
    if result.outcome != "imported":
        return result.reason
    pages = "Imported, 1 page." if result.pages == 1 else f"Imported, {result.pages} pages."
    return " ".join([pages, *document_notices.lines(result.notices)])
