"""Where an export may be written, what is left when it fails, and that it is private, complete and told truly."""

import errno
import hashlib
import json
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ism_desktop.errors import CannotExport, VaultClosed
from ism_desktop.exchange import export, exporting, import_export, layout, writing
from ism_desktop.exchange.manifest import parse
from ism_desktop.progress import Cancelled
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, create, durable, inbox, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.exchange.patients import files
from tests.vault.paths import flip


def test_the_folder_holds_what_was_promised(exported_path: Path) -> None:
    found = files(exported_path)
    manifest = parse(found["manifest.json"])
    assert {entry.path for entry in manifest.entries} == set(found) - {"manifest.json"}
    for entry in manifest.entries:
        assert (len(found[entry.path]), hashlib.sha256(found[entry.path]).hexdigest()) == (entry.size, entry.sha256)
    assert {f"records/{kind.name}.json" for kind in KINDS} < set(found)
    assert {f"tables/{kind.name}.csv" for kind in KINDS} == {path for path in found if path.startswith("tables/")}
    assert {"README.txt", "schema.md", "index.html"} < set(found)
    documents = [
        row
        for table in ("documents", "document_versions")
        for row in json.loads(found[f"records/{table}.json"])["rows"]
    ]
    assert {row["file"] for row in documents} == {path for path in found if path.startswith("documents/")}
    for row in documents:
        assert hashlib.sha256(found[row["file"]]).hexdigest() == row["sha256"]
        assert len(json.loads(found[row["text_file"]])["pages"]) == row["pages"]
    assert b"NOT ENCRYPTED" in found["README.txt"]
    assert b"invented patient" in found["README.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other permissions")
