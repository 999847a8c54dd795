"""Reading vCards in the worker process: a file is cut into single cards, and each is read or refused alone, with the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ism_desktop.worker.card_lines import NoLine, Property, properties
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_CARD_BYTES, MAX_CARDS, MEGABYTE
from ism_desktop.worker.refusals import Refusal

_VERSIONS = frozenset({"2.1", "3.0", "4.0"})
_BEGIN = re.compile(rb"\s*begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(rb"\s*end\s*:\s*vcard\s*", re.IGNORECASE)
_CHARSET = re.compile(rb";\s*CHARSET=\"?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
_PICTURES = frozenset({"photo", "logo"})
_READ = frozenset({"fn", "n", "org", "title", "role", "tel", "email", "url", "adr", "note", "kind", *_PICTURES})
# What a card says of itself or of the program that wrote it; nothing is lost without it.
_TECHNICAL = frozenset(
    {
        "begin",
        "end",
        "version",
        "prodid",
        "uid",
        "rev",
        "source",
        "name",
        "profile",
        "mailer",
        "clientpidmap",
        "sort-string",
    }
)
_LABEL = "x-ablabel"
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_TYPE = re.compile(r"[a-z0-9-]{1,30}")
_LONGEST = 4_000
_MOST_OF_A_SORT = 40
_MOST_SAID = 4 * MEGABYTE  # letters of all cards together, which leaves room in an answer

_Card = Mapping[str, Sequence[Property]]


class CardReader:
    """The role `cards` of a worker process."""

    def allocate(self, size: int) -> bytearray:
        """Make room for a file."""
        if size > MAX_CARD_BYTES:
            raise Refusal("bytes")
        self._file = bytearray(size)
        return self._file

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Read the file that came in."""
        if message.get("job") != "contact_cards":
            raise Refusal("damaged")
        return read(bytes(self._file)), b""


def read(untrusted: bytes) -> Message:
    """What the cards of a file say: `cards`, and `faults` with the number of each card from 1, a code and a line of it from 1."""
    cards: list[dict[str, Any]] = []
    faults: list[list[Any]] = []
    said = 0
    for number, raw in enumerate(_cut(_as_ascii_like(untrusted)), 1):
        if number > MAX_CARDS or said > _MOST_SAID:
            faults.append([number, "too_many", 0])
            break
        try:
            card = _card(raw)
        except _Wrong as wrong:
            faults.append([number, wrong.code, wrong.line])
        else:
            said += len(repr(card))
            cards.append({"number": number, **card})
    return {"cards": cards, "faults": faults}


class _Wrong(Exception):
    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def _as_ascii_like(raw: bytes) -> bytes:
    """The bytes with line ends of one sort, in an encoding whose letters of ASCII are those bytes."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _cut(raw: bytes) -> Iterator[bytes]:
    """Each card with its first and last line; what stands between cards is no card, and one within another is left out.

    A card that begins while another was never ended ends that one: only what is cut off is lost.
    """
    lines: list[bytes] = []
    within = 0
    for line in raw.split(b"\n"):
        if _BEGIN.fullmatch(line):
            if lines and not _is_agent(lines[-1]):
                yield b"\n".join(lines)
                lines, within = [], 0
            within += 1
        if within == 1:
            lines.append(line)
        if within and _END.fullmatch(line):
            within -= 1
            if not within:
                yield b"\n".join(lines)
                lines = []
    if lines:
        yield b"\n".join(lines)


def _is_agent(line: bytes) -> bool:
    """Whether a card within the card follows, as version 2.1 has it."""
    return line.split(b":")[0].split(b";")[0].strip().lower() == b"agent"


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
    if _first(found, "version") not in _VERSIONS:
        raise _Wrong("version")
    return _values(found)


def _decoded(raw: bytes) -> str:
    """The letters of a card: UTF-8, else what its lines say they are in, else those of Western Europe."""
    said = _CHARSET.search(raw)
    for charset in ("utf-8", *([said[1].decode()] if said else ()), "cp1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", "replace")


def _values(card: _Card) -> dict[str, Any]:
    name = _name(card)
    organisation = [part.strip() for part in card["org"][0].parts()] if "org" in card else []
    organisation = [part for part in organisation if part]
    if not name and not organisation:
        raise _Wrong("nameless")
    labels = {one.group: _label(one.text) for one in card.get(_LABEL, ()) if one.group}
    is_place = _first(card, "kind").casefold() in {"org", "group", "location"}
    is_place = is_place or _first(card, "x-abshowas").casefold() == "company" or not name
    return {
        "name": name or organisation[0][:_LONGEST],
        "is_place": is_place,
        "organisation": ", ".join(organisation)[:_LONGEST],
        "role": _first(card, "role") or _first(card, "title"),
        "phones": [[_number(one), _types(one), labels.get(one.group, "")] for one in _some(card, "tel")],
        "emails": [_short(one.text).removeprefix("mailto:") for one in _some(card, "email")],
        "urls": [_short(one.text) for one in _some(card, "url")],
        "addresses": [_address(one.parts()) for one in _some(card, "adr")],
        "note": _short("\n".join(one.text for one in _some(card, "note"))),
        "has_picture": bool(_PICTURES & card.keys()),
        "left_out": sorted(_left_out(card))[:_MOST_OF_A_SORT],
    }


def _left_out(card: _Card) -> Iterable[str]:
    """The names of what a card says and this program has no place for."""
    known = _READ | _TECHNICAL
    return [name for name in card if name not in known and not name.startswith("x-") and _TYPE.fullmatch(name)]


def _some(card: _Card, name: str) -> Sequence[Property]:
    return card.get(name, ())[:_MOST_OF_A_SORT]


def _first(card: _Card, name: str) -> str:
    found = card.get(name)
    return _short(found[0].text) if found else ""


def _short(text: str) -> str:
    return text.strip()[:_LONGEST]


def _name(card: _Card) -> str:
    said = _first(card, "fn")
    if said or "n" not in card:
        return said
    family, given, additional, prefix, suffix = (*card["n"][0].parts(), "", "", "", "", "")[:5]
    parts = (part.strip() for part in (prefix, given, additional, family, suffix))
    return _short(" ".join(part for part in parts if part))


def _address(parts: Sequence[str]) -> str:
    """The parts of an address, a line each, but town and code together as they are read."""
    box, extended, street, city, region, code, country = (part.strip() for part in (*parts, *[""] * 7)[:7])
    town = " ".join(each for each in (city, region, code) if each)
    return _short("\n".join(line for line in (box, extended, street, town, country) if line))


def _types(one: Property) -> list[str]:
    return [word for word in one.types if _TYPE.fullmatch(word)][:10]


def _number(one: Property) -> str:
    """The number as it is dialled; that of a URI without the scheme, its extension behind it."""
    number = _short(one.text)
    if not number.casefold().startswith("tel:"):
        return number
    bare, *parameters = number[4:].split(";")
    extension = next((each[4:] for each in parameters if each.casefold().startswith("ext=")), "")
    return f"{bare} ext. {extension}" if extension else bare


def _label(words: str) -> str:
    """What the writer of the card called a number, without the marks of those that are translated."""
    found = _APPLE_LABEL.fullmatch(words.strip())
    return (found[1] if found else words.strip())[:100]
