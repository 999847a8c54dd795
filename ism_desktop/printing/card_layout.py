"""Setting an emergency card into panels of ID-1 size: what is too long goes on to a further panel, and never gets smaller.

Floors of type (clinical.md 1.7): steps and diagnosis 9 pt bold, everything else 7 pt or more. Small type is set as large as it can
be without needing one more panel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ism_desktop.library import card_text
from ism_desktop.printing import typeface
from ism_desktop.printing.card_content import NOT_RECORDED, CardContent, Section
from ism_desktop.printing.paper import MM
from ism_desktop.printing.wrapping import Run, SetLine, with_bold, wrap

PANEL_WIDTH = 85.60 * MM
PANEL_HEIGHT = 53.98 * MM
MARGIN = 2.8 * MM
_WIDTH = PANEL_WIDTH - 2 * MARGIN
_HEIGHT = PANEL_HEIGHT - 2 * MARGIN

STEP_SIZE = 9.0
_NAME_SIZE = 8.5
FLOOR = 7.0
_SMALL_SIZES = (7.75, 7.5, 7.25, FLOOR)
HEADER_SIZE, _HEADER_HEIGHT = FLOOR, 8.6
NUMBER_WIDTH = 10.0
_HANGING = 6.0
_GAP = 2.4
_CONTINUED_HEIGHT = 8.6
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the panel, in the middle of `height`; with no weight, empty space."""

    height: float
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A row to write on: words, each followed by a line over its share of the width."""

    labels: tuple[tuple[str, float], ...]
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Leading:
    """Heights of lines: type never shrinks below its floor, but lines may stand closer where the main face is full."""

    step: float
    name: float
    small: float
    rule: float


_EASY = Leading(step=10.2, name=10.2, small=1.17, rule=4.6)
_CLOSE = Leading(step=9.7, name=9.6, small=1.12, rule=3.4)

Item = SetLine | Rule | Blank
Part = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Parts under one heading. It is divided between parts only; one with `whole` is never divided."""

    parts: tuple[Part, ...]
    head: Part = ()
    heading: str = ""
    gap: float = 0.0
    whole: bool = False

    @property
    def items(self) -> Part:
        """Everything in it, from the top."""
        return (*self.head, *(item for part in self.parts for item in part))


@dataclass(frozen=True, slots=True)
class Panel:
    """One ID-1 face: header and items from the top of its inner area down. `goes_on` is the panel that continues it, or 0."""

    number: int
    header: tuple[SetLine, ...]
    items: Part
    goes_on: int
    size: float


def panels(content: CardContent) -> tuple[Panel, ...]:
    """Set the card: the main face first; the rest on as few panels as the floor allows, with as much ease as these leave.

    There is always an even number of panels: one that is left over is for notes.
    """
    face, rest, details = _main_face(content)
    tightest = _Setting(content, FLOOR, rows=1).panels(face, rest, details)
    for rows in (2, 1):
        for size in _SMALL_SIZES:
            found = _Setting(content, size, rows=rows).panels(face, rest, details)
            if len(found) == len(tightest):
                return found
    return tightest


def _main_face(content: CardContent) -> tuple[Part, list[Block], list[Section]]:
    """The main face, what of it goes on overleaf (only with very long names), and the sections whose details stand overleaf."""
    details = [section for section in content.main if section.details]
    for brief in (False, True):
        for leading in (_EASY, _CLOSE):
            for size in _SMALL_SIZES:
                face, rest = _Setting(content, size, leading=leading).main_face(brief=brief)
                if not rest:
                    return face, [], details if brief else []
    return *_Setting(content, FLOOR, leading=_CLOSE).main_face(brief=True), details


def panel_label(content: CardContent, number: int, total: int) -> str:
    """The words on the right of a panel's header."""
    return f"{'DEMO · ' if content.demo and number > 1 else ''}panel {number} of {total}"


def _total(items: Sequence[Item]) -> float:
    return sum(item.height for item in items)


