"""Setting an emergency card into panels of ID-1 size: what is too long goes on to a further panel, and never gets smaller.

The main face is composed by itself (`card_face`). Small type is set as large as it can be without needing one more panel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card import first_face
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.emergency_card.first_face import Face
from ism_desktop.printing.emergency_card.setting import (
    FLOOR,
    GAP,
    HEADER_HEIGHT,
    HEADER_SIZE,
    HEIGHT,
    MARGIN,
    NUMBER_WIDTH,
    PANEL_HEIGHT,
    PANEL_WIDTH,
    SMALL_SIZES,
    STEP_SIZE,
    WIDTH,
    Blank,
    Block,
    Item,
    Part,
    Rule,
    Setting,
    name_words,
    spaced,
    total,
)
from ism_desktop.printing.wrapping import Run, SetLine, wrap

__all__ = [
    "FLOOR",
    "HEADER_SIZE",
    "MARGIN",
    "NUMBER_WIDTH",
    "PANEL_HEIGHT",
    "PANEL_WIDTH",
    "STEP_SIZE",
    "Blank",
    "Item",
    "Panel",
    "Rule",
    "panel_label",
    "panels",
]

_CONTINUED_HEIGHT = 8.6
_BEFORE_DETAILS = frozenset({"helpers", "weight", "medications", "reactions", "do_not_give", "use_with_care"})


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
    head = _Panels(Setting(content, FLOOR)).header(1)
    face = first_face.compose(content, HEIGHT - total(head) - GAP)
    tightest = _Panels(Setting(content, FLOOR, rows=1)).all(face)
    for rows in (2, 1):
        for size in SMALL_SIZES:
            found = _Panels(Setting(content, size, rows=rows)).all(face)
            if len(found) == len(tightest):
                return found
    return tightest


def panel_label(content: CardContent, number: int, count: int) -> str:
    """The words on the right of a panel's header."""
    label = content.text.text("panel", number=number, count=count)
    return f"{content.text.text('demo')} · {label}" if content.demo and number > 1 else label


