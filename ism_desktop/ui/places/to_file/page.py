"""The place where new documents are filed by keyboard: the pages on the left, what is proposed on the right, Enter files and goes on."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.documents.nearest import Near, nearest
from ism_desktop.documents.page_plan import Plan
from ism_desktop.documents.proposals import proposing
from ism_desktop.documents.proposals.proposing import Proposals
from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import store, vault_settings
from ism_desktop.records.kinds.documents import DOCUMENTS, ids_to_file
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import tab_order
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import FootedColumn, PageHead
from ism_desktop.ui.places.to_file import filing
from ism_desktop.ui.places.to_file.empty_pile import EmptyPile, place_words
from ism_desktop.ui.places.to_file.filing_form import FilingForm
from ism_desktop.ui.places.to_file.near_twins import NearTwins
from ism_desktop.ui.places.to_file.pile import Pile
from ism_desktop.ui.places.to_file.rule_offer import RuleOffer
from ism_desktop.ui.record_kit.actions import move_to_trash
from ism_desktop.ui.record_kit.coming import Coming
from ism_desktop.ui.record_kit.upright import PAGES_DRAFT, Upright, make_upright, offer_undo
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer

_SIDE = 420  # pixels at 100 %
_BESIDE = 390
_UPRIGHT = "Ctrl+U"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about a document of the pile: how it may be filed, and what it is nearly the same as."""

    proposals: Proposals
    near: Near | None = None


