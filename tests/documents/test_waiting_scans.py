"""Scanned pages wait encrypted from the moment that each has come; killed at any time, every one that was shown is there again."""

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from ism_desktop.documents import page_sizes, versions
from ism_desktop.documents.scanner import waiting
from ism_desktop.errors import IsmError, ScannerFailed
from ism_desktop.records import document_versions, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
NAME = Path("Scan.pdf")

# Pages come one after the other, as from a feeder; each is told once it is kept.
_FEEDER = f"""
import sys
from pathlib import Path
from ism_desktop import vault
from ism_desktop.documents.scanner import waiting
from tests.documents.test_waiting_scans import page
opened = vault.unlock(Path(sys.argv[1]), {PASSPHRASE!r})
for grey in range(200):
    print(waiting.keep(opened, page(grey), 300).id, flush=True)
"""


def page(grey: int, size: tuple[int, int] = (60, 30)) -> bytes:
    """A page as a scanner gives it."""
    out = io.BytesIO()
    Image.new("L", size, grey).save(out, "PNG")
    return out.getvalue()


def is_writable(vault: Vault) -> bool:
    """Whether the records name as many files as wait."""
    with vault.read() as session:
        return document_versions.all_staged(session) == []


def test_pages_wait_in_their_order_and_become_one_document_each_with_its_own_resolution(
    vault: Vault, workers: Workers
) -> None:
    for grey, dpi in ((10, 60), (20, 30)):
        waiting.keep(vault, page(grey), dpi)
    found = waiting.waiting(vault)
    assert [(vault.files.read(one.file_id), one.dpi) for one in found] == [(page(10), 60), (page(20), 30)]
    result = waiting.file_pages(vault, workers, found, NAME)
    assert (result.outcome, result.pages) == ("imported", 2)
    assert page_sizes(vault, result.document_id or "") == [(72, 36), (144, 72)]
    assert waiting.waiting(vault) == []
    assert is_writable(vault)
    assert not {one.file_id for one in found} & vault.files.ids()


def test_pages_that_were_given_up_can_be_brought_back_and_only_those_are_tidied_away(vault: Vault) -> None:
    kept = [waiting.keep(vault, page(grey), 300) for grey in (1, 2)]
    versions.tidy_staged(vault, (), days=-1)
    assert waiting.waiting(vault) == kept
    waiting.discard(vault, [kept[0].id])
    assert waiting.waiting(vault) == kept[1:]
    waiting.bring_back(vault, [kept[0].id])
    assert waiting.waiting(vault) == kept
    waiting.discard(vault, [one.id for one in kept])
    versions.tidy_staged(vault, (), days=-1)
    assert is_writable(vault)


def test_pages_that_could_not_be_filed_wait_on(vault: Vault, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [waiting.keep(vault, page(1), 300)]
    with pytest.raises(ScannerFailed):
        waiting.keep(vault, b"no picture", 300)

    def fails(*_: object, **__: object) -> str:
        raise IsmError("The disk is full.", "")

    monkeypatch.setattr(store, "save", fails)
    with pytest.raises(IsmError):
        waiting.file_pages(vault, workers, kept, NAME)
    assert waiting.waiting(vault) == kept
    assert vault.files.read(kept[0].file_id) == page(1)
    with vault.read() as session:
        assert store.list_active(session, DOCUMENTS) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_in_the_middle_of_a_batch_every_page_that_had_come_is_there(tmp_path: Path) -> None:
    path = tmp_path / "vault"
    create(path, PASSPHRASE, cost=CHEAP).close()
    command = [sys.executable, "-c", _FEEDER, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        told = [running.stdout.readline().strip()]
        time.sleep(0.1)
        running.send_signal(signal.SIGKILL)
        told += running.stdout.read().split()
    with closing(unlock(path, PASSPHRASE)) as opened:
        found = waiting.waiting(opened)
        # One more may have been kept whose line was not told any more.
        assert [one.id for one in found][: len(told)] == told
        assert len(found) <= len(told) + 1
        assert [opened.files.read(one.file_id) for one in found] == [page(grey) for grey in range(len(found))]
