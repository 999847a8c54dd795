"""The verb export, the verb import on an export, and what the command line enters in the ledger."""

import hashlib
import sys
from pathlib import Path

import pytest

from ism_desktop.records import disclosures, printed
from ism_desktop.records.disclosures import Left
from ism_desktop.vault import create, unlock
from tests.command_line.running import run
from tests.conftest import CHEAP, PASSPHRASE
from tests.exchange.patients import rows
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import flip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A vault with a document and a medication."""
    made = create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    note_medication(made, "Cetirizine")
    file_document(made, "Report", b"%PDF-1.7 a report" + bytes(3000))
    made.close()
    return tmp_path / "vault"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    create(tmp_path / "empty", PASSPHRASE, cost=CHEAP).close()
    return tmp_path / "empty"


def ledger(path: Path) -> list[Left]:
    opened = unlock(path, PASSPHRASE)
    try:
        with opened.read() as session:
            return list(disclosures.entries(session))
    finally:
        opened.close()


def test_export_and_import_give_the_same_vault(path: Path, empty: Path, tmp_path: Path) -> None:
    made = run("export", path, tmp_path / "out", "--json")
    assert made.status == 0, made.err
    (item,) = made.items
    assert (item["path"], item["documents"], item["left_out"], item["notices"]) == (str(tmp_path / "out"), 1, [], [])
    assert item["files"] == sum(found.is_file() for found in (tmp_path / "out").rglob("*"))
    assert "not encrypted" in made.err
    (entry,) = ledger(path)
    assert (entry.what, entry.place) == ("export", str(tmp_path / "out"))
    taken = run("import", empty, tmp_path / "out", "--json")
    assert taken.status == 5  # the report of this test is no real PDF, which is told
    assert "cannot be shown" in taken.err
    (item,) = taken.items
    assert (item["documents"], item["records"]) == (1, 1)
    first, second = unlock(path, PASSPHRASE), unlock(empty, PASSPHRASE)
    try:
        wanted = rows(first)
        wanted["departures"] = []
        assert rows(second) == wanted
    finally:
        first.close()
        second.close()


def test_refusals_have_a_sentence_and_a_status(path: Path, empty: Path, tmp_path: Path) -> None:
    assert run("export", path, tmp_path / "out", passphrase="not the passphrase").status == 3
    assert not (tmp_path / "out").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    refused = run("export", path, tmp_path / "full")
    assert (refused.status, refused.out) == (2, "")
    assert "is not empty" in refused.err
    assert ledger(path) == []
    assert run("export", path, tmp_path / "out").status == 0
    mixed = run("import", empty, tmp_path / "out", tmp_path / "full")
    assert mixed.status == 2
    assert "by itself" in mixed.err
    twice = run("import", path, tmp_path / "out")
    assert twice.status == 2
    assert "never mixed" in twice.err
    flip(tmp_path / "out" / "records" / "person.json", 3)
    damaged = run("import", empty, tmp_path / "out")
    assert damaged.status == 6
    assert "person.json" in damaged.err


def test_a_damaged_document_is_left_out(path: Path, tmp_path: Path) -> None:
    (document,) = (path / "blobs").rglob("*.ismd")
    flip(document, 1500)
    made = run("export", path, tmp_path / "out", "--json")
    assert made.status == 6
    assert [left["title"] for left in made.items[0]["left_out"]] == ["Report"]
    assert "damaged" in made.err


def test_a_printed_paper_is_entered_once(path: Path, tmp_path: Path) -> None:
    assert run("print", path, "card", "--out", tmp_path / "card.pdf").status == 0
    assert run("print", path, "binder", "--out", tmp_path / "binder.pdf").status == 5
    binder, card = ledger(path)
    for entry, name in ((binder, "binder"), (card, "card")):
        content = (tmp_path / f"{name}.pdf").read_bytes()
        assert (entry.what, entry.place) == (name, str(tmp_path / f"{name}.pdf"))
        assert (entry.size, entry.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert card.title == "Emergency card 1"
    opened = unlock(path, PASSPHRASE)
    with opened.read() as session:
        copies = [printed.latest(session, paper) for paper in ("card", "binder")]
    opened.close()
    assert [copy.number if copy else 0 for copy in copies] == [1, 1]
