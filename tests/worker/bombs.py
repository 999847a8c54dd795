"""Files made to break a reader of documents: more than forty kinds, small on the disk, each written here from what such files do.

Sizes that only differ in how long they take are left at what is refused or read quickly; `files.deflate_bomb` and
`files.form_recursion` use up a whole process and are tried by themselves.
"""

import gzip
import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.worker.files import encoded, endless_page, page_tree_loop, png_claiming, raw_pdf, stream, text_pdf

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_KID = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _page(resources: bytes, *more: bytes, box: bytes = b"0 0 612 792", further: bytes = b"") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources %b%b>>" % (box, resources, further)
    return raw_pdf(_CATALOG, _ONE_KID, page, *more)


def _packed(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    names = b"/FlateDecode" * times
    return stream(content, b"/Filter[%b]" % names)


def _forms(levels: int, each: int) -> bytes:
    """Forms that draw forms that draw forms: each level many times the one below it."""
    chain = [
        stream(
            b"/F Do " * each,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (6 + level),
        )
        for level in range(levels)
    ]
    last = stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return _page(b"<</XObject<</F 5 0 R>>>>", stream(b"/F Do"), *chain, last)


def _image(entries: bytes, content: bytes) -> bytes:
    picture = stream(content, b"/Type/XObject/Subtype/Image" + entries)
    return _page(b"<</XObject<</I 5 0 R>>>>", stream(b"q 600 0 0 700 0 0 cm /I Do Q"), picture)


def _font(further: bytes) -> bytes:
    """Words in a font whose own file is rubbish."""
    content = stream(b"BT /F 20 Tf 72 700 Td (words) Tj ET")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R/FirstChar 0/LastChar 255/Widths 7 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[-1 -1 9999999 9999999]/FontFile2 8 0 R>>"
    widths = b"[" + b"99999999 " * 256 + b"]"
    return _page(b"<</Font<</F 5 0 R>>>>", content, font, descriptor, widths, stream(further))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks) + _chunk(b"IEND", b"")


def _packed_text(name: bytes) -> bytes:
    return _png(
        1, 1, _chunk(name, b"a\0\0" + zlib.compress(b"x" * (64 << 20), 9)), _chunk(b"IDAT", zlib.compress(b"\0\0"))
    )


