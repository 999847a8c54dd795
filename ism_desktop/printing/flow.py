"""Long text over many pages: strips that are never divided, put on pages in order, with headings kept to what follows them.

Everything is measured before anything is drawn, so page numbers are known when the contents are set.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ism_desktop.printing.column_widths import column_widths
from ism_desktop.printing.figure import Figure
from ism_desktop.printing.paper import MM, Sheet
from ism_desktop.printing.wrapping import Run, SetLine, wrap

LEFT = 25 * MM
"""Room for the holes of a ring binder."""

RIGHT = 18 * MM
TOP = 19 * MM
BOTTOM = 25 * MM

BODY, BODY_HEIGHT = 11.0, 15.0
_LABEL_WIDTH = 46 * MM
_COLUMN_GAP = 4 * MM
_CELL_LINES_KEPT = 9
_FACT_GAP = 2.0
_NOTE_INDENT = 10.0
_LEAST_OF_A_PAGE = 0.2
"""How much of its last page a text fills, if its lines can be divided so at all."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place the reader can jump to: its title, how deep it lies (0 for a tab), and the key of a place whose page is looked up."""

    title: str
    level: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A band across the page that is never divided.

    `lines` are set lines with their distance from the left margin; `rules` are (from, to, weight) along the bottom edge.
    `keep` holds it on the page of the next strip; `fresh` begins a page with it; `header` is repeated when a page begins with it.
    `target` is the key of the page that a press on it leads to. `figure` is drawn from the upper left corner of the text.
    """

    height: float
    lines: tuple[tuple[float, SetLine], ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()
    keep: bool = False
    fresh: bool = False
    header: tuple["Strip", ...] = ()
    marks: tuple[Bookmark, ...] = ()
    target: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The strips of one page, from the top."""

    strips: tuple[Strip, ...]

    @property
    def marks(self) -> tuple[Bookmark, ...]:
        """The bookmarks that lead to this page, in order."""
        return tuple(mark for strip in self.strips for mark in strip.marks)

    @property
    def used(self) -> float:
        """The height of what stands on this page."""
        return height_of(self.strips)

    @property
    def targets(self) -> tuple[tuple[float, float, str], ...]:
        """The bands that lead somewhere: distance from the text's upper edge, height, and the key of the page meant."""
        found: list[tuple[float, float, str]] = []
        top = 0.0
        for strip in self.strips:
            if strip.target:
                found.append((top, strip.height, strip.target))
            top += strip.height
        return tuple(found)


