"""What is said of a file of contact cards: how many were found, which were not read and why, and what of them has no place here."""

from collections.abc import Mapping, Sequence

from ism_desktop.language import LazyText, in_use, tr, tr_lazy, tr_n
from ism_desktop.worker import CardFile, ContactCard, RefusedCard

_REFUSED_SAID = 4

_CALLED: Mapping[str, LazyText] = {
    "agent": tr_lazy("card of an assistant"),
    "anniversary": tr_lazy("anniversary"),
    "bday": tr_lazy("birthday"),
    "caladruri": tr_lazy("calendar"),
    "caluri": tr_lazy("calendar"),
    "categories": tr_lazy("groups and labels"),
    "fburl": tr_lazy("calendar"),
    "gender": tr_lazy("gender"),
    "geo": tr_lazy("place on a map"),
    "impp": tr_lazy("instant messenger"),
    "key": tr_lazy("key for encryption"),
    "label": tr_lazy("label of an address"),
    "lang": tr_lazy("language"),
    "member": tr_lazy("members of a group"),
    "nickname": tr_lazy("nickname"),
    "related": tr_lazy("related people"),
    "sound": tr_lazy("sound"),
    "text": tr_lazy("the rest of a very long text"),
    "tz": tr_lazy("time zone"),
    "x-abdate": tr_lazy("other dates"),
    "x-abrelatednames": tr_lazy("related people"),
    "x-addressbookserver-member": tr_lazy("members of a group"),
    "x-aim": tr_lazy("instant messenger"),
    "x-anniversary": tr_lazy("anniversary"),
    "x-evolution-anniversary": tr_lazy("anniversary"),
    "x-evolution-spouse": tr_lazy("related people"),
    "x-gender": tr_lazy("gender"),
    "x-icq": tr_lazy("instant messenger"),
    "x-jabber": tr_lazy("instant messenger"),
    "x-msn": tr_lazy("instant messenger"),
    "x-phonetic-first-name": tr_lazy("how a name is pronounced"),
    "x-phonetic-last-name": tr_lazy("how a name is pronounced"),
    "x-phonetic-middle-name": tr_lazy("how a name is pronounced"),
    "x-skype": tr_lazy("instant messenger"),
    "x-skype-username": tr_lazy("instant messenger"),
    "x-socialprofile": tr_lazy("social profile"),
    "x-spouse": tr_lazy("related people"),
    "x-wab-gender": tr_lazy("gender"),
    "x-yahoo": tr_lazy("instant messenger"),
}


def found_words(found: CardFile) -> str:
    """How many cards there are to tick."""
    if not found.cards:
        return tr("No contact card could be read in this file.")
    counted = tr_n("{number} contact card was found.", "{number} contact cards were found.", len(found.cards))
    return tr("{counted} Tick whom you want in your care team.", counted=counted)


def refused_lines(found: CardFile) -> list[str]:
    """What was not read or is not taken over, a line each."""
    lines = [_refused_words(one) for one in found.refused[:_REFUSED_SAID]]
    more = len(found.refused) - len(lines)
    if more > 0:
        lines.append(tr_n("{number} more card was not read.", "{number} more cards were not read.", more))
    return [*lines, *left_out_lines(found.cards)]


def left_out_lines(cards: Sequence[ContactCard]) -> list[str]:
    """What these cards hold and this program has no place for: a line for pictures, and one for all else."""
    lines: list[str] = []
    pictures = sum(card.pictures for card in cards)
    if pictures:
        lines.append(
            tr_n("{number} picture is not taken over.", "{number} pictures are not taken over.", pictures),
        )
    names = {called(name) for card in cards for name in card.left_out}
    if names:
        listed = in_use().listed(sorted(names, key=str.casefold))
        lines.append(tr("Not taken over, because there is no place for it: {names}.", names=listed))
    return lines


def called(name: str) -> str:
    """A property in words; one that is not known as it stands in the cards."""
    words = _CALLED.get(name)
    return name.upper() if words is None else str(words)


def _refused_words(one: RefusedCard) -> str:
    number = one.number
    match one.code:
        case "stray" if number > 1:
            return tr("Behind card {number} are lines that belong to no card. They were not read.", number=number - 1)
        case "stray":
            return tr("Before the first card are lines that belong to no card. They were not read.")
        case "line" if one.line:
            return tr("Card {number} was not read: its line {line} is damaged.", number=number, line=one.line)
        case code:
            return _whole_words(code, number)


def _whole_words(code: str, number: int) -> str:
    """Why a whole card was not read."""
    match code:
        case "unended":
            return tr("Card {number} was not read: its end is missing.", number=number)
        case "version":
            return tr("Card {number} was not read: it does not say that it is version 2.1, 3.0 or 4.0.", number=number)
        case "nameless":
            return tr("Card {number} was not read: it has no name.", number=number)
        case "group":
            return tr("Card {number} was not taken: it only groups other cards.", number=number)
        case "too_many":
            return tr("From card {number} on nothing was read: there are too many in one file.", number=number)
        case _:
            return tr("Card {number} was not read: it is damaged.", number=number)
