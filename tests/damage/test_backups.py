"""Damage to a backup, in a folder or as a tar of several volumes: noticed without and with the key, named, and no wrong byte restored."""

import random
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ism_desktop.errors import BackupDamaged, BackupMissing, CannotRestore
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import backups, keys, unlock
from ism_desktop.vault.backups import checking
from ism_desktop.vault.document_files import DocumentFiles
from ism_desktop.vault.sealed import Seal
from tests.conftest import PASSPHRASE
from tests.damage import corruptions
from tests.damage.sample_vault import Subject, everything, name_of
from tests.rounds import rounds
from tests.vault.filing import note_medication
from tests.vault.paths import every_file

READ_ME = "READ ME - how to open this.txt"


@dataclass
class Kept:
    """A backup, and everything about it."""

    place: Path
    of: Subject
    sound: Mapping[str, bytes]
    records: Sequence[object]

    @contextmanager
    def damaged(self, name: str, content: bytes | None) -> Generator[None]:
        path = self.place / name
        path.unlink() if content is None else path.write_bytes(content)
        try:
            yield
        finally:
            path.write_bytes(self.sound[name])


def keep(closed: Subject, place: Path, *, one_file: bool) -> Kept:
    vault = unlock(closed.path, PASSPHRASE)
    try:
        if one_file:
            backups.back_up_to_one_file(vault, place, filed_files, largest_volume=300_000)
        else:
            backups.back_up(vault, place, filed_files)
            # A second one, so that damage to the records of the latest leaves another.
            note_medication(vault, "Noted after the first backup")
            backups.back_up(vault, place, filed_files)
        records = everything(vault)["medications"]
    finally:
        vault.close()
    closed.put_right()
    sound = {name_of(place, path): path.read_bytes() for path in every_file(place)}
    return Kept(place, closed, sound, records)


@pytest.fixture(scope="module")
def folder(closed: Subject, memory: Path) -> Kept:
    return keep(closed, memory / "backup", one_file=False)


@pytest.fixture(scope="module")
def tar(closed: Subject, memory: Path) -> Kept:
    (memory / "tars").mkdir()
    return keep(closed, memory / "tars", one_file=True)


def found_in(kept: Kept) -> tuple[set[str], bool]:
    """The files that the check without any key names, and whether something was refused as a whole."""
    try:
        findings = backups.check(backups.find(kept.place))
    except (BackupDamaged, BackupMissing):
        return set(), True
    for finding in findings:
        assert finding.what.endswith("."), finding.what
        assert finding.advice.endswith("."), finding.advice
    return {finding.file for finding in findings}, False


def require_restored_right(kept: Kept, scratch: Path) -> bool:
    """Whatever is restored is right: documents as they were or left out and named, records of one backup or the other."""
    to = scratch / "restored"
    try:
        report = backups.restore(backups.find(kept.place), to)
    except (BackupDamaged, BackupMissing, CannotRestore):
        assert not to.exists(), "nothing half-made stays"
        return False
    files = DocumentFiles(to, Seal.of(kept.of.key, keys.DOCUMENT_FILES), read_only=True)
    there = files.ids()
    for file_id in there:
        assert files.read(file_id) == kept.of.contents[file_id]
    absent = set(kept.of.contents) - there
    for file_id in absent:
        assert any(file_id in finding.file for finding in report.findings), f"left out and not named: {file_id}"
    opened = unlock(to, PASSPHRASE)
    try:
        medications = everything(opened)["medications"]
        assert opened.check_database() == ()
    finally:
        opened.close()
        shutil.rmtree(to)
    assert set(map(repr, medications)) <= set(map(repr, kept.records))
    assert len(medications) >= 5
    return True


def test_a_sound_backup_raises_no_alarm(folder: Kept, tar: Kept, memory: Path) -> None:
    for kept in (folder, tar):
        assert found_in(kept) == (set(), False)
        assert require_restored_right(kept, memory)


def test_flips_in_a_folder(folder: Kept, memory: Path) -> None:
    chance = random.Random(21)
    done = restored = 0
    for name, content in folder.sound.items():
        if name == READ_ME:
            continue
        for offset, bit in corruptions.flips(content, rounds(3, 130), chance):
            with folder.damaged(name, _flipped(content, offset, bit)):
                named, refused = found_in(folder)
                # The seal's own line in a list: that it differs from its twin is all that can be said without the key.
                assert named in ({name}, {name, twin_of(name)}), (name, offset, bit)
                assert not refused
                if done % 5 == 0:
                    restored += require_restored_right(folder, memory)
            done += 1
    print(f"\n{done} flips in a backup’s folder: all named; {restored} restored meanwhile, all right")
    assert done >= 50


