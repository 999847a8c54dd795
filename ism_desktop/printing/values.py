"""Turning a record's values into the words that are printed."""

from ism_desktop.language import tr
from ism_desktop.records.kind import shown
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap

_NO_BREAK_SPACE = "\u00a0"


def words(record: Record | None, name: str) -> str:
    """A field's value as printed; empty when it was not asked or nothing was stated, and for a stated gap too."""
    if record is None:
        return ""
    value = record.values[name]
    return "" if isinstance(value, Gap) else shown(record.kind.field(name), value).strip()


def full_name(person: Record | None) -> str:
    """The name as the person writes it, and in Latin letters where one is recorded: whoever helps may read only those."""
    own, latin = words(person, "name"), words(person, "latin_name")
    return f"{own} ({latin})" if own and latin and own != latin else own or latin


def words_or_gap(record: Record, name: str) -> str:
    """A field's value as printed, with a stated gap as "not known" or "none"; empty when it was not asked."""
    return shown(record.kind.field(name), record.values[name]).strip()


def footer_words() -> str:
    """What stands at the foot of every page but the card's, whose language has its own words for it."""
    return tr(
        "Personal record kept by the patient. Not medical advice. Not a medical device. Check with your clinician."
    )


def joined(*parts: str) -> str:
    """The parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)


def one_line(text: str) -> str:
    """Several typed lines as one, for places where each line of paper counts."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(
        line if line[-1] in ".,;:" or position == len(lines) else f"{line};" for position, line in enumerate(lines, 1)
    )


def unbroken(words_together: str) -> str:
    """A phone number or date that stays on one line."""
    return words_together.replace(" ", _NO_BREAK_SPACE)
