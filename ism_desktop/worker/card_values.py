"""What one vCard says, in plain values; whatever it says that has no place here is named, so that nothing is lost unseen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from ism_desktop.worker.card_lines import Property

Card = Mapping[str, Sequence[Property]]

_PICTURES = frozenset({"photo", "logo", "x-ms-cardpicture"})
_PHONES = ("tel", "x-ms-tel")
_ASSISTANTS = ("x-assistant", "x-evolution-assistant", "x-ms-assistant", "x-kaddressbook-x-assistantsname")
_KINDS = ("kind", "x-addressbookserver-kind")
_MEMBERS = ("member", "x-addressbookserver-member")
_READ = frozenset(
    {"fn", "n", "org", "title", "role", "email", "url", "adr", "note", "x-abshowas", "x-ablabel"}
    | {*_PHONES, *_ASSISTANTS, *_KINDS, *_PICTURES}
)
# What a card says of itself, of how it is shown or of the program that wrote it; nothing is lost without it.
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
        "class",
        "mailer",
        "clientpidmap",
        "sort-string",
        "x-class",
        "x-abadr",
        "x-abuid",
        "x-imagehash",
        "x-imagetype",
        "x-shared-photo-display-pref",
        "x-evolution-file-as",
        "x-mozilla-html",
        "x-ms-ol-default-postal-address",
        "x-ms-ol-design",
        "x-ms-imagetype",
        "x-epoccntmodellabel1",
        "x-radicale-name",
        "x-thunderbird-etag",
    }
)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_WORD = re.compile(r"[a-z0-9_-]{1,40}")
_LONGEST = 4_000
_LONGEST_NAME = 40
_MOST_OF_A_SORT = 40
_CUT = "text"  # in `left_out`, for what is longer than is read


def why_not(card: Card) -> str:
    """Why a card cannot stand in a care team: `nameless`, or `group` for a list of other cards; empty where it can."""
    is_list = any(_first(card, name).casefold() == "group" for name in _KINDS) or any(name in card for name in _MEMBERS)
    if is_list and not any(_first(card, name) for name in (*_PHONES, "email", "adr", "url")):
        return "group"
    return "" if _name(card) or _organisations(card) else "nameless"


def values(card: Card) -> dict[str, Any]:
    """What a card says that has a name."""
    name = _name(card)
    first, *more = _organisations(card) or [""]
    labels = {one.group: _label(one.text) for one in card.get("x-ablabel", ()) if one.group}
    kind = next(filter(None, (_first(card, each).casefold() for each in _KINDS)), "")
    is_place = kind not in {"", "individual"} or _first(card, "x-abshowas").casefold() == "company" or not name
    beside = "\n".join((*more, *_names_beside(card), *_labelled(card, labels)))[: _LONGEST // 2]
    note = "\n".join(one.text.strip() for one in card.get("note", ()))[: _LONGEST - len(beside) - 1]
    return {
        "name": name or _short(first),
        "is_place": is_place,
        "organisation": _short(first),
        "role": _short(", ".join(dict.fromkeys((*_texts(card, "title"), *_texts(card, "role"))))),
        "assistant": next(filter(None, (_first(card, each) for each in _ASSISTANTS)), ""),
        "phones": [
            [_number(one), _types(one), labels.get(one.group, "") or _own_type(one)]
            for each in _PHONES
            for one in _some(card, each)
        ][:_MOST_OF_A_SORT],
        "emails": [_email(one) for one in _some(card, "email")],
        "urls": [_short(one.text) for one in _some(card, "url")],
        "addresses": _addresses(card),
        "note": "\n".join(filter(None, (note.strip(), beside))),
        "pictures": min(sum(len(card.get(each, ())) for each in _PICTURES), _MOST_OF_A_SORT),
        "left_out": sorted(set(_left_out(card)))[:_MOST_OF_A_SORT],
    }


def _left_out(card: Card) -> Iterator[str]:
    """The names of what a card says and this program has no place for."""
    known = _READ | _TECHNICAL
    for name, found in card.items():
        is_said = name == "agent" or any(one.raw.strip(" ;") for one in found)
        is_label = name == "label" and ("adr" in card or _addresses(card))
        if is_said and not is_label and (name not in known or len(found) > _MOST_OF_A_SORT):
            yield name[:_LONGEST_NAME]
        if name in _READ and name not in _PICTURES and any(len(one.text) > _LONGEST for one in found):
            yield _CUT
    if sum(len(one.text) for one in card.get("note", ())) > _LONGEST // 2 - 1:
        yield _CUT


def _some(card: Card, name: str) -> Sequence[Property]:
    """The properties of a name, those to take first before the others."""
    return sorted(card.get(name, ()), key=lambda one: one.preference)[:_MOST_OF_A_SORT]


def _texts(card: Card, name: str) -> list[str]:
    return [text for text in (_short(one.text) for one in _some(card, name)) if text]


def _first(card: Card, name: str) -> str:
    return next(iter(_texts(card, name)), "")


def _short(text: str) -> str:
    return text.strip()[:_LONGEST]


def _name(card: Card) -> str:
    said = _first(card, "fn")
    if said or "n" not in card:
        return said
    family, given, additional, prefix, suffix = (*card["n"][0].parts(), "", "", "", "", "")[:5]
    parts = (part.strip() for part in (prefix, given, additional, family, suffix))
    return _short(" ".join(part for part in parts if part))


def _names_beside(card: Card) -> list[str]:
    """Second names, as in another script."""
    first, *more = _texts(card, "fn") or [""]
    return [each for each in more if each != first]


def _organisations(card: Card) -> list[str]:
    """Each with its departments."""
    found = (", ".join(filter(None, (part.strip() for part in one.parts()))) for one in _some(card, "org"))
    return list(dict.fromkeys(_short(each) for each in found if each))


def _labelled(card: Card, labels: Mapping[str, str]) -> Iterator[str]:
    """What somebody called an e-mail, page or address, in words of their own; that of a phone stands beside it."""
    own = {
        one.group: labels[one.group]
        for one in card.get("x-ablabel", ())
        if one.group and not _APPLE_LABEL.fullmatch(one.text.strip())
    }
    for name in ("email", "url", "adr"):
        for one in _some(card, name):
            if own.get(one.group):
                said = _address(one.parts()).split("\n")[0] if name == "adr" else one.text.strip()
                yield f"{own[one.group]}: {said}"


def _email(one: Property) -> str:
    text = _short(one.text)
    return text[7:] if text.casefold().startswith("mailto:") else text


def _addresses(card: Card) -> list[str]:
    """Each with its lines; where there is none in parts, those that are written as on an envelope."""
    in_parts = [each for each in (_address(one.parts()) for one in _some(card, "adr")) if each]
    return in_parts or _texts(card, "label")


def _address(parts: Sequence[str]) -> str:
    """The parts of an address, a line each, but town and code together as they are read."""
    box, extended, street, city, region, code, country = (part.strip() for part in (*parts, *[""] * 7)[:7])
    town = " ".join(each for each in (city, region, code) if each)
    return _short("\n".join(line for line in (box, extended, street, town, country) if line))


def _types(one: Property) -> list[str]:
    return [word for word in one.types if _WORD.fullmatch(word)][:10]


def _own_type(one: Property) -> str:
    """A type that somebody named, as phones with Android write it."""
    return next((unquote(word[2:]).strip()[:100] for word in one.types if word.startswith("x-")), "")


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
