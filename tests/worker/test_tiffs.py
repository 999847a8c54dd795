"""TIFFs show in window, OCR and binder what they say: orientation × packing × pages, every depth, and with something wrong in them."""

import io
import struct

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.lib.pagesizes import A4

from ism_desktop.errors import DamagedFile, TooLarge
from ism_desktop.media_types import TIFF
from ism_desktop.worker import Notice, Workers
from tests import comparing
from tests.rounds import LARGE
from tests.worker import files, made_tiffs
from tests.worker.made_tiffs import DPI, ORIENTATIONS, stored, truth
from tests.worker.test_merge import placeholder, scan, stamp

POINTS = tuple(side * 72 / DPI for side in made_tiffs.SIZE)
_LOSSY = 12


def shown(workers: Workers, tiff: bytes, page: int) -> Image.Image:
    """A page as the window shows it."""
    return Image.open(io.BytesIO(workers.render(tiff, TIFF, page, DPI).png)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of two pictures of one size."""
    assert one.size == other.size
    extrema = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(high for _, high in extrema)  # type: ignore[misc]


def bound(workers: Workers, tiff: bytes, pages: int) -> pypdfium2.PdfDocument:
    """The TIFF in a binder."""
    out = io.BytesIO()
    workers.merge([scan(tiff, TIFF, pages=pages)], paper=A4, stamp=stamp(pages), placeholder=placeholder, out=out)
    return pypdfium2.PdfDocument(out.getvalue())


def must_show(workers: Workers, tiff: bytes, *truths: Image.Image, tolerance: int = 1) -> None:
    """Window and binder show these pages, in whatever order they are asked for, and nothing is missing."""
    source = workers.inspect(tiff, "scan.tif")
    assert source.notices == ()
    assert source.pages == len(truths)
    for width, height in source.page_sizes:
        assert (width, height) == pytest.approx(POINTS, abs=0.1)
    binder = bound(workers, tiff, len(truths))
    for page, expected in reversed(list(enumerate(truths))):
        first = shown(workers, tiff, page)
        assert difference(first, expected) <= tolerance, page
        there = comparing.page_in_place(workers, tiff, TIFF, page, source.page_sizes[page], A4)
        assert comparing.unlike(comparing.bound_page(binder, page), there) < comparing.MEASURE, page
        assert difference(shown(workers, tiff, page), first) == 0
    binder.close()


PACKINGS = [
    *(("1", packing) for packing in ("raw", "group3", "group4", "packbits", "tiff_lzw")),
    *(("L", packing) for packing in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")),
    *(("RGB", packing) for packing in ("raw", "tiff_lzw", "jpeg")),
    *((mode, "tiff_lzw") for mode in ("P", "CMYK", "RGBA", "LA", "I;16")),
    *((mode, "raw") for mode in ("I;16", "I;16B", "F", "YCbCr")),
]


@pytest.mark.parametrize(("mode", "packing"), PACKINGS)
def test_every_orientation_of_every_packing_stands_upright(workers: Workers, mode: str, packing: str) -> None:
    """By default three orientations of each packing, other ones of the next."""
    first = PACKINGS.index((mode, packing))
    turns = ORIENTATIONS if LARGE else [ORIENTATIONS[(first + step) % len(ORIENTATIONS)] for step in (0, 3, 6)]
    expected = truth(colour=mode in ("RGB", "P", "CMYK", "RGBA", "YCbCr"))
    if mode.startswith("I"):
        picture = expected.convert("L").convert("I").point(lambda level: level * 257).convert(mode)
    elif mode == "P":
        picture = expected.quantize(8)
    else:
        picture = expected.convert(mode)
    tiff = made_tiffs.chained(*((stored(picture, turn), packing, turn) for turn in turns))
    lossy = packing == "jpeg" or mode in ("YCbCr", "CMYK")
    must_show(workers, tiff, *[expected] * len(turns), tolerance=_LOSSY + 40 if lossy else 1)


def test_pages_of_different_packing_and_orientation_do_not_mix(workers: Workers) -> None:
    grey, ink, colour = truth().convert("L"), truth().convert("1"), truth(colour=True)
    tiff = made_tiffs.chained(
        (stored(ink, 6), "group4", 6),
        (stored(colour, 3), "tiff_lzw", 3),
        (stored(grey, 1), "raw", 1),
        (stored(ink, 8), "raw", 8),
        (stored(colour, 5), "tiff_adobe_deflate", 5),
    )
    must_show(workers, tiff, truth(), truth(colour=True), truth(), truth(), truth(colour=True))


def test_a_big_tiff_is_a_tiff(workers: Workers) -> None:
    must_show(workers, made_tiffs.single(stored(truth(), 8), 8, big_tiff=True, compression="tiff_lzw"), truth())


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["grey", "grey from white", "colour"])
def test_sixteen_bits_of_both_byte_orders(workers: Workers, order: str, kind: str) -> None:
    colour = kind == "colour"
    levels = truth(colour) if colour else truth().convert("L")
    tiff = made_tiffs.deep(levels, order, channels=3 if colour else 1, from_white=kind == "grey from white")
    must_show(workers, tiff, truth(colour))


def test_tiles_are_put_together(workers: Workers) -> None:
    must_show(workers, made_tiffs.tiled(truth().convert("L")), truth())


@pytest.mark.parametrize("turn", [1, 6])
def test_a_fax_with_lower_lines_than_columns_is_not_squeezed(workers: Workers, turn: int) -> None:
    lying = stored(truth(), turn)
    flat = lying.resize((lying.width * 2, lying.height), Image.Resampling.NEAREST).convert("1")
    tiff = made_tiffs.single(flat, turn, dpi=(2 * DPI, DPI), compression="group3")
    must_show(workers, tiff, truth(), tolerance=255)  # the edges of steps may lie half a pixel beside
    assert difference(shown(workers, tiff, 0).crop((7, 8, 14, 60)), truth().crop((7, 8, 14, 60))) == 0


def test_ocr_reads_a_page_that_was_stored_on_its_side(workers: Workers) -> None:
    picture = files.scanned("Tryptase").convert("1")
    tiff = made_tiffs.single(stored(picture, 6), 6, dpi=(300, 300), compression="group4")
    (page,) = workers.read_text(tiff, TIFF)
    assert page.text.strip() == "Tryptase"
    assert page.words[0].x0 == pytest.approx(36, abs=4)


def test_an_orientation_in_other_notes_turns_nothing(workers: Workers) -> None:
    notes = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    out = io.BytesIO()
    truth().save(out, "TIFF", dpi=(DPI, DPI), tiffinfo={700: notes})
    must_show(workers, out.getvalue(), truth())


def four_pages(packing: str = "raw") -> bytes:
    """Four pages of one kind."""
    return made_tiffs.chained(*[(truth().convert("L"), packing, 1)] * 4)


def directories(tiff: bytes) -> list[int]:
    """Where the directories of an ordinary TIFF stand."""
    found: list[int] = []
    (place,) = struct.unpack_from("<I", tiff, 4)
    while place:
        found.append(place)
        (count,) = struct.unpack_from("<H", tiff, place)
        (place,) = struct.unpack_from("<I", tiff, place + 2 + 12 * count)
    return found


def changed(tiff: bytes, directory: int, tag: int, value: int) -> bytes:
    """A TIFF with another value in one entry."""
    out = bytearray(tiff)
    (count,) = struct.unpack_from("<H", out, directory)
    for place in range(directory + 2, directory + 2 + 12 * count, 12):
        if struct.unpack_from("<H", out, place) == (tag,):
            struct.pack_into("<HII", out, place + 2, 4, 1, value)
    return bytes(out)


@pytest.mark.parametrize(("tag", "value"), [(256, 0), (256, 70_000), (259, 999), (258, 77), (273, 0x7FFFFFF0)])
@pytest.mark.parametrize("page", [0, 2])
def test_a_damaged_page_costs_itself_alone(workers: Workers, tag: int, value: int, page: int) -> None:
    tiff = four_pages()
    tiff = changed(tiff, directories(tiff)[page], tag, value)
    source = workers.inspect(tiff, "scan.tif")
    assert source.notices == (Notice("unreadable_pages", (page + 1,)),)
    assert source.page_sizes[3] == pytest.approx(POINTS, abs=0.1)
    assert len(source.page_sizes) == 4
    for good in {0, 1, 2, 3} - {page}:
        assert difference(shown(workers, tiff, good), truth()) <= 1
    with pytest.raises((DamagedFile, TooLarge)):
        workers.render(tiff, TIFF, page, DPI)
    binder = bound(workers, tiff, 4)
    assert "Left out" in binder[page].get_textpage().get_text_bounded()
    binder.close()


def test_a_chain_of_pages_that_leads_back_ends_there(workers: Workers) -> None:
    tiff = bytearray(four_pages())
    places = directories(bytes(tiff))
    (count,) = struct.unpack_from("<H", tiff, places[3])
    struct.pack_into("<I", tiff, places[3] + 2 + 12 * count, places[1])
    assert workers.inspect(bytes(tiff), "scan.tif").pages == 4


def test_a_chain_of_pages_that_leads_out_of_the_file_is_told(workers: Workers) -> None:
    tiff = bytearray(four_pages())
    places = directories(bytes(tiff))
    (count,) = struct.unpack_from("<H", tiff, places[1])
    struct.pack_into("<I", tiff, places[1] + 2 + 12 * count, len(tiff) + 1000)
    source = workers.inspect(bytes(tiff), "scan.tif")
    assert (source.pages, source.notices) == (2, (Notice("incomplete_picture"),))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA"])
def test_a_page_cut_short_shows_what_there_is(workers: Workers, mode: str) -> None:
    shown_whole = Image.effect_noise((200, 200), 60).convert("RGB")
    noise = (
        shown_whole.convert("L").convert("P", palette=Image.Palette.ADAPTIVE)
        if mode == "P"
        else shown_whole.convert(mode)
    )
    whole = made_tiffs.single(noise)
    assert directories(whole) == [8]
    must_be_cut(workers, whole[: len(whole) * 2 // 3], shown_whole)


@pytest.mark.parametrize("packing", ["tiff_lzw", "tiff_adobe_deflate"])
def test_a_page_with_damaged_strips_shows_those_before(workers: Workers, packing: str) -> None:
    noise = Image.effect_noise((200, 200), 60)
    whole = bytearray(made_tiffs.single(noise, compression=packing, tiffinfo={278: 20}))
    (end,) = directories(bytes(whole))
    whole[end * 2 // 3 : end] = b"\xff" * (end - end * 2 // 3)
    must_be_cut(workers, bytes(whole), noise)


def must_be_cut(workers: Workers, tiff: bytes, whole: Image.Image) -> None:
    """The upper half is shown, the lower edge is white, and the file says that something is missing."""
    assert workers.inspect(tiff, "scan.tif").notices == (Notice("incomplete_picture"),)
    shown_whole = Image.open(io.BytesIO(workers.render(tiff, TIFF, 0, 150).png)).convert("L").resize(whole.size)
    upper = (0, 0, 200, 90)
    assert comparing.unlike(shown_whole.crop(upper), whole.convert("L").crop(upper)) < comparing.MEASURE
    assert shown_whole.getpixel((100, 199)) == 255
