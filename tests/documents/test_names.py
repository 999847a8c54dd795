"""Names of files in any bytes: they come in, are shown as text, and stop no batch."""

import json
import os
from pathlib import Path

import pytest

from ism_desktop.documents import import_documents, importing_many
from ism_desktop.documents.naming import shown_name, title_from
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.worker.files import text_pdf


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (os.fsdecode(b"caf\xe9.pdf"), "caf�.pdf"),
        ("Ma\u0308rz.pdf", "März.pdf"),
        ("\u1112\u1161\u11ab.pdf", "한.pdf"),
        ("odd\ud83d.pdf", "odd?.pdf"),
        ("plain.pdf", "plain.pdf"),
    ],
)
def test_a_name_is_shown_as_text(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    title_from(name).encode()


def test_one_odd_name_ends_no_batch(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    names = [b"a.pdf", b"caf\xe9.pdf", b"line\nend.pdf", b"z.pdf"]
    for number, name in enumerate(names):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(text_pdf(f"page {number}"))
    (folder / "gone.pdf").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.pdf")
    results = import_documents(vault, workers, [folder])
    assert sorted(result.outcome for result in results) == ["imported"] * 4 + ["refused"] * 2
    with vault.read() as session:
        kept = [record.values["file_name"] for record in store.list_active(session, DOCUMENTS)]
    assert {"a.pdf", "caf�.pdf", "z.pdf"} <= set(kept)
    json.dumps(kept).encode()


def test_a_bug_with_one_file_ends_no_batch(
    vault: Vault, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(text_pdf(name))
    real = importing_many.import_document

    def sometimes(vault: Vault, workers: Workers, path: Path, *more: object, **also: object) -> object:
        if path.name == "a.pdf":
            raise KeyError("secret words")
        return real(vault, workers, path, *more, **also)  # type: ignore[arg-type]

    monkeypatch.setattr(importing_many, "import_document", sometimes)
    results = import_documents(vault, workers, [tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert [result.outcome for result in results] == ["refused", "imported"]
    assert "secret" not in caplog.text
    caplog.clear()


def test_a_file_of_a_vault_is_no_document(vault: Vault, workers: Workers) -> None:
    (result,) = import_documents(vault, workers, [vault.path / "records.db"])
    assert result.outcome == "refused"
    assert "is inside the folder of a record" in result.reason
