"""A shoebox of 30 papers as people have them: photos, faxes, scans, letters, twice the same, one locked. Who reads them knows what is true.

`make(folder)` writes the files. Each paper has a word that no other has, most of them in pictures only.
"""

import email.message
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from tests.made_pages import spoiling
from tests.made_pages.drawing import A4, Page, Sheet, screen
from tests.made_pages.wording import WORDING, paragraph
from tests.worker import files, made_heics

PASSWORD = "Rosenweg7"
CLINICS = ("Lindenau Clinic", "Bremer Allergy Centre", "Ostermark Laboratory")
"""Whoever files the shoebox has these in the care team."""

_DAYS = ("12 March 2024", "3 June 2023", "27 January 2025", "9 October 2022", "15 August 2024", "2 May 2021")


@dataclass(frozen=True)
class Paper:
    """One page before anything is done to it: its true words, and it as a PDF and as a picture."""

    word: str
    clinic: str
    day: str
    truth: str
    pdf: bytes

    def grey(self, dpi: int = 300) -> spoiling.Grey:
        """The page as a scanner sees it."""
        return np.asarray(Page(self.word, "", self.truth, self.pdf).picture(dpi))


@dataclass(frozen=True)
class Boxed:
    """A file of the shoebox: what stands on its pages, its own word, who sent it and when; `same_as` names its twin."""

    name: str
    truth: str
    word: str = ""
    clinic: str = ""
    day: str = ""
    lies: bool = False
    same_as: str = ""
    locked: bool = False


def paper(number: int, word: str, language: str = "eng") -> Paper:
    """A letter from one of the clinics."""
    rng = random.Random(f"shoebox {number} {word}")
    words, clinic, day = WORDING[language], CLINICS[number % len(CLINICS)], _DAYS[number % len(_DAYS)]
    sheet = Sheet(A4)
    sheet.write(60, 64, clinic, 15, bold=True)
    sheet.write(60, 82, f"Rosenweg {rng.randint(2, 98)}, 48151 Arnheim", 10)
    sheet.write(400, 120, f"Date: {day}", 11)
    sheet.write(60, 170, f"{rng.choice(words.titles)} {word}", 15, bold=True)
    y = sheet.flow(60, 200, 475, f"About {word}: these lines stand on this paper alone.", 11) + 8
    for _ in range(4):
        y = sheet.flow(60, y, 475, paragraph(words, rng, 4), 11) + 9
    sheet.write(60, y + 20, f"Value of {word}: {rng.randint(10, 99)}.{rng.randint(1, 9)} ng/ml", 11)
    return Paper(word, clinic, day, "\n".join(sheet.said), sheet.pdf())


_Spoilt = Callable[[spoiling.Grey, spoiling.Random], bytes]


def _on_its_head(page: spoiling.Grey, rng: spoiling.Random) -> bytes:
    return spoiling.jpeg(np.rot90(spoiling.photographed(page, rng), 2).copy(), 75)


def _noted_sideways(page: spoiling.Grey, rng: spoiling.Random) -> bytes:
    """As a phone keeps it: the pixels sideways, and a note that says so."""
    picture = Image.fromarray(np.rot90(spoiling.photographed(page, rng), 1).copy())
    exif = Image.Exif()
    exif[0x0112] = 6
    return files.encoded(picture, "JPEG", quality=75, exif=exif)


_PICTURES: tuple[tuple[str, str, _Spoilt, bool], ...] = (
    ("IMG_2041.jpg", "Quellbrunn", spoiling.phone, False),
    ("IMG_2042.jpg", "Marderholz", spoiling.phone_sideways, True),
    ("IMG_2043.jpg", "Kastanienhof", _on_its_head, True),
    ("IMG_2044.jpg", "Wacholderau", _noted_sideways, False),
    ("IMG_2045.jpg", "Fliederbach", spoiling.crumpled, False),
    ("Fax 0312.png", "Tannengrund", spoiling.fax, False),
    ("scan0007.png", "Birkenthal", spoiling.upside_down, True),
    ("scan0008.jpg", "Erlenkamp", spoiling.crooked, False),
    ("scan0009.jpg", "Haselmoor", spoiling.faint, False),
)


