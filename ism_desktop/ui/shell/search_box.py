"""The search box on top of every page, and its results in a panel below it: grouped by kind, the hit highlighted in its context."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.records import saved_searches
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.saved_searches import Saved
from ism_desktop.records.search import Hit, Index, Narrowing, Query
from ism_desktop.records.searching import grouping
from ism_desktop.records.searching.doubts import remarks
from ism_desktop.records.searching.query import written
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.shell.guide_hits import guide_hits
from ism_desktop.ui.shell.saved_searches import SavedSearches
from ism_desktop.ui.shell.search_chips import chips_for
from ism_desktop.ui.shell.search_panel import Found, SearchPanel
from ism_desktop.ui.shell.search_rows import HIT, More
from ism_desktop.ui.shell.search_saving import SearchNameDialog

_STEPS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}
_CHOOSING = frozenset({*_STEPS, Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value})
_PAUSE = 120  # milliseconds after the last key
_SHOWN = 50  # hits
_TIMES_MORE = 2  # so many times as many hits are shown by “Show more”


@dataclass(frozen=True, slots=True)
class _Further:
    """What takes a little longer: where similar words stand, and what would narrow the search. `turn` says for which answer."""

    turn: int
    similar: list[Hit]
    narrowings: list[Narrowing]


class SearchBox(QLineEdit):
    """Ctrl+F comes here, Esc leaves, the arrow keys choose, Enter opens, Tab goes to the chips and buttons around the results.

    Ctrl+S keeps the search.
    """

    opened = Signal(object)  # Hit
    left = Signal()

    def __init__(self, workspace: Workspace, searches: SavedSearches) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setProperty("role", "search")
        self.setAccessibleName(tr("Search everything"))
        self.setPlaceholderText(tr("Search everything, including inside documents"))
        self.setClearButtonEnabled(True)
        self._loupe = self.addAction(icon("mdi6.magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._workspace = workspace
        self._searches = searches
        self._opened: Saved | None = None  # the saved search that what is typed came from
        self._panel: SearchPanel | None = None
        self._turn = 0  # tells the answer for what was typed last from the ones before
        self._found = Found("", ())
        self._most = _SHOWN
        self._timer = timer(self, _PAUSE)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_text_changed)
        workspace.indexed.connect(self._on_indexed)
        searches.changed.connect(self._refresh_saving)

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
            self._panel.back.connect(self.setFocus)
            self._panel.left.connect(self._close_if_left)
            self._panel.saving.wanted.connect(self.ask_for_name)
            self._panel.saving.over_wanted.connect(self._on_save_over)
            self.window().installEventFilter(self)
        return self._panel

    def _on_edited(self) -> None:
        self._most = _SHOWN
        self._timer.start()

    def _on_text_changed(self, words: str) -> None:
        if not words.strip():
            self._opened = None
            self.close_results()

    def _on_indexed(self) -> None:
        if self.is_open:
            self._search(keep=True)

    @property
    def is_open(self) -> bool:
        """Whether results are shown."""
        return self._panel is not None and self._panel.isVisible()

    def search_now(self) -> None:
        """Look for what stands in the box."""
        self._search(keep=False)

    def _search(self, *, keep: bool) -> None:
        """Look for what stands in the box. `keep`: something changed in the record, and the same is looked for again."""
        self._timer.stop()
        words = self.text().strip()
        if not words:
            self.close_results()
            return
        query = self._workspace.index.asked(words)
        hits = self._workspace.index.search(words, self._most)
        of_guide = guide_hits(guides.load(), words) if not query.conditions and not query.doubts else []
        said = [remark.words for remark in remarks(query)]
        is_narrowed = any(one.what == "kind" and not one.excluded for one in query.conditions)
        self._found = Found(words, hits, of_guide, terms=query.terms, remarks=said, is_narrowed=is_narrowed)
        panel = self.panel()
        panel.fill(self._found, keep=keep)
        if not keep:
            panel.chips.show_chips(chips_for(query, ()))
        self._forget_opened(query)
        self._refresh_saving()
        self._place()
        panel.show()
        panel.raise_()
        self._turn += 1
        work = partial(_further, self._workspace.index, self._turn, words, len(hits))
        self._workspace.background.run(work, owner=self, on_result=self._on_further, quiet=True)

    def _on_further(self, further: _Further) -> None:
        if self._panel is None or not self._panel.isVisible() or further.turn != self._turn:
            return
        numbers = grouping.counts(further.narrowings)
        self._found = replace(self._found, similar=further.similar, numbers=numbers)
        self._panel.fill(self._found, keep=True)
        self._panel.chips.show_chips(chips_for(self._workspace.index.asked(self._found.words), further.narrowings))
        self._place()

    def _on_chip(self, typed: str) -> None:
        self._most = _SHOWN
        self._look_for(typed)

    def _look_for(self, typed: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(typed)
        self.search_now()

    # Saved searches ------------------------------------------------------------------------------------------------------

    def open_saved(self, saved: Saved) -> None:
        """Look for what a saved search looks for, with the cursor behind it."""
        self._opened = saved
        self._most = _SHOWN
        self._look_for(saved.words)

    @property
    def saves(self) -> bool:
        """Whether Ctrl+S means the search: its results are shown, and the keys come here."""
        used = QApplication.focusWidget()
        if self._panel is None or used is None or not self.is_open:
            return False
        return used is self or self._panel.isAncestorOf(used)

    def ask_for_name(self) -> None:
        """Ask under which name what stands in the box is kept; nothing is asked where there is nothing to keep."""
        query = self._workspace.index.asked(self.text().strip())
        if query.says_nothing or saved_searches.saying(self._searches.all, query.typed) is not None:
            return
        proposed = saved_searches.proposed_name(query) if self._opened is None else self._opened.name
        words = tr("Save this search")
        dialog = SearchNameDialog(words, query.typed, proposed, self._searches.all, self.window(), takes_over=True)
        dialog.named.connect(partial(self._on_named, query.typed))
        dialog.finished.connect(self._on_asked)
        dialog.open()

    def _on_named(self, typed: str, name: str) -> None:
        self._opened = self._searches.keep(name, typed) or self._opened

    def _on_asked(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save_over(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._opened is not None:
            self._opened = self._searches.keep(self._opened.name, self.text().strip()) or self._opened

    def _forget_opened(self, query: Query) -> None:
        """What has nothing in common any more with the saved search that was opened is another one."""
        if self._opened is not None:
            before = self._workspace.index.asked(self._opened.words)
            same = set(before.terms) & set(query.terms)
            if not same and not {one.typed for one in before.conditions} & {one.typed for one in query.conditions}:
                self._opened = None

    def _refresh_saving(self) -> None:
        if self._panel is None:
            return
        if self._opened is not None:
            self._opened = self._searches.find(self._opened.id) or self._opened
        words = self.text().strip()
        same = saved_searches.saying(self._searches.all, words)
        opened = self._opened if self._opened in self._searches.all else None
        self._panel.saving.show_state(same, opened, can_save=not self._workspace.index.asked(words).says_nothing)
        if self._panel.isVisible():
            self._place()

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
        panel.setGeometry(left, corner.y(), width, panel.wanted_height(width, space))

    def _on_clicked(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if hit is not None:
            self._open(hit)

    def _show_more(self, kind: str) -> None:
        """Only this kind, or, where it is alone already, more of it."""
        if self._found.is_narrowed:
            self._most *= _TIMES_MORE
            self._search(keep=True)
        else:
            self._most = _SHOWN * _TIMES_MORE
            self._look_for(f"{self.text().strip()} {written('kind', BY_NAME[kind].plural)}")

    def _open(self, hit: Hit | More) -> None:
        if isinstance(hit, More):
            self._show_more(hit.kind)
            return
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
        elif key in _CHOOSING and self.is_open:
            self._choose(key)
        elif key in _CHOOSING:
            # What was looked for before is shown again; typed a moment ago, its first hit is meant by Enter.
            is_new = self._timer.isActive()
            self.search_now()
            if is_new and key not in _STEPS:
                self._choose(key)
        else:
            super().keyPressEvent(event)

    def _choose(self, key: int) -> None:
        if self._timer.isActive():
            self.search_now()
        if self._panel is None:
            return
        step = _STEPS.get(key)
        hit = self._panel.current() if step is None else None
        if step is not None:
            self._panel.step(step)
        elif hit is not None:
            self._open(hit)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From what is typed to the chips and buttons around the results, where there are some."""
        stops = self._panel.stops if self._panel is not None and self._panel.isVisible() else []
        if forward and stops:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)
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


def _further(index: Index, turn: int, words: str, found: int, _task: Task) -> _Further:
    return _Further(turn, index.nearly(words, found), index.narrowings(words))
