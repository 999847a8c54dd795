"""Rescue of a damaged database: a snapshot in its place, the rows that can be read, or new records from the documents alone."""

import os
import random
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.documents import import_document, refiling, texts
from ism_desktop.errors import VaultDamaged, VaultInUse
from ism_desktop.progress import Cancelled
from ism_desktop.records import links, safekeeping, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, durable, header_files, keys, opening, sqlcipher, unlock
from ism_desktop.vault.integrity import Fault
from ism_desktop.vault.integrity.rescuing import Rescue, SalvageReport
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.sqlcipher import Mode
from ism_desktop.worker import PageText, Workers
from tests.conftest import PASSPHRASE
from tests.rounds import rounds
from tests.vault.filing import file_document, files_named, holdings, holdings_at, note_medication, rows
from tests.vault.paths import DATABASE, document_path, flip
from tests.worker import files

PAGE = 4096


@pytest.fixture
def closed(vault: Vault, vault_path: Path) -> Path:
    """A vault with some hundred rows, closed, with a snapshot of its last state."""
    file_document(vault, "Biopsy 2019", secrets.token_bytes(200_000))
    with vault.write() as session:
        for number in range(300):
            store.save(session, MEDICATIONS, {"name": f"Medication {number}", "notes": f"note {number} " * 10})
    vault.close()
    return vault_path


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def damage_page(path: Path, page: int, *, chance: random.Random) -> None:
    flip(path, page * PAGE + chance.randrange(20, PAGE - 1), chance.randrange(8))


