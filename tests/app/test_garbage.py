"""Cyclic garbage goes on the window's thread, between events."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ism_desktop.ui.shell.garbage import GarbageCollection


class Ring:
    """An object that holds itself, and notes in which thread it went."""

    gone_in: list[int] = []  # noqa: RUF012

    def __init__(self) -> None:
        self.myself = self

    def __del__(self) -> None:
        Ring.gone_in.append(threading.get_ident())


@pytest.fixture
def collection() -> Iterator[GarbageCollection]:
    made = GarbageCollection()
    yield made
    gc.enable()


def test_rings_made_in_a_thread_go_on_the_windows_thread(qtbot: QtBot, collection: GarbageCollection) -> None:
    Ring.gone_in.clear()
    last: list[weakref.ref[Ring]] = []

    def make_many() -> None:
        for _ in range(2 * gc.get_threshold()[0]):
            last[:] = [weakref.ref(Ring())]

    thread = threading.Thread(target=make_many)
    thread.start()
    thread.join()
    assert Ring.gone_in == [], "nothing is collected where memory is asked for"
    qtbot.waitUntil(lambda: last[0]() is None, timeout=5_000)
    assert set(Ring.gone_in) == {threading.get_ident()}
    assert collection.children()
