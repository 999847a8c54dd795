"""A stack is split at separator sheets, whatever the scanner did to them, and at blank pages; nothing is taken for one that is none."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from ism_desktop.documents import import_document, splitting
from ism_desktop.documents.splitting import Group
from ism_desktop.media_types import PDF, PNG
from ism_desktop.printing import separator_sheet
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.separator_sheet import SeparatorContent
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.worker import files


def sheet(workers: Workers, kind: str, dpi: int = 150) -> Image.Image:
    """A printed and scanned separator sheet."""
    picture = workers.render(separator_sheet.draw(SeparatorContent(kind), Paper.A4), PDF, 0, dpi)
    return Image.open(io.BytesIO(picture.png)).convert("L")


def page(words: str, *, ground: int = 255) -> Image.Image:
    """A scanned page with a line of text."""
    made = Image.new("L", (827, 1169), ground)
    ImageDraw.Draw(made).text((130, 200), words, fill=20, font_size=32)
    return made


def test_a_stack_is_split_at_sheets_and_blank_pages(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    grey = Image.effect_noise((827, 1169), 6).point([min(255, 225 + value // 8) for value in range(256)])
    pictures = [
        page("One"),
        page("Two"),
        sheet(workers, "bill"),
        page("", ground=240),
        page("Three"),
        grey,
        page("Four"),
    ]
    path = tmp_path / "stack.pdf"
    path.write_bytes(files.scan_pdf(*pictures, dpi=100))
    document = import_document(vault, workers, path).document_id
    assert document is not None
    looks = splitting.look(vault, workers, document)
    assert [look is not None and look.separator for look in looks] == [None, None, "bill", None, None, None, None]
    # The blank page behind the sheet is its back.
    both = splitting.groups(looks, at_blank=True, at_separators=True)
    assert both == [Group((0, 1)), Group((4,), "bill"), Group((6,))]
    assert splitting.groups(looks, at_blank=False, at_separators=True)[1] == Group((4, 5, 6), "bill")
    assert splitting.groups(looks, at_blank=False, at_separators=False) == [Group((0, 1, 2, 3, 4, 5, 6))]


@pytest.mark.parametrize("harm", ["turned", "askew", "coarse", "grey"])
def test_a_sheet_is_recognised_whatever_the_scanner_did(workers: Workers, harm: str) -> None:
    picture = sheet(workers, "")
    if harm == "turned":
        picture = picture.rotate(90, expand=True)
    elif harm == "askew":
        picture = picture.rotate(7, fillcolor=255)
    elif harm == "coarse":
        picture = picture.resize((picture.width // 2, picture.height // 2)).filter(ImageFilter.GaussianBlur(1))
    else:
        picture = picture.point([90 + value // 3 for value in range(256)])
    (look,) = workers.look_at_pages(files.scan_pdf(picture, dpi=150), PDF)
    assert look is not None
    assert look.separator == ""


def test_little_on_a_page_is_something_and_codes_of_others_are_none(workers: Workers) -> None:
    few = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(few).text((500, 800), "See over", fill=0, font_size=30)
    stranger = workers.render(separator_sheet.draw(SeparatorContent("bill&x"), Paper.A4), PDF, 0, 100).png
    looks = workers.look_at_pages(files.scan_pdf(few, dpi=150), PDF)
    assert not splitting.is_blank(looks[0])
    (look,) = workers.look_at_pages(stranger, PNG)
    assert look is not None
    assert look.separator is None