def leaf_pages(vault_path: Path, table: str) -> list[int]:
    """The pages, counted from 0, that hold rows of a table but not its first ones: found by damaging each in turn."""
    key = opening.key_for(vault_path, header_files.find(vault_path), PASSPHRASE)
    path = vault_path.with_name("tried.db")
    sound = (vault_path / DATABASE).read_bytes()
    found: list[int] = []
    for page in range(1, len(sound) // PAGE):
        path.write_bytes(sound)
        flip(path, page * PAGE + 99)
        if _reads(path, key, f"SELECT * FROM {table} LIMIT 1") and not _reads(path, key, f"SELECT * FROM {table}"):
            found.append(page)
    return found


def _reads(path: Path, key: VaultKey, query: str) -> bool:
    try:
        with closing(
            sqlcipher.connect(path, key.derive(keys.DATABASE), key.derive(keys.DATABASE_SALT, 16), Mode.READ_ONLY)
        ) as connection:
            connection.execute(query).fetchall()
    except sqlcipher.DatabaseError:
        return False
    return True


# A snapshot ---------------------------------------------------------------------------------------------------------------


def test_whatever_page_is_damaged_the_snapshot_brings_everything_back(closed: Path, tmp_path: Path) -> None:
    whole = holdings_at(closed)
    sound = (closed / DATABASE).read_bytes()
    chance = random.Random(11)
    every = range(0, pages(closed / DATABASE), rounds(41, 7))
    for page in every:
        damage_page(closed / DATABASE, page, chance=chance)
        rescue = Rescue.of(closed, PASSPHRASE)
        newest = rescue.snapshots()[0]
        rescue.put_back(newest.path)
        assert holdings_at(closed) == whole
        (closed / DATABASE).write_bytes(sound)
    kept = list((closed / "trash").glob("records.db.damaged-*"))
    assert len(kept) == len(every)
    assert all(path.read_bytes() != sound for path in kept)


def test_only_sound_snapshots_are_offered_the_latest_first(vault: Vault, vault_path: Path) -> None:
    for name in ("one", "two", "three"):
        note_medication(vault, name)
        vault.snapshot()
    vault.close()
    rescue = Rescue.of(vault_path, PASSPHRASE)
    assert [snapshot.generation for snapshot in rescue.snapshots()] == [3, 2, 1]
    assert all(snapshot.taken.year >= 2026 for snapshot in rescue.snapshots())
    newest = rescue.snapshots()[0].path
    damage_page(newest, 4, chance=random.Random(3))
    assert [snapshot.generation for snapshot in rescue.snapshots()] == [2, 1]
    with pytest.raises(VaultDamaged, match="damaged as well"):
        rescue.put_back(newest)
    rescue.put_back(rescue.snapshots()[0].path)
    assert len(holdings_at(vault_path)[0]["medications"]) == 2


def test_a_vault_that_is_open_is_left_alone(vault: Vault, vault_path: Path) -> None:
    note_medication(vault, "one")
    snapshot = vault.snapshot()
    note_medication(vault, "two")
    rescue = Rescue.of(vault_path, PASSPHRASE)
    for bring_back in (lambda: rescue.put_back(snapshot), rescue.salvage, rescue.start_empty):
        with pytest.raises(VaultInUse):
            bring_back()
    assert len(rows(vault)["medications"]) == 2
    note_medication(vault, "three")
    assert vault.check_database() == ()


def test_the_damaged_file_is_kept_for_90_days_and_until_a_sound_one_was_seen(closed: Path) -> None:
    damage_page(closed / DATABASE, 3, chance=random.Random(4))
    rescue = Rescue.of(closed, PASSPHRASE)
    rescue.put_back(rescue.snapshots()[0].path)
    (kept,) = (closed / "trash").glob("records.db.damaged-*")

    def left_after(days: float) -> bool:
        then = time.time() - days * 86400
        os.utime(kept, (then, then))
        unlock(closed, PASSPHRASE).close()
        return kept.exists()

    assert left_after(89)
    away = closed.with_name("away")
    (closed / "snapshots").rename(away)
    assert left_after(91), "no copy of the records tells that the one in use is sound"
    shutil.rmtree(closed / "snapshots", ignore_errors=True)
    away.rename(closed / "snapshots")
    assert not left_after(91)


# Row by row ---------------------------------------------------------------------------------------------------------------


def test_of_a_sound_database_every_row_is_salvaged(closed: Path) -> None:
    whole = holdings_at(closed)
    report = Rescue.of(closed, PASSPHRASE).salvage()
    assert holdings_at(closed) == whole
    assert report.kept["medications"] == 300
    assert set(report.lost.values()) == {0}
    assert report.is_exact


def test_what_stands_only_in_the_log_is_salvaged_too(closed: Path, tmp_path: Path) -> None:
    opened = unlock(closed, PASSPHRASE)
    note_medication(opened, "Only in the log")
    crashed = tmp_path / "crashed"
    shutil.copytree(closed, crashed)
    opened.close()
    assert (crashed / f"{DATABASE}-wal").stat().st_size > 0
    report = Rescue.of(crashed, PASSPHRASE).salvage()
    assert report.kept["medications"] == 301
    assert not (crashed / f"{DATABASE}-wal").exists()
    assert list((crashed / "trash").glob("*.damaged-*-wal"))
    assert "Only in the log" in str(holdings_at(crashed)[0]["medications"])


def test_the_old_log_is_gone_for_good_before_the_new_database_has_its_name(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut it could be back beside the new database, and be played into it."""
    with closing(unlock(closed, PASSPHRASE)) as opened:
        note_medication(opened, "In the log")
        crashed = shutil.copytree(closed, closed.parent / "crashed")
    steps: list[str] = []
    kept = {name: getattr(durable, name) for name in ("remove", "sync_folder", "replace")}

    def noting(name: str) -> Callable[..., None]:
        def step(*paths: Path) -> None:
            steps.append(f"{name} {paths[-1].name}")
            kept[name](*paths)

        return step

    for name in kept:
        monkeypatch.setattr(durable, name, noting(name))
    Rescue.of(crashed, PASSPHRASE).salvage()
    placed = steps.index(f"replace {DATABASE}")
    assert f"remove {DATABASE}-wal" in steps[:placed]
    assert f"sync_folder {crashed.name}" in steps[steps.index(f"remove {DATABASE}-wal") : placed]


def _salvages_after_each_page(closed: Path) -> Iterator[tuple[SalvageReport | None, int]]:
    """Damage some of the pages, and the first of the medications: the report, none where nothing could be read, and how many are lost."""
    whole = holdings_at(closed)[0]
    path = closed / DATABASE
    opened = unlock(closed, PASSPHRASE, read_only=True)
    with opened.read() as session:
        root = session.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'medications'")).scalar_one()
    opened.close()
    sound = path.read_bytes()
    chance = random.Random(5)
    for page in sorted({*range(1, pages(path), rounds(120, 3)), root - 1}):
        damage_page(path, page, chance=chance)
        try:
            report = Rescue.of(closed, PASSPHRASE).salvage()
        except VaultDamaged:
            yield None, 0
        else:
            brought = holdings_at(closed)[0]
            for table, kept in brought.items():
                assert set(map(repr, kept)) <= set(map(repr, whole[table])), "never a row that was not there"
                assert report.kept[table] == len(kept)
                assert report.lost[table] == len(whole[table]) - len(kept) or not report.is_exact
            yield report, sum(len(whole[table]) - len(kept) for table, kept in brought.items() if table != "history")
        path.write_bytes(sound)


def test_one_damaged_page_costs_the_rows_in_it_and_no_others(closed: Path) -> None:
    """Without any snapshot. A page is sealed as a whole, so what shares one with a flipped bit is lost."""
    shutil.rmtree(closed / "snapshots")
    found = list(_salvages_after_each_page(closed))
    costs = sorted(cost for report, cost in found if report is not None)
    assert len(costs) >= 0.75 * len(found), "else it is the list of tables itself: what snapshots are for"
    assert costs[len(costs) // 2] == 0
    # One page may be the root of a whole table.
    assert costs[min(int(len(costs) * 0.9), len(costs) - 2)] <= 20, "one page of these short records"


def test_with_a_snapshot_the_rows_of_a_damaged_page_come_back_older(closed: Path) -> None:
    found = [(report, cost) for report, cost in _salvages_after_each_page(closed) if report is not None]
    assert {cost for _, cost in found} == {0}
    assert max(sum(report.older.values()) for report, _ in found) >= 300, "even when the root of a table is gone"


def test_what_was_deleted_does_not_come_back_with_a_snapshot(vault: Vault, vault_path: Path) -> None:
    for number in range(60):
        file_document(vault, f"Document {number}", f"content {number}".encode())
    vault.snapshot()
    with vault.write() as session:
        gone = store.list_active(session, DOCUMENTS)[3:50:2]
        for record in gone:
            session.execute(text("DELETE FROM documents WHERE id = :id"), {"id": record.id})
    vault.close()
    for path in list((vault_path / "snapshots").iterdir()):
        if "g000060" not in path.name:
            path.unlink()
    for page in leaf_pages(vault_path, "documents"):
        damage_page(vault_path / DATABASE, page, chance=random.Random(1))
    report = Rescue.of(vault_path, PASSPHRASE).salvage()
    assert report.older["documents"] > 5
    left = {row[0] for row in holdings_at(vault_path)[0]["documents"]}
    assert len(left) == 60 - len(gone)
    assert not left & {record.id for record in gone}


def test_several_damaged_pages(closed: Path) -> None:
    path = closed / DATABASE
    shutil.rmtree(closed / "snapshots")
    leaves = leaf_pages(closed, "medications")
    assert len(leaves) > 10
    chance = random.Random(5)
    for page in leaves[2:9:3] + leaves[-1:]:
        damage_page(path, page, chance=chance)
    report = Rescue.of(closed, PASSPHRASE).salvage()
    assert report.kept["medications"] + report.lost["medications"] == 300
    assert 0 < report.lost["medications"] < 100
    assert report.kept["documents"] == 1
    opened = unlock(closed, PASSPHRASE)
    note_medication(opened, "It goes on")
    assert opened.generation > 2
    opened.close()


def test_rows_that_pointed_to_a_lost_document_do_not_make_it_unsound(vault: Vault, vault_path: Path) -> None:
    files = [file_document(vault, f"Document {number}", f"content {number}".encode()) for number in range(60)]
    with vault.write() as session:
        medication = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        for record in store.list_active(session, DOCUMENTS):
            links.attach(session, MEDICATIONS, medication, record.id)
    vault.close()
    leaves = leaf_pages(vault_path, "documents")
    shutil.rmtree(vault_path / "snapshots")
    damage_page(vault_path / DATABASE, leaves[1], chance=random.Random(1))
    report = Rescue.of(vault_path, PASSPHRASE).salvage()
    assert report.lost["documents"] > 0
    assert report.kept["links"] == report.kept["documents"] == len(files) - report.lost["documents"]
    opened = unlock(vault_path, PASSPHRASE)
    assert opened.check_database() == ()
    # The files of the lost rows are there, and offered back.
    assert len(safekeeping.unfiled(opened)) == report.lost["documents"]
    opened.close()


def test_cancelled_the_database_is_as_it_was(closed: Path) -> None:
    before = (closed / DATABASE).read_bytes()

    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Rescue.of(closed, PASSPHRASE).salvage(cancel)
    assert (closed / DATABASE).read_bytes() == before
    assert list((closed / "trash").iterdir()) == []


# From the documents alone -------------------------------------------------------------------------------------------------


def test_records_are_made_again_from_the_documents_alone(vault: Vault, vault_path: Path, workers: Workers) -> None:
    pages_read = [PageText("tryptase 31", (), "ocr"), PageText("second page", (), "layer")]
    packed = texts.packed(pages_read, [(595.0, 842.0)] * 2)
    contents = {"Blood_test_2021": b"%PDF blood", "Biopsy 2019": b"%PDF biopsy"}
    for title, content in contents.items():
        file_document(vault, title, content, packed)
    plain = file_document(vault, "Without a text", b"\x00\x01 no real PDF, so its text cannot be read again")
    before = set(holdings(vault)[1].items())
    vault.close()
    damage_page(vault_path / DATABASE, 0, chance=random.Random(2))
    for path in (vault_path / "snapshots").iterdir():
        path.write_bytes(b"")
    with pytest.raises(VaultDamaged):
        unlock(vault_path, PASSPHRASE)
    rescue = Rescue.of(vault_path, PASSPHRASE)
    assert rescue.snapshots() == []
    with pytest.raises(VaultDamaged, match="list of tables"):
        rescue.salvage()
    rescue.start_empty()
    opened = unlock(vault_path, PASSPHRASE)
    refiled = refiling.refile(opened, workers, safekeeping.unfiled(opened))
    assert [each.outcome for each in refiled] == ["filed"] * 3
    with opened.read() as session:
        found = {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}
    assert set(found) == {"Blood_test_2021.pdf", "Biopsy 2019.pdf", "Without a text.pdf"}
    blood = found["Blood_test_2021.pdf"]
    assert blood.title == "Blood test 2021"
    assert blood.values["pages"] == 2
    assert blood.values["text_from"] == "mixed"
    assert texts.page_strings(opened, blood.values["text_file_id"]) == ["tryptase 31", "second page"]
    assert opened.files.read(blood.values["file_id"]) == contents["Blood_test_2021"]
    assert found["Without a text.pdf"].values["file_id"] == plain
    assert set(holdings(opened)[1].items()) == before
    assert safekeeping.full_check(opened) != []  # the snapshots that were emptied above
    assert safekeeping.quick_check(opened) == []
    assert safekeeping.unfiled(opened) == []
    opened.close()


def test_documents_of_one_name_get_their_own_texts_and_records_again(
    vault: Vault, vault_path: Path, workers: Workers
) -> None:
    said = {}
    for word in ("tryptase", "biopsy", "genetics"):
        result = import_document(vault, workers, Path("scan.pdf"), untrusted=files.text_pdf(f"Report about {word}"))
        said[result.document_id] = word
    vault.close()
    Rescue.of(vault_path, PASSPHRASE).start_empty()
    opened = unlock(vault_path, PASSPHRASE)
    unfiled = safekeeping.unfiled(opened)
    refiled = refiling.refile(opened, workers, sorted(unfiled, key=lambda file: file.file_id))
    assert {each.document_id for each in refiled} == set(said), "what points to a record finds it again"
    with opened.read() as session:
        found = {record.id: record for record in store.list_active(session, DOCUMENTS)}
    for document_id, word in said.items():
        (page,) = texts.page_strings(opened, found[str(document_id)].values["text_file_id"])
        assert word in page
    opened.close()


def test_a_second_copy_and_a_damaged_file_are_not_filed(vault: Vault, vault_path: Path, workers: Workers) -> None:
    file_document(vault, "Letter", b"a letter")
    vault.files.add_bytes(b"a letter", name="Letter again.pdf", media_type="application/pdf")
    bad = vault.files.add_bytes(secrets.token_bytes(100_000), name="Damaged.pdf", media_type="application/pdf").file_id
    flip(document_path(vault_path, bad), 90_000)
    vault.close()
    opened = unlock(vault_path, PASSPHRASE)
    outcomes = {each.file.name: each for each in refiling.refile(opened, workers, safekeeping.unfiled(opened))}
    assert outcomes["Letter again.pdf"].outcome == "duplicate"
    assert outcomes["Damaged.pdf"].outcome == "damaged"
    assert "Damaged.pdf" in outcomes["Damaged.pdf"].reason
    assert len(rows(opened)["documents"]) == 1
    assert len(opened.files.ids()) == 3
    opened.close()


# Without its records ------------------------------------------------------------------------------------------------------


def test_documents_are_checked_though_the_database_does_not_open(closed: Path) -> None:
    (document,) = (closed / "blobs").rglob("*.ismd")
    flip(document, 140_000)
    for content, fault in ((b"", Fault.NOT_DOWNLOADED), (bytes(PAGE * 10), Fault.DAMAGED)):
        (closed / DATABASE).write_bytes(content)
        with pytest.raises(VaultDamaged) as caught:
            unlock(closed, PASSPHRASE)
        found = safekeeping.check_without_records(closed, PASSPHRASE, caught.value)
        assert files_named(found) == {DATABASE, document.relative_to(closed).as_posix()}
        assert found[0].fault is fault
        assert "Biopsy 2019.pdf" in found[1].what
