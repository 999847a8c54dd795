"""`Workers.render`: a page as plain pixels, whose PNG is written in the program's own process."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.errors import DamagedFile
from ism_desktop.media_types import JPEG, PDF, PNG
from ism_desktop.worker import Picture, Workers
from tests.worker import files


def opened(picture: Picture) -> Image.Image:
    """The PNG as Pillow reads it, checked against what the picture says of itself."""
    image = Image.open(io.BytesIO(picture.png))
    image.load()
    assert image.size == (picture.width, picture.height)
    return image


def test_a_page_is_rendered_at_the_resolution_asked_for(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 50, 100, 50, stroke=0, fill=1)  # the top left quarter
    canvas.save()
    image = opened(workers.render(out.getvalue(), PDF, 0, 144))
    assert image.size == (400, 200)
    assert image.getpixel((100, 50)) == (255, 0, 0)
    assert image.getpixel((300, 50)) == (255, 255, 255)
    assert image.getpixel((100, 150)) == (255, 255, 255)


def test_a_turned_page_is_rendered_as_shown(workers: Workers) -> None:
    pdf = files.rotated(files.text_pdf("x", size=(200, 100)), 90)
    assert opened(workers.render(pdf, PDF, 0, 72)).size == (100, 200)


def test_no_side_is_longer_than_asked(workers: Workers) -> None:
    assert max(opened(workers.render(files.text_pdf("x"), PDF, 0, 150, within=480)).size) == 480
    photo = files.encoded(Image.new("RGB", (1200, 900), "navy"), "JPEG")
    image = opened(workers.render(photo, JPEG, 0, 150, within=300))
    assert image.size == (300, 225)


def test_a_page_too_large_for_the_resolution_is_rendered_as_finely_as_the_limits_allow(workers: Workers) -> None:
    picture = workers.render(files.text_pdf("x", size=(14_400, 14_400)), PDF, 0, 300)
    assert picture.width * picture.height <= 20_000_000
    assert picture.width > 4_000


def test_a_photo_is_rendered_upright(workers: Workers) -> None:
    photo = Image.new("RGB", (400, 200), "white")
    photo.paste("red", (0, 0, 200, 200))  # left as stored, top as held
    exif = Image.Exif()
    exif[0x0112] = 6
    image = opened(workers.render(files.encoded(photo, "JPEG", exif=exif, dpi=(100, 100)), JPEG, 0, 100))
    assert image.size == (200, 400)
    red, white = image.getpixel((100, 50)), image.getpixel((100, 350))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert red[1] < 60
    assert white == (255, 255, 255)


def test_a_photo_of_fifty_megapixels_is_read_and_shown(workers: Workers) -> None:
    # Decoded whole it would take 200 MB, and twice that while it is turned: it is decoded in the size that is asked for.
    exif = Image.Exif()
    exif[0x0112] = 8
    photo = files.encoded(Image.new("RGB", (8160, 6120), "teal"), "JPEG", exif=exif)
    assert workers.inspect(photo, "IMG_1.jpg").pages == 1
    assert workers.read_text(photo, JPEG)[0].source == "none"
    image = opened(workers.render(photo, JPEG, 0, 150))
    assert image.width / image.height == pytest.approx(6120 / 8160, abs=0.01)


def test_a_picture_keeps_its_own_pixels_at_its_own_resolution(workers: Workers) -> None:
    picture = Image.effect_noise((120, 80), 60)
    image = opened(workers.render(files.encoded(picture, "PNG", dpi=(300, 300)), PNG, 0, 300))
    assert image.convert("L").tobytes() == picture.tobytes()


def test_what_was_filled_into_a_form_is_drawn(workers: Workers) -> None:
    def form(value: str) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(300, 100))
        canvas.line(0, 5, 300, 5)
        canvas.acroForm.textfield(name="n", value=value, x=20, y=20, width=200, height=40)
        canvas.save()
        return out.getvalue()

    assert workers.render(form("Rosalind"), PDF, 0, 72) != workers.render(form(""), PDF, 0, 72)


def test_a_page_that_is_not_there_is_refused(workers: Workers) -> None:
    with pytest.raises(DamagedFile):
        workers.render(files.text_pdf("x"), PDF, 1, 72)


def test_bytes_that_are_not_what_they_were_are_refused(workers: Workers) -> None:
    with pytest.raises(DamagedFile):
        workers.render(files.text_pdf("x"), JPEG, 0, 72)


def test_a_document_stays_open_for_its_next_page_and_no_other_is_shown_for_it(workers: Workers) -> None:
    asked: list[str] = []

    def content(name: str, *pages: str) -> Callable[[], bytes]:
        def give() -> bytes:
            asked.append(name)
            return files.text_pdf(*pages) if pages else b"%PDF-1.7 nothing"

        return give

    one, other, broken = content("one", "a", "b"), content("other", "c"), content("broken")
    first = workers.page(one, "one", PDF, 0, 72)
    assert workers.page(one, "one", PDF, 1, 72) != first
    assert workers.small_pictures(one, "one", PDF, [0, 5], 100)[5] is None
    assert asked == ["one"]
    workers.page(other, "other", PDF, 0, 72)
    with pytest.raises(DamagedFile):
        workers.page(broken, "broken", PDF, 0, 72)
    assert workers.page(one, "one", PDF, 0, 72) == first
    workers.inspect(files.text_pdf("d"), "d.pdf")
    assert workers.page(one, "one", PDF, 0, 72) == first
    workers.put_pages_away()
    assert workers.page(one, "one", PDF, 0, 72) == first
    assert asked == ["one", "other", "broken", "one", "one", "one"]
