"""After a lock nothing of the record is left in memory: no text, no key, no passphrase, no recovery digit, in any process of the program.

Before each lock the same search finds them, so that finding nothing afterwards means something. The large setting runs 200 cycles.
"""

import secrets
import sys
from pathlib import Path

import pytest

from ism_desktop.ui.shell.places import places
from tests.privacy.canaries import Canaries
from tests.privacy.memory import count, may_be_read
from tests.privacy.program import Running, children
from tests.rounds import LARGE, rounds, some_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# In parts, so that each can be run by itself on a computer where long runs are cut off.
PARTS = rounds(1, 8)
CYCLES = rounds(2, 25)
# Seconds; measured 0.3, and required by tests/benchmarks/lock_time.py too. By default other tests keep the processors busy meanwhile.
_RELAUNCH_LIMIT = 1


def needles(canaries: Canaries) -> dict[str, bytes]:
    """What is looked for. The mark's ten digits stand in every text, document name and page that the session shows."""
    wanted = {f"text in {coding}": canaries.mark.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-32-le")}
    wanted |= {f"passphrase in {coding}": canaries.passphrase.encode(coding) for coding in ("utf-8", "utf-16-le")}
    for name, digits in canaries.keys.items():
        wanted |= {f"key {name}": bytes.fromhex(digits), f"key {name} in hex": digits.encode()}
    for first, second in zip(canaries.digits, canaries.digits[1:], strict=False):
        wanted[f"digits {first}"] = f"{first} {second}".encode()
    return wanted


# Looked for in every cycle; the rest in the first, because each costs a tenth of a second for every half gigabyte.
_ALWAYS = (
    "text in utf-8",
    "text in utf-16-le",
    "passphrase in utf-8",
    "key VAULT",
    "key DOCUMENT_FILES",
    "key DATABASE in hex",
)

# Text, what Qt shows of it, and the key: found while the vault is open, or the search would prove nothing.
_FOUND_BEFORE = ("text in utf-8", "text in utf-16-le", "key VAULT")


def use(program: Running, canaries: Canaries, *, everything: bool) -> None:
    """Have it on the screen and in the worker: a search and the record it finds, the card; or every place and list and a page."""
    if everything:
        program.order("visit", only=[place.name for place in some_of(places(), 1, 4)])
    program.order("search", typed=canaries.mark)
    program.order("see_card")


@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_lock_memory_holds_nothing(program: Running, tmp_path: Path, part: int) -> None:
    if not may_be_read(program.pid):
        pytest.skip("only the superuser may look into a process that has closed itself in")
    canaries = Canaries()
    program.order("cheap_keys")
    program.order("create", folder=str(tmp_path / "home"), passphrase=canaries.passphrase)
    canaries.keys = program.order("key_material")
    canaries.digits = tuple(program.order("new_recovery_code"))
    program.order("fill", records=canaries.records())
    program.order("take_in", paths=[str(path) for path in canaries.documents(tmp_path / "desk")])
    locked = canaries.locked_pdf(tmp_path / "desk")
    program.order("unlock_pdf", path=str(locked), password=canaries.pdf_password)
    wanted = needles(canaries)
    taken: list[float] = []
    before: dict[str, int] = {}
    for cycle in range(CYCLES):
        if cycle:
            wanted = {name: wanted[name] for name in _ALWAYS}
            program.order("unlock", passphrase=canaries.passphrase)
        use(program, canaries, everything=cycle == 0)
        before = count(program.pid, {name: wanted[name] for name in _FOUND_BEFORE})
        assert all(before.values()), f"the search would not find it: {before}"
        workers = children(program.pid)
        assert workers, "no worker was asked to do anything"
        taken.append(program.lock())
        after = count(program.pid, wanted)
        assert {name: hits for name, hits in after.items() if hits} == {}, f"in cycle {cycle}"
        for pid in workers:
            assert not Path(f"/proc/{pid}").exists(), f"a worker of before the lock still runs: {pid}"
        for pid in children(program.pid):
            assert not any(count(pid, wanted).values())
        environment = (
            Path(f"/proc/{program.pid}/environ").read_bytes() + Path(f"/proc/{program.pid}/cmdline").read_bytes()
        )
        assert canaries.mark.encode() not in environment
    assert min(taken) < _RELAUNCH_LIMIT or not LARGE, taken
    print(
        f"relaunch: {min(taken):.2f} to {max(taken):.2f} s in {len(taken)} cycles; found before the last lock: {before}"
    )


def test_a_program_that_was_never_told_anything_holds_nothing(program: Running) -> None:
    """A control of the search: it does not find what is not there."""
    if not may_be_read(program.pid):
        pytest.skip("only the superuser may look into a process that has closed itself in")
    canaries = Canaries(keys={"TEST": secrets.token_hex(32)})
    assert not any(count(program.pid, needles(canaries)).values())
