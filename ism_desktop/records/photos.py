"""The photos of a series: the documents that are attached to it, in the order of their dates."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS, PHOTO, is_printed
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.records.values import PartialDate


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of a series: its link, its document, its page (from 1), when it was taken, and whether it goes into the binder."""

    link_id: str
    document_id: str
    title: str
    page: int
    taken_on: PartialDate | None
    is_printed: bool

    @property
    def when(self) -> str:
        """The day in words, or that there is none."""
        return tr("no date") if self.taken_on is None else self.taken_on.words


def of_series(session: Session, series_id: str) -> list[Photo]:
    """The photos of a series, the earliest first; those without a date come last, as they were added."""
    found: list[Photo] = []
    for proof in links.proofs(session, PHOTO_SERIES, series_id):
        values = store.get(session, DOCUMENTS, proof.document_id).values
        day = values["document_date"]
        taken_on = day if isinstance(day, PartialDate) else None
        printed = is_printed(values)
        found.append(Photo(proof.id, proof.document_id, proof.title, proof.page or 1, taken_on, printed))
    return sorted(found, key=lambda photo: (photo.taken_on is None, photo.taken_on.sort_text if photo.taken_on else ""))


def add(session: Session, series_id: str, document_ids: Sequence[str], new: frozenset[str] = frozenset()) -> list[str]:
    """Put documents into a series. Those in `new` were taken in for it just now: they are photos. Returns the links that were made."""
    there = {photo.document_id for photo in of_series(session, series_id)}
    made: list[str] = []
    for document_id in dict.fromkeys(document_ids):
        if document_id in new:
            store.save(session, DOCUMENTS, {"type": PHOTO, "filing": None}, record_id=document_id)
        if document_id not in there:
            made.append(links.attach(session, PHOTO_SERIES, series_id, document_id))
    return made
