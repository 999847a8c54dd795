"""Scanning with SANE's own test device, which every installation of SANE has; skipped where the program `scanimage` is missing."""

import threading
from pathlib import Path

import pytest

from ism_desktop.documents import import_document, scanner
from ism_desktop.documents.scanner import Scan, Scanner, ScanWish, abilities_of, joined, scanners
from ism_desktop.errors import ScannerFailed
from ism_desktop.progress import Cancelled
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

needs_scanimage = pytest.mark.skipif(not scanner.is_there(), reason="scanimage (package sane-utils) is not installed")


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scanner:
    """SANE's test device, and no other one of this computer."""
    (tmp_path / "sane").mkdir()
    (tmp_path / "sane" / "dll.conf").write_text("test\n", encoding="ascii")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path / "sane"))
    return next(one for one in scanners() if one.device.startswith("test"))


@needs_scanimage
def test_a_scanner_says_what_it_can_do(device: Scanner) -> None:
    can = abilities_of(device)
    assert device.name == "Noname frontend-tester"
    assert can.sources == ("Flatbed", "Automatic Document Feeder")
    assert can.modes == ("Gray", "Color")
    assert can.resolutions == (150, 200, 300, 400, 600)
    assert (can.width, can.height) == (200, 200)


@needs_scanimage
@pytest.mark.parametrize("mode", ["Gray", "Color"])
def test_scanned_pages_are_one_document_as_they_came(
    device: Scanner, mode: str, vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    before = set(tmp_path.rglob("*"))
    wish = ScanWish(device, "Automatic Document Feeder", mode, 150, 100, 80)
    pages = list(Scan(wish).pages(most=2))
    made = joined((page, wish.dpi) for page in pages)
    result = import_document(vault, workers, Path("Scan.pdf"), untrusted=made)
    assert (result.outcome, result.pages) == ("imported", 2)
    width, height = workers.inspect(made, "Scan.pdf").page_sizes[0]
    assert (width, height) == pytest.approx((100 / 25.4 * 72, 80 / 25.4 * 72), abs=1)
    assert {path for path in set(tmp_path.rglob("*")) - before if vault.path not in path.parents} == set()


@needs_scanimage
def test_a_flatbed_gives_one_page_and_a_scan_can_be_stopped(device: Scanner) -> None:
    assert len(list(Scan(ScanWish(device, "Flatbed", "Gray", 50)).pages())) == 1
    endless = Scan(ScanWish(device, "Automatic Document Feeder", "Gray", 50))
    threading.Timer(0.5, endless.stop).start()
    assert len(list(endless.pages(most=10_000))) < 10_000
    assert endless.is_stopped


@needs_scanimage
def test_whoever_locks_does_not_wait_for_the_page_that_is_being_scanned(device: Scanner) -> None:
    asked = 0

    def locked(*_: object) -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise Cancelled

    slow = ScanWish(device, "Flatbed", "Color", 600, 200, 200)
    with pytest.raises(Cancelled):
        list(Scan(slow).pages(progress=locked))
    assert asked == 4


@needs_scanimage
@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("JAMMED", "stuck"),
        ("NO_DOCS", "no paper"),
        ("COVER_OPEN", "cover"),
        ("DEVICE_BUSY", "busy"),
        ("IO_ERROR", "stopped"),
    ],
)
def test_what_goes_wrong_is_said_in_words(
    device: Scanner, status: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = ScanWish(device, "Flatbed", "Gray", 50)
    given = [*wish.words(), f"--read-return-value=SANE_STATUS_{status}"]
    monkeypatch.setattr(ScanWish, "words", lambda _: given)
    with pytest.raises(ScannerFailed, match=words):
        list(Scan(wish).pages())


def test_a_scanner_that_is_gone_or_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Scanner("nosuch:0", "Gone")
    with pytest.raises(ScannerFailed):
        list(Scan(ScanWish(gone)).pages())
    monkeypatch.setenv("PATH", "/nowhere")
    assert not scanner.is_there()
    with pytest.raises(ScannerFailed, match="scanimage"):
        scanners()
