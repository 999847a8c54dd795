"""Rounds of one life: each is lived in a forked child until the blow falls, and what it leaves is checked in another."""

import gc
import itertools
import json
import os
import random
import resource
import shutil
import signal
import struct
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from tests.faults import damage, replay, shim
from tests.faults.checker import Check, Told
from tests.faults.choosing import covering, sort_of, spread
from tests.faults.recorded import RecordedWorkers
from tests.faults.scenario import Ground, Life
from tests.faults.scenarios import LIVES
from tests.faults.shim import Change, Shim
from tests.faults.templates import Template, read_tree, write_tree

_SECONDS = 60  # no round takes a hundredth of it; one that hangs is a finding
_REAL = 5
_BATCH = 32


@dataclass
class Outcome:
    """What a run of many rounds found. `bad` are rounds with a violation; `met` those in which the blow fell at all."""

    rounds: int = 0
    met: int = 0
    bad: int = 0
    changes: int = 0
    errors: int = 0
    seconds: float = 0.0
    twice: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, where: str, violations: list[str]) -> None:
        self.rounds += 1
        if violations:
            self.bad += 1
            if len(self.examples) < 12:
                self.examples.append(f"{where}: {' | '.join(violations[:4])}"[:900])


class Bench:
    """Where the rounds of one life are run. Lives in a process of its own, without threads, and forks."""

    def __init__(self, life: str, template: Template, workers: RecordedWorkers, folder: Path, shim_: Shim) -> None:
        self.life = life
        self.template = template
        self.shim = shim_
        self.ground = Ground(folder / "world", workers)
        self.scratch = folder / "restored"
        self.outcome = Outcome()

    # Living ---------------------------------------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Live and check once here, so that no child loads, compiles or works out anything anew; a child also copies what it touches."""
        self.lay_out()
        LIVES[self.life].live(Life(self.ground, self.shim, self.template.state, 1))
        self._check(Told(self.template.state), ended=True).violations()
        shutil.rmtree(self.scratch, ignore_errors=True)
        gc.collect()
        gc.disable()
        gc.freeze()

    def lay_out(self) -> None:
        self.template.lay_out(self.ground.world)

    def live(self, seed: int, how: int = shim.WATCH, at: int = 0, *, half: bool = False, **more: Any) -> "Lived":
        """Live the life on a fresh ground until the blow, or to its end."""
        self.lay_out()
        troubled = how in (shim.FULL, shim.FAULT) or bool(more.get("limit"))

        def lived() -> None:
            self._live(seed, troubled=troubled, reopens=how == shim.FAULT, limit=more.get("limit", 0))

        return self._forked(lived, how, at, half=half, log_changes=bool(more.get("log_changes")))

    def _live(self, seed: int, *, troubled: bool = False, reopens: bool = False, limit: int = 0) -> None:
        life = Life(self.ground, self.shim, self.template.state, seed, troubled=troubled, reopens=reopens)
        if limit:
            _limit_files(limit, life)
        LIVES[self.life].live(life)
        self.shim.say({"ended": self.shim.counted})

    def halts(self, seed: int, wanted: set[tuple[int, bool]]) -> Iterator[tuple[str, Path, Told]]:
        """Live the life once, halted at each wanted change: where that is, the files as a kill there would leave them, what was said."""
        self.lay_out()
        log = os.memfd_create("log")
        asked, ask = os.pipe()
        go, going = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(asked)
            os.close(going)
            signal.alarm(10 * _SECONDS)
            self.shim.halting(ask, go)
            self._guarded(lambda: self._live(seed), log, shim.HALT)
        os.close(ask)
        os.close(go)
        left = set(wanted)
        try:
            while len(where := os.read(asked, 16)) == 16:
                number, half = struct.unpack("=qq", where)
                if (number, bool(half)) in left:
                    left.remove((number, bool(half)))
                    copy = self.ground.world.with_name(f"copy-{number}-{half}")
                    write_tree(copy, *read_tree(self.ground.world))
                    said = [entry.said for entry in shim.read_log(log) if entry.op == shim.SAID]
                    yield f"kill {number}{' half-way' if half else ''}", copy, Told.of(self.template.state, said)
                os.write(going, b"g")
        finally:
            # Who has seen enough takes no further one: then the life must not go on behind the next one's back.
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            for descriptor in (log, asked, going):
                os.close(descriptor)

    def recover(self, at: int) -> None:
        """Open what is left as the next start of the program would, and be killed at that."""
        self._forked(lambda: self._check(Told(self.template.state)).violations(), shim.KILL, at)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _forked(
        self, act: Callable[[], object], how: int, at: int, *, half: bool = False, log_changes: bool = False
    ) -> "Lived":
        log = os.memfd_create("log")
        child = os.fork()
        if child == 0:
            signal.alarm(_SECONDS)
            self._guarded(act, log, how, at, half=half, log_changes=log_changes)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        entries = list(shim.read_log(log))
        os.close(log)
        said = [entry.said for entry in entries if entry.op == shim.SAID]
        if status not in (0, -signal.SIGKILL):
            said.append({"wrong": f"the process ended with {status}"})
        return Lived(said, entries, killed=status == -signal.SIGKILL)

    def _guarded(self, act: Callable[[], object], log: int, how: int, at: int = 0, **more: bool) -> NoReturn:
        self.shim.arm(self.ground.world, log, how, at, **more)
        try:
            act()
        except BaseException as error:  # noqa: BLE001  (told to the parent, whatever it is)
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.shim.say({"wrong": f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"})
        os._exit(0)

    # Checking -------------------------------------------------------------------------------------------------------------

    def _check(self, told: Told, world: Path | None = None, /, **more: bool) -> Check:
        ground = self.ground if world is None else Ground(world, self.ground.workers)
        return Check(ground, self.life, told, self.scratch, **more)

    def check(self, lived: "Lived", **more: bool) -> list[str]:
        """Check what was left, in a child of its own."""
        return self.in_child([self._check(Told.of(self.template.state, lived.said), ended=lived.ended, **more)])[0]

    def in_child(self, checks: Sequence[Check]) -> list[list[str]]:
        """The violations of each check, found in one forked child."""
        log = os.memfd_create("found")
        child = os.fork()
        if child == 0:
            signal.alarm(_SECONDS)
            for check in checks:
                os.write(log, json.dumps(check.violations()).encode() + b"\n")
                shutil.rmtree(self.scratch, ignore_errors=True)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found = [json.loads(line) for line in os.pread(log, os.fstat(log).st_size, 0).splitlines()]
        os.close(log)
        return found + [[f"the check ended with {status}"]] * (len(checks) - len(found))

    # Suites ---------------------------------------------------------------------------------------------------------------

    def kills(self, seed: int, rounds: int, *, stop: bool = False, thin: bool = False) -> Outcome:
        """Kill at changes of every sort, spread over the life, before each and half-way through each that writes.

        One round in five sends SIGKILL; the others copy the files at the very instant, which is what the kernel keeps of a killed process,
        so that one life gives many states. After some the opening that recovers is killed too.
        """
        rng = random.Random(seed)
        whole = self._lived_to_its_end(seed)
        points = [(number, False) for number in range(1, len(whole) + 1)]
        points += [(number, True) for number, entry in enumerate(whole, 1) if entry.op == "W"]

        def sort(point: tuple[int, bool]) -> str:
            return f"{sort_of(whole[point[0] - 1])} {point[1]}"

        chosen = covering(sorted(points), sort, rounds, rng, thin=thin)
        real = chosen[rng.randrange(_REAL) :: _REAL]
        for batch in _batches(self.halts(seed, set(chosen) - set(real))):
            self.outcome.met += len(batch)
            self._judge(batch)
            if stop and self.outcome.bad:
                return self.outcome
        for number, (at, half) in enumerate(real):
            lived = self.live(seed, shim.KILL, at, half=half)
            self.outcome.met += lived.killed
            self._twice(number, rng)
            self.outcome.add(f"SIGKILL {at}{' half-way' if half else ''}", self.check(lived, goes_on=number % 5 == 0))
            if stop and self.outcome.bad:
                break
        return self.outcome

    def _judge(self, batch: Sequence[tuple[str, Path, Told]]) -> None:
        """Check copies of the ground, each with where it was taken and what had been said, and remove them."""
        checks = [
            self._check(told, copy, goes_on=number % 9 == 0, thorough=number % 5 == 0)
            for number, (_, copy, told) in enumerate(batch)
        ]
        for (where, copy, _), violations in zip(batch, self.in_child(checks), strict=True):
            self.outcome.add(where, violations)
            shutil.rmtree(copy)

    def _twice(self, number: int, rng: random.Random) -> None:
        """After some kills, kill the next start of the program too."""
        if number % 2 == 0:
            self.recover(rng.randint(1, 25))
            self.outcome.twice += 1

    def cuts(
        self, seed: int, rounds: int, *, stop: bool = False, model: str = replay.STRICT, thin: bool = False
    ) -> Outcome:
        """Cut the power after changes of every sort, spread over the life; what may be left then is drawn from the model."""
        rng = random.Random(f"{seed} {model}")
        whole = self.live(seed, log_changes=True)
        self.outcome.add("lived to its end", self.check(whole))
        self.outcome.changes = sum(entry.op != shim.SAID for entry in whole.entries)
        for batch in _batches(self._states(whole.entries, rounds, rng, model, thin=thin)):
            self._judge(batch)
            if stop and self.outcome.bad:
                break
        return self.outcome

    def _states(
        self, entries: list[Change], rounds: int, rng: random.Random, model: str, *, thin: bool
    ) -> Iterator[tuple[str, Path, Told]]:
        """So many different states or more, each written out."""
        disk = replay.Disk(self.template, str(self.ground.world), model)
        said: list[dict[str, Any]] = []
        points = range(len(entries))
        moments = set(covering(points, lambda place: sort_of(entries[place]), -(-rounds // 3), rng, thin=thin))
        each = max(2, -(-rounds // len(moments)))
        made, seen = 0, -1
        for number, entry in enumerate(entries):
            if entry.op == shim.SAID:
                said.append(entry.said)
            else:
                disk.feed(entry)
            if number not in moments:
                continue
            # What is certain changes with a sync only: in between the same state would be checked again.
            hows = [replay.SOME] * (each - 1) + [replay.ALL if disk.version == seen else replay.NONE]
            seen = disk.version
            for how in hows:
                made += 1
                copy = self.ground.world.with_name(f"cut-{made}")
                write_tree(copy, *disk.after_cut(rng, how))
                yield f"{model} {how} at {number}", copy, Told.of(self.template.state, said)

    def disks(self, seed: int, rounds: int, *, stop: bool = False) -> Outcome:
        """From a change on the disk is full (with half a write before, too); at a change, or from it on, the drive fails."""
        changes = range(1, len(self._lived_to_its_end(seed)) + 1)
        points = [(how, at) for at in changes for how in (shim.FULL, shim.FAULT)]
        rng = random.Random(seed)
        for how, at in spread(points, rounds, rng):
            half = rng.random() < 0.5
            lived = self.live(seed, how, at, half=half)
            self.outcome.met += any("error" in entry for entry in lived.said)
            self.outcome.errors += sum("error" in entry for entry in lived.said)
            where = f"{'full' if how == shim.FULL else 'failing'} from {at}{' (half)' if half else ''}"
            # A drive that fails lets nothing be removed either.
            self.outcome.add(where, self.check(lived, goes_on=True, cleared=how == shim.FULL))
            if stop and self.outcome.bad:
                break
        return self.outcome

    def limits(self, seed: int, sizes: Iterable[int]) -> Outcome:
        """The system lets no file grow beyond a size."""
        for size in sizes:
            lived = self.live(seed, limit=size)
            self.outcome.errors += sum("error" in entry for entry in lived.said)
            self.outcome.add(f"no file beyond {size}", self.check(lived, goes_on=True))
        return self.outcome

    def damage(self) -> Outcome:
        """A few blows to the files of a closed or open vault, each on a fresh ground."""
        for number, blow in enumerate(damage.BLOWS):

            def noticed(blow: Callable[[Ground], str] = blow) -> None:
                found = blow(self.ground)
                if found:
                    self.shim.say({"wrong": found})

            self.template.lay_out(self.ground.world)
            lived = self._forked(noticed, shim.WATCH, 0)
            wrong = [entry["wrong"] for entry in lived.said if "wrong" in entry]
            self.outcome.add(f"blow {number + 1}", wrong)
        return self.outcome

    def _lived_to_its_end(self, seed: int) -> list[Change]:
        """Every change of the life, lived to its end once."""
        whole = self.live(seed, log_changes=True)
        self.outcome.add("lived to its end", self.check(whole))
        changes = [entry for entry in whole.entries if entry.op != shim.SAID]
        self.outcome.changes = len(changes)
        return changes

    def timed(self, run: Callable[[], Outcome]) -> Outcome:
        """The outcome with the CPU seconds that it took, children's included."""
        before = _cpu()
        outcome = run()
        outcome.seconds = _cpu() - before
        return outcome


@dataclass
class Lived:
    """What is known of a life after it ended."""

    said: list[dict[str, Any]]
    entries: list[Change]
    killed: bool

    @property
    def ended(self) -> bool:
        """Whether it came to its end by itself, without a fault on the way."""
        return any("ended" in entry for entry in self.said)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, _BATCH)):
        yield batch


def _limit_files(size: int, life: Life) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    calm = life.shim.calm

    def calmed() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        calm()

    life.shim.calm = calmed  # pyright: ignore[reportAttributeAccessIssue]


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
