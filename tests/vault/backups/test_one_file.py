"""The backup as one tar in volumes: readable by any tar, cut off at any place still worth what precedes, holes and flips named."""

import secrets
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.errors import BackupDamaged, CannotBackUp, IsmError
from ism_desktop.progress import Cancelled
from ism_desktop.vault import Vault
from ism_desktop.vault.backups import BackupReport, back_up, back_up_to_one_file, check, find, restore
from ism_desktop.vault.backups.volumes import LARGEST_VOLUME
from ism_desktop.vault.integrity import Severity
from tests.vault.filing import file_document, filed_files, files_named, holdings, holdings_at, note_medication
from tests.vault.paths import document_path, flip

VOLUME = 70_000


@pytest.fixture
def filled(vault: Vault) -> Vault:
    note_medication(vault, "Cetirizine")
    for number in range(4):
        file_document(vault, f"Document {number}", secrets.token_bytes(50_000 * number), b"words")
    return vault


@pytest.fixture
def whole(filled: Vault, tmp_path: Path) -> BackupReport:
    """One tar in one file."""
    return back_up_to_one_file(filled, tmp_path / "stick", filed_files)


@pytest.fixture
def cut(filled: Vault, tmp_path: Path) -> BackupReport:
    """One tar in volumes."""
    return back_up_to_one_file(filled, tmp_path / "stick", filed_files, largest_volume=VOLUME)


def test_no_volume_is_too_large_for_fat32() -> None:
    assert LARGEST_VOLUME == 2 * 1024**3 - 1


def test_it_is_a_plain_tar_in_the_promised_order(filled: Vault, whole: BackupReport, tmp_path: Path) -> None:
    (path,) = whole.paths
    with tarfile.open(path, "r:") as tar:
        names = tar.getnames()
        # Debian's Python 3.11.2 does not know the filter, and later ones warn without it.
        trusting: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        tar.extractall(tmp_path / "by hand", **trusting)
        assert {member.mode for member in tar.getmembers()} == {0o600}
    kinds = [name.partition("/")[0] for name in names]
    assert kinds == ["vault.hdr", kinds[1], "snapshots", "snapshots", "manifests", *["blobs"] * 8, "manifests"]
    # What any tar unpacks is a backup in a folder.
    assert check(find(tmp_path / "by hand")) != []  # the header's twin is not in it
    report = restore(find(tmp_path / "by hand"), tmp_path / "restored")
    assert report.is_complete
    assert holdings_at(report.path) == holdings(filled)


@pytest.mark.skipif(shutil.which("tar") is None or shutil.which("cat") is None, reason="no tar here")
def test_the_volumes_in_a_row_are_a_tar_too(cut: BackupReport, tmp_path: Path) -> None:
    assert len(cut.paths) > 5
    assert {path.stat().st_size for path in cut.paths[:-1]} == {VOLUME}
    (tmp_path / "whole.tar").write_bytes(b"".join(path.read_bytes() for path in cut.paths))
    listed = subprocess.run(["tar", "tf", tmp_path / "whole.tar"], capture_output=True, text=True, check=True)
    assert listed.stdout.splitlines()[0] == "vault.hdr"
    assert listed.stdout.count("blobs/") == 8


def test_it_is_restored_from_any_of_its_names(filled: Vault, cut: BackupReport, tmp_path: Path) -> None:
    for number, place in enumerate((cut.paths[0], cut.paths[3], tmp_path / "stick")):
        source = find(place)
        assert check(source) == []
        assert check(source, vault=filled, filed=filed_files) == []
        report = restore(source, tmp_path / str(number))
        assert report.is_complete
        assert holdings_at(report.path) == holdings(filled)


