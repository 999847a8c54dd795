"""Everything out of a vault as ordinary files, and such an export back into an empty vault."""

from ism_desktop.exchange.exporting import ExportReport, export
from ism_desktop.exchange.folder import looks_like_export
from ism_desktop.exchange.importing import ImportReport, import_export, look, new_vault_from

__all__ = ["ExportReport", "ImportReport", "export", "import_export", "look", "looks_like_export", "new_vault_from"]
