"""The editors of quantities, money, moments, scales, several choices and rows, on a kind that is entered in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_way_of_typing_in_the_form() -> None:
    words = ["-p", "tests.records.extra_kind", "-p", "no:cacheprovider", "-q", "tests/ui/extra_kind_form.py"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]
