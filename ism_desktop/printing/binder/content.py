"""What a binder holds, as frozen plain values: tabs with their records, and the documents to be merged in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.results_chart import ChartContent
from ism_desktop.records import document_notices
from ism_desktop.records.document_notices import DocumentNotice


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a record's facts stand: a document of the binder, and the page in it (None for the whole document)."""

    document_id: str
    title: str
    page: int | None
    note: str


@dataclass(frozen=True, slots=True)
class BinderRecord:
    """One record. `cells` fill the columns of its group's table; without columns it is a block of `facts` under its title.

    `badge` stands out: beside the title of a block, in bold under the cells of a row.
    """

    title: str
    badge: str = ""
    cells: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Records under one heading. `columns` (heading and share of the width) make a table. `said` stands there when there are none: the
    person's own statement; empty when nothing was recorded.

    `notes` stand below, once for all records. `chart` is drawn above them. What `sums_up` holds no entries of its own.
    """

    title: str
    records: tuple[BinderRecord, ...]
    columns: tuple[tuple[str, float], ...] = ()
    said: str = ""
    notes: tuple[str, ...] = ()
    chart: ChartContent | None = None
    sums_up: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded and nothing stated."""
        return not self.records and not self.said


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the binder; `key` stays the same whatever it is called."""

    key: str
    title: str
    groups: tuple[Group, ...]
    intro: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded under it and nothing stated."""
        return all(group.is_empty for group in self.groups)


@dataclass(frozen=True, slots=True)
class BinderDocument:
    """A document to be merged in, as the vault knows it; its bytes are fetched when its turn comes."""

    id: str
    title: str
    type: str
    dated: str
    source: str
    notes: str
    pages: int
    media_type: str
    file_id: str
    notices: tuple[DocumentNotice, ...] = ()
    text_file_id: str | None = None

    @property
    def remark(self) -> str:
        """What of the document is not on paper, in a few words."""
        return document_notices.remark(self.notices)


@dataclass(frozen=True, slots=True)
class BinderContent:
    """Everything in one binder. `name` is empty when none is recorded.

    `plans` are emergency plans signed by a clinician: they come before our own emergency pages. Documents that are left out are counted.
    """

    demo: bool
    printed_on: date
    name: str
    birth_date: str
    card: CardContent
    emergency: tuple[Group, ...]
    tabs: tuple[Tab, ...]
    plans: tuple[BinderDocument, ...]
    documents: tuple[BinderDocument, ...]
    photos_left_out: int = 0
    others_left_out: int = 0
    point_person: str = ""

    @property
    def left_out(self) -> tuple[str, ...]:
        """A sentence for the photos that are not printed, and one for other documents of which the person said so."""
        photos = tr_n(
            "{number} photo is kept in the program and not printed here.",
            "{number} photos are kept in the program and not printed here.",
            self.photos_left_out,
        )
        others = tr_n(
            "{number} other document is kept in the program and not printed here.",
            "{number} other documents are kept in the program and not printed here.",
            self.others_left_out,
        )
        return (*([photos] if self.photos_left_out else []), *([others] if self.others_left_out else []))

    @property
    def named(self) -> str:
        """The name, or that there is none."""
        return self.name or tr("Name NOT RECORDED")

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        return typeface.losing(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.name
        yield self.point_person
        yield from self.card.unprintable
        for group in (*self.emergency, *(group for tab in self.tabs for group in tab.groups)):
            for record in group.records:
                yield from (record.title, *record.cells, *(value for _, value in record.facts))
            yield from group.notes
        for document in (*self.plans, *self.documents):
            yield from (document.title, document.source, document.notes, document.remark)


@dataclass(frozen=True, slots=True)
class BinderReport:
    """A finished binder: its pages, and one sentence for everything that could not be put in as it is."""

    pages: int
    left_out: tuple[str, ...]
