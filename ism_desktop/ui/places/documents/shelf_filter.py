"""What the shelf is narrowed by besides the kind: a menu with tags, senders and places, and a line that says what is left out."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ism_desktop.language import tr
from ism_desktop.records import document_filter
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.tag_names import last_part
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.record_kit.tag_look import TagLooks, tag_icon

_INDENT = "    "


class ShelfFilter(QWidget):
    """The line under the controls; `opening` is the button beside them. `changed` when something else shall be shown."""

    changed = Signal()
    tags_wanted = Signal()
    rules_wanted = Signal()
    fields_wanted = Signal()
    labels_wanted = Signal()

    def __init__(self, workspace: Workspace, looks: TagLooks, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._looks = looks
        self.chosen = DocumentFilter()
        self.opening = icon_button(tr("Show only…"), "mdi6.filter-variant", name="narrow")
        self.opening.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.opening)
        self._menu.setObjectName("narrow_menu")
        self._menu.aboutToShow.connect(self._fill)
        self.opening.setMenu(self._menu)
        line = FlowLayout(self, spacing=4)
        self._all = button("", self.clear, role="segment", name="narrowed")
        line.addWidget(self._all)
        self.hide()

    def choose(self, wanted: DocumentFilter) -> None:
        """Show only these."""
        if wanted != self.chosen:
            self.chosen = wanted
            self._say()
            self.changed.emit()

    def clear(self) -> None:
        """Show everything again."""
        self.choose(DocumentFilter())

    def refresh(self) -> None:
        """Draw a tag as it looks now."""
        self._say()

    def _say(self) -> None:
        chosen = self.chosen
        words = ""
        if chosen.tag:
            words = tr("Tag: {tag}", tag=chosen.tag)
            self._all.setIcon(self._looks.icon(chosen.tag, before_words=True))
        elif chosen.sender:
            words = tr("From: {name}", name=chosen.sender)
            self._all.setIcon(icon("mdi6.account-outline", "text", before_words=True))
        elif chosen.shelf_mark:
            words = tr("Paper in: {place}", place=chosen.shelf_mark)
            self._all.setIcon(icon("mdi6.archive-outline", "text", before_words=True))
        elif chosen.to_file:
            words = tr("To be filed")
            self._all.setIcon(icon("mdi6.tray-full", "text", before_words=True))
        self._all.setText(f"{words}  ✕".replace("&", "&&"))
        self._all.setAccessibleName(tr("Shown: {what}. Show all documents again", what=words))
        self._all.setToolTip(tr("Show all documents again"))
        self.setVisible(not chosen.is_empty)

    # The menu ------------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Read what can be chosen only now: going through all documents takes longer than a page may take to be shown."""
        self._menu.clear()
        with self._workspace.vault.read() as session:
            offered = document_filter.offered(session)
        if not self.chosen.is_empty:
            self._menu.addAction(icon("mdi6.filter-off-outline", "muted"), tr("Show all documents again"), self.clear)
            self._menu.addSeparator()
        if offered.to_file:
            words = tr("To be filed ({number})", number=offered.to_file)
            self._add(self._menu, words, DocumentFilter(to_file=True), icon("mdi6.tray-full", "muted"))
        if offered.tags:
            menu = self._menu.addMenu(icon("mdi6.tag-outline", "muted"), tr("Tag"))
            for tag in offered.tags:
                words = f"{_INDENT * tag.depth}{last_part(tag.name)} ({tag.number})"
                self._add(menu, words, DocumentFilter(tag=tag.name), tag_icon(tag.colour, tag.icon))
        if offered.senders:
            menu = self._menu.addMenu(icon("mdi6.account-outline", "muted"), tr("From"))
            for sender, number in offered.senders:
                self._add(menu, f"{sender} ({number})", DocumentFilter(sender=sender))
        if offered.shelf_marks:
            menu = self._menu.addMenu(icon("mdi6.archive-outline", "muted"), tr("Where the paper is"))
            for mark, number in offered.shelf_marks:
                self._add(menu, f"{mark} ({number})", DocumentFilter(shelf_mark=mark))
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        self._menu.addAction(icon("mdi6.tag-multiple-outline", "muted"), tr("Tags…"), self.tags_wanted.emit)
        self._menu.addAction(icon("mdi6.file-cog-outline", "muted"), tr("Filing rules…"), self.rules_wanted.emit)
        self._menu.addAction(icon("mdi6.form-textbox", "muted"), tr("Own fields…"), self.fields_wanted.emit)
        self._menu.addAction(icon("mdi6.label-outline", "muted"), tr("Labels for papers…"), self.labels_wanted.emit)

    def _add(self, menu: QMenu, words: str, wanted: DocumentFilter, picture: Any = None) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        if picture is not None:
            action.setIcon(picture)
        action.setCheckable(False)
        action.triggered.connect(partial(self._on_chosen, wanted))

    def _on_chosen(self, wanted: DocumentFilter, _checked: bool = False) -> None:
        self.choose(wanted)
