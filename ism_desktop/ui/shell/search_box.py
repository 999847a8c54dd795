"""The search box on top of every page, and its results in a panel below it: grouped by kind, the hit highlighted in its context."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.records.search import Hit, Index, Narrowing
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.shell.guide_hits import guide_hits
from ism_desktop.ui.shell.search_chips import chips_for
from ism_desktop.ui.shell.search_panel import HIT, SearchPanel

_PAUSE = 120  # milliseconds after the last key


class SearchBox(QLineEdit):
    """Ctrl+F comes here, Esc leaves, the arrow keys choose, Enter opens, Tab goes to the chips that narrow it down."""

    opened = Signal(object)  # Hit
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setProperty("role", "search")
        self.setAccessibleName(tr("Search everything"))
        self.setPlaceholderText(tr("Search everything, including inside documents"))
        self.setClearButtonEnabled(True)
        self._loupe = self.addAction(icon("mdi6.magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._workspace = workspace
        self._panel: SearchPanel | None = None
        self._turn = 0  # tells the answer for what was typed last from the ones before
        self._timer = timer(self, _PAUSE)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_text_changed)
        workspace.indexed.connect(self._on_indexed)

    def begin(self) -> None:
        """Put the cursor here, over what was looked for last."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def panel(self) -> SearchPanel:
        """The results, as a child of the window, made at the first search."""
        if self._panel is None:
            self._panel = SearchPanel(self.window())
            self._panel.list.clicked.connect(self._on_clicked)
            self._panel.chips.pressed.connect(self._on_chip)
            self._panel.chips.back.connect(self.setFocus)
            self._panel.chips.left.connect(self._close_if_left)
            self.window().installEventFilter(self)
        return self._panel

    def _on_edited(self) -> None:
        self._timer.start()

    def _on_text_changed(self, words: str) -> None:
        if not words.strip():
            self.close_results()

    def _on_indexed(self) -> None:
        if self._panel is not None and self._panel.isVisible():
            self.search_now()

    def search_now(self) -> None:
        """Look for what stands in the box."""
        self._timer.stop()
        words = self.text().strip()
        if not words:
            self.close_results()
            return
        query = self._workspace.index.asked(words)
        hits = self._workspace.index.search(words)
        panel = self.panel()
        panel.fill(words, hits, guide_hits(guides.load(), words) if not query.conditions else [])
        panel.chips.show_chips(chips_for(query, ()))
        self._place()
        panel.show()
        panel.raise_()
        self._turn += 1
        work = partial(_further, self._workspace.index, self._turn, words, len(hits))
        self._workspace.background.run(work, owner=self, on_result=self._on_further, quiet=True)

    def _on_further(self, found: tuple[int, str, list[Hit], list[Narrowing]]) -> None:
        turn, words, similar, narrowings = found
        if self._panel is None or not self._panel.isVisible() or turn != self._turn:
            return
        query = self._workspace.index.asked(words)
        self._panel.add_similar(similar, query.terms)
        self._panel.chips.show_chips(chips_for(query, narrowings))
        self._place()

    def _on_chip(self, typed: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(typed)
        self.search_now()

    def close_results(self) -> None:
        """Hide the results; the words stay in the box."""
        self._timer.stop()
        if self._panel is not None:
            self._panel.hide()

    def _place(self) -> None:
        panel, window = self.panel(), self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        width = min(max(self.width(), theme().px(480)), window.width() - 32)
        left = max(16, min(corner.x() + (self.width() - width) // 2, window.width() - width - 16))
        space = window.height() - corner.y() - 24
        panel.setGeometry(left, corner.y(), width, min(space, panel.wanted_height(width)))

    def _on_clicked(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if hit is not None:
            self._open(hit)

    def _open(self, hit: Hit) -> None:
        self.close_results()
        self._workspace.searched_words = " ".join(hit.words) if hit.document_id is not None else ""
        self.opened.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the results under the box when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self._panel is not None and self._panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrow keys, open with Enter, leave with Esc."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.close_results()
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._panel is not None and self._panel.isVisible():
            self._panel.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or self._panel is None or not self._panel.isVisible():
                self.search_now()
            hit = self._panel.current() if self._panel is not None else None
            if hit is not None:
                self._open(hit)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From what is typed to the chips, where there are some."""
        chips = self._panel.chips if self._panel is not None and self._panel.isVisible() else None
        if forward and chips is not None and chips.buttons:
            chips.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the results when another part of the window is used."""
        super().focusOutEvent(event)
        if event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.MouseFocusReason,
        ):
            self._close_if_left()

    def _close_if_left(self) -> None:
        used = QApplication.focusWidget()
        if self._panel is not None and used is not self and used is not None and not self._panel.isAncestorOf(used):
            self.close_results()


def _further(
    index: Index, turn: int, words: str, found: int, _task: Task
) -> tuple[int, str, list[Hit], list[Narrowing]]:
    """What takes a little longer: where similar words stand, and what would narrow the search."""
    return turn, words, index.nearly(words, found), index.narrowings(words)
