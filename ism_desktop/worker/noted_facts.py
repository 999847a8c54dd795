"""Which private facts a file holds: those that cameras and programs note in pictures, by the codes of `shapes.PRIVATE_FACTS`.

Read without any library, from EXIF, XMP, IPTC and text beside the picture. What is damaged is passed over.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

from ism_desktop.media_types import JPEG, PNG, TIFF
from ism_desktop.worker.jpeg_segments import segments
from ism_desktop.worker.png_parts import chunks
from ism_desktop.worker.tiff_pages import Directories
from ism_desktop.worker.values import PRIVATE_FACTS

_EXIF_MARK, _PHOTOSHOP_MARK = b"Exif\0\0", b"Photoshop 3.0\0"
_XMP_MARK = b"http://ns.adobe.com/x"  # xap/ and xmp/extension/
_MOST_TEXT = 4_000_000

_GPS, _EXIF, _NEXT_PICTURE = 0x8825, 0x8769, 0x0201
_ORIENTATION, _UNIT, _RESOLUTIONS = 0x0112, 0x0128, (0x011A, 0x011B)
_XMP, _IPTC, _PHOTOSHOP = 700, 33723, 34377
_TAGS = {
    **dict.fromkeys((0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F), "description"),
    **dict.fromkeys((0x010F, 0x0110, 0x013C, 0xA433, 0xA434, 0xC614), "device"),
    **dict.fromkeys((0x0132, 0x9003, 0x9004, 0xC71B), "time"),
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), "owner"),
    **dict.fromkeys((0xA420, 0xA431, 0xA435, 0xC62F), "serial_number"),
    0x927C: "maker_notes",
}
_XMP_WORDS = {
    "place": rb"GPSL(?:at|ong)itude|photoshop:(?:City|State|Country)|Iptc4xmp(?:Core:Location|Ext:Location|Core:CountryCode)",
    "owner": rb"dc:creator|dc:rights|aux:OwnerName|CameraOwnerName|xmpRights:Owner|photoshop:Credit|tiff:Artist|CreatorContactInfo",
    "serial_number": rb"SerialNumber|ImageUniqueID",
    "device": rb"tiff:Make|tiff:Model|aux:Lens|exifEX:LensModel",
    "time": rb"xmp:(?:Create|Modify)Date|DateTimeOriginal|DateTimeDigitized|photoshop:DateCreated",
    "thumbnail": rb"xmp:Thumbnails|xmpGImg:image",
    "description": rb"dc:description|dc:title|dc:subject|exif:UserComment|PersonInImage|mwg-rs:|MPReg:|photoshop:Headline",
}
_XMP_FACTS = {fact: re.compile(words) for fact, words in _XMP_WORDS.items()}
_IPTC_FACTS = {
    **dict.fromkeys((26, 27, 90, 92, 95, 100, 101), "place"),
    **dict.fromkeys((80, 85, 110, 115, 116, 118, 122), "owner"),
    **dict.fromkeys((30, 55, 60, 62, 63), "time"),
    **dict.fromkeys((5, 15, 20, 25, 40, 105, 120), "description"),
}
_PNG_WORDS = {
    b"author": "owner",
    b"artist": "owner",
    b"copyright": "owner",
    b"title": "description",
    b"description": "description",
    b"comment": "description",
    b"creation time": "time",
    b"source": "device",
}
# Comments in which programs name only themselves.
_OF_PROGRAMS = re.compile(
    rb"CREATOR|LEAD Tech|Lavc|GIMP|Intel|Handmade|File (?:written|source)|Optimized|Compressed|AppleMark|Created by OpenJPEG",
    re.IGNORECASE,
)
# In a PDF: segments of JPEGs, which begin with a marker and a length.
_IN_PDF = re.compile(rb"\xff[\xe1\xed]..(?:Exif\0\0|http://ns\.adobe\.com/x|Photoshop 3\.0\0)", re.DOTALL)
_MOST_IN_PDF = 2_000


def notice(
    untrusted: memoryview, media_type: str, directories: Sequence[int] = ()
) -> list[tuple[str, list[int], list[str]]]:
    """What a file notes beside its pictures, as a row of `shapes.Notice`; no row where it notes nothing.

    `directories` is where those of a TIFF stand.
    """
    if media_type == TIFF:
        return _row(_of_tiff(untrusted, directories))
    how = {JPEG: _of_jpeg, PNG: _of_png}.get(media_type, _of_pdf)
    return _row(how(untrusted))


def notice_beside(exif: bytes, xmp: bytes, comment: bytes) -> list[tuple[str, list[int], list[str]]]:
    """The same of what somebody else found beside a picture."""

    def facts() -> Iterator[str]:
        yield from _of_exif(memoryview(exif))
        yield from _of_xmp(xmp[:_MOST_TEXT])
        if comment.strip(b"\0 \r\n") and not _OF_PROGRAMS.search(comment):
            yield "description"

    return _row(facts())


def _row(facts: Iterable[str]) -> list[tuple[str, list[int], list[str]]]:
    found: set[str] = set()
    try:
        for fact in facts:
            found.add(fact)
    except (ValueError, IndexError, struct.error, zlib.error, OverflowError):
        pass  # what was found so far is true
    return [("private_facts", [], [fact for fact in PRIVATE_FACTS if fact in found])] if found else []


def turn_and_resolution(jpeg: memoryview) -> tuple[int, tuple[float, float] | None]:
    """The orientation that a camera noted, 1 where there is none, and the dots per inch that it or a scanner did."""
    for marker, start, end in segments(jpeg):
        content = jpeg[start + 4 : end]
        if marker == 0xE1 and bytes(content[: len(_EXIF_MARK)]) == _EXIF_MARK:
            try:
                return _turn_and_resolution(content[len(_EXIF_MARK) :])
            except (ValueError, IndexError, struct.error):
                return 1, None
        if marker == 0xDA:
            break
    return 1, None


def _turn_and_resolution(exif: memoryview) -> tuple[int, tuple[float, float] | None]:
    if bytes(exif[:2]) not in (b"II", b"MM"):
        return 1, None
    notes = Directories(exif)
    found = notes.contents(notes.number(notes.start))
    turn = notes.place_in(found.get(_ORIENTATION))
    unit = {2: 1.0, 3: 2.54}.get(notes.place_in(found.get(_UNIT)), 0.0)
    x, y = (notes.ratio(found.get(tag)) * unit for tag in _RESOLUTIONS)
    return turn if 1 <= turn <= 8 else 1, (x, y) if x and y else None


def _of_jpeg(whole: memoryview) -> Iterator[str]:
    for marker, start, end in segments(whole):
        content = whole[start + 4 : end]
        if 0xE0 <= marker <= 0xEF:
            yield from _of_segment(marker, content)
        elif marker == 0xFE and bytes(content).strip(b"\0 \r\n") and not _OF_PROGRAMS.search(content):
            yield "description"


def _of_segment(marker: int, content: memoryview) -> Iterator[str]:
    head = bytes(content[:32])
    if marker == 0xE0:
        if head.startswith(b"JFXX") or (head.startswith(b"JFIF\0") and len(head) > 13 and head[12] * head[13]):
            yield "thumbnail"
    elif head.startswith(_EXIF_MARK):
        yield from _of_exif(content[len(_EXIF_MARK) :])
    elif head.startswith(_XMP_MARK):
        yield from _of_xmp(bytes(content))
    elif head.startswith(_PHOTOSHOP_MARK):
        yield from _of_photoshop(content[len(_PHOTOSHOP_MARK) :])
    elif marker == 0xE2 and head.startswith(b"MPF\0"):
        yield "thumbnail"
    elif marker in (0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB) and len(content) > 64:
        yield "maker_notes"


def _of_png(whole: memoryview) -> Iterator[str]:
    for name, content, _ in chunks(whole):
        if name == b"eXIf":
            yield from _of_exif(content)
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            key, _, text = bytes(content[:_MOST_TEXT]).partition(b"\0")
            yield from _of_text(key, _unpacked(name, text))


def _unpacked(name: bytes, text: bytes) -> bytes:
    if name == b"iTXt":
        is_packed, rest = text[:1] == b"\1", text[2:]
        text = rest.partition(b"\0")[2].partition(b"\0")[2]
        name = b"zTXt" if is_packed else name
    elif name == b"zTXt":
        text = text[1:]
    try:
        return zlib.decompressobj().decompress(text, _MOST_TEXT) if name == b"zTXt" else text
    except zlib.error:
        return b""


def _of_text(key: bytes, text: bytes) -> Iterator[str]:
    if key == b"XML:com.adobe.xmp":
        yield from _of_xmp(text)
    elif key.startswith(b"Raw profile type "):
        # ImageMagick's way: a line with the kind, one with the length, then hexadecimal digits.
        raw = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii", "replace"))
        exif = raw.find(_EXIF_MARK)
        if exif >= 0:
            yield from _of_exif(memoryview(raw)[exif + len(_EXIF_MARK) :])
        yield from _of_xmp(raw)
        yield from _of_photoshop(memoryview(raw))
    elif text.strip() and key.lower() in _PNG_WORDS and not _OF_PROGRAMS.search(text):
        yield _PNG_WORDS[key.lower()]


def _of_tiff(whole: memoryview, directories: Sequence[int]) -> Iterator[str]:
    notes = Directories(whole)
    for place in directories:
        yield from _of_directory(notes, place)


def _of_exif(content: memoryview) -> Iterator[str]:
    if bytes(content[:2]) not in (b"II", b"MM"):
        return
    notes = Directories(content)
    first = notes.number(notes.start)
    yield from _of_directory(notes, first)
    if _NEXT_PICTURE in notes.contents(notes.number(notes.behind(first))):
        yield "thumbnail"


def _of_directory(notes: Directories, place: int) -> Iterator[str]:
    found = notes.contents(place)
    yield from _of_tags(found)
    yield from _of_tags(notes.contents(notes.place_in(found.get(_EXIF))))
    # Tag 0 is the version alone.
    if any(
        tag and bytes(content).strip(b"\0 ") for tag, content in notes.contents(notes.place_in(found.get(_GPS))).items()
    ):
        yield "place"
    if _XMP in found:
        yield from _of_xmp(bytes(found[_XMP]))
    if _IPTC in found:
        yield from _of_iptc(bytes(found[_IPTC]))
    if _PHOTOSHOP in found:
        yield from _of_photoshop(found[_PHOTOSHOP])


def _of_tags(found: dict[int, memoryview]) -> Iterator[str]:
    for tag, content in found.items():
        # A comment begins with the name of its writing.
        said = bytes(content[:200]).removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
        if tag in _TAGS and said.strip(b"\0 \r\n\t"):
            yield _TAGS[tag]


def _of_xmp(text: bytes) -> Iterator[str]:
    yield from (fact for fact, words in _XMP_FACTS.items() if words.search(text))


def _of_photoshop(content: memoryview) -> Iterator[str]:
    """Photoshop's resources, of which one holds IPTC."""
    place = 0
    while place + 12 <= len(content) and bytes(content[place : place + 4]) == b"8BIM":
        (resource,) = struct.unpack_from(">H", content, place + 4)
        place += 6 + (content[place + 6] // 2 + 1) * 2
        (length,) = struct.unpack_from(">I", content, place)
        inside = content[place + 4 : place + 4 + length]
        place += 4 + length + length % 2
        if resource == 0x0404:
            yield from _of_iptc(bytes(inside))
        elif resource in (0x0409, 0x040C):
            yield "thumbnail"
        elif resource in (0x0422, 0x0423):
            yield from _of_exif(inside)
        elif resource == 0x0424:
            yield from _of_xmp(bytes(inside))


def _of_iptc(content: bytes) -> Iterator[str]:
    place = 0
    while place + 5 <= len(content) and content[place] == 0x1C:
        record, number, length = struct.unpack_from(">BBH", content, place + 1)
        if record == 2 and number in _IPTC_FACTS and content[place + 5 : place + 5 + length].strip(b"\0 "):
            yield _IPTC_FACTS[number]
        place += 5 + length


def _of_pdf(whole: memoryview) -> Iterable[str]:
    """Of pictures in a PDF, as far as they are stored as they were taken; what its own producer notes does not count."""
    for number, found in enumerate(_IN_PDF.finditer(whole)):
        if number >= _MOST_IN_PDF:
            return
        start = found.start()
        (length,) = struct.unpack_from(">H", whole, start + 2)
        yield from _of_segment(whole[start + 1], whole[start + 4 : start + 2 + length])
