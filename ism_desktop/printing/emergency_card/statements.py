"""What an emergency card states, as frozen values of no language: collected from the records, worded afterwards."""

from dataclasses import dataclass

from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card.wording import MISSING, Say, Value, lacks, worded
from ism_desktop.records.values import PartialDate


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a topic: what stands in front, in bold (may be `""`), and what is said of it."""

    lead: Value
    text: Value

    @property
    def has_gap(self) -> bool:
        """Whether it says of something that it is not recorded."""
        return lacks(self.lead) or lacks(self.text)


NOTHING = (Statement("", MISSING),)
"""The statements of a topic of which nothing was ever said."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A headed part of the card.

    `key` stays the same between releases; the heading is the line `section_` + key, or `heading`. An `inline` topic stands on its
    heading's line. `short` is the line that names it among what is not recorded. Where the main face has no room for all `statements`, it
    carries `brief`, and `details` (what that leaves out) stand on the next panel.
    """

    key: str
    statements: tuple[Statement, ...]
    inline: bool = True
    short: str = ""
    brief: tuple[Statement, ...] = ()
    details: tuple[Statement, ...] = ()
    heading: str = ""

    @property
    def heading_line(self) -> str:
        """The line that heads it."""
        return self.heading or f"section_{self.key}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded and nothing stated."""
        return self.statements == NOTHING


def one(key: str, said: Value, *, short: str = "", heading: str = "", inline: bool = True) -> Topic:
    """A topic with one statement; `MISSING` as it stands for one of which nothing was said."""
    return Topic(key, (Statement("", said),), inline, short, heading=heading)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The diagnosis as stated: the `chosen` name of the list by its key, and the doctor's own words, which win; both may be empty."""

    chosen: str
    own_words: str
    is_unknown: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether none was recorded, and none stated as not known."""
        return not self.chosen and not self.own_words and not self.is_unknown

    def worded(self, text: CardText, *, glossed: bool) -> tuple[str, str]:
        """The diagnosis in words, and a shorter one where there is one. `glossed`: plain words stand beside the list's own names.

        The gloss stands behind the name that it explains, also where the doctor's own words begin with it and go on.
        """
        gloss = text.text("gloss") if glossed else ""
        listed = text.text(f"diagnosis_{self.chosen}") if self.chosen else ""
        named = f"{listed} {gloss}" if listed and gloss else listed
        if not self.own_words:
            return named or text.text("diagnosis_unknown" if self.is_unknown else "missing"), ""
        said, own = self.own_words, self.own_words.casefold()
        explains = bool(named) and bool(gloss) and gloss.strip("()").casefold() not in own
        if explains and own.startswith(listed.casefold()):
            said = named + said[len(listed) :]
        # The list's name may stand for the doctor's words only where these say the same and more.
        is_part = bool(listed) and listed.casefold() in said.casefold() and len(named) < len(said)
        return said, named if is_part else ""


@dataclass(frozen=True, slots=True)
class CardStatements:
    """Everything that a card states.

    `main` belongs on the main face, `more` on the other panels, `large_only` on the large card, which has room. Without `has_first_aid`
    the person switched the first-aid text off: there are no `steps` then. `gaps` are the keys of what is not recorded.
    """

    demo: bool
    name: str
    birth_date: PartialDate | None
    diagnosis: Diagnosis
    has_first_aid: bool
    has_risk: bool
    review_by: PartialDate | None
    steps: tuple[Say, ...]
    main: tuple[Topic, ...]
    more: tuple[Topic, ...]
    large_only: tuple[Topic, ...]
    gaps: tuple[str, ...]


def worded_heading(topic: Topic, text: CardText) -> str:
    """The heading of a topic in the card's language."""
    return worded(Say(topic.heading_line), text)
