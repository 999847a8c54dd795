"""A calendar file before its events are understood: in one encoding, with whole lines, cut into time zones and single events."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ism_desktop.worker.limits import MAX_NAMED

_QUOTED = re.compile(r'([^:"]*?);\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE((?:;[^:]*)?):(.*)', re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r";\s*CHARSET\s*=\s*\"?([A-Za-z0-9._-]{1,40})\"?", re.IGNORECASE)
_BEGIN, _END = re.compile(r"BEGIN:\s*([A-Z-]+)\s*", re.IGNORECASE), re.compile(r"END:\s*([A-Z-]+)\s*", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_SUMMARY = re.compile(r"^SUMMARY(?:;[^:\r\n]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_BARE_MARK = re.compile(r"(?<!\\)([,;])")
_OTHERS = frozenset({"VTODO", "VJOURNAL", "VFREEBUSY"})


@dataclass(slots=True)
class Cut:
    """What a file is made of. An event that never ends is in `events` without its last line. `others` counts what is no event, `called`
    are the first names of those."""

    zones: list[str] = field(default_factory=list[str])
    events: list[str] = field(default_factory=list[str])
    others: int = 0
    called: list[str] = field(default_factory=list[str])
    method: str = ""
    zone: str = ""
    is_calendar: bool = False


def as_text(raw: bytes) -> str:
    """The file with line ends of one sort; in UTF-8 where it is that, in UTF-16 where it says so, else in the old Western encoding."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = raw.decode("utf-16", "replace")
    else:
        text = _utf8(raw) or _utf8(_FOLD.sub(b"", raw)) or raw.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf8(raw: bytes) -> str:
    """The text; empty where it is none. Some programs fold a line within a letter: only the whole line is text then."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def cut(text: str) -> Cut:
    """Cut a file into its parts. An event that begins while another was never ended ends that one: only what is cut off is lost."""
    found = Cut()
    lines: list[str] = []
    within: list[str] = []
    for line in _whole_lines(text):
        begun, ended = _BEGIN.fullmatch(line), _END.fullmatch(line)
        marked = begun or ended
        name = "" if marked is None else str(marked[1]).upper()
        if begun and (name in {"VEVENT", "VTIMEZONE"} or name in _OTHERS):
            if within:
                _keep(found, within[0], lines)
            lines, within = [], []
        if begun and name == "VCALENDAR":
            found.is_calendar = True
        elif within or (begun and name):
            lines.append(line)
            if begun:
                within.append(name)
            elif ended and name in within:
                del within[within.index(name) :]
                if not within:
                    _keep(found, name, lines)
                    lines = []
        elif not ended:
            _heed(found, line)
    if within:
        _keep(found, within[0], lines)
    return found


def _keep(found: Cut, name: str, lines: list[str]) -> None:
    block = "\r\n".join(lines) + "\r\n"
    if name == "VEVENT":
        found.events.append(block)
    elif name == "VTIMEZONE":
        found.zones.append(block)
    elif name in _OTHERS:
        found.others += 1
        words = _SUMMARY.search(block)
        if words and len(found.called) < MAX_NAMED:
            found.called.append(" ".join(_ESCAPED.sub(_meant, words[1]).split())[:200])


def _meant(mark: re.Match[str]) -> str:
    return " " if mark[1] in "nN" else mark[1]


def _heed(found: Cut, line: str) -> None:
    """What the calendar says of all its events."""
    key, _, value = line.partition(":")
    match key.partition(";")[0].strip().upper():
        case "METHOD":
            found.method = value.strip().upper()[:20]
        case "X-WR-TIMEZONE":
            found.zone = value.strip()[:80]
        case _:
            pass


def _whole_lines(text: str) -> Iterator[str]:
    """Each line with those that continue it; what is quoted-printable, a leftover of older programs, is read as the text it means."""
    held = ""
    is_quoted = False
    for line in text.split("\n"):
        if is_quoted and held.rstrip().endswith("="):
            held = held.rstrip()[:-1] + line.lstrip(" \t")
        elif line[:1] in {" ", "\t"} and held:
            held += line[1:]
        else:
            if held.strip():
                yield _plain(held)
            held = line
            is_quoted = _QUOTED.fullmatch(line) is not None
    if held.strip():
        yield _plain(held)


def _plain(line: str) -> str:
    quoted = _QUOTED.fullmatch(line)
    if quoted is None:
        return line.rstrip()
    name, rest, value = quoted.groups()
    charset = _CHARSET.search(name + rest)
    decoded = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        words = decoded.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        words = decoded.decode("cp1252", "replace")
    head = _CHARSET.sub("", name + rest)
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    # In these older files only the mark between parts is escaped; a comma is a comma.
    return f"{head}:{_BARE_MARK.sub(_escaped, words)}"


def _escaped(mark: re.Match[str]) -> str:
    return f"\\{mark[1]}"