def test_only_the_owner_can_read_it(vault: Vault, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        export(vault, tmp_path / "out")
    finally:
        os.umask(before)
    for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")):
        assert stat.S_IMODE(path.lstat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_nothing_is_written_anywhere_else(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = os.open

    def watched(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            opened.append(os.fspath(path))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", watched)
    export(vault, tmp_path / "out")
    assert len(opened) > 30
    assert {Path(path).is_relative_to(tmp_path / "out") for path in opened} == {True}


def test_it_is_entered_in_the_ledger(vault: Vault, tmp_path: Path) -> None:
    report = export(vault, tmp_path / "out")
    with vault.read() as session:
        (entry,) = disclosures.entries(session)
    assert (entry.what, entry.place, entry.files) == (disclosures.EXPORT, str(tmp_path / "out"), report.files)
    assert entry.sha256 == hashlib.sha256((tmp_path / "out" / "manifest.json").read_bytes()).hexdigest()
    assert entry.size == report.size


def test_an_empty_folder_will_do(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".DS_Store").write_bytes(b"")
    export(vault, tmp_path / "out")
    assert (tmp_path / "out" / layout.MANIFEST).exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda to: (to.mkdir(), (to / "letter.txt").write_text("mine")),
        lambda to: to.write_text("a file"),
        lambda to: (to.with_name("elsewhere").mkdir(), to.symlink_to(to.with_name("elsewhere"))),
        lambda to: to.symlink_to(to.with_name("nowhere")),
    ],
    ids=["not empty", "a file", "a link", "a link to nothing"],
)
def test_a_place_that_does_not_do_is_left_as_it_was(vault: Vault, tmp_path: Path, make: object) -> None:
    to = tmp_path / "out"
    make(to)  # type: ignore[operator]
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotExport) as refused:
        export(vault, to)
    assert refused.value.what.endswith(".")
    assert sorted(tmp_path.rglob("*")) == before


def test_not_into_the_vault_and_not_beside_nothing(vault: Vault, tmp_path: Path) -> None:
    for to in (vault.path / "out", vault.path, tmp_path / "no" / "such" / "folder"):
        with pytest.raises(CannotExport):
            export(vault, to)
    assert not (vault.path / "out").exists()


def _cut_off(at: float) -> object:
    def progress(done: int, total: int, _what: str) -> None:
        if total > 1 and done >= at * total:
            raise Cancelled

    return progress


@pytest.mark.parametrize("at", [0.0, 0.02, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("there", [True, False])
def test_cancel_takes_everything_away(rich: Vault, tmp_path: Path, at: float, *, there: bool) -> None:
    to = tmp_path / "out"
    if there:
        to.mkdir()
    with pytest.raises(Cancelled):
        export(rich, to, _cut_off(at))  # type: ignore[arg-type]
    assert to.exists() == there
    assert not there or list(to.iterdir()) == []
    with rich.read() as session:
        assert [entry.what for entry in disclosures.entries(session)] == ["document", "card"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("write", [0, 7, 30, 75, 90])
def test_a_failing_disk_leaves_nothing(
    rich: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, write: int
) -> None:
    real, count = os.write, 0

    def failing(descriptor: int, content: bytes) -> int:
        nonlocal count
        count += 1
        if count > write:
            raise OSError(number, os.strerror(number))
        return real(descriptor, content)

    monkeypatch.setattr(os, "write", failing)
    with pytest.raises(CannotExport) as refused:
        export(rich, tmp_path / "out")
    assert str(tmp_path / "out") in refused.value.what
    assert ("full" in refused.value.what) == (number == errno.ENOSPC)
    assert not (tmp_path / "out").exists()


def test_a_disk_that_forgets_is_found_out(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rot(path: Path) -> None:
        if path.name == "schema.md":
            path.write_bytes(path.read_bytes().replace(b"ISM", b"IRM"))

    monkeypatch.setattr(durable, "sync_file", rot)
    with pytest.raises(CannotExport, match="different data"):
        export(vault, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_too_little_room_is_said_before(rich: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6))
    with pytest.raises(CannotExport, match="too little space"):
        export(rich, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_locked_meanwhile(rich: Vault, tmp_path: Path) -> None:
    def lock(done: int, total: int, _what: str) -> None:
        if done > 100_000 and total > 1:
            rich.close()

    with pytest.raises(VaultClosed):
        export(rich, tmp_path / "out", lock)
    assert not (tmp_path / "out").exists()


def test_a_damaged_document_is_left_out_and_named(rich: Vault, tmp_path: Path, workers: Workers) -> None:
    with rich.read() as session:
        broken, textless, *_ = store.list_active(session, DOCUMENTS)
    flip(rich.files.path_of(broken.values["file_id"]), 2000)
    rich.files.path_of(textless.values["text_file_id"]).unlink()
    report = export(rich, tmp_path / "out")
    assert {(left.document_id, left.what) for left in report.left_out} == {
        (broken.id, "document"),
        (textless.id, "text"),
    }
    assert any(broken.title in notice for notice in report.notices)
    assert broken.title in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert "could not be exported" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    vault = create(tmp_path / "new", PASSPHRASE, cost=CHEAP)
    taken = import_export(vault, tmp_path / "out", workers)
    assert [broken.title in notice for notice in taken.notices] == [True]
    with vault.read() as session:
        assert store.find(session, DOCUMENTS, broken.id) is None
        assert store.get(session, DOCUMENTS, textless.id).values["text_file_id"] is None
    assert vault.check_database() == ()
    vault.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(CannotExport, match="read-only"):
        export(vault, tmp_path / "out")


def test_a_vault_open_for_reading_only_can_be_exported(rich_path: Path, tmp_path: Path) -> None:
    opened = unlock(rich_path, PASSPHRASE, read_only=True)
    try:
        report = export(opened, tmp_path / "out")
        assert report.left_out == ()
        assert len(report.notices) == 1
    finally:
        opened.close()


def test_what_waits_in_the_inbox_is_named(vault: Vault, tmp_path: Path) -> None:
    assert inbox.leave(vault.path, inbox.NewItem("note", text="a note for later")) == 1
    report = export(vault, tmp_path / "out")
    assert len(report.notices) == 1
    assert "inbox" in report.notices[0]
    assert b"a note for later" not in b"".join(files(tmp_path / "out").values())


def test_the_plan_is_never_too_small_by_much(rich: Vault, tmp_path: Path) -> None:
    content = exporting.collect(rich)
    planned = exporting._planned(rich, content)
    report = export(rich, tmp_path / "out")
    assert planned > 0.8 * report.size
