"""The scripted lives: what each vault holds before, and what is done with it while it is killed, loses power, or finds the disk full."""

import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ism_desktop.documents import import_document, texts
from ism_desktop.records import safekeeping, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, create, inbox, unlock
from tests.faults import expected_state, journal_actions
from tests.faults.expected_state import PASSPHRASES, State
from tests.faults.scenario import CHEAPEST, Ground, Life

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "schema_1.tar.xz"


@dataclass(frozen=True)
class Script:
    """One life: how its ground is prepared, and how it is lived."""

    prepare: Callable[[Ground], None]
    live: Callable[[Life], None]
    writes_headers: bool = False
    passphrases: int = 1


# Before -------------------------------------------------------------------------------------------------------------------


def _vault(ground: Ground, *, snapshots: int = 1) -> Vault:
    """Two documents, three medications (one of them in the trash), and some snapshots."""
    create(ground.vault, PASSPHRASES[0], cost=CHEAPEST).close()
    made = unlock(ground.vault, PASSPHRASES[0], computer=ground.computer())
    for recording in ground.workers.recordings[:2]:
        import_document(made, ground.workers.as_workers(), Path(recording.name), untrusted=recording.content)
    with made.write() as session:
        for name in ("Cromoglicate", "Cetirizine", "Famotidine"):
            last = store.save(session, MEDICATIONS, {"name": name, "strength": "10 mg"})
        store.trash(session, MEDICATIONS, last)
    for _ in range(snapshots - 1):  # one more is kept at closing
        made.snapshot()
    return made


def _plain(ground: Ground) -> None:
    _vault(ground).close()


def _with_snapshots(ground: Ground) -> None:
    """As many as are kept: with the next one the thinning out begins."""
    _vault(ground, snapshots=5).close()


def _nothing(ground: Ground) -> None:
    """The vault is yet to be made."""


def _with_backups(ground: Ground) -> None:
    made = _vault(ground)
    for name in ("Loratadine", "Vitamin D"):
        safekeeping.back_up(made, ground.world / expected_state.STICK)
        with made.write() as session:
            store.save(session, MEDICATIONS, {"name": name})
    safekeeping.back_up(made, ground.world / expected_state.TARS, one_file=True)
    made.close()


def _interrupted(ground: Ground) -> None:
    """Files without records, as interrupted imports leave them: one with its text."""
    made = _vault(ground)
    recording = ground.workers.recordings[2]
    media_type = recording.source.media_type
    made.files.add_bytes(recording.content, name=recording.name, media_type=media_type)
    packed = texts.packed(recording.pages, recording.source.page_sizes)
    made.files.add_bytes(packed, name=f"{recording.name}, text", media_type=texts.MEDIA_TYPE)
    other = ground.workers.recordings[3]
    made.files.add_bytes(other.content, name=other.name, media_type=media_type)
    made.close()


def _first_release(ground: Ground) -> None:
    with tarfile.open(GOLDEN) as tar:
        # Python 3.11.2 of Debian 12 knows no filter yet.
        trusting: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        tar.extractall(ground.world, **trusting)
    (ground.world / "vault").rename(ground.vault)


# Lives --------------------------------------------------------------------------------------------------------------------


def importing(life: Life) -> None:
    life.open()
    news = life.ground.workers.recordings[2:]
    life.random.shuffle(news)
    life.take_in(news[0])
    life.take_in_twice(news[0])
    life.note()
    life.take_in(news[1])
    life.close()


def editing(life: Life) -> None:
    life.open()
    actions = [
        life.note,
        life.note,
        life.edit,
        life.edit,
        lambda: life.depart("Emergency card"),
        lambda: life.choose(3),
    ]
    life.random.shuffle(actions)
    for action in actions:
        action()
    life.state_none("tolerated")
    life.close()
    life.open()
    life.edit()
    life.close()


def deleting(life: Life) -> None:
    life.open()
    document, medication = life.any_document(), life.any_medication()
    life.trash(MEDICATIONS, medication)
    life.trash(DOCUMENTS, document)
    life.restore(MEDICATIONS, medication)
    if life.random.random() < 0.5:
        life.restore(DOCUMENTS, document)
    life.remove_for_good(document)
    life.note()
    life.close()


def keeping(life: Life) -> None:
    life.open()
    for _ in range(life.random.choice((1, 2))):
        life.note()
        life.keeps_snapshot()
    life.edit()
    life.close()
    life.open()
    life.close()


