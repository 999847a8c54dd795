"""First light: from the first start to a printed card, a scan found by a word in its picture, and the binder with it.

Afterwards every file that the program wrote is searched for words that stood in the record: none may lie anywhere but encrypted.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import Destination
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ism_desktop import app
from ism_desktop.ui.places.emergency_card.guide import CardGuide
from tests.conftest import PASSPHRASE
from tests.drivers.journey import PATIENCE, Journey
from tests.drivers.window import WindowDriver

ROOT = Path(__file__).parents[2]
NAME, CONTACT, PICTURE_WORD = "Quillon Zephyrine", "Oswin Zephyrine", "SPINDLEGROVE"
CANARIES = ("Quillon", "Zephyrine", "Oswin", "SPINDLEGROVE", "Wexcombe", "Kryptolin")


def scan(path: Path) -> None:
    """A page as a scanner sees it: a picture at 200 dpi, with a word that stands nowhere else."""
    page = Image.new("L", (1654, 2339), 250)
    font = ImageFont.truetype(str(ROOT / "resources" / "fonts" / "NotoSans-Regular.ttf"), 52)
    ImageDraw.Draw(page).text(
        (180, 300), f"Bone marrow report\n\n{PICTURE_WORD} cells were seen\nin several fields.", 20, font=font
    )
    page.save(path, dpi=(200, 200))


@pytest.mark.journey
def test_from_the_first_start_to_card_scan_binder_lock_and_back(
    journey: Journey, qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_path = journey.create_vault(home, PASSPHRASE)

    card = tmp_path / "card.pdf"
    make_the_card(journey, card)
    assert journey.steps < 40, "a first card must be a matter of minutes"
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(card).pages)
    for word in (NAME, CONTACT, "EpiPen 0.3 mg", "911", "2 ×"):
        assert word in text

    paper = tmp_path / "page from the desk.png"
    scan(paper)
    journey.drop([paper])
    journey.wait_until_idle()
    search = WindowDriver(qtbot, journey.window)
    qtbot.waitUntil(lambda: bool(search.search(PICTURE_WORD.lower()[:9])), timeout=PATIENCE)
    assert "Page from the desk" in search.results()[0]
    search.press_in_search(Qt.Key.Key_Return)
    journey.wait_until_idle()

    binder = tmp_path / "binder.pdf"
    journey.go("binder")
    journey.wait_until_idle()
    journey.click("make_binder")
    journey.answer_notice()
    journey.choose_file(binder)
    qtbot.waitUntil(binder.exists, timeout=PATIENCE)
    journey.wait_until_idle()
    reader = pypdf.PdfReader(binder)
    titles = [str(entry.title) for entry in flat(reader.outline)]
    assert "Page from the desk" in " ".join(titles)
    for page in reader.pages:
        assert NAME in page.extract_text()

    relaunched: list[Path] = []
    monkeypatch.setattr(app, "relaunch_locked", relaunched.append)
    journey.window.activateWindow()  # without a window manager nobody does it when the save dialog closes
    qtbot.waitUntil(journey.window.isActiveWindow, timeout=PATIENCE)
    search.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(relaunched), timeout=PATIENCE)
    assert journey.program.record is None
    journey.program.start(relaunched[0])
    assert NAME not in journey.start.windowTitle()
    journey.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: bool(search_again(journey, qtbot)), timeout=PATIENCE)
    journey.program.close()

    assert vault_path == relaunched[0]
    assert_no_plain_word(home)


def search_again(journey: Journey, qtbot: QtBot) -> list[str]:
    return WindowDriver(qtbot, journey.window).search(PICTURE_WORD.lower())


def flat(outline: Iterable[object]) -> Iterator[Destination]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            assert isinstance(entry, Destination)
            yield entry


def make_the_card(journey: Journey, target: Path) -> None:
    """What a new user does first: the card page's own five steps."""
    journey.go("emergency_card")
    [guide] = journey.window.findChildren(CardGuide)
    assert guide.isVisible()
    journey.type("name", NAME, guide.person)
    journey.type("birth_date", "14 March 1978", guide.person)
    journey.click("guide.next")
    journey.type("name", CONTACT, guide.contact)
    journey.type("phone", "+1 555 010 0142", guide.contact)
    journey.click("guide.next")
    journey.type("product", "EpiPen", guide.pair)
    journey.type("strength", "0.3 mg", guide.pair)
    for device, lot in zip(guide.pair.each, ("Kryptolin-1", "Kryptolin-2"), strict=True):
        journey.type("expiry", "05/2028", device)
        journey.type("lot", lot, device)
        journey.type("kept_where", "Wexcombe bag", device)
    journey.click("guide.next")
    journey.type("emergency_number", "911", guide.number)
    journey.click("guide.next")
    journey.click("guide.save")
    journey.answer_notice()
    journey.choose_file(target)
    journey.qtbot.waitUntil(target.exists, timeout=PATIENCE)
    journey.wait_until_idle()


def test_the_search_for_plain_words_would_find_one(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.bin").write_bytes(b"nothing")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "left behind").write_bytes(b"\x00" + "Zephyrine".encode("utf-16-le"))
    with pytest.raises(AssertionError, match="Zephyrine"):
        assert_no_plain_word(tmp_path)


def assert_no_plain_word(folder: Path) -> None:
    """No file below holds a word of the record, in any spelling a program is likely to write: UTF-8, UTF-16, upper or lower case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    spellings = {
        word: [w.encode(code) for w in (word, word.lower(), word.upper()) for code in ("utf-8", "utf-16-le")]
        for word in CANARIES
    }
    for path in files:
        content = path.read_bytes()
        for word, forms in spellings.items():
            assert not any(form in content for form in forms), f"{word!r} stands plainly in {path.relative_to(folder)}"
            assert word.lower() not in path.name.lower()
