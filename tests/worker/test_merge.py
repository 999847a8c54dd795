"""`Workers.merge`: own pages and documents in one PDF, each page with its footer, whatever is wrong with a document."""

import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.errors import VaultDamaged
from ism_desktop.media_types import JPEG, PDF, PNG, TIFF
from ism_desktop.progress import Cancelled, Progress, no_progress
from ism_desktop.worker import MergeReport, OutlineEntry, OwnPages, Scan, Workers
from ism_desktop.worker.merging import FOOTER_STRIP
from tests.worker import files


def stamp(pages: int, size: tuple[float, float] = A4) -> bytes:
    """Footers as the printing room draws them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for page in range(pages):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 14, f"Alex Example, page {page + 1} of {pages}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def placeholder(name: str, reason: str) -> bytes:
    """The page that stands for one that was lost."""
    return files.text_pdf(f"Left out: {name}")


def scan(untrusted: bytes, media_type: str = PDF, name: str = "scan", pages: int = 1) -> Scan:
    """A document of the vault."""
    return Scan(lambda: untrusted, media_type, name, pages)


def merged(
    workers: Workers,
    *parts: OwnPages | Scan,
    pages: int,
    paper: tuple[float, float] = A4,
    outline: Sequence[OutlineEntry] = (),
    progress: Progress = no_progress,
) -> tuple[PdfReader, MergeReport, bytes]:
    """The binder as pypdf reads it, the report, and the binder's bytes."""
    out = io.BytesIO()
    report = workers.merge(
        parts,
        paper=paper,
        stamp=stamp(pages, paper),
        placeholder=placeholder,
        outline=outline,
        information={"Title": "Binder – Ä", "Author": "Alex"},
        out=out,
        progress=progress,
    )
    reader = PdfReader(io.BytesIO(out.getvalue()), strict=True)
    assert len(reader.pages) == report.pages == pages
    return reader, report, out.getvalue()


def rendered(pdf: bytes, page: int = 0, scale: float = 1.0) -> Image.Image:
    """A page as PDFium shows it."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    opened: Any = document[page]  # pypdfium2 has no types, and from its default the scale is taken for a whole number
    image = opened.render(scale=scale).to_pil().convert("RGB")
    document.close()
    return image


def dark_box(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not white."""
    box = ImageChops.invert(image.convert("L")).point([0 if level < 60 else 255 for level in range(256)]).getbbox()
    assert box is not None
    return box


def test_own_pages_and_documents_come_in_order_each_with_its_footer(workers: Workers) -> None:
    reader, report, _ = merged(
        workers,
        OwnPages(files.text_pdf("Cover", "Contents")),
        scan(files.text_pdf("Letter one", "Letter two"), pages=2),
        OwnPages(files.text_pdf("Tab")),
        pages=5,
    )
    assert report.failures == ()
    texts = [page.extract_text() for page in reader.pages]
    for number, (text, words) in enumerate(
        zip(texts, ("Cover", "Contents", "Letter one", "Letter two", "Tab"), strict=True)
    ):
        assert words in text
        assert f"page {number + 1} of 5" in text


def test_own_pages_keep_their_place_to_the_point(workers: Workers) -> None:
    own = files.text_pdf("Exactly here")
    _, _, binder = merged(workers, OwnPages(own), pages=1)
    top = (0, 0, 595, 700)
    assert rendered(binder).crop(top).tobytes() == rendered(own).crop(top).tobytes()


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_documents_are_scaled_into_the_paper_above_the_footer(workers: Workers, paper: tuple[float, float]) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(1200, 1700))
    canvas.rect(0, 0, 1200, 1700, stroke=0, fill=1)
    canvas.save()
    reader, _, binder = merged(workers, scan(out.getvalue()), pages=1, paper=paper)
    assert (float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)) == pytest.approx(
        paper, abs=0.01
    )
    whole = rendered(binder)
    left, top, right, bottom = dark_box(whole.crop((0, 0, whole.width, whole.height - 20)))
    assert top <= 1
    assert whole.height - bottom == pytest.approx(FOOTER_STRIP, abs=1.5)
    assert (right - left) / (bottom - top) == pytest.approx(1200 / 1700, abs=0.01)
    assert left == pytest.approx(whole.width - right, abs=1.5)


