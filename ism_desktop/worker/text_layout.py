"""A plain text laid out on pages: a PDF in memory, which everything else then reads as it reads any PDF.

Every letter keeps its code in the page, so that a letter that our font lacks, and that is drawn as an empty box, is still found and copied.
Runs in the worker process only.
"""

import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ism_desktop.worker import true_type
from ism_desktop.worker.invisible_text import letters_table
from ism_desktop.worker.limits import MAX_PAGES, MAX_TEXT_BYTES
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pdf_out import PAGES, PdfOut
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.writing import cleaned

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 57
_SIZE, _LEADING = 10, 14
_LINES = (_HEIGHT - 2 * _MARGIN) // _LEADING
_ROOM = (_WIDTH - 2 * _MARGIN) * 1000 // _SIZE
_TAB = 8
_PACKING = 6
_NAME = b"ISMTXT+NotoSans"
_PRINTED_WITHOUT_GLYPH = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff")


@dataclass(slots=True)
class LaidOut:
    """The PDF, and whether there are letters that our font cannot draw."""

    pdf: bytes
    lacks_letters: bool


@dataclass(slots=True)
class _Codes:
    """The codes that letters have in the file, in the order in which they came."""

    known: dict[str, bytes] = field(default_factory=dict[str, bytes])
    widths: dict[str, int] = field(default_factory=dict[str, int])

    def learn(self, text: str) -> None:
        font = true_type.shipped()
        for letter in sorted(set(text) - {"\n", "\t"}):
            # Code 0 stays free: it is no letter in any program.
            self.known[letter] = (len(self.known) + 1).to_bytes(2, "big")
            self.widths[letter] = 0 if letter in _PRINTED_WITHOUT_GLYPH else font.width(font.glyph(letter))

    def glyphs(self) -> list[int]:
        font = true_type.shipped()
        return [font.glyph(letter) for letter in self.known]

    def shown(self, line: str) -> bytes:
        known = self.known
        return b"".join([known[letter] for letter in line])


def laid_out(text: str, title: str = "") -> LaidOut:
    """The text on pages. Raises Refusal where it is longer than a document may be."""
    if len(text) > MAX_TEXT_BYTES:
        raise Refusal("text")
    text = cleaned(text)
    codes = _Codes()
    codes.learn(text + " -")
    if len(codes.known) > 0xFFF0:
        raise Refusal("text")
    out = io.BytesIO()
    pdf = PdfOut(out)
    written = Written(pdf.next)
    font = _font(written, codes)
    for number, lines in enumerate(_pages(_lines(text, codes))):
        if number >= MAX_PAGES:
            raise Refusal("pages")
        pdf.pages.append(_page(written, font, lines, codes))
    pdf.add(written.lengths, bytes(written.bytes()), written.next)
    pdf.finish((), (), {"Title": title} if title else {})
    lacking = [
        letter
        for letter, glyph in zip(codes.known, codes.glyphs(), strict=True)
        if not glyph and not letter.isspace() and letter not in _PRINTED_WITHOUT_GLYPH
    ]
    return LaidOut(out.getvalue(), bool(lacking))


def _lines(text: str, codes: _Codes) -> Iterator[str]:
    """Lines that fit the page; a word that is longer than a line is cut."""
    for line in text.split("\n"):
        yield from _broken(line.expandtabs(_TAB).rstrip(), codes.widths)


def _broken(line: str, widths: dict[str, int]) -> Iterator[str]:
    width = start = 0
    blank = -1
    for place, letter in enumerate(line):
        width += widths[letter]
        if letter == " ":
            blank = place
        if width > _ROOM:
            end = blank if blank > start else place
            yield line[start:end]
            start = end + 1 if blank > start else end
            width = sum(widths[rest] for rest in line[start : place + 1])
            blank = -1
    yield line[start:]


def _pages(lines: Iterable[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for line in lines:
        page.append(line)
        if len(page) == _LINES:
            yield page
            page = []
    if page:
        yield page


def _page(written: Written, font: int, lines: list[str], codes: _Codes) -> int:
    shown = b"\n".join(b"<%b> Tj T*" % codes.shown(line).hex().encode() if line else b"T*" for line in lines)
    start = b"BT /F %d Tf %d TL %d %d Td\n" % (_SIZE, _LEADING, _MARGIN, _HEIGHT - _MARGIN - _SIZE)
    content = written.add_stream(b"/Filter /FlateDecode", zlib.compress(start + shown + b"\nET", _PACKING))
    page = written.number()
    written.add(
        page,
        b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources <</Font <</F %d 0 R>>>>>>"
        % (PAGES, _WIDTH, _HEIGHT, content, font),
    )
    return page


def _font(written: Written, codes: _Codes) -> int:
    """The font of the used letters, whose codes lead to its glyphs by one table and to the letters by another."""
    glyphs = codes.glyphs()
    packed = zlib.compress(true_type.shipped().with_glyphs(glyphs), _PACKING)
    file = written.add_stream(b"/Filter /FlateDecode", packed)
    to_glyphs = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
    map_to_glyphs = written.add_stream(b"/Filter /FlateDecode", zlib.compress(to_glyphs, _PACKING))
    letters = letters_table({int.from_bytes(code, "big"): letter for letter, code in codes.known.items()})
    to_letters = written.add_stream(b"/Filter /FlateDecode", zlib.compress(letters, _PACKING))
    descriptor, below, font = (written.number() for _ in range(3))
    written.add(
        descriptor,
        b"<</Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [-600 -400 1500 1100] /ItalicAngle 0 /Ascent 1069"
        b" /Descent -293 /CapHeight 714 /StemV 80 /FontFile2 %d 0 R>>" % (_NAME, file),
    )
    widths = b" ".join(b"%d" % codes.widths[letter] for letter in codes.known)
    written.add(
        below,
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /%b /DW 600 /W [1 [%b]] /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>"
        % (_NAME, widths, descriptor, map_to_glyphs),
    )
    written.add(
        font,
        b"<</Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>"
        % (_NAME, below, to_letters),
    )
    return font
