"""How fast a journal of twenty years is, every figure beside its aim: `python -m tests.benchmarks.journal_speed`.

36,500 entries, five a day: the page opens, the quick entry opens, one entry is saved, a key in the dialog and a word in the filter stop the
window no longer than an eye notices, and a count over everything in SQL. On a busy machine only what the processor worked says something.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, text

from ism_desktop.records import journal_words, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, JournalEntry
from ism_desktop.records.search import Index
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import Pulse, settle, until

ENTRIES, A_DAY, RUNS = 36_500, 5, 7
_COUNT = text(
    "SELECT json_extract(e.value, '$.exposure') AS exposure, json_extract(s.value, '$.symptom') AS symptom,"
    " count(DISTINCT substr(j.begun, 1, 10)) FROM journal_entries AS j, json_each(j.exposures) AS e, json_each(j.symptoms) AS s"
    " WHERE j.deleted_at IS NULL GROUP BY 1, 2"
)


def fill(vault: Vault) -> None:
    """Put the entries in at once: saving each would take minutes."""
    chance = random.Random(5)
    symptoms = [choice.value for choice in journal_words.SYMPTOMS]
    exposures = [choice.value for choice in journal_words.EXPOSURES]
    first = date.today() - timedelta(days=ENTRIES // A_DAY)  # noqa: DTZ011  (any day does)
    with vault.write() as session:
        generation, now = session.info["generation"], store.now()
        rows: list[dict[str, Any]] = []
        for place in range(ENTRIES):
            day = PartialDate.from_date(first + timedelta(days=place // A_DAY))
            felt = [
                {"symptom": chance.choice(symptoms), "severity": chance.randint(1, 10)}
                for _ in range(chance.randint(0, 3))
            ]
            met = [{"exposure": chance.choice(exposures)} for _ in range(chance.randint(0, 2))]
            rows.append(
                {
                    "day": "symptoms" if felt else "good",
                    "begun": Moment(day, PartialTime(8 + 3 * (place % A_DAY), chance.randint(0, 59)), "Europe/Berlin"),
                    "symptoms": Rows.of(felt),
                    "exposures": Rows.of(met),
                    "notes": "Müller said so" if chance.random() < 0.1 else None,
                    "entered_on": day.stored,
                    "id": f"{chance.getrandbits(128):032x}",
                    "created_at": now,
                    "updated_at": now,
                    "generation": generation,
                    "author": "patient",
                    "gaps": {},
                }
            )
        session.execute(insert(JournalEntry), rows)
        session.info["changed"].add(JOURNAL_ENTRIES.name)


def timed(words: str, aim: int, action: Callable[[], object], runs: int = RUNS) -> None:
    """Print the median of a few runs, by the clock and by the processor."""
    walls, works = [], []
    for _ in range(runs):
        begun, worked = time.perf_counter(), time.thread_time()
        action()
        walls.append((time.perf_counter() - begun) * 1000)
        works.append((time.thread_time() - worked) * 1000)
    print(
        f"{words:44} {statistics.median(walls):7.1f} ms (aim {aim:>3}; worked {statistics.median(works):6.1f})",
        flush=True,
    )


def main() -> None:
    """Measure all of it."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        vault = create(Path(folder) / "vault", "a journal of twenty years", cost=KeyCost(8 * 1024, 1, 1))
        fill(vault)
        settings = Settings(Path(folder) / "settings.json")
        apply_look(settings)
        index = Index(vault, lambda _: ())
        index.catch_up()
        workspace = Workspace(vault, workers, index, settings)
        window = MainWindow(workspace)
        window.show()
        settle(500)
        measure(window, workspace)
        window.close()
        workspace.close()
        index.close()
        vault.close()
    application.quit()


def measure(window: MainWindow, workspace: Workspace) -> None:
    """Page, dialog, save, typing, count."""
    pulse = Pulse()

    def first_look() -> None:
        window.show_page("journal")
        view: Any = window.current_page
        until(lambda: view.view.list.model.total == ENTRIES)

    with pulse.watching():
        timed("The page opens", 300, first_look, 1)
    print(f"{'  longest stall meanwhile':44} {pulse.longest:7.1f} ms (aim  50; worked {pulse.busiest:6.1f})")

    def dialog() -> None:
        opened = QuickEntryDialog(workspace, window)
        opened.open()
        QApplication.processEvents()
        opened.reject()
        opened.deleteLater()

    timed("The quick entry opens", 300, dialog)
    now = Moment(PartialDate.from_date(workspace.today()), PartialTime(12, 5), "Europe/Berlin")
    values = {"day": "symptoms", "begun": now, "symptoms": Rows(({"symptom": "flushing", "severity": 6},))}

    def save() -> None:
        with workspace.vault.write() as session:
            store.save(session, JOURNAL_ENTRIES, values)

    timed("One entry is saved", 10, save, 30)
    settle(800)
    opened = QuickEntryDialog(workspace, window)
    opened.open()
    settle()
    for key in "A5J7":
        timed(
            f"Key {key} in the quick entry",
            50,
            lambda key=key: (QTest.keyClicks(opened, key), QApplication.processEvents()),
            1,
        )
    opened.entry = type(opened.entry)()
    opened.reject()
    workspace.drafts.drop("quick_entry", None)
    page: Any = window.current_page
    with pulse.watching():
        for letter in "flush":
            QTest.keyClicks(page.view.list.filter, letter)
            settle(40)
        settle(2_000)
    print(
        f"{'Typing into the filter: longest stall':44} {pulse.longest:7.1f} ms (aim  50; worked {pulse.busiest:6.1f})"
    )

    def count() -> None:
        with workspace.vault.read() as session:
            session.execute(_COUNT).all()

    timed("Days with each exposure and symptom, in SQL", 200, count)


if __name__ == "__main__":
    main()