def test_a_small_page_is_not_blown_up(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(100, 50))
    canvas.rect(0, 0, 100, 50, stroke=0, fill=1)
    canvas.save()
    _, _, binder = merged(workers, scan(out.getvalue()), pages=1)
    whole = rendered(binder)
    left, top, right, bottom = dark_box(whole.crop((0, 0, whole.width, whole.height - 30)))
    assert (right - left, bottom - top) == (pytest.approx(100, abs=2), pytest.approx(50, abs=2))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_looks_in_the_binder_as_it_is_shown(workers: Workers, degrees: int) -> None:
    page = files.rotated(files.text_pdf("This way up", size=(300, 400)), degrees)
    _, _, binder = merged(workers, scan(page), pages=1)
    shown = rendered(page)
    whole = rendered(binder)
    room = whole.height - FOOTER_STRIP
    corner = (round((whole.width - shown.width) / 2), round((room - shown.height) / 2))
    part = whole.crop((*corner, corner[0] + shown.width, corner[1] + shown.height))
    assert ImageStat.Stat(ImageChops.difference(part, shown)).rms[0] < 25
    assert [abs(one - other) <= 1 for one, other in zip(dark_box(part), dark_box(shown), strict=True)] == [True] * 4


def test_the_crop_box_and_the_unit_of_a_page_are_honoured(workers: Workers) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.text_pdf("Hidden margin", size=(400, 400)))))
    writer.pages[0].cropbox.lower_left = (50, 250)
    writer.pages[0].cropbox.upper_right = (250, 350)
    _, _, binder = merged(workers, scan(files.written(writer)), pages=1)
    whole = rendered(binder).crop((0, 0, 595, 800))
    left, _, right, _ = dark_box(whole)
    assert left == pytest.approx((A4[0] - 200) / 2 + 22, abs=3)
    assert right - left < 180


def test_a_jpeg_goes_in_as_it_is_but_without_the_cameras_notes(workers: Workers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at the canary's home"
    photo = Image.new("RGB", (400, 200), "white")
    photo.paste("red", (0, 0, 200, 200))  # left as stored, top as held
    jpeg = files.encoded(photo, "JPEG", exif=exif, dpi=(72, 72), quality=90)
    reader, _, binder = merged(workers, scan(jpeg, JPEG), pages=1)
    picture = reader.pages[0]["/Resources"]["/XObject"]["/Picture"]  # type: ignore[index]
    assert picture["/Filter"] == "/DCTDecode"
    assert b"canary" not in binder
    start = jpeg.index(b"\xff\xda")
    assert jpeg[start:] in binder  # the packed picture itself is the same
    whole = rendered(binder)
    left, top, right, bottom = dark_box(whole.crop((0, 0, 595, 800)))
    assert right - left == pytest.approx(bottom - top, abs=2)  # the red half, 200 × 200, above
    assert whole.getpixel((whole.width // 2, (top + bottom) // 2))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_photo_is_turned_upright(workers: Workers, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = Image.new("RGB", (160, 80), "white")
    photo.paste("black", (0, 0, 40, 20))
    photo.paste("blue", (120, 0, 160, 20))
    jpeg = files.encoded(photo, "JPEG", exif=exif, dpi=(72, 72), quality=95)
    _, _, binder = merged(workers, scan(jpeg, JPEG), pages=1)
    upright = Image.open(io.BytesIO(workers.render(jpeg, JPEG, 0, 72).png)).convert("RGB")
    whole = rendered(binder)
    corner = (round((whole.width - upright.width) / 2), round((whole.height - FOOTER_STRIP - upright.height) / 2))
    part = whole.crop((*corner, corner[0] + upright.width, corner[1] + upright.height))
    assert ImageStat.Stat(ImageChops.difference(part, upright).convert("L")).mean[0] < 6


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("1", "L", "RGB", "P", "RGBA", "LA", "I;16")),
        *(("TIFF", mode) for mode in ("1", "L", "RGB", "P", "RGBA", "LA", "I;16", "CMYK")),
        *(("JPEG", mode) for mode in ("L", "RGB", "CMYK")),
    ],
)
def test_pictures_of_every_kind_look_right(workers: Workers, kind: str, mode: str) -> None:
    plain = Image.linear_gradient("L").resize((200, 100)).convert("RGB")
    plain.paste((200, 30, 30), (20, 20, 60, 60))
    if mode == "I;16":
        grey = plain.convert("L")
        picture = Image.frombytes(mode, grey.size, b"".join(bytes((level, level)) for level in grey.tobytes()))
    else:
        picture = plain.convert(mode)
    untrusted = files.encoded(picture, kind, dpi=(72, 72))
    media_type = {"PNG": PNG, "TIFF": TIFF, "JPEG": JPEG}[kind]
    _, report, binder = merged(workers, scan(untrusted, media_type), pages=1)
    assert report.failures == ()
    whole = rendered(binder)
    corner = (round((whole.width - 200) / 2), round((whole.height - FOOTER_STRIP - 100) / 2))
    part = whole.crop((*corner, corner[0] + 200, corner[1] + 100))
    expected = Image.open(io.BytesIO(workers.render(untrusted, media_type, 0, 72).png)).convert("RGB")
    # Seen from afar, since it may lie half a pixel beside. PDFium and Pillow do not agree on how CMYK looks.
    afar = [image.resize((50, 25), Image.Resampling.BOX) for image in (part, expected)]
    assert ImageStat.Stat(ImageChops.difference(*afar).convert("L")).mean[0] < (25 if mode == "CMYK" else 8)


