"""The card is the same on every computer: equal byte for byte under any locale and time zone; all of them with `ISM_TEST_ROUNDS=large`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.once_for_all import compiled_locales
from tests.rounds import LARGE

ROOT = Path(__file__).resolve().parents[2]

_SAY = """
import hashlib, json, locale, sys
from tests.printing.demo_card import card
from ism_desktop.printing import emergency_card
from ism_desktop.printing.paper import Paper
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
print(locale.setlocale(locale.LC_ALL), file=sys.stderr)
content = card()
for paper in Paper:
    print(hashlib.sha256(emergency_card.draw(content, paper)).hexdigest())
print(json.dumps(content.as_dict(), sort_keys=True))
"""

_ALL = [
    (name, zone)
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "C")
    for zone in ("Pacific/Auckland", "America/St_Johns")
]
_CHOSEN = [("de_DE.UTF-8", "Pacific/Auckland"), ("ar_EG.UTF-8", "America/St_Johns")]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_locales(tmp_path_factory)


def said(folder: Path, name: str, zone: str) -> str:
    """The digests of the demo card on both papers, and what it states, drawn by a process of this locale and time zone."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    # Without it a PDF holds the moment at which it was made.
    surroundings |= {
        "LC_ALL": name,
        "LANG": name,
        "TZ": zone,
        "LOCPATH": str(folder),
        "SOURCE_DATE_EPOCH": "1764547200",
    }
    command = [sys.executable, "-c", _SAY]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    if name != "C" and (folder / name).exists():
        assert done.stderr.decode().split()[-1] == name
    return done.stdout.decode()


def test_the_demo_card_is_equal_byte_for_byte(compiled: Path) -> None:
    expected = said(compiled, "C.UTF-8", "UTC")
    assert "“" not in expected
    for name, zone in _ALL if LARGE else _CHOSEN:
        assert said(compiled, name, zone) == expected, (name, zone)
