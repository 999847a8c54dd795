"""How long a press of the recorder takes until it is on the disk: `python -m tests.benchmarks.recorder_speed`.

The record holds so many episodes of ten times each. Aim: a press is committed within 50 ms, 99 of 100 times.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from ism_desktop.records import episodes
from ism_desktop.records.episodes import Press
from ism_desktop.vault import KeyCost, create, inbox
from ism_desktop.vault.inbox import NewItem

EPISODES, PRESSES = 100, 60
_PASSPHRASE = "correct horse battery staple"


def measured(name: str, presses: Iterable[Callable[[], object]]) -> None:
    """Press, and print how long it took."""
    times: list[float] = []
    for press in presses:
        before = perf_counter()
        press()
        times.append((perf_counter() - before) * 1000)
    slowest = sorted(times)[int(len(times) * 0.99) - 1]
    print(f"{name}: median {statistics.median(times):.1f} ms, 99 of 100 within {slowest:.1f} ms")


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vault"
        vault = create(path, _PASSPHRASE, cost=KeyCost(memory_kib=1024, iterations=1, lanes=1))
        now = datetime.now().astimezone()
        with vault.write() as session:
            for number in range(EPISODES):
                for minute in range(10):
                    moment = now - timedelta(days=2 * (EPISODES - number), minutes=-minute)
                    episodes.record(session, Press("over" if minute == 9 else "noticed"), moment)

        def press() -> None:
            with vault.write() as session:
                episodes.record(session, Press("noticed"), datetime.now().astimezone())

        measured(f"{EPISODES} episodes, a press in the open record", [press] * PRESSES)
        vault.close()
        measured(
            "a press over a locked record", [lambda: inbox.leave(path, NewItem("time", press="noticed"))] * PRESSES
        )


if __name__ == "__main__":
    main()
