"""Small files for the worker's tests, ordinary and hostile, made on the spot."""

import io
import struct
import zlib

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def text_pdf(*pages: str, size: tuple[float, float] = A4, title: str = "") -> bytes:
    """A PDF with a text layer: one line on each page, its baseline 100 points below the top edge, 72 points from the left."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica", 20)
        canvas.drawString(72, size[1] - 100, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(text: str, *, dpi: int = 300, inches: tuple[float, float] = (4, 1.5)) -> Image.Image:
    """A grey picture with one line of text: 30 points high, half an inch from left and top."""
    drawn = Image.new("L", (round(inches[0] * dpi), round(inches[1] * dpi)), 250)
    ImageDraw.Draw(drawn).text((dpi // 2, dpi // 2), text, fill=20, font_size=dpi * 30 // 72)
    return drawn


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture in a file format of Pillow."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def scan_pdf(*pictures: Image.Image, header: str = "", layer: str = "", dpi: int = 300) -> bytes:
    """A PDF whose pages are pictures, with a short text layer where `header` is given, as scanners and fax servers make it; `layer` is
    unseen text over each page, as programs that read scans put it.
    """
    out = io.BytesIO()
    canvas = Canvas(out)
    for picture in pictures:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(2, 2, header)
        if layer:
            unseen = canvas.beginText(2, 20)
            unseen.setTextRenderMode(3)
            unseen.textLine(layer)
            canvas.drawText(unseen)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rotated(pdf: bytes, degrees: int) -> bytes:
    """The same PDF with its pages turned."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        page.rotate(degrees)
    return written(writer)


LOCKS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


def locked(pdf: bytes, password: str, lock: str = "AES-256") -> bytes:
    """The same PDF encrypted with this user password, by one of `LOCKS`."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, owner_password="someone else’s", algorithm=lock)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of a pypdf writer."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def _one_page(resources: bytes, *more: bytes, box: bytes = b"0 0 612 792") -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources %b>>" % (box, resources),
        *more,
    )


def deflate_bomb() -> bytes:
    """A page whose content is a gigabyte of lines, packed three times over."""
    packer = zlib.compressobj(9)
    lines = b"0 0 m 1 1 l S\n" * 75_000
    once = b"".join(packer.compress(lines) for _ in range(1000)) + packer.flush()
    return _one_page(b"<<>>", stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def form_recursion() -> bytes:
    """A page that draws a form that draws itself, twice."""
    form = stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return _one_page(b"<</XObject<</F 5 0 R>>>>", stream(b"/F Do"), form)


def page_tree_loop() -> bytes:
    """A page tree that is its own child and claims two billion pages."""
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>")


def endless_page() -> bytes:
    """A page as wide as a country."""
    return _one_page(b"<<>>", stream(b"0 0 m 1 1 l S"), box=b"0 0 200000000 200000000")


def png_claiming(width: int, height: int) -> bytes:
    """A PNG that says it has this size, with hardly any content."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )
