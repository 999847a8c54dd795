"""How fast a journal of twenty years is, every figure beside its aim: `python -m tests.benchmarks.journal_speed`.

36,500 entries, five a day: the page opens, the quick entry opens, one entry is saved, a key in the dialog and a word in the filter stop the
window no longer than an eye notices, and a count goes over everything. On a busy machine only what the processor worked says something.
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
from sqlalchemy import insert

from ism_desktop.records import journal_reading, journal_words, store
from ism_desktop.records.journal_counts import LATER, count
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, JournalEntry
from ism_desktop.records.search import Index
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.days.stretches import month_later
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.shell.garbage import GarbageCollection
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import Pulse, settle, until

ENTRIES, A_DAY, RUNS = 36_500, 5, 7


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
    GarbageCollection(application)
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
    """Page, dialog, save, typing, counts."""
    pulse = Pulse()

    def first_look() -> None:
        window.show_page("journal")
        view: Any = window.current_page
        until(lambda: view.has_view and view.view.list.model.total == ENTRIES)  # asked for, it would be made at once

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

    measure_days(page, pulse)
    measure_counts(workspace)


def measure_days(page: JournalPage, pulse: Pulse) -> None:
    """Months, weeks, and what a filter leaves."""
    view = page.entries
    view.list.filter.clear()
    settle(800)
    timed("A month is shown for the first time", 50, lambda: (view.show_as("month"), QApplication.processEvents()), 1)
    months = iter(range(1, 1_000))

    def another_month() -> None:
        view.days.go_to(month_later(page.workspace.today(), -next(months)))
        QApplication.processEvents()

    timed("Another month", 50, another_month, 24)
    days = iter(range(1, 1_000))

    def another_day() -> None:
        view.days.go_to(page.workspace.today().replace(day=1) - timedelta(days=next(days) % 25 + 1))
        QApplication.processEvents()

    timed("Another day of a month", 50, another_day, 24)
    timed("A week", 50, lambda: (view.show_as("week"), QApplication.processEvents()), 1)
    view.show_as("month")
    for words, narrowing in (
        ("flushing at 5 or more", JournalFilter(symptom=("flushing", ""), least=5)),
        ("any severity of 8 or more", JournalFilter(least=8)),
        ("alcohol", JournalFilter(exposure=("alcohol", ""))),
    ):
        with pulse.watching():
            begun = time.perf_counter()
            view.narrow(narrowing)
            until(lambda: not view.list.model.is_waiting)
            took = (time.perf_counter() - begun) * 1000
            settle(300)
        shown = len(view.list.model.ids)
        print(
            f"{'Filter: ' + words:44} {took:7.1f} ms ({shown} entries; longest stall {pulse.longest:.0f} ms, worked {pulse.busiest:.0f})"
        )
    timed("Another month, filtered", 50, another_month, 24)
    view.narrow(JournalFilter())
    settle(500)
    timed(
        "The chart of one symptom is shown first", 300, lambda: (view.show_as("chart"), QApplication.processEvents()), 1
    )
    names = ["symptom flushing ", "symptom itch ", "symptom fatigue "]
    timed("The chart of three symptoms", 200, lambda: (view.chart.show_marks(names), QApplication.processEvents()), 3)
    view.show_as("list")


def measure_counts(workspace: Workspace) -> None:
    """What was noted at all, and one thing counted over everything: the symptom and the exposure that were noted most often."""

    def used() -> list[dict[journal_reading.Name, tuple[str, int]]]:
        with workspace.vault.read() as session:
            return [journal_reading.used(session, what) for what in ("exposure", "symptom")]

    exposure, symptom = (max(found, key=lambda name: found[name][1]) for found in used())
    today = workspace.today()
    period = (today - timedelta(days=ENTRIES // A_DAY), today)

    def counted() -> None:
        with workspace.vault.read() as session:
            journal = journal_reading.read(session, [exposure], symptom)
        count(journal, [exposure], symptom, LATER, period)

    timed("What was noted, for the lists to count from", 200, used)
    timed("Days counted over everything, 2 to 24 hours", 200, counted)


if __name__ == "__main__":
    main()
