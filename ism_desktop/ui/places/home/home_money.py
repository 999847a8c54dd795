"""The dates of insurance and bills on Home: what is to be paid, appealed or asked for again, and until when."""

from collections.abc import Iterator
from datetime import date

from ism_desktop.language import tr
from ism_desktop.records.money import ledger, open_items
from ism_desktop.ui.places.home.dated import Dated
from ism_desktop.vault import Session


def is_behind(session: Session) -> bool:
    """Whether the bills have to be added up in the background first."""
    return ledger.is_far_behind(session)


def dates(session: Session, today: date) -> Iterator[Dated]:
    """Of everything that is open and has a day; none while it takes longer than an eye notices to find out (`is_behind`)."""
    if is_behind(session):
        return
    for item in open_items.open_items(session):
        if item.until is None:
            continue
        amount = tr("{amount} is open", amount=item.amount.words) if item.amount is not None else ""
        yield Dated(
            f"{item.kind.name}.{item.record_id}",
            item.until,
            item.title,
            " · ".join(part for part in (amount, item.words) if part),
            item.kind.icon,
            item.kind.name,
            item.record_id,
            item.until.last_day < today,
        )
