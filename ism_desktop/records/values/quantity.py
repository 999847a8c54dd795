"""A quantity as it was typed or printed, with a number beside it for sorting and charts."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self, cast

from ism_desktop.language import Language, in_use, tr
from ism_desktop.records.values.numbers import NUMBER, read_number

LONGEST = 200

_COMPARATORS = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥", "~": "≈", "=": ""}
_PARTS = re.compile(rf"(?P<comparator><=|=<|>=|=>|[<>≤≥≈~=])?\s*(?P<number>{NUMBER})(?P<rest>.*)", re.DOTALL)
_TITRE = re.compile(r"(?P<comparator><=|=<|>=|=>|[<>≤≥≈~=])?\s*1\s*:\s*(?P<number>\d{1,9})")
# Powers of ten and the surface of a body stand in units with a blank before them; any other number there is a second value.
_IN_UNIT = re.compile(r"\s(?:[x×*·]\s?)?10(?:\^|\*|[⁰¹²³⁴-⁹])|\s1[.,]73\b")
_UNIT = re.compile(r"(?:[^\W\d_]|[%‰°µ×·\[]|/(?!\s*\d)|10(?:\^|\*|[⁰¹²³⁴-⁹])).*", re.DOTALL)
_SIGNS = ((".", ","), (",", "."))


@dataclass(frozen=True, slots=True)
class Quantity:
    """What was typed, to the letter, and what the program needs to put it in order: it is never computed into anything else.

    `text` is "< 1.0 ng/mL", "1:160", "trace" or "positive". `number` is the number in it, of `1:160` the 160; None where there is none
    or more than one (`5-10`, `120/80`). `unit` and `comparator` (`<`, `>`, `≤`, `≥`, `≈`) are read out of the text likewise.

    Raises:
        ValueError: the number is not the one in the text, or the text cannot be kept.
    """

    text: str
    number: Decimal | None = None
    unit: str = ""
    comparator: str = ""

    def __post_init__(self) -> None:
        if not self.text or self.text != self.text.strip() or len(self.text) > LONGEST or "\x00" in self.text:
            raise ValueError("not a text that a quantity can have")
        # As text, for 5 and 5.0 are the same number, and only one of them was typed.
        said = str((self.number, self.unit, self.comparator))
        if all(said != str(_read(self.text, signs)) for signs in _SIGNS):
            raise ValueError(f"{self.text!r} does not say {self.number} {self.unit}")

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """Read back what `plain` gave. Raises ValueError for anything else."""
        if not isinstance(plain, dict) or set(cast("dict[str, object]", plain)) != {
            "text",
            "number",
            "unit",
            "comparator",
        }:
            raise ValueError("not a stored quantity")
        parts = cast("dict[str, object]", plain)
        texts = [parts[name] for name in ("text", "unit", "comparator")]
        number = parts["number"]
        if not all(isinstance(text, str) for text in texts) or not (number is None or isinstance(number, str)):
            raise ValueError("not a stored quantity")
        text, unit, comparator = cast("list[str]", texts)
        try:
            made = cls(text, None if number is None else Decimal(number), unit, comparator)
        except InvalidOperation as error:
            raise ValueError("not a stored number") from error
        if made.plain != parts:
            raise ValueError("not a stored number")
        return made

    @classmethod
    def from_stored(cls, text: str) -> Self:
        """Read back what `stored` wrote. Raises ValueError for anything else."""
        return cls.from_plain(json.loads(text))

    @property
    def plain(self) -> dict[str, str | None]:
        """All of it as JSON knows it."""
        number = None if self.number is None else format(self.number, "f")
        return {"text": self.text, "number": number, "unit": self.unit, "comparator": self.comparator}

    @property
    def stored(self) -> str:
        """The text of `plain`."""
        return json.dumps(self.plain, ensure_ascii=False, separators=(",", ":"))

    @property
    def value(self) -> str:
        """What was typed, without the unit."""
        return self.text.removesuffix(self.unit).rstrip()

    @property
    def words(self) -> str:
        """How it is shown and printed: as it was typed."""
        return self.text

    def said_in(self, _language: Language) -> str:
        """The same in every language: it is what a report says."""
        return self.text


def _read(text: str, signs: tuple[str, str]) -> tuple[Decimal | None, str, str]:
    """The number, the unit and the comparator in a text."""
    titre = _TITRE.fullmatch(text)
    if titre is not None:
        return Decimal(titre["number"]), "", _comparator(titre["comparator"])
    found = _PARTS.fullmatch(text)
    number = read_number(found["number"], signs) if found is not None else None
    if found is None or number is None:
        return None, "", ""
    unit = found["rest"].strip()
    if unit and (not _UNIT.fullmatch(unit) or re.search(r"\s\d", _IN_UNIT.sub("", f" {unit}"))):
        return None, "", ""
    return number, unit, _comparator(found["comparator"])


def _comparator(typed: str | None) -> str:
    return _COMPARATORS.get(typed or "", typed or "")


def parse_quantity(text: str, unit: str = "") -> Quantity:
    """Take a quantity as it was typed; `unit` is put behind a bare number.

    Raises:
        ValueError: there is nothing, or too much; its text is a sentence for the person.
    """
    typed = text.strip().replace("\x00", "")
    if not typed:
        raise ValueError(tr("Please write a value, such as {example}.", example="32.4 ng/mL"))
    number, found, comparator = _read(typed, in_use().number_signs)
    if unit.strip() and number is not None and not found and ":" not in typed:
        typed = f"{typed} {unit.strip()}"
        number, found, comparator = _read(typed, in_use().number_signs)
    if len(typed) > LONGEST:
        raise ValueError(tr("Please write the value in at most {number} characters.", number=LONGEST))
    return Quantity(typed, number, found, comparator)
