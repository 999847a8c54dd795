"""When drafts reach the disk: seconds after the last key, and while typing goes on too; they survive kill -9 and a damaged file."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ism_desktop.errors import IsmError, VaultNotWritable
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.vault.draft_files import DraftFiles
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(vault: Vault, clock: Clock, qapp: QApplication) -> Iterator[Drafts]:
    made = Drafts(vault, clock=clock)
    yield made
    made.deleteLater()


def _on_disk(vault: Vault) -> object:
    return json.loads(vault.draft_files.read() or b"null")


def _due(drafts: Drafts) -> float:
    assert drafts.due_in is not None
    return drafts.due_in


def test_two_seconds_after_the_last_key(drafts: Drafts, clock: Clock) -> None:
    drafts.put("reactions", None, {"substance": "W"})
    assert _due(drafts) == pytest.approx(2, abs=0.2)
    clock.now += 1.5
    drafts.put("reactions", None, {"substance": "Wa"})
    assert _due(drafts) == pytest.approx(2, abs=0.2)


def test_five_seconds_after_the_first_while_typing_goes_on(drafts: Drafts, clock: Clock, vault: Vault) -> None:
    for number in range(4):
        drafts.put("reactions", None, {"substance": "x" * number})
        clock.now += 1.5
    drafts.put("reactions", None, {"substance": "long"})
    assert _due(drafts) == 0
    drafts.flush()
    assert drafts.due_in is None
    assert _on_disk(vault) == {"reactions/": {"substance": "long"}}
    drafts.put("reactions", None, {"substance": "longer"})
    assert _due(drafts) == pytest.approx(2, abs=0.2), "counted anew"


def test_a_draft_that_was_saved_leaves_no_copy(drafts: Drafts, vault: Vault) -> None:
    drafts.put("reactions", None, {"substance": "Wasp"})
    drafts.flush()
    drafts.drop("reactions", None)
    drafts.flush()
    assert _on_disk(vault) == {}
    assert len(list((vault.path / "drafts").iterdir())) == 1


def test_a_disk_that_takes_nothing_is_told_once_and_tried_again(
    drafts: Drafts, vault: Vault, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[IsmError] = []
    drafts.not_kept.connect(told.append)

    def full(_files: DraftFiles, _content: bytes) -> None:
        raise VaultNotWritable("The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(DraftFiles, "write", full)
        for number in range(3):
            drafts.put("reactions", None, {"substance": str(number)})
            drafts.flush()
            clock.now += 10
    assert len(told) == 1
    drafts.put("reactions", None, {"substance": "kept"})
    assert _due(drafts) == 0, "what waits longer than five seconds is due"
    drafts.flush()
    assert _on_disk(vault) == {"reactions/": {"substance": "kept"}}


def test_drafts_of_the_former_place_are_taken_over_once(vault: Vault, qapp: QApplication) -> None:
    vault.cache_files.put("drafts", json.dumps({"questions/": {"text": "old"}}).encode())
    drafts = Drafts(vault)
    assert drafts.get("questions", None) == {"text": "old"}
    drafts.put("reactions", None, {"substance": "new"})
    drafts.flush()
    assert vault.cache_files.get("drafts") == b"{}"
    assert _on_disk(vault) == {"questions/": {"text": "old"}, "reactions/": {"substance": "new"}}
    drafts.deleteLater()


def test_damaged_drafts_keep_nobody_out(drafts: Drafts, vault: Vault, qapp: QApplication) -> None:
    drafts.put("reactions", None, {"substance": "Wasp"})
    drafts.flush()
    for path in (vault.path / "drafts").iterdir():
        path.write_bytes(b"\0" * 500)
    again = Drafts(vault)
    assert again.all() == []
    again.put("reactions", None, {"substance": "Bee"})
    again.flush()
    assert _on_disk(vault) == {"reactions/": {"substance": "Bee"}}
    again.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_they_survive_kill_9(vault_path: Path) -> None:
    """A process types without a pause and is killed; what it was told to be written is there."""
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    code = (
        "import os, sys\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from ism_desktop.ui.base.drafts import Drafts\n"
        "from ism_desktop.vault import unlock\n"
        "application = QCoreApplication([])\n"
        f"drafts = Drafts(unlock(Path(sys.argv[1]), {PASSPHRASE!r}))\n"
        "for number in range(10_000):\n"
        "    drafts.put('reactions', None, {'substance': 'x' * 2_000, 'number': number})\n"
        "    drafts.flush()\n"
        "    print(number, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, vault_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        if told == 25:
            os.kill(child.pid, signal.SIGKILL)
            break
    told = max([told, *(int(line) for line in child.stdout if line.endswith("\n"))])
    child.wait()
    child.stdout.close()
    vault = unlock(vault_path, PASSPHRASE)
    found = json.loads(vault.draft_files.read() or b"{}")["reactions/"]
    assert found["number"] >= told
    assert len(found["substance"]) == 2_000
    vault.close()
