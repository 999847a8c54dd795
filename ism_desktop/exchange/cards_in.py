"""Contact cards taken into the care team: what each would say, whom of the team it may be, and how it is taken in.

A card never overwrites anything: of somebody who is in the team already it fills only what is empty, and what differs is told beforehand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ism_desktop.exchange.person_names import TITLES
from ism_desktop.language import tr
from ism_desktop.records import roles, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.care_team import CARE_TEAM, PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.typed_names import meant_by
from ism_desktop.records.values import LinkedName, Rows
from ism_desktop.vault import Session
from ism_desktop.worker import CardPhone, ContactCard

_FAX = frozenset({"fax", "facsimile"})
_MOBILE = frozenset({"cell", "mobile", "iphone", "car"})
_NO_PHONES = frozenset(
    {"pager", "bbs", "modem", "tlx", "tty-tdd", "tty", "textphone", "telex"}
)  # nobody answers there in words
# What programs call a number where a person named nothing.
_PLAIN_LABELS = frozenset({"main", "work", "phone", "mobile", "cell", "iphone", "telephone"})
_LEAST_DIGITS = 6
_PLACE_SORTS = ("pharmacy", "hospital", "laboratory")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody of the team whom a card may be. `same_name` and `same_reach` (a phone or e-mail) say why; both together leave no doubt."""

    member: Record
    same_name: bool
    same_reach: bool

    @property
    def is_likely(self) -> bool:
        """Whether the name is the same: offered as the first answer."""
        return self.same_name


