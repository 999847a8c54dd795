"""Building the paper of one plan: our own page, and the pages that it was copied from, bound behind it as in the binder."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from ism_desktop.printing import unseen_words
from ism_desktop.printing.binder.notes import footnotes
from ism_desktop.printing.bound_behind import placeholder
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.pdf import PRODUCER
from ism_desktop.printing.procedure_plan import drawing
from ism_desktop.printing.procedure_plan.content import PlanContent, PlanPage
from ism_desktop.vault import Vault
from ism_desktop.worker import OwnPages, Scan, Workers


def build(vault: Vault, workers: Workers, content: PlanContent, paper: Paper) -> bytes:
    """The paper as a PDF. A page that cannot be put behind the plan is named on a page of its own.

    Args:
        vault: its documents are read when their turn comes.
        workers: bind the pages in their own process.
    """
    own, count = drawing.own_pages(content, paper)
    out = BytesIO()
    workers.merge(
        [OwnPages(own), *(_scan(vault, one) for one in content.behind)],
        paper=paper.size,
        stamp=drawing.stamp(content, paper, count),
        placeholder=lambda name, reason: placeholder(name, reason, paper, drawing.file_title()),
        footnotes=lambda notes, size: footnotes(notes, size, paper),
        information={"Title": drawing.file_title(), "Creator": PRODUCER, "Producer": PRODUCER},
        out=out,
    )
    return out.getvalue()


def _scan(vault: Vault, one: PlanPage) -> Scan:
    load: Callable[[], bytes] = partial(vault.files.read, one.file_id)
    start, end = (one.page - 1, one.page) if one.page else (0, one.pages)
    words = unseen_words.of_document(vault, one.text_file_id)
    return Scan(load, one.media_type, one.title, end, start, words)
