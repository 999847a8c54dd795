"""Files made to break their reader, dropped onto the window of the real program: it stays, says of each what became of it, and works on."""

import sys
import time
from pathlib import Path

import pytest

from tests.privacy.program import Home, start
from tests.rounds import LARGE
from tests.worker.bombs import BOMBS, SLOW
from tests.worker.files import deflate_bomb, text_pdf

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="the program is driven through inherited descriptors"),
]

_LONGEST = 30.0  # seconds for one file (docs/security-design.md, Hostile files and false alarms)


def test_no_file_brings_the_window_down(tmp_path: Path) -> None:
    assert len(BOMBS) >= 40
    desk = tmp_path / "desk"
    desk.mkdir()
    chosen = [name for name in BOMBS if LARGE or name not in SLOW]
    for name in chosen:
        (desk / name).write_bytes(BOMBS[name]())
    (desk / "a whole process.pdf").write_bytes(deflate_bomb())
    (desk / "an ordinary letter.pdf").write_bytes(text_pdf("still here"))
    home = Home.made(tmp_path / "home")
    program = start(home)
    try:
        program.order("cheap_keys")
        program.order("create", folder=str(home.root), passphrase="correct horse battery staple")
        started = time.monotonic()
        program.order("take_in", paths=[str(path) for path in sorted(desk.iterdir())])
        taken = time.monotonic() - started
        told = program.order("results")
        assert any("an ordinary letter" in hit.lower() for hit in program.order("search", typed="still"))
        # The pages that show documents; every page is walked through elsewhere.
        program.order("visit", only=["home", "documents", "binder"])
        assert program.quit() == 0
    finally:
        program.close()
    assert taken < _LONGEST * 2, "no file may take longer than half a minute, and hardly any more than a moment"
    assert set(told) >= {*chosen, "a whole process.pdf", "an ordinary letter.pdf"}
    assert told["an ordinary letter.pdf"] == "Added, 1 page."
    for name, words in told.items():
        assert words.endswith((".", "?")), f"{name}: {words!r} is no sentence"
        assert "Error" not in words, f"{name}: {words!r}"
    assert sum(not words.startswith("Added") for words in told.values()) >= 15
    assert home.refusals.read_text() == "", "a file made the program reach for a network or another program"
    output = (tmp_path / "output").read_text()
    assert "Traceback" not in output, output
