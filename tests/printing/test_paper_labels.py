"""Labels for papers: where they lie on the sheet, measured on the drawn page, and that their codes say the number and nothing else."""

import io
from typing import cast

import pytest
import zxingcpp
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

from ism_desktop.media_types import PDF
from ism_desktop.printing import paper_labels
from ism_desktop.printing.paper import INCH, MM
from ism_desktop.printing.paper_labels import SHEETS, Label, LabelsContent, LabelSheet, sheet_called
from ism_desktop.records import paper_numbers
from ism_desktop.worker import Workers
from ism_desktop.worker.values import LABEL_MARK

DPI = 200
POINT = DPI / 72


def pages(workers: Workers, content: LabelsContent) -> list[Image.Image]:
    pdf = paper_labels.draw(content)
    many = workers.inspect(pdf, "labels.pdf").pages
    return [Image.open(io.BytesIO(workers.render(pdf, PDF, page, DPI).png)).convert("L") for page in range(many)]


def codes(picture: Image.Image) -> dict[str, tuple[float, float]]:
    """What each code says, and where its middle lies in points from the upper left corner."""
    rows = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    found: dict[str, tuple[float, float]] = {}
    for each in zxingcpp.read_barcodes(rows):
        corners = (each.position.top_left, each.position.bottom_right)
        found[each.text] = tuple(sum(getattr(corner, side) for corner in corners) / 2 / POINT for side in ("x", "y"))  # type: ignore[assignment]
    return found


@pytest.mark.parametrize(
    ("word", "last", "size"),
    [
        # Left and top edge of the last label and its size, as the makers' sheets have them.
        ("l7160", ((7.25 + 2 * 66) * MM, (15.15 + 6 * 38.1) * MM), (63.5 * MM, 38.1 * MM)),
        ("l7651", ((4.75 + 4 * 40.6) * MM, (10.7 + 12 * 21.2) * MM), (38.1 * MM, 21.2 * MM)),
        ("5160", (0.1875 * INCH + 2 * 2.75 * INCH, 9.5 * INCH), (2.625 * INCH, INCH)),
    ],
)
def test_every_label_lies_where_the_sheet_has_it(
    workers: Workers, word: str, last: tuple[float, float], size: tuple[float, float]
) -> None:
    sheet = sheet_called(word)
    labels = tuple(
        Label(f"P {number}", "Bone marrow report of the university hospital", "May 2019")
        for number in range(1, sheet.count + 1)
    )
    (picture,) = pages(workers, LabelsContent(labels, word))
    assert picture.size == pytest.approx((sheet.paper.width * POINT, sheet.paper.height * POINT), abs=2)
    found = codes(picture)
    assert set(found) == {f"{LABEL_MARK}P{number}" for number in range(1, sheet.count + 1)}
    for number in range(sheet.count):
        x, y = found[f"{LABEL_MARK}P{number + 1}"]
        box = sheet.box(number)
        left, top = box.x, sheet.paper.height - box.y - box.height
        assert left + 1.4 * MM <= x <= left + box.width / 2
        assert y == pytest.approx(top + box.height / 2, abs=0.5 * MM)
    box = sheet.box(sheet.count - 1)
    assert (box.x, sheet.paper.height - box.y - box.height) == pytest.approx(last)
    assert (box.width, box.height) == pytest.approx(size)
    assert inked(picture, sheet) == set(range(sheet.count)), "and nothing lies between them"


def inked(picture: Image.Image, sheet: LabelSheet) -> set[int]:
    """The places with ink on them, all ink being within their edges; -1 for ink outside."""
    left, found = picture.copy(), set[int]()
    for place in range(sheet.count):
        box = sheet.box(place)
        edge = 1.2 * MM
        area = tuple(
            round(each * POINT)
            for each in (
                box.x + edge,
                sheet.paper.height - box.y - box.height + edge,
                box.x + box.width - edge,
                sheet.paper.height - box.y - edge,
            )
        )
        if picture.crop(area).getextrema()[0] < 128:  # type: ignore[arg-type, operator]
            found.add(place)
        left.paste(255, area)  # type: ignore[arg-type]
    return found | ({-1} if left.getextrema()[0] < 200 else set())  # type: ignore[operator]


def test_a_sheet_that_was_begun_goes_on_where_it_stopped_and_on_further_sheets(workers: Workers) -> None:
    labels = tuple(Label(str(number)) for number in range(1, 24))
    first, second = pages(workers, LabelsContent(labels, "l7160", begins=20))[:2]
    assert inked(first, sheet_called("l7160")) == {19, 20}
    assert set(codes(first)) == {f"{LABEL_MARK}1", f"{LABEL_MARK}2"}
    assert inked(second, sheet_called("l7160")) == set(range(21))


def test_the_code_says_the_number_and_nothing_else() -> None:
    assert paper_numbers.MARK == LABEL_MARK
    told = Label("P 17", "Tryptase of May", "May 2019")
    assert told.code == "LBL:P17"
    assert Label("?").code == ""
    assert all(sheet.name for sheet in SHEETS)


@pytest.mark.parametrize("harm", ["turned", "askew", "coarse", "shadow"])
@pytest.mark.parametrize("word", ["l7160", "l7651"])
def test_a_label_is_read_off_a_scan_whatever_happened_to_it(workers: Workers, harm: str, word: str) -> None:
    (picture,) = pages(workers, LabelsContent((Label("P 17"),), word, begins=sheet_called(word).count // 2 + 1))
    if harm == "turned":
        picture = picture.rotate(90, expand=True)
    elif harm == "askew":
        picture = picture.rotate(7, fillcolor=255)
    elif harm == "coarse":
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
    else:
        picture = picture.point([90 + value // 3 for value in range(256)])
    out = io.BytesIO()
    dpi = DPI * 3 // 4 if harm == "coarse" else DPI
    picture.save(out, "PNG", dpi=(dpi, dpi))
    assert workers.label_on(out.getvalue(), "image/png", 1) == "P17"


def test_what_cannot_be_a_code_of_ours_is_none(workers: Workers) -> None:
    for code in ("LBL:", "LBL:P 17; see", "ISM-SEPARATOR:bill", "https://example.org/LBL:1"):
        drawing = Drawing(200, 200)
        drawing.add(QrCodeWidget(code, barWidth=200, barHeight=200))
        assert workers.label_on(cast("bytes", renderPDF.drawToString(drawing)), PDF, 1) is None, code
