"""Files inside a PDF become documents of their own, each with its outcome; and what a file's notices are is kept."""

from pathlib import Path

import pytest

from ism_desktop.documents import ImportResult, attachments, import_attachments, import_document
from ism_desktop.progress import Cancelled
from ism_desktop.records import document_notices, store
from ism_desktop.records.document_notices import DocumentNotice
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.worker import files
from tests.worker.inside import holder

LAB, LETTER = files.text_pdf("Tryptase 24"), files.text_pdf("Dear colleague")


def imported(vault: Vault, workers: Workers, name: str, pdf: bytes) -> str:
    result = import_document(vault, workers, Path(name), untrusted=pdf)
    assert result.document_id is not None
    return result.document_id


def outcomes(results: list[ImportResult]) -> list[tuple[str, str, str]]:
    return [(result.path.name, result.outcome, result.inside) for result in results]


def shelf(vault: Vault) -> dict[str, store.Record]:
    with vault.read() as session:
        return {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}


def test_what_is_to_know_of_a_file_is_kept_and_told(vault: Vault, workers: Workers) -> None:
    result = import_document(vault, workers, Path("box.pdf"), untrusted=holder([("lab.pdf", LAB)], portfolio=True))
    assert [(one.code, one.names) for one in result.notices] == [("portfolio", ("lab.pdf",))]
    import_document(vault, workers, Path("plain.pdf"), untrusted=LAB)
    kept = shelf(vault)
    assert document_notices.of_document(kept["box.pdf"].values) == (DocumentNotice("portfolio", (), ("lab.pdf",)),)
    assert kept["plain.pdf"].values["notices"] == "[]"


def test_each_file_inside_becomes_a_document_or_says_why_not(vault: Vault, workers: Workers) -> None:
    inside = [
        ("lab.pdf", LAB),
        ("table.xlsx", b"PK\3\4 xl/ "),
        ("lab.pdf", LETTER),
        ("empty.pdf", b""),
        ("twin.pdf", LAB),
    ]
    box = imported(vault, workers, "box.pdf", holder(inside, portfolio=True))
    heard: list[ImportResult] = []
    results = import_attachments(vault, workers, box, on_result=heard.append)
    assert outcomes(results) == [
        ("lab.pdf", "imported", "box.pdf"),
        ("table.xlsx", "refused", "box.pdf"),
        ("lab.pdf", "imported", "box.pdf"),
        ("empty.pdf", "refused", "box.pdf"),
        ("twin.pdf", "duplicate", "box.pdf"),
    ]
    assert heard == results
    assert "Office document" in results[1].reason
    assert shelf(vault)["lab.pdf"].values["notes"] == "Found inside the PDF “box.pdf”."
    assert [result.outcome for result in import_attachments(vault, workers, box)].count("imported") == 0


def test_files_inside_of_files_come_too_and_each_once(vault: Vault, workers: Workers) -> None:
    inner = holder([("lab.pdf", LAB)], text="Inner")
    middle = holder([("inner.pdf", inner), ("letter.pdf", LETTER)], text="Middle")
    box = imported(vault, workers, "box.pdf", holder([("middle.pdf", middle), ("again.pdf", inner)]))
    assert outcomes(import_attachments(vault, workers, box)) == [
        ("middle.pdf", "imported", "box.pdf"),
        ("again.pdf", "imported", "box.pdf"),
        ("inner.pdf", "duplicate", "middle.pdf"),
        ("letter.pdf", "imported", "middle.pdf"),
        ("lab.pdf", "imported", "again.pdf"),
    ]


def test_only_those_that_are_wanted_are_taken(vault: Vault, workers: Workers) -> None:
    box = imported(vault, workers, "box.pdf", holder([("lab.pdf", LAB), ("letter.pdf", LETTER)]))
    assert outcomes(import_attachments(vault, workers, box, [1])) == [("letter.pdf", "imported", "box.pdf")]


def test_the_number_and_the_size_of_all_together_are_capped(
    vault: Vault, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = imported(vault, workers, "box.pdf", holder([(f"{n}.txt", b"text %d" % n) for n in range(4)]))
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    results = import_attachments(vault, workers, box)
    assert len(results) == 3
    assert results[-1].reason.startswith("More than 2 files are inside")
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    assert "larger than" in import_attachments(vault, workers, box)[1].reason


def test_a_plain_document_and_a_picture_have_nothing_inside(vault: Vault, workers: Workers) -> None:
    picture = files.encoded(files.scanned("A", dpi=72), "PNG")
    for name, content in (("lab.pdf", LAB), ("photo.png", picture)):
        assert import_attachments(vault, workers, imported(vault, workers, name, content)) == []


def test_cancel_keeps_what_is_done(vault: Vault, workers: Workers) -> None:
    box = imported(vault, workers, "box.pdf", holder([("lab.pdf", LAB), ("letter.pdf", LETTER)]))

    def stop(_done: int, _total: int, _what: str) -> None:
        if "lab.pdf" in shelf(vault):
            raise Cancelled

    with pytest.raises(Cancelled):
        import_attachments(vault, workers, box, progress=stop)
    assert set(shelf(vault)) == {"box.pdf", "lab.pdf"}
