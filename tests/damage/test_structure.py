"""Files cut, deleted, lengthened, swapped, taken from another vault, their pieces moved about: all noticed and named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop.vault.integrity import Fault
from tests.damage import corruptions
from tests.damage.sample_vault import NOTHING_LOST, Subject, Verdict, verdict
from tests.damage.verdicts import require_named, require_unharmed
from tests.rounds import LARGE
from tests.vault.paths import DATABASE

LOG = f"{DATABASE}-wal"


def judged(subject: Subject, hit: set[str], blow: str) -> Verdict:
    said = verdict(subject)
    require_named(subject, said, hit, f"{blow}: {sorted(hit)}")
    subject.put_right()
    return said


@pytest.fixture(autouse=True)
def right(closed: Subject, crashed: Subject) -> None:
    """No test inherits what another one, having failed, left damaged."""
    closed.put_right()
    crashed.put_right()


def form_of(name: str) -> str:
    """How a file is written: as a database, as a key header, as an encrypted file, or as plain text."""
    ending = name.rpartition(".")[2]
    return {"db": "database", "hdr": "header", "bak": "header", "txt": "text", "json": "text"}.get(ending, "encrypted")


def blows_to(subject: Subject) -> Iterator[tuple[str, str, bytes]]:
    """Every blow to every file; by default every second to the largest file of each form, and to each other file one in eight, in turn."""
    seen: set[str] = set()
    for turn, (name, content) in enumerate(sorted(subject.sound.items(), key=lambda file: -len(file[1]))):
        blows = {blow: change(content) for blow, change in corruptions.structural(content).items()}
        chosen = [blow for blow, damaged in blows.items() if damaged != content]
        if not LARGE:
            step = 8 if form_of(name) in seen else 2
            chosen = chosen[turn % step :: step]
        seen.add(form_of(name))
        yield from ((name, blow, blows[blow]) for blow in chosen)


def test_every_blow_to_every_file(closed: Subject) -> None:
    done: dict[str, int] = {}
    for name, blow, damaged in blows_to(closed):
        (closed.path / name).write_bytes(damaged)
        judged(closed, {name}, blow)
        done[name] = done.get(name, 0) + 1
    print(f"\n{sum(done.values())} structural blows: all noticed, all named, 0 wrong bytes")
    assert done.keys() == {name for name, content in closed.sound.items() if content}


def test_every_blow_to_the_log_that_a_kill_left(crashed: Subject) -> None:
    content = crashed.sound[LOG]
    for blow, change in corruptions.structural(content).items():
        damaged = change(content)
        if damaged != content:
            (crashed.path / LOG).write_bytes(damaged)
            judged(crashed, {LOG}, blow)
    (crashed.path / LOG).unlink()
    assert judged(crashed, {LOG}, "deleted").older


def test_deleted_files(closed: Subject) -> None:
    for name in closed.sound:
        (closed.path / name).unlink()
        said = verdict(closed)
        # Of what was thrown away or copied there is no list: such a file that is gone is one the person did not need.
        unlisted = name.startswith((*NOTHING_LOST, "trash/", "inbox/", "drafts/")) or (
            name.startswith("snapshots/") and name.endswith(".db")
        )
        if name.startswith("inbox/") and name.endswith(".ismi"):
            assert said.wrong == (Path(name).stem,), "it is gone, and nothing comes in its place"
        elif unlisted:
            require_unharmed(closed, said, name)
        else:
            require_named(closed, said, {name}, f"deleted: {name}")
            missing = [finding for finding in said.findings if finding.file == name and finding.fault is Fault.MISSING]
            assert missing or any("missing" in sentence for sentence in said.sentences), name
        closed.put_right()


def test_a_file_of_0_bytes_is_one_that_is_not_downloaded_yet(closed: Subject) -> None:
    for name in closed.sound:
        (closed.path / name).write_bytes(b"")
        said = judged(closed, {name}, "0 bytes")
        if name.startswith("blobs/") or name == DATABASE:
            (found,) = [finding for finding in said.findings if finding.file == name]
            assert found.fault is Fault.NOT_DOWNLOADED, name
            assert "download" in found.what + found.advice, name


def test_swapped_files(closed: Subject) -> None:
    documents = [name for name in closed.sound if name.startswith("blobs/")]
    pairs = [(one, other) for number, one in enumerate(documents) for other in documents[number + 1 :]]
    copies = [name for name in closed.sound if name.startswith("snapshots/") and name.endswith(".db")]
    trash = next(name for name in closed.sound if name.startswith("trash/"))
    pairs += [(copies[0], copies[1]), (documents[0], trash), (documents[0], copies[0]), ("vault.hdr", documents[1])]
    for one, other in pairs:
        (closed.path / one).write_bytes(closed.sound[other])
        (closed.path / other).write_bytes(closed.sound[one])
        judged(closed, {one, other}, "swapped")


def test_one_file_in_the_place_of_another(closed: Subject) -> None:
    documents = [name for name in closed.sound if name.startswith("blobs/")]
    for name in documents:
        (closed.path / name).write_bytes(closed.sound[documents[documents.index(name) - 1]])
        judged(closed, {name}, "another document in its place")


def test_files_of_another_vault(closed: Subject, foreign: Subject) -> None:
    """Each file of the very same sort, sound in itself, under other keys."""
    of_sort = {name.rpartition("/")[0][:5] + name.rpartition(".")[2]: name for name in foreign.sound}
    for name in closed.sound:
        twin = name if name in foreign.sound else of_sort[name.rpartition("/")[0][:5] + name.rpartition(".")[2]]
        if foreign.sound[twin] == closed.sound[name] or name.startswith(NOTHING_LOST):
            continue
        (closed.path / name).write_bytes(foreign.sound[twin])
        judged(closed, {name}, "of another vault")


def test_both_headers_of_another_vault(closed: Subject, foreign: Subject) -> None:
    """Its passphrase may be the same: then the records tell that the header is not theirs."""
    for name in ("vault.hdr", "vault.hdr.bak"):
        (closed.path / name).write_bytes(foreign.sound[name])
    said = verdict(closed)
    assert not said.opened
    assert said.names(DATABASE)
    closed.put_right()


def test_an_older_state_of_the_records_is_noticed(closed: Subject) -> None:
    """Sound in itself and genuine: only this computer's own note can tell."""
    copies = sorted(name for name in closed.sound if name.startswith("snapshots/") and name.endswith(".db"))
    shutil.copyfile(closed.path / copies[0], closed.path / DATABASE)
    said = verdict(closed)
    assert said.opened
    assert said.older
    assert not said.wrong
    assert not said.unreadable
    closed.put_right()


@pytest.mark.parametrize("names", [("vault.hdr", "blobs/"), ("records.db", "blobs/"), ("snapshots/", "blobs/")])
def test_two_files_damaged_at_once(closed: Subject, names: tuple[str, str]) -> None:
    hit = {next(name for name in closed.sound if name.startswith(start)) for start in names}
    for name in hit:
        content = closed.sound[name]
        corruptions.flip(closed.path / name, content, len(content) // 2, 3)
    judged(closed, hit, "two at once")
