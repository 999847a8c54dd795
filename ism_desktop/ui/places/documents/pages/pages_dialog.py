"""The pages of a document in one view: put into order, turned, cropped, straightened, blacked out, added, split off; saved as a version.

Nothing happens to the document before it is saved. What is done is an encrypted draft at every step, and is taken up again.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from ism_desktop.documents import page_plan, versions
from ism_desktop.documents.page_plan import OWN, Plan
from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import page_links
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.places.documents.pages.choosing_document import BackSides, ChooseDocument
from ism_desktop.ui.places.documents.pages.pages_view import PagesView
from ism_desktop.ui.places.documents.pages.splitting_off import SplitOff
from ism_desktop.ui.record_kit.upright import PAGES_DRAFT

DRAFT = PAGES_DRAFT

# Name, words, icon, keys.
_CONTROL, _ALT = "Ctrl+{key}", "Alt+{key}"


class PagesDialog(PagesView):
    """`save_wanted` carries the plan, the new documents to split off, and the documents to move to the trash.

    `stack_wanted` asks to split the document as it is at blank pages and separator sheets.
    """

    save_wanted = Signal(object, list, list)
    stack_wanted = Signal()

    def __init__(self, workspace: Workspace, record: Record, window: QWidget) -> None:
        self._record = record
        self._names: dict[str, str] = {}
        self._pages_from: dict[str, int] = {}
        self._taken_up = self._signed = False
        with workspace.vault.read() as session:
            self._linked = page_links.linked_pages(session, record.id)
        begun = page_plan.whole(OWN, record.values["pages"])
        words = tr("Pages of “{title}”", title=record.title)
        super().__init__(workspace, record.id, begun, words, window, "pages_dialog")
        self.add_pages = self._menu_button(
            tr("Add pages"), "mdi6.file-plus-outline", "pages_add", self._menu_of_sources()
        )
        self.row.addWidget(self.add_pages)
        self.row.addWidget(
            button(tr("Split off…"), self._split_off, role="quiet", icon_name="mdi6.call-split", name="pages_split_off")
        )
        self.stack = button(tr("Split the stack…"), self._on_stack, role="quiet", name="pages_stack")
        self.stack.setToolTip(tr("Split a scan of several papers at blank pages or separator sheets"))
        self.row.addWidget(self.stack)
        self.trash_others = TickBox("", name="pages_trash_others")
        self.trash_others.setChecked(True)
        self.body.addWidget(self.trash_others)
        self._foot()
        self._begin()

    def _begin(self) -> None:
        draft = self._workspace.drafts.get(DRAFT, self._record.id)
        if draft is not None and draft.get("file_id") == self._record.values["file_id"]:
            self._names = {str(key): str(name) for key, name in dict(draft.get("names", {})).items()}
            self._pages_from = {str(key): int(count) for key, count in dict(draft.get("counts", {})).items()}
            self._taken_up = self.editing.take_up(draft)
        self.begin()
        self._workspace.background.run(
            self._look_for_signature(),
            owner=self,
            quiet=True,
            on_result=self._on_signature,
            on_error=self._on_no_signature,
        )

    # What there is to press -----------------------------------------------------------------------------------------------

    def _menu_button(self, words: str, icon_name: str, name: str, menu: QMenu) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(words)
        made.setAccessibleName(words)
        made.setIcon(icon(icon_name, "text", before_words=True))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(menu)
        return made

    def _menu_of_sources(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("pages_sources")
        menu.addAction(tr("From files…"), partial(self._ask_for_files, "add"))
        menu.addAction(tr("From another document…"), partial(self._ask_for_document, "add"))
        menu.addSeparator()
        menu.addAction(tr("Back sides from files…"), partial(self._ask_for_files, "backs"))
        menu.addAction(tr("Back sides from another document…"), partial(self._ask_for_document, "backs"))
        menu.addAction(tr("Back sides are the second half of these pages…"), self._second_half)
        return menu

    def _foot(self) -> None:
        self.discard = button(tr("Discard changes"), self._on_discard, role="quiet", name="pages_discard")
        self.foot.addWidget(self.discard)
        self.later = button(tr("Close"), self.reject, name="pages_close")
        self.foot.addWidget(self.later)
        self.save = button(
            tr("Save as a new version"), self._on_save, role="primary", icon_name="mdi6.check", name="pages_save"
        )
        self.foot.addWidget(self.save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves; Enter belongs to the grid, not to a button."""
        if event.matches(QKeySequence.StandardKey.Save) and self.editing.is_changed:
            self._on_save()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.grid.hasFocus():
            event.accept()
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        """Keep what was done as a draft, as long as it differs from the document."""
        drafts = self._workspace.drafts
        if self.editing.is_changed:
            kept = self.editing.kept(file_id=self._record.values["file_id"], names=self._names, counts=self._pages_from)
            drafts.put(DRAFT, self._record.id, kept)
        else:
            drafts.drop(DRAFT, self._record.id)

    # Pages from elsewhere -------------------------------------------------------------------------------------------------

    def _ask_for_files(self, how: str) -> None:
        ask_for_files(
            self,
            tr("Add pages"),
            self._on_files_to_add if how == "add" else self._on_files_of_backs,
            name="pages_files",
        )

    def _on_files_to_add(self, names: list[str]) -> None:
        self._stage(names, self._on_staged)

    def _on_files_of_backs(self, names: list[str]) -> None:
        self._stage(names, self._on_backs_staged)

    def _stage(self, names: list[str], then: Callable[[list[Staged]], None]) -> None:
        paths = [Path(name) for name in names]
        title = tr_n("Adding the pages of {number} file", "Adding the pages of {number} files", len(paths))
        self._workspace.background.run(self._staging(paths), owner=self, title=title, on_result=then)

    def _staging(self, paths: list[Path]) -> Callable[[Task], list[Staged]]:
        vault, workers = self._workspace.vault, self._workspace.workers

        def stage(task: Task) -> list[Staged]:
            found: list[Staged] = []
            for path in paths:
                try:
                    found.append(versions.stage(vault, workers, path, task))
                except IsmError as error:
                    task.tell(path.name, str(error), good=False)
            return found

        return stage

    def _pages_of(self, staged: list[Staged]) -> Plan:
        self._names |= {page_plan.of_staged(one.id): one.file_name for one in staged}
        return tuple(page for one in staged for page in page_plan.whole(page_plan.of_staged(one.id), one.file["pages"]))

    def _on_staged(self, staged: list[Staged]) -> None:
        self._insert(self._pages_of(staged))

    def _on_backs_staged(self, staged: list[Staged]) -> None:
        self._ask_for_order(self._pages_of(staged))

    def _ask_for_document(self, how: str) -> None:
        dialog = ChooseDocument(self._workspace, tr("Add the pages of another document"), self._record.id, self)
        dialog.chosen.connect(self._on_document_to_add if how == "add" else self._on_document_of_backs)
        dialog.open()

    def _on_document_to_add(self, document_id: str, title: str, pages: int) -> None:
        self._note(document_id, title, pages)
        self._insert(page_plan.whole(page_plan.of_document(document_id), pages))

    def _on_document_of_backs(self, document_id: str, title: str, pages: int) -> None:
        self._note(document_id, title, pages)
        self._ask_for_order(page_plan.whole(page_plan.of_document(document_id), pages))

    def _note(self, document_id: str, title: str, pages: int) -> None:
        source = page_plan.of_document(document_id)
        self._names[source], self._pages_from[source] = title, pages

    def _taken_whole(self) -> list[str]:
        """The other documents of which every page is here."""
        plan = self.editing.plan
        return [
            source
            for source, pages in self._pages_from.items()
            if {page.page for page in plan if page.source == source} == set(range(pages))
        ]

    def _insert(self, pages: Plan) -> None:
        """Put pages in behind the chosen ones, or at the end."""
        if not pages:
            return
        places = self.grid.places()
        before = places[-1] + 1 if places else len(self.editing.plan)
        self.do(page_plan.inserted(self.editing.plan, before, pages), list(range(before, before + len(pages))))

    def _second_half(self) -> None:
        plan = self.editing.plan
        half = (len(plan) + 1) // 2
        if len(plan) > 1:
            self._ask_for_order(plan[half:], plan[:half])

    def _ask_for_order(self, backs: Plan, fronts: Plan | None = None) -> None:
        if not backs:
            return
        fronts = self.editing.plan if fronts is None else fronts
        dialog = BackSides(len(fronts), len(backs), self)
        dialog.chosen.connect(partial(self._on_order, fronts, backs))
        dialog.open()

    def _on_order(self, fronts: Plan, backs: Plan, reverse: bool) -> None:
        self.do(page_plan.interleaved(fronts, backs, reverse=reverse), [0])

    # Saving ---------------------------------------------------------------------------------------------------------------

    def _split_off(self) -> None:
        places, plan = self.grid.places(), self.editing.plan
        if not places:
            return
        dialog = SplitOff(self._record.title, len(places), may_leave=len(places) < len(plan), window=self)
        dialog.chosen.connect(partial(self._on_split_off, places))
        dialog.open()

    def _on_split_off(self, places: list[int], title: str, leave: bool) -> None:
        plan = self.editing.plan
        new = versions.NewDocument(title, tuple(plan[place] for place in places))
        self._emit(page_plan.without(plan, places) if leave else plan, [new])

    def _on_save(self) -> None:
        if self.editing.is_changed:
            self._emit(self.editing.plan, [])

    def _on_stack(self) -> None:
        self.reject()
        self.stack_wanted.emit()

    def _emit(self, plan: Plan, split_off: list[versions.NewDocument]) -> None:
        self._workspace.drafts.flush()
        whole = [page_plan.document_in(source) or "" for source in self._taken_whole()]
        self.save_wanted.emit(plan, split_off, whole if self.trash_others.isChecked() else [])
        self.done(int(QDialog.DialogCode.Accepted))

    def _on_discard(self) -> None:
        discard_pages(self._workspace, self._record.id)
        self.reject()

    # Saying ---------------------------------------------------------------------------------------------------------------

    def say(self) -> None:
        """Say what happens with the original, and what can be saved."""
        whole = self._taken_whole()
        titles = in_use().listed([f"“{self._names[source]}”" for source in whole])
        self.trash_others.setText(tr("Move {titles} to the trash: every page is here now", titles=titles))
        self.trash_others.setAccessibleName(self.trash_others.text())
        self.trash_others.setVisible(bool(whole))
        self.stack.setVisible(not self.editing.is_changed and len(self.editing.plan) > 1)
        self.discard.setVisible(self.editing.is_changed)
        self.save.setVisible(self.editing.is_changed)
        self.later.setText(tr("Close, and keep for later") if self.editing.is_changed else tr("Close"))
        self._say_notes()

    def _say_notes(self) -> None:
        notes = [tr("The original stays as it is; you can go back to it at any time.")]
        if self._taken_up:
            notes.insert(0, tr("What you did here before and did not save is still there."))
        if self._signed:
            notes.append(tr("This PDF is signed. A new version carries no valid signature; the original does."))
        there = {page.page + 1 for page in self.editing.plan if page.source == OWN}
        lost = sum(page not in there for page in self._linked)
        if lost:
            notes.append(
                tr_n(
                    "{number} entry of your record leads to a page that is left out here, and will say so.",
                    "{number} entries of your record lead to pages that are left out here, and will say so.",
                    lost,
                )
            )
        self.notes.setText(" ".join(notes))

    def _look_for_signature(self) -> Callable[[Task], bool]:
        vault, workers, record = self._workspace.vault, self._workspace.workers, self._record

        def look(_task: Task) -> bool:
            return versions.is_signed(vault, workers, record.id)

        return look

    def _on_signature(self, signed: bool) -> None:
        self._signed = signed
        self._say_notes()

    def _on_no_signature(self, _error: BaseException) -> None:
        """A file that cannot be read says so in its pictures."""


def discard_pages(workspace: Workspace, document_id: str) -> None:
    """Give up what was done to the pages of a document and not saved, and offer to undo that."""
    workspace.discard_draft(DRAFT, document_id, tr("The changes of the pages were discarded."))
