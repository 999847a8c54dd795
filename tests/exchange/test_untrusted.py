"""An export comes from outside: whatever was changed in it is noticed, named, and nothing of it is taken in."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.errors import ExportDamaged, ExportMissing, ExportTooNew, IsmError, VaultNotEmpty, VaultNotWritable
from ism_desktop.exchange import import_export, looks_like_export, new_vault_from
from ism_desktop.progress import Cancelled
from ism_desktop.records import raw_tables, safekeeping, store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.exchange.patients import files

Change = Callable[[Any], object]


def change(folder: Path, path: str, how: Change, *, sealed: bool = True) -> None:
    """Change a file of JSON, and the manifest with it unless told otherwise."""
    content = json.loads((folder / path).read_text(encoding="utf-8"))
    content = how(content) or content
    write(folder, path, json.dumps(content).encode(), sealed=sealed)


def write(folder: Path, path: str, content: bytes, *, sealed: bool = True) -> None:
    """Write a file of the export, and its size and digest into the manifest."""
    (folder / path).write_bytes(content)
    if sealed and path != "manifest.json":
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for entry in manifest["files"]:
            if entry["path"] == path:
                entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def refused(vault: Vault, folder: Path, workers: Workers) -> IsmError:
    """The error with which an export is refused; nothing of it is in the vault then."""
    with pytest.raises(IsmError) as raised:
        import_export(vault, folder, workers)
    with vault.read() as session:
        assert raw_tables.is_empty(session)
    assert vault.files.ids() == set()
    assert raised.value.what.endswith(".")
    assert raised.value.advice.endswith(".")
    return raised.value


def test_every_changed_file_is_noticed_and_named(vault: Vault, exported: Path, workers: Workers) -> None:
    for number, (path, content) in enumerate(sorted(files(exported).items())):
        if path == "manifest.json":
            continue
        others = (bytes([content[0] ^ 1]) + content[1:], content[:-1], content + b" ")
        write(exported, path, others[number % 3], sealed=False)
        error = refused(vault, exported, workers)
        assert isinstance(error, ExportDamaged)
        assert f"“{path}”" in error.what
        (exported / path).unlink()
        error = refused(vault, exported, workers)
        assert f"“{path}”" in error.what
        assert "It is missing." in error.what
        (exported / path).write_bytes(content)
    assert import_export(vault, exported, workers).notices == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_links_and_pipes_are_not_followed(vault: Vault, exported: Path, workers: Workers, tmp_path: Path) -> None:
    path = exported / "records" / "person.json"
    path.rename(tmp_path / "person.json")
    path.symlink_to(tmp_path / "person.json")
    assert "a link" in refused(vault, exported, workers).what
    path.unlink()
    os.mkfifo(path)
    assert isinstance(refused(vault, exported, workers), ExportDamaged)
    path.unlink()
    (tmp_path / "person.json").rename(path)
    shutil.move(exported / "records", tmp_path / "moved")
    (exported / "records").symlink_to(tmp_path / "moved")
    assert "a link" in refused(vault, exported, workers).what
    (exported / "manifest.json").rename(tmp_path / "manifest.json")
    (exported / "manifest.json").symlink_to(tmp_path / "manifest.json")
    assert isinstance(refused(vault, exported, workers), ExportMissing)


@pytest.mark.parametrize(
    "path", ["../secret.json", "/etc/passwd", "documents/../../x", "records\\x.json", "C:\\x", "documents/a/b", "x\x00"]
)
def test_a_path_out_of_the_folder_is_refused(vault: Vault, exported: Path, workers: Workers, path: str) -> None:
    (exported.parent / "secret.json").write_bytes(b"{}")
    change(
        exported,
        "manifest.json",
        lambda manifest: manifest["files"].append({"path": path, "size": 2, "sha256": "0" * 64}),
    )
    assert "outside the export" in refused(vault, exported, workers).what


def _without(entries: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if word not in entry["path"]]


def _set(name: str, value: object) -> Change:
    return lambda content: content.update({name: value})


@pytest.mark.parametrize(
    ("how", "error"),
    [
        (_set("version", 2), ExportTooNew),
        (_set("schema", 999), ExportTooNew),
        (_set("format", "another program"), ExportMissing),
        (_set("version", "1"), ExportDamaged),
        (_set("schema", []), ExportDamaged),
        (_set("files", {}), ExportDamaged),
        (_set("files", [1]), ExportDamaged),
        (_set("files", [{"path": "index.html", "size": -1, "sha256": "0" * 64}]), ExportDamaged),
        (_set("files", [{"path": "index.html", "size": 1, "sha256": "x"}]), ExportDamaged),
        (_set("files", [{"path": "documents/a", "size": 10**10, "sha256": "0" * 64}]), ExportDamaged),
        (_set("counts", []), ExportDamaged),
        (_set("left_out", [{}]), ExportDamaged),
        (_set("demo", None), ExportDamaged),
        (lambda manifest: manifest["files"].append(manifest["files"][0] | {"path": "INDEX.html"}), ExportDamaged),
        (lambda _: [1], ExportMissing),
        (lambda manifest: manifest.update(files=_without(manifest["files"], "person.json")), ExportDamaged),
    ],
)
def test_a_strange_manifest_is_refused(
    vault: Vault, exported: Path, workers: Workers, how: Change, error: type[IsmError]
) -> None:
    change(exported, "manifest.json", how)
    assert type(refused(vault, exported, workers)) is error


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": NaN}', b"9" * 10_000])
def test_a_manifest_that_is_no_json(vault: Vault, exported: Path, workers: Workers, content: bytes) -> None:
    (exported / "manifest.json").write_bytes(content)
    assert isinstance(refused(vault, exported, workers), ExportDamaged | ExportMissing)


def _first(name: str, value: object) -> Change:
    return lambda content: content["rows"][0].update({name: value})


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("medications", _first("name", 5)),
        ("medications", _first("name", "half a letter \ud800")),
        ("medications", _first("name", "nothing \x00")),
        ("medications", _first("name", None)),
        ("medications", _first("use", "sometimes")),
        ("medications", _first("started_on", "2019-13")),
        ("medications", _first("started_on", "2019-5")),
        ("medications", _first("started_on", 2019)),
        ("medications", _first("gaps", {"name": "unknown"})),
        ("medications", _first("gaps", {"started_on": "perhaps"})),
        ("medications", _first("gaps", {"nothing": "none"})),
        ("medications", _first("gaps", [])),
        ("medications", _first("id", "../../x")),
        ("medications", _first("created_at", "yesterday")),
        ("medications", _first("created_at", "2026-01-01")),
        ("medications", _first("author", "x" * 17)),
        ("medications", _first("surprise", 1)),
        ("medications", lambda content: content["rows"][0].pop("brand")),
        ("medications", lambda content: content["rows"].append(content["rows"][0])),
        ("medications", lambda content: content["rows"].append(5)),
        ("medications", _set("table", "person")),
        ("medications", _set("rows", None)),
        ("medications", lambda _: [1]),
        ("person", _first("skin", 1)),
        ("adrenaline_devices", _first("position", 2**63)),
        ("adrenaline_devices", _first("position", "1")),
        ("adrenaline_devices", _first("second_dose_minutes", 10**9)),
        ("appointments", _first("at_time", "25:00")),
        ("history", _first("kind", "passwords")),
        ("history", _first("former", {"name": {"date": "never"}})),
        ("history", _first("former", {"name": {"odd": "one"}})),
        ("history", _first("former", {"name": []})),
        ("links", _first("document_id", "0" * 32)),
        ("links", _first("page", 0)),
        ("statements", _first("answer", "maybe")),
        ("statements", _first("kind", "nothing")),
        ("printed", _first("content", [])),
        ("departures", _first("sha256", "0" * 65)),
        ("vault_settings", _first("name", "recovery_sheet")),
        ("vault_settings", _first("value", 10_000)),
        ("documents", _first("file", "documents/../x")),
        ("documents", _first("file", "index.html")),
        ("documents", _first("text_file", "records/person.json")),
        ("documents", _first("size", 1)),
        ("documents", _first("sha256", "0" * 64)),
        ("documents", _first("media_type", "text/html")),
        ("documents", _first("pages", 0)),
        ("documents", _first("pages", 10**9)),
        ("documents", _first("pages", 7)),
        ("documents", _first("text_from", "hearsay")),
        ("documents", _first("notices", "hearsay")),
        ("documents", _first("notices", '[{"code": "odd", "pages": [], "names": []}]')),
        ("documents", _first("notices", '[{"code": "unreadable_pages", "pages": [999], "names": []}]')),
    ],
)
def test_a_row_that_cannot_be_is_refused(
    vault: Vault, exported: Path, workers: Workers, path: str, how: Change
) -> None:
    change(exported, f"records/{path}.json", how)
    error = refused(vault, exported, workers)
    assert isinstance(error, ExportDamaged)
    assert path in error.what or "texts/" in error.what


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'{"version": 1, "pages": []}',
        b'{"version": 9, "pages": []}',
        b'{"version": 1, "pages": [{"text": 1, "source": "ocr", "size": [1, 1], "words": []}]}',
        b'{"version": 1, "pages": [{"text": "", "source": "ocr", "size": [1, 1], "words": [["a", 0, 0, 0, 0]]}]}',
        b'{"version": 1, "pages": [{"text": "", "source": "ocr", "size": [1, 1e999], "words": []}]}',
        b'{"version": 1, "pages": [{"text": "", "source": ["ocr"], "size": [1, 1], "words": []}]}',
    ],
)
def test_a_text_that_is_no_text_is_refused(vault: Vault, exported: Path, workers: Workers, content: bytes) -> None:
    rows = json.loads((exported / "records" / "documents.json").read_text(encoding="utf-8"))["rows"]
    one_page = next(row for row in rows if row["pages"] == 1)
    write(exported, one_page["text_file"], content)
    error = refused(vault, exported, workers)
    assert one_page["text_file"] in error.what


def test_a_document_that_is_none_is_taken_in_and_told(vault: Vault, exported: Path, workers: Workers) -> None:
    rows = json.loads((exported / "records" / "documents.json").read_text(encoding="utf-8"))["rows"]
    write(exported, rows[0]["file"], b"%PDF-1.7 and nothing else")
    found = {"size": 25, "sha256": hashlib.sha256(b"%PDF-1.7 and nothing else").hexdigest()}
    change(exported, "records/documents.json", lambda content: content["rows"][0].update(found))
    report = import_export(vault, exported, workers)
    assert len(report.notices) == 1
    assert "cannot be shown" in report.notices[0]
    assert report.documents == len(rows)


def _less(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def test_an_older_export_lacks_what_there_was_not(vault: Vault, exported: Path, workers: Workers) -> None:
    change(
        exported,
        "records/medications.json",
        lambda content: {"table": "medications", "rows": [_less(row, "excipients") for row in content["rows"]]},
    )
    change(exported, "manifest.json", _set("schema", 1))
    change(exported, "manifest.json", lambda found: found.update(files=_without(found["files"], "departures")))
    import_export(vault, exported, workers)
    with vault.read() as session:
        assert {record.values["excipients"] for record in store.list_active(session, MEDICATIONS)} == {None}


def test_only_into_an_empty_vault(vault: Vault, exported_path: Path, workers: Workers) -> None:
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Mine"})
    with pytest.raises(VaultNotEmpty, match="never mixed"):
        import_export(vault, exported_path, workers)
    with vault.read() as session:
        assert [record.title for record in store.list_active(session, MEDICATIONS)] == ["Mine"]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.35, 0.6, 0.9, 0.985])
def test_cancel_takes_everything_back(vault: Vault, exported_path: Path, workers: Workers, share: float) -> None:
    def progress(done: int, total: int, _what: str) -> None:
        if done >= share * total:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_export(vault, exported_path, workers, progress)
    with vault.read() as session:
        assert raw_tables.is_empty(session)
    assert vault.files.ids() == set()
    assert vault.generation == 0


def test_files_that_could_not_be_taken_back_are_offered(
    vault: Vault, exported_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a power cut: the files are there, no row names them, and they are nobody's loss."""

    def gone(_file_id: str) -> None:
        raise VaultNotWritable("The stick was pulled.", "Bring it back.")

    def stop(done: int, total: int, _what: str) -> None:
        if (done, total) == (990, 1000):  # every document is filed, and the rows come next
            raise Cancelled

    monkeypatch.setattr(vault.files, "discard", gone)
    with pytest.raises(Cancelled):
        import_export(vault, exported_path, workers, stop)
    monkeypatch.undo()
    vault.close()
    again = unlock(vault.path, PASSPHRASE)
    try:
        assert len(safekeeping.unfiled(again)) == len(again.files.ids()) > 16
        report = import_export(again, exported_path, workers)  # still empty, so it can be tried again
        assert report.documents > 8
    finally:
        again.close()


def test_a_failed_new_vault_leaves_nothing(exported: Path, workers: Workers, tmp_path: Path) -> None:
    change(exported, "records/person.json", _first("skin", 1))
    with pytest.raises(ExportDamaged):
        new_vault_from(exported, tmp_path / "made", PASSPHRASE, workers, cost=CHEAP)
    assert not (tmp_path / "made").exists()
    with pytest.raises(ExportMissing):
        new_vault_from(tmp_path, tmp_path / "made", PASSPHRASE, workers, cost=CHEAP)
    assert not (tmp_path / "made").exists()


def test_an_export_is_known_by_its_manifest(exported: Path, tmp_path: Path) -> None:
    assert looks_like_export(exported)
    assert not looks_like_export(tmp_path)
    (exported / "manifest.json").unlink()
    assert not looks_like_export(exported)
