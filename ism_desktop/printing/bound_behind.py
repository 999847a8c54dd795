"""A paper of ours with documents bound behind it: page numbers over all of it, bookmarks, and lines that lead to a document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface, unseen_words
from ism_desktop.printing.binder.notes import footnotes
from ism_desktop.printing.flow import LEFT, RIGHT, TOP, Page
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import PRODUCER, draw_line, draw_words, new_canvas
from ism_desktop.printing.person_paper import PersonPaper, draw_foot
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.wrapping import Run, wrap
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.vault import Vault
from ism_desktop.worker import OutlineEntry, OwnPages, PageLink, Scan, Workers

_ATTEMPTS = 6
_FOOT = 8.5
_UPPER, _LOWER = 8.8 * MM, 5.2 * MM

Places = Mapping[str, int]
"""On which page, from 1, the document with this id begins; empty while it is not known yet."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A document to be bound behind, or some pages of it: from `start` (from 0) to before `end`. Its bytes are read when its turn comes."""

    id: str
    title: str
    file_id: str
    media_type: str
    start: int
    end: int
    text_file_id: str | None = None

    @classmethod
    def of(cls, document: Record, page: int | None = None) -> "Behind":
        """A document as it is in use now; of a `page` (from 1) that one alone. Raises ValueError for a record of another kind."""
        if document.kind is not DOCUMENTS:
            raise ValueError(document.kind.name)
        values = document.values
        start, end = (page - 1, page) if page else (0, values["pages"])
        return cls(
            document.id, document.title, values["file_id"], values["media_type"], start, end, values["text_file_id"]
        )

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Bound:
    """The finished PDF, its pages, and the documents that could not be put in: their titles and why."""

    pdf: bytes
    pages: int
    failures: tuple[tuple[str, str], ...]


def bind(
    vault: Vault,
    workers: Workers,
    content: PersonPaper,
    paper: Paper,
    flowed: Callable[[Places], Sequence[Page]],
    behind: Sequence[Behind],
    title: str,
    progress: Progress = no_progress,
) -> Bound:
    """Draw our pages and bind the documents behind them, in this order. A page that cannot be bound is named on a page of its own.

    Args:
        content: whose paper it is, for the feet.
        flowed: our own pages, with the numbers that stand on them; asked again until these hold. A strip's `target` is a document's id.
        title: seen by whoever the file is sent to, so it says nothing about the illness.
        progress: called before every page; may raise Cancelled.
    """
    pages, places = _settled(flowed, behind)
    total = len(pages) + sum(one.pages for one in behind)
    out = BytesIO()
    report = workers.merge(
        [OwnPages(_own(pages, paper, title)), *(_scan(vault, one) for one in behind)],
        paper=paper.size,
        stamp=_stamp(content, paper, title, len(pages), behind),
        placeholder=lambda name, reason: placeholder(name, reason, paper, title),
        footnotes=lambda notes, size: footnotes(notes, size, paper),
        outline=[*_marks(pages), *(OutlineEntry(one.title, places[one.id] - 1, 1) for one in behind)],
        links=_links(pages, places, paper),
        information={"Title": title, "Creator": PRODUCER, "Producer": PRODUCER},
        out=out,
        progress=progress,
    )
    return Bound(out.getvalue(), total, tuple(report.failures))


def _settled(flowed: Callable[[Places], Sequence[Page]], behind: Sequence[Behind]) -> tuple[Sequence[Page], Places]:
    places: Places = {}
    for _ in range(_ATTEMPTS):
        pages = flowed(places)
        found: dict[str, int] = {}
        number = len(pages) + 1
        for one in behind:
            found.setdefault(one.id, number)
            number += one.pages
        if found == places:
            return pages, places
        places = found
    raise AssertionError("page numbers did not settle")


def _own(pages: Sequence[Page], paper: Paper, title: str) -> bytes:
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    for page in pages:
        draw_strips(canvas, page.strips, paper)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _stamp(content: PersonPaper, paper: Paper, title: str, own: int, behind: Sequence[Behind]) -> bytes:
    """The feet of all pages: on our own as on any paper, on the others with the document's title."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    names = [one.title for one in behind for _ in range(one.pages)]
    count = own + len(names)
    for number in range(1, count + 1):
        if number <= own:
            draw_foot(canvas, content, paper, (number, count))
        else:
            _foot(
                canvas,
                content,
                paper,
                names[number - own - 1],
                tr("page {number} of {count}", number=number, count=count),
            )
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _foot(canvas: Canvas, content: PersonPaper, paper: Paper, name: str, numbered: str) -> None:
    """Two lines only: the strip below a document's page is lower than the foot of our own pages."""
    right = paper.width - RIGHT
    who = f"{tr('DEMO')} · {content.who}" if content.demo else content.who
    printed = tr("printed {date}", date=content.printed_on.isoformat())
    for left_words, right_words, font, y in (
        (who, numbered, typeface.BOLD, _UPPER),
        (name, printed, typeface.REGULAR, _LOWER),
    ):
        used = draw_words(canvas, right_words, (right, y), font, _FOOT, (right - LEFT) / 3, align="right")
        draw_words(canvas, left_words, (LEFT, y), font, _FOOT, right - LEFT - used - 10)


def _marks(pages: Sequence[Page]) -> list[OutlineEntry]:
    return [OutlineEntry(mark.title, place, mark.level) for place, page in enumerate(pages) for mark in page.marks]


def _links(pages: Sequence[Page], places: Places, paper: Paper) -> list[PageLink]:
    found: list[PageLink] = []
    for place, page in enumerate(pages):
        for top, height, target in page.targets:
            upper = paper.height - TOP - top
            found.append(PageLink(place, (LEFT, upper - height, paper.width - RIGHT, upper), places[target] - 1))
    return found


def placeholder(name: str, reason: str, paper: Paper, title: str) -> bytes:
    """The page that stands for one that cannot be bound."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    width = paper.width - LEFT - RIGHT
    y = paper.height - 90 * MM
    for line in (
        *wrap([Run(name, bold=True)], width, size=18, height=26),
        *wrap([Run(tr("This page could not be added."))], width, size=13, height=22),
        *wrap([Run(reason)], width, size=13, height=22),
    ):
        draw_line(canvas, line, LEFT, y - line.baseline)
        y -= line.height
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _scan(vault: Vault, one: Behind) -> Scan:
    words = unseen_words.of_document(vault, one.text_file_id)
    return Scan(partial(vault.files.read, one.file_id), one.media_type, one.title, one.end, one.start, words)
