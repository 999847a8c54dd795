"""Sessions over the one connection: what is kept, what is rolled back, who is told, and many threads at once."""

import logging
import shutil
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ism_desktop.errors import VaultClosed, VaultDamaged, VaultNotWritable
from ism_desktop.records.table import Printed, Statement
from ism_desktop.vault import Vault, create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import DATABASE, flip
from tests.vault.test_opening import said, say

INSERT = text("INSERT INTO statements VALUES (:kind, 'none', '2026', 'patient')")


def test_a_block_that_ends_is_kept_and_one_that_fails_is_not(vault: Vault) -> None:
    say(vault, "reactions")
    with pytest.raises(ZeroDivisionError), vault.write() as session:
        session.execute(INSERT, {"kind": "tolerated"})
        session.info["changed"].add("tolerated")
        raise ZeroDivisionError
    with pytest.raises(IntegrityError), vault.write() as session:
        session.execute(INSERT, {"kind": "care_team"})
        session.execute(INSERT, {"kind": "care_team"})
    assert said(vault) == ["reactions"]
    assert vault.generation == 1


def test_reading_keeps_nothing(vault: Vault) -> None:
    with vault.read() as session:
        session.execute(INSERT, {"kind": "reactions"})
        session.add(Statement(kind="tolerated", answer="none", at="2026", author="patient"))
        session.flush()
    assert said(vault) == []


@pytest.mark.parametrize("name", ["read", "write"])
def test_no_block_can_commit_half_of_itself(vault: Vault, name: str) -> None:
    with pytest.raises(RuntimeError, match="by itself"), getattr(vault, name)() as session:
        session.execute(INSERT, {"kind": "reactions"})
        session.commit()
    assert said(vault) == []


def test_a_savepoint_inside_a_block_can_be_rolled_back(vault: Vault) -> None:
    with vault.write() as session:
        session.execute(INSERT, {"kind": "reactions"})
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(INSERT, {"kind": "tolerated"})
            session.execute(INSERT, {"kind": "tolerated"})
        session.info["changed"].add("reactions")
    assert said(vault) == ["reactions"]


def test_objects_can_be_looked_at_after_the_block(vault: Vault) -> None:
    with vault.write() as session:
        kept = Statement(kind="reactions", answer="none", at="2026", author="patient")
        session.add(kept)
        session.info["changed"].add("reactions")
    assert kept.answer == "none"
    with vault.read() as session:
        found = session.get(Statement, "reactions")
    assert found is not None
    assert found.at == "2026"


def test_the_generation_counts_changes_and_nothing_else(vault: Vault, vault_path: Path) -> None:
    for expected in (1, 2, 3):
        with vault.write() as session:
            assert session.info["generation"] == expected
            session.execute(INSERT, {"kind": f"kind {expected}"})
            session.info["changed"].add("statements")
        assert vault.generation == expected
    with vault.write() as session:
        session.execute(text("SELECT 1"))
    with vault.read():
        pass
    assert vault.generation == 3
    # A change of a table that is no record counts too, though nobody is told.
    with vault.write() as session:
        session.add(Printed(paper="card", number=1, at="2026", content={}))
    assert vault.generation == 4
    vault.close()
    reopened = unlock(vault_path, PASSPHRASE)
    assert reopened.generation == 4
    reopened.close()


def test_listeners_are_told_after_the_commit_outside_the_lock(vault: Vault) -> None:
    told: list[tuple[frozenset[str], list[str], int]] = []

    def listen(kinds: frozenset[str]) -> None:
        # Reading here would raise if this thread still held its session, and miss the row if it were not committed.
        told.append((kinds, said(vault), threading.get_ident()))

    unsubscribe = vault.on_change(listen)
    with vault.write() as session:
        for kind in ("reactions", "tolerated"):
            session.execute(INSERT, {"kind": kind})
            session.info["changed"].add(kind)
        assert told == []
    assert told == [(frozenset({"reactions", "tolerated"}), ["reactions", "tolerated"], threading.get_ident())]
    with vault.write():
        pass
    with pytest.raises(ZeroDivisionError), vault.write() as session:
        session.info["changed"].add("care_team")
        raise ZeroDivisionError
    unsubscribe()
    unsubscribe()
    say(vault, "care_team")
    assert len(told) == 1