class _Setting:
    """One attempt at setting a card: small type of one size, one leading, and one row or two for the clinician's review."""

    def __init__(self, content: CardContent, size: float, *, leading: Leading = _EASY, rows: int = 2) -> None:
        self._content = content
        self._size = size
        self._leading = leading
        self._rows = rows
        self._text = card_text.load()

    def main_face(self, *, brief: bool) -> tuple[Part, list[Block]]:
        """The main face as far as it has room, and the rest."""
        filled: list[Part] = []
        rest = self._fill(self._main(brief=brief), filled)
        return filled[0], rest

    def panels(self, face: Part, rest: Sequence[Block], details: Sequence[Section]) -> tuple[Panel, ...]:
        """The whole card, its main face given."""
        filled: list[Part] = [face]
        queue = [*rest, *(self._details(section) for section in details), *self._more()]
        while queue:
            queue = self._fill(queue, filled)
        going_on = {*range(2, len(filled)), *([1] if rest else [])}
        if len(filled) % 2:
            filled.append(tuple(self._notes()))
        return tuple(
            Panel(number, tuple(self._header(number)), items, number + 1 if number in going_on else 0, self._size)
            for number, items in enumerate(filled, 1)
        )

    def _details(self, section: Section) -> Block:
        """What a section of the main face had no room for."""
        return self._section(replace(section, entries=section.details, inline=len(section.details) == 1), gap=_GAP)

    def _fill(self, blocks: Sequence[Block], filled: list[Part]) -> list[Block]:
        """Fill one panel with as much as fits and return what is left; room is kept for the words "continued on"."""
        room = _HEIGHT - _total(self._header(len(filled) + 1)) - _GAP
        everything = [item for position, block in enumerate(blocks) for item in _spaced(block, first=not position)]
        if _total(everything) <= room:
            filled.append(tuple(everything))
            return []
        room -= _CONTINUED_HEIGHT
        items: list[Item] = []
        for position, block in enumerate(blocks):
            spaced = _spaced(block, first=not items)
            if _total(items) + _total(spaced) <= room:
                items += spaced
                continue
            now, later = self._divide(block, room - _total(items) - (block.gap if items else 0.0), at_top=not items)
            items += _spaced(now, first=not items) if now is not None else []
            filled.append(tuple(items))
            return [later, *blocks[position + 1 :]]
        raise AssertionError("what does not fit must have been found above")

    def _divide(self, block: Block, room: float, *, at_top: bool) -> tuple[Block | None, Block]:
        """The part of a block that fits in `room`, and the rest. At the top of a panel something is always taken."""
        if not at_top and block.whole:
            return None, block
        count, used = 0, _total(block.head)
        for part in block.parts:
            used += _total(part)
            if used > room:
                break
            count += 1
        if count:
            return replace(block, parts=block.parts[:count]), self._continued(block, block.parts[count:])
        if not at_top:
            return None, block
        # One part is taller than a whole panel: divide it between its lines.
        lines, used = 0, _total(block.head)
        for item in block.parts[0]:
            used += item.height
            if used > room:
                break
            lines += 1
        lines = max(lines, 1)
        first, *others = block.parts
        rest = (first[lines:], *others) if first[lines:] else tuple(others)
        return replace(block, parts=(first[:lines],)), self._continued(block, rest)

    def _continued(self, block: Block, parts: tuple[Part, ...]) -> Block:
        heading = self._small([Run(f"{block.heading} (continued)", bold=True)]) if block.heading else []
        return replace(block, head=tuple(heading), parts=parts)

    def _small(self, runs: Sequence[Run], *, hanging: float = 0.0) -> list[SetLine]:
        marked = [piece for run in runs for piece in with_bold(run, NOT_RECORDED)]
        return wrap(marked, _WIDTH, size=self._size, height=self._size * self._leading.small, hanging=hanging)

    def _header(self, number: int) -> list[SetLine]:
        """The words above the panel's first rule: the card's header on the main face, whose card it is on the others."""
        content = self._content
        if number == 1:
            words = f"{'DEMO · ' if content.demo else ''}{self._text.text('header')} · {content.language}"
        else:
            words = f"{_name(content)} · born {content.birth_date}"
        label = typeface.width(panel_label(content, number, 99), typeface.REGULAR, HEADER_SIZE)
        return wrap([Run(words, bold=True)], _WIDTH - label - 4, size=HEADER_SIZE, height=_HEADER_HEIGHT)

    def _main(self, *, brief: bool) -> list[Block]:
        content, leading = self._content, self._leading
        born = f"born {content.birth_date}".replace(" ", _NO_BREAK)
        name = [Run(f"{_name(content)}{_NO_BREAK}{_NO_BREAK} ", bold=True), *with_bold(Run(born), NOT_RECORDED)]
        diagnosis = f"Diagnosis {NOT_RECORDED}" if content.diagnosis == NOT_RECORDED else content.diagnosis
        identity = wrap(name, _WIDTH, size=_NAME_SIZE, height=leading.name, hanging=_HANGING)
        headlines = [line for words in (diagnosis, content.risk) if words for line in self._bold(words)]
        blocks = [Block(((*identity,), (*headlines,)))]
        rule = Rule(leading.rule, 0.4)
        if content.steps:
            heading = self._small([Run(self._text.text("steps_heading"), bold=True)])
            steps = tuple(self._step(number, step) for number, step in enumerate(content.steps, 1))
            blocks.append(Block(steps, head=(rule, *heading), heading="Severe reaction or collapse"))
        sections = [
            replace(section, entries=section.brief, inline=len(section.brief) == 1)
            if brief and section.brief
            else section
            for section in content.main
        ]
        facts = [self._section(section) for section in sections]
        return [*blocks, replace(facts[0], head=(rule, *facts[0].head)), *facts[1:]]

    def _bold(self, text: str) -> list[SetLine]:
        return wrap([Run(text, bold=True)], _WIDTH, size=STEP_SIZE, height=self._leading.step)

    def _step(self, number: int, text: str) -> Part:
        lines = wrap([Run(text, bold=True)], _WIDTH, size=STEP_SIZE, height=self._leading.step, indent=NUMBER_WIDTH)
        return (replace(lines[0], runs=(Run(f"{number}\t", bold=True), *lines[0].runs), indent=0.0), *lines[1:])

    def _section(self, section: Section, gap: float = 0.0) -> Block:
        if section.inline:
            entry = section.entries[0]
            lead = f"{section.heading}{_NO_BREAK}{_NO_BREAK} "
            runs = [Run(lead, bold=True), *([Run(f"{entry.lead}, ", bold=True)] if entry.lead else []), Run(entry.text)]
            parts = [
                self._small(runs, hanging=_HANGING),
                *(self._small([Run(extra.words)]) for extra in section.entries[1:]),
            ]
            return Block(tuple(tuple(part) for part in parts), heading=section.heading, gap=gap)
        heading = self._small([Run(section.heading, bold=True)])
        entries = tuple(tuple(self._entry(entry.lead, entry.text)) for entry in section.entries)
        return Block(entries, head=tuple(heading), heading=section.heading, gap=gap)

    def _entry(self, lead: str, text: str) -> list[SetLine]:
        runs = [Run(f"{lead}: " if text else lead, bold=True)] if lead else []
        return self._small([*runs, Run(text)], hanging=_HANGING)

    def _more(self) -> list[Block]:
        blocks = [self._section(section, gap=_GAP) for section in self._content.more]
        if self._content.unprintable:
            blocks.append(Block((tuple(self._small([Run(typeface.REPLACEMENT_NOTE)])),), gap=_GAP))
        return [*blocks, self._closing()]

    def _closing(self) -> Block:
        """Who wrote and who reviewed the card, and which print it is: always together, always last."""
        content, text = self._content, self._text
        review = f" · review by {content.review_by}" if content.review_by else ""
        number = f"no. {content.number}" if content.number else "not numbered"
        lines: list[Item] = [Rule(5.0, 0.4), *self._small([Run(text.text("written_by"))])]
        if content.text_set:
            lines += self._small([Run(f"Text {content.text_set}.")])
        name, signature, day = (text.text(label) for label in ("reviewed_by", "signature", "date"))
        if self._rows == 2:
            lines.append(Blank(((name, 1.0),), 14.0, self._size))
            lines.append(Blank(((signature, 0.66), (day, 0.34)), 14.0, self._size))
        else:
            lines.append(Blank(((name, 0.42), (signature, 0.34), (day, 0.24)), 16.0, self._size))
        printed = f"Printed {content.printed_on.isoformat()}, {number}{review} · code {content.code}"
        lines += [Rule(2.0), *self._small([Run(printed)])]
        return Block((tuple(lines),), whole=True)

    def _notes(self) -> Iterator[Item]:
        """An even number of panels folds best; one that is left over is for writing down what was given."""
        yield from self._small([Run("For notes: adrenaline (epinephrine) and other drugs given", bold=True)])
        for _ in range(4):
            yield Blank((("Time", 0.27), ("What", 0.46), ("By", 0.27)), 18.0, self._size)
        yield Blank((("Tryptase drawn at", 0.54), ("by", 0.46)), 20.0, self._size)


def _spaced(block: Block, *, first: bool) -> list[Item]:
    """A block with the space before it; at the top of a panel neither space nor rule is needed."""
    if first:
        return [*block.items[1:]] if isinstance(block.items[0], Rule) else [*block.items]
    return [*([Rule(block.gap)] if block.gap else []), *block.items]


def _name(content: CardContent) -> str:
    return f"Name {NOT_RECORDED}" if content.name == NOT_RECORDED else content.name
