"""The pages of a document in one view: put into order, turned, cropped, straightened, blacked out, added, split off; saved as a version.

Nothing happens to the document before it is saved. What is done is an encrypted draft at every step, and is taken up again.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from ism_desktop.documents import page_plan, versions
from ism_desktop.documents.page_plan import OWN, Plan
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.documents.pages.choosing_document import BackSides, ChooseDocument
from ism_desktop.ui.places.documents.pages.editing import Editing
from ism_desktop.ui.places.documents.pages.page_grid import PageGrid
from ism_desktop.ui.places.documents.pages.page_thumbs import PageThumbs
from ism_desktop.ui.places.documents.pages.page_tools import BlackOutDialog, CropDialog, StraightenDialog
from ism_desktop.ui.places.documents.pages.splitting_off import SplitOff

DRAFT = "document_pages"

# Name, words, icon, keys.
_CONTROL, _ALT = "Ctrl+{key}", "Alt+{key}"


class PagesDialog(Dialog):
    """`save_wanted` carries the plan, the new documents to split off, and the documents to move to the trash."""

    save_wanted = Signal(object, list, list)

    def __init__(self, workspace: Workspace, record: Record, window: QWidget) -> None:
        super().__init__(
            tr("Pages of “{title}”", title=record.title), window, name="pages_dialog", width=1180, height=900
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._record = record
        self._names: dict[str, str] = {}
        self.editing = Editing(page_plan.whole(OWN, record.values["pages"]), self._on_changed)
        self._thumbs = PageThumbs(workspace, record.id, self)
        self.grid = PageGrid(self._thumbs)
        self._notes = secondary("")
        self._notes.setObjectName("pages_notes")
        self._actions: dict[str, QAction] = {}
        self.body.addWidget(self._tools())
        self.body.addWidget(self._notes)
        self.body.addWidget(self.grid, 1)
        self._count = label("", "secondary")
        self._count.setObjectName("pages_count")
        self.body.addWidget(self._count)
        self._foot()
        self.grid.moved.connect(self._on_moved)
        self.grid.opened.connect(self._on_opened)
        self.grid.chosen.connect(self._say)
        self.grid.customContextMenuRequested.connect(self._on_menu)
        self._begin()

    def _begin(self) -> None:
        draft = self._workspace.drafts.get(DRAFT, self._record.id)
        self._taken_up = False
        if draft is not None and draft.get("file_id") == self._record.values["file_id"]:
            self._names = {str(key): str(name) for key, name in dict(draft.get("names", {})).items()}
            self._taken_up = self.editing.take_up(draft)
        self.grid.show_plan(self.editing.plan, [0])
        self.grid.setFocus()
        self._say()
        self._workspace.background.run(
            self._look_for_signature(),
            owner=self,
            quiet=True,
            on_result=self._on_signature,
            on_error=self._on_no_signature,
        )

    # What there is to press -----------------------------------------------------------------------------------------------

    def _tools(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=4)
        one = self._add_tool
        one(row, "turn_left", tr("Turn left"), "mdi6.rotate-left", "Ctrl+Left", partial(self._turn, 270))
        one(row, "turn_right", tr("Turn right"), "mdi6.rotate-right", "Ctrl+Right", partial(self._turn, 90))
        one(row, "move_up", tr("Move up"), "mdi6.arrow-left-top", "Alt+Up", partial(self._shift, -1))
        one(row, "move_down", tr("Move down"), "mdi6.arrow-right-bottom", "Alt+Down", partial(self._shift, 1))
        one(row, "delete", tr("Delete pages"), "mdi6.trash-can-outline", "Del", self._delete)
        one(row, "crop", tr("Crop…"), "mdi6.crop", "", self._crop)
        one(row, "straighten", tr("Straighten…"), "mdi6.image-filter-tilt-shift", "", self._straighten)
        one(row, "clean", tr("Clean up: even the light"), "mdi6.auto-fix", "", self._clean)
        one(row, "black_out", tr("Black out…"), "mdi6.marker", "", self._black_out)
        one(row, "undo", tr("Undo"), "mdi6.undo", "Ctrl+Z", self.editing.undo)
        one(row, "redo", tr("Redo"), "mdi6.redo", "Ctrl+Shift+Z", self.editing.redo)
        self.add_pages = self._menu_button(
            tr("Add pages"), "mdi6.file-plus-outline", "pages_add", self._menu_of_sources()
        )
        row.addWidget(self.add_pages)
        row.addWidget(
            button(tr("Split off…"), self._split_off, role="quiet", icon_name="mdi6.call-split", name="pages_split_off")
        )
        return holder

    def _add_tool(
        self, row: FlowLayout, name: str, words: str, icon_name: str, keys: str, pressed: Callable[[], object]
    ) -> None:
        action = QAction(icon(icon_name, "muted"), words, self)
        action.setObjectName(f"pages_{name}")
        action.triggered.connect(lambda _checked=False: pressed())
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addAction(action)
        self._actions[name] = action
        shown = icon_button(
            words if not keys else f"{words} ({keys})", icon_name, action.trigger, name=f"tool_{name}", role="text"
        )
        shown.setAccessibleName(words)
        action.changed.connect(partial(_follow, shown, action))
        row.addWidget(shown)

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

    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("pages_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([action for name, action in self._actions.items() if name not in {"undo", "redo"}])
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves; Enter belongs to the grid, not to a button."""
        if event.matches(QKeySequence.StandardKey.Save) and self.editing.is_changed:
            self._on_save()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.grid.hasFocus():
            event.accept()
        else:
            super().keyPressEvent(event)

    # What a person does ---------------------------------------------------------------------------------------------------

    def _do(self, plan: Plan, chosen: list[int] | None = None) -> None:
        self._chosen_then = chosen
        self.editing.do(plan)
        self._chosen_then = None

    _chosen_then: list[int] | None = None

    def _on_changed(self) -> None:
        plan = self.editing.plan
        self.grid.show_plan(plan, self._chosen_then)
        drafts = self._workspace.drafts
        if self.editing.is_changed:
            kept = self.editing.kept(file_id=self._record.values["file_id"], names=self._names)
            drafts.put(DRAFT, self._record.id, kept)
        else:
            drafts.drop(DRAFT, self._record.id)
        self._say()

    def _turn(self, degrees: int) -> None:
        self._do(page_plan.turned(self.editing.plan, self.grid.places(), degrees))

    def _shift(self, by: int) -> None:
        places = self.grid.places()
        if places:
            plan, start = page_plan.shifted(self.editing.plan, places, by)
            self._do(plan, list(range(start, start + len(places))))

    def _on_moved(self, places: list[int], before: int) -> None:
        plan, start = page_plan.moved(self.editing.plan, places, before)
        self._do(plan, list(range(start, start + len(places))))

    def _delete(self) -> None:
        places = self.grid.places()
        if places and len(places) < len(self.editing.plan):
            self._do(
                page_plan.without(self.editing.plan, places), [min(places[0], len(self.editing.plan) - len(places) - 1)]
            )

    def _clean(self) -> None:
        places, plan = self.grid.places(), self.editing.plan
        if places:
            self._do(page_plan.evened(plan, places, even=not all(plan[place].even for place in places)))

    def _one(self) -> int | None:
        places = self.grid.places()
        return places[0] if places else None

    def _on_opened(self, place: int) -> None:
        self.grid.choose([place])
        self._crop()

    def _crop(self) -> None:
        place = self._one()
        if place is None:
            return
        chosen, page = self.grid.places(), self.editing.plan[place]
        dialog = CropDialog(self._workspace, self._record.id, page, len(chosen), self)
        dialog.accepted.connect(partial(self._on_cropped, dialog, place, chosen))
        dialog.open()

    def _on_cropped(self, dialog: CropDialog, place: int, chosen: list[int]) -> None:
        alike = chosen if dialog.all.isChecked() else [place]
        self._do(page_plan.cropped(self.editing.plan, alike, dialog.crop()))

    def _black_out(self) -> None:
        place = self._one()
        if place is None:
            return
        dialog = BlackOutDialog(self._workspace, self._record.id, self.editing.plan[place], self)
        dialog.accepted.connect(partial(self._on_blacked_out, dialog, place))
        dialog.open()

    def _on_blacked_out(self, dialog: BlackOutDialog, place: int) -> None:
        self._do(page_plan.blackened(self.editing.plan, place, dialog.black()))

    def _straighten(self) -> None:
        place = self._one()
        if place is None:
            return
        dialog = StraightenDialog(self._workspace, self._record.id, self.editing.plan[place], self)
        dialog.accepted.connect(partial(self._on_straightened, dialog, place))
        dialog.open()

    def _on_straightened(self, dialog: StraightenDialog, place: int) -> None:
        angle, corners = dialog.straight()
        self._do(page_plan.straightened(self.editing.plan, place, angle=angle, corners=corners))

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
        self._names[page_plan.of_document(document_id)] = title
        self._insert(page_plan.whole(page_plan.of_document(document_id), pages))

    def _on_document_of_backs(self, document_id: str, title: str, pages: int) -> None:
        self._names[page_plan.of_document(document_id)] = title
        self._ask_for_order(page_plan.whole(page_plan.of_document(document_id), pages))

    def _insert(self, pages: Plan) -> None:
        """Put pages in behind the chosen ones, or at the end."""
        if not pages:
            return
        places = self.grid.places()
        before = places[-1] + 1 if places else len(self.editing.plan)
        self._do(page_plan.inserted(self.editing.plan, before, pages), list(range(before, before + len(pages))))

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
        self._do(page_plan.interleaved(fronts, backs, reverse=reverse), [0])

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

    def _emit(self, plan: Plan, split_off: list[versions.NewDocument]) -> None:
        self._workspace.drafts.flush()
        self.save_wanted.emit(plan, split_off, [])
        self.done(int(QDialog.DialogCode.Accepted))

    def _on_discard(self) -> None:
        drafts, record_id = self._workspace.drafts, self._record.id
        kept = drafts.get(DRAFT, record_id)
        drafts.drop(DRAFT, record_id)
        if kept is not None:
            words = tr("The changes of the pages were discarded.")
            self._workspace.undo_bar.offer(words, partial(drafts.bring_back, DRAFT, record_id, dict(kept)))
        self.reject()

    # Saying ---------------------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        plan, chosen = self.editing.plan, len(self.grid.places())
        words = tr_n("{number} page", "{number} pages", len(plan))
        if chosen > 1:
            words = tr("{number} of {count} selected", number=chosen, count=len(plan))
        self._count.setText(words)
        for name, holds in (
            ("undo", self.editing.can_undo),
            ("redo", self.editing.can_redo),
            ("delete", 0 < chosen < len(plan)),
        ):
            self._actions[name].setEnabled(holds)
        self.discard.setVisible(self.editing.is_changed)
        self.save.setVisible(self.editing.is_changed)
        self.later.setText(tr("Close, and keep for later") if self.editing.is_changed else tr("Close"))
        self._say_notes()

    _signed = False

    def _say_notes(self) -> None:
        notes = [tr("The original stays as it is; you can go back to it at any time.")]
        if self._taken_up:
            notes.insert(0, tr("What you did here before and did not save is still there."))
        if self._signed:
            notes.append(tr("This PDF is signed. A new version carries no valid signature; the original does."))
        self._notes.setText(" ".join(notes))

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


def _follow(shown: QToolButton, action: QAction) -> None:
    shown.setEnabled(action.isEnabled())
