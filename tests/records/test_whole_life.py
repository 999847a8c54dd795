"""A random life of a whole vault against a plain model: records, papers, trash, lock, crash, kill, backup, restore, new passphrases.

After every step that opens a vault, what it holds is what the model holds, and its checks find nothing. After every step at all, search
finds exactly what is active. A few lives by default; 2,000 with `ISM_TEST_ROUNDS=large`, in twenty parts.
"""

import copy
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ism_desktop.documents import import_document, texts
from ism_desktop.records import checking, history, reverting, safekeeping, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.vault import KeyCost, Vault, create, key_slots, unlock
from ism_desktop.vault.integrity import Fault
from ism_desktop.vault.key_slots import RecoveryCode
from ism_desktop.worker import Workers
from tests.conftest import PASSPHRASE
from tests.records.random_values import values_of
from tests.rounds import rounds
from tests.vault.filing import file_document, forget_document
from tests.worker import files

CHEAPEST = KeyCost(memory_kib=1024, iterations=1, lanes=1)
FORKS = sys.platform != "win32"
LIVED: Kind = BY_NAME.get("checkups", MEDICATIONS)
"""Whose records live: those of the kind that `extra_kind` enters, with every way in which a field can be typed, where it did."""
LIVES = rounds(3 if LIVED is MEDICATIONS else 2, 100)

names = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), min_size=1, max_size=12).filter(str.strip)
contents = st.binary(max_size=300) | st.integers(0, 255).map(lambda value: bytes([value]) * 70_000)
picks = st.integers(0, 10_000)
others = values_of(LIVED, skip=("name", "notes"))


@dataclass
class Held:
    """One record in the model: what it says, how often it was changed, whether it is in the trash."""

    name: str
    changes: int = 1
    gone: bool = False
    others: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass
class Paper:
    """One document in the model. `content` is what must come out again."""

    file_id: str
    title: str
    content: bytes
    gone: bool = False


@dataclass
class Model:
    """Everything that a vault holds."""

    medications: dict[str, Held] = field(default_factory=dict[str, Held])
    papers: dict[str, Paper] = field(default_factory=dict[str, Paper])
    imported: dict[str, bytes] = field(default_factory=dict[str, bytes])
    passphrase: str = PASSPHRASE
    recovery: RecoveryCode | None = None
    numbered: int = 0


