"""The place where what was left in the locked record is sorted: each thing becomes a question, an entry, a reaction or a document."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from ism_desktop import documents
from ism_desktop.documents import ImportResult
from ism_desktop.errors import IsmError
from ism_desktop.language import LazyText, tr, tr_lazy, tr_n
from ism_desktop.records import episodes, inbox_sorting, left_entries, store
from ism_desktop.records.inbox_sorting import Sorted
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.kit.widgets.surfaces import Column, EmptyPlace, PageHead
from ism_desktop.ui.places.inbox.entry_panel import EntryPanel
from ism_desktop.ui.places.inbox.thing_panel import BrokenPanel, NotePanel, PhotoPanel, PressesPanel, ThingPanel
from ism_desktop.ui.record_kit.import_results import result_words
from ism_desktop.ui.record_kit.locked_files import LockedFiles
from ism_desktop.vault import inbox
from ism_desktop.vault.inbox import InboxItem

_DRAFT = "inbox"  # what was changed in a note before it became something is kept like any draft
_SIDE = 400  # pixels
_MOST_VISITS = 40


class InboxPage(Page):
    """A card for each thing, the oldest first. It is reached from Home while something waits."""

    help_text: ClassVar[str | LazyText] = tr_lazy(
        "On the page that asks for your passphrase, “Add a note without unlocking” saves a note, a photo or just "
        "the time, without the passphrase: for you in a bad hour, or for someone who helps you. It stays here "
        "until you file it. “Note in the journal…” there takes an entry for the journal, which you add to "
        "it here. Times that you recorded there during a reaction are filed together, as an "
        "episode.\n\nA note can be changed before you file it. Nothing is lost if you stop halfway: the "
        "rest stays here."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = Column(760)
        self._column.setObjectName("inbox")
        outer.addWidget(self._column)
        self._head = PageHead(tr("Inbox"))
        self._column.body.addWidget(self._head)
        self._pressed: list[InboxItem] = []
        self._locked: dict[int, InboxItem] = {}  # by the id of what became of it
        self._presses = PressesPanel()
        self._presses.episode_wanted.connect(self._on_episode)
        self._presses.all_trash_wanted.connect(self._on_trash_presses)
        self._column.body.addWidget(self._presses)
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self._column.body.addLayout(self._list)
        self._column.body.addStretch(1)
        self._empty = EmptyPlace(
            "mdi6.inbox-outline",
            tr("Your inbox is empty. What you note without unlocking comes here, for you to choose how to file it."),
        )
        outer.addWidget(self._empty, 1)
        self._cards: dict[str, ThingPanel] = {}
        self._items: dict[str, InboxItem] = {}

    # Showing --------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what waits; what is being typed into a card stays."""
        found = inbox_sorting.waiting(self.workspace.vault)
        broken = {Path(name).stem: how for name, how in self._unreadable({item.id for item in found})}
        self._show_presses([item for item in found if inbox_sorting.is_press(item)])
        items = [item for item in found if not inbox_sorting.is_press(item)]
        self._items = {item.id: item for item in items}
        for item_id in self._cards.keys() - self._items.keys() - broken.keys():
            gone = self._cards.pop(item_id)
            gone.hide()
            gone.deleteLater()
        named = self._visits()
        for place, item in enumerate(items):
            if item.id not in self._cards:
                self._list.insertWidget(place, self._card(item, named))
        for item_id, how in broken.items():
            if item_id not in self._cards:
                self._add(BrokenPanel(item_id, how))
                self._list.addWidget(self._cards[item_id])
        number = len(found) + len(broken)
        self._head.set_text(
            tr_n(
                "{number} item was left here while your record was locked.",
                "{number} items were left here while your record was locked.",
                number,
            )
        )
        self._column.setVisible(bool(number))
        self._empty.setVisible(not number)

    def _show_presses(self, presses: list[InboxItem]) -> None:
        self._pressed = presses
        self._presses.setVisible(bool(presses))
        if presses:
            with self.workspace.vault.read() as session:
                goes_on = episodes.running(session, presses[0].at) is not None
            self._presses.show_items(presses, goes_on=goes_on)

    def _unreadable(self, readable: set[str]) -> list[tuple[str, str]]:
        if not inbox.count(self.workspace.vault.path) > len(readable):
            return []
        found = inbox.unreadable(self.workspace.vault)
        return [(name, str(flaw.with_values(file=name))) for name, flaw in found if name.endswith(inbox.ENDING)]

    def _visits(self) -> list[tuple[str, str]]:
        with self.workspace.vault.read() as session:
            found = visits.read_all(session, self.workspace.today())
        return [(visit.id, visit.short_words) for visit in reversed(found[-_MOST_VISITS:])]

    def _add(self, card: ThingPanel) -> None:
        card.trash_wanted.connect(self._on_trash)
        self._cards[card.item_id] = card

    def _card(self, item: InboxItem, named: list[tuple[str, str]]) -> ThingPanel:
        if item.sort == "photo":
            photo = PhotoPanel(item)
            photo.document_wanted.connect(self._on_document)
            self._add(photo)
            work = partial(_picture, self.workspace, item.id)
            self.workspace.background.run(work, owner=self, on_result=self._on_picture, quiet=True)
            return photo
        draft = self.workspace.drafts.get(_DRAFT, item.id)
        text = _left_text(item) if draft is None else str(draft["text"])
        left = left_entries.unpacked(item)
        if left is not None:
            entry = EntryPanel(item, left, text)
            entry.entry_wanted.connect(self._on_entry)
            entry.open_wanted.connect(self._on_open_entry)
            entry.edited.connect(self._on_edited)
            self._add(entry)
            return entry
        note = NotePanel(item, text, named)
        note.entry_wanted.connect(self._on_entry)
        note.question_wanted.connect(self._on_question)
        note.reaction_wanted.connect(self._on_reaction)
        note.appointment_wanted.connect(self._on_appointment)
        note.edited.connect(self._on_edited)
        self._add(note)
        return note

    def _on_picture(self, found: tuple[str, QImage] | None) -> None:
        card = self._cards.get(found[0]) if found is not None else None
        if isinstance(card, PhotoPanel) and found is not None and not found[1].isNull():
            card.show_picture(found[1])

    # Sorting --------------------------------------------------------------------------------------------------------------

    def _words(self, item_id: str) -> str:
        card = self._cards[item_id]
        return card.words if isinstance(card, NotePanel | EntryPanel) else ""

    def _on_edited(self, item_id: str) -> None:
        words = self._words(item_id)
        if words == _left_text(self._items[item_id]).strip():
            self.workspace.drafts.drop(_DRAFT, item_id)
        else:
            self.workspace.drafts.put(_DRAFT, item_id, {"text": words})

    def _on_question(self, item_id: str) -> None:
        item = self._items[item_id]
        self._sort(
            tr("The note was saved as a question."),
            partial(inbox_sorting.as_question, text=self._words(item_id)),
            item,
        )

    def _on_entry(self, item_id: str) -> None:
        work = partial(inbox_sorting.as_entry, text=self._words(item_id))
        self._sort(tr("It was added to the journal."), work, self._items[item_id])

    def _on_open_entry(self, item_id: str) -> None:
        work = partial(inbox_sorting.as_entry, text=self._words(item_id))
        done = self._sort(tr("It was added to the journal."), work, self._items[item_id])
        if done is not None:
            self.workspace.show_page(done.kind, done.record_id)

    def _on_reaction(self, item_id: str, substance: str) -> None:
        work = partial(inbox_sorting.as_reaction, substance=substance, text=self._words(item_id))
        self._sort(tr("The note was saved as a reaction."), work, self._items[item_id])

    def _on_appointment(self, item_id: str, appointment_id: str) -> None:
        work = partial(inbox_sorting.as_appointment_note, appointment_id=appointment_id, text=self._words(item_id))
        self._sort(tr("The note was added to the appointment."), work, self._items[item_id])

    def _sort(self, words: str, work: "partial[Sorted]", item: InboxItem) -> Sorted | None:
        try:
            done = work(self.workspace.vault, item)
        except IsmError as error:
            self.workspace.report(error)
            return None
        self.workspace.drafts.drop(_DRAFT, item.id)
        self.workspace.undo_bar.offer(words, partial(inbox_sorting.take_back, self.workspace.vault, done))
        self._stale = True
        self.ensure_fresh()
        return done

    def _on_episode(self) -> None:
        try:
            done = inbox_sorting.as_episode(self.workspace.vault, self._pressed)
        except IsmError as error:
            self.workspace.report(error)
            return
        undo = partial(inbox_sorting.take_all_back, self.workspace.vault, done)
        self.workspace.undo_bar.offer(tr("The times were filed under Episodes."), undo)
        self._stale = True
        self.ensure_fresh()

    def _on_trash_presses(self) -> None:
        ids = [item.id for item in self._pressed]
        try:
            _throw_all_away(self.workspace, ids)
        except IsmError as error:
            self.workspace.report(error)
            return
        self.workspace.undo_bar.offer(
            tr("Moved to the trash."),
            partial(_put_all_back, self.workspace, ids),
            partial(_throw_all_away, self.workspace, ids),
        )

    def _on_trash(self, item_id: str) -> None:
        try:
            inbox_sorting.throw_away(self.workspace.vault, item_id)
        except IsmError as error:
            self.workspace.report(error)
            return
        self.workspace.drafts.drop(_DRAFT, item_id)
        self.workspace.undo_bar.offer(
            tr("Moved to the trash."),
            partial(_put_back, self.workspace, item_id),
            partial(_throw_away, self.workspace, item_id),
        )
        _say_changed(self.workspace)

    def _on_document(self, item_id: str) -> None:
        card = self._cards[item_id]
        if isinstance(card, PhotoPanel):
            card.keep.setEnabled(False)
        self._begin_document(self._items[item_id], None)

    def _begin_document(self, item: InboxItem, password: str | None) -> None:
        self.workspace.background.run(
            partial(_take_in, self.workspace, item, password),
            owner=self,
            title=tr("Adding {name}", name=item.name),
            on_result=self._on_taken_in,
            on_error=self._on_not_taken_in,
            on_cancelled=self._on_not_taken_in,
        )

    def take_locked(self, locked: Sequence[ImportResult], password: str) -> None:
        """Make documents of locked PDFs that this password opens."""
        for result in locked:
            self._begin_document(self._locked.pop(id(result)), password)

    def leave_locked(self, locked: Sequence[ImportResult]) -> None:
        """Leave these where they are: in the inbox."""
        for result in locked:
            self._locked.pop(id(result))

    def _on_taken_in(self, found: tuple[InboxItem, ImportResult]) -> None:
        item, result = found
        item_id = item.id
        if result.locked is not None:
            self._locked[id(result)] = item
            LockedFiles.of(self.workspace).add([result], self, at_once=True)
        if result.outcome in {"imported", "restored"} and result.document_id is not None:
            undo = partial(_take_photo_back, self.workspace, item_id, result.document_id)
            was = tr("This file was in the trash. It has been restored to your documents.")
            words = was if result.outcome == "restored" else tr("Saved to your documents.")
            self.workspace.undo_bar.offer(words, undo)
        self._let_press_again()
        _say_changed(self.workspace)

    def _on_not_taken_in(self, error: BaseException | None = None) -> None:
        self._let_press_again()
        if error is not None:
            self.workspace.report(error)

    def _let_press_again(self) -> None:
        for card in self._cards.values():
            if isinstance(card, PhotoPanel):
                card.keep.setEnabled(True)