@dataclass(slots=True)
class Flow:
    """Collects strips for one width of text. Each method adds one kind of thing and returns nothing."""

    paper: Sheet
    strips: list[Strip] = field(default_factory=list[Strip])

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.paper.width - LEFT - RIGHT

    def space(self, height: float, *, keep: bool = False) -> None:
        """Leave room; it vanishes at the top of a page. With `keep`, what stands before and after it stays together."""
        self.strips.append(Strip(height, keep=keep))

    def fresh_page(self, *marks: Bookmark) -> None:
        """Begin a new page."""
        self.strips.append(Strip(0.0, fresh=True, keep=True, marks=marks))

    def rule(self, weight: float, height: float) -> None:
        """A line across the page."""
        self.strips.append(Strip(height, rules=((0.0, self.width, weight),), keep=True))

    def text(
        self,
        runs: Sequence[Run] | str,
        *,
        size: float = BODY,
        height: float = BODY_HEIGHT,
        indent: float = 0.0,
        hanging: float = 0.0,
        keep: bool = False,
        marks: tuple[Bookmark, ...] = (),
        target: str = "",
    ) -> None:
        """A paragraph; with `keep`, all of it stays together and with what follows. A press on it leads to `target`."""
        said = [Run(runs)] if isinstance(runs, str) else runs
        lines = wrap(said, self.width, size=size, height=height, indent=indent, hanging=hanging)
        for position, line in enumerate(lines):
            # The first two lines of a paragraph stay together: a single line at the foot of a page reads badly.
            stays = keep or (position == 0 and len(lines) > 1)
            own_marks = marks if position == 0 else ()
            self.strips.append(Strip(line.height, ((0.0, line),), keep=stays, marks=own_marks, target=target))

    def figure(self, figure: Figure, *, keep: bool = False, marks: tuple[Bookmark, ...] = ()) -> None:
        """A drawing, never divided."""
        self.strips.append(Strip(figure.height, keep=keep, marks=marks, figure=figure))

    def facts(self, rows: Iterable[tuple[str, str]], *, size: float = BODY, height: float = BODY_HEIGHT) -> None:
        """Labels on the left, what is said on the right."""
        for label, value in rows:
            left = wrap([Run(label)], _LABEL_WIDTH - _COLUMN_GAP, size=size, height=height)
            right = wrap([Run(value)], self.width - _LABEL_WIDTH, size=size, height=height)
            self.strips += _side_by_side([(0.0, left), (_LABEL_WIDTH, right)], height)
            self.space(_FACT_GAP)

    def table(
        self,
        columns: Sequence[tuple[str, float]],
        rows: Iterable["Row"],
        again: Sequence[Strip] = (),
        *,
        size: float = BODY,
        height: float = BODY_HEIGHT,
    ) -> None:
        """A table with thin rules between its rows; on every further page it reaches, `again` and its head stand above them."""
        rows = list(rows)
        said = [[[Run(title, bold=True)] for title, _ in columns]]
        said += [[_cell(cell, bold=position == 0) for position, cell in enumerate(row.cells)] for row in rows]
        shares = [share for _, share in columns]
        widths = column_widths(shares, said, self.width, gap=_COLUMN_GAP, size=size)
        starts = [sum(widths[:position]) for position in range(len(widths))]
        heads = [
            (start, wrap([Run(title, bold=True)], width - _COLUMN_GAP, size=size, height=height))
            for (title, _), start, width in zip(columns, starts, widths, strict=True)
        ]
        head = [*_side_by_side(heads, height, keep=True), Strip(3.0, rules=((0.0, self.width, 1.0),), keep=True)]
        self.strips += head
        header = (*again, *head)
        for row in rows:
            for strip in self._row(row, starts, widths, (size, height)):
                self.strips.append(replace(strip, header=header))

    def _row(
        self, row: "Row", starts: Sequence[float], widths: Sequence[float], letters: tuple[float, float]
    ) -> Iterator[Strip]:
        size, height = letters
        cells = [
            (start, wrap(_cell(cell, bold=position == 0), width - _COLUMN_GAP, size=size, height=height))
            for position, (cell, start, width) in enumerate(zip(row.cells, starts, widths, strict=True))
        ]
        bands = _side_by_side(cells, height)
        stressed = [Run(row.stress, bold=True)] if row.stress else []
        for said in (stressed, *([Run(note)] for note in row.notes)):
            if not said:
                continue
            lines = wrap(said, self.width, size=size, height=height, indent=_NOTE_INDENT)
            bands += _side_by_side([(0.0, lines)], height)
        short = len(bands) <= _CELL_LINES_KEPT
        part = height / BODY_HEIGHT
        yield Strip(3.5 * part, keep=True, marks=row.marks)
        for position, band in enumerate(bands):
            # A tall row may be divided, but not within two lines of its ends.
            yield replace(band, keep=short or position < 2 or position >= len(bands) - 2, target=row.target)
        yield Strip(4.5 * part, rules=((0.0, self.width, 0.3),))

    def blanks(self, labels: Sequence[tuple[str, float]], height: float, size: float = BODY) -> None:
        """Words with lines to write on behind them, each over its share of the width."""
        lines: list[tuple[float, SetLine]] = []
        rules: list[tuple[float, float, float]] = []
        x = 0.0
        for label, share in labels:
            line = wrap([Run(label)], self.width, size=size, height=height)[0]
            # The words stand on the line, not in the middle of the band.
            lines.append((x, replace(line, height=2 * height - size)))
            end = x + share * self.width
            rules.append((x + line.width + 5, end - (0 if end > self.width - 1 else 8), 0.5))
            x = end
        self.strips.append(Strip(height, tuple(lines), tuple(rules), keep=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a cell for each column, notes under it, and where a press on it leads. `stress` is a first note in bold."""

    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[Bookmark, ...] = ()
    target: str = ""
    stress: str = ""


def _cell(words: str, *, bold: bool) -> list[Run]:
    """A cell's words; of a bold cell only the first typed line is bold."""
    first, *others = words.split("\n", 1)
    return [Run(first, bold), *(Run(f"\n{rest}") for rest in others)]


def _side_by_side(columns: Sequence[tuple[float, list[SetLine]]], height: float, *, keep: bool = False) -> list[Strip]:
    """Columns of lines as bands: the first lines of all columns, then the second lines, and so on."""
    count = max(len(lines) for _, lines in columns)
    return [
        Strip(
            height,
            tuple((x, lines[band]) for x, lines in columns if band < len(lines)),
            keep=keep or band + 1 < min(count, 3),
        )
        for band in range(count)
    ]


def paginate(strips: Sequence[Strip], paper: Sheet) -> list[Page]:
    """Put strips on pages. Strips that keep together move on together, unless they are taller than a page."""
    room = text_height(paper)
    pages: list[list[Strip]] = [[]]
    used = 0.0
    for group in _groups(strips):
        tall = height_of(group)
        if pages[-1] and (group[0].fresh or used + tall > room):
            pages.append([])
            used = 0.0
        for strip in group:
            if pages[-1] and used + strip.height > room:
                pages.append([])
                used = 0.0
            if not pages[-1]:
                if _is_space(strip):
                    continue
                for repeated in strip.header if len(pages) > 1 and strip not in strip.header else ():
                    pages[-1].append(repeated)
                    used += repeated.height
            pages[-1].append(strip)
            used += strip.height
    # Mere space that came after a full page leaves no blank page behind.
    return [Page(tuple(page)) for page in pages if page]


def balanced(strips: Sequence[Strip], paper: Sheet) -> list[Page]:
    """Put strips on pages as `paginate` does, but leave no page with a mere tail: the page before it gives some of its own."""
    pages = paginate(strips, paper)
    least = text_height(paper) * _LEAST_OF_A_PAGE
    if len(pages) < 2 or pages[-1].used >= least:
        return pages
    for start in reversed(_starts(strips)):
        moved = [*strips[:start], replace(strips[start], fresh=True), *strips[start + 1 :]]
        tried = paginate(moved, paper)
        if len(tried) != len(pages):
            continue  # it began the last page anyway, or it is too much for one page
        if tried[-2].used < least:
            break
        if tried[-1].used >= least:
            return tried
    return pages


def _starts(strips: Sequence[Strip]) -> list[int]:
    """Where a page may begin: with the first strip of each run that stays together, unless that is only space."""
    starts: list[int] = []
    position = 0
    for group in _groups(strips):
        if position and not _is_space(group[0]):
            starts.append(position)
        position += len(group)
    return starts


def text_height(paper: Sheet) -> float:
    """The height that a page has for text."""
    return paper.height - TOP - BOTTOM


def height_of(strips: Iterable[Strip]) -> float:
    """The height of strips on a page without end."""
    return sum(strip.height for strip in strips)


def kept_together(strips: Sequence[Strip]) -> list[Strip]:
    """The same strips, never divided between pages as long as one page can hold them."""
    return [replace(strip, keep=True) for strip in strips[:-1]] + [replace(strip, keep=False) for strip in strips[-1:]]


def _is_space(strip: Strip) -> bool:
    return not (strip.lines or strip.rules or strip.marks or strip.fresh or strip.figure)


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """The strips in runs that must stay together."""
    group: list[Strip] = []
    for strip in strips:
        if strip.fresh and group:
            yield group
            group = []
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group