class _Panels:
    """The panels of one attempt at setting a card."""

    def __init__(self, setting: Setting) -> None:
        self._set = setting
        self._content = setting.content
        self._size = setting.size
        self._text = setting.text

    def all(self, face: Face) -> tuple[Panel, ...]:
        """The whole card, its main face given; what that points to opens the next panel."""
        filled: list[Part] = [face.items]
        queue: Sequence[Block] = self._more(face)
        while queue:
            queue = self._fill(queue, filled)
        going_on = set(range(2, len(filled)))
        if len(filled) % 2:
            filled.append(tuple(self._notes(HEIGHT - total(self.header(len(filled) + 1)) - GAP)))
        return tuple(
            Panel(number, tuple(self.header(number)), items, number + 1 if number in going_on else 0, self._size)
            for number, items in enumerate(filled, 1)
        )

    def _fill(self, blocks: Sequence[Block], filled: list[Part]) -> list[Block]:
        """Fill one panel with as much as fits and return what is left; room is kept for the words "continued on"."""
        room = HEIGHT - total(self.header(len(filled) + 1)) - GAP
        everything = [item for position, block in enumerate(blocks) for item in spaced(block, first=not position)]
        if total(everything) <= room:
            filled.append(tuple(everything))
            return []
        room -= _CONTINUED_HEIGHT
        items: list[Item] = []
        for position, block in enumerate(blocks):
            with_space = spaced(block, first=not items)
            if total(items) + total(with_space) <= room:
                items += with_space
                continue
            now, later = self._divide(block, room - total(items) - (block.gap if items else 0.0), at_top=not items)
            items += spaced(now, first=not items) if now is not None else []
            filled.append(tuple(items))
            return [later, *blocks[position + 1 :]]
        raise AssertionError("what does not fit must have been found above")

    def _divide(self, block: Block, room: float, *, at_top: bool) -> tuple[Block | None, Block]:
        """The part of a block that fits in `room`, and the rest. At the top of a panel something is always taken."""
        if not at_top and block.whole:
            return None, block
        count, used = 0, total(block.head)
        for part in block.parts:
            used += total(part)
            if used > room:
                break
            count += 1
        if count:
            return replace(block, parts=block.parts[:count]), self._continued(block, block.parts[count:])
        if not at_top:
            return None, block
        # One part is taller than a whole panel: divide it between its lines.
        lines, used = 0, total(block.head)
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
        heading = (
            self._set.small([Run(self._text.text("heading_continued", heading=block.heading), bold=True)])
            if block.heading
            else []
        )
        return replace(block, head=tuple(heading), parts=parts)

    def header(self, number: int) -> list[SetLine]:
        """The words above the panel's first rule: the card's header on the main face, whose card it is on the others."""
        content = self._content
        if number == 1:
            demo = f"{self._text.text('demo')} · " if content.demo else ""
            words = f"{demo}{self._text.text('header')} · {content.language.upper()}"
        else:
            words = f"{name_words(content)} · {self._text.text('born', date=content.birth_date)}"
        label = typeface.width(panel_label(content, number, 99), typeface.REGULAR, HEADER_SIZE)
        return wrap([Run(words, bold=True)], WIDTH - label - 4, size=HEADER_SIZE, height=HEADER_HEIGHT)

    def _more(self, face: Face) -> list[Block]:
        # Dates and second numbers stand behind what changes treatment at once.
        first = [section for section in self._content.more if section.key in _BEFORE_DETAILS]
        rest = [section for section in self._content.more if section.key not in _BEFORE_DETAILS]
        sections = (*face.overleaf, *first, *face.details, *rest)
        blocks = [self._set.section(section, gap=GAP) for section in sections]
        if self._content.unprintable:
            blocks.append(
                Block(
                    (tuple(self._set.small([Run(self._text.text("letters_note", sign=typeface.REPLACEMENT))])),),
                    gap=GAP,
                )
            )
        return [*blocks, self._closing()]

    def _closing(self) -> Block:
        """Who wrote and who reviewed the card, and which print it is: always together, always last."""
        content, text = self._content, self._text
        number = text.text("copy_number", number=content.number) if content.number else text.text("not_numbered")
        printed = [text.text("printed_copy", date=content.printed_on.isoformat(), number=number)]
        printed += [text.text("review_by", date=content.review_by)] if content.review_by else []
        printed.append(text.text("code", code=content.code))
        lines: list[Item] = [Rule(5.0, 0.4), *self._set.small([Run(text.text("written_by"))])]
        if content.text_set:
            lines += self._set.small([Run(text.text("text_named", text=content.text_set))])
        name, signature, day = (text.text(label) for label in ("reviewed_by", "signature", "date"))
        if self._set.rows == 2:
            lines.append(Blank(((name, 1.0),), 14.0, self._size))
            lines.append(Blank(((signature, 0.66), (day, 0.34)), 14.0, self._size))
        else:
            lines.append(Blank(((name, 0.42), (signature, 0.34), (day, 0.24)), 16.0, self._size))
        lines += [Rule(2.0), *self._set.small([Run(" · ".join(printed))])]
        return Block((tuple(lines),), whole=True)

    def _notes(self, room: float) -> Iterator[Item]:
        """An even number of panels folds best; one that is left over is for writing down what was given, as far as `room` allows."""
        text = self._text
        heading = self._set.small([Run(text.text("notes_heading"), bold=True)])
        last = Blank(((text.text("notes_tryptase"), 0.54), (text.text("notes_drawn_by"), 0.46)), 20.0, self._size)
        columns = ("notes_time", 0.27), ("notes_what", 0.46), ("notes_by", 0.27)
        row = Blank(tuple((text.text(line), share) for line, share in columns), 18.0, self._size)
        yield from heading
        yield from [row] * max(min(4, int((room - total(heading) - last.height) / row.height)), 0)
        yield last
