"""Labels for papers: for the numbers that are named, for all documents that have one, or for the next free numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.printing import paper_labels
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.paper_labels import Label, LabelsContent
from ism_desktop.records import paper_numbers, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Session

LABELS = "labels"


@dataclass(frozen=True, slots=True)
class WantedLabels:
    """On which sheet of labels (empty for the usual one of the paper size), from which place on, how many free ones, what is on them."""

    sheet: str = ""
    begins: int = 1
    free: int = 0
    with_title: bool = False
    with_date: bool = False


ALL_NUMBERS = WantedLabels()


def labels(session: Session, names: Sequence[str], wanted: WantedLabels, paper: Paper) -> LabelsContent:
    """The labels. `names` are numbers of documents; with `free` the first one is what the free numbers begin with. Raises CannotPrint."""
    word = wanted.sheet or ("5160" if paper is Paper.LETTER else "l7160")
    sheet = paper_labels.sheet_called(word)
    if not 1 <= wanted.begins <= sheet.count:
        raise CannotPrint(
            tr("A sheet of “{sheet}” has {number} labels.", sheet=word, number=sheet.count),
            tr("Give “--begin-at” a number from 1 to {number}.", number=sheet.count),
        )
    if wanted.free:
        begins = " ".join(names) if names else paper_numbers.usual_beginning(session)
        found = paper_labels.collect_free(session, begins, wanted.free)
    else:
        found = _of_documents(session, names, wanted)
    return LabelsContent(found, word, wanted.begins)


def _of_documents(session: Session, names: Sequence[str], wanted: WantedLabels) -> tuple[Label, ...]:
    numbered = [record for record in store.list_active(session, DOCUMENTS) if record.values[paper_numbers.FIELD]]
    keys = {paper_numbers.key_of(name) for name in names}
    held = {record.id: paper_numbers.key_of(record.values[paper_numbers.FIELD]) for record in numbered}
    missing = [name for name in names if paper_numbers.key_of(name) not in held.values()]
    if missing or not numbered:
        raise CannotPrint(
            tr("No document has the number “{number}”.", number=missing[0])
            if missing
            else tr("No document has a number on the paper yet."),
            tr("Give a document a number, or print free numbers with “--free”."),
        )
    ids = [each for each, key in held.items() if not keys or key in keys]
    return paper_labels.collect(session, ids, with_title=wanted.with_title, with_date=wanted.with_date)
