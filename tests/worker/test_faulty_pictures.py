"""JPEGs and PNGs that ordinary viewers show: with an end that is missing, with too much behind it, with faults beside the picture."""

import io
import struct
import zlib
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4

from ism_desktop.errors import DamagedFile
from ism_desktop.media_types import JPEG, PNG
from ism_desktop.worker import Notice, Workers
from tests import comparing
from tests.worker import files
from tests.worker.test_merge import merged, scan

DPI = 100
NOISE = Image.effect_noise((320, 240), 30).convert("RGB")
INCOMPLETE = (Notice("incomplete_picture"),)


def drawn(mode: str = "RGB") -> Image.Image:
    """A picture with something in every part of it."""
    made = NOISE.copy()
    ImageDraw.Draw(made).text((20, 20), "Tryptase", fill="navy", font_size=60)
    made.paste("#204080", (200, 180, 300, 220))
    return made.convert(mode)


def shown(workers: Workers, untrusted: bytes, media_type: str) -> Image.Image:
    """The picture as the window shows it."""
    return Image.open(io.BytesIO(workers.render(untrusted, media_type, 0, DPI).png)).convert("RGB")


def must_be_bound_as_shown(workers: Workers, untrusted: bytes, media_type: str) -> PdfReader:
    """The binder shows what the window does."""
    reader, report, binder = merged(workers, scan(untrusted, media_type), pages=1)
    assert report.failures == ()
    size = workers.inspect(untrusted, "").page_sizes[0]
    there = comparing.page_in_place(workers, untrusted, media_type, 0, size, A4)
    document = pypdfium2.PdfDocument(binder)
    assert comparing.unlike(comparing.bound_page(document, 0), there) < comparing.MEASURE
    document.close()
    return reader


def packed(reader: PdfReader) -> bytes:
    """The picture as it lies in the binder."""
    return reader.pages[0]["/Resources"]["/XObject"]["/Picture"]._data  # type: ignore[index]


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_without_its_end_marker_is_whole(workers: Workers, mode: str, progressive: bool) -> None:
    jpeg = files.encoded(drawn(mode), "JPEG", dpi=(DPI, DPI), progressive=progressive)
    assert jpeg.endswith(b"\xff\xd9")
    assert workers.inspect(jpeg[:-2], "").notices == ()
    assert shown(workers, jpeg[:-2], JPEG).tobytes() == shown(workers, jpeg, JPEG).tobytes()
    assert packed(must_be_bound_as_shown(workers, jpeg[:-2], JPEG)).endswith(b"\xff\xd9")


def test_what_follows_the_end_of_a_jpeg_is_no_part_of_it(workers: Workers) -> None:
    jpeg = files.encoded(drawn(), "JPEG", dpi=(DPI, DPI))
    longer = jpeg + b"the canary's place" * 50 + jpeg
    assert workers.inspect(longer, "").notices == ()
    assert b"canary" not in packed(must_be_bound_as_shown(workers, longer, JPEG))


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("part", [0.5, 0.8, 0.99])
def test_a_jpeg_cut_short_is_shown_as_far_as_it_goes(workers: Workers, progressive: bool, part: float) -> None:
    jpeg = files.encoded(drawn(), "JPEG", dpi=(DPI, DPI), progressive=progressive)
    cut = jpeg[: round(len(jpeg) * part)]
    assert workers.inspect(cut, "").notices == INCOMPLETE
    upper = (0, 0, 320, 70)
    expected = shown(workers, jpeg, JPEG).crop(upper)
    assert comparing.unlike(shown(workers, cut, JPEG).crop(upper), expected) < comparing.MEASURE
    must_be_bound_as_shown(workers, cut, JPEG)


