"""A kind that is not shipped, in a process of its own in which it is entered: what every kind must do, and its life from form to paper."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_new_kind_of_two_files_and_two_entries_is_in_everything() -> None:
    """The two files are the two parts of `extra_kind`, the two entries its last part; nothing else in the program knows of it."""
    words = [
        *("-p", "tests.records.extra_kind", "-p", "no:cacheprovider", "-q", "-x"),
        # What else these files ask is asked of the shipped kinds in this run already.
        *("-k", "extra_kind_life or checkups or whole_lives or round_trip"),
        "tests/records/extra_kind_life.py",
        "tests/records/test_every_kind.py",
        "tests/records/test_whole_life.py",
        "tests/records/test_paging.py::test_every_column_sorts_as_a_plain_sort_does[checkups]",
        "tests/records/test_paging.py::test_the_filter_finds_what_the_search_would[checkups]",
        "tests/records/test_paging.py::test_a_list_that_takes_in_what_changed_is_the_list_read_anew[checkups]",
        "tests/exchange/test_round_trip.py::test_any_record_makes_the_round_trip",
    ]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]


def test_the_program_names_no_kind_that_is_not_shipped() -> None:
    named = [path for path in (ROOT / "ism_desktop").rglob("*.py") if "checkups" in path.read_text("utf-8")]
    assert named == []
