"""Words laid unseen over the pages of a binder: every program reads them as they were meant, and what lay there before is gone."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.media_types import JPEG, PDF
from ism_desktop.worker import PageWords, Scan, Word, Workers
from tests.worker import files
from tests.worker.test_merge import merged, rendered

OLD = "Rubbish of another program "
_LEFT_TO_RIGHT = [
    ["Bone", "marrow", "“quoted”", "naïve", "Größe", "3–5", "µg/L", "fi", "a\\b(c)"],
    ["血清类胰蛋白酶", "升高", "トリプターゼ", "の", "値", "비만세포증"],
    ["ตรวจเลือด", "ทริปเทส", "ที่", "Αίμα", "Мастоцитоз", "हिन्दी", "रक्त"],
    ["𠮷野", "😀x", "e\u0301te"],
]
_RIGHT_TO_LEFT = [["تحليل", "الدم", "12.5", "ng/mL"], ["בדיקת", "דם", "2024"]]
SIZE = (595.0, 842.0)
_MARKS = str.maketrans("", "", "\u202a\u202b\u202c\u200e\u200f")

Row = tuple[str, float, float, float, float]


def page_of(lines: list[list[str]], rtl: list[list[str]]) -> list[Row]:
    """Words in lines on a page, those of Arabic and Hebrew from the right."""
    rows: list[Row] = []
    for number, line in enumerate([*lines, *rtl]):
        y, x = 60.0 + 24 * number, 60.0
        for word in line:
            wide = 7.0 * len(word)
            left = x if number < len(lines) else SIZE[0] - x - wide
            rows.append((word, left, y, left + wide, y + 12))
            x += wide + 6
    return rows


def as_it_lies(rows: list[Row], turns: int) -> tuple[list[Row], tuple[float, float]]:
    """The words on a page that has to be turned so many quarters clockwise to be upright, and its size."""
    found, (wide, high) = rows, SIZE
    for _ in range((4 - turns) % 4):
        found = [(word, high - y1, x0, high - y0, x1) for word, x0, y0, x1, y1 in found]
        wide, high = high, wide
    return found, (wide, high)


def over(untrusted: bytes, words: PageWords, media_type: str = PDF) -> Scan:
    """A document of one page with these words."""
    return Scan(lambda: untrusted, media_type, "scan", 1, words=lambda: {0: words})


def said_by_poppler(pdf: bytes, path: Path) -> str:
    """What poppler reads."""
    path.write_bytes(pdf)
    command = ["pdftotext", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().translate(_MARKS)


def said_by_pdfium(pdf: bytes) -> str:
    """What PDFium reads on the first page."""
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().translate(_MARKS)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_words_of_any_script_are_read_as_they_were_meant_however_the_page_lies(
    workers: Workers, turns: int, tmp_path: Path
) -> None:
    rows, size = as_it_lies(page_of(_LEFT_TO_RIGHT, _RIGHT_TO_LEFT), turns)
    blank = files.scan_pdf(Image.new("1", (round(size[0]), round(size[1])), 1), dpi=72)
    reader, _, pdf = merged(workers, over(blank, PageWords(rows, size, turns)), pages=1)
    there = {row[0] for row in rows}
    assert there <= set(said_by_pdfium(pdf).split())
    first = [word for line in _LEFT_TO_RIGHT for word in line]
    told = [word for word in reader.pages[0].extract_text().split() if word in first]
    assert told == first
    if shutil.which("pdftotext"):
        assert there <= set(said_by_poppler(pdf, tmp_path / "words.pdf").split())


@pytest.mark.parametrize("turn", [0, 90])
def test_words_lie_where_the_page_shows_them_on_a_turned_cropped_page_too(workers: Workers, turn: int) -> None:
    drawn = files.scanned("Tryptase elevated", dpi=100)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.scan_pdf(drawn, dpi=100))))
    page = writer.pages[0]
    page[NameObject("/UserUnit")] = FloatObject(1.5)
    page.cropbox.left, page.cropbox.bottom = 10, 5
    content = files.rotated(files.written(writer), turn)
    size = workers.inspect(content, "scan").page_sizes[0]
    rows: list[Row] = [("Tryptase", 40, 40, 140, 64), ("elevated", 150, 40, 240, 64)]
    pdf = merged(workers, over(content, PageWords(rows, size)), pages=1, paper=(600, 800))[2]
    bare = merged(workers, Scan(lambda: content, PDF, "scan", 1), pages=1, paper=(600, 800))[2]
    assert ImageChops.difference(rendered(pdf), rendered(bare)).getbbox() is None
    found = [word for word in workers.read_text(pdf, PDF)[0].words if word.text in {"Tryptase", "elevated"}]
    scale = min((600 - 0) / size[0], (800 - 34) / size[1], 1)
    for word, row in zip(found, rows, strict=True):
        assert word.x1 - word.x0 == pytest.approx((row[3] - row[1]) * scale, abs=1)
        assert word.y1 - word.y0 == pytest.approx((row[4] - row[2]) * scale, abs=1)


def test_a_picture_gets_its_words_as_it_was_held(workers: Workers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = files.encoded(Image.new("RGB", (200, 100), "white"), "JPEG", exif=exif, dpi=(72, 72))
    words = PageWords([("Held", 10, 10, 60, 25)], (100, 200))
    pdf = merged(workers, over(photo, words, JPEG), pages=1)[2]
    assert "Held" in said_by_pdfium(pdf).split()


def with_text(how: str) -> bytes:
    """A scan with the text of another program, which cannot be seen."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 150))
    picture = ImageReader(files.scanned("Seen by all", dpi=100))
    if how == "under":
        canvas.drawString(30, 60, OLD * 3)
    canvas.drawImage(picture, 0, 0, 400, 150)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(2, 2, "Fax 0123")
    if how == "form":
        canvas.beginForm("layer")
    if how in {"over", "form"}:
        text = canvas.beginText(30, 60)
        text.setTextRenderMode(3)
        text.textLine(OLD * 3)
        canvas.drawText(text)
    if how == "form":
        canvas.endForm()
        canvas.doForm("layer")
    if how == "between":  # what is not seen pushes what is seen to its place
        text = canvas.beginText(30, 60)
        text.setTextRenderMode(3)
        text.textOut(OLD)
        text.setTextRenderMode(0)
        text.textOut("pushed")
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("how", ["over", "under", "form", "between"])
def test_the_text_of_another_program_does_not_come_back_and_what_is_seen_stays(workers: Workers, how: str) -> None:
    content = with_text(how)
    words = PageWords([("Seen", 36, 36, 80, 60), ("by", 85, 36, 110, 60), ("all", 115, 36, 150, 60)], (400, 150))
    pdf = merged(workers, over(content, words), pages=1)[2]
    bare = merged(workers, Scan(lambda: content, PDF, "scan", 1), pages=1)[2]
    assert ImageChops.difference(rendered(pdf, scale=2), rendered(bare, scale=2)).getbbox() is None
    assert "Rubbish" in said_by_pdfium(bare)
    for said in (said_by_pdfium(pdf), PdfReader(io.BytesIO(pdf)).pages[0].extract_text()):
        assert "Seen by all" in " ".join(said.split())
        assert "Fax 0123" in said
        assert ("Rubbish" in said) == (how == "between")


