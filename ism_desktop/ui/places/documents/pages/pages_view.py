"""A grid of pages with the tools that every view of pages has: turn, move, delete, crop, straighten, clean up, black out, undo."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ism_desktop.documents import page_plan
from ism_desktop.documents.page_plan import Plan
from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.documents.pages.editing import Editing
from ism_desktop.ui.places.documents.pages.page_grid import PageGrid
from ism_desktop.ui.places.documents.pages.page_thumbs import PageThumbs
from ism_desktop.ui.places.documents.pages.page_tools import BlackOutDialog, CropDialog, StraightenDialog

_WRITTEN_AT_ONCE = 500  # pages; a longer plan is written as other drafts are, within seconds


class PagesView(Dialog):
    """Pages of a plan; `document_id` is the document whose pages it calls its own, None where there is none.

    What derives from it keeps drafts (`keep`), and says what there is to say (`say`).
    """

    def __init__(
        self, workspace: Workspace, document_id: str | None, begun: Plan, words: str, window: QWidget, name: str
    ) -> None:
        super().__init__(words, window, name=name, width=1180, height=900)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._document_id = document_id
        self._chosen_then: list[int] | None = None
        self.editing = Editing(begun, self._on_changed)
        self.grid = PageGrid(PageThumbs(workspace, document_id, self))
        self.notes = secondary("")
        self.notes.setObjectName("pages_notes")
        self._actions: dict[str, QAction] = {}
        self.row = FlowLayout(holder := QWidget(), spacing=4)
        self._tools()
        self.body.addWidget(holder)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.grid, 1)
        self._count = label("", "secondary")
        self._count.setObjectName("pages_count")
        self.body.addWidget(self._count)
        self.grid.moved.connect(self._on_moved)
        self.grid.opened.connect(self._on_opened)
        self.grid.chosen.connect(self._say)
        self.grid.customContextMenuRequested.connect(self._on_menu)

    def keep(self) -> None:
        """Keep what was done as a draft."""
        raise NotImplementedError

    def say(self) -> None:
        """Say what there is to say beside the number of pages."""
        raise NotImplementedError

    def begin(self) -> None:
        """Show the pages as they are now."""
        self.grid.show_plan(self.editing.plan, [0])
        self.grid.setFocus()
        self._say()

    def _tools(self) -> None:
        one = self._add_tool
        one("turn_left", tr("Turn left"), "mdi6.rotate-left", "Ctrl+Left", partial(self._turn, 270))
        one("turn_right", tr("Turn right"), "mdi6.rotate-right", "Ctrl+Right", partial(self._turn, 90))
        one("move_up", tr("Move up"), "mdi6.arrow-up", "Alt+Up", partial(self._shift, -1))
        one("move_down", tr("Move down"), "mdi6.arrow-down", "Alt+Down", partial(self._shift, 1))
        one("delete", tr("Delete pages"), "mdi6.trash-can-outline", "Del", self._delete)
        one("crop", tr("Crop…"), "mdi6.crop", "", self._crop)
        one("straighten", tr("Straighten…"), "mdi6.image-filter-tilt-shift", "", self._straighten)
        one("clean", tr("Clean up: even the light"), "mdi6.auto-fix", "", self._clean)
        one("black_out", tr("Black out…"), "mdi6.marker", "", self._black_out)
        one("undo", tr("Undo"), "mdi6.undo", "Ctrl+Z", self.editing.undo)
        one("redo", tr("Redo"), "mdi6.redo", "Ctrl+Shift+Z", self.editing.redo)

    def _add_tool(self, name: str, words: str, icon_name: str, keys: str, pressed: Callable[[], object]) -> None:
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
        self.row.addWidget(shown)

    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("pages_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([action for name, action in self._actions.items() if name not in {"undo", "redo"}])
        menu.popup(self.grid.viewport().mapToGlobal(at))

    # What a person does ---------------------------------------------------------------------------------------------------

    def do(self, plan: Plan, chosen: list[int] | None = None) -> None:
        """Go on with another plan, with these pages chosen; by default what was chosen stays so."""
        self._chosen_then = chosen
        self.editing.do(plan)
        self._chosen_then = None

    def _on_changed(self) -> None:
        self.grid.show_plan(self.editing.plan, self._chosen_then)
        self.keep()
        if len(self.editing.plan) <= _WRITTEN_AT_ONCE:
            QTimer.singleShot(0, self._workspace.drafts.flush)
        self._say()

    def _turn(self, degrees: int) -> None:
        self.do(page_plan.turned(self.editing.plan, self.grid.places(), degrees))

    def _shift(self, by: int) -> None:
        places = self.grid.places()
        if places:
            plan, start = page_plan.shifted(self.editing.plan, places, by)
            self.do(plan, list(range(start, start + len(places))))

    def _on_moved(self, places: list[int], before: int) -> None:
        plan, start = page_plan.moved(self.editing.plan, places, before)
        self.do(plan, list(range(start, start + len(places))))

    def _delete(self) -> None:
        places = self.grid.places()
        if places and len(places) < len(self.editing.plan):
            self.do(
                page_plan.without(self.editing.plan, places), [min(places[0], len(self.editing.plan) - len(places) - 1)]
            )

    def _clean(self) -> None:
        places, plan = self.grid.places(), self.editing.plan
        if places:
            self.do(page_plan.evened(plan, places, even=not all(plan[place].even for place in places)))

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
        dialog = CropDialog(self._workspace, self._document_id, page, len(chosen), self)
        dialog.accepted.connect(partial(self._on_cropped, dialog, place, chosen))
        dialog.open()

    def _on_cropped(self, dialog: CropDialog, place: int, chosen: list[int]) -> None:
        alike = chosen if dialog.all.isChecked() else [place]
        self.do(page_plan.cropped(self.editing.plan, alike, dialog.crop()))

    def _black_out(self) -> None:
        place = self._one()
        if place is None:
            return
        dialog = BlackOutDialog(self._workspace, self._document_id, self.editing.plan[place], self)
        dialog.accepted.connect(partial(self._on_blacked_out, dialog, place))
        dialog.open()

    def _on_blacked_out(self, dialog: BlackOutDialog, place: int) -> None:
        self.do(page_plan.blackened(self.editing.plan, place, dialog.black()))

    def _straighten(self) -> None:
        place = self._one()
        if place is None:
            return
        dialog = StraightenDialog(self._workspace, self._document_id, self.editing.plan[place], self)
        dialog.accepted.connect(partial(self._on_straightened, dialog, place))
        dialog.open()

    def _on_straightened(self, dialog: StraightenDialog, place: int) -> None:
        angle, corners = dialog.straight()
        self.do(page_plan.straightened(self.editing.plan, place, angle=angle, corners=corners))

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
        self.say()


def _follow(shown: QToolButton, action: QAction) -> None:
    shown.setEnabled(action.isEnabled())