def _left_text(item: InboxItem) -> str:
    """What was typed: of an entry of the journal its note."""
    left = left_entries.unpacked(item)
    return item.text if left is None else left[0].notes


def _picture(workspace: Workspace, item_id: str, _task: Task) -> tuple[str, QImage] | None:
    """A small picture of a photo or of a paper's first page; none where it cannot be drawn."""
    try:
        untrusted = inbox.content(workspace.vault, item_id)
        source = workspace.workers.inspect(untrusted, "")
        drawn = workspace.workers.render(untrusted, source.media_type, 0, 72, within=_SIDE)
    except IsmError:
        return None
    return item_id, QImage.fromData(drawn.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]


def _take_in(workspace: Workspace, item: InboxItem, password: str | None, task: Task) -> tuple[InboxItem, ImportResult]:
    """Import first, and only then take it out of the inbox: interrupted in between, the second import finds the first one's document."""
    vault = workspace.vault
    content = partial(inbox.content, vault, item.id)
    result = documents.import_document(
        vault, workspace.workers, Path(item.name), task, untrusted=content(), password=password
    )
    if result.locked is not None:
        result = replace(result, locked=replace(result.locked, content=content))
    if result.outcome == "in trash":
        result = documents.restore_document(vault, result)
    good = result.outcome != "refused"
    if good:
        inbox.take(vault, item.id)
    if result.locked is None:  # else it is told when its password was asked for
        task.tell(item.name, result_words(result), good=good)
    return item, result


def _say_changed(workspace: Workspace) -> None:
    """Tell every page that the inbox holds something else now: no commit does."""
    workspace.changed.emit(frozenset({_DRAFT}))


def _put_back(workspace: Workspace, item_id: str) -> None:
    inbox.put_back(workspace.vault, item_id)
    _say_changed(workspace)


def _throw_away(workspace: Workspace, item_id: str) -> None:
    inbox_sorting.throw_away(workspace.vault, item_id)
    _say_changed(workspace)


def _put_all_back(workspace: Workspace, ids: list[str]) -> None:
    for item_id in ids:
        inbox.put_back(workspace.vault, item_id)
    _say_changed(workspace)


def _throw_all_away(workspace: Workspace, ids: list[str]) -> None:
    for item_id in ids:
        inbox_sorting.throw_away(workspace.vault, item_id)
    _say_changed(workspace)


def _take_photo_back(workspace: Workspace, item_id: str, document_id: str) -> None:
    inbox.put_back(workspace.vault, item_id)
    with workspace.vault.write() as session:
        store.trash(session, DOCUMENTS, document_id)