def test_a_tiff_of_many_frames_is_as_many_pages(workers: Workers) -> None:
    frames = [files.scanned("Alpha", dpi=100).convert("1"), files.scanned("Bravo", dpi=100).convert("1")]
    tiff = files.encoded(
        frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(100, 100), compression="group4"
    )
    _, _, binder = merged(workers, scan(tiff, TIFF, pages=2), pages=2)
    assert rendered(binder, 0).crop((0, 0, 595, 800)).tobytes() != rendered(binder, 1).crop((0, 0, 595, 800)).tobytes()


def test_filled_in_form_fields_are_printed(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 740, "Name:")
    canvas.acroForm.textfield(name="n", value="Rosalind", x=120, y=730, width=200, height=20)
    canvas.acroForm.checkbox(name="c", checked=True, x=120, y=700)
    canvas.save()
    reader, _, binder = merged(workers, scan(out.getvalue()), pages=1)
    assert "Rosalind" in reader.pages[0].extract_text()
    difference = ImageChops.difference(rendered(binder, scale=2), rendered(out.getvalue(), scale=2))
    assert difference.size == (1191, 1684)
    assert "/Annots" not in reader.pages[0]


def test_a_filled_in_field_without_a_look_is_drawn_in_the_binder(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 740, "Name:")
    canvas.acroForm.textfield(name="n", value="Rosalind", x=120, y=730, width=200, height=20)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.getvalue())))
    annotations = writer.pages[0]["/Annots"]
    assert isinstance(annotations, ArrayObject)
    field = annotations[0].get_object()
    assert isinstance(field, DictionaryObject)
    del field["/AP"]
    field[NameObject("/V")] = TextStringObject("Rosalind")
    reader, report, _ = merged(workers, scan(files.written(writer)), pages=1)
    assert report.failures == ()
    assert "Rosalind" in reader.pages[0].extract_text()


def test_hidden_notes_and_links_are_left_out(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 740, "Page")
    canvas.linkURL("https://example.org/", (72, 735, 120, 755))
    canvas.acroForm.textfield(name="n", value="Invisible", x=120, y=700, width=200, height=20, annotationFlags="hidden")
    canvas.save()
    reader, _, binder = merged(workers, scan(out.getvalue()), pages=1)
    assert "Invisible" not in reader.pages[0].extract_text()
    assert b"example.org" not in binder


def test_scripts_attachments_and_what_lies_behind_the_page_stay_out(workers: Workers) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.text_pdf("Harmless"))))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('canary')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(name): value for name, value in script.items()}
    )
    writer.add_attachment("canary.exe", b"canary")
    writer.add_metadata({"/Author": "canary"})
    _, _, binder = merged(workers, scan(files.written(writer)), pages=1)
    assert b"canary" not in binder
    assert b"JavaScript" not in binder


def test_a_pdf_that_opens_without_its_password_is_merged_readable(workers: Workers) -> None:
    reader, report, _ = merged(workers, scan(files.locked(files.text_pdf("Not so secret"), "")), pages=1)
    assert report.failures == ()
    assert "Not so secret" in reader.pages[0].extract_text()


def test_a_document_that_cannot_be_merged_gets_its_placeholders_and_a_line(workers: Workers) -> None:
    def gone() -> bytes:
        raise VaultDamaged("The document “scan 3” is damaged.", "Bring it back from a backup.")

    reader, report, _ = merged(
        workers,
        scan(b"%PDF-1.7 nothing", name="broken.pdf", pages=3),
        scan(files.text_pdf("Between")),
        Scan(gone, PDF, "gone.pdf", 2),
        OwnPages(files.text_pdf("Last")),
        pages=7,
    )
    assert [name for name, _ in report.failures] == ["broken.pdf", "gone.pdf"]
    assert all(reason.endswith(".") for _, reason in report.failures)
    texts = [page.extract_text() for page in reader.pages]
    assert ["Left out: broken.pdf" in text for text in texts] == [True] * 3 + [False] * 4
    assert "Between" in texts[3]
    assert ["Left out: gone.pdf" in text for text in texts] == [False] * 4 + [True] * 2 + [False]
    assert "Last" in texts[6]
    assert ["of 7" in text for text in texts] == [True] * 7


