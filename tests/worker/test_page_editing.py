"""Pages taken over into a version: copied as they are, drawn anew, and what was blacked out is nowhere in the file."""

import io
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import StreamObject

from ism_desktop.errors import DamagedFile, DocumentRefused
from ism_desktop.media_types import JPEG, PDF, PNG
from ism_desktop.worker import EditedPage, Workers
from tests.worker import files, made_pdfs

SECRET = "Zirkonblau"


def made(workers: Workers, content: bytes, *pages: EditedPage, media_type: str = PDF) -> bytes:
    """One file of these pages of another."""
    return workers.edit_pages([(content, media_type)], pages)


def texts(pdf: bytes) -> list[str]:
    """What pypdf reads on each page."""
    return [page.extract_text().strip() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_pages_come_in_any_order_turned_cropped_and_from_several_files(workers: Workers) -> None:
    one, other = files.text_pdf("First", "Second", "Third"), files.text_pdf("Fourth", size=(300, 400))
    pages = [EditedPage(0, 2, turn=90), EditedPage(1, 0), EditedPage(0, 0, crop=(0, 0, 0.5, 0.25))]
    found = workers.edit_pages([(one, PDF), (other, PDF)], pages)
    assert texts(found) == ["Third", "Fourth", "First"]
    sizes = workers.inspect(found, "").page_sizes
    assert [(round(wide), round(high)) for wide, high in sizes] == [(842, 595), (300, 400), (298, 210)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_crop_is_told_on_the_page_as_it_is_shown(workers: Workers, turn: int) -> None:
    drawn = Image.new("L", (400, 200), 255)
    drawn.paste(0, (300, 0, 400, 50))  # the top right corner is black
    shown = files.rotated(files.scan_pdf(drawn, dpi=72), turn)
    upright = Image.open(io.BytesIO(workers.render(shown, PDF, 0, 72).png)).convert("L")
    box = cast("Any", upright.point(lambda grey: 255 - grey)).getbbox()
    crop = tuple(edge / side for edge, side in zip(box, upright.size * 2, strict=True))
    found = made(workers, shown, EditedPage(0, 0, crop=cast("Any", crop)))
    cut = Image.open(io.BytesIO(workers.render(found, PDF, 0, 72).png)).convert("L")
    assert sorted(cut.size) == [50, 100]
    assert cast("Any", cut.getextrema())[1] <= 10


def test_pictures_go_in_as_they_are_stored_and_as_the_camera_was_held(workers: Workers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    noise = Image.frombytes("RGB", (64, 32), random.Random(1).randbytes(64 * 32 * 3))
    photo = files.encoded(noise, "JPEG", exif=exif, dpi=(72, 72))
    found = made(workers, photo, EditedPage(0, 0), EditedPage(0, 0, turn=90), media_type=JPEG)
    rows = photo[photo.index(b"\xff\xda") : -2]
    assert rows in found
    assert found.count(b"/DCTDecode") == 2
    assert [(round(w), round(h)) for w, h in workers.inspect(found, "").page_sizes] == [(32, 64), (64, 32)]


def _holds(pdf: bytes, words: str) -> bool:
    """Whether words, or the pixels of a picture of them, stand anywhere in the file: in any stream, unpacked, or outside of them."""
    reader = PdfReader(io.BytesIO(pdf))
    wanted = words.encode()
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        if isinstance(found, StreamObject) and wanted in found.get_data():
            return True
        if words in str(found):
            return True
    return wanted in pdf


def _told_secret() -> bytes:
    """Two pages with one table of pictures; the first page says the secret in every way there is."""
    hidden = files.stream(
        SECRET.encode() * 10, b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    form = files.stream(f"BT /F 9 Tf 9 9 Td ({SECRET}) Tj ET".encode(), b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]")
    return files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/Metadata 10 0 R/Names<</EmbeddedFiles<</Names[(a)<</F(a)/EF<</F 10 0 R>>>>]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/Resources 9 0 R/MediaBox[0 0 400 400]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Annots[11 0 R]/Thumb 7 0 R/Metadata 10 0 R>>",
        b"<</Type/Page/Parent 2 0 R/Contents 6 0 R>>",
        files.stream(
            f"BT /F 20 Tf 50 300 Td ({SECRET}) Tj ET BT 3 Tr /F 9 Tf 50 50 Td ({SECRET}) Tj ET".encode()
            + b" q 50 0 0 50 50 290 cm /Im Do Q /Fm Do"
        ),
        files.stream(b"BT /F 20 Tf 50 300 Td (Harmless) Tj ET /Fm2 Do"),
        hidden,
        form,
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</Im 7 0 R/Fm 8 0 R/Fm2 12 0 R>>>>",
        files.stream(SECRET.encode()),
        f"<</Type/Annot/Subtype/Text/Rect[9 9 30 30]/Contents({SECRET})>>".encode(),
        files.stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 9 0 R"),
    )


def test_what_was_blacked_out_is_nowhere_in_the_file(workers: Workers, tmp_path: Path) -> None:
    before = _told_secret()
    assert _holds(before, SECRET)
    found = made(workers, before, EditedPage(0, 0, black=((0, 0, 1, 1),)), EditedPage(0, 1))
    assert not _holds(found, SECRET)
    assert texts(found) == ["", "Harmless"]
    read = workers.read_text(found, PDF)
    assert [page.text.strip() for page in read] == ["", "Harmless"]
    assert workers.attachments(found) == ()
    drawn = Image.open(io.BytesIO(workers.render(found, PDF, 0, 72).png)).convert("L")
    assert cast("Any", drawn).getextrema() == (0, 0)
    if shutil.which("pdftotext") is not None:
        path = tmp_path / "black.pdf"
        path.write_bytes(found)
        said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
        assert said.split() == ["Harmless"]
        subprocess.run(["pdfimages", "-all", str(path), str(tmp_path / "picture")], check=True)
        assert all(SECRET.encode() not in picture.read_bytes() for picture in tmp_path.glob("picture*"))


def test_only_the_area_is_black_and_the_rest_of_the_page_is_seen(workers: Workers) -> None:
    found = made(
        workers, files.text_pdf("Keep this", size=(400, 400)), EditedPage(0, 0, black=((0.5, 0.5, 1, 1),), turn=90)
    )
    drawn = Image.open(io.BytesIO(workers.render(found, PDF, 0, 72).png)).convert("L")
    assert drawn.getpixel((100, 300)) == 0  # what was right below is left below once the page is turned
    assert drawn.getpixel((300, 300)) == 255
    assert (
        workers.read_text(made(workers, files.text_pdf("Keep this"), EditedPage(0, 0, black=((0.5, 0.5, 1, 1),))), PDF)[
            0
        ].text
        == "Keep this"
    )


def test_a_sheet_is_put_straight_by_its_corners(workers: Workers) -> None:
    sheet = Image.new("L", (200, 100), 240)
    sheet.paste(30, (10, 10, 60, 90))
    corners = [(50, 60), (330, 20), (350, 260), (30, 220)]
    ground = Image.new("L", (400, 300), 90)
    from ism_desktop.worker.redrawing import _perspective  # pyright: ignore[reportPrivateUsage]

    back = _perspective(corners, [(0, 0), (200, 0), (200, 100), (0, 100)])
    ground = sheet.transform((400, 300), Image.Transform.PERSPECTIVE, back, fillcolor=90)
    told = tuple(value for x, y in corners for value in (x / 400, y / 300))
    found = made(workers, files.encoded(ground, "PNG"), EditedPage(0, 0, corners=told), media_type=PNG)
    straight = Image.open(io.BytesIO(workers.render(found, PDF, 0, 150).png)).convert("L").resize((200, 100))
    assert cast("int", straight.getpixel((35, 50))) < 80
    assert cast("int", straight.getpixel((150, 50))) > 200
    assert cast("int", straight.getpixel((196, 4))) > 180


def test_forms_notes_and_odd_pages_are_what_the_window_showed(workers: Workers) -> None:
    form = made_pdfs.form(b"(Typed in)")
    found = made(workers, form, EditedPage(0, 0, turn=180), EditedPage(0, 0))
    assert [page.text.strip() for page in workers.read_text(found, PDF)][1] == workers.read_text(form, PDF)[
        0
    ].text.strip()
    unit = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[300 400 0 0]/CropBox[-50 10 100 9999]/UserUnit 2/Contents 4 0 R/Resources<<>>>>",
        files.stream(b"0 0 50 50 re f"),
    )
    assert workers.inspect(made(workers, unit, EditedPage(0, 0)), "").page_sizes == workers.inspect(unit, "").page_sizes


def test_a_page_that_can_be_neither_copied_nor_drawn_is_named(workers: Workers) -> None:
    broken = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
    )
    with pytest.raises(DamagedFile, match="Page 2"):
        made(workers, broken, EditedPage(0, 0), EditedPage(0, 1))
    assert len(texts(made(workers, broken, EditedPage(0, 0)))) == 1


def test_many_pages_are_taken_over(workers: Workers) -> None:
    many = files.text_pdf(*(str(number) for number in range(400)))
    found = made(workers, many, *(EditedPage(0, page) for page in reversed(range(400))))
    assert texts(found)[:3] == ["399", "398", "397"]


def test_a_signature_is_noticed_and_the_version_carries_none(workers: Workers) -> None:
    signed = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Annots[4 0 R]/Resources<<>>>>",
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/P 3 0 R/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>>>",
    )
    assert workers.is_signed(signed, PDF)
    found = made(workers, signed, EditedPage(0, 0, turn=90))
    assert not workers.is_signed(found, PDF)
    assert b"/Sig" not in found


def test_what_needs_no_password_to_be_read_is_edited_and_what_is_damaged_as_far_as_it_is_shown(
    workers: Workers,
) -> None:
    assert texts(made(workers, files.locked(files.text_pdf("Locked"), ""), EditedPage(0, 0))) == ["Locked"]
    whole = files.text_pdf("Whole", "Cut")
    for length in (len(whole) - 5, len(whole) - 60, len(whole) - 200, len(whole) // 2, 200):
        try:
            workers.inspect(whole[:length], "")
        except DocumentRefused:
            continue
        assert workers.read_text(made(workers, whole[:length], EditedPage(0, 0)), PDF)[0].text.strip() == "Whole"
