"""By which name the drafts of bills that are being entered from their paper are kept, and how each is told from the others."""

BILL_READING = "bill_reading"


def draft_key(document_id: str, page: int) -> str:
    """A document and the page in hand (0 for all)."""
    return f"{document_id}.{page}" if page else document_id
