"""Checks of what a worker process answers, before any of it is used: a hostile document may have taken the process over.

Each function takes an answer as it came and returns a frozen value, or raises BrokenPipe as for a process that stopped.
"""

import math
import re
import unicodedata
from datetime import date
from typing import Any, cast

from ism_desktop import media_types
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import (
    MAX_ATTACHMENTS,
    MAX_LABEL_LETTERS,
    MAX_OBJECTS_PER_PAGE,
    MAX_PAGES,
    MAX_RENDERED_PIXELS,
    MAX_SIDE_PIXELS,
    MAX_WORDS_PER_PAGE,
)
from ism_desktop.worker.png import png_of
from ism_desktop.worker.values import (
    NOTICE_CODES,
    Attachment,
    Flattened,
    Notice,
    PageLook,
    PageNote,
    PageText,
    Picture,
    Word,
)
from ism_desktop.worker.writing import cleaned

_KEY = re.compile(r"[a-z_]{0,40}")
_SOURCES = ("layer", "ocr", "none", "unreadable")
_MOST_POINTS = 10_000_000.0
_LONGEST_TITLE = 300
_LONGEST_WORD = 10_000
_MOST_NAMES = 1_000
_LONGEST_NOTE = 1_000_000
_NOT_IN_NAMES = frozenset(':*?"<>|')
_FOLDER_OF_PORTFOLIO = re.compile(r"^<\d+>")  # how portfolios say in which of their folders a file lies
_LONGEST_NAME = 120
_LONGEST_ENDING = 10
_NAMES_OF_FILES = ("portfolio", "attachments", "mail_attachments")


def loaded(answer: Message) -> tuple[str, int]:
    """Media type and page count of a loaded document."""
    media_type = answer.get("media_type")
    must(isinstance(media_type, str) and media_types.find(media_type) is not None)
    return cast("str", media_type), whole_number(answer.get("pages"), 1, MAX_PAGES)


def page_sizes(answer: Message, pages: int) -> tuple[tuple[float, float], ...]:
    """One size in points for each page."""
    sizes = any_items(answer.get("sizes"))
    must(len(sizes) == pages)
    pairs = [any_items(size) for size in sizes]
    must(all(len(pair) == 2 for pair in pairs))
    return tuple((_points(pair[0]), _points(pair[1])) for pair in pairs)


def title(answer: Message) -> str:
    """The title that a document gives itself, on one line."""
    return " ".join(cleaned(any_text(answer.get("title"))).split())[:_LONGEST_TITLE]


def notices(answer: Message, pages: int) -> tuple[Notice, ...]:
    """What the person should know about the file: rows of a code, pages (from 0) and names."""
    rows = [any_items(row) for row in any_items(answer.get("notices"))]
    must(len(rows) <= len(NOTICE_CODES) and all(len(row) == 3 for row in rows))
    return tuple(_notice(row, pages) for row in rows)


def day_taken(answer: Message) -> date | None:
    """The day on which a picture was taken, as its camera says."""
    said = any_text(answer.get("day"))
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise BrokenPipe from error


def attachments(answer: Message) -> tuple[Attachment, ...]:
    """The files inside a PDF. Their names become names of files: no folders, no signs that turn writing round or that no system allows."""
    rows = [any_items(row) for row in any_items(answer.get("files"))]
    must(len(rows) <= MAX_ATTACHMENTS and all(len(row) == 2 for row in rows))
    return tuple(
        Attachment(file_name(any_text(row[0]), number), whole_number(row[1], -1, 2**50))
        for number, row in enumerate(rows, 1)
    )


def file_name(untrusted: str, number: int) -> str:
    """What a file inside is called: the end of the path that stands there, made plain; `number` names one that has no name."""
    untrusted = _FOLDER_OF_PORTFOLIO.sub("", cleaned(untrusted).replace("\\", "/").rstrip("/ "))
    name = untrusted.rpartition("/")[2]
    plain = "".join("_" if letter in _NOT_IN_NAMES else letter for letter in name if _is_writing(letter))
    plain = " ".join(plain.split()).strip()
    if not plain.strip(". "):
        return f"Attachment {number}"
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        kept = f"{dot}{ending}" if dot and len(ending) <= _LONGEST_ENDING else ""
        plain = (stem if kept else plain)[: _LONGEST_NAME - len(kept)] + kept
    return plain


