"""Pages that lie sideways or upside down are offered upright wherever a document is looked at; what comes of it is a version."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from ism_desktop.documents import page_plan, versions
from ism_desktop.documents.page_plan import Plan
from ism_desktop.documents.versions import Made
from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr, tr_n
from ism_desktop.records import document_versions, store, vault_settings, version_words
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer

PAGES_DRAFT = "document_pages"
"""The draft of the changes of a document's pages."""

_LEFT = "left_lying"


class LyingBanner(Banner):
    """Offers to set pages upright that were scanned sideways or upside down: `upright_wanted`, or `left` as they are."""

    upright_wanted = Signal()
    left = Signal()

    def __init__(self, keys: str = "") -> None:
        super().__init__("", name="lying")
        self.add_button(button(tr("Leave as it is"), self.left.emit, role="quiet", name="lying.leave"))
        upright = button(tr("Set upright"), self.upright_wanted.emit, role="primary", name="lying.upright")
        upright.setToolTip(keys)
        self.add_button(upright)

    def offer(self, pages: int) -> None:
        """Offer it for so many pages; for none the banner goes."""
        self.words.setText(
            tr_n(
                "{number} page lies sideways or upside down. It can be set upright here, on paper and in exports; the original stays.",
                "{number} pages lie sideways or upside down. They can be set upright here, on paper and in exports; the original stays.",
                pages,
            )
        )
        self.setVisible(pages > 0)


class Upright(QObject):
    """Looks after the banner. `wanted` carries the document and the plan of its pages, all upright."""

    wanted = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject, keys: str = "") -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.banner = LyingBanner(keys)
        self.banner.upright_wanted.connect(self.accept)
        self.banner.left.connect(self._on_left)
        self._record: Record | None = None
        self._lying: dict[int, int] = {}

    def offer(self, record: Record | None, viewer: DocumentViewer) -> None:
        """Offer it for what lies in the document that the viewer shows, unless a person chose to leave it so."""
        fits = record is not None and record.id == viewer.document_id and record.deleted_at is None
        self._record, self._lying = record, viewer.lying if fits else {}
        if record is not None and self._lying:
            with self._workspace.vault.read() as session:
                if record.id in vault_settings.get(session, _LEFT):
                    self._lying = {}
        self.banner.offer(len(self._lying))

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self._lying = {}
        self.banner.hide()

    def accept(self) -> bool:
        """Set upright what is offered. False when nothing is."""
        record, lying = self._record, self._lying
        self.withdraw()
        if record is None or not lying:
            return False
        plan = page_plan.whole(page_plan.OWN, record.values["pages"])
        for page, quarters in lying.items():
            plan = page_plan.turned(plan, [page - 1], 90 * quarters)
        self.wanted.emit(record, plan)
        return True

    def _on_left(self) -> None:
        record = self._record
        self.withdraw()
        if record is not None:
            with self._workspace.vault.write() as session:
                left = vault_settings.get(session, _LEFT)
                vault_settings.put(session, _LEFT, {**left, record.id: True})


def make_upright(workspace: Workspace, document_id: str, plan: Plan, task: Task) -> Made:
    """Make the version, in the background."""
    return versions.make_version(workspace.vault, workspace.workers, document_id, plan, task)


def offer_undo(workspace: Workspace, made: Made) -> None:
    """Say that a document has a new version, and offer to take it back."""
    try:
        with workspace.vault.read() as session:
            title = store.get(session, DOCUMENTS, made.document_id).title
            known = document_versions.of_document(session, made.document_id)
    except RecordMissing:
        return  # deleted for good meanwhile
    said = next((version_words.words(version) for version in known if version.id == made.version_id), [])
    words = " ".join([tr("“{title}” has a new version.", title=title), *said[:2]])
    workspace.undo_bar.offer(words, partial(versions.take_back, workspace.vault, made))
