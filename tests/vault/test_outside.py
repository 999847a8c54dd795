"""What leaves the vault never lands in a vault or a backup, never takes the place of a device, and goes through a link."""

import errno
import os
import threading
from pathlib import Path

import pytest

from ism_desktop.errors import CannotBackUp, CannotExport, CannotRestore, InsideVault, VaultExists
from ism_desktop.exchange import export
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, chosen_file, create, outside
from ism_desktop.vault.backups import manifest
from tests.conftest import CHEAP, PASSPHRASE


def write(path: Path, content: bytes = b"paper") -> None:
    with chosen_file.writing(path) as file:
        file.write(content)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["records.db", "vault.hdr", "blobs/00/x.ismd", "new.pdf", "blobs/../records.db", "."])
def test_nothing_is_written_into_a_vault(vault: Vault, name: str) -> None:
    before = snapshot(vault.path)
    with pytest.raises(InsideVault, match="is inside the record"):
        write(vault.path / name)
    assert snapshot(vault.path) == before


def test_no_link_leads_into_a_vault(vault: Vault, tmp_path: Path) -> None:
    before = snapshot(vault.path)
    (tmp_path / "link.pdf").symlink_to(vault.path / "records.db")
    (tmp_path / "folder").symlink_to(vault.path)
    for path in (tmp_path / "link.pdf", tmp_path / "folder" / "card.pdf"):
        with pytest.raises(InsideVault):
            write(path)
    os.link(vault.path / "records.db", tmp_path / "hard.pdf")
    write(tmp_path / "hard.pdf")  # only this name is another file now
    assert (tmp_path / "hard.pdf").read_bytes() == b"paper"
    assert snapshot(vault.path) == before


def test_nothing_is_written_into_a_backup(vault: Vault, tmp_path: Path) -> None:
    assert manifest.FOLDER == outside.MANIFESTS
    report = safekeeping.back_up(vault, tmp_path / "backup")
    folder = report.paths[0]
    with pytest.raises(InsideVault, match="is inside the backup"):
        write(folder / "card.pdf")


def test_no_verb_writes_into_another_vault(vault: Vault, tmp_path: Path) -> None:
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    other.close()
    before = snapshot(other.path)
    inside = other.path / "new"
    with pytest.raises(CannotExport):
        export(vault, inside)
    for one_file in (False, True):
        with pytest.raises(CannotBackUp):
            safekeeping.back_up(vault, inside, one_file=one_file)
    with pytest.raises(VaultExists):
        create(inside, PASSPHRASE, cost=CHEAP)
    backup = safekeeping.back_up(vault, tmp_path / "backup").paths[0]
    with pytest.raises(CannotRestore):
        safekeeping.restore(backup, inside)
    assert snapshot(other.path) == before


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to("real.pdf")
    write(tmp_path / "link.pdf")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes() == b"paper"


def test_devices_and_pipes_are_written_into(tmp_path: Path) -> None:
    write(Path(os.devnull))
    assert not Path(os.devnull).is_file()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="device"):
        write(pipe)  # nobody reads
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    while reader.is_alive():
        try:
            write(pipe, b"x" * 200_000)
        except OSError:
            continue  # the reader has not opened it yet
        break
    reader.join()
    assert read == [b"x" * 200_000]
    assert pipe.is_fifo()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "folder")


def _through(kind: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, int | None]:
    """A path below /proc or /dev/fd that leads to a file, and the descriptor to close after."""
    if kind == "cwd":
        monkeypatch.chdir(target.parent)
        return Path("/proc/self/cwd") / target.name, None
    if kind == "root":
        return Path("/proc/self/root") / target.relative_to("/"), None
    if kind == "up":
        return Path("/proc/..") / target.relative_to("/"), None
    descriptor = os.open(target, os.O_RDWR)
    return Path("/dev/fd" if kind == "number" else "/proc/self/fd") / str(descriptor), descriptor


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux has these paths")
@pytest.mark.parametrize("kind", ["cwd", "root", "up", "number", "number in proc"])
def test_no_path_of_the_system_leads_into_a_vault(vault: Vault, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(vault.path)
    path, descriptor = _through(kind, vault.path / "vault.hdr", monkeypatch)
    try:
        with pytest.raises(InsideVault):
            write(path)
    finally:
        if descriptor is not None:
            os.close(descriptor)
    assert snapshot(vault.path) == before


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux has these paths")
def test_no_open_file_with_a_second_name_is_written_into(vault: Vault, tmp_path: Path) -> None:
    before = snapshot(vault.path)
    os.link(vault.path / "vault.hdr", tmp_path / "second.pdf")
    descriptor = os.open(tmp_path / "second.pdf", os.O_RDWR)
    try:
        with pytest.raises(OSError) as raised:
            write(Path(f"/dev/fd/{descriptor}"))
        assert raised.value.errno == errno.EMLINK
    finally:
        os.close(descriptor)
    assert snapshot(vault.path) == before


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux has these paths")
def test_an_open_file_is_written_into(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "open.pdf", os.O_RDWR | os.O_CREAT)
    try:
        write(Path(f"/dev/fd/{descriptor}"))
    finally:
        os.close(descriptor)
    assert (tmp_path / "open.pdf").read_bytes() == b"paper"


def test_links_in_a_ring_are_an_error_of_the_place(tmp_path: Path) -> None:
    (tmp_path / "ring.pdf").symlink_to("ring.pdf")
    with pytest.raises(OSError) as raised:
        write(tmp_path / "ring.pdf")
    assert raised.value.errno == errno.ELOOP
