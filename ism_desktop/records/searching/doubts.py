"""What is said of an expert word that means nothing as it was typed: what is wrong, what can be written, and what was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ism_desktop.language import in_use, tr
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.searching.query import Doubt, Query, kind_words, missing_word, sorts_by_word, word_for, written
from ism_desktop.records.searching.similar import allowed_slips

_SHORTEST = 3  # letters of an expert word that can be meant by another word: “so:” means no “no:”
_LACKING = ("text", "date", "sender", "kind", "filing")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said, and what was probably meant: the condition, and with it all that the search box would hold; or empty twice."""

    words: str
    instead: str = ""
    typed: str = ""


def remarks(query: Query) -> list[Remark]:
    """One for each doubt that is worth a remark: a word before a colon that is like no expert word may be meant as it stands."""
    made = [_remark(query, doubt) for doubt in query.doubts]
    return [remark for remark in made if remark is not None]


def _remark(query: Query, doubt: Doubt) -> Remark | None:
    match doubt.what:
        case "":
            return _unknown_word(query, doubt)
        case "kind":
            meant = _nearest(doubt.value, kind_words(), allowed_slips(doubt.value.ljust(5)))
            examples = [written("kind", each) for each in (MEDICATIONS.plural, APPOINTMENTS.plural)]
            words = tr(
                "“{value}” is no kind of entry or document, so it is left out. You can write {examples}, for example.",
                value=doubt.value,
                examples=in_use().listed(examples, "or"),
            )
            return Remark(words) if meant is None else _meaning(query, doubt, words, written("kind", meant))
        case "no":
            examples = [written("no", missing_word(name)) for name in _LACKING]
            words = tr(
                "“{value}” is nothing that a document can lack, so it is left out. You can write {examples}.",
                value=doubt.value,
                examples=in_use().listed(examples, "or"),
            )
            return Remark(words)
        case sort:
            examples = [written(sort, each) for each in ("2024", "2024-05", "2024-05-31")]
            words = tr(
                "“{value}” is no date that can be read, so it is left out. You can write {examples}.",
                value=doubt.value,
                examples=in_use().listed(examples, "or"),
            )
            return Remark(words)


def _unknown_word(query: Query, doubt: Doubt) -> Remark | None:
    known = [word for word in sorts_by_word() if len(word) >= _SHORTEST]
    meant = _nearest(doubt.word, known, 1) if len(doubt.word) >= _SHORTEST else None
    if meant is None:
        return None
    sort = sorts_by_word()[meant]
    words = tr(
        "“{word}:” is none of the search words, so it is looked for as text. The search words are {known}.",
        word=doubt.word,
        known=in_use().listed([f"{word_for(each)}:" for each in dict.fromkeys(sorts_by_word().values())]),
    )
    return _meaning(query, doubt, words, written(sort, doubt.value))


def _meaning(query: Query, doubt: Doubt, words: str, instead: str) -> Remark:
    return Remark(words, instead, query.replaced(doubt, instead))


def _nearest(word: str, known: Iterable[str], slips: int) -> str | None:
    scorer: Any = OSA.distance  # its type does not say that it is a scorer
    found = process.extractOne(folded(word), sorted(known), scorer=scorer, score_cutoff=slips)
    return None if found is None else found[0]
