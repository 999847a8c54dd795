"""Building a binder: plan it, draw our own pages, and have the worker merge the documents in."""

from collections.abc import Callable
from typing import BinaryIO

from ism_desktop.language import tr
from ism_desktop.printing import unseen_words
from ism_desktop.printing.binder import drawing
from ism_desktop.printing.binder.content import BinderContent, BinderDocument, BinderReport
from ism_desktop.printing.binder.notes import footnotes
from ism_desktop.printing.binder.plan import BinderPlan, OwnPart, plan
from ism_desktop.printing.binder.titles import CARD
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.pdf import PRODUCER
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import document_notices
from ism_desktop.vault import Vault
from ism_desktop.worker import OutlineEntry, OwnPages, PageLink, Scan, Workers


def build(
    vault: Vault,
    workers: Workers,
    content: BinderContent,
    paper: Paper,
    out: BinaryIO,
    progress: Progress = no_progress,
) -> BinderReport:
    """Write the binder as one PDF to `out`.

    A document that cannot be merged gets placeholder pages and a sentence in the report; the binder is made all the same.

    Args:
        vault: its documents are read and decrypted one after the other, when their turn comes.
        workers: merge the pages in their own process.
        content: what `collect` returned.
        paper: the size of every page.
        out: only written to; holds half a file when `progress` raises `Cancelled`.
        progress: called before every page.
    """
    planned = plan(content, paper)
    parts: list[OwnPages | Scan] = []
    for part in planned.parts:
        if isinstance(part, OwnPart):
            parts.append(OwnPages(drawing.own_pages(part, paper)))
        else:
            parts.append(_scan(vault, part.document))
    merged = workers.merge(
        parts,
        paper=paper.size,
        stamp=drawing.stamp(content, planned, paper),
        placeholder=_placeholder(content, planned, paper),
        footnotes=lambda notes, size: footnotes(notes, size, paper),
        outline=[OutlineEntry(entry.title, entry.page_index, entry.level) for entry in planned.outline],
        links=[PageLink(link.page_index, drawing.link_box(link, paper), link.target_index) for link in planned.links],
        information={"Title": drawing.title(), "Creator": PRODUCER, "Producer": PRODUCER},
        out=out,
        progress=progress,
    )
    left_out = [
        tr("“{name}” could not be added: {reason} A page in the binder says so.", name=name, reason=reason)
        for name, reason in merged.failures
    ]
    for document in (*content.plans, *content.documents):
        left_out += document_notices.not_printed(document.title, document.notices)
    left_out += [
        tr("“{text}” contains letters that this program cannot print.", text=text) for text in content.unprintable
    ]
    return BinderReport(merged.pages, tuple(left_out))


def first_pages(workers: Workers, content: BinderContent, paper: Paper, out: BinaryIO) -> int:
    """Write our own pages before the first document of the last tab, as `build` would: a preview, without the signed plans.

    Returns the pages of the whole binder.
    """
    planned = plan(content, paper)
    own: list[OwnPages] = []
    numbers: list[int] = []
    page = 1
    for part in planned.parts:
        if isinstance(part, OwnPart):
            own.append(OwnPages(drawing.own_pages(part, paper)))
            numbers += range(page, page + len(part.pages))
        page += len(part.pages) if isinstance(part, OwnPart) else part.document.pages
    workers.merge(
        own,
        paper=paper.size,
        stamp=drawing.stamp(content, planned, paper, pages=frozenset(numbers)),
        placeholder=lambda name, reason: drawing.placeholder(name, reason, paper),
        information={"Title": drawing.title(), "Creator": PRODUCER, "Producer": PRODUCER},
        out=out,
    )
    return planned.total


def _placeholder(content: BinderContent, planned: BinderPlan, paper: Paper) -> Callable[[str, str], bytes]:
    """Draws what stands for a missing page; where a signed plan should stand, it leads on to the large card."""
    plans = {document.title for document in content.plans}
    instead = tr("In an emergency, turn to page\u00a0{page}.", page=planned.places[CARD])

    def draw(name: str, reason: str) -> bytes:
        return drawing.placeholder(name, reason, paper, instead=instead if name in plans else "")

    return draw


def _scan(vault: Vault, document: BinderDocument) -> Scan:
    words = unseen_words.of_document(vault, document.text_file_id)
    return Scan(_loader(vault, document.file_id), document.media_type, document.title, document.pages, words=words)


def _loader(vault: Vault, file_id: str) -> Callable[[], bytes]:
    return lambda: vault.files.read(file_id)
