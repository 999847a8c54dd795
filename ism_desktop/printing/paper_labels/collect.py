"""Collecting labels: of documents that have a number, or of the next free numbers."""

from collections.abc import Sequence

from ism_desktop.printing.paper_labels.content import Label
from ism_desktop.records import paper_numbers, store
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Session


def collect(
    session: Session, ids: Sequence[str], *, with_title: bool = False, with_date: bool = False
) -> tuple[Label, ...]:
    """The labels of documents in the order of their numbers; one without a number has none."""
    found = store.get_many(session, DOCUMENTS, ids)
    date = DOCUMENTS.field("document_date")
    labels = (
        Label(
            record.values[paper_numbers.FIELD],
            record.title if with_title else "",
            in_one_line(date, record.values[date.name]) if with_date else "",
        )
        for record in (found[each] for each in ids if each in found)
        if record.values[paper_numbers.FIELD]
    )
    return tuple(sorted(labels, key=lambda label: paper_numbers.order_of(label.number)))


def collect_free(session: Session, begins: str, many: int) -> tuple[Label, ...]:
    """The labels of the next free numbers, to stick on before the papers come in."""
    return tuple(Label(number) for number in paper_numbers.free_for_labels(session, begins, many))
