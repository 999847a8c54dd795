"""Which paper it is, who it is from, and its currency."""

import re
from collections.abc import Sequence

from ism_desktop.documents.bill_rows.amounts import code_of
from ism_desktop.documents.bill_rows.labels import amount_role, text_role
from ism_desktop.documents.bill_rows.sheets import Atom, BillLine, Sheets, plain
from ism_desktop.documents.bill_rows.values import Doubt, Find, Ground, Paper, Place, Reason
from ism_desktop.documents.bill_rows.vocabulary import PAPERS, PAYERS, PROVIDERS

_PHRASES = {
    kind: [(phrase, weight) for weight, phrases in by_weight.items() for phrase in phrases.split("|")]
    for kind, by_weight in PAPERS.items()
}
_NO_BILL = ("not a bill", "keine rechnung", "no es una factura", "pas une facture")
_HEAD = 10  # lines that can be a letterhead
_CLEAR = 2  # by how much the best kind of paper must be ahead
_PROVIDERS = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in PROVIDERS.split('|'))})(?!\w)|(?:praxis|klinik|apotheke|zentrum)(?!\w)"
)
_PAYERS = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in PAYERS.split('|'))})(?!\w)|(?:kasse|versicherung)(?!\w)"
)


def paper_of(lines: Sequence[BillLine]) -> Find[Paper]:
    """Which of the three it is, by the phrases on it; those of the head count twice."""
    worth = dict.fromkeys(PAPERS, 0)
    best: dict[str, tuple[int, str, BillLine]] = {}
    for place, line in enumerate(lines):
        text = f" {_bare(line.text)} "
        for kind, phrases in _PHRASES.items():
            for phrase, weight in phrases:
                if f" {phrase} " not in text:
                    continue
                counted = weight * (2 if place < _HEAD and line.page == 1 else 1)
                if kind == "bill" and any(words in text for words in _NO_BILL):
                    continue
                said = best.get(f"{kind} {phrase}", (0, "", line))[0]
                worth[kind] += max(0, counted - said)
                best[f"{kind} {phrase}"] = (max(said, counted), phrase, line)
    ordered = sorted(worth, key=lambda kind: -worth[kind])
    if not lines or worth[ordered[0]] - worth[ordered[1]] < _CLEAR:
        return Find(Paper.UNCLEAR, "", Place(1, 1), Ground.PHRASE)
    _, phrase, line = max(
        (found for key, found in best.items() if key.startswith(ordered[0])), key=lambda each: each[0]
    )
    return Find(Paper(ordered[0]), phrase, line.place(), Ground.PHRASE, phrase)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w'-]", " ", plain(text)).split())


def names_of(lines: Sequence[BillLine], paper: Paper) -> tuple[Find[str] | None, Find[str] | None]:
    """Who treated or sold, and who insures: beside a label, else by the letterhead, which is a guess."""
    provider = _labelled(lines)
    head = [line for line in lines[:_HEAD] if line.page == 1]
    if provider is None and paper is not Paper.EXPLANATION:
        provider = _in_head(head, _PROVIDERS)
    payer = _in_head(head, _PAYERS) if paper is Paper.EXPLANATION else None
    return provider, payer


def _labelled(lines: Sequence[BillLine]) -> Find[str] | None:
    for line in lines:
        if any(atom.is_money for atom in line.atoms):
            continue
        atoms = line.atoms
        for end in range(1, min(5, len(atoms))):
            said = " ".join(atom.text for atom in atoms[:end])
            if text_role(said) == "provider" and (said.endswith(":") or atoms[end].x0 - atoms[end - 1].x1 > line.size):
                cell = [atoms[end]]
                for atom in atoms[end + 1 :]:
                    if atom.x0 - cell[-1].x1 > 1.2 * line.size or atom.text.endswith(":") or atom.day is not None:
                        break
                    cell.append(atom)
                name = " ".join(atom.text for atom in cell).strip(" :,")
                if sum(map(str.isalpha, name)) >= 3:
                    return Find(name, name, line.place(cell), Ground.BESIDE, said.strip(" :"))
    return None


def _in_head(head: Sequence[BillLine], words: re.Pattern[str]) -> Find[str] | None:
    named: list[tuple[int, str, BillLine, int]] = []
    for place, line in enumerate(head):
        for start, cell in enumerate(_names(line)):
            name = " ".join(atom.text for atom in cell).strip(" ,:")
            if sum(map(str.isalpha, name)) < 4 or ":" in name or amount_role(name) or text_role(name) or len(cell) > 9:
                continue
            weight = (4 if words.search(plain(name)) else 0) - place - start - (2 if any(map(str.isdigit, name)) else 0)
            named.append((weight, name, line, start))
    if not named:
        return None
    _, name, line, start = max(named, key=lambda each: each[0])
    return Find(name, name, line.place(_names(line)[start]), Ground.LETTERHEAD, "", (), (Doubt(Reason.GUESSED),))


def _names(line: BillLine) -> list[list[Atom]]:
    """The words of a line that belong together: in large writing the gaps are wide."""
    cells: list[list[Atom]] = []
    for atom in line.atoms:
        high = atom.pieces[0].box[3] - atom.pieces[0].box[1]
        if cells and atom.x0 - cells[-1][-1].x1 <= max(0.95 * line.size, 1.8 * high):
            cells[-1].append(atom)
        else:
            cells.append([atom])
    return cells


def currency_of(sheets: Sheets) -> Find[str] | None:
    """The currency of the paper; an empty code where its sign is that of several. None where none is printed."""
    codes: dict[str, str] = {}
    for sign in sorted(sheets.signs, key=lambda each: -sheets.signs[each]):
        codes.setdefault(code_of(sign) or "", sign)
    if not codes:
        return None
    named = [code for code in codes if code]
    if "" in codes and any(code.endswith("D") for code in named) and codes[""] == "$":
        codes.pop("")  # $ beside USD is explained by it
    code, sign = next(iter(codes.items()))
    line = next((line for line in sheets.lines if sign in line.text), sheets.lines[0])
    doubts = [Doubt(Reason.SIGN, sign)] if not code else []
    if len(codes) > 1:
        doubts.append(Doubt(Reason.SEVERAL, list(codes.values())[1]))
    return Find(code, sign, line.place(), Ground.AMOUNTS, sign, (), tuple(doubts))
