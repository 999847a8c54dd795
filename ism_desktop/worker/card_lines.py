"""The lines of a vCard (versions 2.1, 3.0 and 4.0): folded ones put together, and each read as group, name, parameters and value.

A reader of our own: the library that reads versions 2.1 and 3.0 best (vobject) knows no 4.0, takes a whole file down with one broken card,
and brings pytz, with which Babel, once it is installed, works out times in another way.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL | re.ASCII)
_PARAMETER = re.compile(r';((?:[^":;]|"[^"]*")*)')
_QUOTED_PRINTABLE = re.compile(r"[^:]*;\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE\s*[;:]", re.IGNORECASE)
_BASE64 = re.compile(r"[^:]*;\s*(?:ENCODING\s*=\s*)?(?:BASE64|B)\s*[;:]", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]+\s*")
_END = re.compile(r"\s*end\s*:\s*vcard\s*", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_OLDEST = "2.1"
_NOT_PREFERRED = 101  # one more than the least that version 4.0 knows


class NoLine(ValueError):
    """A line is neither a property nor the rest of one; `number` is its place in the card, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Property:
    """One property. Names and types are in small letters; `raw` is the value as it stands in the card.

    `preference` is 1 for the one to take first, as PREF says it, as a parameter or as a type.
    """

    group: str
    name: str
    types: tuple[str, ...]
    encoding: str
    charset: str
    raw: str
    preference: int = _NOT_PREFERRED

    @property
    def text(self) -> str:
        """The whole value as one text."""
        return _unescaped(self._decoded(self.raw))

    def parts(self, mark: str = ";") -> list[str]:
        """The value cut at the marks that are not escaped, each part as a text."""
        return [_unescaped(self._decoded(part)) for part in _cut(self.raw, mark)]

    def _decoded(self, raw: str) -> str:
        match self.encoding:
            case "quoted-printable":
                return self._letters(quopri.decodestring(raw.encode()))
            case "base64" | "b":
                try:
                    return self._letters(base64.b64decode("".join(raw.split()), validate=True))
                except binascii.Error:
                    return raw
            case _:
                return raw

    def _letters(self, decoded: bytes) -> str:
        for charset in (self.charset or "utf-8", "utf-8", "cp1252"):
            try:
                return decoded.decode(charset)
            except (LookupError, UnicodeError):
                continue
        return decoded.decode("utf-8", "replace")


def properties(text: str) -> list[Property]:
    """The properties of one card in their order. Raises NoLine."""
    lines = text.split("\n")
    is_oldest = any(line.strip().casefold() == f"version:{_OLDEST}" for line in lines)
    found: list[Property] = []
    for number, line in _unfolded(lines, keeps_blank=is_oldest):
        matched = _LINE.fullmatch(line)
        if matched is None:
            raise NoLine(number)
        found.append(_property(*matched.groups(default="")))
    return found


def _unfolded(lines: Sequence[str], *, keeps_blank: bool) -> Iterator[tuple[int, str]]:
    """Each line with the ones that continue it, and where it begins. Version 2.1 keeps the blank at which it was folded."""
    begun, pieces = 0, [""]
    is_quoted = is_base64 = False
    for number, line in enumerate(lines, 1):
        if is_quoted and pieces[-1].rstrip().endswith("=") and not _END.fullmatch(line):
            pieces[-1] = pieces[-1].rstrip()[:-1]
            pieces.append(line.lstrip() if keeps_blank and line[:1] in {" ", "\t"} else line)
        elif line[:1] in {" ", "\t"} and begun:
            pieces.append(line if keeps_blank else line[1:])
        elif is_base64 and _BASE64_LINE.fullmatch(line):
            pieces.append(line)  # as some phones write pictures, without a blank before
        elif line.strip():
            if begun:
                yield begun, "".join(pieces)
            begun, pieces = number, [line]
            is_quoted, is_base64 = (pattern.match(line) is not None for pattern in (_QUOTED_PRINTABLE, _BASE64))
    if begun:
        yield begun, "".join(pieces)


def _property(group: str, name: str, parameters: str, value: str) -> Property:
    types: list[str] = []
    encoding = charset = ""
    preference = _NOT_PREFERRED
    for parameter in _PARAMETER.findall(parameters):
        key, equals, said = parameter.partition("=")
        words = [word.strip().strip('"').strip().casefold() for word in (said if equals else key).split(",")]
        words = [part for word in words for part in word.split(",")]
        match key.strip().casefold() if equals else "":
            case "type":
                types += words
            case "encoding":
                encoding = words[0]
            case "charset":
                charset = words[0]
            case "pref" if words[0].isdecimal() and len(words[0]) <= 3:
                preference = int(words[0])
            case "" if words[0] in {"quoted-printable", "base64", "b", "8bit", "7bit"}:
                encoding = words[0]
            case "":
                types += words  # as version 2.1 writes them: TEL;WORK;FAX
            case _:
                pass
    if "pref" in types:
        preference = min(preference, 1)
    return Property(group.casefold(), name.casefold(), tuple(filter(None, types)), encoding, charset, value, preference)


def _cut(raw: str, mark: str) -> list[str]:
    parts: list[str] = []
    begun = place = 0
    while place < len(raw):
        if raw[place] == "\\":
            place += 2
            continue
        if raw[place] == mark:
            parts.append(raw[begun:place])
            begun = place + 1
        place += 1
    return [*parts, raw[begun:]]


def _unescaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], plain)
