"""Work off the window's thread: what comes back, to whom, and what the tray shows of it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from ism_desktop.ui.base.background import Background, Line, Task
from ism_desktop.ui.shell.job_tray import JobTray
from tests.drivers.widgets import click, emitted, words


class Owner(QObject):
    """Notes what comes back, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[QThread] = set()

    def on_any(self, *news: object) -> None:
        self.heard.append(news)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_a_result_comes_back_on_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    owner = Owner()

    def work(task: Task) -> int:
        task(1, 2, "half")
        task.tell("a file", "imported")
        return 42

    with qtbot.waitSignal(background.became_idle):
        background.run(work, owner=owner, on_result=owner.on_any, on_progress=owner.on_any, on_line=owner.on_any)
    assert owner.heard == [(1, 2, "half"), (Line("a file", good=True, words="imported"),), (42,)]
    assert owner.threads == {background.thread()}


def test_an_error_goes_to_its_taker_or_to_all(background: Background, qtbot: QtBot) -> None:
    owner = Owner()

    def work(_task: Task) -> None:
        raise ValueError("broken")

    with qtbot.waitSignal(background.became_idle):
        background.run(work, owner=owner, on_error=owner.on_any)
    assert isinstance(owner.heard[0][0], ValueError)  # type: ignore[index]
    with qtbot.waitSignal(background.failed) as failed:
        background.run(work, owner=owner)
    assert isinstance(emitted(failed), ValueError)


def test_nothing_is_said_to_an_owner_that_is_gone(background: Background, qtbot: QtBot) -> None:
    owner, heard, go = Owner(), [], threading.Event()

    def work(_task: Task) -> None:
        go.wait(10)

    with qtbot.waitSignal(background.became_idle):
        background.run(work, owner=owner, on_result=heard.append)
        with qtbot.waitSignal(owner.destroyed):
            owner.deleteLater()
        go.set()
    assert heard == []


def endless(task: Task) -> None:
    while True:
        task(0, 0, "turning")


def test_cancel_stops_the_work(background: Background, qtbot: QtBot) -> None:
    owner = Owner()
    with qtbot.waitSignal(background.became_idle):
        job = background.run(endless, owner=owner, on_cancelled=owner.on_any, on_result=owner.on_any)
        job.cancel()
    assert owner.heard == [()]


def test_closing_stops_and_waits(qtbot: QtBot) -> None:
    background = Background()
    background.run(endless, owner=background)
    background.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("background")]


@pytest.fixture
def tray(background: Background, qtbot: QtBot) -> Iterator[JobTray]:
    made = JobTray(background)
    made.resize(900, 120)
    yield made
    made.close()
    made.deleteLater()


def test_the_tray_shows_long_work_and_cancels_it(background: Background, tray: JobTray, qtbot: QtBot) -> None:
    job = background.run(endless, owner=tray, title="Importing 2 files")
    assert not tray.isVisible()
    qtbot.waitUntil(tray.isVisible)
    qtbot.waitUntil(lambda: "turning" in words(tray))
    assert "Importing 2 files" in words(tray)
    with qtbot.waitSignal(job.ended):
        click(qtbot, tray, "job_cancel")
    assert not tray.isVisible()


def test_short_work_is_never_shown(background: Background, tray: JobTray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.became_idle):
        background.run(lambda _task: None, owner=tray, title="Reading")
    qtbot.wait(600)
    assert not tray.isVisible()


def test_result_lines_stay_until_they_are_put_away(background: Background, tray: JobTray, qtbot: QtBot) -> None:
    def work(task: Task) -> None:
        task.tell("scan.pdf", "Imported, 3 pages.")
        task.tell("locked.pdf", "It is protected with a password.", good=False)

    with qtbot.waitSignal(background.became_idle):
        background.run(work, owner=tray, title="Importing 2 files")
    qtbot.waitUntil(tray.isVisible)
    seen = words(tray)
    assert "1 done, 1 failed." in seen
    assert "locked.pdf" in seen
    assert "It is protected with a password." in seen
    click(qtbot, tray, "job_close")
    assert not tray.isVisible()


def test_what_ended_well_goes_by_itself_and_what_failed_does_not(
    background: Background, tray: JobTray, qtbot: QtBot
) -> None:
    def run(good: bool) -> None:
        with qtbot.waitSignal(background.became_idle):
            background.run(lambda task: task.tell("scan.pdf", "Words.", good=good), owner=tray, title="Importing")

    run(good=True)
    qtbot.waitUntil(tray.isVisible)
    assert "Words." not in words(tray)
    click(qtbot, tray, "job_results")
    assert "Words." in words(tray)
    assert tray.isVisible(), "it is being read"
    click(qtbot, tray, "job_results")
    assert not tray.isVisible(), "it was read"
    run(good=True)
    tray.put_away_good()
    assert not tray.isVisible(), "the person went on"
    run(good=True)
    run(good=False)
    assert "0 done, 1 failed." in words(tray), "the next job takes the place of what ended well"
    tray.put_away_good()
    run(good=True)
    assert "0 done, 1 failed." in words(tray), "what failed stays until it is closed"
    click(qtbot, tray, "job_close")
    assert "Done." in words(tray)