def test_a_document_with_other_pages_than_planned_keeps_the_plan(workers: Workers) -> None:
    reader, report, _ = merged(workers, scan(files.text_pdf("one", "two"), pages=3, name="odd.pdf"), pages=3)
    assert report.failures[0][0] == "odd.pdf"
    assert report.failures[0][1].startswith("Page 3 of 3 could not be added.")
    assert "Left out" in reader.pages[2].extract_text()
    assert ["one" in reader.pages[0].extract_text(), "two" in reader.pages[1].extract_text()] == [True, True]


def test_a_page_that_pypdf_cannot_follow_goes_in_as_a_picture(workers: Workers) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    pdf = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Properties 5 0 R>>>>",
        files.stream(b"50 50 100 100 re f"),
        deep,
    )
    _, report, binder = merged(workers, scan(pdf), pages=1)
    assert report.failures == ()
    assert rendered(binder).getpixel((297, 400)) == (0, 0, 0)


def test_bookmarks_lead_to_their_pages_in_a_tree(workers: Workers) -> None:
    outline = [
        OutlineEntry("Emergency", 0),
        OutlineEntry("Documents – Ärzte", 1),
        OutlineEntry("Letter (one)", 1, 1),
        OutlineEntry("Second page", 2, 2),
        OutlineEntry("Letter two", 2, 1),
    ]
    reader, _, _ = merged(workers, OwnPages(files.text_pdf("a", "b", "c")), pages=3, outline=outline)

    def told(entries: list[object]) -> list[object]:
        return [
            told(entry) if isinstance(entry, list) else (entry.title, reader.get_destination_page_number(entry))  # type: ignore[attr-defined, arg-type]
            for entry in entries
        ]

    assert told(reader.outline) == [  # type: ignore[arg-type]
        ("Emergency", 0),
        ("Documents – Ärzte", 1),
        [("Letter (one)", 1), [("Second page", 2)], ("Letter two", 2)],
    ]
    assert reader.metadata is not None
    assert reader.metadata.title == "Binder – Ä"


def test_a_stamp_with_another_number_of_pages_is_a_bug(workers: Workers) -> None:
    for pages in (1, 3):
        with pytest.raises(ValueError, match="stamp"):
            workers.merge(
                [OwnPages(files.text_pdf("a", "b"))],
                paper=A4,
                stamp=stamp(pages),
                placeholder=placeholder,
                out=io.BytesIO(),
            )


def test_progress_is_told_and_can_cancel(workers: Workers) -> None:
    seen: list[int] = []

    def note(done: int, total: int, what: str) -> None:
        assert total == 3
        seen.append(done)

    merged(workers, OwnPages(files.text_pdf("a", "b", "c")), pages=3, progress=note)
    assert seen == [0, 1, 2, 3]

    def cancel(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        merged(workers, OwnPages(files.text_pdf("a", "b", "c")), pages=3, progress=cancel)
    merged(workers, OwnPages(files.text_pdf("a")), pages=1)


def test_shared_fonts_and_pictures_are_written_once_for_a_document(workers: Workers) -> None:
    logo = Image.effect_noise((300, 300), 90)
    out = io.BytesIO()
    canvas = Canvas(out)
    drawn = ImageReader(io.BytesIO(files.encoded(logo, "PNG")))
    for _ in range(20):
        canvas.drawImage(drawn, 0, 0)
        canvas.showPage()
    canvas.save()
    _, _, binder = merged(workers, scan(out.getvalue(), pages=20), pages=20)
    assert len(binder) < len(out.getvalue()) + 60_000


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_complain_about(workers: Workers, tmp_path: Path) -> None:
    _, _, binder = merged(
        workers,
        OwnPages(files.text_pdf("Cover")),
        scan(files.rotated(files.text_pdf("x"), 90)),
        scan(b"%PDF-", name="broken.pdf"),
        scan(files.encoded(Image.new("P", (20, 20)), "PNG"), PNG),
        pages=4,
        outline=[OutlineEntry("Cover", 0)],
    )
    target = tmp_path / "binder.pdf"
    target.write_bytes(binder)
    checked = subprocess.run(["qpdf", "--check", str(target)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    told = subprocess.run(["qpdf", "--json", str(target)], capture_output=True, check=True).stdout
    assert len(json.loads(told)["pages"]) == 4
