"""Long text over many pages: strips that are never divided, put on pages in order, with headings kept to what follows them.

Everything is measured before anything is drawn, so page numbers are known when the contents are set.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ism_desktop.printing.paper import MM, Paper
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


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place the reader can jump to: its title, and how deep it lies (0 for a tab)."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A band across the page that is never divided.

    `lines` are set lines with their distance from the left margin; `rules` are (from, to, weight) along the bottom edge.
    `keep` holds it on the page of the next strip; `fresh` begins a page with it; `header` is repeated when a page begins with it.
    `target` is the key of the page that a press on it leads to.
    """

    height: float
    lines: tuple[tuple[float, SetLine], ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()
    keep: bool = False
    fresh: bool = False
    header: tuple["Strip", ...] = ()
    marks: tuple[Bookmark, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The strips of one page, from the top."""

    strips: tuple[Strip, ...]

    @property
    def marks(self) -> tuple[Bookmark, ...]:
        """The bookmarks that lead to this page, in order."""
        return tuple(mark for strip in self.strips for mark in strip.marks)

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

    paper: Paper
    strips: list[Strip] = field(default_factory=list[Strip])

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.paper.width - LEFT - RIGHT

    def space(self, height: float) -> None:
        """Leave room; it vanishes at the top of a page."""
        self.strips.append(Strip(height))

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
    ) -> None:
        """A paragraph; with `keep`, all of it stays together and with what follows."""
        said = [Run(runs)] if isinstance(runs, str) else runs
        lines = wrap(said, self.width, size=size, height=height, indent=indent, hanging=hanging)
        for position, line in enumerate(lines):
            # The first two lines of a paragraph stay together: a single line at the foot of a page reads badly.
            stays = keep or (position == 0 and len(lines) > 1)
            own_marks = marks if position == 0 else ()
            self.strips.append(Strip(line.height, ((0.0, line),), keep=stays, marks=own_marks))

    def facts(self, rows: Iterable[tuple[str, str]], *, size: float = BODY, height: float = BODY_HEIGHT) -> None:
        """Labels on the left, what is said on the right."""
        for label, value in rows:
            left = wrap([Run(label)], _LABEL_WIDTH - _COLUMN_GAP, size=size, height=height)
            right = wrap([Run(value)], self.width - _LABEL_WIDTH, size=size, height=height)
            self.strips += _side_by_side([(0.0, left), (_LABEL_WIDTH, right)], height)
            self.space(_FACT_GAP)

    def table(self, columns: Sequence[tuple[str, float]], rows: Iterable["Row"]) -> None:
        """A table with thin rules between its rows; its head is repeated on every page it reaches."""
        shares = sum(share for _, share in columns)
        widths = [share / shares * self.width for _, share in columns]
        starts = [sum(widths[:position]) for position in range(len(widths))]
        heads = [
            (start, wrap([Run(title, bold=True)], width - _COLUMN_GAP, size=BODY, height=BODY_HEIGHT))
            for (title, _), start, width in zip(columns, starts, widths, strict=True)
        ]
        head = [*_side_by_side(heads, BODY_HEIGHT, keep=True), Strip(3.0, rules=((0.0, self.width, 1.0),), keep=True)]
        self.strips += head
        header = tuple(head)
        for row in rows:
            for strip in self._row(row, starts, widths):
                self.strips.append(replace(strip, header=header))

    def _row(self, row: "Row", starts: Sequence[float], widths: Sequence[float]) -> Iterator[Strip]:
        cells = [
            (start, wrap(_cell(cell, bold=position == 0), width - _COLUMN_GAP, size=BODY, height=BODY_HEIGHT))
            for position, (cell, start, width) in enumerate(zip(row.cells, starts, widths, strict=True))
        ]
        bands = _side_by_side(cells, BODY_HEIGHT)
        for note in row.notes:
            lines = wrap([Run(note)], self.width, size=BODY, height=BODY_HEIGHT, indent=_NOTE_INDENT)
            bands += _side_by_side([(0.0, lines)], BODY_HEIGHT)
        short = len(bands) <= _CELL_LINES_KEPT
        yield Strip(3.5, keep=True, marks=row.marks)
        for position, band in enumerate(bands):
            # A tall row may be divided, but not within two lines of its ends.
            yield replace(band, keep=short or position < 2 or position >= len(bands) - 2, target=row.target)
        yield Strip(4.5, rules=((0.0, self.width, 0.3),))

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
    """One row of a table: a cell for each column, further notes under it, and where a press on it leads."""

    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[Bookmark, ...] = ()
    target: str = ""


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


def paginate(strips: Sequence[Strip], paper: Paper) -> list[Page]:
    """Put strips on pages. Strips that keep together move on together, unless they are taller than a page."""
    room = paper.height - TOP - BOTTOM
    pages: list[list[Strip]] = [[]]
    used = 0.0
    for group in _groups(strips):
        tall = sum(strip.height for strip in group)
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
    return [Page(tuple(page)) for page in pages]


def _is_space(strip: Strip) -> bool:
    return not strip.lines and not strip.rules and not strip.marks and not strip.fresh


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
