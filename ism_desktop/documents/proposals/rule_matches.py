"""Which documents of the vault a rule for filing fits: reads the texts of all of them, so in the background."""

from collections.abc import Mapping
from typing import Any

from ism_desktop.documents.proposals.proposing import paper_of
from ism_desktop.documents.texts import page_strings
from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import filing_rules, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.vault import Vault


def matching(vault: Vault, rule: Mapping[str, Any], progress: Progress = no_progress) -> list[Record]:
    """The documents outside the trash that a rule fits, as the shelf orders them. Raises Cancelled."""
    with vault.read() as session:
        records = store.list_active(session, DOCUMENTS)
    found: list[Record] = []
    for number, record in enumerate(records):
        progress(number, len(records), tr("Looking through your documents"))
        if filing_rules.fits(rule, paper_of(record, _pages(vault, record, rule))):
            found.append(record)
    return found


def _pages(vault: Vault, record: Record, rule: Mapping[str, Any]) -> list[str]:
    """The text, where the rule asks for words of it; a text that is damaged says nothing."""
    text_file = record.values["text_file_id"]
    if not text_file or not rule.get("text_words"):
        return []
    try:
        return page_strings(vault, text_file)
    except VaultDamaged:
        return []
