"""What stands beside a label, outside of the lines: totals, dates and numbers of the paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ism_desktop.documents.bill_rows.labels import amount_role, label_above, text_role, text_role_before
from ism_desktop.documents.bill_rows.sheets import Atom, BillLine, Sheets
from ism_desktop.documents.bill_rows.values import Doubt, Find, Ground, Reason
from ism_desktop.records.values import PartialDate

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._-]{2,29}")
_DATE_LIKE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount with the role that its label gives it."""

    role: str
    value: Decimal
    atom: Atom
    line: BillLine
    said: str
    ground: Ground


def amounts_in(lines: Sequence[BillLine], others: Sequence[int]) -> list[Fact]:
    """Every amount that has a label beside it or above it."""
    facts: list[Fact] = []
    for number in others:
        line = lines[number]
        cells = line.cells
        before: list[str] = []
        near = ""
        for cell in cells:
            atom = cell[0]
            if atom.amount is not None and atom.is_money:
                joined = " ".join(before)
                said, ground = (near, Ground.BESIDE) if amount_role(near) else (joined, Ground.BESIDE)
                role = amount_role(said)
                if not role and not joined:
                    said, ground = label_above(lines, number, atom), Ground.BELOW
                    role = amount_role(said)
                if role:
                    facts.append(Fact(role, atom.amount.value, atom, line, said.strip(" :"), ground))
                before, near = [], ""
            elif atom.day is None:
                near = " ".join(each.text for each in cell)
                before.append(near)
    return facts


def days_in(sheets: Sheets, others: Sequence[int]) -> dict[str, list[Find[PartialDate]]]:
    """The dates of the paper by their role; those without a label under an empty one."""
    found: dict[str, list[Find[PartialDate]]] = {}
    for number in others:
        line = sheets.lines[number]
        role, said = "", ""
        for place, atom in enumerate(line.atoms):
            if atom.day is None:
                continue
            new_role, new_said = text_role_before(line, place)
            ground = Ground.BESIDE
            if new_role:
                role, said = new_role, new_said
            elif not (place and line.atoms[place - 1].day is not None) and not _is_until(line, place):
                above = label_above(sheets.lines, number, atom)
                role, ground = text_role(above), Ground.BELOW
                said = above if role else ""
            if role != "number" or not found.get("day"):
                key = "day" if role in {"number", "claim"} else role
                found.setdefault(key, []).append(
                    Find(atom.day, atom.text, line.place([atom]), ground, said, (), atom.doubts)
                )
    return found


def _is_until(line: BillLine, place: int) -> bool:
    """Whether a date is the second of a range."""
    return (
        place >= 2
        and line.atoms[place - 1].text.casefold() in {"-", "–", "to", "bis", "al", "au", "through"}
        and line.atoms[place - 2].day is not None
    )


def numbers_in(sheets: Sheets, others: Sequence[int]) -> dict[str, list[Find[str]]]:
    """The numbers of the paper and of a claim, as printed."""
    found: dict[str, list[Find[str]]] = {}
    for number in others:
        line = sheets.lines[number]
        for place, atom in enumerate(line.atoms):
            text = atom.text.strip(".,:;()#")
            if (
                atom.day is not None
                or atom.is_money
                or not _NUMBER.fullmatch(text)
                or _DATE_LIKE.fullmatch(text)
                or sum(map(str.isdigit, text)) < 2
            ):
                continue
            role, said = text_role_before(line, place)
            ground = Ground.BESIDE
            if not role and (place == 0 or atom.x0 - line.atoms[place - 1].x1 > line.size):
                said, ground = label_above(sheets.lines, number, atom), Ground.BELOW
                role = text_role(said)
            if role in {"number", "claim"}:
                doubts = [*atom.doubts, *([Doubt(Reason.FROM_PICTURE, text)] if sheets.style.was_read else [])]
                found.setdefault(role, []).append(
                    Find(text, atom.text, line.place([atom]), ground, said, (), tuple(dict.fromkeys(doubts)))
                )
    return found