def test_flips_in_a_tar_of_volumes(tar: Kept, memory: Path) -> None:
    """Flips in the padding between members, and in what `tar` writes beside the name, hit nothing of ours: then nothing is lost either."""
    chance = random.Random(22)
    done = harmless = 0
    for name, content in tar.sound.items():
        for offset, bit in corruptions.flips(content, rounds(12, 600), chance):
            with tar.damaged(name, _flipped(content, offset, bit)):
                named, refused = found_in(tar)
                if not named and not refused:
                    harmless += 1
                    assert everything_is_there(tar)
                elif done % 5 == 0:
                    require_restored_right(tar, memory)
            done += 1
    print(f"\n{done} flips in a tar: {done - harmless} named, {harmless} in padding, where nothing was lost")
    assert harmless < done * 0.1


def twin_of(name: str) -> str:
    return name.removesuffix(".bak") if name.endswith(".bak") else f"{name}.bak"


def everything_is_there(kept: Kept) -> bool:
    source = backups.find(kept.place)
    entries = checking.manifests(source).manifests[0].entries
    return all(checking.fault_of(source, entry, lambda _: None) is None for entry in entries)


def test_structural_damage_to_a_folder(folder: Kept, memory: Path) -> None:
    done = 0
    for name, content in folder.sound.items():
        if name == READ_ME or (rounds(1, 2) == 1 and name.endswith(".bak")):
            continue
        changes = {blow: change(content) for blow, change in corruptions.structural(content).items()}
        changes |= {"emptied": b"", "deleted": None}
        if name.startswith("manifests/"):
            changes |= _manifest_lines(content)
        every = list(changes.items())
        for blow, damaged in every if rounds(1, 2) == 2 else every[:: 4 if len(content) < 10_000 else 12]:
            if damaged == content:
                continue
            with folder.damaged(name, damaged):
                named, refused = found_in(folder)
                twin_is_there = damaged is None and name.startswith("manifests/")
                assert named in ({name}, {name, twin_of(name)}) or (twin_is_there and not named), (name, blow, named)
                assert not refused
                if done % 7 == 0:
                    require_restored_right(folder, memory)
            done += 1
    print(f"\n{done} structural blows to a backup’s folder: all named, nothing wrong restored")


def _manifest_lines(content: bytes) -> dict[str, bytes | None]:
    lines = content.split(b"\n")
    return {
        "a line dropped": b"\n".join(lines[:4] + lines[5:]),
        "a line doubled": b"\n".join(lines[:5] + lines[4:]),
        "two lines swapped": b"\n".join([*lines[:4], lines[5], lines[4], *lines[6:]]),
    }


def test_structural_damage_to_a_tar(tar: Kept, memory: Path) -> None:
    """Cut, deleted and swapped volumes: what lay in them is named, and all else is restored."""
    volumes = sorted(tar.sound)
    assert len(volumes) >= 2
    for name in volumes:
        content = tar.sound[name]
        for cut in [None, *corruptions.cuts(len(content))[:: rounds(4, 1)]]:
            with tar.damaged(name, None if cut is None else content[:cut]):
                named, refused = found_in(tar)
                assert named or refused or everything_is_there(tar), (name, cut)
                require_restored_right(tar, memory)
    first, second = volumes[:2]
    with tar.damaged(first, tar.sound[second]), tar.damaged(second, tar.sound[first]):
        named, refused = found_in(tar)
        assert named or refused
        require_restored_right(tar, memory)


def test_with_the_key_files_of_another_vault_are_found_out(folder: Kept, foreign: Subject) -> None:
    """Whoever can write there could also write a list that fits: the seals tell the holder of the key."""
    other = keep(foreign, foreign.path.with_name("foreign backup"), one_file=False)
    vault = unlock(folder.of.path, PASSPHRASE)
    try:
        with pytest.raises(BackupDamaged):
            backups.check(backups.find(other.place), vault=vault, filed=filed_files)
        for name in sorted(folder.sound):
            if name.endswith((".manifest", ".hdr")):
                twin = next(each for each in sorted(other.sound) if each[:16] == name[:16] and each[-4:] == name[-4:])
                with folder.damaged(name, other.sound[twin]):
                    findings = backups.check(backups.find(folder.place), vault=vault, filed=filed_files)
                    assert name in {finding.file for finding in findings}, name
    finally:
        vault.close()
        folder.of.put_right()


def test_a_damaged_document_is_called_by_its_title(folder: Kept) -> None:
    vault = unlock(folder.of.path, PASSPHRASE)
    try:
        for name in [name for name in folder.sound if name.startswith("blobs/")]:
            content = folder.sound[name]
            with folder.damaged(name, _flipped(content, len(content) // 2, 1)):
                (finding,) = backups.check(backups.find(folder.place), vault=vault, filed=filed_files)
                assert finding.title == folder.of.titles[Path(name).stem]
                assert str(finding.title) in finding.what
    finally:
        vault.close()
        folder.of.put_right()


def _flipped(content: bytes, offset: int, bit: int) -> bytes:
    return content[:offset] + bytes([content[offset] ^ 1 << bit]) + content[offset + 1 :]
