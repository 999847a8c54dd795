"""The number that a person writes or sticks on a paper, such as P 17: who has it, which is free, and the code of its label.

A number is a beginning of the person's own, which may be empty, and a count. Capitals, blanks and signs do not tell two numbers apart. The
code on a label is a mark of ours and the number's letters and digits, and nothing of what the paper says.
"""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import vault_settings
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.documents import Document

MARK = "LBL:"
"""What the code on a label begins with. The worker looks for the same (`worker/values.LABEL_MARK`)."""

FIELD = "label_number"
LONGEST = 40
"""Letters and digits of a number that a code can carry."""

_PRINTED = "labels_printed"
_PARTS = re.compile(r"(?P<begins>.*?)(?P<count>\d{1,9})\s*", re.DOTALL)
_TYPED = re.compile(r"[\w .,/\-]{1,60}")


def key_of(number: str) -> str:
    """By what two numbers are the same: their letters and digits, folded."""
    return "".join(letter for letter in folded(number) if letter.isalnum())


def code_of(number: str) -> str:
    """What stands in the code of a label; empty for a number without a letter or digit, or too long for one."""
    key = key_of(number).upper()
    return f"{MARK}{key}" if key and len(key) <= LONGEST else ""


def meant_by(typed: str) -> tuple[str, bool]:
    """The key of the number that was typed, pasted or scanned, and whether it is surely one, for it stands behind our mark.

    Empty for words that can be no number.
    """
    words = typed.strip()
    is_code = words.upper().startswith(MARK)
    rest = words[len(MARK) :] if is_code else words
    if not _TYPED.fullmatch(rest) or not (is_code or any(letter.isdigit() for letter in rest)):
        return "", is_code
    return key_of(rest), is_code


def parts(number: str) -> tuple[str, int | None, int]:
    """What a number begins with, its count, and with how many digits that is written at least; no count: all of it begins one."""
    found = _PARTS.fullmatch(number.strip())
    if found is None:
        return number.strip(), None, 0
    digits = found["count"]
    return found["begins"], int(digits), len(digits) if digits.startswith("0") else 0


def order_of(number: str) -> tuple[str, int, str]:
    """By what numbers are put in order: P 9 before P 10."""
    begins, count, _ = parts(number)
    return key_of(begins), -1 if count is None else count, number


def holders(session: Session, number: str) -> list[tuple[str, str]]:
    """The documents outside the trash with this number: id and title, those that came first at the front."""
    key = key_of(number)
    if not key:
        return []
    rows = session.execute(
        select(Document.id, Document.title, Document.file_name, Document.label_number)
        .where(Document.label_number.is_not(None), Document.deleted_at.is_(None))
        .order_by(Document.imported_at, Document.id)
    )
    return [(row[0], row[1] or row[2]) for row in rows if key_of(row[3]) == key]


def as_written(session: Session, code: str) -> str:
    """The number that a label's code says, spelled as that of a document, or as its neighbours are; else as it stands in the code."""
    held = [
        each or "" for each in session.scalars(select(Document.label_number).where(Document.label_number.is_not(None)))
    ]
    same = next((number for number in held if key_of(number) == key_of(code)), "")
    if same:
        return same
    begins, count, _ = parts(code)
    if count is None:
        return code
    _, digits, spelled = _highest(session, begins)
    return f"{spelled}{count:0{digits}d}"


def usual_beginning(session: Session) -> str:
    """What the number that was given last begins with; empty where there is none yet."""
    latest = session.scalar(
        select(Document.label_number)
        .where(Document.label_number.is_not(None))
        .order_by(Document.updated_at.desc())
        .limit(1)
    )
    return parts(latest)[0] if latest and parts(latest)[1] is not None else ""


def next_free(session: Session, begins: str) -> str:
    """The number after the highest one that a document has, one in the trash too; labels printed ahead wait to be used."""
    return _after(_highest(session, begins), begins, 1)[0]


def free_for_labels(session: Session, begins: str, many: int) -> list[str]:
    """So many numbers that no document has and no label printed ahead bears."""
    count, digits, shown = _highest(session, begins)
    ahead = vault_settings.get(session, _PRINTED).get(key_of(begins), 0)
    return _after((max(count, ahead), digits, shown), begins, many)


def note_printed(session: Session, numbers: Iterable[str]) -> None:
    """Remember that labels with these numbers exist, so that no later sheet repeats them."""
    known = dict(vault_settings.get(session, _PRINTED))
    for number in numbers:
        begins, count, _ = parts(number)
        if count is not None:
            known[key_of(begins)] = max(count, known.get(key_of(begins), 0))
    if known != vault_settings.get(session, _PRINTED):
        vault_settings.put(session, _PRINTED, known)


def _highest(session: Session, begins: str) -> tuple[int, int, str]:
    """The highest count given, the digits it is written with, and the beginning as it is spelled there."""
    highest, digits, spelled = 0, 0, begins
    for number in session.scalars(select(Document.label_number).where(Document.label_number.is_not(None))):
        other, count, width = parts(number or "")
        if count is not None and count >= highest and key_of(other) == key_of(begins):
            highest, digits, spelled = count, width, other
    return highest, digits, spelled


def _after(highest: tuple[int, int, str], begins: str, many: int) -> list[str]:
    count, digits, spelled = highest
    return [f"{spelled if count else begins}{count + step:0{digits}d}" for step in range(1, many + 1)]


def given(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """A number for each of these documents that has none yet, by id, in their order: those after the highest."""
    rows = session.execute(select(Document.id, Document.label_number).where(Document.id.in_(ids)))
    without = {row[0] for row in rows if not row[1]}
    wanted = [each for each in ids if each in without]
    begins = usual_beginning(session)
    return dict(zip(wanted, _after(_highest(session, begins), begins, len(wanted)), strict=True))
