"""Reading vCards in the worker process: a file is cut into single cards, and each is read or refused alone, with the reason."""

import re
from collections.abc import Iterator
from typing import Any

from ism_desktop.worker.card_lines import NoLine, Property, properties
from ism_desktop.worker.card_values import values, why_not
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_CARD_BYTES, MAX_CARDS, MEGABYTE
from ism_desktop.worker.refusals import Refusal

_VERSIONS = frozenset({"2.1", "3.0", "4.0"})
_BEGIN = re.compile(rb"\s*begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(rb"\s*end\s*:\s*vcard\s*", re.IGNORECASE)
_AGENT = re.compile(rb"\s*(?:[\w-]+\.)?agent\s*(?:;[^:]*)?:\s*(begin\s*:\s*vcard\s*)?", re.IGNORECASE)
_CHARSET = re.compile(rb";\s*CHARSET=\"?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
# A letter of several bytes that a program folded in the middle.
_CUT_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)\n[ \t]([\x80-\xbf]+)")
_UTF_16_MARKS = frozenset({b"\xff\xfe", b"\xfe\xff"})
_MARK = b"\xef\xbb\xbf"  # of UTF-8
_MOST_SAID = 4 * MEGABYTE  # letters of all cards together

# One answer is taken apart in one go on the other side, while the window waits for its turn.
_AT_ONCE = 100
_AT_ONCE_SAID = 60_000


class CardReader:
    """The role `cards` of a worker process: `contact_cards` gives the first part of the file that came in, `more` the next ones."""

    def allocate(self, size: int) -> bytearray:
        """Make room for a file."""
        if size > MAX_CARD_BYTES:
            raise Refusal("bytes")
        self._file = bytearray(size)
        return self._file

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Read the file that came in, a part at a time."""
        match message.get("job"):
            case "contact_cards":
                self._parts = parts(bytes(self._file))
                self._file = bytearray()
            case "more":
                pass
            case _:
                raise Refusal("damaged")
        return next(self._parts), b""


def parts(untrusted: bytes) -> Iterator[Message]:
    """What the cards of a file say, some at a time: `cards`, and `faults`; `more` is true but for the last part.

    A fault is the number of a card from 1, a code, and a line of the card from 1 or 0.
    """
    cards: list[Message] = []
    faults: list[list[Any]] = []
    size = 0
    for card, fault in _found(untrusted):
        faults += [fault] if fault else []
        if card is not None:
            cards.append(card)
            size += len(repr(card))
        if len(cards) + len(faults) >= _AT_ONCE or size >= _AT_ONCE_SAID:
            yield {"cards": cards, "faults": faults, "more": True}
            cards, faults, size = [], [], 0
    yield {"cards": cards, "faults": faults, "more": False}


def read(untrusted: bytes) -> Message:
    """All parts of a file as one."""
    found = list(parts(untrusted))
    return {name: [one for part in found for one in part[name]] for name in ("cards", "faults")}


def _found(untrusted: bytes) -> Iterator[tuple[Message | None, list[Any] | None]]:
    """Each card, or what is wrong with it."""
    said = number = 0
    is_stray = False
    for raw, is_card in _cut(_as_ascii_like(untrusted)):
        if not is_card:
            is_stray = True
            continue
        number += 1
        if is_stray:
            yield None, [number, "stray", 0]
            is_stray = False
        if number > MAX_CARDS or said > _MOST_SAID:
            yield None, [number, "too_many", 0]
            return
        try:
            card = _card(raw)
        except _Wrong as wrong:
            yield None, [number, wrong.code, wrong.line]
        else:
            said += len(repr(card))
            yield {"number": number, **card}, None
    if is_stray and number:
        yield None, [number + 1, "stray", 0]


class _Wrong(Exception):
    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def _as_ascii_like(raw: bytes) -> bytes:
    """The bytes with line ends of one sort, in an encoding whose letters of ASCII are those bytes."""
    sixteen = _utf_16(raw[:2])
    if sixteen:
        raw = raw.decode(sixteen, "replace").encode("utf-8", "replace")
    raw = raw.removeprefix(_MARK).replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.replace(b"\n" + _MARK, b"\n")  # files with a mark put behind one another


def _utf_16(begun: bytes) -> str:
    """In which order a file holds letters of two bytes, by its first two; empty where it does not."""
    if begun in _UTF_16_MARKS:
        return "utf-16"
    if b"\x00" not in begun or begun == b"\x00\x00":
        return ""
    return "utf-16-be" if begun[0] == 0 else "utf-16-le"


def _cut(raw: bytes) -> Iterator[tuple[bytes, bool]]:
    """Each card with its first and last line, and lines that stand outside of cards; what is within another card is left out.

    A card that begins while another was never ended ends that one: only what is cut off is lost.
    """
    lines: list[bytes] = []
    within, last = 0, b""
    for line in raw.split(b"\n"):
        agent = _AGENT.fullmatch(line) if within else None
        if _BEGIN.fullmatch(line):
            if within and not _AGENT.fullmatch(last):
                yield b"\n".join(lines), True
                lines, within = [], 0
            within += 1
        elif not within and line.strip():
            yield line, False
        if within == 1:
            lines.append(line)
        if agent is not None and agent[1]:
            within += 1  # the card within begins on the line of its property
        if within and _END.fullmatch(line):
            within -= 1
            if not within:
                yield b"\n".join(lines), True
                lines = []
        last = line if line.strip() else last
    if lines:
        yield b"\n".join(lines), True


def _card(raw: bytes) -> dict[str, Any]:
    if not _END.fullmatch(raw.rsplit(b"\n", 1)[-1]):
        raise _Wrong("unended")
    text = _decoded(raw)
    if "\x00" in text:
        raise _Wrong("damaged")
    found: dict[str, list[Property]] = {}
    try:
        for one in properties(text):
            found.setdefault(one.name, []).append(one)
    except NoLine as error:
        raise _Wrong("line", error.number) from error
    version = found["version"][0].text.strip() if "version" in found else ""
    if version not in _VERSIONS:
        raise _Wrong("version")
    wrong = why_not(found)
    if wrong:
        raise _Wrong(wrong)
    return values(found)


def _decoded(raw: bytes) -> str:
    """The letters of a card: UTF-8, else what its lines say they are in, else those of Western Europe."""
    said = _CHARSET.search(raw)
    whole = _CUT_LETTER.sub(rb"\1\2\n ", raw)
    for letters, charset in ((raw, "utf-8"), (whole, "utf-8"), *([(raw, said[1].decode())] if said else ())):
        try:
            return letters.decode(charset)
        except (LookupError, UnicodeError):
            continue
    return raw.decode("cp1252", "replace")
