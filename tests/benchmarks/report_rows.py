"""What is proposed from made lab reports, against their truth: `python -m tests.benchmarks.report_rows`.

For each layout and medium: rows, how many of them are proposed with the right value, how many are ticked by default, and how many of
those are wrong: a value that does not stand beside this test, or a row that is none. The aim is none. Seeds below 100 are those that the
rules were made with; the figures that count are of seeds from 100.
"""

import argparse
import collections
import pickle
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ism_desktop.documents.report_reading import read_again
from ism_desktop.documents.report_rows import KnownTests, ProposedRow, proposed_rows
from ism_desktop.ui.places.results.known_tests import for_reports
from ism_desktop.worker import PageText, Workers
from tests.made_reports.analytes import TrueRow
from tests.made_reports.layouts import LAYOUTS
from tests.made_reports.making import MEDIA, MadeReport, made


@dataclass
class Figures:
    """What is counted."""

    rows: int = 0
    proposed: int = 0
    exact: int = 0
    ticked: int = 0
    wrong: int = 0
    beside: int = 0
    pages: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    reasons: collections.Counter[str] = field(default_factory=collections.Counter[str])

    def add(self, other: "Figures") -> None:
        """Count the other's too."""
        for name in ("rows", "proposed", "exact", "ticked", "wrong", "beside", "pages", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults
        self.reasons += other.reasons

    def line(self, name: str) -> str:
        """One line of the table."""
        rows, pages = max(1, self.rows), max(1, self.pages)
        shares = [f"{100 * count / rows:7.1f} %" for count in (self.proposed, self.exact, self.ticked)]
        return f"{name:26} {self.rows:5} {' '.join(shares)} {self.wrong:6} {self.beside:6} {1000 * self.seconds / pages:9.1f} ms"


def same(words: str) -> str:
    """Words as they are compared: blanks, and how a dash or a sign for micro is drawn, make no difference."""
    return "".join(words.split()).replace("–", "-").replace("—", "-").replace("μ", "µ").casefold()


def compared(report: MadeReport, proposed: Sequence[ProposedRow]) -> Figures:
    """Put the proposals beside the truth. A row is proposed when its line is; exact when name and value are right."""
    figures = Figures(rows=len(report.rows), pages=report.pages)
    for row in report.rows:
        about = [each for each in proposed if each.page == row.page and same(each.test) == same(row.test)]
        nearly = [each for each in proposed if each.page == row.page and same(each.value) == same(row.value)]
        figures.proposed += bool(about or any(_alike(each.test, row.test) for each in nearly))
        figures.exact += any(same(each.value) == same(row.value) for each in about)
    for each in proposed:
        figures.reasons.update({doubt.reason.value for doubt in each.doubts})
        if not each.is_sure:
            continue
        figures.ticked += 1
        true = _true_row(report.rows, each)
        where = f"{report.layout} {report.medium} {report.seed}: {each.test!r} {each.value!r} {each.unit!r} {each.range!r} {each.flag!r}"
        if true is None:
            figures.wrong += 1
            figures.faults.append(f"WRONG   {where}")
        elif same(each.unit) != same(true.unit) or same(each.range) != same(true.range) or not _flag_fits(each, true):
            figures.beside += 1
            figures.faults.append(f"beside  {where}, printed {true.unit!r} {true.range!r} {true.flag!r}")
    return figures


def _true_row(rows: Iterable[TrueRow], each: ProposedRow) -> TrueRow | None:
    return next(
        (
            row
            for row in rows
            if row.page == each.page and same(row.test) == same(each.test) and same(row.value) == same(each.value)
        ),
        None,
    )


def _flag_fits(each: ProposedRow, true: TrueRow) -> bool:
    return each.flag in {true.flag, ""}


def _alike(seen: str, printed: str) -> bool:
    """Whether most letters of a name were read."""
    a, b = same(seen), same(printed)
    return len(set(a) & set(b)) >= 0.7 * len(set(b)) and abs(len(a) - len(b)) <= 2 + len(b) // 4


def read(workers: Workers, report: MadeReport, kept: Path | None = None) -> list[PageText]:
    """The text of a report, as the program reads it when it is taken in; with `kept` it is read once for many runs."""
    name = f"{report.layout}-{report.medium}-{report.seed}-3-{zlib.crc32(report.content)}"
    file = None if kept is None else kept / name
    if file is not None and file.exists():
        return pickle.loads(file.read_bytes())
    pages = workers.read_text(report.content, report.media_type)
    if report.medium != "text":
        sizes = workers.inspect(report.content, "").page_sizes
        pages = read_again(workers, report.content, report.media_type, pages, sizes)
    if file is not None:
        file.write_bytes(pickle.dumps(pages))
    return pages


def measured(workers: Workers, report: MadeReport, known: KnownTests, kept: Path | None = None) -> Figures:
    """Read one report, propose its rows, and compare."""
    pages = read(workers, report, kept)
    started = time.perf_counter()
    proposed = proposed_rows(pages, known)
    seconds = time.perf_counter() - started
    figures = compared(report, proposed)
    figures.seconds = seconds
    return figures


def _seeds(words: str) -> range:
    first, _, last = words.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> int:
    """Print the table; the exit status says whether a wrong value was ticked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=_seeds, default=range(101, 106))
    parser.add_argument("--media", default=",".join(MEDIA))
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--kept", type=Path)
    options = parser.parse_args()
    known, total, reports = for_reports(), Figures(), 0
    print(
        f"{'layout, medium':26} {'rows':>5} {'proposed':>9} {'exact':>9} {'ticked':>9} {'WRONG':>6} {'beside':>6} {'a page':>12}"
    )
    with Workers() as workers:
        for medium in options.media.split(","):
            all_of_it = Figures()
            for layout in options.layouts.split(","):
                figures = Figures()
                for seed in options.seeds:
                    figures.add(measured(workers, made(layout, medium, seed), known, options.kept))
                    reports += 1
                print(figures.line(f"{layout}, {medium}"), flush=True)
                all_of_it.add(figures)
            print(all_of_it.line(f"ALL, {medium}"))
            print("doubts: " + ", ".join(f"{name} {count}" for name, count in all_of_it.reasons.most_common()) + "\n")
            total.add(all_of_it)
    print(total.line(f"ALL {reports} reports"))
    print(*total.faults, sep="\n")
    print(f"wrong values ticked by default: {total.wrong} (aim: 0)")
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
