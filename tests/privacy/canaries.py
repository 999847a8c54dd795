"""Canaries: what is put into a record so that it can be recognised wherever it ends up, and the search that finds it in any form.

Every text canary holds one mark of ten digits, made anew for each session, so letters in another case or a sorted index change nothing.
The picture canary is a large patch of one rare colour, which stays a run of equal pixels at any scale and in any order of channels.
"""

import base64
import contextlib
import io
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.values import Moment, Money, PartialDate, Rows, parse_quantity
from ism_desktop.records.values.plain import to_json
from tests.worker.files import locked, text_pdf

COLOUR = (123, 45, 147)
_RUN = 40  # equal pixels in a row
_FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSans-Regular.ttf"
# A document or database that anybody can read has no business there, whatever it says: in our own papers letters are numbers of glyphs.
_READABLE = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG",
    b"\xff\xd8\xff": "a JPEG",
    b"SQLite format 3": "a database that is not encrypted",
}
_TEXTS = frozenset({Input.TEXT, Input.LONG_TEXT, Input.PHONE, Input.EMAIL, Input.NAME})
_MOST_INFLATED = 8 * 1024 * 1024


def fresh_mark() -> str:
    """Ten digits that stand nowhere else; none of them a 0 or a 1, which a reader of pictures may take for letters."""
    return "".join(secrets.choice("23456789") for _ in range(10))