def test_a_listener_may_write_and_leave(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    leave: Callable[[], None] = lambda: None  # noqa: E731

    def once(kinds: frozenset[str]) -> None:
        told.append(kinds)
        leave()
        say(vault, "tolerated")

    leave = vault.on_change(once)
    say(vault, "reactions")
    assert told == [frozenset({"reactions"})]
    assert said(vault) == ["reactions", "tolerated"]


@pytest.mark.parametrize("outer", ["read", "write"])
@pytest.mark.parametrize("inner", ["read", "write", "snapshot", "check_database", "close"])
def test_one_block_inside_another_is_a_clear_error(vault: Vault, outer: str, inner: str) -> None:
    def enter(name: str) -> None:
        if name in {"read", "write"}:
            with getattr(vault, name)():
                pytest.fail("entered")
        else:
            getattr(vault, name)()

    with getattr(vault, outer)(), pytest.raises(RuntimeError, match="session"):
        enter(inner)
    say(vault, "reactions")


def test_many_threads_write_and_read_at_once(vault: Vault, vault_path: Path) -> None:
    threads, each = 8, 25
    generations: list[int] = []

    def work(number: int) -> None:
        for turn in range(each):
            with vault.write() as session:
                generations.append(session.info["generation"])
                before = session.execute(text("SELECT count(*) FROM statements")).scalar_one()
                session.execute(INSERT, {"kind": f"{number}-{turn}"})
                session.info["changed"].add("statements")
                assert session.execute(text("SELECT count(*) FROM statements")).scalar_one() == before + 1
            with vault.read() as session:
                assert session.execute(text("SELECT count(*) FROM statements")).scalar_one() > before
            vault.files.add_bytes(f"{number}-{turn}".encode(), name="a", media_type="text/plain")

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    assert generations == list(range(1, threads * each + 1))
    assert vault.generation == threads * each
    assert len(said(vault)) == len(vault.files.ids()) == threads * each
    assert vault.check_database() == ()


def test_locking_waits_for_a_session_and_then_refuses_others(vault: Vault) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with vault.write() as session:
            entered.set()
            go_on.wait(10)
            session.execute(INSERT, {"kind": "reactions"})
            session.info["changed"].add("reactions")

    holder = threading.Thread(target=hold)
    closer = threading.Thread(target=vault.close)
    holder.start()
    assert entered.wait(10)
    closer.start()
    go_on.set()
    holder.join(10)
    closer.join(10)
    assert vault.generation == 1
    for use in (vault.read, vault.write):
        with pytest.raises(VaultClosed), use():
            pytest.fail("entered")
    for call in (
        vault.snapshot,
        vault.check_database,
        lambda: vault.fingerprint(b""),
        lambda: vault.connect_cache("search"),
    ):
        with pytest.raises(VaultClosed):
            call()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be renamed")
def test_a_replaced_database_takes_no_more_changes(
    vault: Vault, vault_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Trap T6: a sync client renames the file away or puts another in its place; SQLite itself would go on without an error.
    say(vault, "reactions")
    path = vault_path / DATABASE
    aside = vault_path / "records (conflicted copy).db"
    path.rename(aside)
    with pytest.raises(VaultNotWritable, match="Another program renamed, moved or deleted"):
        say(vault, "tolerated")
    shutil.copy(aside, path)
    with pytest.raises(VaultNotWritable, match="Another program replaced"):
        say(vault, "tolerated")
    with pytest.raises(VaultNotWritable):
        vault.snapshot()
    assert said(vault) == ["reactions"]
    aside.rename(path)
    say(vault, "tolerated")
    assert said(vault) == ["reactions", "tolerated"]
    path.rename(aside)
    with caplog.at_level(logging.WARNING):
        vault.close()
    assert "VaultNotWritable" in caplog.text
    assert str(vault_path) not in caplog.text


def test_a_damaged_page_is_named_as_damage(vault: Vault, vault_path: Path) -> None:
    with vault.write() as session:
        for number in range(2000):
            session.execute(INSERT, {"kind": f"kind number {number:06d}"})
    vault.close()
    path = vault_path / DATABASE
    flip(path, path.stat().st_size - 4096 + 10)
    reopened = unlock(vault_path, PASSPHRASE)
    assert reopened.check_database() != ()
    with pytest.raises(VaultDamaged, match=DATABASE), reopened.read() as session:
        _read_everything(session)
    reopened.close()


def _read_everything(session: Session) -> None:
    for (table,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
        session.execute(text(f"SELECT * FROM {table}")).all()
    session.execute(text("SELECT count(*) FROM statements WHERE kind > 'a'")).all()


def test_saving_is_synced_before_it_returns(vault: Vault) -> None:
    with vault.read() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "locking_mode",
                "foreign_keys",
                "secure_delete",
                "temp_store",
                "trusted_schema",
                "cell_size_check",
                "fullfsync",
                "checkpoint_fullfsync",
                "wal_autocheckpoint",
            )
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "wal_autocheckpoint": 4000,
    }


def test_a_link_to_a_document_that_is_not_there_is_refused(vault: Vault) -> None:
    with pytest.raises(IntegrityError), vault.write() as session:
        session.execute(
            text(
                "INSERT INTO links (id, created_at, kind, record_id, document_id) VALUES ('1', '2026', 'reactions', '2', 'nobody')"
            )
        )


def test_the_same_content_has_the_same_fingerprint_in_one_vault_only(vault: Vault, tmp_path: Path) -> None:
    assert vault.fingerprint(b"content") == vault.fingerprint(iter((b"con", b"tent")))
    assert vault.fingerprint(b"content") != vault.fingerprint(b"Content")
    assert len(vault.fingerprint(b"")) == 64
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    assert other.fingerprint(b"content") != vault.fingerprint(b"content")
    other.close()