class WholeLife(RuleBasedStateMachine):
    workers: Workers | None = None

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="ism-life-", dir=memory if memory.is_dir() else None))
        self.moves = 0
        self.path = self.folder / "vault 0"
        self.model = Model()
        self.kept: Model | None = None
        self.start(create(self.path, PASSPHRASE, cost=CHEAPEST))

    def start(self, vault: Vault) -> None:
        self.vault = vault
        self.index = Index(vault, partial(texts.page_strings, vault))

    def stop(self) -> None:
        self.index.close()
        self.vault.close()

    def reopen(self, path: Path) -> None:
        self.path = path
        self.start(unlock(path, self.model.passphrase))
        self.require_whole()

    def new_path(self) -> Path:
        self.moves += 1
        return self.folder / f"vault {self.moves}"

    def require_whole(self) -> None:
        """What was opened holds what the model holds, to the last byte, and nothing is wrong with it."""
        assert self.vault.notices == ()
        assert self.vault.check_database() == ()
        assert [found for found in safekeeping.quick_check(self.vault) if found.fault is not Fault.UNFILED] == []
        with self.vault.read() as session:
            for record_id, held in self.model.medications.items():
                assert len(history.versions(session, LIVED, record_id)) == held.changes
                values = store.get(session, LIVED, record_id).values
                assert {name: values[name] for name in held.others} == held.others
        for paper in self.model.papers.values():
            assert self.vault.files.read(paper.file_id) == paper.content
        self.require_imported()

    def require_imported(self) -> None:
        with self.vault.read() as session:
            found = {record.id: record for record in store.list_active(session, DOCUMENTS)}
        for document_id, pdf in self.model.imported.items():
            assert self.vault.files.read(found[document_id].values["file_id"]) == pdf
            (words,) = texts.page_strings(self.vault, found[document_id].values["text_file_id"])
            assert "tryptase" in words

    # Records --------------------------------------------------------------------------------------------------------------

    @rule(name=names, values=others)
    def create_record(self, name: str, values: dict[str, Any]) -> None:
        self.model.numbered += 1
        with self.vault.write() as session:
            said = values | {"name": name, "notes": f"needle{self.model.numbered}x"}
            record_id = store.save(session, LIVED, said)
        self.model.medications[record_id] = Held(name.strip(), others=checking.clean(LIVED, values))

    @precondition(lambda self: self.model.medications)
    @rule(pick=picks, name=names, values=others)
    def edit_record(self, pick: int, name: str, values: dict[str, Any]) -> None:
        record_id, held = self.picked(pick)
        with self.vault.write() as session:
            store.save(session, LIVED, values | {"name": name}, record_id=record_id)
        cleaned = checking.clean(LIVED, values)
        held.changes += held.name != name.strip() or any(held.others.get(key) != cleaned[key] for key in cleaned)
        held.name, held.others = name.strip(), cleaned

    @precondition(lambda self: self.model.medications)
    @rule(pick=picks, name=names, values=others)
    def edit_record_and_undo(self, pick: int, name: str, values: dict[str, Any]) -> None:
        record_id, held = self.picked(pick)
        with self.vault.write() as session:
            since = reverting.mark(session)
            store.save(session, LIVED, values | {"name": name}, record_id=record_id)
            until = reverting.mark(session)
        with self.vault.write() as session:
            reverting.revert(session, since, until)
        held.changes += 2 * (until - since)

    @precondition(lambda self: self.model.medications)
    @rule(pick=picks)
    def trash_or_restore_record(self, pick: int) -> None:
        record_id, held = self.picked(pick)
        with self.vault.write() as session:
            (store.restore if held.gone else store.trash)(session, LIVED, record_id)
        held.gone = not held.gone
        held.changes += 1

    @rule(name=names)
    def fail_half_way(self, name: str) -> None:
        """Something goes wrong in the middle of a save: nothing of it stays."""
        try:
            with self.vault.write() as session:
                store.save(session, LIVED, {"name": name, "notes": "needle never"})
                raise InterruptedError
        except InterruptedError:
            pass

    def picked(self, pick: int) -> tuple[str, Held]:
        return sorted(self.model.medications.items())[pick % len(self.model.medications)]

    # Documents ------------------------------------------------------------------------------------------------------------

    @rule(content=contents)
    def file_paper(self, content: bytes) -> None:
        self.model.numbered += 1
        title = f"Paper {self.model.numbered}"
        content += title.encode()
        file_id = file_document(self.vault, title, content)
        self.model.papers[self.document_of(file_id)] = Paper(file_id, title, content)

    @precondition(lambda self: len(self.model.imported) < 2)
    @rule()
    def import_pdf(self) -> None:
        """Through the worker, as a dropped file is."""
        if WholeLife.workers is None:
            WholeLife.workers = Workers()
        self.model.numbered += 1
        pdf = files.text_pdf(f"tryptase {self.model.numbered}")
        result = import_document(
            self.vault, WholeLife.workers, Path(f"letter {self.model.numbered}.pdf"), untrusted=pdf
        )
        assert (result.outcome, result.pages) == ("imported", 1)
        assert result.document_id is not None
        self.model.imported[result.document_id] = pdf
        again = import_document(self.vault, WholeLife.workers, Path("the same again.pdf"), untrusted=pdf)
        assert (again.outcome, again.document_id) == ("duplicate", result.document_id)

    @precondition(lambda self: self.model.papers)
    @rule(pick=picks)
    def trash_or_restore_paper(self, pick: int) -> None:
        document_id, paper = sorted(self.model.papers.items())[pick % len(self.model.papers)]
        with self.vault.write() as session:
            (store.restore if paper.gone else store.trash)(session, DOCUMENTS, document_id)
        paper.gone = not paper.gone

    @precondition(lambda self: self.model.papers)
    @rule(pick=picks)
    def discard_paper(self, pick: int) -> None:
        document_id, paper = sorted(self.model.papers.items())[pick % len(self.model.papers)]
        forget_document(self.vault, paper.file_id)
        del self.model.papers[document_id]

    def document_of(self, file_id: str) -> str:
        with self.vault.read() as session:
            return next(
                record.id for record in store.list_active(session, DOCUMENTS) if record.values["file_id"] == file_id
            )

    # Opening and ending ---------------------------------------------------------------------------------------------------

    @rule()
    def lock_and_unlock(self) -> None:
        self.stop()
        self.reopen(self.path)

    @rule()
    def crash(self) -> None:
        """The folder as it lies while the vault is open is what a kill would leave."""
        lies = self.new_path()
        shutil.copytree(self.path, lies)
        self.stop()
        self.reopen(lies)

    @precondition(lambda _self: FORKS)
    @rule(name=names, count=st.integers(1, 3), content=contents)
    def killed_while_saving(self, name: str, count: int, content: bytes) -> None:
        """Another process saves, says so each time, and is killed; what it had said is there, and at most one save more."""
        self.stop()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                self.save_until_killed(name, content, writing)
            finally:
                os._exit(1)
        os.close(writing)
        said = [os.read(reading, 32).decode() for _ in range(count)]
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        while line := os.read(reading, 32):  # said between the last that was heard and the kill
            said.append(line.decode())
        os.close(reading)
        self.start(unlock(self.path, self.model.passphrase))
        with self.vault.read() as session:
            there = {record.id: record for record in store.list_active(session, LIVED)}
            papers = {record.id: record for record in store.list_active(session, DOCUMENTS)}
        new = there.keys() - self.model.medications.keys()
        acknowledged = {line[:32] for line in said}
        assert len(new) in {len(acknowledged), len(acknowledged) + 1}
        for record_id in new:
            assert there[record_id].values["name"] == name.strip()
            self.model.medications[record_id] = Held(name.strip())
        for document_id in papers.keys() - self.model.papers.keys() - self.model.imported.keys():
            values = papers[document_id].values
            self.model.papers[document_id] = Paper(values["file_id"], values["title"], content)
        self.require_whole()

    def save_until_killed(self, name: str, content: bytes, writing: int) -> None:
        vault = unlock(self.path, self.model.passphrase)
        file_document(vault, f"Paper of a process that is killed {self.model.numbered}", content)
        number = 0
        while True:
            number += 1
            with vault.write() as session:
                values = {"name": name, "notes": f"needle{self.model.numbered}k{number}x"}
                record_id = store.save(session, LIVED, values)
            os.write(writing, record_id.replace("-", "").encode()[:32])

    # Keeping it safe ------------------------------------------------------------------------------------------------------

    @rule()
    def snapshot(self) -> None:
        assert self.vault.snapshot().is_file()

    @rule(one_file=st.booleans())
    def back_up(self, *, one_file: bool) -> None:
        place = self.folder / "backups"
        place.mkdir(exist_ok=True)
        report = safekeeping.back_up(self.vault, place, one_file=one_file, keep=2)
        assert report.findings == ()
        self.kept = copy.deepcopy(self.model)
        self.kept_at = report.paths[0]

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        """Into a new folder, and life goes on there, as it was when the backup was made."""
        assert self.kept is not None
        self.stop()
        to = self.new_path()
        report = safekeeping.restore(self.kept_at, to)
        assert report.findings == ()
        assert report.is_complete
        numbered = self.model.numbered
        self.model = copy.deepcopy(self.kept)
        self.model.numbered = numbered
        self.reopen(to)

    @rule(number=st.integers(0, 99))
    def change_passphrase(self, number: int) -> None:
        new = f"another passphrase {number}"
        key_slots.change_passphrase(self.vault, self.model.passphrase, new, cost=CHEAPEST)
        self.model.passphrase = new

    @rule()
    def print_recovery_sheet(self) -> None:
        code = key_slots.draft_recovery_code(self.vault)
        key_slots.use_recovery_code(self.vault, code)
        self.model.recovery = code

    @precondition(lambda self: self.model.recovery is not None)
    @rule(number=st.integers(0, 99))
    def forget_passphrase(self, number: int) -> None:
        assert self.model.recovery is not None
        self.stop()
        vault = key_slots.unlock_with_recovery(self.path, self.model.recovery)
        self.model.passphrase = f"after the sheet {number}"
        key_slots.set_passphrase_after_recovery(vault, self.model.passphrase, cost=CHEAPEST)
        vault.close()
        self.reopen(self.path)

    # Always ---------------------------------------------------------------------------------------------------------------

    @invariant()
    def the_vault_holds_what_the_model_holds(self) -> None:
        with self.vault.read() as session:
            for list_them, gone in ((store.list_active, False), (store.list_trashed, True)):
                found = {record.id: record.values["name"] for record in list_them(session, LIVED)}
                assert found == {key: held.name for key, held in self.model.medications.items() if held.gone == gone}
                papers = {record.id: record.values["file_id"] for record in list_them(session, DOCUMENTS)}
                expected = {key: paper.file_id for key, paper in self.model.papers.items() if paper.gone == gone}
                assert {key: value for key, value in papers.items() if key not in self.model.imported} == expected
                assert gone or self.model.imported.keys() <= papers.keys()

    @invariant()
    def search_finds_what_is_active_and_nothing_else(self) -> None:
        self.index.catch_up()
        active = {key for key, held in self.model.medications.items() if not held.gone}
        assert {hit.record_id for hit in self.index.search("needle")} == active
        # What is typed into an entry may be any words, those of an imported paper too.
        found = {hit.record_id for hit in self.index.search("tryptase") if hit.kind == DOCUMENTS.name}
        assert found == self.model.imported.keys()

    def teardown(self) -> None:
        try:
            assert [found for found in safekeeping.full_check(self.vault) if found.fault is not Fault.UNFILED] == []
            self.stop()
            self.reopen(self.path)
            self.stop()
        finally:
            shutil.rmtree(self.folder)

    @classmethod
    def end(cls) -> None:
        """Stop the workers that were started for imports."""
        if WholeLife.workers is not None:
            WholeLife.workers.close()
            WholeLife.workers = None


@pytest.mark.parametrize("part", range(rounds(1, 20)))
def test_whole_lives(part: int) -> None:
    try:
        run_state_machine_as_test(
            WholeLife,
            settings=settings(
                max_examples=LIVES,
                stateful_step_count=14,
                deadline=None,
                database=None,
                phases=(Phase.generate,),  # the steps are printed; to shorten them takes longer than to read them
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
            ),
        )
    finally:
        WholeLife.end()
