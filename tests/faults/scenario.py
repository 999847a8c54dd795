"""One scripted life of a vault while it is lived: every action says what will be true after it, and then that it was reported as saved."""

import copy
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import text

from ism_desktop.documents import import_document
from ism_desktop.documents.refiling import refile
from ism_desktop.errors import IsmError
from ism_desktop.records import disclosures, episodes, safekeeping, store, vault_settings
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.episode_times import minute_of
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import Gap
from ism_desktop.vault import KeyCost, Session, Vault, inbox, key_slots, unlock
from ism_desktop.vault.multi_device import Computer
from tests.faults import expected_state
from tests.faults.expected_state import PASSPHRASES, State
from tests.faults.recorded import RecordedWorkers, Recording
from tests.faults.shim import Shim

# The cheapest that a header may ask for: what is under test here is the writing.
CHEAPEST = KeyCost(memory_kib=1024, iterations=1, lanes=1)

_TRIES = 4
_BEGAN = datetime(2026, 5, 3, 14, 2, 5, tzinfo=timezone(timedelta(hours=2)))


@dataclass
class Ground:
    """Where a life is lived: the folder of everything, and what the templates know."""

    world: Path
    workers: RecordedWorkers

    @property
    def vault(self) -> Path:
        return self.world / "My vault"

    def computer(self) -> Computer:
        return Computer(self.world / "config", "this computer")