@dataclass(frozen=True, slots=True)
class Offered:
    """One card as it may be taken in. `like` are those whom it may be, the likeliest first; `repeats` is the number of an earlier card of
    the file that is the same, else 0."""

    card: ContactCard
    values: Mapping[str, Any]
    like: tuple[Likeness, ...]
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody of the team as cards are compared with them."""

    member: Record
    name: str
    reach: frozenset[str]


def offered(cards: Sequence[ContactCard], team: Sequence[Record]) -> list[Offered]:
    """Every card of a file with what it says in our fields, and whom of the team it may be."""
    found: list[Offered] = []
    known = [_Known(member, _bare(member.title), _reach_of(member.values)) for member in team]
    seen: dict[tuple[str, frozenset[str]], int] = {}
    for card in cards:
        values = values_of(card, team)
        key = (_bare(card.name), _reach_of(values))
        like = sorted(_like(values, known), key=lambda one: (not one.same_name, not one.same_reach))
        found.append(Offered(card, values, tuple(like), seen.get(key, 0)))
        seen.setdefault(key, card.number)
    return found


def values_of(card: ContactCard, team: Sequence[Record] = ()) -> dict[str, Any]:
    """What a card says, in the fields of the care team; a second number or e-mail beside the first is kept, too."""
    values: dict[str, Any] = {"name": card.name, "sort": _sort(card), **_phones(card.phones)}
    notes = [card.note] if card.note else []
    for name, said in (("email", card.emails), ("portal", card.urls), ("address", card.addresses)):
        if said:
            values[name] = said[0]
        notes += [each for each in said[1:] if each not in card.note]
    values |= {name: line for name, line in (("role", card.role), ("assistant", card.assistant)) if line}
    if card.is_place and folded(card.organisation) not in {"", folded(card.name)}:
        notes.append(card.organisation)
    notes += _numbers_named(values, card.phones)
    if card.organisation and not card.is_place and folded(card.organisation) != folded(card.name):
        known = meant_by(card.organisation, team)
        values["organisation"] = LinkedName(card.organisation, known) if known else card.organisation
    if notes:
        values["notes"] = "\n".join(notes)
    return values


def _sort(card: ContactCard) -> str:
    if not card.is_place:
        return PERSON
    said = roles.keys_in(f"{card.name} {card.role}")
    return next((sort for sort in _PLACE_SORTS if sort in said), "practice")


def _phones(phones: Iterable[CardPhone]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    more: list[dict[str, Any]] = []
    for phone in sorted(phones, key=_is_at_home):
        types = frozenset(phone.types)
        name = "fax" if types & _FAX else "direct_phone" if types & _MOBILE else "phone"
        if phone.label or name in values or types & _NO_PHONES:
            more.append({"number": phone.number, "sort": None, "note": phone.label or _type_words(types)})
        else:
            values[name] = phone.number
    if more and "phone" not in values and "direct_phone" not in values:
        values["phone"] = more.pop(0)["number"]  # somebody's only number is their number, whatever the card calls it
    return {**values, "more_phones": Rows.of(more)} if more else values


def _is_at_home(phone: CardPhone) -> bool:
    """Whether the number is a private one: the care team is called at work."""
    return "home" in phone.types


def _numbers_named(values: Mapping[str, Any], phones: Iterable[CardPhone]) -> list[str]:
    """What the card calls the number that became the only one, unless every card calls it so."""
    return [
        tr("{label}: {value}", label=phone.label, value=phone.number)
        for phone in phones
        if phone.number == values.get("phone") and phone.label and folded(phone.label) not in _PLAIN_LABELS
    ]


def _type_words(types: frozenset[str]) -> str | None:
    if types & _FAX:
        return tr("Fax")
    if types & _NO_PHONES:
        return tr("Pager") if "pager" in types else tr("Text telephone or other device")
    if "assistant" in types:
        return tr("Assistant")
    return tr("Mobile") if types & _MOBILE else tr("Home") if "home" in types else None


# Whom it may be ----------------------------------------------------------------------------------------------------------


def _like(values: Mapping[str, Any], team: Sequence[_Known]) -> Iterable[Likeness]:
    name, reach = _bare(values["name"]), _reach_of(values)
    for one in team:
        same_name, same_reach = one.name == name, bool(reach & one.reach)
        if same_name or same_reach:
            yield Likeness(one.member, same_name, same_reach)


def _bare(name: str) -> str:
    """A name without titles and points, for comparing."""
    words = [word for word in folded(name).replace(",", " ").split() if word.removesuffix(".") not in TITLES]
    return " ".join(words) or folded(name)


def _reach_of(values: Mapping[str, Any]) -> frozenset[str]:
    """Phones by their last digits, for they are written with and without the code of the country; and the e-mail."""
    found = {digits for digits in map(_digits, _numbers(values)) if digits}
    email = values.get("email")
    return frozenset(found | ({folded(email)} if email else set()))


def _numbers(values: Mapping[str, Any]) -> list[str]:
    more = values.get("more_phones")
    rows = more.rows if isinstance(more, Rows) else ()
    own = (values.get(name) for name in ("phone", "direct_phone", "fax"))
    return [str(number) for number in (*own, *(row.get("number") for row in rows)) if number]


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits[-9:] if len(digits) >= _LEAST_DIGITS else ""


# Taking it in ------------------------------------------------------------------------------------------------------------


def filling(member: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a card adds to an entry: fields that are empty there, and numbers that it does not have."""
    found = {
        name: value for name, value in values.items() if name not in {"name", "more_phones"} and not member.values[name]
    }
    if member.values["sort"] is None and values.get("sort") == PERSON:
        found.pop("sort", None)  # it says nothing new
    known = {_digits(number) or folded(number) for number in (*_numbers(member.values), *_numbers(found))}
    rows = [*member.values["more_phones"].rows] if isinstance(member.values["more_phones"], Rows) else []
    fresh = [number for number in _numbers(values) if (_digits(number) or folded(number)) not in known]
    if fresh:
        labelled = values.get("more_phones")
        notes = {row["number"]: row.get("note") for row in labelled.rows} if isinstance(labelled, Rows) else {}
        found["more_phones"] = Rows.of(
            [*rows, *({"number": each, "note": notes.get(each)} for each in dict.fromkeys(fresh))]
        )
    return found


def differing(member: Record, values: Mapping[str, Any]) -> list[str]:
    """The fields of which entry and card both say something, and not the same; the entry's stays. Numbers are kept beside each other."""
    skipped = {"name", "sort", "more_phones", "phone", "direct_phone", "fax"}
    return [
        name
        for name, value in values.items()
        if name not in skipped and member.values[name] and folded(str(member.values[name])) != folded(str(value))
    ]


def take_in(session: Session, chosen: Iterable[tuple[Offered, str]]) -> tuple[int, int]:
    """Take cards in, each with the id of the entry that it fills, or empty for a new one.

    Returns:
        How many entries were added, and how many were filled.
    """
    added = changed = 0
    for one, member_id in chosen:
        if not member_id:
            store.save(session, CARE_TEAM, one.values)
            added += 1
            continue
        new = filling(store.get(session, CARE_TEAM, member_id), one.values)
        if new:
            store.save(session, CARE_TEAM, new, record_id=member_id)
            changed += 1
    return added, changed
