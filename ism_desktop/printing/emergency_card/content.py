"""What an emergency card says, in the words of its language, as frozen plain values; and how it differs from a printed copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ism_desktop.library.card_text import CardText
from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card import printed_copy
from ism_desktop.printing.emergency_card.statements import CardStatements, Statement, Topic, worded_heading
from ism_desktop.printing.emergency_card.wording import IN_BINDER, worded


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section: what stands in front, in bold (may be empty), and what is said of it.

    `is_elsewhere`: it names where the rest stands, which a paper with the rest on it says in its own way.
    """

    lead: str
    text: str
    is_elsewhere: bool = False

    @property
    def words(self) -> str:
        """The entry as one line of text."""
        return f"{self.lead}: {self.text}" if self.lead and self.text else self.lead or self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the card in words. See `Topic`, which it is made of."""

    key: str
    heading: str
    entries: tuple[Entry, ...]
    inline: bool = True
    brief: tuple[Entry, ...] = ()
    details: tuple[Entry, ...] = ()
    is_empty: bool = False
    has_gap: bool = False


@dataclass(frozen=True, slots=True)
class CardContent:
    """Everything one card says.

    `main` belongs on the main face, `more` on the other panels, `large_only` on the large card, which has room. `steps` and the other
    lines of the first-aid text are empty when the person switched that text off. `short_diagnosis` may stand on a main face that has no
    room for `diagnosis`, which then stands whole on the next panel; empty when there is none. `number` is 0 before the card is printed.
    `statements` is what all these words were made of.
    """

    statements: CardStatements
    text: CardText = field(repr=False, compare=False)
    number: int
    printed_on: date
    name: str
    birth_date: str
    diagnosis: str
    short_diagnosis: str
    risk: str
    review_by: str
    steps: tuple[str, ...]
    main: tuple[Section, ...]
    more: tuple[Section, ...]
    text_set: str
    large_only: tuple[Section, ...] = field(default=())

    @property
    def demo(self) -> bool:
        """Whether it is the invented patient's."""
        return self.statements.demo

    @property
    def language(self) -> str:
        """The tag of the language it is printed in."""
        return self.text.language

    @property
    def not_recorded(self) -> tuple[str, ...]:
        """The keys of what prints as NOT RECORDED; `names.of_part` has the words of each."""
        return self.statements.gaps

    @property
    def has_name(self) -> bool:
        """Whether a name is recorded."""
        return bool(self.statements.name)

    @property
    def code(self) -> str:
        """A short code that is the same for two cards exactly when they say the same, in whatever words."""
        return printed_copy.code(self.statements)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return tuple(text for text in self._texts() if typeface.loses(text))

    def as_dict(self) -> dict[str, Any]:
        """The card as JSON values, for the record of what was printed: what it states, by keys, and no sentence of ours."""
        return {
            "form": printed_copy.FORM,
            "number": self.number,
            "printed_on": self.printed_on.isoformat(),
            "code": self.code,
            "language": self.language,
            "text_set": self.text.set_id,
            **printed_copy.as_plain_card(self.statements),
        }

    def differences(self, older: Mapping[str, Any]) -> tuple[str, ...]:
        """How this card differs from an older one (its `as_dict`), each as one sentence; empty when they say the same."""
        return printed_copy.differences(self.statements, older, self.text)

    def _texts(self) -> Iterator[str]:
        yield from (self.name, self.diagnosis, *self.steps)
        for section in (*self.main, *self.more, *self.large_only):
            for entry in section.entries:
                yield entry.words


def in_words(said: CardStatements, text: CardText, *, printed_on: date, number: int) -> CardContent:
    """Word a card in a language."""
    missing = text.text("missing")
    diagnosis, short = said.diagnosis.worded(text, glossed=said.has_first_aid)
    status = text.text("text_set", set=text.set_id, status=text.review_status)
    return CardContent(
        statements=said,
        text=text,
        number=number,
        printed_on=printed_on,
        name=said.name or missing,
        birth_date=missing if said.birth_date is None else worded(said.birth_date, text),
        diagnosis=diagnosis,
        short_diagnosis=short,
        risk=text.text("risk") if said.has_risk else "",
        review_by="" if said.review_by is None else worded(said.review_by, text),
        steps=tuple(worded(step, text) for step in said.steps),
        main=tuple(_section(topic, text) for topic in said.main),
        more=tuple(_section(topic, text) for topic in said.more),
        text_set=status if said.has_first_aid else "",
        large_only=tuple(_section(topic, text) for topic in said.large_only),
    )


def _section(topic: Topic, text: CardText) -> Section:
    shaped = _led if topic.key == "helpers" else _entry
    return Section(
        topic.key,
        worded_heading(topic, text),
        tuple(shaped(one, text) for one in topic.statements),
        topic.inline,
        tuple(_entry(one, text) for one in topic.brief),
        tuple(_entry(one, text) for one in topic.details),
        is_empty=topic.is_empty,
        has_gap=any(one.has_gap for one in topic.statements),
    )


def _entry(said: Statement, text: CardText) -> Entry:
    return Entry(worded(said.lead, text), worded(said.text, text), said.text == IN_BINDER)


def _led(said: Statement, text: CardText) -> Entry:
    """A sentence of ours whose first words, up to a colon, stand out."""
    lead, _, rest = worded(said.text, text).partition(": ")
    return Entry(lead, rest)
