"""A scanner through SANE's own program `scanimage`: what it can do, its pages as they come and wait, and the PDF that they make."""

from ism_desktop.documents.scanner.abilities import Abilities, Scanner, abilities_of, is_there, scanners
from ism_desktop.documents.scanner.scanning import Scan, ScanWish, joined

__all__ = ["Abilities", "Scan", "ScanWish", "Scanner", "abilities_of", "is_there", "joined", "scanners"]
