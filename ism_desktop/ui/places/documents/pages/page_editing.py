"""What the Documents place does with pages and versions: opens the dialogs, makes versions in the background, offers the undo."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ism_desktop.documents import page_plan, versions
from ism_desktop.documents.page_plan import Plan
from ism_desktop.documents.versions import Made, NewDocument
from ism_desktop.language import tr, tr_n
from ism_desktop.media_types import IN_WORDS
from ism_desktop.records import document_versions, version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.details import Details
from ism_desktop.ui.places.documents.pages.going_on import GoingOn
from ism_desktop.ui.places.documents.pages.pages_dialog import DRAFT, PagesDialog
from ism_desktop.ui.places.documents.pages.split_dialog import SPLITTING, SplitDialog
from ism_desktop.ui.places.documents.pages.taking_pictures import TakingPictures
from ism_desktop.ui.places.documents.pages.turned import ALL, TurnedBanner
from ism_desktop.ui.places.documents.pages.unfinished import PAGES, SPLIT, Begun, UnfinishedBanner
from ism_desktop.ui.places.documents.pages.versions_dialog import VersionsDialog
from ism_desktop.ui.places.documents.saving_copy import SavingCopy
from ism_desktop.ui.places.documents.shelf import Shelf
from ism_desktop.ui.places.documents.taking_scans import TakingScans
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.taking_in import TakingIn
from ism_desktop.ui.record_kit.upright import Upright, offer_undo
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer


class PageEditing(QObject):
    """Lives with the page; what it makes goes on when a dialog is closed."""

    def __init__(
        self,
        workspace: Workspace,
        page: QWidget,
        shelf: Shelf,
        details: Details,
        viewer: DocumentViewer,
        taking_in: TakingIn,
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._shelf = shelf
        self._saving = SavingCopy(workspace, page)
        self._viewer = viewer
        self.turned = TurnedBanner()
        self.turned.keep_wanted.connect(self._on_keep_turned)
        self._upright = Upright(workspace, self)
        self._upright.wanted.connect(self._on_upright)
        self.lying = self._upright.banner
        viewer.turned.connect(self._on_turned)
        viewer.opened.connect(self._on_opened)
        self.unfinished = UnfinishedBanner(workspace)
        self.pictures = TakingPictures(workspace, page, taking_in, self.unfinished)
        self.scans = TakingScans(workspace, page, taking_in, self.unfinished)
        self._going_on = GoingOn(workspace, self, viewer, self)
        for wanted, done in (
            (shelf.pages_wanted, self._on_pages),
            (details.pages_wanted, self._on_pages),
            (details.versions_wanted, self._on_versions),
        ):
            wanted.connect(done)
        workspace.background.run(
            partial(_tidy, workspace, names_in(workspace.drafts)), owner=self, quiet=True, on_error=self._on_untidy
        )

    def _on_pages(self) -> None:
        if self._shelf.current is not None:
            self.begin(self._shelf.current)

    def _on_versions(self) -> None:
        if self._shelf.current is not None:
            self.show_versions(self._shelf.current)

    def _on_opened(self) -> None:
        """Offer to set upright what reading found to lie."""
        self._upright.offer(self._shelf.current, self._viewer)

    def _on_upright(self, record: Record, plan: Plan) -> None:
        if self._workspace.drafts.get(DRAFT, record.id) is not None:
            self.begin(record)  # what is not saved there comes first
        else:
            self._make(record, plan, [], [])

    def _on_turned(self, degrees: int) -> None:
        if degrees or not self._viewer.lying:
            self._upright.withdraw()
        record = self._shelf.current
        fits = record is not None and record.id == self._viewer.document_id and record.deleted_at is None
        if record is None or not fits or record.values["media_type"] in IN_WORDS:
            degrees = 0
        self.turned.offer(degrees, record.values["pages"] if record is not None else 0)

    def _on_keep_turned(self, degrees: int, which: str) -> None:
        record = self._shelf.current
        if record is not None and self._workspace.drafts.get(DRAFT, record.id) is not None:
            self.begin(record)  # what is not saved there comes first
        elif record is not None:
            pages: int = record.values["pages"]
            places = range(pages) if which == ALL else [self._viewer.area.page - 1]
            self.turned.hide()
            self._make(record, page_plan.turned(page_plan.whole(page_plan.OWN, pages), places, degrees), [], [])

    def begin(self, record: Record) -> PagesDialog:
        """Open the pages of a document."""
        dialog = PagesDialog(self._workspace, record, self._page.window())
        dialog.save_wanted.connect(partial(self._make, record))
        dialog.stack_wanted.connect(partial(self.split, record))
        dialog.open()
        return dialog

    def _make(self, record: Record, plan: Plan, split_off: list[NewDocument], trashed: list[str]) -> None:
        begun = Begun(PAGES, record.id)
        self.unfinished.set_busy(begun, busy=True)
        self._workspace.background.run(
            partial(_make, self._workspace, record.id, plan, tuple(split_off), tuple(trashed)),
            owner=self,
            title=tr("Making a new version of {title}", title=record.title),
            on_result=self._on_made,
            on_error=partial(_not_made, self._workspace, self.unfinished, begun),
            on_cancelled=partial(_not_made, self._workspace, self.unfinished, begun, None),
        )

    def _on_made(self, made: Made) -> None:
        workspace = self._workspace
        workspace.drafts.drop(DRAFT, made.document_id)
        self.unfinished.set_busy(Begun(PAGES, made.document_id), busy=False)
        offer_undo(workspace, made)

    def split(self, record: Record) -> SplitDialog:
        """Open the proposal where a stack is to be split."""
        dialog = SplitDialog(self._workspace, record, self._page.window())
        dialog.split_wanted.connect(partial(self._split, record))
        dialog.open()
        return dialog

    def _split(self, record: Record, new: list[NewDocument]) -> None:
        begun = Begun(SPLIT, record.id)
        self.unfinished.set_busy(begun, busy=True)
        self._workspace.background.run(
            partial(_split, self._workspace, record.id, tuple(new)),
            owner=self,
            title=tr("Splitting {title}", title=record.title),
            on_result=partial(self._on_split, record.id),
            on_error=partial(_not_made, self._workspace, self.unfinished, begun),
            on_cancelled=partial(_not_made, self._workspace, self.unfinished, begun, None),
        )

    def _on_split(self, document_id: str, ids: list[str]) -> None:
        self._workspace.drafts.drop(SPLITTING, document_id)
        self.unfinished.set_busy(Begun(SPLIT, document_id), busy=False)
        words = tr_n("{number} document was made.", "{number} documents were made.", len(ids))
        self._workspace.undo_bar.offer(words, partial(trash, self._workspace, DOCUMENTS, tuple(ids)))
        self.pictures.imported.emit(ids)

    # Versions -------------------------------------------------------------------------------------------------------------

    def show_versions(self, record: Record) -> VersionsDialog:
        """Open the list of versions of a document."""
        with self._workspace.vault.read() as session:
            known = document_versions.of_document(session, record.id)
        dialog = VersionsDialog(self._workspace, record.title, known, self._page.window())
        dialog.use_wanted.connect(self._on_use)
        dialog.save_wanted.connect(self._on_save)
        dialog.open()
        return dialog

    def _on_use(self, version: Version) -> None:
        vault = self._workspace.vault
        with vault.read() as session:
            before = next(one for one in document_versions.of_document(session, version.document_id) if one.in_use)
        use_version(self._workspace, version.document_id, version.id)
        words = tr("{name} is in use now.", name=version_words.name(version))
        self._workspace.undo_bar.offer(words, partial(use_version, self._workspace, version.document_id, before.id))

    def _on_save(self, version: Version) -> None:
        self._saving.begin_version(version)

    def _on_untidy(self, _error: BaseException) -> None:
        """What could not be tidied up is tidied the next time."""


def use_version(workspace: Workspace, document_id: str, version_id: str) -> None:
    """Use a version of a document."""
    versions.use_version(workspace.vault, document_id, version_id)


def _split(workspace: Workspace, document_id: str, new: Sequence[NewDocument], task: Task) -> list[str]:
    return versions.split(workspace.vault, workspace.workers, document_id, new, task)


def _not_made(workspace: Workspace, unfinished: UnfinishedBanner, begun: Begun, error: BaseException | None) -> None:
    """What was to be saved is a draft still, and offered again."""
    unfinished.set_busy(begun, busy=False)
    if error is not None:
        workspace.report(error)


def _make(
    workspace: Workspace,
    document_id: str,
    plan: Plan,
    split_off: Sequence[NewDocument],
    trashed: Sequence[str],
    task: Task,
) -> Made:
    return versions.make_version(
        workspace.vault, workspace.workers, document_id, plan, task, split_off=split_off, trashed=trashed
    )


def names_in(drafts: Drafts) -> frozenset[str]:
    """The waiting files that any draft of pages names."""
    found: set[str] = set()
    for kind, record_id in drafts.all():
        if kind.startswith(DRAFT):
            draft = drafts.get(kind, record_id) or {}
            found |= _staged_in(draft.get("plan", ())) | {str(each) for each in draft.get("staged", ())}
    return frozenset(found)


def _staged_in(plan: Any) -> set[str]:
    try:
        pages = page_plan.from_plain(plan)
    except (KeyError, TypeError, ValueError, AttributeError):
        return set()
    return {staged for page in pages if (staged := page_plan.staged_in(page.source)) is not None}


def _tidy(workspace: Workspace, named: frozenset[str], _task: Task) -> None:
    """Discard files that waited for a draft which was given up."""
    if not workspace.vault.read_only:
        versions.tidy_staged(workspace.vault, named)