def test_a_progressive_jpeg_that_ends_between_two_scans_is_incomplete(workers: Workers) -> None:
    jpeg = files.encoded(drawn(), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    tables = jpeg.rfind(b"\xff\xc4", 0, last)
    assert workers.inspect(jpeg[:tables], "").notices == INCOMPLETE


def test_a_jpeg_of_which_nothing_can_be_decoded_is_refused(workers: Workers) -> None:
    jpeg = files.encoded(drawn(), "JPEG")
    rows = jpeg.index(b"\xff\xda")
    for cut in (20, rows, rows + 14):
        with pytest.raises(DamagedFile):
            workers.inspect(jpeg[:cut], "")


def test_a_jpeg_with_notes_that_cannot_be_read_is_whole(workers: Workers) -> None:
    notes = b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\x07" * 30
    jpeg = files.encoded(drawn(), "JPEG", dpi=(DPI, DPI), exif=notes)
    assert shown(workers, jpeg, JPEG).size == (320, 240)
    must_be_bound_as_shown(workers, jpeg, JPEG)


def chunk(name: bytes, content: bytes, *, sound: bool = True) -> bytes:
    """A chunk of a PNG."""
    total = zlib.crc32(name + content) ^ (0 if sound else 0x55)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", total)


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Its chunks."""
    found: list[tuple[bytes, bytes]] = []
    place = 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        found.append((png[place + 4 : place + 8], png[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def rewritten(png: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """A PNG with other chunks."""
    return png[:8] + b"".join(change(name, content) for name, content in chunks(png))


PICTURE = files.encoded(drawn(), "PNG", dpi=(DPI, DPI))
CONTROL = struct.pack(">II", 2, 0)
FIRST_FRAME = struct.pack(">IIIIIHHBB", 0, 320, 240, 0, 0, 1, 10, 0, 0)


def before_rows(*more: bytes) -> Callable[[bytes, bytes], bytes]:
    """Puts chunks in front of the rows."""
    return lambda name, content: (b"".join(more) if name == b"IDAT" else b"") + chunk(name, content)


def animated(*, default: bool) -> bytes:
    """An animated PNG; whether the picture that other viewers show is a part of the animation."""
    other = Image.new("RGB", (320, 240), "red")
    return files.encoded(
        drawn(), "PNG", save_all=True, append_images=[other, drawn()], default_image=default, dpi=(DPI, DPI)
    )


@pytest.mark.parametrize(
    "png",
    [
        rewritten(PICTURE, lambda name, content: chunk(name, content, sound=name != b"pHYs")),
        rewritten(PICTURE, before_rows(chunk(b"tEXt", b"Software\0x", sound=False))),
        rewritten(PICTURE, before_rows(chunk(b"zTXt", b"Software\0\0" + b"no deflate"))),
        rewritten(PICTURE, before_rows(chunk(b"iCCP", b"profile\0\0" + b"no deflate"))),
        rewritten(PICTURE, before_rows(chunk(b"tEXt", b"k\0" + b"x" * 2_000_000))),
        rewritten(PICTURE, lambda name, content: b"" if name == b"IEND" else chunk(name, content)),
        rewritten(PICTURE, before_rows(chunk(b"acTL", CONTROL))),
        rewritten(PICTURE, before_rows(chunk(b"acTL", b""))),
        rewritten(PICTURE, before_rows(chunk(b"fcTL", FIRST_FRAME))),
        rewritten(
            PICTURE, before_rows(chunk(b"acTL", CONTROL), chunk(b"fcTL", FIRST_FRAME), chunk(b"fcTL", FIRST_FRAME))
        ),
        rewritten(
            PICTURE, before_rows(chunk(b"acTL", CONTROL), chunk(b"fcTL", FIRST_FRAME), chunk(b"fdAT", b"\0\0\0\x09x"))
        ),
        animated(default=True),
        animated(default=False),
        PICTURE + b"what follows",
    ],
)
def test_faults_beside_the_picture_of_a_png_cost_nothing(workers: Workers, png: bytes) -> None:
    assert workers.inspect(png, "").notices == ()
    picture = shown(workers, png, PNG)
    assert picture.resize((320, 240)).tobytes() == drawn().tobytes() or picture.size != (320, 240)
    must_be_bound_as_shown(workers, png, PNG)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "1", "I;16"])
def test_a_png_cut_short_is_shown_as_far_as_it_goes(workers: Workers, mode: str) -> None:
    png = files.encoded(drawn("L").convert(mode) if mode == "I;16" else drawn(mode), "PNG", dpi=(DPI, DPI))
    cut = png[: len(png) * 3 // 4]
    assert workers.inspect(cut, "").notices == INCOMPLETE
    upper = (0, 0, 320, 90)
    assert shown(workers, cut, PNG).crop(upper).tobytes() == shown(workers, png, PNG).crop(upper).tobytes()
    assert shown(workers, cut, PNG).getpixel((10, 239)) == (255, 255, 255) or mode == "P"
    must_be_bound_as_shown(workers, cut, PNG)


def test_a_png_without_its_rows_is_refused(workers: Workers) -> None:
    start = PICTURE.index(b"IDAT")
    for cut in (start - 4, start + 4, start + 8):
        with pytest.raises(DamagedFile):
            workers.inspect(PICTURE[:cut], "")


def test_a_palette_that_lacks_colours_is_bound_as_it_is_shown(workers: Workers) -> None:
    header = struct.pack(">IIBBBBB", 160, 80, 4, 3, 0, 0, 0)
    row = b"\0" + b"".join(bytes((entry * 17,)) * 10 for entry in range(8))
    palette = bytes((255, 255, 255, 200, 30, 30, 30, 200, 30))
    physical = chunk(b"pHYs", struct.pack(">IIB", 3937, 3937, 1))
    rows = chunk(b"IDAT", zlib.compress(row * 80)) + chunk(b"IEND", b"")
    short = PICTURE[:8] + chunk(b"IHDR", header) + chunk(b"PLTE", palette) + physical + rows
    page = shown(workers, short, PNG)
    assert page.getpixel((30, 40)) == (200, 30, 30)
    assert page.getpixel((110, 40)) == (0, 0, 0)
    must_be_bound_as_shown(workers, short, PNG)


def test_interlaced_and_deep_pngs_are_packed_anew(workers: Workers) -> None:
    header = struct.pack(">IIBBBBB", 2, 2, 16, 2, 0, 0, 0)
    rows = b"".join(b"\0" + struct.pack(">6H", 0xFFFF, 0, 0, 0, 0, 0xFFFF) for _ in range(2))
    deep = PICTURE[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert shown(workers, deep, PNG).size[0] >= 1
    must_be_bound_as_shown(workers, deep, PNG)
    # Adam7 of a picture of one pixel is its first pass alone.
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 1)
    one = PICTURE[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xc8\x1e\x1e")) + chunk(b"IEND", b"")
    assert shown(workers, one, PNG).getpixel((0, 0)) == (200, 30, 30)
    must_be_bound_as_shown(workers, one, PNG)
