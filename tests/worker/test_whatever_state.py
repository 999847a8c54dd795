"""Pages read whatever their state: what is mended, what is left alone, and where words lie (measured: `benchmarks/ocr_recall.py`)."""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ism_desktop.media_types import JPEG, PNG
from ism_desktop.worker import Workers
from ism_desktop.worker.ocr import Reader
from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.preparing.arrays import pixels_of
from ism_desktop.worker.preparing.projection import Projection, leaned, quarter, scaled
from ism_desktop.worker.preparing.sheet import found_sheet
from ism_desktop.worker.preparing.specks import without_specks
from ism_desktop.worker.preparing.ways import read_whatever
from ism_desktop.worker.writing import FoundText, WordRow
from tests.made_pages import spoiling
from tests.made_pages.drawing import A4, Page, Sheet, receipt, screen
from tests.made_pages.scoring import recall

_LINES = (
    "The blood sample was drawn within three hours after the reaction began.",
    "Medication was unchanged compared with the previous letter of 14.03.2024.",
    "Sleep had improved since the spring, headaches were about as frequent.",
    "A copy of this letter was handed to the patient and sent to the clinic.",
)


@cache
def short_page() -> Page:
    """A heading and a few lines: quickly read."""
    sheet = Sheet(A4)
    sheet.write(60, 90, "Outpatient letter", 16, bold=True)
    for number, line in enumerate(_LINES * 2):
        sheet.write(60, 130 + 16 * number, line, 10.5)
    return Page("short", "eng", "\n".join(sheet.said), sheet.pdf())


def drawn(page: Page, dpi: float = 300) -> Any:
    return np.asarray(page.picture(dpi))


def chance(name: str) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(name.encode()))


def read(workers: Workers, content: bytes) -> tuple[str, int]:
    (page,) = workers.read_text(content, PNG if content.startswith(b"\x89PNG") else JPEG)
    return page.text, page.turns


@pytest.mark.parametrize(
    ("spoil", "turns"),
    [
        (spoiling.fax, {0}),
        (spoiling.faint, {0}),
        (spoiling.crooked, {0}),
        (spoiling.crumpled, {0}),
        (spoiling.phone_sideways, {1, 3}),
        (spoiling.upside_down, {2}),
    ],
)
def test_a_page_is_read_in_this_state(workers: Workers, spoil: Callable[..., bytes], turns: set[int]) -> None:
    text, turned = read(workers, spoil(drawn(short_page()), chance(spoil.__name__)))
    assert recall(short_page().truth, text) > 0.95
    assert turned in turns


def test_a_receipt_and_a_screen_in_the_dark_are_read(workers: Workers) -> None:
    slip, shown = receipt("eng", "7"), screen("eng", "7", dark=True)
    text, _ = read(workers, spoiling.thermal(drawn(slip), chance("slip")))
    assert recall(slip.truth, text) > 0.9
    text, _ = read(workers, spoiling.png(drawn(shown, 216)))
    assert recall(shown.truth, text) > 0.9


def test_both_pages_of_an_open_book_are_read(workers: Workers) -> None:
    text, _ = read(workers, spoiling.spread(drawn(short_page(), 220), drawn(short_page(), 220), chance("book")))
    assert recall(f"{short_page().truth}\n{short_page().truth}", text) > 0.93


def test_a_clean_page_is_read_as_by_tesseract_alone() -> None:
    reader, page = Reader(), pixels_of(short_page().picture())
    read = read_whatever(reader, page, *A4)
    assert not read.prepared
    assert read.found == reader.read(page, *A4)


class _Told:
    """A reader that knows what it reads by the size of the picture: surely what is as it was, hardly what was prepared."""

    def __init__(self, own: tuple[int, int]) -> None:
        self.own = own

    def read(self, page: Pixels, width: float, height: float, *, as_table: bool = False) -> FoundText:
        is_own = (page.width, page.height) == self.own and not as_table
        word = WordRow("unquestionable" if is_own else "questionable", 1, 1, 2, 2, 80 if is_own else 60)
        return FoundText(word.text, [word])


def test_what_reads_worse_when_prepared_is_kept_as_it_was_read() -> None:
    page = Image.fromarray(np.array(short_page().picture(120)))  # small letters, which would be made larger
    read = read_whatever(_Told(page.size), pixels_of(page), *A4)
    assert read.found.text == "unquestionable"
    assert not read.prepared


