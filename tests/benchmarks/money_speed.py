"""How fast ten years of bills are, every figure beside its aim: `python -m tests.benchmarks.money_speed`.

5,000 bills with 20,000 lines, with the payments, explanations of benefits and states that go with them: the place opens, Home says its
dates, a year is added up, an explanation looks for its bill, and a payment is saved while the place is open. On a busy machine only what
the processor worked says something.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from sqlalchemy.orm import configure_mappers

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money import ledger as book
from ism_desktop.records.money import matching, open_items, progress, totals
from ism_desktop.records.search import Index
from ism_desktop.records.values import Money, PartialDate, Rows
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.home import home_money
from ism_desktop.ui.places.money.bill_panel import BillPanel
from ism_desktop.ui.places.money.page import MoneyPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, Session, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import Pulse, settle, until

BILLS, LINES, RUNS = 5_000, 4, 5
OPEN = 40  # each bill after every so many stays open; those of the last half year do, too
_PROVIDERS = [
    f"{word} {place}" for word in ("Hollow Creek", "Fernbrook", "Müller") for place in ("Clinic", "Lab", "ENT")
]
_COMMON = {"generation": 1, "author": "patient", "gaps": {}}
_DOWN = Qt.SortOrder.DescendingOrder


class Ledger:
    """Rows of all kinds, made by chance and put in at once: saving each would take minutes."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._chance = random.Random(5)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.policies = [
            self._add("policies", insurer=name, deductible=_eur(50_000)) for name in ("Fernbrook", "Union")
        ]
        for place in range(BILLS):
            self._bill(today - timedelta(days=3_650 * place // BILLS), place)

    def _add(self, kind: str, **values: Any) -> str:
        """Add a row; the columns that it leaves out are empty."""
        made = f"{self._chance.getrandbits(128):032x}"
        now = store.now()
        names = [field.name for field in BY_NAME[kind].fields]
        empty = dict.fromkeys(names)
        self.rows.setdefault(kind, []).append(
            {**empty, **values, **_COMMON, "id": made, "created_at": now, "updated_at": now}
        )
        return made

    def _bill(self, day: date, place: int) -> None:
        chance, policy = self._chance, self.policies[place % 2]
        on, later = PartialDate.from_date(day), PartialDate.from_date(day + timedelta(days=30))
        parts = [chance.randint(100, 40_000) for _ in range(LINES)]
        billed = sum(parts)
        off, share = billed // 10, billed // 4
        lines = Rows.of(
            {"service_on": on, "what": f"Service {number}", "billed": _eur(part), "my_share": _eur(part // 4)}
            for number, part in enumerate(parts)
        )
        provider = chance.choice(_PROVIDERS)
        bill = self._add(
            "bills",
            what=f"Visit {place}",
            type="receipt" if place % 20 == 0 else "bill",
            provider=provider,
            service_on=on,
            billed_on=on,
            due_on=later,
            total=_eur(billed) if place % 10 else None,
            lines=lines,
        )
        amounts = {"billed": billed, "adjustment": off, "paid": billed - off - share, "my_share": share}
        one = self._add(
            "benefit_explanations",
            policy=policy,
            provider=provider,
            service_on=on,
            on_date=later,
            bill=bill if place % 50 else None,
            lines=lines,
            **{name: _eur(amount) for name, amount in amounts.items()},
            to_deductible=_eur(share // 2),
        )
        beside = {"bill": bill, "policy": policy, "on_date": later, "explanation": one}
        self._add("payments", way="by_insurer", amount=_eur(billed - off - share), **beside)
        self._add("payments", way="taken_off", amount=_eur(off), **beside)
        self._add("bill_states", bill=bill, policy=policy, state="waiting", on_date=on)
        if place % OPEN and place > BILLS // 20:
            self._add("payments", bill=bill, way="by_me", amount=_eur(share), on_date=later)
            self._add("bill_states", bill=bill, policy=policy, state="paid", on_date=later)

    def save(self, vault: Vault) -> None:
        """Put all of it into a vault."""
        with vault.write() as session:
            for kind, rows in self.rows.items():
                generation = session.info["generation"]
                session.execute(insert(BY_NAME[kind].table), [row | {"generation": generation} for row in rows])
                session.info["changed"].add(kind)


def _eur(cents: int) -> Money:
    return Money(Decimal(cents).scaleb(-2), "EUR")


def timed(words: str, aim: int, action: Callable[[], object], runs: int = RUNS) -> None:
    """Print the first and the median of a few runs by the clock, and by the processor."""
    walls: list[float] = []
    works: list[float] = []
    for _ in range(runs):
        begun, worked = time.perf_counter(), time.process_time()
        action()
        walls.append((time.perf_counter() - begun) * 1000)
        works.append((time.process_time() - worked) * 1000)
    print(
        f"{words:48} {walls[0]:7.1f} ms first, {statistics.median(walls):7.1f} ms (aim {aim:>3};"
        f" worked {works[0]:6.1f}, {statistics.median(works):6.1f})",
        flush=True,
    )


def stalled(words: str, pulse: Pulse, aim: int = 50) -> None:
    """Print how long the window answered nothing."""
    print(f"{'  ' + words:48} {pulse.longest:7.1f} ms (aim {aim:>3}; worked {pulse.busiest:6.1f})", flush=True)


def memory() -> int:
    """Megabytes that the process holds at the moment."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20


def main() -> None:
    """Measure all of it."""
    application = QApplication([])
    GarbageCollection(application)
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        settings = Settings(Path(folder) / "settings.json")
        apply_look(settings)
        path = Path(folder) / "vault"
        vault = create(path, "ten years of bills", cost=KeyCost(8 * 1024, 1, 1))
        ledger = Ledger(date.today())  # noqa: DTZ011  (any day does)
        ledger.save(vault)
        print(", ".join(f"{len(rows)} {kind}" for kind, rows in ledger.rows.items()))
        configure_mappers()  # SQLAlchemy prepares itself at the first query
        index = Index(vault, lambda _file: ())
        index.catch_up()
        workspace = Workspace(vault, workers, index, settings)
        workspace._index_timer.stop()
        spare_what_stays()
        measure_reading(vault, ledger)
        measure_window(workspace, ledger)
        workspace.close()
        index.close()
        vault.close()
    application.quit()


def measure_reading(vault: Vault, ledger: Ledger) -> None:
    """What is read, without a window."""

    def read(words: str, aim: int, action: Callable[[Session], object]) -> None:
        def reading() -> None:
            with vault.read() as session:
                action(session)

        timed(words, aim, reading)

    def behind() -> None:
        book._ledgers.clear()
        book.read(vault, lambda *_: None)

    today = ledger.today
    timed("All bills added up, beside the window", 500, behind, 2)
    read("Home: the dates of bills", 50, lambda session: list(home_money.dates(session, today)))
    read("What is open", 50, open_items.open_items)
    for by in totals.WAYS_OF_ADDING:
        year = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        read(f"Totals of a year, by {by}", 100, lambda session, by=by, year=year: totals.of_period(session, *year, by))
    last_year = today - timedelta(days=365)
    read("A plan year", 50, lambda session: progress.of_policy(session, ledger.policies[0], last_year))
    unmatched = next(row["id"] for row in ledger.rows["benefit_explanations"] if row["bill"] is None)
    read("An explanation looks for its bill", 50, lambda session: matching.proposals(session, unmatched))


def view_of(page: MoneyPage) -> KindView:
    """The list that the place shows."""
    view = page.view
    assert isinstance(view, KindView)
    return view


def measure_window(workspace: Workspace, ledger: Ledger) -> None:
    """Home, the place, and a payment that is saved."""
    pulse = Pulse()
    before = memory()
    book._ledgers.clear()
    with pulse.watching():
        window = MainWindow(workspace)
        window.resize(1366, 768)
        window.show()
        settle(1_000)
    stalled("The window with Home: longest stall", pulse, 0)
    page: Any = None

    def place() -> None:
        nonlocal page
        window.show_page("money")
        page = window.current_page
        until(lambda: isinstance(page, MoneyPage) and view_of(page).list.model.rowCount() == BILLS)

    with pulse.watching():
        timed("The place opens", 300, place, 1)
        settle(500)
    stalled("longest stall meanwhile", pulse)
    settle(1_500)  # the form is made meanwhile
    open_bill = next(row["id"] for row in ledger.rows["bills"] if row["what"] == f"Visit {2 * OPEN + BILLS // 20}")
    with pulse.watching():
        timed("A bill is shown", 100, lambda: page.show_entry("bills", open_bill), 1)
    stalled("longest stall meanwhile", pulse)
    number = iter(range(1, 100))

    def pay() -> None:
        values = {"bill": open_bill, "way": "by_me", "amount": _eur(next(number)), "on_date": PartialDate(2026, 1, 1)}
        with workspace.vault.write() as session:
            store.save(session, BY_NAME["payments"], values)

    panel = page.findChild(BillPanel)
    for words, action in (
        ("The rest is paid on the bill", panel.pay_the_rest),
        ("A payment is saved", pay),
        ("again", pay),
    ):
        with pulse.watching():
            timed(words, 50, action, 1)
            settle(700)
        stalled("longest stall meanwhile", pulse)
    view = view_of(page)
    for name in BY_NAME["bills"].columns:
        column = BY_NAME["bills"].columns.index(name)
        with pulse.watching():
            timed(
                f"The bills sorted by {name}",
                300,
                lambda column=column: (view.list.table.sortByColumn(column, _DOWN), until(_answered(view))),
                1,
            )
        stalled("longest stall meanwhile", pulse)
    with pulse.watching():
        timed("What is open is unfolded", 100, lambda: page.open_items.set_open(is_open=True), 1)
    stalled("longest stall meanwhile", pulse)
    window.show_page("home")
    settle(500)
    with pulse.watching():
        timed("A payment is saved, Home open", 50, pay, 1)
        settle(700)
    stalled("longest stall meanwhile", pulse, 0)
    print(f"Memory: {before} MB before the window, {memory()} MB after all of it")
    window.close()


def _answered(view: KindView) -> Callable[[], bool]:
    return lambda: not view.list.model.is_waiting


if __name__ == "__main__":
    main()
