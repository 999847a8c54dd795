"""What papers of one or a few pages about one person share: whose they are, and their head, pages and feet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, RIGHT, Flow, Page
from ism_desktop.printing.paper import MM, Sheet
from ism_desktop.printing.pdf import draw_words, new_canvas
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.values import footer_words
from ism_desktop.printing.wrapping import Run

_SIZE = 8.5
_UPPER, _MIDDLE, _LOWER = 15.0 * MM, 10.6 * MM, 6.4 * MM


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """Whose paper it is, and when it was printed. `name` and `birth_date` are empty when none is recorded.

    `point_person` is the line that names the point person on papers for doctors (`records.point_person.line`). Printed copies do not keep
    it: a paper differs by what it says of the illness.
    """

    demo: bool
    printed_on: date
    name: str
    birth_date: str
    point_person: str = field(default="", kw_only=True)

    @property
    def named(self) -> str:
        """The name, or that there is none."""
        return self.name or tr("Name NOT RECORDED")

    @property
    def born(self) -> str:
        """The birth date, or that there is none."""
        return self.birth_date or tr("NOT RECORDED")

    @property
    def who(self) -> str:
        """Name and birth date, for the foot of a page."""
        return f"{self.named} · {tr('born {date}', date=self.born)}"


def draw_pages(content: PersonPaper, paper: Sheet, title: str, pages: Sequence[Page]) -> bytes:
    """The finished pages as a PDF. `title` is seen by whoever the file is sent to: it says nothing about the illness."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    for number, page in enumerate(pages, 1):
        draw_strips(canvas, page.strips, paper)
        draw_foot(canvas, content, paper, (number, len(pages)))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def demo_line(flow: Flow, content: PersonPaper) -> None:
    """Say above everything else that the person is invented, where that is so."""
    if content.demo:
        flow.text([Run(tr("DEMO – invented person"), bold=True)], size=12, height=17, keep=True)


def head(flow: Flow, content: PersonPaper, title: str, *, size: float = 22.0, name_size: float = 14.0) -> None:
    """The title, and under it whose paper it is."""
    demo_line(flow, content)
    flow.text([Run(title, bold=True)], size=size, height=size + 6, keep=True)
    who = [Run(content.named, bold=True), Run(f", {tr('born {date}', date=content.born)}")]
    flow.text(who, size=name_size, height=name_size + 6, keep=True)
    name_point_person(flow, content.point_person)


def name_point_person(flow: Flow, said: str) -> None:
    """Name the point person among the first lines of a paper for a doctor (`records.point_person.line`); nothing where there is none."""
    if said:
        flow.text(said, size=9.5, height=12.5, keep=True)


def draw_foot(canvas: Canvas, content: PersonPaper, paper: Sheet, page: tuple[int, int]) -> None:
    """Draw what kind of record this is, whose, which page of how many, and when it was printed."""
    right = paper.width - RIGHT
    numbered = tr("page {number} of {count}", number=page[0], count=page[1])
    printed = tr("printed {date}", date=content.printed_on.isoformat())
    draw_words(canvas, footer_words(), (LEFT, _UPPER), typeface.REGULAR, _SIZE, right - LEFT)
    for left_words, right_words, font, y in (
        (f"{tr('DEMO')} · {content.who}" if content.demo else content.who, numbered, typeface.BOLD, _MIDDLE),
        (tr("Written by the patient – confirm with clinician"), printed, typeface.REGULAR, _LOWER),
    ):
        used = draw_words(canvas, right_words, (right, y), font, _SIZE, (right - LEFT) / 3, align="right")
        draw_words(canvas, left_words, (LEFT, y), font, _SIZE, right - LEFT - used - 10)