class ToFilePage(Page):
    """The pile. A document leaves it when a person confirms how it is filed."""

    kinds = frozenset({"documents", "care_team", "filing_rules", vault_settings.NAME})
    takes_keys = True
    help_text = tr_lazy(
        "New documents wait here until you say how they are filed. What the program proposes is filled in already, with the place"
        " where it stands: check it against the page on the left. Enter files the document and shows the next one.\n\n"
        "Proposals come from the text of the document, from the names in your care team, and from your filing rules."
        " Nothing is filed without you.\n\nTab goes from “File and next” to the title. Ctrl+U sets pages upright that lie sideways"
        " or upside down.\n\n“Later” (Ctrl+Shift+Enter) leaves a document on the pile. Ctrl+Z takes the last"
        " filing back. Del moves a document to the trash. What you have typed and not filed is kept.\n\nWhere a document is nearly the"
        " same as an earlier one, a line says so. C shows both side by side, K keeps both, O opens the other, R restores it from the"
        " trash. Filing keeps both, too."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.pile = Pile()
        self._ready: dict[str, _Found] = {}  # of the next document, before it is shown
        self._asked: set[str] = set()
        self._coming = Coming.of(workspace)
        self._coming.changed.connect(self._say)
        self._is_ready = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.head = PageHead(tr("To be filed"))
        self.head.add_button(
            button(tr("Filing rules…"), self._on_rules, icon_name="mdi6.file-cog-outline", name="open_rules")
        )
        column.addWidget(self.head)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self._empty = EmptyPile(self._on_shelf)
        self._stack.addWidget(self._empty)
        self._build()

    def _build(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal, self._stack)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._stack.addWidget(self._split)
        left = QWidget(self._split)
        pages = QVBoxLayout(left)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(12)
        self.upright = Upright(self.workspace, self, _UPRIGHT)
        self.upright.wanted.connect(self._on_upright)
        pages.addWidget(self.upright.banner)
        self._viewers = QStackedWidget(left)  # the second one holds the next document, so that it is there at once
        pages.addWidget(self._viewers, 1)
        for _ in range(2):
            viewer = DocumentViewer(self.workspace)
            viewer.keep_small()
            viewer.opened.connect(partial(self._on_laid_out, viewer))
            self._viewers.addWidget(viewer)
        self._split.addWidget(left)
        side = FootedColumn(_SIDE, margin=12)
        self._split.addWidget(side)
        self.offer = RuleOffer(self.workspace, side)
        self.form = FilingForm(self.workspace, side)
        self.form.page_wanted.connect(self._on_page_wanted)
        self.near = NearTwins(self.workspace, self)
        self.near.trash_wanted.connect(self.trash_selected)
        self.near.decided.connect(self._on_decided)
        for part in (self.offer, self.near.line, self.form):
            side.body.addWidget(part)
        side.body.addStretch(1)
        # Without pictures, both stand in one line at large text in a small window.
        later = button(tr("Later"), self.skip, name="file_later")
        later.setToolTip("Ctrl+Shift+Enter")
        self.go = button(tr("File and next"), self.file_current, role="primary", name="file_next")
        self.go.setToolTip(tr("Enter"))
        self.setFocusProxy(self.go)
        side.foot.addWidget(later)
        side.foot.addWidget(self.go)
        tab_order.reach_before(
            self.go, self.form
        )  # the cursor waits there; Tab goes on to the title, the first of the form
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        theme().changed.connect(self._share)
        self._share()

    def _share(self) -> None:
        """Side by side where both have room, if little, else the pages above what is filled in."""
        beside = self.width() >= theme().px(_BESIDE)
        self._split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        side = min(theme().px(_SIDE), self.width() * 11 // 20)
        self._split.setSizes([self.width() - side, side] if beside else [2, 3])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share()

    @property
    def viewer(self) -> DocumentViewer:
        """The pages of the document that is on top."""
        return self._viewers.currentWidget()  # pyright: ignore[reportReturnType]  (holds nothing else)

    @property
    def _second(self) -> DocumentViewer:
        return self._viewers.widget(1 - self._viewers.currentIndex())  # pyright: ignore[reportReturnType]

    @property
    def shown_record(self) -> tuple[str, str] | None:
        """The document that is on top."""
        return None if self.pile.current is None else (DOCUMENTS.name, self.pile.current)

    # Showing -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what waits; the document that is shown stays while it does."""
        before = self.pile.current
        with self.workspace.vault.read() as session:
            waiting = ids_to_file(session)
            current = self.pile.follow(waiting)
            record = None if current is None else store.get(session, DOCUMENTS, current)
        self._stack.setCurrentIndex(0 if record is None else 1)
        self._say()
        if record is None:
            self.form.put_away()
            self.viewer.open(None, "", 0)
        elif current != before or self.form.binding.record_id != current:
            self._show(record)
        else:
            self.viewer.follow(record.title, record.values["file_id"], record.values["pages"])
            self.form.binding.follow(record)
            self.near.line.refresh()

    def show_record(self, record_id: str, page: int | None = None) -> None:  # noqa: ARG002  (as the window asks)
        """Put a document on top."""
        if record_id in self.pile.waiting:
            self.pile.current = record_id
            self._show_current()

    def _show_current(self) -> None:
        if self.pile.current is None:
            self.refresh()
            return
        with self.workspace.vault.read() as session:
            record = store.get(session, DOCUMENTS, self.pile.current)
        self._say()
        self._show(record)

    def _say(self) -> None:
        words = place_words(self.pile, self._coming.number)
        self._empty.say(self._coming.number)
        self.head.set_text(words)
        self.head.setAccessibleDescription(words)

    def _show(self, record: Record) -> None:
        if self._second.document_id == record.id:
            self._viewers.setCurrentWidget(self._second)
        self.viewer.open(record.id, record.title, record.values["pages"])
        self.viewer.follow(record.title, record.values["file_id"], record.values["pages"])
        self._offer_upright()
        self.form.open(record)
        self.near.show(None)
        self._is_ready = False  # what is proposed has to be seen before it can be confirmed
        ready = self._ready.pop(record.id, None)
        if ready is not None:
            self._take(ready)
        else:
            self._ask(record.id)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    # Upright ---------------------------------------------------------------------------------------------------------------

    def _offer_upright(self) -> None:
        """Offer to set upright what reading found to lie; pages that are being edited elsewhere are left to that."""
        current = self.pile.current
        if current is None or self.workspace.drafts.get(PAGES_DRAFT, current) is not None:
            self.upright.withdraw()
            return
        with self.workspace.vault.read() as session:
            record = store.find(session, DOCUMENTS, current)
        self.upright.offer(record, self.viewer)

    def _on_upright(self, record: Record, plan: Plan) -> None:
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed has gone
        self.workspace.background.run(
            partial(make_upright, self.workspace, record.id, plan),
            owner=self,
            title=tr("Making a new version of {title}", title=record.title),
            on_result=partial(offer_undo, self.workspace),
        )

    # Proposals -----------------------------------------------------------------------------------------------------------

    def _ask(self, document_id: str) -> None:
        if document_id in self._asked:
            return
        self._asked.add(document_id)
        self.workspace.background.run(
            self._proposing(document_id),
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_proposed,
            on_error=partial(self._on_unread, document_id),
        )

    def _proposing(self, document_id: str) -> Callable[[Task], _Found]:
        vault, today, day_first = self.workspace.vault, self.workspace.today(), self.workspace.day_first
        workers = self.workspace.workers

        def propose(_task: Task) -> _Found:
            found = _Found(Proposals(document_id, {}))
            with contextlib.suppress(IsmError):  # its text is damaged: it can be filed all the same
                proposals = proposing.propose(vault, document_id, today=today, day_first=day_first, workers=workers)
                found = _Found(proposals)
                found = _Found(proposals, nearest(vault, workers, document_id))
            return found

        return propose

    def _on_unread(self, document_id: str, error: BaseException) -> None:
        self.workspace.report(error)
        self._on_proposed(_Found(Proposals(document_id, {})))

    def _on_proposed(self, found: _Found) -> None:
        document_id = found.proposals.document_id
        self._asked.discard(document_id)
        if document_id == self.pile.current:
            self._take(found)
        else:
            self._ready = {document_id: found}

    def _take(self, found: _Found) -> None:
        self.form.propose(found.proposals)
        self.near.show(found.near)
        self._is_ready = True
        self._prepare()

    def _prepare(self) -> None:
        """Have the next document ready before it is asked for: its proposals, and its first page."""
        following = self.pile.after(self.pile.current)
        if following is None or following in self._ready:
            return
        with self.workspace.vault.read() as session:
            record = store.find(session, DOCUMENTS, following)
        if record is not None:
            self._ask(following)
            self._second.open(record.id, record.title, record.values["pages"])
            self._second.follow(record.title, record.values["file_id"], record.values["pages"])

    def _on_laid_out(self, viewer: DocumentViewer) -> None:
        if viewer is self.viewer:
            self._offer_upright()
        sharpest = self.viewer.pictures.sharpest(1)
        if viewer is not self.viewer and sharpest:
            viewer.pictures.want([(1, sharpest)])

    def _on_page_wanted(self, page: int) -> None:
        self.viewer.area.go_to(page)

    # Doing ---------------------------------------------------------------------------------------------------------------

    def file_current(self) -> None:
        """File the document as it stands here, and show the next one."""
        current = self.pile.current
        if current is None or not self._is_ready:
            return
        try:
            offer = filing.file(self.workspace, current, self.form.values(), self.near.kept_with)
        except InvalidRecord as error:
            self.form.binding.mark(error)
            marked = self.form.binding.first_marked
            if marked is not None:
                marked.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.form.binding.forget_draft()
        self.offer.show_offer(offer)
        self.refresh()

    def skip(self) -> None:
        """Leave the document on the pile, and show the next one."""
        before = self.pile.current
        if self.pile.skip() != before:
            self._show_current()

    def save(self) -> None:
        """The same as Enter."""
        self.file_current()

    def trash_selected(self) -> None:
        """Move the document to the trash, and show the next one."""
        if self.pile.current is not None:
            move_to_trash(self.workspace, DOCUMENTS, [self.pile.current])
            self.refresh()

    def leave(self) -> None:
        """Keep what is typed as a draft; what was only proposed is proposed again."""
        self.form.put_away()

    def _on_decided(self) -> None:
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed may have gone

    def _on_rules(self) -> None:
        self.workspace.show_page("filing_rules")

    def _on_shelf(self) -> None:
        self.workspace.show_page(DOCUMENTS.name)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the button that files to the first field, for nothing stands below it and the fields are what is corrected."""
        if forward and self.focusWidget() is self.go:
            self.form.rows["title"].editor.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter files, wherever the cursor is in a line; with Ctrl and Shift it leaves the document for later; Ctrl+U sets it upright."""
        if event.key() == Qt.Key.Key_U and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.upright.accept()
            return
        if event.key() in _ENTER and self.pile.current is not None:
            held = event.modifiers()
            focused = self.focusWidget()
            if held & Qt.KeyboardModifier.ShiftModifier and held & Qt.KeyboardModifier.ControlModifier:
                self.skip()
            elif isinstance(focused, QAbstractButton) and focused is not self.go:
                focused.click()
            else:
                self.file_current()
            return
        if self.viewer.knows(event):
            self.viewer.run(event)
        elif not self.near.press(event):
            super().keyPressEvent(event)
