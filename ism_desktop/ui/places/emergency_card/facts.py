"""What the emergency card's page shows, read in one go as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from ism_desktop.language import in_use, tr
from ism_desktop.printing import emergency_card
from ism_desktop.printing.emergency_card import CardContent
from ism_desktop.records import printed, store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.printed import PrintedCopy
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.vault import Session

PAPER = "card"
"""The name under which printed cards are counted."""

KINDS = frozenset({
    "person", "emergency_card", "emergency_contacts", "adrenaline_devices", "reactions", "tolerated", "medications", "care_team", "printed",
})  # fmt: skip
"""The kinds whose changes change the card."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The card as it would be printed now, the records that are changed on this page, and the last printed copy.

    `statements` holds by kind name what was stated for a whole kind: "I have none".
    """

    content: CardContent
    person: Record | None
    details: Record | None
    contacts: tuple[Record, ...]
    devices: tuple[Record, ...]
    statements: dict[str, Gap | None]
    has_reactions: bool
    has_medications: bool
    printed: PrintedCopy | None
    differences: tuple[str, ...]

    @property
    def printed_words(self) -> str:
        """Which copy was printed last: "no. 2, 3 May 2027"."""
        if self.printed is None:
            return ""
        day = datetime.fromisoformat(self.printed.at).astimezone().date()
        return tr("no. {number}, {day}", number=self.printed.number, day=in_use().day(day))

    @property
    def missing_steps(self) -> tuple[str, ...]:
        """The steps of the first card that are not done: "you", "contact", "devices", "number"."""
        person = None if self.person is None else self.person.values
        no_device = self.statements[ADRENALINE_DEVICES.name] is not None
        number = None if self.details is None else self.details.values["emergency_number"]
        done = {
            "you": person is not None and person["name"] is not None and person["birth_date"] is not None,
            "contact": bool(self.contacts),
            "devices": bool(self.devices) or no_device,
            "number": number is not None,
        }
        return tuple(step for step, is_done in done.items() if not is_done)


def read(session: Session, today: date) -> CardFacts:
    """Read the page's values. The card carries the number that the next copy will have, as it is printed."""
    latest = printed.latest(session, PAPER)
    content = emergency_card.collect(session, today=today, number=printed.next_number(session, PAPER))
    return CardFacts(
        content=content,
        person=store.the_one(session, PERSON),
        details=store.the_one(session, EMERGENCY_CARD),
        contacts=tuple(store.list_active(session, EMERGENCY_CONTACTS)),
        devices=tuple(store.list_active(session, ADRENALINE_DEVICES)),
        statements={kind.name: store.statement(session, kind) for kind in (ADRENALINE_DEVICES, REACTIONS, MEDICATIONS)},
        has_reactions=store.count(session, REACTIONS) > 0,
        has_medications=store.count(session, MEDICATIONS) > 0,
        printed=latest,
        differences=() if latest is None else content.differences(latest.content),
    )
