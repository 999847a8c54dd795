"""How long changing the passphrase takes at 10 and at 5,000 document files, with the real cost of guessing.

    .venv/bin/python -m tests.benchmarks.unlock_methods_speed [ROUNDS]

A change derives two keys and writes two small files, whatever the vault holds; the aim is under two seconds at any size.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from ism_desktop.vault import Vault, create, key_slots
from ism_desktop.vault.header import parse

_PASSPHRASES = ("correct horse battery staple", "bootleg pretzel both kinfolk transpire")
_AIM_SECONDS = 2.0


def fill(vault: Vault, documents: int) -> None:
    for number in range(documents):
        vault.files.add_bytes(b"a letter " * 20, name=f"letter {number}.txt", media_type="text/plain")


def measure(folder: Path, documents: int, rounds: int) -> list[float]:
    vault = create(folder / str(documents), _PASSPHRASES[0])
    fill(vault, documents)
    (slot,) = parse(vault.header).header.slots
    assert slot.cost is not None
    waits: list[float] = []
    for number in range(rounds):
        old, new = _PASSPHRASES[number % 2], _PASSPHRASES[(number + 1) % 2]
        started = time.perf_counter()
        key_slots.change_passphrase(vault, old, new)
        waits.append(time.perf_counter() - started)
    (after,) = parse(vault.header).header.slots
    vault.close()
    print(
        f"{documents:>6} document files: median {statistics.median(waits):.2f} s, longest {max(waits):.2f} s "
        f"({slot.cost.memory_kib // 1024} MiB, {slot.cost.iterations} passes; at the end {after.cost.iterations if after.cost else 0})"
    )
    return waits


def main() -> int:
    """Measure, and say whether the aim was met."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    with tempfile.TemporaryDirectory() as folder:
        waits = [measure(Path(folder), documents, rounds) for documents in (10, 5_000)]
    return 0 if all(statistics.median(each) < _AIM_SECONDS for each in waits) else 1


if __name__ == "__main__":
    sys.exit(main())