class Life:
    """Lives on a ground, and keeps the plain picture of what its vault must hold."""

    def __init__(
        self, ground: Ground, shim: Shim, state: State, seed: int, *, troubled: bool = False, reopens: bool = False
    ) -> None:
        self.ground = ground
        self.shim = shim
        self.state = copy.deepcopy(state)
        self.random = random.Random(seed)
        self.opened: Vault | None = None
        self.passphrase = 0
        self._troubled = troubled
        self._reopens = reopens
        self._fresh = 0

    # Saying ---------------------------------------------------------------------------------------------------------------

    def does(self, change: Callable[[State], None], act: Callable[[], object]) -> None:
        """Do something after which the state is changed; on a failing disk, see that the error is ours and try again."""
        wanted = copy.deepcopy(self.state)
        change(wanted)
        self.shim.say({"will": wanted})
        for attempt in range(_TRIES):
            try:
                act()
                break
            except IsmError as error:
                if not self._troubled:
                    raise
                self._judge(error)
                if attempt == 1:
                    self.shim.calm()
                if attempt >= 1 and self._needs_reopening(attempt):
                    self._reopen()
                # Reading goes on, and shows the state before or after, never one between.
                if self.opened is not None and self._seen_after(wanted):
                    break
        else:
            self.wrong("there is room again, and the next save does not work")
        self.state = wanted
        self.shim.say({"did": True})

    def clears_unfinished(self, folder: Path) -> None:
        """A failing drive lets the rest of a vault that was under way not be removed: a person then chooses a new folder."""
        if self._reopens:
            shutil.rmtree(folder, ignore_errors=True)

    def wrong(self, what: str) -> None:
        self.shim.say({"wrong": what})

    def _judge(self, error: IsmError) -> None:
        self.shim.say({"error": f"{type(error).__name__}: {error.what}"})
        if str(self.ground.world) not in error.what:
            self.wrong(f"the error does not name the place: {type(error).__name__}: {error.what}")

    def _needs_reopening(self, attempt: int) -> bool:
        """As the advice says: after a failing drive, and where a vault could be opened for reading only."""
        return self.opened is not None and (self.opened.read_only or (attempt == 2 and self._reopens))

    def _reopen(self) -> None:
        self.vault.close()
        self.opened = self._unlocked()

    def _unlocked(self) -> Vault:
        return unlock(self.ground.vault, PASSPHRASES[self.passphrase], computer=self.ground.computer())

    def _seen_after(self, wanted: State) -> bool:
        try:
            found = expected_state.of_vault(self.vault)
        except Exception as error:  # noqa: BLE001  (whatever it is, reading did not go on)
            self.wrong(f"reading did not go on: {type(error).__name__}: {error}")
            return False
        before, after = (expected_state.records_of(state) for state in (self.state, wanted))
        if found not in (before, after):
            self.wrong(f"half a change is shown: {expected_state.differences(found, before)[:2]}")
        # Where both are alike, the change is not one of the records: it has to be tried again.
        return found == after != before

    # Opening and closing --------------------------------------------------------------------------------------------------

    @property
    def vault(self) -> Vault:
        assert self.opened is not None
        return self.opened

    def open(self) -> None:
        def act() -> None:
            self.opened = self._unlocked()

        self.does(_nothing, act)

    def close(self) -> None:
        try:
            self.vault.close()
        except Exception as error:  # noqa: BLE001
            self.wrong(f"the vault could not be locked: {type(error).__name__}: {error}")
        self.opened = None
        self.does(_nothing, _nothing_done)

    # Records --------------------------------------------------------------------------------------------------------------

    def any_medication(self) -> str:
        active = [name for name, kept in self.state["medications"].items() if not kept[1]]
        return self.random.choice(sorted(active))

    def any_document(self) -> str:
        return self.random.choice(sorted(name for name, kept in self.state["documents"].items() if not kept[1]))

    def writes(self, change: Callable[[State], None], write: Callable[[Session], object]) -> None:

        def changed(state: State) -> None:
            change(state)
            state["generation"] += 1

        def act() -> None:
            with self.vault.write() as session:
                write(session)

        self.does(changed, act)

    def note(self) -> None:
        """A new medication, with the statement "none" taken back by it."""
        self._fresh += 1
        name, strength = f"medication {self._fresh} of {self.state['generation']}", "x" * self.random.randrange(3000)

        def change(state: State) -> None:
            state["medications"][name] = [strength, False, 1]
            state["statements"] = [kind for kind in state["statements"] if kind != "medications"]

        self.writes(change, lambda session: store.save(session, MEDICATIONS, {"name": name, "strength": strength}))

    def edit(self) -> None:
        name, strength = self.any_medication(), f"{self.random.random()} mg"

        def change(state: State) -> None:
            state["medications"][name] = [strength, False, state["medications"][name][2] + 1]

        def write(session: Session) -> None:
            store.save(session, MEDICATIONS, {"strength": strength}, record_id=_id(session, MEDICATIONS, name))

        self.writes(change, write)

    def trash(self, kind: Kind, name: str) -> None:
        def change(state: State) -> None:
            kept = state[kind.name][name]
            kept[1], kept[2] = True, kept[2] + 1

        self.writes(change, lambda session: store.trash(session, kind, _id(session, kind, name)))

    def restore(self, kind: Kind, name: str) -> None:
        def change(state: State) -> None:
            kept = state[kind.name][name]
            kept[1], kept[2] = False, kept[2] + 1

        self.writes(change, lambda session: store.restore(session, kind, _id(session, kind, name)))

    def state_none(self, kind_name: str) -> None:
        def change(state: State) -> None:
            state["statements"] = sorted({*state["statements"], kind_name})

        self.writes(change, lambda session: store.say_none(session, BY_NAME[kind_name], Gap.NONE))

    def choose(self, keep: int) -> None:
        def change(state: State) -> None:
            state["settings"] = {"backup_keep": keep}

        self.writes(change, lambda session: vault_settings.put(session, "backup_keep", keep))

    def depart(self, title: str) -> None:
        def change(state: State) -> None:
            state["left"] = sorted([*state["left"], title])

        self.writes(change, lambda session: disclosures.record(session, "card", title, "printer"))

    def presses(self, what: str) -> None:
        moment = _BEGAN + timedelta(seconds=17 * len(self.state["times"]))

        def change(state: State) -> None:
            state["times"].append([what, moment.isoformat(), None])
            ended = minute_of(moment).stored if what == episodes.OVER else None
            state["episodes"] = [[minute_of(_BEGAN).stored, ended]]

        self.writes(change, lambda session: episodes.record(session, episodes.Press(what), moment))

    def marks_mistaken(self) -> None:
        place = self.random.randrange(1, len(self.state["times"]))

        def write(session: Session) -> None:
            asked = text("SELECT id FROM episode_times WHERE pressed_at = :pressed_at")
            time_id = session.execute(asked, {"pressed_at": self.state["times"][place][1]}).scalar_one()
            episodes.mark_mistaken(session, time_id, mistaken=True)

        self.writes(lambda state: state["times"][place].__setitem__(2, 1), write)

    # Documents ------------------------------------------------------------------------------------------------------------

    def take_in(self, recording: Recording) -> None:
        def change(state: State) -> None:
            state["documents"][recording.title] = [None, False, 1, *recording.digests]
            state["generation"] += 1

        def act() -> None:
            workers = self.ground.workers.as_workers()
            result = import_document(self.vault, workers, Path(recording.name), untrusted=recording.content)
            assert result.outcome == "imported", result

        self.does(change, act)

    def take_in_twice(self, recording: Recording) -> None:
        workers = self.ground.workers.as_workers()
        result = import_document(self.vault, workers, Path(recording.name), untrusted=recording.content)
        assert result.outcome == "duplicate", result

    def remove_for_good(self, name: str) -> None:
        """First the row, then the files: the order that the vault asks for."""
        with self.vault.read() as session:
            values = store.get(session, DOCUMENTS, _id(session, DOCUMENTS, name)).values
        content, file_ids = self.state["documents"][name][3], [values["file_id"], values["text_file_id"]]

        def change(state: State) -> None:
            del state["documents"][name]

        def write(session: Session) -> None:
            session.execute(text("DELETE FROM documents WHERE file_id = :file_id"), {"file_id": file_ids[0]})
            session.info["changed"].add("documents")

        self.writes(change, write)

        def discarded(state: State) -> None:
            state["discarded"].append(content)

        def discard() -> None:
            for file_id in file_ids:
                self.vault.files.discard(file_id)

        self.does(discarded, discard)

    def refile_all(self) -> None:
        """Take the files that have no record in again, one after the other."""
        by_name = {recording.name: recording for recording in self.ground.workers.recordings}
        offered = safekeeping.unfiled(self.vault)
        for file in [file for file in offered if file.name in by_name]:
            recording = by_name[file.name]

            def change(state: State, recording: Recording = recording) -> None:
                state["documents"][recording.title] = [None, False, 1, *recording.digests]
                state["generation"] += 1

            def act(name: str = file.name) -> None:
                now = [other for other in safekeeping.unfiled(self.vault) if other.name.startswith(name)]
                for done in refile(self.vault, self.ground.workers.as_workers(), now):
                    assert done.outcome == "filed", done

            self.does(change, act)

    # Keys, inbox, drafts --------------------------------------------------------------------------------------------------

    def changes_passphrase(self, to: int) -> None:
        former = self.passphrase

        def act() -> None:
            key_slots.change_passphrase(self.vault, PASSPHRASES[former], PASSPHRASES[to], cost=CHEAPEST)

        self.does(lambda state: state.update(opens=[to]), act)
        self.passphrase = to

    def prints_sheet(self) -> None:
        code = key_slots.draft_recovery_code(self.vault)
        self.does(
            lambda state: state.update(sheet=list(code.groups)), lambda: key_slots.use_recovery_code(self.vault, code)
        )

    def leaves(self, thing: inbox.NewItem) -> None:
        content = thing.text.strip().encode() or thing.content

        def change(state: State) -> None:
            state["inbox"] = [*state.get("inbox", []), expected_state.sha(content)]

        self.does(change, lambda: inbox.leave(self.ground.vault, thing, computer=self.ground.computer()))

    def sorts_one(self) -> None:
        item = inbox.items(self.vault)[0]
        content = inbox.content(self.vault, item.id)

        def change(state: State) -> None:
            state["inbox"].remove(expected_state.sha(content))

        self.does(change, lambda: inbox.take(self.vault, item.id))

    def types(self, *, last: bool = False) -> None:
        draft = self.random.randbytes(self.random.randrange(1, 5000))

        def act() -> None:
            write = self.vault.draft_files.write_last if last else self.vault.draft_files.write
            write(draft)

        self.does(lambda state: state.update(draft=expected_state.sha(draft)), act)

    # Safekeeping ----------------------------------------------------------------------------------------------------------

    def keeps_snapshot(self) -> None:
        def act() -> None:
            self.vault.snapshot()  # of the vault as it is open then: a failing drive makes us open it again

        self.does(_nothing, act)

    def backs_up(self, *, keep: int, one_file: bool = False) -> None:
        place = expected_state.TARS if one_file else expected_state.STICK

        def change(state: State) -> None:
            state[place] = expected_state.records_of(state)

        def act() -> None:
            report = safekeeping.back_up(self.vault, self.ground.world / place, one_file=one_file, keep=keep)
            assert report.findings == (), report

        self.does(change, act)

    def restores(self) -> None:
        def change(state: State) -> None:
            state[expected_state.RESTORED] = state[expected_state.STICK]

        def act() -> None:
            world = self.ground.world
            if self._troubled and expected_state.is_vault(world / expected_state.RESTORED):
                return  # it was restored whole, and only the check of the new vault failed
            self.clears_unfinished(world / expected_state.RESTORED)
            report = safekeeping.restore(
                world / expected_state.STICK, world / expected_state.RESTORED, passphrase=PASSPHRASES[0]
            )
            assert report.is_complete, report
            # On a full disk the restored vault's inbox key may wait for its next opening, and the check says so.
            assert self._troubled or not report.findings, report

        self.does(change, act)


def _id(session: Session, kind: Kind, title: str) -> str:
    records = (*store.list_active(session, kind), *store.list_trashed(session, kind))
    return next(record.id for record in records if record.values[expected_state.NAMES[kind.name]] == title)


def _nothing(state: State) -> None:
    """An action after which the vault holds what it held."""


def _nothing_done() -> None:
    """An action that is done already."""
