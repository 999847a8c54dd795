"""Labels beside and above values: which word an amount, a date or a number on the paper goes by."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ism_desktop.documents.bill_rows.sheets import Atom, BillLine, plain
from ism_desktop.documents.bill_rows.vocabulary import AMOUNTS, FILLERS, TEXTS

_LONGEST = 6
_FOR = frozenset({"for", "fur", "para", "pour", "de", "del", "von", "zu"})
_NUMBERED = frozenset(
    ["nr.", "nr", "no.", "no", "n°", "nº", "n.º", "n.o", "#", "number", "nummer", "numero", "id", ":", "n°", "n"]
)
_ABOVE = 3.2  # times the size of the writing: how far above a value its label may stand


@lru_cache(maxsize=1)
def _amounts() -> Mapping[str, str]:
    return {phrase: role for role, phrases in AMOUNTS.items() for phrase in phrases.split("|")}


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, str]:
    return {phrase: role for role, phrases in TEXTS.items() for phrase in phrases.split("|")}


def amount_role(text: str) -> str:
    """What an amount with this label is: a role, `subtotal`, `carried`, `tax` or `ignored`; empty for words that are no label."""
    words = _words(text)
    for start in range(min(2, len(words))):
        if start and words[0] not in {
            "your",
            "ihr",
            "ihre",
            "=",
            "su",
            "votre",
            "less",
            "abzuglich",
            "menos",
            "-",
            "+",
            "the",
            "les",
            "le",
            "der",
        }:
            break
        for end in range(min(len(words), start + _LONGEST), start, -1):
            role = _amounts().get(" ".join(words[start:end]))
            if role and _is_filling(words[end:]):
                return role
    return ""


def begins_like_total(text: str) -> bool:
    """Whether words begin with a label of amounts that are no lines, whatever follows it."""
    words = _words(text)
    return any(" ".join(words[:end]) in _amounts() for end in range(1, min(len(words), _LONGEST) + 1))


def _words(text: str) -> list[str]:
    said = re.sub(r"[()\[\]:*…=]|\.{2,}", " ", plain(text))
    return [word for word in said.split()[:24] if word not in {"-", "–", "—", "|", "$", "€", "£"}]


def _is_filling(words: Sequence[str]) -> bool:
    """Whether words behind a label say nothing else: little words, numbers, or whom it is for."""
    for place, word in enumerate(words):
        if word in _FOR and len(words) - place <= 6:
            return True
        if word.strip(".,;%") not in FILLERS and word not in FILLERS and not re.fullmatch(r"[\d./%,-]+", word):
            return False
    return True


def text_role_before(line: BillLine, place: int) -> tuple[str, str]:
    """The label that ends right before an atom, and its words as printed; both empty for none."""
    words: list[tuple[str, str]] = []
    for atom in reversed(line.atoms[max(0, place - 10) : place]):
        if atom.day is not None or atom.is_money:
            break
        said = plain(atom.text).strip("():#[],")
        if said or not words:
            words.append((said, atom.text))
    while words and (words[0][0] in _NUMBERED or not words[0][0]) and _role(words) == "":
        words.pop(0)
    return _match(words) if _role(words) else _match(_without_little(words))


def _without_little(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = list(words)
    while kept and kept[0][0] in FILLERS | {"", "-", "–", "to", "bis", "al", "au"} and not _role(kept):
        kept.pop(0)
    return kept


def _role(words: Sequence[tuple[str, str]]) -> str:
    return _match(words)[0]


def _match(words: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The longest label that the words (the last one first) end with."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        taken = words[:count][::-1]
        role = _texts().get(" ".join(said for said, _ in taken)) or _amount_words(" ".join(said for said, _ in taken))
        if role:
            return role, " ".join(printed for _, printed in taken).strip(" :")
    return "", ""


def _amount_words(said: str) -> str:
    """A date behind “Amount due” or “Zu zahlen bis” is when it is due."""
    return "due_day" if _amounts().get(said) == "due" else ""


def label_above(lines: Sequence[BillLine], number: int, atom: Atom) -> str:
    """The words of the cell right above a value; empty where there is none close above, or where it holds values too."""
    line = lines[number]
    for above in reversed(lines[max(0, number - 2) : number]):
        if above.page != line.page or line.y - above.y > _ABOVE * line.size:
            return ""
        for cell in above.cells:
            if min(cell[-1].x1, atom.x1) - max(cell[0].x0, atom.x0) > 0 or abs(cell[0].x0 - atom.x0) < line.size:
                return "" if any(each.is_money or each.day for each in cell) else " ".join(each.text for each in cell)
    return ""


def text_role(text: str) -> str:
    """The label that words are as a whole."""
    said = plain(text)
    return _texts().get(said) or _texts().get(re.sub(r"[:#]", "", said).strip(), "")