def making(life: Life) -> None:
    def act() -> None:
        life.clears_unfinished(life.ground.vault)
        life.opened = create(life.ground.vault, PASSPHRASES[0], cost=CHEAPEST)

    life.does(lambda state: state.update(generation=0), act)
    life.note()
    life.close()


def migrating(life: Life) -> None:
    life.open()
    life.choose(4)
    life.note()
    life.close()


def backing_up(life: Life) -> None:
    life.open()
    recording = life.random.choice(life.ground.workers.recordings[2:])
    life.take_in(recording)
    life.backs_up(keep=2)
    life.edit()
    life.backs_up(keep=1)
    life.close()


def to_one_file(life: Life) -> None:
    life.open()
    life.note()
    life.backs_up(keep=1, one_file=True)
    if life.random.random() < 0.5:
        life.edit()
        life.backs_up(keep=2, one_file=True)
    life.close()


def restoring(life: Life) -> None:
    life.restores()


def refiling(life: Life) -> None:
    life.open()
    life.note()
    life.refile_all()
    life.close()


def keying(life: Life) -> None:
    life.open()
    life.changes_passphrase(1)
    life.note()
    life.prints_sheet()
    life.changes_passphrase(2)
    if life.random.random() < 0.5:
        life.prints_sheet()
    life.close()
    life.open()
    life.close()


def leaving(life: Life) -> None:
    life.leaves(inbox.NewItem("note", text="Flushed after lunch. " * life.random.randrange(1, 50)))
    life.leaves(inbox.NewItem("photo", name="arm.jpg", content=life.random.randbytes(life.random.randrange(90_000))))
    life.open()
    life.note()
    life.sorts_one()
    life.close()


def recording(life: Life) -> None:
    """A reaction, pressed as it happens."""
    life.open()
    presses = ["noticed", "medicine", "injector_1", "called", "blood_drawn"]
    life.random.shuffle(presses)
    for number, what in enumerate(presses):
        life.presses(what)
        if number == 2:
            life.marks_mistaken()
    life.presses("over")
    life.close()


def noting(life: Life) -> None:
    """Days of the journal, each typed as a draft first; one of them is added to."""
    life.open()
    for _ in range(3):
        life.types()
        journal_actions.notes(life)
    journal_actions.changes(life)
    life.close()


def drafting(life: Life) -> None:
    life.open()
    for _ in range(3):
        life.types()
    life.note()
    life.types(last=True)
    life.types()
    life.close()


LIVES = {
    "making": Script(_nothing, making, writes_headers=True),
    "importing": Script(_plain, importing),
    "editing": Script(_plain, editing),
    "deleting": Script(_plain, deleting),
    "keeping": Script(_with_snapshots, keeping),
    "migrating": Script(_first_release, migrating),
    "backing_up": Script(_with_backups, backing_up),
    "to_one_file": Script(_with_backups, to_one_file),
    "restoring": Script(_with_backups, restoring, writes_headers=True),
    "refiling": Script(_interrupted, refiling),
    "keying": Script(_plain, keying, writes_headers=True, passphrases=3),
    "leaving": Script(_plain, leaving),
    "drafting": Script(_plain, drafting),
    "recording": Script(_plain, recording),
    "noting": Script(_plain, noting),
}


# What a prepared ground holds ---------------------------------------------------------------------------------------------


def state_of(ground: Ground, scratch: Path) -> State:
    """The state before the life, with what its backups give back."""
    state: State = {"discarded": []}
    if not ground.vault.exists():
        return state | {
            "medications": {},
            "documents": {},
            "settings": {"backup_keep": 10},
            "left": [],
            "statements": [],
            "times": [],
            "journal": [],
            "episodes": [],
        }
    with expected_state.closing(unlock(ground.vault, PASSPHRASES[0])) as vault:
        state |= expected_state.of_vault(vault)
    for place in (expected_state.STICK, expected_state.TARS):
        state[place] = expected_state.of_backup(ground.world / place, scratch / place, PASSPHRASES[0])
    return state


def known_contents(ground: Ground) -> set[str]:
    """The digests of every content that a file of a vault may have."""
    known = {recording.source.sha256 for recording in ground.workers.recordings}
    known |= {recording.packed_digest for recording in ground.workers.recordings}
    return known
