"""What a camera noted is told of the file and stands in nothing that is printed: canaries in every place where notes can be."""

import base64
import io
import random
import struct
import warnings
import zlib
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import StreamObject

from ism_desktop.media_types import JPEG, PDF, PNG, TIFF
from ism_desktop.worker import Workers
from ism_desktop.worker.day_taken import day_taken
from ism_desktop.worker.private_facts import jpeg_2000_without_private_facts, without_private_facts
from ism_desktop.worker.values import PRIVATE_FACTS
from tests.worker import files
from tests.worker.made_pdfs import count_of_objects
from tests.worker.test_merge import merged, scan

CANARY = b"canary"
XMP = (
    b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description aux:SerialNumber="canary" exif:GPSLatitude="canary"/>'
    b"<dc:creator>canary</dc:creator></x:xmpmeta>"
)
IPTC = b"".join(struct.pack(">BBBH", 0x1C, 2, number, 6) + CANARY for number in (90, 80, 120))
PHOTOSHOP = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(IPTC)) + IPTC


def notes() -> bytes:
    """EXIF with a canary of each kind, and a small picture."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0132], exif[0x010E] = "canary", "canary", "canary 2026", "canary"
    exif.get_ifd(0x8769).update({0xA431: "canary", 0x927C: b"canary" * 3, 0x9286: b"ASCII\0\0\0canary"})
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 5.0, 1.0), 29: "canary"})
    block = exif.tobytes()
    # The second directory, with a small picture, behind the first.
    tiff = bytearray(block[6:])
    order = "<" if block[6:8] == b"II" else ">"
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    small = files.encoded(Image.new("L", (8, 8)), "JPEG", comment=b"canary")
    struct.pack_into(order + "I", tiff, first + 2 + 12 * count, len(tiff))
    at = len(tiff) + 2 + 24 + 4
    tiff += struct.pack(order + "HHHIIHHIII", 2, 0x0201, 4, 1, at, 0x0202, 4, 1, len(small), 0) + small
    return block[:6] + bytes(tiff)


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


EVERYWHERE = b"".join(
    [
        segment(0xE0, b"JFXX\0\x10canary"),
        segment(0xE1, notes()),
        segment(0xE1, XMP),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0canary"),
        segment(0xE2, b"MPF\0canary"),
        segment(0xE2, b"FPXR\0canary"),
        *(segment(marker, b"Maker\0canary" * 9) for marker in range(0xE3, 0xED)),
        segment(0xED, PHOTOSHOP),
        segment(0xEE, b"canary, not Adobe"),
        segment(0xEF, b"canary"),
        segment(0xFE, b"canary"),
    ]
)


def photo(*, progressive: bool = False, mode: str = "RGB") -> bytes:
    """A JPEG with notes in front, between scans and behind."""
    plain = files.encoded(
        Image.effect_noise((64, 48), 80).convert(mode), "JPEG", progressive=progressive, dpi=(100, 100)
    )
    second = plain.rindex(b"\xff\xda") if progressive else len(plain) - 2
    if progressive:
        second = plain.rfind(b"\xff\xc4", 0, second)
    between = segment(0xFE, CANARY) + segment(0xE1, XMP)
    behind = b"canary" + photo_behind()
    return plain[:2] + EVERYWHERE + plain[2:second] + between + plain[second:] + behind


def photo_behind() -> bytes:
    """The second picture of a phone."""
    return files.encoded(Image.new("RGB", (20, 20)), "JPEG", comment=b"canary")


def pixels(jpeg: bytes) -> bytes:
    """What it shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the canary of a phone's second picture is none
        return Image.open(io.BytesIO(jpeg)).convert("RGB").tobytes()


