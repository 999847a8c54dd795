"""A document as the shelf shows it, and the ways in which the shelf can be put in order: plain values without a widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ism_desktop.language import LazyText, tr, tr_lazy, tr_n
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE, TYPES
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate

NO_TYPE = "none"  # the filter for documents whose kind nobody has chosen yet
ALL = ""

TYPE_ICONS: Mapping[str, str] = {
    "blood_test": "mdi6.test-tube",
    "biopsy": "mdi6.microscope",
    "genetics": "mdi6.dna",
    "imaging": "mdi6.radiology-box-outline",
    "bone_scan": "mdi6.bone",
    "allergy_test": "mdi6.peanut-off-outline",
    "function_test": "mdi6.heart-pulse",
    "examination": "mdi6.clipboard-check-outline",
    "evaluation": "mdi6.stethoscope",
    "referral": "mdi6.account-arrow-right-outline",
    "treatment": "mdi6.clipboard-pulse-outline",
    "procedure": "mdi6.medical-bag",
    "hospital": "mdi6.hospital-building",
    "emergency_plan": "mdi6.alert-octagon-outline",
    "premedication": "mdi6.clock-check-outline",
    "prescription": "mdi6.prescription",
    "vaccination": "mdi6.needle",
    "device": "mdi6.chip",
    "family": "mdi6.family-tree",
    "identity": "mdi6.card-account-details-outline",
    "insurance": "mdi6.shield-account-outline",
    "authorisation": "mdi6.check-decagram-outline",
    "appeal": "mdi6.gavel",
    "bill": "mdi6.receipt-text-outline",
    "directive": "mdi6.file-sign",
    "organ_donor": "mdi6.hand-heart-outline",
    "consent": "mdi6.email-outline",
    "certificate": "mdi6.certificate-outline",
    "travel": "mdi6.bag-suitcase-outline",
    "notes": "mdi6.notebook-outline",
    "education": "mdi6.school-outline",
    "photo": "mdi6.image-outline",
    "other": "mdi6.file-outline",
}
UNSORTED_ICON = "mdi6.file-question-outline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document on the shelf."""

    id: str
    title: str
    type: str | None
    type_words: str
    icon: str
    day: PartialDate | None
    day_words: str
    pages: int
    tags: tuple[str, ...] = ()
    is_to_file: bool = False
    file_id: str = ""

    @property
    def tag_words(self) -> str:
        """Its tags in a line."""
        return ", ".join(self.tags)

    @property
    def pages_words(self) -> str:
        """ "1 page" or "12 pages"."""
        return tr_n("{number} page", "{number} pages", self.pages)

    @property
    def spoken(self) -> str:
        """All that the thumbnail says, for a screen reader."""
        waits = tr("to be filed") if self.is_to_file else ""
        parts = (self.title, self.type_words, self.day_words, self.pages_words, self.tag_words, waits)
        return ", ".join(part for part in parts if part)


def entry(record: Record) -> Entry:
    """A record as an entry of the shelf."""
    values = record.values
    kind: Any = values["type"] if isinstance(values["type"], str) else None
    day = values["document_date"]
    return Entry(
        record.id,
        record.title,
        kind,
        shown(DOCUMENTS.field("type"), kind) or tr("Kind not chosen"),
        TYPE_ICONS.get(kind or "", UNSORTED_ICON),
        day if isinstance(day, PartialDate) else None,
        shown(DOCUMENTS.field("document_date"), day) if isinstance(day, PartialDate) else tr("no date"),
        values["pages"],
        tuple(values["tags"] or ()),
        values["filing"] == TO_FILE,
        values["file_id"],
    )


def day_of(stored: str) -> str:
    """The day of a moment kept in UTC, on this computer's calendar."""
    return PartialDate.from_date(datetime.fromisoformat(stored).astimezone().date()).words


@dataclass(frozen=True, slots=True)
class Order:
    """A way to put the shelf in order: its name among `further_orders`, what the menu offers, and what the button says of it."""

    name: str
    words: LazyText
    told: LazyText


ORDERS: tuple[Order, ...] = (
    Order("newest", tr_lazy("Newest first"), tr_lazy("Order: newest first")),
    Order("oldest", tr_lazy("Oldest first"), tr_lazy("Order: oldest first")),
    Order("title", tr_lazy("By title"), tr_lazy("Order: by title")),
    Order("added", tr_lazy("Last added first"), tr_lazy("Order: last added first")),
)


def types_in(numbers: Mapping[str | None, int]) -> list[tuple[str, str]]:
    """The filters worth offering: every kind that occurs, in the order of the list of kinds, with how many there are."""
    counts = {value or NO_TYPE: number for value, number in numbers.items()}
    words = [*((choice.value, choice.label) for choice in TYPES), (NO_TYPE, tr("Kind not chosen"))]
    return [(value, f"{label} ({counts[value]})") for value, label in words if value in counts]