def test_the_latest_in_a_folder_is_found_whatever_its_form(filled: Vault, whole: BackupReport, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    file_document(filled, "Later", b"later")
    second = back_up_to_one_file(filled, stick, filed_files, largest_volume=VOLUME)
    assert second.manifest.number == 2
    assert whole.paths[0].exists()
    assert find(stick).manifest_files() == find(second.paths[0]).manifest_files()
    # Made within the same second or later: any of the two latest is right, and both hold the same.
    back_up(filled, stick, filed_files)
    assert len(holdings_at(restore(find(stick), tmp_path / "restored").path)[0]["documents"]) == 5


def test_cut_off_anywhere_it_yields_what_precedes(filled: Vault, whole: BackupReport, tmp_path: Path) -> None:
    (path,) = whole.paths
    content = path.read_bytes()
    with tarfile.open(path, "r:") as tar:
        members = tar.getmembers()
    records_end = members[4].offset_data + members[4].size
    for number, member in enumerate(members):
        for length in {member.offset_data, member.offset_data + member.size // 2, member.offset_data + member.size}:
            piece = tmp_path / f"{path.stem} {length}.tar"
            piece.write_bytes(content[:length])
            to = tmp_path / f"restored {length}"
            if length < records_end:
                with pytest.raises(IsmError):
                    restore(find(piece), to)
                assert not to.exists()
                continue
            report = restore(find(piece), to)
            whole_ones = [
                member.name
                for member in members[5:13]
                if member.offset_data + member.size <= length and member.offset <= length - 512
            ]
            assert sorted(found.name for found in to.rglob("*.ismd")) == sorted(
                name.rpartition("/")[2] for name in whole_ones
            )
            lost = {finding.file for finding in report.findings if finding.severity is Severity.DAMAGED}
            lost -= {members[-1].name}  # the manifest's twin, at the very end
            assert lost == {member.name for member in members[5:13]} - set(whole_ones)
            assert holdings_at(to)[0] == holdings(filled)[0]
            piece.unlink()
        assert number < 14


def test_a_missing_volume_costs_what_lay_in_it(filled: Vault, cut: BackupReport, tmp_path: Path) -> None:
    complete = set(holdings(filled)[1])
    (tmp_path / "whole.tar").write_bytes(b"".join(path.read_bytes() for path in cut.paths))
    with tarfile.open(tmp_path / "whole.tar", "r:") as tar:
        spans = {member.name: (member.offset, member.offset_data + member.size) for member in tar.getmembers()}
    for number, missing in enumerate(cut.paths):
        aside = missing.with_name("aside")
        missing.rename(aside)
        hole = range(number * VOLUME, number * VOLUME + aside.stat().st_size)
        touched = {name for name, (start, end) in spans.items() if start < hole.stop and end > hole.start}
        place = cut.paths[1] if number == 0 else cut.paths[0]
        if cut.manifest.snapshot.path in touched:
            with pytest.raises(BackupDamaged):
                restore(find(place), tmp_path / missing.suffix)
        else:
            report = restore(find(place), tmp_path / missing.suffix)
            lost = {path for path in files_named(report.findings) if path.startswith("blobs/")}
            assert lost == {name for name in touched if name.startswith("blobs/")}
            assert {path.stem for path in report.path.rglob("*.ismd")} == complete - {Path(path).stem for path in lost}
        aside.rename(missing)


def test_every_flipped_byte_of_a_member_s_own_header_costs_nothing(
    filled: Vault, whole: BackupReport, tmp_path: Path
) -> None:
    (path,) = whole.paths
    with tarfile.open(path, "r:") as tar:
        members = tar.getmembers()
    for member in (members[0], members[3], members[4], members[7]):
        for offset in range(100, 512, 7):
            flip(path, member.offset + offset)
            assert check(find(path)) == []
            flip(path, member.offset + offset)


def test_damage_in_it_is_named(filled: Vault, cut: BackupReport, tmp_path: Path) -> None:
    (tmp_path / "whole.tar").write_bytes(b"".join(path.read_bytes() for path in cut.paths))
    with tarfile.open(tmp_path / "whole.tar", "r:") as tar:
        places = {member.name: member.offset_data for member in tar.getmembers()}
    for entry in cut.manifest.documents[:3]:
        volume, offset = divmod(places[entry.path] + entry.size // 2, VOLUME)
        flip(cut.paths[volume], offset)
        (finding,) = check(find(cut.paths[0]), vault=filled, filed=filed_files)
        assert finding.file == entry.path
        assert finding.title in {f"Document {number}" for number in range(4)}
        assert cut.paths[0].name in finding.what
        flip(cut.paths[volume], offset)
    assert check(find(cut.paths[0])) == []


def test_cancelled_nothing_of_it_is_left(filled: Vault, whole: BackupReport, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    before = {path: path.read_bytes() for path in stick.iterdir()}
    stop_at = 0
    for stop_at in range(0, 1000, 3):
        steps = 0

        def progress(_done: int, _total: int, _what: str, *, stop_at: int = stop_at) -> None:
            nonlocal steps
            steps += 1
            if steps > stop_at:
                raise Cancelled

        try:
            back_up_to_one_file(filled, stick, filed_files, progress, largest_volume=VOLUME)
        except Cancelled:
            assert {path: path.read_bytes() for path in stick.iterdir()} == before
        else:
            break
    assert stop_at > 8


def test_older_ones_give_way_only_when_asked(filled: Vault, whole: BackupReport, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (stick / "holiday.tar").write_bytes(b"mine")
    for _ in range(2):
        back_up_to_one_file(filled, stick, filed_files, largest_volume=VOLUME)
    assert whole.paths[0].exists()
    last = back_up_to_one_file(filled, stick, filed_files, keep=1)
    assert last.manifest.number == 4
    assert last.removed == 3
    assert sorted(stick.iterdir()) == sorted([*last.paths, stick / "holiday.tar"])


def test_places_that_do_not_do(
    filled: Vault, vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotBackUp, match="inside your record itself"):
        back_up_to_one_file(filled, vault_path / "x", filed_files)
    with pytest.raises(CannotBackUp):
        back_up_to_one_file(filled, tmp_path / "unplugged" / "stick", filed_files)
    real = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda path: real(path)._replace(free=1_000_000))
    with pytest.raises(CannotBackUp, match=r"[\d,]+ bytes"):
        back_up_to_one_file(filled, tmp_path / "stick", filed_files)


def test_a_damaged_document_is_named_and_left_out(filled: Vault, vault_path: Path, tmp_path: Path) -> None:
    file_id = file_document(filled, "Rotten", secrets.token_bytes(100_000))
    flip(document_path(vault_path, file_id), 80_000)
    report = back_up_to_one_file(filled, tmp_path / "stick", filed_files)
    assert [finding.title for finding in report.findings] == ["Rotten"]
    assert check(find(tmp_path / "stick")) == []
    assert restore(find(tmp_path / "stick"), tmp_path / "restored").is_complete
