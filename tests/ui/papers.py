"""Small files to take in, drawn for a test: a PDF with text, a scan of words without text, a broken file."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.library import fonts

_WIDTH, _HEIGHT = 595, 842


def letter(path: Path, *pages: str, size: int = 14) -> Path:
    """A PDF with a text layer, one string for each page; its lines are split at newlines."""
    canvas = Canvas(str(path), (_WIDTH, _HEIGHT), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(72, _HEIGHT - 100 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def scan(path: Path, *lines: str) -> Path:
    """A picture of words, as a scanner makes it at 150 dots to the inch."""
    picture = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(fonts.regular()), 48)
    for number, line in enumerate(lines):
        draw.text((120, 120 + 90 * number), line, fill=0, font=font)
    picture.save(path, dpi=(150, 150))
    return path


def broken(path: Path) -> Path:
    """A file that claims to be a PDF and is none."""
    path.write_bytes(b"%PDF-1.7\nthere is nothing behind this\n")
    return path