def test_words_of_a_turned_and_crooked_page_lie_where_they_are_seen() -> None:
    reader = Reader()
    straight = short_page().picture(150)
    level = read_whatever(reader, pixels_of(straight), *A4).found.words
    crooked = straight.rotate(-2.0, Image.Resampling.BICUBIC, fillcolor=255)
    on_side = crooked.transpose(Image.Transpose.ROTATE_90)  # anticlockwise: what was at the right is at the top
    read = read_whatever(reader, pixels_of(on_side), A4[1], A4[0])
    assert read.turns == 1
    angle, near = np.radians(2.0), 0
    for true in level:
        x, y = (true.x0 + true.x1) / 2 - A4[0] / 2, (true.y0 + true.y1) / 2 - A4[1] / 2
        right, down = (
            x * np.cos(angle) - y * np.sin(angle) + A4[0] / 2,
            x * np.sin(angle) + y * np.cos(angle) + A4[1] / 2,
        )
        near += any(
            abs((word.x0 + word.x1) / 2 - down) < 2.5 and abs((word.y0 + word.y1) / 2 - (A4[0] - right)) < 2.5
            for word in read.found.words
            if word.text == true.text
        )
    assert near > 0.95 * len(level)


@pytest.mark.parametrize("size", [(1, 300), (300, 1), (5, 5), (40, 2000), (2000, 40), (200, 200)])
def test_odd_sizes_and_noise_are_read_without_a_fault(size: tuple[int, int]) -> None:
    reader = Reader()
    for picture in (Image.new("L", size, 0), Image.effect_noise(size, 90)):
        assert read_whatever(reader, pixels_of(picture), *size).turns == 0


def test_every_step_of_a_projection_is_exact() -> None:
    corners = np.array(((100.0, 50.0), (700.0, 90.0), (760.0, 900.0), (60.0, 860.0)))
    origin = Projection.of_sheet(corners, 600, 800)
    for (x, y), corner in zip(((0, 0), (600, 0), (600, 800), (0, 800)), corners.tolist(), strict=True):
        assert origin.point(x, y) == pytest.approx(corner)
    turned = origin.after(quarter(1, 600, 800)).after(scaled(2.0))  # 1600 × 1200 now; its top left was the bottom left
    assert turned.point(0, 0) == pytest.approx((60, 860))
    assert turned.point(1600, 1200) == pytest.approx((700, 90))
    assert Projection().after(leaned(90, 100, 100)).point(100, 50) == pytest.approx((50, 100))
    page = Image.new("L", (200, 100), 255)
    page.paste(0, (140, 20, 150, 30))
    seen = np.asarray(Projection().after(quarter(3, 200, 100)).after(scaled(2.0)).drawn(page, 200, 400))
    y, x = (float(np.mean(places)) for places in np.nonzero(seen < 128))
    assert Projection().after(quarter(3, 200, 100)).after(scaled(2.0)).point(x + 0.5, y + 0.5) == pytest.approx(
        (145, 25), abs=0.6
    )


def test_only_a_sheet_on_a_table_is_cut_out() -> None:
    page = drawn(short_page(), 100)
    assert found_sheet(Image.fromarray(page)) is None
    framed = page.copy()
    framed[40:60, 40:-40] = framed[-60:-40, 40:-40] = 60
    framed[40:-40, 40:60] = framed[40:-40, -60:-40] = 60
    framed[15:30, 100:500] = page[210:225, 100:500]  # writing outside the frame
    assert found_sheet(Image.fromarray(framed)) is None
    corners = np.array([[252, 198], [1590, 270], [1680, 2220], [150, 2136]], float)
    photo = spoiling.photographed(drawn(short_page()), chance("table"), corners=corners)
    found = found_sheet(Image.fromarray(photo))
    assert found is not None
    assert np.abs(found - corners).max() < 20


def test_only_a_page_with_many_specks_loses_them() -> None:
    clean = short_page().picture(200)
    assert without_specks(clean, 20.0, is_faint=False) is clean
    dirty = np.asarray(clean).copy()
    places = chance("specks").integers(0, dirty.size, 4_000)
    dirty.reshape(-1)[places] = 0
    speckled = Image.fromarray(dirty)
    mended = np.asarray(without_specks(speckled, 20.0, is_faint=True))
    alone = (dirty == 0) & (np.asarray(clean) == 255)
    assert (mended[alone] < 128).mean() < 0.1
    assert without_specks(speckled, 10.0, is_faint=False) is speckled, "small letters would lose their strokes"
