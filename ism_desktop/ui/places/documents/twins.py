"""What is offered when files that came in are the same as documents of the record, or nearly: to compare them, all in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from ism_desktop import documents
from ism_desktop.documents import ImportResult
from ism_desktop.language import tr, tr_n
from ism_desktop.records import kept_both, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button


@dataclass(frozen=True, slots=True)
class Twin:
    """A file beside the document that it is like. `new_id` is the document that it became; None where it is the same and stayed out."""

    path: Path
    other_id: str
    new_id: str | None

    @property
    def name(self) -> str:
        """What the file is called."""
        return documents.shown_name(self.path.name)


def twins_in(results: Sequence[ImportResult]) -> list[Twin]:
    """The twins among the results of an import: of what is nearly the same the one that is most alike."""
    same = [Twin(one.path, one.document_id, None) for one in results if one.outcome == "duplicate" and one.document_id]
    near = [Twin(one.path, one.alike[0], one.document_id) for one in results if one.alike and one.document_id]
    return [*near, *same]


class TwinsBanner(Banner):
    """Says how many there are. `compare_wanted` carries them."""

    compare_wanted = Signal(list)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("", name="twins")
        self._workspace = workspace
        self.leave = button(tr("Leave it so"), self.forget, name="twins.leave")
        self.compare = button(
            tr("Compare…"), self._on_compare, role="primary", icon_name="mdi6.compare", name="twins.compare"
        )
        self.add_button(self.leave)
        self.add_button(self.compare)
        self._twins: list[Twin] = []

    def offer(self, results: Sequence[ImportResult]) -> None:
        """Offer to compare what came in just now, with what is offered still."""
        known = {(twin.path, twin.other_id) for twin in self._twins}
        self._twins += [twin for twin in twins_in(results) if (twin.path, twin.other_id) not in known]
        self.refresh()

    def refresh(self) -> None:
        """Offer no longer what was removed meanwhile."""
        self._twins = [twin for twin in self._twins if self._is_there(twin)]
        same = sum(twin.new_id is None for twin in self._twins)
        near = len(self._twins) - same
        said: list[str] = []
        if near:
            said.append(
                tr_n(
                    "{number} new document is nearly the same as one in your record.",
                    "{number} new documents are nearly the same as some in your record.",
                    near,
                )
            )
        if same:
            said.append(
                tr_n(
                    "{number} file was in your record already and was not added again.",
                    "{number} files were in your record already and were not added again.",
                    same,
                )
            )
        self.words.setText(" ".join(said))
        self.setVisible(bool(self._twins))

    def forget(self) -> None:
        """Offer nothing any more."""
        self._twins = []
        self.hide()

    def _is_there(self, twin: Twin) -> bool:
        with self._workspace.vault.read() as session:
            other = store.find(session, DOCUMENTS, twin.other_id)
            if twin.new_id is None:
                return other is not None and other.deleted_at is None
            new = store.find(session, DOCUMENTS, twin.new_id)
            decided = twin.other_id in kept_both.kept_with(session, twin.new_id)
        return other is not None and new is not None and new.deleted_at is None and not decided

    def _on_compare(self) -> None:
        self.compare_wanted.emit(list(self._twins))
