"""Broken files of every format in one batch with good ones: each is named, none ends or holds up the batch, all good ones come in.

Cut, with a bit flipped, empty, under a wrong ending, and bombs. `ISM_TEST_ROUNDS=large` cuts each at 50 places and flips at 200.
"""

import random
import time
from collections import Counter
from pathlib import Path

from PIL import Image

from ism_desktop.documents import ImportResult, import_documents
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from ism_desktop.worker.limits import PAGE_SECONDS
from tests.documents.test_emails import attach, letter
from tests.rounds import LARGE
from tests.worker import files, made_heics
from tests.worker.bombs import BOMBS, SLOW

_CUTS, _FLIPS = (50, 200) if LARGE else (1, 2)
_SLOWEST = 3 * PAGE_SECONDS
"""What inspecting, reading and drawing one page may take together, each by its own limit."""


def whole_files() -> dict[str, bytes]:
    """A small whole file of every format."""
    picture = files.scanned("Tryptase 24", dpi=72).convert("RGB")
    mail = letter()
    attach(mail, "lab.pdf", files.text_pdf("Tryptase"))
    kinds = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "webp": "WEBP", "gif": "GIF", "avif": "AVIF", "bmp": "BMP"}
    made = {f"a.{ending}": files.encoded(picture, kind) for ending, kind in kinds.items()}
    made |= {"a.jp2": files.encoded(picture, "JPEG2000"), "a.heic": made_heics.SMALL}
    made |= {"a.pdf": files.text_pdf("Tryptase 24"), "b.pdf": files.scan_pdf(picture.convert("L"), dpi=72)}
    return made | {"a.eml": mail.as_bytes(), "a.txt": "Größe 24".encode("cp1252")}


def broken(name: str, whole: bytes, chance: random.Random) -> dict[str, bytes]:
    """The file cut at places and with bits flipped at others."""
    made: dict[str, bytes] = {}
    for number in range(_CUTS):
        made[f"cut{number}-{name}"] = whole[: chance.randrange(1, len(whole))]
    for number in range(_FLIPS):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        made[f"flip{number}-{name}"] = bytes(flipped)
    return made


def bombs() -> dict[str, bytes]:
    """Files made to break a reader; by default a few of them."""
    chosen = list(BOMBS.items()) if LARGE else [one for one in BOMBS.items() if one[0] not in SLOW][::8]
    made = {f"bomb-{name}": make() for name, make in chosen}
    pages = [Image.new("1", (8, 8))] * (10_000 if LARGE else 20)
    made["bomb-pages.tif"] = files.encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    return made


def test_no_broken_file_holds_up_the_good_ones(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    chance = random.Random(13)
    desk = tmp_path / "desk"
    desk.mkdir()
    bad: dict[str, bytes] = {
        "empty.pdf": b"",
        "letter.jpg": files.text_pdf("words"),
        "archive.pdf": b"PK\3\4" + bytes(40),
    }
    for name, whole in whole_files().items():
        bad |= broken(name, whole, chance)
    bad |= bombs()
    for name, content in bad.items():
        (desk / name.replace("/", "-")).write_bytes(content)
    good = {f"good{number}.pdf": files.text_pdf(f"good words {number}") for number in range(5)}
    for name, content in good.items():
        (desk / name).write_bytes(content)
    results: list[ImportResult] = []
    times: dict[str, float] = {}
    last = time.monotonic()

    def note(result: ImportResult) -> None:
        nonlocal last
        times[result.path.name] = time.monotonic() - last
        last = time.monotonic()
        results.append(result)

    import_documents(vault, workers, [desk], on_result=note)
    at_top = [result for result in results if not result.inside]
    assert len(at_top) == len(bad) + len(good)
    assert all(result.reason for result in results if result.outcome == "refused")
    assert {result.path.name for result in results if result.outcome == "imported"} >= set(good)
    assert not [result for result in results if "Something in the program went wrong" in result.reason]
    if LARGE:
        slowest = max(times, key=lambda name: times[name])
        print(len(results), Counter(result.outcome for result in results), slowest, f"{times[slowest]:.1f} s")
        assert times[slowest] < _SLOWEST
