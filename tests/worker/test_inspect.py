"""`Workers.inspect`: what a file is, by its bytes, and the sentence for what cannot be taken."""

import hashlib
import io
import zipfile

import pytest
from PIL import Image

from ism_desktop.errors import DamagedFile, PasswordNeeded, TooLarge, UnsupportedFile
from ism_desktop.worker import Workers, limits
from tests.worker import files


def test_a_pdf_tells_its_pages_sizes_and_title(workers: Workers) -> None:
    pdf = files.text_pdf("one", "two", size=(300, 500), title="Marrow report\x07")
    source = workers.inspect(pdf, "a.pdf")
    assert (source.media_type, source.pages, source.size) == ("application/pdf", 2, len(pdf))
    assert source.sha256 == hashlib.sha256(pdf).hexdigest()
    assert source.page_sizes == ((300, 500), (300, 500))
    assert source.title == "Marrow report"


def test_a_turned_page_has_the_size_it_is_shown_in(workers: Workers) -> None:
    pdf = files.rotated(files.text_pdf("one", size=(300, 500)), 90)
    assert workers.inspect(pdf, "a.pdf").page_sizes == ((500, 300),)


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("TIFF", "image/tiff")])
def test_a_picture_is_one_page_of_its_stated_resolution(workers: Workers, kind: str, media_type: str) -> None:
    source = workers.inspect(files.encoded(Image.new("RGB", (600, 300)), kind, dpi=(150, 150)), "name.without.meaning")
    assert (source.media_type, source.pages) == (media_type, 1)
    assert source.page_sizes[0] == pytest.approx((288, 144), abs=0.5)


def test_a_tiff_has_as_many_pages_as_frames(workers: Workers) -> None:
    frames = [Image.new("1", (100, 50 + number), 1) for number in range(5)]
    tiff = files.encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    source = workers.inspect(tiff, "fax.tif")
    assert source.pages == 5
    assert len({height for _, height in source.page_sizes}) == 5


def test_a_photo_is_measured_as_the_camera_was_held(workers: Workers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = files.encoded(Image.new("RGB", (400, 200)), "JPEG", exif=exif)
    width, height = workers.inspect(photo, "IMG_1.jpg").page_sizes[0]
    assert height == pytest.approx(2 * width)


def test_a_phone_photo_with_a_second_picture_in_it_is_one_page(workers: Workers) -> None:
    both = files.encoded(Image.new("RGB", (80, 60)), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    assert workers.inspect(both, "IMG_2.jpg").pages == 1


def test_a_pdf_that_opens_without_its_password_is_taken(workers: Workers) -> None:
    pdf = files.locked(files.text_pdf("secret"), "")
    assert workers.inspect(pdf, "a.pdf").pages == 1


def test_a_pdf_with_a_password_is_refused_with_advice(workers: Workers) -> None:
    with pytest.raises(PasswordNeeded, match="locked with a password"):
        workers.inspect(files.locked(files.text_pdf("secret"), "open sesame"), "a.pdf")


def zipped() -> bytes:
    """A small ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize(
    ("untrusted", "words"),
    [
        (zipped(), "ZIP archive"),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "Office document"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (bytes(range(256)), "does not know"),
    ],
)
def test_other_types_are_named(workers: Workers, untrusted: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFile, match=words):
        workers.inspect(untrusted, "letter")


def test_a_zip_named_pdf_is_told_from_its_name(workers: Workers) -> None:
    with pytest.raises(UnsupportedFile, match=r"ZIP archive.*says that it is a PDF"):
        workers.inspect(zipped(), "letter.PDF")


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"%PDF-1.7 nothing else",
        files.encoded(files.scanned("hello"), "JPEG")[:600],
        files.encoded(files.scanned("hello"), "PNG")[:60],
        files.encoded(files.scanned("hello"), "TIFF")[:900],
        files.page_tree_loop(),
        files.endless_page(),
    ],
    ids=["empty", "pdf", "jpeg", "png", "tiff", "page tree loop", "endless page"],
)
def test_what_is_cut_short_or_nonsense_is_damaged(workers: Workers, untrusted: bytes) -> None:
    with pytest.raises(DamagedFile) as refusal:
        workers.inspect(untrusted, "scan")
    assert refusal.value.what.endswith(".")
    assert refusal.value.advice.endswith(".")


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_001, 5), (0x7FFFFFFF, 0x7FFFFFFF)])
def test_a_picture_with_too_many_pixels_is_too_large(workers: Workers, size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge, match="pixels"):
        workers.inspect(files.png_claiming(*size), "scan.png")


def test_too_many_pages_are_too_large(workers: Workers) -> None:
    leaves = b" ".join([b"3 0 R"] * (limits.MAX_PAGES + 1))
    pdf = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (leaves, limits.MAX_PAGES + 1),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    with pytest.raises(TooLarge, match="10,000 pages"):
        workers.inspect(pdf, "a.pdf")


def test_too_many_bytes_are_refused_before_they_are_sent(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> None:
    monkeypatch.setattr("ism_desktop.worker.loading.MAX_FILE_BYTES", 100)
    with pytest.raises(TooLarge, match="500 MB"):
        workers.inspect(b"%PDF-" + b" " * 100, "a.pdf")
