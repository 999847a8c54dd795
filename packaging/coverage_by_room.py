"""Measures which lines the tests reach, room by room, and fails where a room has less than it had: `python3 packaging/coverage_by_room.py`.

    python3 packaging/coverage_by_room.py            # measures and compares with coverage_kept.json beside this file
    python3 packaging/coverage_by_room.py --raise    # and writes higher figures, new rooms and rooms that are gone into that file

Run on request: tracing each line costs more than the whole run may take. Lines count that the tests reach in their own process; what runs
in worker processes, in a program that a test starts, or in a thread of Qt is not seen by the tracer of Python 3.11. So a figure is no
aim, and figures of different versions of Python are not compared. Suites that only start other processes are left out.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import environment

ROOT = environment.ROOT
KEPT = ROOT / "packaging" / "coverage_kept.json"
TOLERANCE = 0.5
"""Points of a hundred: what depends on the moment (a draft written in time, a process that was quicker) moves a room by less."""

# Two processes for two cores. The windows take about as long as everything else.
PARTS = (("tests/ui", "tests/app", "tests/journeys"), ())
ELSEWHERE = (
    "tests/faults",
    "tests/damage",
    "tests/privacy",
    "tests/benchmarks",
    "tests/packaging_scripts",
    "tests/golden",
)
FLOOR = "floor"


def parts() -> list[list[str]]:
    """The files and folders of tests for each process."""
    windows = list(PARTS[0])
    there = sorted(path for path in (ROOT / "tests").iterdir() if path.is_dir() or path.name.startswith("test_"))
    named = [path.relative_to(ROOT).as_posix() for path in there if not path.name.startswith("__")]
    return [windows, [name for name in named if name not in {*windows, *ELSEWHERE} and _has_tests(ROOT / name)]]


def _has_tests(path: Path) -> bool:
    return path.is_file() or any(path.rglob("test_*.py"))


def room_of(file: str) -> str:
    """`vault`, `ui/kit`, or `floor` for what lies directly in the package; the rooms of ARCHITECTURE.md."""
    inside = PurePosixPath(file.replace("\\", "/")).parts[1:]
    if len(inside) == 1 or (inside[0] == "ui" and len(inside) == 2):
        return FLOOR if len(inside) == 1 else "ui"
    return f"ui/{inside[1]}" if inside[0] == "ui" else inside[0]


def start(python: Path, folder: Path, tests: Sequence[str], *words: str) -> subprocess.Popen[bytes]:
    """Run tests under the tracer; what it saw goes into the folder."""
    command = [str(python), "-m", "coverage", "run", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, *words]
    variables = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "COVERAGE_FILE": str(folder / "seen"),
        "PYTHONPATH": _path(),
    }
    return subprocess.Popen(command, cwd=ROOT, env=variables)


def _path() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])


def percentages(python: Path, folder: Path) -> dict[str, float]:
    """How many of a hundred lines of each room were seen by the runs that wrote into the folder."""
    variables = os.environ | {"COVERAGE_FILE": str(folder / "seen"), "PYTHONPATH": _path()}
    for words in (["combine", "--quiet", "--keep"], ["json", "--quiet", "-o", str(folder / "seen.json")]):
        subprocess.run([str(python), "-m", "coverage", *words], cwd=ROOT, env=variables, check=True)
    return by_room(json.loads((folder / "seen.json").read_text(encoding="utf-8"))["files"])


def by_room(files: Mapping[str, Any]) -> dict[str, float]:
    """The percentage of each room from what was counted in each file."""
    lines, seen = Counter[str](), Counter[str]()
    for file, counted in files.items():
        lines[room_of(file)] += counted["summary"]["num_statements"]
        seen[room_of(file)] += counted["summary"]["covered_lines"]
    return {room: round(100 * seen[room] / count, 1) for room, count in sorted(lines.items()) if count}


def compare(now: Mapping[str, float], kept: Mapping[str, float]) -> list[str]:
    """What is wrong: a room with less than it had, one without a figure, a figure without a room."""
    wrong = [
        f"{room}: {now[room]} %, and it had {had} %"
        for room, had in kept.items()
        if room in now and now[room] < had - TOLERANCE
    ]
    wrong += [f"{room}: {now[room]} %, and no figure is kept; run with --raise" for room in now if room not in kept]
    return wrong + [f"{room}: there is no such room; run with --raise" for room in kept if room not in now]


def raised(now: Mapping[str, float], kept: Mapping[str, float]) -> dict[str, float]:
    """The figures to keep: the higher of both for each room that there is."""
    return {room: max(figure, kept.get(room, 0.0)) for room, figure in sorted(now.items())}


def read(path: Path = KEPT) -> dict[str, float]:
    """The figures kept; none before the first were. Raises ValueError when they are of another version of Python."""
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept["python"] != _version():
        raise ValueError(f"The figures are of Python {kept['python']}, and this is {_version()}: tracers differ.")
    return dict(kept["percent"])


def write(figures: Mapping[str, float], path: Path = KEPT) -> None:
    """Keep these figures."""
    path.write_text(json.dumps({"python": _version(), "percent": dict(figures)}, indent=2) + "\n", encoding="utf-8")


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def main(words: list[str]) -> int:
    """Measure, compare, and keep what is higher if wanted; 1 when a test failed or a room has less than it had."""
    parser = argparse.ArgumentParser(description="Line coverage, room by room.")
    parser.add_argument("--raise", dest="keep", action="store_true", help="write higher figures into the file")
    wanted = parser.parse_args(words)
    try:
        python = environment.prepare(development=True, screen=False)
        kept = read()
    except (environment.CannotPrepare, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ism-desktop-coverage-") as folder:
        running = [start(python, Path(folder), tests) for tests in parts()]
        statuses = [process.wait() for process in running]
        if any(statuses):
            environment.say("Tests failed; their lines are not compared.")
            return 1
        now = percentages(python, Path(folder))
    wrong = compare(now, kept)
    for room, figure in now.items():
        environment.say(f"{figure:5.1f} %  {room}" + (f"  (kept: {kept[room]} %)" if room in kept else ""))
    if wanted.keep:
        write(raised(now, kept))
        wrong = [line for line in wrong if "--raise" not in line]
    environment.say("\n".join([*wrong, f"== {time.monotonic() - started:.0f} s"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
