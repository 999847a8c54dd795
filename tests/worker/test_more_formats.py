"""HEIC, AVIF, WebP, GIF, BMP, JPEG 2000 and plain texts: read, shown, bound upright, and without what a camera noted."""

import io

import pytest
from PIL import Image, ImageChops

from ism_desktop.errors import DamagedFile, DocumentRefused, TooLarge, UnsupportedFile
from ism_desktop.media_types import AVIF, BMP, GIF, HEIC, JPEG_2000, TEXT, WEBP
from ism_desktop.worker import Workers
from ism_desktop.worker.text_encoding import decoded
from ism_desktop.worker.text_layout import laid_out
from tests.worker import files, made_heics
from tests.worker.test_merge import merged, rendered, scan
from tests.worker.test_private_facts import notes

KINDS = {AVIF: "AVIF", WEBP: "WEBP", GIF: "GIF", BMP: "BMP", JPEG_2000: "JPEG2000"}
RED, WHITE = (255, 0, 0), (255, 255, 255)
CORNERS = {0: 0, 1: 2, 2: 3, 3: 1}
"""In which corner (top left, top right, bottom left, bottom right) the square stands after so many quarters against the clock."""


def marked(size: tuple[int, int] = (320, 160)) -> Image.Image:
    """White, with a red square at the top left."""
    picture = Image.new("RGB", size, WHITE)
    picture.paste(RED, (0, 0, size[1] // 2, size[1] // 2))
    return picture


def corner(picture: Image.Image) -> int:
    """Which corner is red: 0 to 3, in the order of reading."""
    wide, high = picture.width - 6, picture.height - 6
    found = [picture.convert("RGB").getpixel(place) for place in ((6, 6), (wide, 6), (6, high), (wide, high))]
    reddest = [isinstance(colour, tuple) and colour[0] > 200 and colour[1] < 90 for colour in found]
    assert sum(reddest) == 1, found
    return reddest.index(True)


def shown(workers: Workers, untrusted: bytes, media_type: str) -> Image.Image:
    return Image.open(io.BytesIO(workers.render(untrusted, media_type, 0, 72).png))


def bound(workers: Workers, untrusted: bytes, media_type: str) -> Image.Image:
    """The part of a bound page that is not paper."""
    _, _, pdf = merged(workers, scan(untrusted, media_type), pages=1)
    page = rendered(pdf)
    return page.crop(ImageChops.invert(page.convert("L")).getbbox())


@pytest.mark.parametrize("media_type", KINDS)
def test_a_picture_of_every_kind_is_read_and_bound(workers: Workers, media_type: str) -> None:
    untrusted = files.encoded(files.scanned("Tryptase", dpi=150).convert("RGB"), KINDS[media_type])
    source = workers.inspect(untrusted, "picture")
    assert (source.media_type, source.pages, source.notices) == (media_type, 1, ())
    assert workers.read_text(untrusted, media_type)[0].text.strip() == "Tryptase"
    assert bound(workers, untrusted, media_type).width > 40


@pytest.mark.parametrize("quarters", range(4))
def test_a_heic_is_turned_once_as_it_says(workers: Workers, quarters: int) -> None:
    untrusted = made_heics.turned(quarters)
    source = workers.inspect(untrusted, "IMG_1.HEIC")
    assert source.media_type == HEIC
    assert (source.page_sizes[0][0] > source.page_sizes[0][1]) is (quarters % 2 == 0)
    assert corner(shown(workers, untrusted, HEIC)) == CORNERS[quarters]


@pytest.mark.parametrize("media_type", [AVIF, WEBP])
def test_the_turn_that_a_camera_noted_is_honoured(workers: Workers, media_type: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    untrusted = files.encoded(marked().transpose(Image.Transpose.ROTATE_90), KINDS[media_type], exif=exif)
    picture = shown(workers, untrusted, media_type)
    assert picture.width > picture.height
    assert corner(picture) == 0


@pytest.mark.parametrize("media_type", [AVIF, WEBP])
def test_what_a_camera_noted_is_told_and_never_bound(workers: Workers, media_type: str) -> None:
    untrusted = files.encoded(
        marked(), KINDS[media_type], exif=notes(), xmp=b"<x:xmpmeta><dc:creator>canary</dc:creator>"
    )
    assert b"canary" in untrusted
    told = workers.inspect(untrusted, "IMG_1").notices[0]
    assert told.code == "private_facts"
    assert {"place", "owner", "serial_number"} <= set(told.names)
    _, _, pdf = merged(workers, scan(untrusted, media_type), pages=1)
    assert b"canary" not in pdf
    assert workers.day_taken(untrusted) is None


def test_of_moving_pictures_the_first_is_taken_and_that_is_said(workers: Workers) -> None:
    untrusted = files.encoded(marked(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 160))])
    source = workers.inspect(untrusted, "a.gif")
    assert (source.pages, [one.code for one in source.notices]) == (1, ["first_picture"])
    assert corner(shown(workers, untrusted, GIF)) == 0


@pytest.mark.parametrize("media_type", [*KINDS, HEIC])
def test_a_broken_picture_is_refused_and_hurts_nothing(workers: Workers, media_type: str) -> None:
    whole = made_heics.SMALL if media_type == HEIC else files.encoded(files.scanned("A", dpi=72), KINDS[media_type])
    for cut in (18, 40, len(whole) // 2):
        try:
            assert workers.inspect(whole[:cut], "a").media_type == media_type
        except DocumentRefused as refusal:
            assert isinstance(refusal, DamagedFile | UnsupportedFile), refusal


def test_a_bomb_of_pixels_is_too_large(workers: Workers) -> None:
    bomb = bytearray(files.encoded(Image.new("1", (8, 8)), "BMP"))
    bomb[18:26] = (60_000).to_bytes(4, "little") * 2
    with pytest.raises(TooLarge, match="pixels"):
        workers.inspect(bytes(bomb), "a.bmp")


# Texts --------------------------------------------------------------------------------------------------------------------


def test_a_text_is_pages_that_are_read_shown_and_bound_as_words(workers: Workers) -> None:
    untrusted = ("Tryptase 24 µg/l – Größe\n\n" + "line\n" * 80).encode()
    source = workers.inspect(untrusted, "notes.txt")
    assert (source.media_type, source.pages, source.notices) == (TEXT, 2, ())
    pages = workers.read_text(untrusted, TEXT)
    assert pages[0].text.startswith("Tryptase 24 µg/l – Größe")
    assert pages[0].source == "layer"
    assert "Größe" in [word.text for word in pages[0].words]
    assert min(shown(workers, untrusted, TEXT).convert("L").tobytes()) < 100
    _, report, pdf = merged(workers, scan(untrusted, TEXT, pages=2), pages=2)
    assert not report.failures
    assert "Größe" in workers.read_text(pdf, "application/pdf")[0].text


def test_letters_without_a_glyph_are_found_all_the_same_and_that_is_said(workers: Workers) -> None:
    untrusted = "肥大細胞増多症".encode()
    assert [one.code for one in workers.inspect(untrusted, "a.txt").notices] == ["letters_lacking"]
    assert "肥大細胞増多症" in workers.read_text(untrusted, TEXT)[0].text


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("Größe “5” – Übelkeit 20 €", "utf-8"),
        ("Größe “5” – Übelkeit 20 €", "utf-8-sig"),
        ("Größe “5” – Übelkeit 20 €", "cp1252"),
        ("Größe “5” – Übelkeit 20 €", "utf-16"),
        ("Диагноз мастоцитоз, лечение назначено врачом в клинике", "cp1251"),
        ("肥大細胞増多症の診断について説明します。", "shift_jis"),
        ("肥大细胞增多症的诊断和治疗方法说明", "gbk"),
    ],
)
def test_the_encoding_of_a_text_is_found(said: str, encoding: str) -> None:
    assert decoded(said.encode(encoding)) == said


def test_lines_are_broken_between_words_and_words_that_are_too_long_within() -> None:
    assert len(laid_out("word " * 4000).pdf) < 20_000
    assert laid_out("x" * 10_000).pdf.startswith(b"%PDF")
    assert laid_out("").pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("untrusted", "words"),
    [
        (b"BEGIN:VCARD\nVERSION:3.0", "contacts"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0", "appointments"),
        (b'{"resourceType": "Bundle"}', "JSON"),
        (b"From a@b.c Mon Jan 1\nFrom: a@b.c\nDate: x\n\nhello", "mailbox"),
        (b"\xd0\xcf\x11\xe0" + bytes(5000) + "__substg1.0_".encode("utf-16-le"), "Outlook"),
        (b"\x78\x9f\x3e\x22" + bytes(100), "winmail.dat"),
    ],
)
def test_texts_for_programs_are_named_and_have_their_place(workers: Workers, untrusted: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFile, match=words):
        workers.inspect(untrusted, "file")
