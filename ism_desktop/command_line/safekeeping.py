"""The verbs that keep a vault safe: backup, verify and restore."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ism_desktop import vault
from ism_desktop.command_line import passphrase
from ism_desktop.command_line.opening import open_vault, unlock
from ism_desktop.command_line.output import Output, note, progress
from ism_desktop.errors import ExitStatus, VaultDamaged
from ism_desktop.language import tr, tr_n
from ism_desktop.records import safekeeping
from ism_desktop.vault import VaultSummary, backups, recognising
from ism_desktop.vault.integrity import Finding
from ism_desktop.vault.recognising import Place


def backup(words: Namespace, output: Output) -> ExitStatus:
    """Make a backup, and say what it holds."""

    def require_target(seen: VaultSummary) -> None:
        backups.require_target(seen.path, seen.vault_id, words.to.absolute(), one_file=words.one_file)

    with open_vault(words, require_target) as opened, progress() as shown:
        report = safekeeping.back_up(opened, words.to, shown, one_file=words.one_file, keep=words.keep)
        shown.clear()
    values = {
        "paths": [str(path) for path in report.paths],
        "number": report.manifest.number,
        "generation": report.manifest.generation,
        "files": len(report.manifest.entries),
        "bytes": report.size,
        "copied": report.copied,
        "copied_bytes": report.copied_bytes,
        "removed": report.removed,
        "same_disk": report.same_disk,
        "findings": [_as_json(finding) for finding in report.findings],
    }
    where = "\n    ".join(str(path) for path in report.paths)
    said = tr(
        "Backup created and read back. Document files: {documents}, files that were new: {new}",
        documents=len(report.manifest.documents),
        new=report.copied,
    )
    output.item(values, f"{said}\n    {where}")
    if report.same_disk:
        note(tr("This backup is on the same disk as the vault. It does not help if that disk fails or is stolen."))
    return _ending(report.findings)


def verify(words: Namespace, output: Output) -> ExitStatus:
    """Check a vault or a backup, and write each finding."""
    place = recognising.require_vault_or_backup(words.vault)
    found = _check_vault(words) if place is Place.VAULT else _check_backup(words.vault)
    for finding in found:
        output.item(_as_json(finding), f"{finding.what}\n    {finding.advice}")
    if not found:
        note(tr("No damage found.") if words.full else tr("No damage found. With --full every byte is read."))
    return ExitStatus.DAMAGED if safekeeping.has_damage(found) else ExitStatus.DONE


def _check_backup(path: Path) -> list[Finding]:
    with progress() as shown:
        return safekeeping.check_backup(path, shown)


def _check_vault(words: Namespace) -> list[Finding]:
    vault.look(words.vault)
    typed = passphrase.get(words.passphrase_fd)
    try:
        opening = unlock(words, typed)
    except VaultDamaged as damage:
        with progress() as shown:
            return safekeeping.check_without_records(words.vault, typed, damage, shown)
    with opening as opened, progress() as shown:
        return (safekeeping.full_check if words.full else safekeeping.quick_check)(opened, shown)


def restore(words: Namespace, output: Output) -> ExitStatus:
    """Restore a backup into a new folder, and say what could be had."""
    # What is no backup, and a place that does not do, are said before a passphrase is asked.
    backups.require_place(backups.find(words.backup), words.to.absolute())
    typed = None
    if words.passphrase_fd is not None or sys.stdin.isatty():
        typed = passphrase.get_if_wanted(words.passphrase_fd)
    with progress() as shown:
        report = safekeeping.restore(words.backup, words.to, shown, passphrase=typed)
        shown.clear()
    values = {
        "vault": str(report.path),
        "number": report.manifest.number,
        "generation": report.manifest.generation,
        "made": report.manifest.made,
        "files": report.files,
        "bytes": report.size,
        "complete": report.is_complete,
        "opened": typed is not None,
        "findings": [_as_json(finding) for finding in report.findings],
    }
    path = str(report.path)
    said = (
        tr_n(
            "Backup restored, {number} file: {path}", "Backup restored, {number} files: {path}", report.files, path=path
        )
        if report.is_complete
        else tr_n(
            "Only the undamaged part of the backup was restored, {number} file: {path}",
            "Only the undamaged part of the backup was restored, {number} files: {path}",
            report.files,
            path=path,
        )
    )
    output.item(values, said)
    if typed is None:
        note(tr("The files were compared with the backup. The vault was not opened, because no passphrase was given."))
    return _ending(report.findings)


def _ending(findings: Sequence[Finding]) -> ExitStatus:
    for finding in findings:
        note(f"{finding.what} {finding.advice}")  # whole sentences, one after the other
    return ExitStatus.DAMAGED if safekeeping.has_damage(findings) else ExitStatus.DONE


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "fault": finding.fault.value,
        "file": finding.file,
        "document": finding.document_id,
        "title": finding.title,
        "what": finding.what,
        "advice": finding.advice,
    }
