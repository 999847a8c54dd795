"""Hostile files: each ends with a sentence, in time, and the next file is read as if nothing had been."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from ism_desktop.errors import DocumentRefused, WorkerStopped
from ism_desktop.media_types import PDF
from ism_desktop.worker import Workers
from ism_desktop.worker.child import Child
from ism_desktop.worker.frames import Message
from tests.worker import files


def works(workers: Workers) -> bool:
    """Whether an ordinary file is read."""
    pdf = files.text_pdf("still here")
    return (
        workers.inspect(pdf, "a.pdf").pages == 1
        and workers.read_text(pdf, PDF)[0].text.strip() == "still here"
        and workers.render(pdf, PDF, 0, 30).width > 0
    )


@pytest.mark.parametrize("bomb", [files.deflate_bomb, files.form_recursion], ids=lambda bomb: bomb.__name__)
def test_a_bomb_ends_its_process_and_nothing_else(workers: Workers, bomb: Callable[[], bytes]) -> None:
    untrusted = bomb()
    assert len(untrusted) < 1_000_000
    start = time.monotonic()
    with pytest.raises(WorkerStopped, match=r"Page 1 of this file could not be read") as refusal:
        workers.read_text(untrusted, PDF, [0])
    assert time.monotonic() - start < 30
    assert refusal.value.advice
    assert works(workers)


def test_a_bomb_is_not_rendered_either(workers: Workers) -> None:
    with pytest.raises(WorkerStopped):
        workers.render(files.form_recursion(), PDF, 0, 72)
    assert works(workers)


def test_a_process_killed_while_idle_is_replaced() -> None:
    with Workers(processes=1) as pool:
        assert works(pool)
        killed = set(pool.pids)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert works(pool)
        assert killed.isdisjoint(pool.pids)


def test_a_page_whose_process_was_killed_is_read_in_another() -> None:
    pdf = files.scan_pdf(*[files.scanned("Slow page", inches=(8, 11))] * 4)
    with Workers(processes=1) as pool:
        killed: list[int] = []

        def kill(done: int, total: int, what: str) -> None:
            if done and not killed:
                killed.extend(pool.pids)
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)

        pages = pool.read_text(pdf, PDF, range(4), kill)
        assert [page.source for page in pages] == ["ocr"] * 4
        assert killed
        assert works(pool)


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ism_desktop.worker.child.PAGE_SECONDS", 3.0)
    with Workers(processes=1) as pool:
        assert works(pool)
        for pid in pool.pids:
            os.kill(pid, signal.SIGSTOP)
        with pytest.raises(WorkerStopped, match="took longer"):
            pool.inspect(files.text_pdf("x"), "a.pdf")
        with pytest.raises(WorkerStopped, match=r"took longer"):
            pool.read_text(files.text_pdf("x"), PDF, [0])
        assert works(pool)


def test_a_process_is_replaced_after_its_share_of_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ism_desktop.worker.child.JOBS_PER_CHILD", 5)
    with Workers(processes=1) as pool:
        pdf = files.text_pdf(*[f"page {number}" for number in range(12)])
        seen: set[int] = set()

        def note(done: int, total: int, what: str) -> None:
            seen.update(pool.pids)

        texts = pool.read_text(pdf, PDF, range(12), note)
        assert [text.text.strip() for text in texts] == [f"page {number}" for number in range(12)]
        for _ in range(4):
            pool.inspect(pdf, "a.pdf")
            seen.update(pool.pids)
        assert len(seen) > 2


def test_an_interrupted_answer_is_never_taken_for_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(processes=1) as pool:
        assert pool.inspect(files.text_pdf("one"), "a.pdf").pages == 1
        before = pool.pids
        receive = Child.receive

        def interrupted(self: Child, max_raw: int) -> tuple[Message, object]:
            monkeypatch.setattr(Child, "receive", receive)
            raise KeyboardInterrupt

        monkeypatch.setattr(Child, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            pool.inspect(files.text_pdf("one"), "a.pdf")
        assert pool.inspect(files.text_pdf("one", "two"), "a.pdf").pages == 2
        assert set(before).isdisjoint(pool.pids)


def test_closing_ends_every_process_and_later_calls_say_so() -> None:
    pool = Workers()
    assert works(pool)
    pids = pool.pids
    assert pids
    pool.close()
    pool.close()
    assert pool.pids == []
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(DocumentRefused):
        pool.inspect(files.text_pdf("x"), "a.pdf")
