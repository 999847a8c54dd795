"""What was typed into the search box: words, words that must stand together, words that must not stand there, and conditions.

A condition is an expert word with a value behind a colon, as in `kind:lab before:2024 from:"Dr Chen"`. Nothing that is typed is an
error: what is no condition is looked for as it stands, and a condition whose value says nothing yet is passed over.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ism_desktop.language import in_use, tr_c
from ism_desktop.records import matching
from ism_desktop.records.folding import folded, is_dense, spaced
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.records.own_fields import search_key
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.date_reading import parse_partial_date

OWN_WORDS = "title body broken"
"""The columns of the index that hold what a record or a page says itself."""

_QUOTES = '"“”„«»'
_PART = re.compile(
    rf"(?P<no>-(?=[^\W\d_]|[{_QUOTES}]))?(?:(?P<word>[^\W_]+|[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}]):)?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z)|(?P<plain>[^\s{_QUOTES}]+))"
)

# What people call things, besides what the program calls them: words that begin the English name of a kind are found without this.
_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "lab": ("test_results", "blood_test"),
    "labs": ("test_results", "blood_test"),
    "result": ("test_results", "blood_test"),
    "visit": ("appointments",),
    "visits": ("appointments",),
    "doctor": ("care_team",),
    "contact": ("care_team", "emergency_contacts"),
    "drug": ("medications",),
    "medicine": ("medications",),
    "injector": ("adrenaline_devices",),
    "allergy": ("reactions", "tolerated"),
    "symptom": ("journal_entries",),
    "paper": ("documents", "publications"),
    "scan": ("documents",),
    "letter": ("evaluation",),
    "invoice": ("bill",),
    "receipt": ("bill",),
    "xray": ("imaging",),
    "note": ("notes", "guide_notes"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that must all stand there, one after another where there are several; none of them where `excluded`."""

    terms: tuple[str, ...]
    together: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, and where it stands in what was typed.

    `what` is one of `kind`, `from`, `tag`, `before`, `after`, `on`, `no` and `own`. `values` are what it may be: names of kinds of
    records and kinds of documents; folded words; the beginning of a stored date; names of what is missing; of a field of the person's
    own its key and the folded words. `excluded`: it must not hold.
    """

    what: str
    values: tuple[str, ...]
    typed: str
    start: int
    end: int
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart."""

    typed: str
    pieces: tuple[Piece, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def terms(self) -> list[str]:
        """What is to be marked where it stands: all that is looked for."""
        return [term for piece in self.pieces if not piece.excluded for term in piece.terms]

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.terms and not self.conditions

    def without(self, condition: Condition) -> str:
        """What was typed, but for one condition."""
        return " ".join(f"{self.typed[: condition.start]} {self.typed[condition.end :]}".split())

    def match(self, similar: Callable[[str], Iterable[str]] | None = None) -> str:
        """The expression of SQLite's FTS5 for the words; empty where there are none to look for.

        Args:
            similar: gives other words that may stand there for one that was typed.
        """
        wanted = [_expression(piece, similar) for piece in self.pieces if not piece.excluded]
        if not wanted:
            return ""
        # The words of a document's title count on each of its pages, but the title alone is no reason to show them all.
        said = f"{{{OWN_WORDS} holder}} : ({wanted[0]})" if len(wanted) == 1 else " AND ".join(wanted)
        unwanted = [_expression(piece, None) for piece in self.pieces if piece.excluded]
        return f"({said}) NOT ({' OR '.join(unwanted)})" if unwanted else said


def _expression(piece: Piece, similar: Callable[[str], Iterable[str]] | None) -> str:
    if piece.together:
        return f'"{" ".join(spaced(term).strip() for term in piece.terms)}"'
    (term,) = piece.terms
    if is_dense(term):
        return f'"{spaced(term).strip()}"'
    begun = f'"{term}"*'
    others = [f'"{other}"' for other in similar(term)] if similar is not None else []
    return f"({' OR '.join([begun, *others])})" if others else begun


def named(typed: str) -> bool:
    """Whether a word stands before a colon that is none of the program's: it may name a field of the person's own."""
    words = (
        part["word"] or (part["plain"] or "").partition(":")[0] for part in _PART.finditer(typed) if ":" in part.group()
    )
    return any(word and _sort_of(word) is None for word in words)


def parse(typed: str, *, today: date, own: Collection[str] = ()) -> Query:
    """Take apart what was typed; `own` are the keys of the fields of the person's own (`own_fields.search_key`)."""
    pieces: list[Piece] = []
    conditions: list[Condition] = []
    for part in _PART.finditer(typed):
        if part.end() == len(typed) and part["quoted"] is None and _is_begun(part["plain"], own):
            continue
        if part["word"] and _sort_of(part["word"]) is None and search_key(part["word"]) in own:
            conditions += _own(part)
            continue
        value = part["quoted"] if part["quoted"] is not None else part["plain"]
        sort = _sort_of(part["word"]) if part["word"] else None
        values = _values(sort, value, today) if sort else None
        if sort is not None and values is not None:
            if values:
                conditions.append(
                    Condition(sort, values, part.group(), part.start(), part.end(), excluded=bool(part["no"]))
                )
            continue
        whole = part.group() if part["quoted"] is None else f"{part['word'] or ''} {value}"
        excluded = bool(part["no"]) and part["word"] is None
        pieces += _pieces(whole, quoted=part["quoted"] is not None, excluded=excluded)
    if not conditions and all(piece.excluded for piece in pieces):
        pieces = [replace(piece, excluded=False) for piece in pieces]  # a dash, then: nothing is left to take from
    return Query(typed, tuple(pieces), tuple(conditions))


def _own(part: re.Match[str]) -> list[Condition]:
    """The condition that a field of the person's own says something; none while that is still to be typed."""
    words = matching.terms(part["quoted"] if part["quoted"] is not None else part["plain"])
    values = (search_key(part["word"]), *words)
    made = Condition("own", values, part.group(), part.start(), part.end(), excluded=bool(part["no"]))
    return [made] if words else []


def _is_begun(plain: str, own: Collection[str]) -> bool:
    """Whether this is an expert word whose value is still to be typed."""
    return plain.endswith(":") and (_sort_of(plain[:-1]) is not None or search_key(plain) in own)


def _pieces(text: str, *, quoted: bool, excluded: bool) -> list[Piece]:
    terms = matching.terms(text)
    if not terms:
        return []
    if quoted and len(terms) > 1:
        return [Piece(tuple(terms), together=True, excluded=excluded)]
    return [Piece((term,), excluded=excluded) for term in terms]


def plain_pieces(words: str) -> tuple[Piece, ...]:
    """Words of which nothing is a condition or a sign, each for itself."""
    return tuple(_pieces(words, quoted=False, excluded=False))


@cache
def _words_for(tag: str) -> Mapping[str, str]:
    """The expert words, folded: in English and in the language in use, whose tag only keeps languages apart."""
    del tag
    own = {
        "kind": tr_c("a word of the search, before a colon", "kind"),
        "from": tr_c("a word of the search, before a colon", "from"),
        "tag": tr_c("a word of the search, before a colon", "tag"),
        "before": tr_c("a word of the search, before a colon", "before"),
        "after": tr_c("a word of the search, before a colon", "after"),
        "on": tr_c("a word of the search, before a colon", "year"),
        "no": tr_c("a word of the search, before a colon", "no"),
    }
    return {folded(word): sort for sort, word in own.items()} | {
        "kind": "kind", "type": "kind", "from": "from", "tag": "tag", "before": "before", "after": "after", "year": "on", "on": "on",
        "no": "no",
    }  # fmt: skip


def word_for(sort: str) -> str:
    """The expert word of a sort of condition, as it is typed in the language in use."""
    return next(word for word, known in _words_for(in_use().tag).items() if known == sort)


def _sort_of(word: str) -> str | None:
    return _words_for(in_use().tag).get(folded(word))


def _values(sort: str, value: str, today: date) -> tuple[str, ...] | None:
    """What a value means; empty while it means nothing yet, None where it is no value of this sort and may be meant as words."""
    said = " ".join(matching.terms(value)) if sort != "tag" else folded(value).strip()
    if not said:
        return ()
    match sort:
        case "kind":
            return _kinds_called(said) or None
        case "no":
            missing = {folded(word): name for name, word in _missing_words().items()}
            return tuple(name for word, name in missing.items() if word.startswith(said)) or None
        case "before" | "after" | "on":
            try:
                return (_sorted_by(parse_partial_date(value, today=today)),)
            except ValueError:
                return () if value.isdigit() else None  # the year is still being typed
        case _:
            return (said,)


def _sorted_by(day: PartialDate) -> str:
    return day.sort_text


def _missing_words() -> Mapping[str, str]:
    return {
        "text": tr_c("what a document may lack, after “no:” in the search", "text"),
        "date": tr_c("what a document may lack, after “no:” in the search", "date"),
        "sender": tr_c("what a document may lack, after “no:” in the search", "sender"),
        "kind": tr_c("what a document may lack, after “no:” in the search", "kind"),
        "filing": tr_c("what a document may lack, after “no:” in the search", "filing"),
    }


def missing_word(name: str) -> str:
    """How what a document may lack is typed after `no:` in the language in use."""
    return _missing_words()[name]


def _kinds_called(said: str) -> tuple[str, ...]:
    """The kinds of records, and of documents, of whose names every word that was said begins a word."""
    wanted = said.split()
    found: list[str] = [*_ALSO_CALLED.get(said, ())]
    names = [(kind.name, f"{kind.singular} {kind.plural} {kind.name}") for kind in KINDS]
    names += [(choice.value, f"{choice.label} {choice.value}") for choice in TYPES]
    for name, called in names:
        words = matching.terms(called.replace("_", " "))
        if all(any(word.startswith(each) for word in words) for each in wanted):
            found.append(name)
    return tuple(dict.fromkeys(found))