def test_a_page_costs_a_few_kilobytes(workers: Workers) -> None:
    line = [
        "Serum",
        "tryptase",
        "was",
        "elevated",
        "at",
        "34.5",
        "ng/mL",
        "and",
        "a",
        "bone",
        "marrow",
        "biopsy",
        "was",
        "advised",
    ]
    rows = page_of([line] * 30, [])
    blank = files.scan_pdf(Image.new("1", (595, 842), 1), dpi=72)
    with_words = merged(workers, over(blank, PageWords(rows, SIZE)), pages=1)[2]
    without = merged(workers, Scan(lambda: blank, PDF, "scan", 1), pages=1)[2]
    assert len(with_words) - len(without) < 9_000


def test_words_that_cannot_be_drawn_are_passed_over(workers: Workers) -> None:
    odd: list[Any] = [
        ("", 1, 1, 9, 9),
        ("flat", 1, 5, 9, 5),
        ("\ud800", 1, 1, 9, 9),
        ("far", -5e5, 0, 9e5, 9),
        ("ok", 1, 1, 9, 9),
    ]
    blank = files.scan_pdf(Image.new("1", (100, 100), 1), dpi=72)
    pdf = merged(workers, over(blank, PageWords(odd, (100, 100))), pages=1)[2]
    assert "ok" in said_by_pdfium(pdf)
    assert isinstance(workers.read_text(pdf, PDF)[0].words[0], Word)
