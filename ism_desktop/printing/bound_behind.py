"""A paper of ours with documents bound behind it: page numbers over all of it, bookmarks, and lines that lead to a document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
"""On which page, from 1, the document with this id begins, or a bookmark with this key stands; empty while it is not known yet."""


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


Part = tuple[Page, ...] | Behind
"""Pages of ours, or a document."""


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
    """Draw our pages and bind the documents behind them, in this order; the rest as `bind_parts`.

    Args:
        flowed: our own pages, with the numbers that stand on them; asked again until these hold.
    """
    return bind_parts(
        vault, workers, content, paper, lambda places: (tuple(flowed(places)), *behind), title, progress, level=1
    )


def bind_parts(
    vault: Vault,
    workers: Workers,
    content: PersonPaper,
    paper: Paper,
    parts_of: Callable[[Places], Sequence[Part]],
    title: str,
    progress: Progress = no_progress,
    *,
    level: int = 0,
) -> Bound:
    """Bind pages of ours and documents in any order. A page that cannot be bound is named on a page of its own.

    Args:
        content: whose paper it is, for the feet.
        parts_of: the parts, with the numbers that stand on our pages; asked again until these hold. A strip's `target` is a document's id
            or the key of a bookmark on one of our pages.
        title: seen by whoever the file is sent to, so it says nothing about the illness.
        progress: called before every page; may raise Cancelled.
        level: of the documents' bookmarks.
    """
    parts, places = _settled(parts_of)
    out = BytesIO()
    bound = [_scan(vault, part) if isinstance(part, Behind) else OwnPages(_own(part, paper, title)) for part in parts]
    feet = [name for part in parts for name in _feet(part)]
    report = workers.merge(
        bound,
        paper=paper.size,
        stamp=_stamp(content, paper, title, feet),
        placeholder=lambda name, reason: placeholder(name, reason, paper, title),
        footnotes=lambda notes, size: footnotes(notes, size, paper),
        outline=_outline(parts, level),
        links=_links(parts, places, paper),
        information={"Title": title, "Creator": PRODUCER, "Producer": PRODUCER},
        out=out,
        progress=progress,
    )
    return Bound(out.getvalue(), len(feet), tuple(report.failures))


def _settled(parts_of: Callable[[Places], Sequence[Part]]) -> tuple[Sequence[Part], Places]:
    places: Places = {}
    for _ in range(_ATTEMPTS):
        parts = parts_of(places)
        found: dict[str, int] = {}
        number = 1
        for part in parts:
            if isinstance(part, Behind):
                found.setdefault(part.id, number)
                number += part.pages
                continue
            for page in part:
                for mark in page.marks:
                    if mark.key:
                        found.setdefault(mark.key, number)
                number += 1
        if found == places:
            return parts, places
        places = found
    raise AssertionError("page numbers did not settle")


def _feet(part: Part) -> list[str]:
    """For each page the title that stands at its foot; empty for our own."""
    return [part.title] * part.pages if isinstance(part, Behind) else [""] * len(part)


def _numbered(parts: Sequence[Part]) -> Iterator[tuple[int, Part]]:
    """Each part with its first page, from 0."""
    page = 0
    for part in parts:
        yield page, part
        page += part.pages if isinstance(part, Behind) else len(part)


def _outline(parts: Sequence[Part], level: int) -> list[OutlineEntry]:
    found: list[OutlineEntry] = []
    for start, part in _numbered(parts):
        if isinstance(part, Behind):
            found.append(OutlineEntry(part.title, start, level))
        else:
            found += [
                OutlineEntry(mark.title, start + place, mark.level)
                for place, page in enumerate(part)
                for mark in page.marks
            ]
    return found


def _own(pages: Sequence[Page], paper: Paper, title: str) -> bytes:
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    for page in pages:
        draw_strips(canvas, page.strips, paper)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _stamp(content: PersonPaper, paper: Paper, title: str, feet: Sequence[str]) -> bytes:
    """The feet of all pages: on our own as on any paper, on the others with the document's title."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title)
    for number, name in enumerate(feet, 1):
        if name:
            numbered = tr("page {number} of {count}", number=number, count=len(feet))
            _foot(canvas, content, paper, name, numbered)
        else:
            draw_foot(canvas, content, paper, (number, len(feet)))
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


def _links(parts: Sequence[Part], places: Places, paper: Paper) -> list[PageLink]:
    found: list[PageLink] = []
    for start, part in _numbered(parts):
        if isinstance(part, Behind):
            continue
        for place, page in enumerate(part):
            for top, height, target in page.targets:
                upper = paper.height - TOP - top
                box = (LEFT, upper - height, paper.width - RIGHT, upper)
                found.append(PageLink(start + place, box, places[target] - 1))
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
