"""The pages of a document with the strip of thumbnails beside them, and below them what the marks of doubtful words mean."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.viewer.doubts import Doubts
from ism_desktop.ui.record_kit.viewer.finding import Spot, Stretch
from ism_desktop.ui.record_kit.viewer.page_area import PageArea
from ism_desktop.ui.record_kit.viewer.page_layout import Fit
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures
from ism_desktop.ui.record_kit.viewer.page_strip import PageStrip

_SETTING, _STRIP, _DOUBTS = "viewer", "strip", "doubts"
_ROOM = 600  # pixels at 100 % from which the strip is shown by itself
_WIDEST, _NARROWEST, _SHARE = 136, 72, 0.26


class PagesSide(QWidget):
    """`changed` says that the strip or the marks were shown or hidden; whether they are is remembered. `front_wanted` asks for the
    pages, should anything else be shown in their place.
    """

    changed = Signal()
    front_wanted = Signal()

    def __init__(self, workspace: Workspace, pictures: PagePictures) -> None:
        super().__init__()
        self._workspace = workspace
        self._pages = 0
        self._own: dict[str, bool] | None = None
        self.doubts = Doubts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        column.addLayout(row, 1)
        self.strip = PageStrip(workspace, self)
        self.strip.hide()
        self.area = PageArea(pictures, self)
        row.addWidget(self.strip)
        row.addWidget(self.area, 1)
        self._legend = QWidget(self)
        self._legend.setObjectName("doubts")
        line = QHBoxLayout(self._legend)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._words = small("")
        self._words.setObjectName("doubts.words")
        line.addWidget(self._words, 1)
        line.addWidget(
            icon_button(tr("Next doubtful word (F8)"), "mdi6.chevron-down", self.next_doubt, name="doubts.next")
        )
        line.addWidget(icon_button(tr("Hide the marks"), "mdi6.close", self.toggle_doubts, name="doubts.hide"))
        self._legend.hide()
        column.addWidget(self._legend)
        pictures.rested.connect(self._on_rested)
        self.area.page_changed.connect(self.strip.show_page)
        theme().changed.connect(self._fit)

    def open(self, document_id: str | None, pages: int) -> None:
        """Turn to another document or version, or to none."""
        self._pages = pages if document_id is not None else 0
        self.strip.open(document_id, pages)
        self.show_doubts(Doubts())
        self._fit()

    def _on_rested(self, rested: bool) -> None:
        self.strip.pictures.hold(held=not rested)  # the pages themselves come first

    def keep_small(self) -> None:
        """Stand beside something else: what is shown or hidden here counts for here alone."""
        self._own = {}

    def _wish(self, name: str) -> bool | None:
        if self._own is not None and name == _STRIP:
            return self._own.get(name)
        return self._workspace.settings["lists"].get(_SETTING, {}).get(name)

    def _keep(self, name: str, *, wish: bool) -> None:
        if self._own is not None and name == _STRIP:
            self._own[name] = wish
            return
        lists = self._workspace.settings["lists"]
        self._workspace.settings["lists"] = lists | {_SETTING: lists.get(_SETTING, {}) | {name: wish}}

    # The strip -----------------------------------------------------------------------------------------------------------

    @property
    def has_strip(self) -> bool:
        """Whether the strip is shown."""
        return not self.strip.isHidden()

    def toggle_strip(self) -> None:
        """Show or hide the strip, and remember that."""
        self.front_wanted.emit()
        self._keep(_STRIP, wish=not self.has_strip)
        self._fit()

    def _fit(self) -> None:
        """Without a wish of the person, the strip is there where a document has several pages and there is room."""
        wish = self._wish(_STRIP)
        shown = self._pages > 1 and (self.width() >= theme().px(_ROOM) if wish is None else wish)
        wide = min(theme().px(_WIDEST), max(theme().px(_NARROWEST), round(self.width() * _SHARE)))
        if self.strip.maximumWidth() != wide:
            self.strip.setFixedWidth(wide)
        if shown is self.strip.isHidden():
            self.strip.setVisible(shown)
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the strip where it has room."""
        super().resizeEvent(event)
        self._fit()

    # Doubtful words ------------------------------------------------------------------------------------------------------

    @property
    def marks_doubts(self) -> bool:
        """Whether doubtful words are marked; they are unless the person said otherwise."""
        return self._wish(_DOUBTS) is not False

    def show_doubts(self, doubts: Doubts) -> None:
        """Mark these words on the pages."""
        self.doubts = doubts
        shown = self.marks_doubts and doubts.count > 0
        self.area.set_doubts(doubts if shown else Doubts())
        if shown:
            words = tr_n(
                "{number} word was read with doubt, it is dotted. Click it to check it.",
                "{number} words were read with doubt, they are dotted. Click one to check it.",
                doubts.count,
            )
            self._words.setText(words)
        self._legend.setVisible(shown)
        self.changed.emit()

    def toggle_doubts(self) -> None:
        """Mark doubtful words, or do not, and remember that."""
        self._keep(_DOUBTS, wish=not self.marks_doubts)
        self.show_doubts(self.doubts)

    def next_doubt(self) -> None:
        """Choose the next doubtful word."""
        self._step(1)

    def previous_doubt(self) -> None:
        """Choose the doubtful word before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        self.front_wanted.emit()
        chosen = self.area.selection
        here = chosen.first if chosen is not None else Spot(self.area.page, -1)
        found = self.doubts.step(here, direction)
        if found is not None:
            self.area.choose(Stretch(found, found))
            self.area.setFocus()

    def word_in_hand(self, sizes: Sequence[object]) -> Spot | None:
        """The first of the chosen words, where they are on a page that has text."""
        chosen = self.area.selection
        return chosen.first if chosen is not None and chosen.first.page <= len(sizes) else None

    # How pages are looked at ---------------------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        """Make the page larger."""
        self.area.zoom_by(1)

    def zoom_out(self) -> None:
        """Make the page smaller."""
        self.area.zoom_by(-1)

    def fit_width(self) -> None:
        """Make the page as wide as the window."""
        self.area.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """Show the whole page."""
        self.area.set_fit(Fit.PAGE)

    def toggle_one_page(self) -> None:
        """Show one page at a time, or all under one another."""
        self.area.set_one_page(one_page=not self.area.view.one_page)

    def copy(self) -> None:
        """Copy what is chosen."""
        self.area.copy()

    def select_sentence(self) -> None:
        """Choose the sentence around what is chosen or found."""
        self.area.select_sentence()

    def select_page(self) -> None:
        """Choose all words of the page."""
        self.area.select_page()
