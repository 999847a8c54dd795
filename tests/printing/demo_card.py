"""The demo patient's card without a vault, for a process that a test starts."""

from datetime import date

from ism_desktop.demo import emergency, treatment
from ism_desktop.demo.entries import Entry
from ism_desktop.printing.emergency_card.collect import CardRecords, compose
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.store import Record
from tests.printing.made_patients import record

TODAY = date(2026, 11, 22)


def _of(entries: list[Entry], kind: Kind) -> list[Record]:
    return [record(kind, **dict(entry.values)) for entry in entries if entry.kind is kind]


def card() -> CardContent:
    """The card as of one day."""
    entries = [*emergency.entries(TODAY), *treatment.entries(TODAY)]
    found = CardRecords(
        person=_of(entries, PERSON)[0],
        details=_of(entries, EMERGENCY_CARD)[0],
        contacts=_of(entries, EMERGENCY_CONTACTS),
        devices=_of(entries, ADRENALINE_DEVICES),
        no_device=None,
        reactions=_of(entries, REACTIONS),
        no_reaction=None,
        tolerated=_of(entries, TOLERATED),
        medications=_of(entries, MEDICATIONS),
        no_medication=None,
        care_team=(),
        demo=True,
    )
    return compose(found, today=TODAY, number=1)
