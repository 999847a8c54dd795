"""Is every byte of a vault still what was written: the checks and their findings, repair from a backup, rescue of a damaged database."""

from ism_desktop.vault.integrity.checks import full, quick, share_of_the_day, unfiled
from ism_desktop.vault.integrity.filed_rows import Filed, FiledFile, Part, UnfiledFile
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity

__all__ = [
    "Fault",
    "Filed",
    "FiledFile",
    "Finding",
    "Part",
    "Severity",
    "UnfiledFile",
    "full",
    "quick",
    "share_of_the_day",
    "unfiled",
]