@dataclass
class Canaries:
    """What a session hides, and where it may never be seen."""

    mark: str = field(default_factory=fresh_mark)
    passphrase: str = field(default_factory=lambda: f"sparrow {secrets.token_hex(6)} lantern")
    keys: dict[str, str] = field(default_factory=dict)  # name → hexadecimal
    digits: tuple[str, ...] = ()  # the groups of the recovery code

    def word(self, name: str) -> str:
        """A text canary that says where it was put."""
        return f"{name} {self.mark}"

    # What is put in -------------------------------------------------------------------------------------------------------

    def records(self) -> dict[str, list[dict[str, object]]]:
        """One record of every kind but documents, with a canary in every field that can hold words, and plain values in the others."""
        return {kind.name: [self._values(kind)] for kind in KINDS if kind.name != "documents"}

    def _values(self, kind: Kind) -> dict[str, object]:
        values: dict[str, object] = {}
        for number, one in enumerate(kind.form_fields):
            if one.input in _TEXTS:
                values[one.name] = self.word(f"{kind.name}-{one.name}")
            elif one.input is Input.DATE:
                values[one.name] = to_json(PartialDate(2020, 1 + number % 12))
            elif one.input is Input.MOMENT:
                values[one.name] = to_json(Moment(PartialDate(2020, 1 + number % 12)))
            elif one.input is Input.MONEY:
                values[one.name] = to_json(Money(Decimal(number) + Decimal("0.50"), "EUR"))
            elif one.input is Input.ROWS:
                cells = {
                    cell.name: self.word(f"{kind.name}-{cell.name}") for cell in one.fields if cell.input in _TEXTS
                }
                typed = {
                    cell.name: self.word(f"{kind.name}-{cell.name}")
                    for cell in one.fields
                    if cell.input is Input.QUANTITY
                }
                needed: dict[str, object] = {
                    cell.name: PartialDate(2020) if cell.input is Input.DATE else cell.choices[0].value
                    for cell in one.fields
                    if cell.required and cell.input in {Input.DATE, Input.CHOICE}
                }
                values[one.name] = to_json(
                    Rows(({**needed, **cells, **{name: parse_quantity(word) for name, word in typed.items()}},))
                )
            elif one.input is Input.TAGS:
                values[one.name] = to_json((self.word(f"{kind.name}-{one.name}"),))
            elif one.input is Input.CHOICE:
                values[one.name] = one.choices[0].value
            elif one.input is Input.YES_NO:
                values[one.name] = True
        return values

    def documents(self, folder: Path) -> list[Path]:
        """Documents with a canary in the name, in the text layer, in what a PDF says of itself, in the raw bytes, and as pixels."""
        folder.mkdir(parents=True, exist_ok=True)
        report = folder / f"report {self.mark}.pdf"
        report.write_bytes(self._report())
        scan = folder / f"scan {self.mark}.png"
        page = self._page((1000, 500))
        page.save(scan, dpi=(150, 150), pnginfo=None)
        photo = folder / f"photo {self.mark}.jpg"
        self._page((800, 400)).save(photo, quality=95, comment=self.word("comment").encode())
        return [report, scan, photo]

    @property
    def pdf_password(self) -> str:
        """What opens the locked PDF."""
        return self.word("pdf password")

    def locked_pdf(self, folder: Path) -> Path:
        """A PDF that is locked with a canary, with one in its text."""
        path = folder / f"locked {self.mark}.pdf"
        path.write_bytes(locked(text_pdf(self.word("locked layer")), self.pdf_password))
        return path

    def _page(self, size: tuple[int, int]) -> Image.Image:
        page = Image.new("RGB", size, "white")
        drawn = ImageDraw.Draw(page)
        drawn.rectangle((0, size[1] // 2, size[0], size[1]), fill=COLOUR)
        drawn.text((40, 40), f"Seen {self.mark}", fill="black", font=ImageFont.truetype(str(_FONT), 60))
        return page

    def _report(self) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out)
        canvas.setTitle(self.word("title"))
        canvas.setAuthor(self.word("author"))
        canvas.drawString(72, 720, self.word("layer"))
        canvas.drawImage(ImageReader(self._page((400, 200))), 72, 300, 400, 200)
        canvas.showPage()
        canvas.save()
        codings = ("ascii", "utf-8", "utf-16-le")
        return (
            out.getvalue() + b"".join(b"\n%" + self.word(f"raw {name}").encode(name) for name in codings) + b"\n%%EOF\n"
        )

    # What is looked for ---------------------------------------------------------------------------------------------------

    def needles(self) -> dict[str, bytes]:
        """Every form of text, passphrase, keys and recovery code, by name."""
        texts = {"the mark": self.mark, "the passphrase": self.passphrase}
        needles: dict[str, bytes] = {}
        for name, words in texts.items():
            for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
                needles[f"{name} in {coding}"] = words.encode(coding)
            for shift, form in enumerate(_base64_forms(words.encode())):
                needles[f"{name} in base64 ({shift})"] = form
        for name, digits in self.keys.items():
            raw = bytes.fromhex(digits)
            needles[f"the key {name}"] = raw
            needles[f"the key {name} in hex"] = digits.lower().encode()
            needles[f"the key {name} in HEX"] = digits.upper().encode()
            needles[f"the key {name} in hex, utf-16"] = digits.lower().encode("utf-16-le")
            needles[f"the key {name} in base64"] = _base64_forms(raw)[0]
        # Six digits may stand anywhere by chance; two groups side by side do not.
        for first, second in zip(self.digits, self.digits[1:], strict=False):
            for between in ("", " ", "-", "\n", " · "):
                for coding in ("utf-8", "utf-16-le"):
                    pair = f"{first}{between}{second}"
                    needles[f"recovery digits {pair!r} in {coding}"] = pair.encode(coding)
        return needles

    def found_in(self, content: bytes) -> list[str]:
        """What of it stands in these bytes: as it is, in packed streams, and as pixels."""
        needles = self.needles()
        found = _found(needles, content, "")
        for inflated in inflated_in(content):
            found += _found(needles, inflated, ", packed")
        return found

    def found_below(self, *roots: Path, but: Iterable[Path] = ()) -> list[str]:
        """Every file below these folders, and every name of one, that holds something of it; `but` are files that may."""
        allowed = {path.resolve() for path in but}
        found: list[str] = []
        for path in files_below(*roots):
            if path.resolve() in allowed:
                continue
            if self.mark in path.name:
                found.append(f"{path}: the mark is in its name")
            content = path.read_bytes()
            found += [f"{path}: it is {what}" for beginning, what in _READABLE.items() if content.startswith(beginning)]
            found += [f"{path}: {what}" for what in self.found_in(content)]
        return found


def _found(needles: Mapping[str, bytes], content: bytes, how: str) -> list[str]:
    found = [f"{name}{how}" for name, needle in needles.items() if needle in content]
    return [*found, f"the picture{how}"] if shows_picture(content) else found


def files_below(*roots: Path) -> Iterator[Path]:
    """Every ordinary file below these folders, and the folders themselves where one is a file."""
    for root in roots:
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def _base64_forms(content: bytes) -> list[bytes]:
    """How these bytes look inside base64, wherever in a longer text they begin: without the ends, which depend on their neighbours."""
    forms: list[bytes] = []
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + content)
        forms.append(coded[4 if shift else 0 : len(coded) // 4 * 4 - 4])
    return forms


# Pictures ---------------------------------------------------------------------------------------------------------------


def _runs() -> list[bytes]:
    red, green, blue = COLOUR
    grey = Image.new("RGB", (1, 1), COLOUR).convert("L").getpixel((0, 0))
    assert isinstance(grey, int)
    orders = [(red, green, blue), (blue, green, red), (red, green, blue, 255), (blue, green, red, 255)]
    orders += [(255, red, green, blue), (255, blue, green, red), (grey,) * 4]
    return [bytes(order) * _RUN for order in orders]


_RUNS = _runs()


def shows_picture(content: bytes) -> bool:
    """Whether the picture canary stands in these bytes: as rows of pixels in any order of channels, or as a PNG or JPEG file."""
    return any(run in content for run in _RUNS) or any(_is_coloured(picture) for picture in _pictures_in(content))


def _pictures_in(content: bytes) -> Iterator[Image.Image]:
    for place in re.finditer(
        rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xc0-\xfe]|RIFF....WEBP|II\*\0|MM\0\*", content, re.DOTALL
    ):
        try:
            picture = Image.open(io.BytesIO(content[place.start() :]), formats=("PNG", "JPEG", "WEBP", "TIFF"))
            picture.draft("RGB", (400, 400))
            picture.thumbnail((400, 400), Image.Resampling.NEAREST)
            yield picture.convert("RGB")
        except (OSError, SyntaxError, ValueError, TypeError, EOFError, Image.DecompressionBombError):
            continue  # those bytes only looked like the beginning of a picture


def _is_coloured(picture: Image.Image) -> bool:
    """Whether a fair part of a picture has the colour; JPEG changes each channel a little."""
    raw = picture.tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    close = sum(all(abs(is_ - was) < 12 for is_, was in zip(pixel, COLOUR, strict=True)) for pixel in pixels)
    return close > _RUN


def inflated_in(content: bytes) -> Iterator[bytes]:
    """Every stream that zlib or gzip can unpack and that begins anywhere in these bytes; also where a PDF has it in letters."""
    for coded in re.finditer(rb"stream\r?\n([!-uz\s]{8,}?)~>", content):
        with contextlib.suppress(ValueError):
            yield from _inflated(base64.a85decode(coded[1]))
    yield from _inflated(content)


def _inflated(content: bytes) -> Iterator[bytes]:
    whole = memoryview(content)
    for place in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        packed = whole[place.start() : place.start() + _MOST_INFLATED]
        try:
            unpacked = zlib.decompressobj(wbits=47).decompress(packed, _MOST_INFLATED)
        except zlib.error:
            continue
        if len(unpacked) > 16:
            yield unpacked
