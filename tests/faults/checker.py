"""What must be true after any blow: the vault opens, nothing is damaged, and it holds what was reported as saved, or one action more."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ism_desktop.errors import VaultDamaged, VaultMissing, WrongPassphrase
from ism_desktop.records import safekeeping
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import Vault, durable, header_files, look, snapshots, unlock
from ism_desktop.vault.integrity import Fault, Finding, Severity
from ism_desktop.vault.opening import key_for
from tests.faults import expected_state
from tests.faults.expected_state import PASSPHRASES, State
from tests.faults.scenario import Ground
from tests.faults.scenarios import LIVES, known_contents

# The snapshots that were found sound by this process, by their bytes: most grounds have the same ones.
_sound_snapshots: set[tuple[str, str]] = set()


@dataclass
class Told:
    """What a life had said by the time of the blow."""

    before: State
    saved: State | None = None
    pending: State | None = None
    wrong: tuple[str, ...] = ()
    errors: int = 0
    done: int = 0

    @classmethod
    def of(cls, before: State, said: list[dict[str, Any]]) -> "Told":
        told = cls(before)
        for entry in said:
            if "will" in entry:
                told.pending = entry["will"]
            elif "did" in entry:
                told.saved, told.pending = told.pending, None
                told.done += 1
            elif "wrong" in entry:
                told.wrong += (entry["wrong"],)
            elif "error" in entry:
                told.errors += 1
        return told

    @property
    def allowed(self) -> list[State]:
        """The state that was reported, and the one that was under way."""
        return [state for state in (self.saved or self.before, self.pending) if state is not None]


@dataclass
class Check:
    """One check of the ground after a blow. `ended` is whether the life came to its end by itself."""

    ground: Ground
    life: str
    told: Told
    scratch: Path
    ended: bool = False
    goes_on: bool = False
    thorough: bool = True
    cleared: bool = True

    def violations(self) -> list[str]:
        """Everything that is not as promised; empty when all is well."""
        try:
            found = [*self.told.wrong, *self._vault(), *self._places()]
            if self.ended and self.cleared:
                found += [f"left behind: {path.name}" for path in self.ground.world.rglob(f"*{durable.TEMPORARY}")]
        except Exception as error:  # noqa: BLE001  (any of them is a finding)
            found = [*self.told.wrong, f"{type(error).__name__}: {error}"]
        return found

    # The vault ------------------------------------------------------------------------------------------------------------

    def _vault(self) -> list[str]:
        states = self.told.allowed
        if all("generation" not in state for state in states[:1]):
            # The vault was under way: there is none yet, or a whole one.
            try:
                look(self.ground.vault)
            except (VaultMissing, VaultDamaged):
                return []
            states = states[1:]
        openers = self._openers()
        wanted = [state.get("opens", [0]) for state in states]
        if not openers or not set(openers) <= set(wanted[0] + wanted[-1]):
            return [f"the vault opens with {openers}, and it should with {wanted}"]
        vault = unlock(self.ground.vault, PASSPHRASES[openers[0]], computer=self.ground.computer())
        with expected_state.closing(vault):
            found = self._inside(vault, states)
        # A change of keys that was interrupted shuts nobody out: until the next one the former and the new way in may both do.
        if not set(self._openers()) <= set(wanted[0] + wanted[-1]) or (
            len(states) == 1 and self._openers() != wanted[0]
        ):
            found.append(f"once opened, the vault opens with {self._openers()} instead of one of {wanted}")
        if self.goes_on and not found:
            found += self._next_save(openers[0])
        return found

    def _openers(self) -> list[int]:
        count = LIVES[self.life].passphrases
        if count == 1:
            return [0]
        return [number for number in range(count) if opens(self.ground.vault, PASSPHRASES[number])]

    def _inside(self, vault: Vault, states: list[State]) -> list[str]:
        found = [f"at opening: {concern.sentence}" for concern in vault.concerns]
        # A twin that is older or missing is put right at opening; that is how headers are changed.
        found += [
            f"at opening: {noticed.sentence}" for noticed in vault.noticed if not self._expected(noticed.sentence)
        ]
        for finding in self._findings(vault):
            if finding.severity is Severity.DAMAGED:
                found.append(f"damage: {finding.what}")
            elif finding.severity is Severity.NOTICE and not self._is_expected(finding.fault):
                found.append(f"finding: {finding.what}")
        found += self._files(vault)
        now = expected_state.of_vault(vault) | expected_state.beside(vault)
        wanted = [expected_state.records_of(state) | expected_state.beside_in(state) for state in states]
        if now not in wanted:
            found += expected_state.differences(now, wanted[0])
        lost = [sha for sha in states[0]["discarded"] if sha not in expected_state.discarded(vault)]
        return [*found, *(f"a discarded file is gone: {sha}" for sha in lost)]

    def _is_expected(self, fault: Fault) -> bool:
        """A file that is offered back, or one of two headers that is from before the change of keys that was under way."""
        changing_keys = LIVES[self.life].passphrases > 1 and self.told.pending is not None
        return fault is Fault.UNFILED or (fault is Fault.UNSETTLED and changing_keys)

    def _findings(self, vault: Vault) -> list[Finding]:
        """The program's own check: the full one, or, because every document is read here anyway, the quick one and the snapshots."""
        if self.thorough:
            return safekeeping.full_check(vault)
        found = safekeeping.quick_check(vault)
        for path in snapshots.newest_first(vault.path / snapshots.FOLDER):
            digest = expected_state.sha(path.read_bytes())
            if (digest, path.name) not in _sound_snapshots:
                faults = snapshots.faults(path, vault.open_key())
                if faults:
                    what = f"{path.name}: {faults[0]}"
                    found.append(Finding(Severity.DAMAGED, Fault.DAMAGED, path.name, what, ""))
                else:
                    _sound_snapshots.add((digest, path.name))
        return found

    def _expected(self, sentence: str) -> bool:
        script = LIVES[self.life]
        put_right = sentence.endswith("It was restored from the other copy of the key header.")
        unsettled = len(self.told.allowed) == 2 and sentence.endswith("Change the passphrase once more to settle it.")
        return script.writes_headers and (put_right or unsettled)

    def _files(self, vault: Vault) -> list[str]:
        """Every file has its row or is offered back, and holds something that was to be kept."""
        with vault.read() as session:
            named = {file.file_id for file in filed_files(session)}
        there = vault.files.ids()
        found = [f"no file for a row: {file_id}" for file_id in named - there]
        offered = {file.file_id for file in safekeeping.unfiled(vault)}
        if offered != there - named:
            found.append(f"{len(there - named)} files without a row, and {len(offered)} are offered back")
        known = known_contents(self.ground)
        for file_id in offered:
            content = vault.files.read(file_id)
            if expected_state.sha(content) not in known:
                found.append(f"a file of {len(content)} bytes that nobody wrote is offered")
        return found

    def _next_save(self, opener: int) -> list[str]:
        """After all that, the vault is used on."""
        with expected_state.closing(
            unlock(self.ground.vault, PASSPHRASES[opener], computer=self.ground.computer())
        ) as vault:
            before = vault.generation
            with vault.write() as session:
                expected_state.note(session, "after the blow")
            if vault.generation != before + 1:
                return ["the generation did not rise"]
        with expected_state.closing(
            unlock(self.ground.vault, PASSPHRASES[opener], computer=self.ground.computer())
        ) as vault:
            if vault.concerns or any(not self._expected(noticed.sentence) for noticed in vault.noticed):
                return [f"at the second opening: {vault.notices}"]
            if "after the blow" not in expected_state.of_vault(vault)["medications"]:
                return ["the next save was lost"]
        return []

    # Backups and restores -------------------------------------------------------------------------------------------------

    def _places(self) -> list[str]:
        found: list[str] = []
        for place in (expected_state.STICK, expected_state.TARS, expected_state.RESTORED):
            wanted = [state.get(place) for state in self.told.allowed]
            if not any(wanted):
                continue
            path = self.ground.world / place
            if place == expected_state.RESTORED:
                now = expected_state.of_restored(path, PASSPHRASES[0])
            elif self._is_untouched(place):
                continue
            else:
                now = expected_state.of_backup(path, self.scratch / place, PASSPHRASES[0])
            if now not in wanted:
                differing = expected_state.differences(now or {}, wanted[0] or {})
                found += [f"{place}: {difference}" for difference in differing]
        return found

    def _is_untouched(self, place: str) -> bool:
        """Whether this life has nothing to do with this backup: looking at it would only cost time."""
        others = {
            "backing_up": expected_state.TARS,
            "to_one_file": expected_state.STICK,
            "restoring": expected_state.TARS,
        }
        return others.get(self.life) == place


def opens(path: Path, passphrase: str) -> bool:
    """Whether a passphrase opens the vault as its headers lie there, before anything is put right."""
    try:
        key_for(path, header_files.find(path), passphrase)
    except WrongPassphrase:
        return False
    return True
