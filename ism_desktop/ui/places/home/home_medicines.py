"""The dates of medications on the start page: what expires, and what is used up by the person's own numbers."""

from collections.abc import Iterator
from datetime import date

from ism_desktop.language import tr
from ism_desktop.records import medicines, store
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.places.home.dated import Dated
from ism_desktop.vault import Session


def dates(session: Session, today: date) -> Iterator[Dated]:
    """Those of every medication that is taken now."""
    refills = medicines.refills_by_medication(session)
    for medication in store.list_active(session, MEDICATIONS):
        if not is_current(medication.values["use"], medication.values["stopped_on"]):
            continue
        expiry = medicines.expiry_of(medication, refills.get(medication.id, ()))
        if expiry is not None:
            words = tr("{title} expires", title=medication.title)
            yield _dated(f"medicine_expiry.{medication.id}", expiry, words, "", medication.id, today)
        ending = medicines.run_out(medication.values)
        if ending is not None:
            words = tr("{title} is used up", title=medication.title)
            day = PartialDate.from_date(ending.on)
            yield _dated(f"used_up.{medication.id}", day, words, ending.words, medication.id, today)


def _dated(name: str, when: PartialDate, words: str, detail: str, record_id: str, today: date) -> Dated:
    return Dated(name, when, words, detail, MEDICATIONS.icon, MEDICATIONS.name, record_id, when.last_day < today)