def make(folder: Path) -> list[Boxed]:
    """Write the 30 files. Returns what is true of them."""
    made: list[Boxed] = []
    for number, (name, word, spoil, lies) in enumerate(_PICTURES):
        one = paper(number, word)
        (folder / name).write_bytes(spoil(one.grey(), np.random.default_rng(number)))
        made.append(Boxed(name, one.truth, word, one.clinic, one.day, lies=lies))
    for part in (_odd_pictures, _scanned_pdfs, _born_digital, _twins):
        made += part(folder)
    return made


def _odd_pictures(folder: Path) -> list[Boxed]:
    rng = np.random.default_rng(31)
    slip = _receipt("Zirbenharz")
    left, right = paper(11, "Eibenfurt"), paper(12, "Ulmenwerder")
    shown = screen("eng", "shoebox", dark=True)
    portal = paper(14, "Sanddorn")
    tall = paper(15, "Holunderfeld")
    (folder / "Receipt.jpg").write_bytes(spoiling.thermal(slip.grey(), rng))
    (folder / "Book.jpg").write_bytes(spoiling.spread(left.grey(), right.grey(), rng))
    (folder / "Screenshot_2025.png").write_bytes(spoiling.png(np.asarray(shown.picture(216))))
    (folder / "portal.webp").write_bytes(files.encoded(Image.fromarray(portal.grey(150)), "WEBP", quality=80))
    (folder / "IMG_2046.heic").write_bytes(_heic(spoiling.phone(tall.grey(), rng)))
    stack = [paper(16 + number, word) for number, word in enumerate(("Ahornstein", "Buchenried", "Lärchenau"))]
    sheets = [Image.fromarray(one.grey(200)) for one in stack]
    (folder / "Stack.tif").write_bytes(
        files.encoded(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_lzw")
    )
    return [
        Boxed("Receipt.jpg", slip.truth, "Zirbenharz"),
        Boxed("Book.jpg", f"{left.truth}\n{right.truth}", "Eibenfurt"),
        Boxed("Screenshot_2025.png", shown.truth),
        Boxed("portal.webp", portal.truth, "Sanddorn", portal.clinic, portal.day),
        Boxed("IMG_2046.heic", tall.truth, "Holunderfeld", tall.clinic, tall.day),
        Boxed("Stack.tif", "\n".join(one.truth for one in stack), "Buchenried", stack[0].clinic, stack[0].day),
    ]


def _receipt(word: str) -> Paper:
    sheet = Sheet((226, 470), "Courier", "Courier-Bold")
    sheet.write(42, 34, "LINDEN PHARMACY", 13, bold=True)
    sheet.write(16, 66, "Date: 14.11.2024", 10)
    for place, goods in enumerate((word, "Cetirizine tablets", "Saline spray", "Zinc ointment", "Thermometer")):
        sheet.write(16, 98 + 20 * place, goods, 10)
        sheet.write(170, 98 + 20 * place, f"{3 + place}.{20 + place}", 10)
    sheet.write(16, 220, "TOTAL EUR", 12, bold=True)
    sheet.write(160, 220, "26.10", 12, bold=True)
    return Paper(word, "", "14 November 2024", "\n".join(sheet.said), sheet.pdf())


def _heic(photo: bytes) -> bytes:
    """As iPhones keep photos; a small picture without words where the machine has no encoder."""
    encoder = shutil.which("heif-enc")
    if encoder is None:
        return made_heics.SMALL
    with tempfile.TemporaryDirectory() as place:
        source, made = Path(place) / "a.jpg", Path(place) / "a.heic"
        source.write_bytes(photo)
        subprocess.run([encoder, "-q", "60", str(source), "-o", str(made)], check=True, capture_output=True)
        return made.read_bytes()


def _scanned_pdfs(folder: Path) -> list[Boxed]:
    """From a scanner: the middle page of three on its head, one lying on its side, one by a fax server, one with German words."""
    three = [paper(20 + number, word) for number, word in enumerate(("Weidenbruch", "Pappelhain", "Espengrund"))]
    pictures = [Image.fromarray(one.grey(200)) for one in three]
    pictures[1] = pictures[1].rotate(180)
    (folder / "Scan_20240312.pdf").write_bytes(files.scan_pdf(*pictures, dpi=200))
    side, faxed, german = paper(23, "Lindwurm"), paper(24, "Schlehdorn"), paper(25, "Vogelbeere", "deu")
    turned = Image.fromarray(np.rot90(side.grey(200)).copy())
    (folder / "Scan_20240313.pdf").write_bytes(files.scan_pdf(turned, dpi=200))
    fax = Image.open(io.BytesIO(spoiling.fax(faxed.grey(), np.random.default_rng(1))))
    (folder / "Telefax.pdf").write_bytes(files.scan_pdf(fax, header="FAX 0049 251 1234 page 1", dpi=204))
    (folder / "Arztbrief.pdf").write_bytes(files.scan_pdf(Image.fromarray(german.grey(200)), dpi=200))
    return [
        Boxed(
            "Scan_20240312.pdf",
            "\n".join(one.truth for one in three),
            "Pappelhain",
            three[0].clinic,
            three[0].day,
            lies=True,
        ),
        Boxed("Scan_20240313.pdf", side.truth, "Lindwurm", side.clinic, side.day, lies=True),
        Boxed("Telefax.pdf", faxed.truth, "Schlehdorn", faxed.clinic, faxed.day),
        Boxed("Arztbrief.pdf", german.truth, "Vogelbeere", german.clinic, german.day),
    ]


def _born_digital(folder: Path) -> list[Boxed]:
    """Nothing of these has to be read by looking; the locked one not at all before its password."""
    made: list[Boxed] = []
    for number, (name, word) in enumerate(
        (("Lab report.pdf", "Ginsterwald"), ("Discharge letter.pdf", "Mispelheim"), ("Invoice 4711.pdf", "Quittenau")),
        30,
    ):
        one = paper(number, word)
        (folder / name).write_bytes(one.pdf)
        made.append(Boxed(name, one.truth, word, one.clinic, one.day))
    inside, shut = paper(34, "Hagebutte"), paper(35, "Traubeneiche")
    letter = email.message.EmailMessage()
    letter["From"], letter["To"] = "Lindenau Clinic <post@example.org>", "me@example.org"
    letter["Subject"], letter["Message-ID"] = "Your report", "<shoebox@example.org>"
    letter["Date"] = "Tue, 12 Mar 2024 09:30:00 +0100"
    letter.set_content("Good morning, your report Weissdorn is attached. Kind regards, Lindenau Clinic")
    letter.add_attachment(inside.pdf, maintype="application", subtype="pdf", filename="Report.pdf")
    (folder / "Your report.eml").write_bytes(letter.as_bytes())
    notes = "What I want to ask on 12 March 2024\nDoes Schwarzerle belong to it?\nWhen is the next visit?\n"
    (folder / "Notes.txt").write_bytes(notes.encode())
    (folder / "Locked report.pdf").write_bytes(files.locked(shut.pdf, PASSWORD))
    return [
        *made,
        Boxed("Your report.eml", "Your report Weissdorn is attached", "Weissdorn"),
        Boxed("Notes.txt", notes, "Schwarzerle"),
        Boxed("Locked report.pdf", shut.truth, "Traubeneiche", shut.clinic, shut.day, locked=True),
    ]


def _twins(folder: Path) -> list[Boxed]:
    """Two that are the same byte for byte, two scans anew of papers that are there."""
    shutil.copyfile(folder / "IMG_2041.jpg", folder / "IMG_2041 (1).jpg")
    shutil.copyfile(folder / "Lab report.pdf", folder / "Lab report copy.pdf")
    again, clean = paper(30, "Ginsterwald"), paper(36, "Kornelkirsche")
    (folder / "scan0010.jpg").write_bytes(spoiling.crooked(again.grey(), np.random.default_rng(9)))
    (folder / "scan0011.png").write_bytes(spoiling.clean(clean.grey(), np.random.default_rng(9)))
    bmp = paper(37, "Felsenbirne")
    (folder / "old scan.bmp").write_bytes(files.encoded(Image.fromarray(bmp.grey(150)), "BMP"))
    return [
        Boxed("IMG_2041 (1).jpg", "", same_as="IMG_2041.jpg"),
        Boxed("Lab report copy.pdf", "", same_as="Lab report.pdf"),
        Boxed("scan0010.jpg", again.truth, "Ginsterwald", again.clinic, again.day, same_as="Lab report.pdf"),
        Boxed("scan0011.png", clean.truth, "Kornelkirsche", clean.clinic, clean.day),
        Boxed("old scan.bmp", bmp.truth, "Felsenbirne", bmp.clinic, bmp.day),
    ]