def _frames(count: int) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("1", (10, 10), number % 2) for number in range(count)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def _tiff(*entries: tuple[int, int, int, int]) -> bytes:
    """A TIFF of these raw entries: tag, type, count, value."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + table + struct.pack("<I", 8)


def _cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def _photo() -> bytes:
    return encoded(Image.effect_noise((600, 400), 40), "JPEG", quality=80)


def _scrambled(content: bytes) -> bytes:
    """Every fortieth byte changed."""
    out = bytearray(content)
    for place in range(100, len(out), 40):
        out[place] ^= 0x5A
    return bytes(out)


BOMBS: dict[str, Callable[[], bytes]] = {
    "packed thrice.pdf": lambda: _page(b"<<>>", _packed(b"0 0 m 1 1 l S\n" * 50_000, 3)),
    "forms upon forms.pdf": lambda: _forms(5, 8),
    "page tree in a ring.pdf": page_tree_loop,
    "two billion pages.pdf": lambda: raw_pdf(
        _CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>"
    ),
    "pages below zero.pdf": lambda: raw_pdf(_CATALOG, b"<</Type/Pages/Kids[]/Count -7>>"),
    "as wide as a country.pdf": endless_page,
    "no width at all.pdf": lambda: _page(b"<<>>", stream(b"0 0 m 1 1 l S"), box=b"0 0 0 0"),
    "turned about.pdf": lambda: _page(b"<<>>", stream(b""), box=b"612 792 0 0", further=b"/Rotate 45"),
    "boxes that are no numbers.pdf": lambda: _page(b"<<>>", stream(b""), box=b"(a) /b null true"),
    "brackets within brackets.pdf": lambda: _page(b"<<>>", b"[" * 100_000 + b"]" * 100_000),
    "dictionaries within dictionaries.pdf": lambda: _page(b"<</A" * 20_000 + b">>" * 20_000, stream(b"")),
    "table in a ring.pdf": lambda: (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"
    ),
    "table beyond the end.pdf": lambda: text_pdf("x").replace(b"startxref\n", b"startxref\n99999999"),
    "tiny tiles.pdf": lambda: _page(
        b"<</Pattern<</P 5 0 R>>>>",
        stream(b"/Pattern cs /P scn 0 0 612 792 re f"),
        stream(
            b"0 0 .01 .01 re f",
            b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 .01 .01]/XStep .01/YStep .01/Resources<<>>",
        ),
    ),
    "a long sum for each point.pdf": lambda: _page(
        b"<</Shading<</S 5 0 R>>>>",
        stream(b"/S sh"),
        b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R>>",
        stream(b"{" + b"dup mul " * 2_000 + b"0 0}", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]"),
    ),
    "two billion objects in a stream.pdf": lambda: _page(
        b"<<>>", stream(zlib.compress(b"1 0 " * 10), b"/Type/ObjStm/N 2000000000/First 4/Filter/FlateDecode")
    ),
    "an image larger than memory.pdf": lambda: _image(
        b"/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode",
        zlib.compress(bytes(1 << 20)),
    ),
    "an image of no height.pdf": lambda: _image(b"/Width 10/Height 0/BitsPerComponent 8/ColorSpace/DeviceGray", b""),
    "an image below zero.pdf": lambda: _image(b"/Width -10/Height -10/BitsPerComponent 8/ColorSpace/DeviceGray", b"x"),
    "its own mask.pdf": lambda: _image(
        b"/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R", bytes(81)
    ),
    "colours of colours.pdf": lambda: _image(
        b"/Width 9/Height 9/BitsPerComponent 8/ColorSpace[/Indexed[/Indexed/DeviceRGB 255 ()]255()]", bytes(81)
    ),
    "rubbish for a font.pdf": lambda: _font(b"\0\1\0\0" + b"\xff" * 4_000),
    "a font that is a picture.pdf": lambda: _font(_photo()),
    "ten thousand fonts.pdf": lambda: _page(
        b"<</Font<<" + b"".join(b"/F%d 5 0 R" % n for n in range(10_000)) + b">>>>",
        stream(b"BT /F1 9 Tf (a) Tj ET"),
        b"<</Type/Font>>",
    ),
    "a million saved states.pdf": lambda: _page(b"<<>>", _packed(b"q " * 1_000_000)),
    "far away words.pdf": lambda: _page(
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
        stream(b"BT /F 1e30 Tf 1e38 -1e38 Td (x) Tj ET"),
    ),
    "starts other programs.pdf": lambda: raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/true)>>/Names<</JavaScript<</Names[(a)<</S/JavaScript"
        b'/JS(app.launchURL("http://198.51.100.7/"))>>]>>>>>>',
        _ONE_KID,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/AA<</O<</S/URI/URI(http://198.51.100.7/)>>>>>>",
    ),
    "reads another file.pdf": lambda: _page(b"<<>>", b"<</Length 0/F(/etc/passwd)>>stream\n\nendstream"),
    "half of it.pdf": lambda: _cut(text_pdf(*["page"] * 20), 0.5),
    "scrambled.pdf": lambda: _scrambled(text_pdf(*["page"] * 5)),
    "claims sixty thousand.png": lambda: png_claiming(60_000, 60_000),
    "claims two billion.png": lambda: png_claiming(0x7FFFFFFF, 0x7FFFFFFF),
    "a packed book in a remark.png": lambda: _packed_text(b"zTXt"),
    "a packed colour profile.png": lambda: _packed_text(b"iCCP"),
    "half of it.jpg": lambda: _cut(_photo(), 0.5),
    "scrambled.jpg": lambda: _scrambled(_photo()),
    "larger than it is.jpg": lambda: _photo().replace(struct.pack(">HH", 400, 600), struct.pack(">HH", 65_000, 65_000)),
    "hundreds of pages.tif": lambda: _frames(300),
    "strips without end.tif": lambda: _tiff(
        (256, 4, 1, 60_000), (257, 4, 1, 60_000), (273, 4, 0x3FFFFFFF, 8), (279, 4, 0x3FFFFFFF, 8)
    ),
    "next page is this page.tif": lambda: _tiff((256, 4, 1, 8), (257, 4, 1, 8), (273, 4, 1, 8), (279, 4, 1, 8)),
    "a packed archive.pdf": lambda: b"%PDF-1.7\n" + gzip.compress(bytes(50 << 20)),
    "nothing.pdf": bytes,
    "a page of the web.pdf": lambda: b"<html><script>alert(1)</script>",
}

SLOW = frozenset(
    {
        "packed thrice.pdf",
        "forms upon forms.pdf",
        "hundreds of pages.tif",
        "a million saved states.pdf",
        "dictionaries within dictionaries.pdf",
    }
)
"""Those that take seconds each, more than all others together: read in the large setting; `deflate_bomb` stands for them by default."""
