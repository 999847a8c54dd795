"""The ratchet of coverage: which room a file is in, what is compared, what is kept."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import coverage_by_room  # noqa: E402  (a script, imported from its own folder)


@pytest.mark.parametrize(
    ("file", "room"),
    [
        ("ism_desktop/language.py", "floor"),
        ("ism_desktop/vault/backups/making.py", "vault"),
        ("ism_desktop\\worker\\child.py", "worker"),
        ("ism_desktop/ui/__init__.py", "ui"),
        ("ism_desktop/ui/kit/widgets/rows.py", "ui/kit"),
        ("ism_desktop/ui/places/home/page.py", "ui/places"),
    ],
)
def test_a_file_is_in_its_room(file: str, room: str) -> None:
    assert coverage_by_room.room_of(file) == room


def _counted(statements: int, covered: int) -> dict[str, dict[str, int]]:
    return {"summary": {"num_statements": statements, "covered_lines": covered}}


def test_lines_are_added_up_by_room() -> None:
    files = {
        "ism_desktop/vault/keys.py": _counted(30, 30),
        "ism_desktop/vault/sealed.py": _counted(10, 5),
        "ism_desktop/ui/kit/fitting.py": _counted(3, 1),
        "ism_desktop/ui/__init__.py": _counted(0, 0),
    }
    assert coverage_by_room.by_room(files) == {"vault": 87.5, "ui/kit": 33.3}


def test_less_than_was_kept_is_a_fault_beyond_what_depends_on_the_moment() -> None:
    kept = {"vault": 90.0, "records": 80.0}
    assert coverage_by_room.compare({"vault": 89.6, "records": 85.0}, kept) == []
    (fault,) = coverage_by_room.compare({"vault": 89.4, "records": 85.0}, kept)
    assert fault == "vault: 89.4 %, and it had 90.0 %"


def test_a_room_without_a_figure_and_a_figure_without_a_room_are_faults() -> None:
    faults = coverage_by_room.compare({"vault": 90.0}, {"cellar": 80.0})
    assert [fault.split(":")[0] for fault in faults] == ["vault", "cellar"]
    assert all("--raise" in fault for fault in faults)


def test_figures_are_only_raised() -> None:
    now, kept = {"vault": 89.8, "records": 85.0, "attic": 70.0}, {"vault": 90.0, "records": 80.0, "cellar": 60.0}
    assert coverage_by_room.raised(now, kept) == {"attic": 70.0, "records": 85.0, "vault": 90.0}


def test_figures_of_another_version_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    coverage_by_room.write({"vault": 90.0}, path)
    assert coverage_by_room.read(path) == {"vault": 90.0}
    path.write_text(json.dumps({"python": "3.5", "percent": {}}))
    with pytest.raises(ValueError, match=r"Python 3\.5"):
        coverage_by_room.read(path)


def test_before_the_first_figures_every_room_asks_for_one(tmp_path: Path) -> None:
    kept = coverage_by_room.read(tmp_path / "kept.json")
    assert len(coverage_by_room.compare({"vault": 90.0, "records": 80.0}, kept)) == 2
    assert coverage_by_room.raised({"vault": 90.0}, kept) == {"vault": 90.0}


def test_every_room_has_a_figure() -> None:
    if not coverage_by_room.KEPT.exists():
        pytest.skip("no figures are kept yet: packaging/coverage_by_room.py --raise")
    files = [path for path in (ROOT / "ism_desktop").rglob("*.py") if path.read_text(encoding="utf-8").strip()]
    rooms = {coverage_by_room.room_of(path.relative_to(ROOT).as_posix()) for path in files}
    kept = json.loads(coverage_by_room.KEPT.read_text(encoding="utf-8"))["percent"]
    assert set(kept) | {"ui"} == rooms | {"ui"}, "a new room gets its figure by packaging/coverage_by_room.py --raise"


def test_every_test_is_run_once_or_left_out_by_name() -> None:
    windows, rest = coverage_by_room.parts()
    assert not set(windows) & set(rest)
    for folder in (*windows, *rest, *coverage_by_room.ELSEWHERE):
        assert (ROOT / folder).exists(), folder
