"""A random life of a vault against a plain model: save, change, trash, restore, lock and reopen; search shows exactly what is active."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from ism_desktop.records import history, store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.vault import create, unlock
from tests.conftest import CHEAP, PASSPHRASE

names = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), min_size=1, max_size=12).filter(str.strip)


class Life(RuleBasedStateMachine):
    records = Bundle("records")
    trashed = Bundle("trashed")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ism-life-"))
        self.vault = create(self.folder / "vault", PASSPHRASE, cost=CHEAP)
        self.index = Index(self.vault, lambda _file: ())
        self.active: dict[str, str] = {}
        self.gone: dict[str, str] = {}
        self.changes: dict[str, int] = {}

    @rule(target=records, name=names)
    def save(self, name: str) -> str:
        with self.vault.write() as session:
            record_id = store.save(session, MEDICATIONS, {"name": name, "notes": f"needle{len(self.changes)}x"})
        self.active[record_id] = name.strip()
        self.changes[record_id] = 1
        return record_id

    @rule(record_id=records, name=names)
    def change(self, record_id: str, name: str) -> None:
        held = self.active if record_id in self.active else self.gone
        with self.vault.write() as session:
            store.save(session, MEDICATIONS, {"name": name}, record_id=record_id)
        self.changes[record_id] += held[record_id] != name.strip()
        held[record_id] = name.strip()

    @precondition(lambda self: self.active)
    @rule(target=trashed, record_id=records)
    def trash(self, record_id: str) -> str:
        if record_id in self.active:
            with self.vault.write() as session:
                store.trash(session, MEDICATIONS, record_id)
            self.gone[record_id] = self.active.pop(record_id)
            self.changes[record_id] += 1
        return record_id

    @rule(record_id=consumes(trashed))
    def restore(self, record_id: str) -> None:
        if record_id in self.gone:
            with self.vault.write() as session:
                store.restore(session, MEDICATIONS, record_id)
            self.active[record_id] = self.gone.pop(record_id)
            self.changes[record_id] += 1

    @rule()
    def lock_and_reopen(self) -> None:
        self.index.close()
        self.vault.close()
        self.vault = unlock(self.folder / "vault", PASSPHRASE)
        self.index = Index(self.vault, lambda _file: ())

    @invariant()
    def the_vault_holds_what_the_model_holds(self) -> None:
        with self.vault.read() as session:
            assert {r.id: r.values["name"] for r in store.list_active(session, MEDICATIONS)} == self.active
            assert {r.id: r.values["name"] for r in store.list_trashed(session, MEDICATIONS)} == self.gone
            for record_id, number in self.changes.items():
                assert len(history.versions(session, MEDICATIONS, record_id)) == number

    @invariant()
    def search_finds_the_active_records_and_no_others(self) -> None:
        self.index.catch_up()
        assert {hit.record_id for hit in self.index.search("needle")} == set(self.active)

    def teardown(self) -> None:
        self.index.close()
        self.vault.close()
        shutil.rmtree(self.folder)


Life.TestCase.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
