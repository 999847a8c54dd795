"""What is proposed from made bills, receipts and explanations, against their truth: `python -m tests.benchmarks.bill_rows`.

For each layout and medium: how many of the amounts of the lines, of the totals and of the dates are proposed as they are printed, how
many lines and totals come with their tick, and how many of these are wrong. The aim is a recall of 85 % and no wrong tick. The rules were
made with the seeds `DEVELOPED`; the figures that count are of `HELD_OUT`, and `--seeds other-words` shows what becomes of papers with
headings and labels that nobody thought of.
"""

import argparse
import pickle
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from ism_desktop.documents.bill_rows import Find, ProposedBill, ProposedLine, Role, proposed_bill
from ism_desktop.documents.report_reading import read_again
from ism_desktop.records.values import PartialDate
from ism_desktop.worker import PageText, Workers
from tests.made_bills.drawing import TrueLine
from tests.made_bills.making import DEVELOPED, HELD_OUT, LAYOUTS, MEDIA, OTHER_WORDS, MadeBill, made

_KINDS = ("billed", "allowed", "adjustment", "paid_before", "paid", "share")


@dataclass
class Figures:
    """What is counted: pairs of how many there are and how many were found, and ticks with those that are wrong."""

    amounts: list[int] = field(default_factory=lambda: [0, 0])
    totals: list[int] = field(default_factory=lambda: [0, 0])
    dates: list[int] = field(default_factory=lambda: [0, 0])
    facts: list[int] = field(default_factory=lambda: [0, 0])
    lines: list[int] = field(default_factory=lambda: [0, 0])  # of which ticked
    ticked: int = 0
    wrong: int = 0
    wrong_dates: int = 0
    seconds: float = 0.0
    papers: int = 0
    faults: list[str] = field(default_factory=list[str])

    def add(self, other: "Figures") -> None:
        """Count the other's too."""
        for name in ("amounts", "totals", "dates", "facts", "lines"):
            mine, more = getattr(self, name), getattr(other, name)
            setattr(self, name, [mine[0] + more[0], mine[1] + more[1]])
        for name in ("ticked", "wrong", "wrong_dates", "seconds", "papers"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    @property
    def recall(self) -> float:
        """The share of all amounts and dates that are proposed."""
        asked = [self.amounts, self.totals, self.dates]
        return sum(found for _, found in asked) / max(1, sum(every for every, _ in asked))

    def line(self, name: str) -> str:
        """One line of the table."""
        shares = " ".join(
            f"{100 * found / max(1, every):6.1f} %"
            for every, found in (self.amounts, self.totals, self.dates, self.facts, self.lines)
        )
        counts = (
            f"{self.ticked:7} {self.wrong:6} {self.wrong_dates:6} {1000 * self.seconds / max(1, self.papers):8.1f} ms"
        )
        return f"{name:26} {100 * self.recall:6.1f} % {shares} {counts}"


def compared(bill: MadeBill, found: ProposedBill) -> Figures:
    """Put what is proposed beside the truth. A picture shows the first page of a paper only, so lines of others are not asked for there."""
    truth, figures = bill.truth, Figures(papers=1)
    where = f"{bill.layout} {bill.medium} {bill.seed}"
    left = list(found.lines)
    for line in truth.lines:
        match = max(left, key=lambda each: _likeness(line, each), default=None)
        if match is not None and _likeness(line, match) >= 2:
            left.remove(match)
            _compare_line(line, match, figures, where)
            continue
        figures.amounts[0] += sum(getattr(line, kind) is not None for kind in _KINDS)
        figures.dates[0] += line.day is not None
        figures.lines[0] += 1
        figures.faults.append(f"lost    {where}: {line}")
    for each in left:
        figures.faults.append(
            f"more    {where}: {each.what!r} {[str(amount.value) for amount in each.amounts]} sure {each.is_sure}"
        )
        for amount in each.amounts if each.is_sure else ():
            figures.wrong += 1
            figures.ticked += 1
            figures.faults.append(f"WRONG   {where}: {each.what!r} {amount.printed}")
    _compare_paper(bill, found, figures, where)
    return figures


def _likeness(line: TrueLine, each: ProposedLine) -> float:
    values = [getattr(line, kind) for kind in _KINDS]
    shared = sum(find.value in values for find in each.amounts)
    words = {word.casefold() for word in line.what.split()}
    return 2 * shared / max(1, len(each.amounts)) + 2 * len(
        words & {word.casefold() for word in each.what.split()}
    ) / max(1, len(words))


def _compare_line(line: TrueLine, each: ProposedLine, figures: Figures, where: str) -> None:
    figures.lines[0] += 1
    figures.lines[1] += each.is_sure
    for kind in _KINDS:
        true: Decimal | None = getattr(line, kind)
        find: Find[Decimal] | None = getattr(each, kind)
        is_right = find is not None and find.value == true
        figures.amounts[0] += true is not None
        figures.amounts[1] += true is not None and is_right
        if true is not None and not is_right:
            figures.faults.append(
                f"missed  {where}: {line.what!r} {kind} {true}, read {None if find is None else find.printed}"
            )
        if each.is_sure and find is not None:
            _tick(is_right, f"{where}: {line.what!r} {kind} {find.printed}, printed {true}", figures)
    _date(line.day, each.day, figures, f"{where}: {line.what!r}", is_ticked=each.is_sure)


def _tick(is_right: bool, where: str, figures: Figures) -> None:
    figures.ticked += 1
    figures.wrong += not is_right
    figures.faults += [] if is_right else [f"WRONG   {where}"]


def _date(true: date | None, find: Find[PartialDate] | None, figures: Figures, where: str, *, is_ticked: bool) -> None:
    printed = None if true is None else PartialDate(true.year, true.month, true.day)
    is_right = (None if find is None else find.value) == printed
    figures.dates[0] += true is not None
    figures.dates[1] += true is not None and is_right
    if not is_right:
        figures.faults.append(f"date    {where}: {printed}, read {None if find is None else find.printed}")
    if is_ticked and find is not None and not is_right:
        figures.wrong_dates += 1
        figures.faults.append(f"WRONG DATE {where}: {find.printed}")


def _compare_paper(bill: MadeBill, found: ProposedBill, figures: Figures, where: str) -> None:
    truth = bill.truth
    for name, true in truth.totals.items():
        find = found.totals.get(Role(name))
        figures.totals[0] += 1
        figures.totals[1] += find is not None and find.value == true
        if find is None or find.value != true:
            figures.faults.append(f"total   {where}: {name} {true}, read {None if find is None else find.printed}")
    for role, find in found.totals.items():
        if find.is_sure:
            _tick(
                truth.totals.get(role.value, _of_lines(bill, role)) == find.value,
                f"{where}: {role.value} {find.printed}",
                figures,
            )
    for true, find in ((truth.day, found.day), (truth.due_day, found.due_day)):
        _date(true, find, figures, f"{where}: paper", is_ticked=find is not None and find.is_sure)
    texts = (
        (truth.paper, found.paper.value.value),
        (truth.number, found.number and found.number.value),
        (truth.currency, found.currency.value if found.currency else ""),
        (truth.provider, found.provider and found.provider.value),
    )
    for true, text in texts:
        if true:
            figures.facts[0] += 1
            figures.facts[1] += text == true
            if text != true:
                figures.faults.append(f"fact    {where}: {true!r}, read {text!r}")


def _of_lines(bill: MadeBill, role: Role) -> Decimal | None:
    """The total of a column that the truth does not name."""
    kind = {Role.TOTAL: "billed", Role.DUE: "share"}.get(role, role.value)
    values = [value for line in bill.truth.lines if (value := getattr(line, kind, None)) is not None]
    return sum(values, Decimal(0)) if values else None


def read(workers: Workers, bill: MadeBill, kept: Path | None = None) -> list[PageText]:
    """The text of a paper, as the program reads it; with `kept` it is read once for many runs."""
    file = None if kept is None else kept / f"{bill.layout}-{bill.medium}-{bill.seed}-{zlib.crc32(bill.content)}"
    if file is not None and file.exists():
        return pickle.loads(file.read_bytes())
    pages = workers.read_text(bill.content, bill.media_type)
    if bill.medium != "text":
        pages = read_again(workers, bill.content, bill.media_type, pages, workers.inspect(bill.content, "").page_sizes)
    if file is not None:
        file.write_bytes(pickle.dumps(pages))
    return pages


def measured(workers: Workers, bill: MadeBill, kept: Path | None = None) -> Figures:
    """Read one paper, propose, and compare."""
    pages = read(workers, bill, kept)
    started = time.perf_counter()
    found = proposed_bill(pages, day_first=bill.layout[:2] not in {"us", "de"} or bill.layout.startswith("de_"))
    seconds = time.perf_counter() - started
    figures = compared(bill, found)
    figures.seconds = seconds
    return figures


def _seeds(words: str) -> Sequence[int]:
    named = {
        "developed": DEVELOPED,
        "held-out": HELD_OUT,
        "all": [*DEVELOPED, *HELD_OUT],
        "other-words": OTHER_WORDS[:3],
    }
    if words in named:
        return named[words]
    first, _, last = words.partition("-")
    return range(int(first), int(last or first) + 1)


def _papers(options: argparse.Namespace, medium: str) -> Iterable[tuple[str, list[MadeBill]]]:
    for layout in options.layouts.split(","):
        every = [made(layout, medium, seed) for seed in options.seeds]
        yield layout, [bill for bill in every if medium == "text" or bill.pages == 1]


def main() -> int:
    """Print the table; the exit status says whether a wrong amount was ticked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=_seeds, default=HELD_OUT)
    parser.add_argument("--media", default=",".join(MEDIA))
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    total = Figures()
    print(
        f"{'layout, medium':26} {'recall':>8} {'amounts':>8} {'totals':>8} {'dates':>8} {'facts':>8} "
        f"{'ticked':>8} {'amounts':>7} {'WRONG':>6} {'dates':>6} {'a paper':>11}"
    )
    with Workers() as workers:
        for medium in options.media.split(","):
            all_of_it = Figures()
            for layout, bills in _papers(options, medium):
                figures = Figures()
                for bill in bills:
                    figures.add(measured(workers, bill, options.kept))
                print(figures.line(f"{layout}, {medium}"), flush=True)
                all_of_it.add(figures)
            print(all_of_it.line(f"ALL {all_of_it.papers}, {medium}") + "\n")
            total.add(all_of_it)
    print(*(fault for fault in total.faults if options.faults or fault.startswith("WRONG")), sep="\n")
    print(
        f"wrong amounts ticked by default: {total.wrong} (aim: 0), wrong dates: {total.wrong_dates}; "
        f"recall {100 * total.recall:.1f} % (aim: 85)"
    )
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
