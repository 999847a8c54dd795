"""The orders of the shelf of documents, in SQL, against a plain sort of what the documents say."""

import random
from datetime import date

from ism_desktop.records import paging, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.paging import Wish
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault

DATES = (
    None,
    Gap.UNKNOWN,
    PartialDate(2021),
    PartialDate(2021, 1),
    PartialDate(2021, 1, 1),
    PartialDate(2021, season="spring"),
    PartialDate(2021, 3, 1),
    PartialDate(2020, season="winter"),
    PartialDate(2020, 12),
    PartialDate(2019, 12, 31),
)
FILE = {"file_name": "f.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0", "file_id": "0", "pages": 1}


def _filled(vault: Vault) -> list[Record]:
    chance = random.Random(4)
    with vault.write() as session:
        for number in range(60):
            values = {
                "title": chance.choice(("Letter", "letter", "Ähre", "Zebra", "élan", "Straße", "report")),
                "type": chance.choice((None, "bill", "photo")),
                "document_date": chance.choice(DATES),
                "imported_at": f"2026-01-01T00:00:{number:02d}.000000+00:00",
                "fingerprint": str(number),
            }
            store.save(session, DOCUMENTS, FILE | values)
        return store.list_active(session, DOCUMENTS)


def _sorted(records: list[Record], order: str) -> list[str]:
    def day(record: Record) -> PartialDate | None:
        found = record.values["document_date"]
        return found if isinstance(found, PartialDate) else None

    def first(record: Record) -> date:
        found = day(record)
        return date.min if found is None else found.first_day

    kept = sorted(records, key=lambda record: record.values["imported_at"], reverse=True)
    if order in {"newest", "oldest"}:
        kept.sort(key=first, reverse=order == "newest")
        kept.sort(key=lambda record: day(record) is None)
    elif order == "title":
        kept.sort(key=lambda record: record.title.casefold())
    return [record.id for record in kept]


def test_every_order_of_the_shelf_is_a_plain_sort(vault: Vault) -> None:
    records = _filled(vault)
    with vault.read() as session:
        for order in ("newest", "oldest", "title", "added"):
            assert paging.ids(session, Wish(DOCUMENTS, order=order)) == _sorted(records, order), order


def test_one_type_of_document_and_those_of_none(vault: Vault) -> None:
    records = _filled(vault)
    with vault.read() as session:
        numbers = paging.numbers_by(session, DOCUMENTS, "type")
        for value in (None, "bill", "photo"):
            wanted = [record for record in records if record.values["type"] == value]
            assert numbers[value] == len(wanted)
            wish = Wish(DOCUMENTS, order="added", only=("type", value))
            assert paging.ids(session, wish) == _sorted(wanted, "added")
