"""The number on a label that a new document bears: read off the picture of its first pages, and spelled as it is written elsewhere."""

import logging

from ism_desktop.errors import IsmError
from ism_desktop.records import paper_numbers
from ism_desktop.records.store import Record
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_PAGES = 2
"""A label sticks on the front of a paper, or on the sheet behind its cover."""

_log = logging.getLogger(__name__)


def number_on(vault: Vault, workers: Workers, record: Record) -> str:
    """The number; empty where there is no label, or where nobody can tell. Raises VaultDamaged."""
    untrusted = vault.files.read(record.values["file_id"])
    try:
        found = workers.label_on(untrusted, record.values["media_type"], _PAGES)
    except IsmError as error:
        _log.info("no label was looked for: %s", type(error).__name__)
        return ""
    if not found:
        return ""
    with vault.read() as session:
        return paper_numbers.as_written(session, found)
