"""What was typed into the search box: words, words that must stand together, words that must not stand there, and conditions.

A condition is an expert word with a value behind a colon, as in `kind:lab before:2024 from:"Dr Chen"`. Nothing that is typed is an
error: what is no condition is looked for as it stands, a condition whose value is still being typed is passed over, and so is one whose
value means nothing, which is said as a doubt (`searching.doubts`).
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
from ism_desktop.records.values.date_reading import parse_partial_date

OWN_WORDS = "title body broken"
"""The columns of the index that hold what a record or a page says itself."""

_QUOTES = '"“”„«»'
_COLONS = ":：﹕"  # as other keyboards write them too
_PART = re.compile(
    rf"(?P<no>-(?=[^\W\d_]|[{_QUOTES}]))?(?:(?P<word>[^\W_]+|[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}])[{_COLONS}])?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]|\Z)|(?P<plain>[^\s{_QUOTES}]+))"
)
_BEGUN_DATE = re.compile(r"[\d./-]+")

_DATED = frozenset({"before", "after", "on"})

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
    own its key and the folded words. `said` is the value as it was typed. `excluded`: it must not hold.
    """

    what: str
    values: tuple[str, ...]
    said: str
    typed: str
    start: int
    end: int
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What looks like a condition and is none: its sort (empty where the word before the colon is not known), its value, its place."""

    what: str
    word: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart. A doubt of a known sort is not looked for; the words of another one are."""

    typed: str
    pieces: tuple[Piece, ...] = ()
    conditions: tuple[Condition, ...] = ()
    doubts: tuple[Doubt, ...] = ()

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
        return self.replaced(condition, "")

    def replaced(self, part: Condition | Doubt, instead: str) -> str:
        """What was typed, with something else in the place of one part."""
        return " ".join(f"{self.typed[: part.start]} {instead} {self.typed[part.end :]}".split())

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
    doubts: list[Doubt] = []
    for part in _PART.finditer(typed):
        is_last = part.end() == len(typed)
        if is_last and part["quoted"] is None and _is_begun(part["plain"], own):
            continue
        if part["word"] and _sort_of(part["word"]) is None and search_key(part["word"]) in own:
            conditions += _own(part)
            continue
        value = part["quoted"] if part["quoted"] is not None else part["plain"]
        sort = _sort_of(part["word"]) if part["word"] else None
        if sort is not None:
            values = _values(sort, value, today)
            if values:
                excluded = bool(part["no"])
                conditions.append(
                    Condition(sort, values, value, part.group(), part.start(), part.end(), excluded=excluded)
                )
            elif values is None and not (is_last and _is_being_typed(sort, value, part["end"])):
                doubts.append(Doubt(sort, part["word"], value, part.start(), part.end()))
            continue
        if part["word"]:
            doubts.append(Doubt("", part["word"], value, part.start(), part.end()))
        whole = part.group() if part["quoted"] is None else f"{part['word'] or ''} {value}"
        excluded = bool(part["no"]) and part["word"] is None
        pieces += _pieces(whole, quoted=part["quoted"] is not None, excluded=excluded)
    if not conditions and all(piece.excluded for piece in pieces):
        pieces = [replace(piece, excluded=False) for piece in pieces]  # a dash, then: nothing is left to take from
    return Query(typed, tuple(pieces), tuple(conditions), tuple(doubts))


def _is_being_typed(sort: str, value: str, end: str | None) -> bool:
    """Whether the value of the last part may still become one: its quotation is open, or it is the beginning of a date."""
    return end == "" or (sort in _DATED and _BEGUN_DATE.fullmatch(value) is not None)


def _own(part: re.Match[str]) -> list[Condition]:
    """The condition that a field of the person's own says something; none while that is still to be typed."""
    said = part["quoted"] if part["quoted"] is not None else part["plain"]
    words = matching.terms(said)
    values = (search_key(part["word"]), *words)
    made = Condition("own", values, said, part.group(), part.start(), part.end(), excluded=bool(part["no"]))
    return [made] if words else []


def _is_begun(plain: str, own: Collection[str]) -> bool:
    """Whether this is an expert word whose value is still to be typed."""
    return plain[-1] in _COLONS and (_sort_of(plain[:-1]) is not None or search_key(plain[:-1]) in own)


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
        "kind": "kind", "type": "kind", "from": "from", "sender": "from", "tag": "tag", "before": "before", "after": "after",
        "year": "on", "date": "on", "on": "on", "no": "no",
    }  # fmt: skip


def word_for(sort: str) -> str:
    """The expert word of a sort of condition, as it is typed in the language in use."""
    return next(word for word, known in _words_for(in_use().tag).items() if known == sort)


def sorts_by_word() -> Mapping[str, str]:
    """Every expert word that is known, folded, with its sort of condition."""
    return _words_for(in_use().tag)


def _sort_of(word: str) -> str | None:
    return sorts_by_word().get(folded(word))


def written(sort: str, value: str) -> str:
    """A condition as it is typed in the language in use."""
    plain = " ".join("".join(" " if letter in _QUOTES else letter for letter in value).split())
    return f'{word_for(sort)}:"{plain}"' if " " in plain else f"{word_for(sort)}:{plain}"


def compared(name: str) -> str:
    """A name, or one part of a tag, as it is compared: its words, folded. What has no letters is compared by its signs."""
    return " ".join(matching.terms(name)) or folded(name).strip()


def compared_tag(tag: str) -> str:
    """A tag as it is compared, part by part."""
    return "/".join(compared(part) for part in tag.split("/"))


def _values(sort: str, value: str, today: date) -> tuple[str, ...] | None:
    """What a value means; empty while it means nothing yet, None where it is no value of this sort."""
    said = compared(value) if sort != "tag" else compared_tag(value)
    if not said.strip("/"):
        return ()
    match sort:
        case "kind":
            return _kinds_called(said) or None
        case "no":
            missing = {name: name for name in _missing_words()}
            missing |= {folded(word): name for name, word in _missing_words().items()}
            return tuple(dict.fromkeys(name for word, name in missing.items() if word.startswith(said))) or None
        case "before" | "after" | "on":
            try:
                return (parse_partial_date(value, today=today).sort_text,)
            except ValueError:
                return () if value.isdigit() else None  # the year is still being typed
        case _:
            return (said,)


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


def kind_words() -> frozenset[str]:
    """The single words by which kinds are called, folded."""
    called = [f"{kind.singular} {kind.plural}" for kind in KINDS] + [choice.label for choice in TYPES]
    return frozenset(_ALSO_CALLED) | {word for words in called for word in matching.terms(words)}


def _kinds_called(said: str) -> tuple[str, ...]:
    """The kinds of records, and of documents, of whose names every word that was said begins a word.

    What is the whole name of one means that one alone: of “Questions” no other kind that has the word in its name.
    """
    exact = [kind.name for kind in KINDS if compared(kind.plural) == said]
    exact += [choice.value for choice in TYPES if compared(choice.label) == said]
    if exact:
        return (*dict.fromkeys(exact),)
    wanted = said.split()
    found: list[str] = [*_ALSO_CALLED.get(said, ())]
    names = [(kind.name, f"{kind.singular} {kind.plural} {kind.name}") for kind in KINDS]
    names += [(choice.value, f"{choice.label} {choice.value}") for choice in TYPES]
    for name, called in names:
        words = matching.terms(called.replace("_", " "))
        if all(any(word.startswith(each) for word in words) for each in wanted):
            found.append(name)
    return tuple(dict.fromkeys(found))