def everything(pdf: bytes) -> bytes:
    """A PDF with each of its streams undone."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [pdf]
    for number in range(1, count_of_objects(reader)):
        made = reader.get_object(number)
        if isinstance(made, StreamObject):
            found += [made._data, made.get_data()]
        found.append(str(made).encode("latin-1", "replace"))
    return b"\n".join(found)


def told(workers: Workers, untrusted: bytes) -> set[str]:
    """The facts that the program says a file holds."""
    found = [notice for notice in workers.inspect(untrusted, "").notices if notice.code == "private_facts"]
    assert len(found) <= 1
    return {fact for notice in found for fact in notice.names}


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_loses_all_notes_and_no_pixel(mode: str, progressive: bool) -> None:
    jpeg = photo(progressive=progressive, mode=mode)
    left = without_private_facts(jpeg)
    assert jpeg.count(CANARY) > 20
    assert CANARY not in left
    assert pixels(left) == pixels(jpeg)
    assert left.endswith(b"\xff\xd9")


def test_colour_profiles_and_adobes_mark_are_kept() -> None:
    profile = b"profile" * 40
    jpeg = files.encoded(Image.new("CMYK", (9, 9), (9, 99, 9, 0)), "JPEG", icc_profile=profile)
    left = without_private_facts(jpeg)
    assert Image.open(io.BytesIO(left)).info["icc_profile"] == profile
    assert b"Adobe" in left
    assert pixels(left) == pixels(jpeg)


def test_notes_that_hide_in_tables_are_cut_off() -> None:
    jpeg = files.encoded(Image.effect_noise((40, 40), 90), "JPEG")
    for marker in (0xDB, 0xC0, 0xC4):
        start = jpeg.index(bytes((0xFF, marker)))
        (length,) = struct.unpack_from(">H", jpeg, start + 2)
        longer = jpeg[: start + 2] + struct.pack(">H", length + 8) + jpeg[start + 4 : start + 2 + length] + b"canary!!"
        left = without_private_facts(longer + jpeg[start + 2 + length :])
        assert CANARY not in left
        assert pixels(left) == pixels(jpeg)


def test_damaged_jpegs_are_taken_and_no_notes_are_left() -> None:
    chance = random.Random(7)
    whole = photo(progressive=True)
    start = whole.index(b"\xff\xe1")
    for _ in range(400):
        damaged = bytearray(whole[: chance.randrange(2, len(whole))])
        for _ in range(chance.randrange(4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert without_private_facts(bytes(damaged)).startswith(b"\xff\xd8")
    for size in range(start, start + 4000, 37):
        assert CANARY not in without_private_facts(whole[:size])


def test_what_a_photo_notes_is_told_and_not_bound(workers: Workers) -> None:
    jpeg = photo()
    assert told(workers, jpeg) == set(PRIVATE_FACTS)
    _, report, binder = merged(workers, scan(jpeg, JPEG), pages=1)
    assert report.failures == ()
    assert CANARY not in everything(binder)
    picture = workers.render(jpeg, JPEG, 0, 50)
    assert CANARY not in picture.png
    assert [picture.png[place : place + 4] for place in (12, 37)] == [b"IHDR", b"IDAT"]


@pytest.mark.parametrize("fact", ["place", "owner", "serial_number", "device", "time", "description", "maker_notes"])
def test_each_fact_is_told_by_itself(workers: Workers, fact: str) -> None:
    picture = Image.new("RGB", (30, 20))
    for kind in ("JPEG", "PNG", "TIFF"):
        exif = noted(fact)
        # Pillow leaves directories within directories out of a TIFF's EXIF.
        inner = {tag: dict(found) for tag in (0x8769, 0x8825) if (found := exif.get_ifd(tag))}
        more = {"tiffinfo": inner} if kind == "TIFF" and inner else {"exif": exif}
        assert told(workers, files.encoded(picture, kind, **more)) == {fact}


def noted(fact: str) -> Image.Exif:
    """Notes that say this alone."""
    exif = Image.Exif()
    exif[0x0112] = 1
    tags = {"owner": 0x8298, "device": 0x0110, "time": 0x0132, "description": 0x010E}
    if fact == "place":
        exif.get_ifd(0x8825)[2] = (50.0, 5.0, 1.0)
    elif fact in tags:
        exif[tags[fact]] = "something"
    else:
        exif.get_ifd(0x8769)[{"serial_number": 0xA435, "maker_notes": 0x927C}[fact]] = b"something"
    return exif


def test_the_day_of_a_photo_is_the_one_on_which_it_was_taken(workers: Workers) -> None:
    picture = Image.new("RGB", (30, 20))
    exif = Image.Exif()
    exif[0x0132] = "2026:11:01 10:00:00"  # changed on this day, not taken
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 5.0, 1.0), 29: "2020:01:01"})
    assert workers.day_taken(files.encoded(picture, "JPEG", exif=exif)) is None
    exif.get_ifd(0x8769)[0x9003] = "2026:05:03 23:59:00"
    for kind in ("JPEG", "PNG"):
        assert workers.day_taken(files.encoded(picture, kind, exif=exif)) == date(2026, 5, 3)
    inner = {0x8769: dict(exif.get_ifd(0x8769))}
    assert workers.day_taken(files.encoded(picture, "TIFF", tiffinfo=inner)) == date(2026, 5, 3)
    for unset in ("0000:00:00 00:00:00", "2026:13:40 00:00:00", "canary", ""):
        exif.get_ifd(0x8769)[0x9003] = unset
        assert workers.day_taken(files.encoded(picture, "JPEG", exif=exif)) is None
    whole = files.encoded(picture, "JPEG", exif=notes())
    for cut in range(20, 400, 7):  # damaged notes cost nothing
        assert day_taken(memoryview(whole[:cut]), JPEG) is None


def test_pictures_without_notes_tell_none(workers: Workers) -> None:
    for kind in ("JPEG", "PNG", "TIFF"):
        plain = files.encoded(Image.new("RGB", (30, 20)), kind, dpi=(100, 100))
        assert workers.inspect(plain, "").notices == ()
    turned = Image.Exif()
    turned[0x0112] = 6
    assert told(workers, files.encoded(Image.new("RGB", (30, 20)), "JPEG", exif=turned)) == set()


def test_notes_of_a_tiff_and_of_a_png_are_told_and_not_bound(workers: Workers) -> None:
    picture = Image.effect_noise((64, 48), 80)
    tiff = files.encoded(picture, "TIFF", tiffinfo={315: "canary", 700: XMP, 33723: IPTC, 34377: PHOTOSHOP[14:]})
    assert told(workers, tiff) == {"owner", "place", "description", "serial_number"}
    png = files.encoded(picture, "PNG", exif=notes())
    assert told(workers, png) == {*PRIVATE_FACTS}
    texts = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)
    chunk = struct.pack(">I", len(texts)) + b"iTXt" + texts + struct.pack(">I", zlib.crc32(b"iTXt" + texts))
    start = png.index(b"IDAT") - 4
    _, _, binder = merged(workers, scan(tiff, TIFF), scan(png[:start] + chunk + png[start:], PNG), pages=2)
    assert CANARY not in everything(binder)
    bare = files.encoded(picture, "PNG")
    start = bare.index(b"IDAT") - 4
    assert told(workers, bare[:start] + chunk + bare[start:]) == {"owner", "place", "serial_number"}


def one_picture(content: bytes, entries: bytes, more: bytes = b"") -> bytes:
    """A PDF with one picture, and with metadata wherever metadata can be."""
    extra = b"/Metadata 6 0 R/PieceInfo<</Maker<</Private(canary)/LastModified(D:2026)>>>>/LastModified(D:2026)"
    return files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 64 48]/Contents 4 0 R/Resources<</XObject<</X 7 0 R>>"
        b"/ExtGState<</G<</Type/ExtGState/Deep[<<%b>>]>>>>>>%b>>" % (extra, extra),
        files.stream(b"q 64 0 0 48 0 0 cm /X Do Q"),
        files.stream(
            content, b"/Type/XObject/Subtype/Image/Width 64/Height 48/BitsPerComponent 8%b%b%b" % (entries, extra, more)
        ),
        files.stream(b"<x:xmpmeta>canary</x:xmpmeta>", b"/Type/Metadata/Subtype/XML"),
        files.stream(
            b"q 1 0 0 1 0 0 cm /I Do Q",
            b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</I 5 0 R>>>>" + extra,
        ),
    )


WRAPPED = {
    "bare": (photo(), b"/DCTDecode"),
    "in an array": (photo(progressive=True), b"[/DCTDecode]"),
    "in ASCII 85": (
        base64.a85encode(photo()) + b"~>",
        b"[/ASCII85Decode/DCTDecode]/DecodeParms[null<</ColorTransform 1>>]",
    ),
    "in hexadecimal": (photo().hex().encode() + b">", b"[/ASCIIHexDecode /DCTDecode]"),
    "in Flate": (zlib.compress(photo()), b"[/FlateDecode/DCTDecode]"),
    "in two": (base64.a85encode(zlib.compress(photo())) + b"~>", b"[/ASCII85Decode/FlateDecode/DCTDecode]"),
    "behind blanks": (b"\r\n" + photo(), b"/DCTDecode"),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_jpeg_inside_a_pdf_is_bound_without_its_notes(workers: Workers, how: str) -> None:
    content, name = WRAPPED[how]
    pdf = one_picture(content, b"/ColorSpace/DeviceRGB/Filter" + name)
    _, report, binder = merged(workers, scan(pdf), pages=1)
    assert report.failures == ()
    assert CANARY not in everything(binder)
    assert binder.count(b"/DCTDecode") == 1
    if content.startswith(b"\xff"):
        assert {"place", "owner", "serial_number"} <= told(workers, pdf)
    shown = Image.open(io.BytesIO(workers.render(binder, PDF, 0, 72).png)).convert("L")
    low, high = shown.getextrema()
    assert isinstance(low, int)
    assert low < 60
    assert high == 255


def test_what_the_producer_of_a_pdf_notes_of_itself_is_not_told(workers: Workers) -> None:
    plain = files.encoded(Image.effect_noise((64, 48), 80).convert("RGB"), "JPEG")
    assert told(workers, one_picture(plain, b"/ColorSpace/DeviceRGB/Filter/DCTDecode")) == set()


@pytest.mark.parametrize("no_boxes", [False, True])
def test_a_jpeg_2000_inside_a_pdf_is_bound_without_its_notes(workers: Workers, no_boxes: bool) -> None:
    picture = Image.effect_noise((64, 48), 80)
    made = files.encoded(picture, "JPEG2000", no_jp2=no_boxes, comment="canary")
    if not no_boxes:
        start = made.index(b"jp2c") - 4
        boxes = b"".join(
            struct.pack(">I4s", 8 + 32, name) + b"canary".ljust(32) for name in (b"uuid", b"xml ", b"free")
        )
        made = made[:start] + boxes + made[start:] + boxes
    left = jpeg_2000_without_private_facts(made)
    assert CANARY not in left
    assert Image.open(io.BytesIO(left)).tobytes() == picture.tobytes() or no_boxes
    pdf = one_picture(made, b"/ColorSpace/DeviceGray/Filter/JPXDecode")
    _, report, binder = merged(workers, scan(pdf), pages=1)
    assert report.failures == ()
    assert CANARY not in everything(binder)
    assert b"/JPXDecode" in binder


@pytest.mark.parametrize("where", ["page", "packed page", "form", "wrapped"])
def test_a_noted_jpeg_in_the_middle_of_content_makes_the_page_a_picture(workers: Workers, where: str) -> None:
    jpeg, name = photo(), b"/DCT"
    if where == "wrapped":
        jpeg, name = base64.a85encode(jpeg) + b"~>", b"[/A85 /DCT]"
    drawn = b"q 64 0 0 48 0 0 cm BI /W 64 /H 48 /BPC 8 /CS /RGB /F %b ID %b EI Q" % (name, jpeg)
    form = files.stream(drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 64 48]")
    content = files.stream(b"/X Do") if where == "form" else files.stream(drawn)
    if where == "packed page":
        content = files.stream(zlib.compress(drawn), b"/Filter/FlateDecode")
    pdf = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 64 48]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        content,
        form,
    )
    reader, report, binder = merged(workers, scan(pdf), pages=1)
    assert report.failures == ()
    assert CANARY not in everything(binder)
    assert "/Picture" in reader.pages[0]["/Resources"]["/XObject"]  # type: ignore[index]
