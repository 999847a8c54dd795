"""One flipped bit anywhere in a vault: noticed, named rightly, everything else readable, and never a wrong byte.

`ISM_TEST_ROUNDS=large` flips over 11,000 bits, and every byte of the small files and of a database. `-s` shows the counts.
"""

import random

import pytest

from ism_desktop.vault import snapshots
from tests.damage import corruptions
from tests.damage.sample_vault import NOTHING_LOST, Subject, verdict
from tests.damage.verdicts import require_named, require_sound
from tests.rounds import LARGE, rounds
from tests.vault.paths import DATABASE

# How many flips for each file of a sort: (by default, on request).
COUNTS = {
    "records.db": (24, 2700),
    "records.db-wal": (14, 1600),
    "vault.hdr": (8, 580),
    "vault.hdr.bak": (4, 580),
    "blobs/": (3, 520),
    "snapshots/db": (4, 500),
    "snapshots/hdr": (3, 300),
    "trash/": (4, 300),
    "inbox/": (5, 400),
    "drafts/": (4, 200),
    "cache/": (3, 150),
    "READ ME - how to open this.txt": (3, 100),
}


def count_for(name: str) -> int:
    ending = name.rpartition(".")[2]
    sort = next(sort for sort in (name, name.partition("/")[0] + "/", f"snapshots/{ending}") if sort in COUNTS)
    return rounds(*COUNTS[sort])


def flip_all_over(subject: Subject, names: list[str], seed: int) -> int:
    chance = random.Random(seed)
    done = 0
    for name in names:
        content = subject.sound[name]
        for offset, bit in corruptions.flips(content, count_for(name), chance):
            corruptions.flip(subject.path / name, content, offset, bit)
            said = verdict(subject)
            require_named(subject, said, {name}, f"bit {bit} of byte {offset} of {name}")
            subject.put_right()
            done += 1
    print(f"\n{done:,} flips in {len(names)} files: all noticed, all named, 0 wrong bytes")
    return done


def test_the_sound_vault_raises_no_alarm(closed: Subject, crashed: Subject) -> None:
    for subject in (closed, crashed):
        require_sound(subject, verdict(subject))
        subject.put_right()


def test_in_document_files(closed: Subject) -> None:
    names = [name for name in closed.sound if name.startswith("blobs/")]
    assert flip_all_over(closed, names, 1) >= len(names) * 3


def test_in_the_database(closed: Subject) -> None:
    assert flip_all_over(closed, [DATABASE], 2) >= 22


def test_in_the_log_that_a_kill_left(crashed: Subject) -> None:
    """SQLite itself drops that change and all later ones without a word (trap T12): this computer's note of the vault tells."""
    assert flip_all_over(crashed, [f"{DATABASE}-wal"], 3) >= 13


def test_in_all_other_files(closed: Subject) -> None:
    names = [name for name in closed.sound if not name.startswith("blobs/") and name != DATABASE]
    assert {"vault.hdr", "vault.hdr.bak"} < set(names)
    assert {name.partition("/")[0] for name in names} >= {"snapshots", "trash", "cache"}
    assert any(name.startswith(NOTHING_LOST) for name in names)
    assert flip_all_over(closed, names, 4) >= 40


@pytest.mark.skipif(not LARGE, reason="every single byte is for the large run")
@pytest.mark.parametrize("third", [0, 1, 2])
def test_in_every_byte_of_a_copy_of_the_records(closed: Subject, third: int) -> None:
    name = max(name for name in closed.sound if name.startswith("snapshots/") and name.endswith(".db"))
    path, content = closed.path / name, closed.sound[name]
    chance = random.Random(third)
    every = range(len(content) * third // 3, len(content) * (third + 1) // 3)
    for offset in every:
        corruptions.flip(path, content, offset, chance.randrange(8))
        assert snapshots.faults(path, closed.key), offset
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content[offset : offset + 1])
    assert snapshots.faults(path, closed.key) == ()
    print(f"\n{len(every):,} flips, one in every byte: all noticed")


@pytest.mark.skipif(not LARGE, reason="every single byte is for the large run")
def test_in_every_byte_of_every_short_file(closed: Subject) -> None:
    chance = random.Random(9)
    done = 0
    for name, content in closed.sound.items():
        if len(content) > 1000 or name.startswith(NOTHING_LOST):
            continue
        for offset in range(len(content)):
            corruptions.flip(closed.path / name, content, offset, chance.randrange(8))
            require_named(closed, verdict(closed), {name}, f"byte {offset} of {name}")
            closed.put_right()
            done += 1
    print(f"\n{done:,} flips, one in every byte of every short file: all noticed, all named")
