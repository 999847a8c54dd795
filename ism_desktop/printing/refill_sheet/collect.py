"""Collecting the refill sheet: every medication that is taken now, with what the person counted."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.refill_sheet.content import RefillContent, RefillLine
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.records import medicines, store
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session


def collect(session: Session, today: date, *, demo: bool = False) -> RefillContent:
    """Collect the sheet as it would be printed today."""
    person = store.the_one(session, PERSON)
    refills = medicines.refills_by_medication(session)
    current = [
        record
        for record in store.list_active(session, MEDICATIONS)
        if is_current(record.values["use"], record.values["stopped_on"])
    ]
    return RefillContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        lines=tuple(_line(session, record, refills.get(record.id, ())) for record in current),
    )


def _line(session: Session, record: Record, refills: Sequence[Record]) -> RefillLine:
    counted, at_hand = words(record, "counted_on"), words(record, "at_hand")
    ending = medicines.run_out(record.values)
    expiry = medicines.expiry_of(record, refills)
    latest = refills[0] if refills else None
    return RefillLine(
        name=record.title,
        at_hand=tr("{amount}, counted on {date}", amount=at_hand, date=counted) if at_hand and counted else at_hand,
        used_up="" if ending is None else PartialDate.from_date(ending.on).words,
        worked_out="" if ending is None else ending.words,
        expires="" if expiry is None else expiry.words,
        last_box="" if latest is None else joined(*(words(latest, name) for name in ("on_date", "quantity", "maker"))),
        prescriber=words(record, "prescriber") or medicines.who(session, record.values, "managed_by"),
        pharmacy=words(record, "pharmacy") or ("" if latest is None else words(latest, "pharmacy")),
    )
