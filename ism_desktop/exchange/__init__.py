"""Everything out of a vault as ordinary files, and such an export back into an empty vault."""

from ism_desktop.exchange.calendar_out import calendar
from ism_desktop.exchange.cards_out import contact_cards
from ism_desktop.exchange.exporting import ExportReport, export
from ism_desktop.exchange.importing import ImportReport, import_export, look, new_vault_from
from ism_desktop.exchange.journal_table import JournalTable
from ism_desktop.exchange.journal_table import table as journal_table
from ism_desktop.exchange.writing import require_place
from ism_desktop.vault.recognising import looks_like_export

__all__ = [
    "ExportReport",
    "ImportReport",
    "JournalTable",
    "calendar",
    "contact_cards",
    "export",
    "import_export",
    "journal_table",
    "look",
    "looks_like_export",
    "new_vault_from",
    "require_place",
]
