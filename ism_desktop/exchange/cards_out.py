"""The care team as vCards, version 4.0 or 3.0: what programs for contacts on phones and computers read."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ism_desktop.exchange.person_names import parts_of
from ism_desktop.language import tr
from ism_desktop.records import care_team, store
from ism_desktop.records.kind import label_in
from ism_desktop.records.kinds.care_team import CARE_TEAM, PHONE_KINDS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Rows
from ism_desktop.vault import Vault

VERSIONS = ("4.0", "3.0")
_LONGEST_LINE = 75  # bytes, then a line is folded

_TYPES: Mapping[str | None, str] = {"mobile": "cell", "emergency": "work,voice", None: "work,voice"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of cards, and how many stand in it."""

    content: bytes
    cards: int


def contact_cards(vault: Vault, ids: Sequence[str], version: str = VERSIONS[0]) -> Written:
    """The cards of these entries of the care team. Raises ValueError for a version that is not written."""
    if version not in VERSIONS:
        raise ValueError(version)
    with vault.read() as session:
        members = store.get_many(session, CARE_TEAM, ids)
        chosen = [(members[each], care_team.practice_of(session, members[each])) for each in ids if each in members]
    text = "".join(card(member, practice, version) for member, practice in chosen)
    return Written(text.encode(), len(chosen))


def card(member: Record, practice: Record | None, version: str) -> str:
    """One card. What the entry of the practice says of phone, fax and address stands in the cards of its people too."""
    values = {**member.values, **care_team.reached_by(member, practice)}
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{_uid(member.id, version)}", *_name(member, version)]
    lines += _organisation(member)
    lines += _phones(values, version)
    for name, property_name in (("email", "EMAIL"), ("portal", "URL" if _is_address(values["portal"]) else "")):
        if values[name] and property_name:
            lines.append(f"{property_name}:{_escaped(values[name]) if property_name == 'EMAIL' else values[name]}")
    if values["address"]:
        lines.append(f"ADR;TYPE=work:;;{_part(values['address'])};;;;")
    note = "\n".join(_notes(values))
    if note:
        lines.append(f"NOTE:{_escaped(note)}")
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCARD"))


def _uid(record_id: str, version: str) -> str:
    parts = (record_id[:8], record_id[8:12], record_id[12:16], record_id[16:20], record_id[20:])
    uid = "-".join(parts)
    return f"urn:uuid:{uid}" if version == "4.0" else uid


def _name(member: Record, version: str) -> Iterator[str]:
    name = member.title
    is_person = care_team.is_person(member.values)
    if version == "4.0":
        yield f"KIND:{'individual' if is_person else 'org'}"
    elif not is_person:
        yield "X-ABShowAs:COMPANY"
    yield f"FN:{_escaped(name)}"
    if is_person:
        parts = parts_of(name)
        degrees = ",".join(map(_part, parts.degrees))  # several values of one part (RFC 6350, 6.2.2)
        yield f"N:{_part(parts.family)};{_part(parts.given)};;{_part(parts.titles)};{degrees}"
    else:
        yield "N:;;;;"


def _organisation(member: Record) -> Iterator[str]:
    place = member.values["organisation"] if care_team.is_person(member.values) else member.title
    if place:
        yield f"ORG:{_part(str(place))}"
    if member.values["role"]:
        yield f"TITLE:{_escaped(member.values['role'])}"


def _phones(values: Mapping[str, object], version: str) -> Iterator[str]:
    for name, types in (("phone", "work,voice"), ("direct_phone", "cell"), ("fax", "work,fax")):
        if values[name]:
            yield _phone(str(values[name]), types, version)
    more = values["more_phones"]
    for number, row in enumerate(more.rows if isinstance(more, Rows) else (), 1):
        group = f"item{number}."
        sort = row.get("sort")
        yield group + _phone(str(row["number"]), _TYPES.get(sort, "work,voice"), version)
        said = row.get("note") or (label_in(PHONE_KINDS, sort) if sort else "")
        if said:
            yield f"{group}X-ABLabel:{_escaped(str(said))}"


def _phone(number: str, types: str, version: str) -> str:
    if version == "4.0":
        # As text: a number with an extension or a word beside it is no URI.
        quoted = f'"{types}"' if "," in types else types
        return f"TEL;VALUE=text;TYPE={quoted}:{_escaped(number)}"
    return f"TEL;{';'.join(f'TYPE={each}' for each in types.split(','))}:{_escaped(number)}"


def _is_address(value: object) -> bool:
    return str(value or "").casefold().startswith(("https://", "http://")) and len(str(value).split()) == 1


def _notes(values: Mapping[str, object]) -> Iterator[str]:
    """What a card has no property for, in words. Nothing about the illness: what somebody looks after stays here."""
    if values["portal"] and not _is_address(values["portal"]):
        yield tr("{label}: {value}", label=CARE_TEAM.field("portal").label, value=str(values["portal"]))
    for name in ("hours", "assistant", "best_way"):
        if values[name]:
            yield tr("{label}: {value}", label=CARE_TEAM.field(name).label, value=str(values[name]))


def _escaped(text: str) -> str:
    """A text as a value: backslash, comma, semicolon and line end are written with a backslash."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in plain if letter in {"\n", "\t"} or unicodedata.category(letter) != "Cc")
    for letter in ("\\", ",", ";"):
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


_part = _escaped  # a part of a value with several is written alike


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, none of them ending within a letter; the following ones begin with a blank."""
    pieces: list[str] = []
    piece, used = "", 0
    for letter in line:
        size = len(letter.encode())
        if used + size > _LONGEST_LINE:
            pieces.append(piece)
            piece, used = " ", 1
        piece += letter
        used += size
    return "\r\n".join((*pieces, piece))