def _is_writing(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def page_text(answer: Message) -> PageText:
    """The text of a page with its words."""
    rows = any_items(answer.get("words"))
    source = answer.get("source")
    must(source in _SOURCES and len(rows) <= MAX_WORDS_PER_PAGE)
    words = tuple(_word(any_items(row)) for row in rows)
    turns = whole_number(answer.get("turns", 0), 0, 3)
    return PageText(cleaned(any_text(answer.get("text"))), words, cast("str", source), turns)


def page_look(answer: Message) -> PageLook:
    """How a page of a stack looks."""
    white, separator = answer.get("white"), answer.get("separator")
    must(isinstance(white, int | float) and 0 <= cast("float", white) <= 1)
    must(separator is None or (isinstance(separator, str) and _KEY.fullmatch(separator) is not None))
    return PageLook(float(cast("float", white)), cast("str | None", separator))


def label(answer: Message) -> str | None:
    """The letters and digits of the number on a label; None where a page bears none."""
    found = answer.get("label")
    must(found is None or (isinstance(found, str) and found.isalnum() and len(found) <= MAX_LABEL_LETTERS))
    return cast("str | None", found)


def picture(answer: Message, rows: bytes | bytearray) -> Picture:
    """A picture; its PNG is written here from the plain pixels, so no image decoder of ours meets a stranger's PNG."""
    width = whole_number(answer.get("width"), 1, MAX_SIDE_PIXELS)
    height = whole_number(answer.get("height"), 1, MAX_SIDE_PIXELS)
    channels = whole_number(answer.get("channels"), 1, 3)
    must(channels != 2 and width * height <= MAX_RENDERED_PIXELS and len(rows) == width * height * channels)
    return Picture(width, height, png_of(width, height, channels, rows))


def page_objects(answer: Message, first: int, size: int, count: int) -> tuple[list[int], list[tuple[int, int]], int]:
    """The numbers of `count` bound pages, the numbers and lengths of its objects, and the number that comes next."""
    following = whole_number(answer.get("next"), first, first + 2 * MAX_OBJECTS_PER_PAGE)
    rows = [any_items(row) for row in any_items(answer.get("objects"))]
    must(all(len(row) == 2 for row in rows))
    lengths = [(whole_number(row[0], first, following - 1), whole_number(row[1], 1, size)) for row in rows]
    numbers = {number for number, _ in lengths}
    made = [whole_number(number, first, following - 1) for number in any_items(answer.get("made"))]
    must(
        len(made) == count
        and len(numbers) == len(lengths)
        and numbers.issuperset(made)
        and sum(length for _, length in lengths) == size
    )
    return made, lengths, following


def flattened(answer: Message, pdf: bytes | bytearray) -> Flattened:
    """A PDF made ready for being bound, and what is to be known of its pages."""
    pages = whole_number(answer.get("pages"), 1, MAX_PAGES)
    unreadable = frozenset(whole_number(page, 0, pages - 1) for page in any_items(answer.get("unreadable")))
    pictures, notes = (_notes(answer.get(name), pages) for name in ("pictures", "notes"))
    return Flattened(bytes(pdf), page_sizes(answer, pages), unreadable, pictures, notes)


def whole_number(value: object, least: int, most: int) -> int:
    """An integer within its bounds."""
    must(isinstance(value, int) and not isinstance(value, bool) and least <= value <= most)
    return cast("int", value)


def _notes(value: object, pages: int) -> dict[int, tuple[PageNote, ...]]:
    """For pages (from 0) the words or notes on them."""
    must(isinstance(value, dict))
    found: dict[int, tuple[PageNote, ...]] = {}
    for page, rows in cast("dict[str, object]", value).items():
        must(page.isdecimal() and int(page) < pages and len(any_items(rows)) <= MAX_WORDS_PER_PAGE)
        found[int(page)] = tuple(_note(any_items(row)) for row in any_items(rows))
    return found


def _note(row: list[Any]) -> PageNote:
    must(len(row) == 5)
    x0, y0, x1, y1 = (_points(edge) for edge in row[1:])
    return PageNote(cleaned(any_text(row[0]))[:_LONGEST_NOTE], x0, y0, x1, y1)


def _notice(row: list[Any], pages: int) -> Notice:
    code, numbers, names = row[0], any_items(row[1]), any_items(row[2])
    must(code in NOTICE_CODES and len(numbers) <= pages and len(names) <= _MOST_NAMES)
    return Notice(
        cast("str", code),
        tuple(whole_number(number, 0, pages - 1) + 1 for number in numbers),
        tuple(file_name(any_text(name), place) for place, name in enumerate(names, 1))
        if code in _NAMES_OF_FILES
        else tuple(" ".join(cleaned(any_text(name)).split())[:_LONGEST_TITLE] for name in names),
    )


def _word(row: list[Any]) -> Word:
    must(len(row) == 6)
    text = cleaned(any_text(row[0]))
    must(len(text) <= _LONGEST_WORD)
    x0, y0, x1, y1 = (_points(edge) for edge in row[1:5])
    return Word(text, x0, y0, x1, y1, whole_number(row[5], 0, 100))


def _points(value: object) -> float:
    must(isinstance(value, int | float) and not isinstance(value, bool))
    number = float(cast("float", value))
    must(math.isfinite(number) and abs(number) <= _MOST_POINTS)
    return number


def any_text(value: object) -> str:
    """A value that must be a text. Raises BrokenPipe."""
    must(isinstance(value, str))
    return cast("str", value)


def any_items(value: object) -> list[Any]:
    """A value that must be a list. Raises BrokenPipe."""
    must(isinstance(value, list))
    return cast("list[Any]", value)


def must(holds: bool) -> None:
    """Raise BrokenPipe unless what an answer has to be holds."""
    if not holds:
        raise BrokenPipe("A worker process gave an answer that cannot be right.")
