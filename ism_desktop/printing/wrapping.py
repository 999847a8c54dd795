"""Breaking text of two weights into lines of a given width. A word that is wider than the line is broken; nothing is ever cut off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ism_desktop.printing import typeface

_BREAK_AFTER = frozenset("-–/@_")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight. A no-break space holds words together and prints as a space."""

    text: str
    bold: bool = False

    @property
    def font(self) -> str:
        """The typeface's name for reportlab."""
        return typeface.BOLD if self.bold else typeface.REGULAR


@dataclass(frozen=True, slots=True)
class SetLine:
    """One finished line: its runs, type size, height and distance from the left edge, in points."""

    runs: tuple[Run, ...]
    size: float
    height: float
    indent: float = 0.0

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> float:
        """The printed width without the indent."""
        return sum(typeface.width(run.text, run.font, self.size) for run in self.runs)

    @property
    def baseline(self) -> float:
        """Distance of the baseline from the line's upper edge: the capitals stand in the middle of the line."""
        return (self.height + 0.714 * self.size) / 2


def with_bold(run: Run, words: str) -> list[Run]:
    """The run with every occurrence of some words in bold."""
    parts = run.text.split(words)
    pieces = [Run(parts[0], run.bold)]
    for part in parts[1:]:
        pieces += [Run(words, bold=True), Run(part, run.bold)]
    return [piece for piece in pieces if piece.text]


def wrap(
    runs: Sequence[Run], width: float, *, size: float, height: float, indent: float = 0.0, hanging: float = 0.0
) -> list[SetLine]:
    """Set runs into lines of at most `width` points. The first line starts at `indent`, the others at `indent + hanging`."""
    lines: list[SetLine] = []
    current: list[Run] = []
    used = 0.0
    left = indent

    def finish() -> None:
        nonlocal used, left
        lines.append(SetLine(_joined(current), size, height, left))
        current.clear()
        used, left = 0.0, indent + hanging

    for word in _words(runs):
        if word is None:
            finish()
            continue
        gap = typeface.width(" ", word[0].font, size) if current else 0.0
        wide = _width(word, size)
        if current and left + used + gap + wide > width:
            finish()
            gap = 0.0
        for piece in _pieces(word, width - indent - hanging, size):
            if current and gap == 0.0:
                finish()
            current += [Run(" ", piece[0].bold)] if gap else []
            current += piece
            used += gap + _width(piece, size)
            gap = 0.0
    if current or not lines:
        finish()
    return lines


def widest_word(runs: Sequence[Run], size: float) -> float:
    """The width of the widest word, in points: a line narrower than that breaks it."""
    return max((_width(word, size) for word in _words(runs) if word), default=0.0)


def widest_piece(runs: Sequence[Run], size: float) -> float:
    """The width of the widest piece between the places where a word breaks well, in points."""
    widest = 0.0
    for word in filter(None, _words(runs)):
        used = 0.0
        for letter in (Run(character, run.bold) for run in word for character in run.text):
            used += typeface.width(letter.text, letter.font, size)
            widest = max(widest, used)
            if letter.text in _BREAK_AFTER:
                used = 0.0
    return widest


def _words(runs: Sequence[Run]) -> Iterator[list[Run] | None]:
    """The words in order, each as runs that stand together; None where a new line is asked for."""
    word: list[Run] = []
    for run in runs:
        for part in re.findall(r"\n| +|[^ \n]+", typeface.printable(run.text)):
            if part[0] not in " \n":
                word.append(Run(part.replace("\u00a0", " "), run.bold))
                continue
            if word:
                yield word
                word = []
            if part == "\n":
                yield None
    if word:
        yield word


def _width(runs: Sequence[Run], size: float) -> float:
    return sum(typeface.width(run.text, run.font, size) for run in runs)


def _pieces(word: list[Run], width: float, size: float) -> Iterator[list[Run]]:
    """The word whole, or in pieces that fit when it is wider than a line: after a hyphen or slash if there is one, else anywhere."""
    if _width(word, size) <= width:
        yield word
        return
    piece: list[Run] = []
    used = 0.0
    for letter in (Run(character, run.bold) for run in word for character in run.text):
        wide = typeface.width(letter.text, letter.font, size)
        if piece and used + wide > width:
            breaks = [position for position, run in enumerate(piece, 1) if run.text in _BREAK_AFTER]
            at = breaks[-1] if breaks else len(piece)
            yield [*_joined(piece[:at])]
            piece = piece[at:]
            used = _width(piece, size)
        piece.append(letter)
        used += wide
    if piece:
        yield [*_joined(piece)]


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring runs of one weight as one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        else:
            joined.append(run)
    return tuple(joined)
