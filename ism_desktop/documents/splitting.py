"""Where a stack that was scanned in one go is to be split: at separator sheets, and at blank pages. Proposed, and done only when asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.documents import page_sources
from ism_desktop.documents.page_plan import OWN, Plan, PlannedPage
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.vault import Vault
from ism_desktop.worker import PageLook, Workers

BLANK = 0.9995
"""A page counts as blank when at least this part of it is as white as its paper: a single letter on a sheet of A4 is more than the rest."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages (from 0) that belong together, and the kind that the separator sheet before them carries."""

    pages: tuple[int, ...]
    kind: str | None = None

    @property
    def plan(self) -> Plan:
        """The pages as a plan has them."""
        return tuple(PlannedPage(OWN, page) for page in self.pages)


def look(vault: Vault, workers: Workers, document_id: str, progress: Progress = no_progress) -> list[PageLook | None]:
    """How each page of a document looks. Raises RecordMissing, VaultDamaged, DocumentRefused, Cancelled."""
    with vault.read() as session:
        source = page_sources.find(session, OWN, document_id)
    return workers.look_at_pages(page_sources.content(vault, source), source.file["media_type"], progress)


def is_blank(page: PageLook | None) -> bool:
    """Whether a page is nearly white."""
    return page is not None and page.separator is None and page.white >= BLANK


def groups(looks: Sequence[PageLook | None], *, at_blank: bool, at_separators: bool) -> list[Group]:
    """The parts of a stack. Separator sheets and the blank pages at which it is split are in none of them."""
    kinds = {choice.value for choice in TYPES}
    found: list[Group] = []
    pages: list[int] = []
    kind: str | None = None
    behind_separator = False
    for number, page in enumerate(looks):
        if behind_separator and is_blank(page):
            behind_separator = False
            continue  # the back of the sheet, where both sides were scanned
        behind_separator = False
        is_separator = at_separators and page is not None and page.separator is not None
        if not is_separator and not (at_blank and is_blank(page)):
            pages.append(number)
            continue
        if pages:
            found.append(Group(tuple(pages), kind))
            pages = []
            kind = None
        if is_separator and page is not None:
            behind_separator = True
            kind = page.separator if page.separator in kinds else None
    return [*found, Group(tuple(pages), kind)] if pages else found
