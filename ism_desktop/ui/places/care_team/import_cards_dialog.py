"""Contact cards before they are taken in: whom to take, whom of the team a card may be, what it fills in, and what was not read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QListView, QListWidgetItem, QWidget

from ism_desktop.errors import DamagedFile, IsmError
from ism_desktop.exchange import cards_in
from ism_desktop.exchange.cards_in import Likeness, Offered
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import reverting, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import DETAIL, TickList
from ism_desktop.vault import Vault
from ism_desktop.worker import CardFile, RefusedCard, Workers

_REFUSED_SAID = 4
_AT_ONCE = 200  # rows
_SEVERAL = 15  # from so many cards on there is a line to filter them by
_LARGEST = 50 * 1024 * 1024


class ImportCardsDialog(Dialog):
    """Nothing is ticked at first: an address book holds more than a care team. What a card says of somebody in the team fills gaps only."""

    def __init__(self, workspace: Workspace, path: Path, window: QWidget) -> None:
        super().__init__(tr("Add from contact cards"), window, name="import_cards", width=760, height=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.offers: dict[str, Offered] = {}
        self._waiting: list[Offered] = []
        self._searched: dict[str, str] = {}  # what the filter looks through
        # By the number of the card: the id of the entry that it fills, or empty for a new one.
        self._chosen: dict[str, str] = {}
        self.said = label(tr("Reading “{file}”…", file=path.name))
        self.said.setObjectName("import_cards.said")
        self.body.addWidget(self.said)
        self.filter = QLineEdit()
        self.filter.setObjectName("import_cards.filter")
        self.filter.setPlaceholderText(tr("Filter this list"))
        self.filter.setAccessibleName(tr("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.hide()
        self.body.addWidget(self.filter)
        self.list = TickList(tr("Contact cards"), name="import_cards.list")
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # an address book may hold thousands
        self.list.itemChanged.connect(self._say_count)
        self.list.currentItemChanged.connect(self._on_current)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._detail())
        self.refused = secondary("")
        self.refused.setObjectName("import_cards.refused")
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.take = button(tr("Add"), self._on_take, role="primary", name="import_cards.take")
        self.take.setEnabled(False)
        self.foot.addWidget(self.take)
        work = partial(_read, workspace.workers, workspace.vault, path)
        workspace.background.run(work, owner=self, on_result=self._on_read, on_error=self._on_failed, quiet=True)

    def _detail(self) -> QWidget:
        self.panel = Panel()
        self.panel.hide()
        self.who = DropDown()
        self.who.setObjectName("import_cards.who")
        self.who.setAccessibleName(tr("What becomes of this card"))
        self.who.currentIndexChanged.connect(self._on_who)
        self.words = secondary("")
        self.words.setObjectName("import_cards.words")
        self.panel.body.addWidget(self.who)
        self.panel.body.addWidget(self.words)
        return self.panel

    # Reading -------------------------------------------------------------------------------------------------------------

    def _on_read(self, read: tuple[CardFile, list[Offered]]) -> None:
        found, offers = read
        self._waiting = list(reversed(offers))
        self._add_some()
        self.said.setText(_found_words(found))
        self.filter.setVisible(len(offers) >= _SEVERAL)
        self.refused.setText("\n".join(_refused_lines(found)))
        self.refused.setVisible(bool(self.refused.text()))
        if self.offers:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_count()

    def _add_some(self) -> None:
        """Add the next rows, as many as an eye does not notice; the rest in the turns of the window that follow."""
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            one = self._waiting.pop()
            key = str(one.card.number)
            self.offers[key] = one
            self._chosen[key] = next((like.member.id for like in one.like if like.is_likely), "")
            line = self._line(key)
            self.list.add_row(key, one.card.name, line)
            self._searched[key] = folded(f"{one.card.name} {line}")
        self.list.blockSignals(False)  # noqa: FBT003
        if self._waiting:
            QTimer.singleShot(0, self, self._add_some)
        elif self.filter.text():
            self._on_filter(self.filter.text())

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, IsmError):
            self._workspace.report(error)
            return
        self.said.setText(f"{error.what} {error.advice}")

    def _line(self, key: str) -> str:
        """What stands below the name: what becomes of the card, and by what the person is known."""
        one, member_id = self.offers[key], self._chosen[key]
        like = _chosen_of(one, member_id)
        parts = [_becomes(one, like)]
        if one.repeats:
            parts.append(tr("the same as card {number}", number=one.repeats))
        known = [one.values.get(name) for name in ("role", "organisation", "phone", "direct_phone", "email")]
        return " · ".join(str(part) for part in (*parts, *known) if part)

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_current(self, item: QListWidgetItem | None) -> None:
        one = None if item is None else self.offers.get(self._key(item))
        self.panel.setVisible(one is not None)
        if item is None or one is None:
            return
        self.who.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.who.clear()
        self.who.addItem(tr("Add as a new entry"), "")
        for like in one.like:
            self.who.addItem(_is_this_one(like), like.member.id)
        self.who.setCurrentIndex(max(0, self.who.findData(self._chosen[self._key(item)])))
        self.who.blockSignals(False)  # noqa: FBT003
        self._say_words(one)

    def _on_who(self) -> None:
        item = self.list.currentItem()
        key = self._key(item)
        self._chosen[key] = self.who.currentData() or ""
        item.setData(DETAIL, self._line(key))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, self._line(key))
        self._say_words(self.offers[key])

    def _say_words(self, one: Offered) -> None:
        like = _chosen_of(one, self.who.currentData() or "")
        new = dict(one.values) if like is None else cards_in.filling(like.member, one.values)
        if like is not None and isinstance(new.get("more_phones"), Rows):
            there = like.member.values["more_phones"]
            known = there.rows if isinstance(there, Rows) else ()
            new["more_phones"] = Rows.of(row for row in new["more_phones"].rows if row not in known)
        lines = [
            tr("{label}: {value}", label=CARE_TEAM.field(name).label, value=in_one_line(CARE_TEAM.field(name), value))
            for name, value in new.items()
        ]
        if like is not None:
            for name in cards_in.differing(like.member, one.values):
                field = CARE_TEAM.field(name)
                lines.append(
                    tr(
                        "{label}: “{own}” stays; the card says “{card}”.",
                        label=field.label,
                        own=in_one_line(field, like.member.values[name]),
                        card=in_one_line(field, one.values[name]),
                    )
                )
        self.words.setText("\n".join(lines) if lines else tr("This card says nothing new."))

    @staticmethod
    def _key(item: QListWidgetItem) -> str:
        return str(item.data(int(Qt.ItemDataRole.UserRole)))

    def _on_filter(self, text: str) -> None:
        wanted = folded(text).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            said = self._searched[self._key(item)]
            is_hidden = not all(word in said for word in wanted)
            if is_hidden is not item.isHidden():
                item.setHidden(is_hidden)

    def _say_count(self) -> None:
        ticked = len(self.list.ticked())
        self.take.setText(tr_n("Add {number} card", "Add {number} cards", ticked) if ticked else tr("Add"))
        self.take.setAccessibleName(self.take.text())
        self.take.setEnabled(ticked > 0)

    def _on_take(self) -> None:
        chosen = [(self.offers[key], self._chosen[key]) for key in self.list.ticked()]
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                added, filled = cards_in.take_in(session, chosen)
                until = reverting.mark(session)
        except IsmError as error:
            self._workspace.report(error)
            return
        if added or filled:
            words = tr("Contact cards: {added} added, {filled} filled in.", added=added, filled=filled)
            self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, since, until))
        self.accept()


def _read(workers: Workers, vault: Vault, path: Path, _task: Task) -> tuple[CardFile, list[Offered]]:
    try:
        with path.open("rb") as file:
            untrusted = file.read(_LARGEST + 1)
    except OSError as error:
        raise DamagedFile(
            tr("“{file}” could not be opened.", file=path.name), tr("Check that it is still there, and try again.")
        ) from error
    found = workers.contact_cards(untrusted)
    with vault.read() as session:
        team = store.list_active(session, CARE_TEAM)
    return found, cards_in.offered(found.cards, team)


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)


def _chosen_of(one: Offered, member_id: str) -> Likeness | None:
    return next((like for like in one.like if like.member.id == member_id), None)


def _becomes(one: Offered, like: Likeness | None) -> str:
    if like is None:
        return tr("New entry")
    new = [CARE_TEAM.field(name).label for name in cards_in.filling(like.member, one.values)]
    if not new:
        return tr("{name} in your care team; nothing new", name=like.member.title)
    return tr("{name} in your care team; fills in {fields}", name=like.member.title, fields=in_use().listed(new))


def _is_this_one(like: Likeness) -> str:
    if like.same_name and like.same_reach:
        return tr("It is {name}: the same name, and the same phone or e-mail", name=like.member.title)
    if like.same_name:
        return tr("It is {name}: the same name", name=like.member.title)
    return tr("It is {name}: the same phone or e-mail, another name", name=like.member.title)


def _found_words(found: CardFile) -> str:
    if not found.cards:
        return tr("No contact card could be read in this file.")
    counted = tr_n("{number} contact card was found.", "{number} contact cards were found.", len(found.cards))
    return tr("{counted} Tick whom you want in your care team.", counted=counted)


def _refused_lines(found: CardFile) -> list[str]:
    """What was not read or is not taken over, a line each."""
    lines = [_refused_words(one) for one in found.refused[:_REFUSED_SAID]]
    more = len(found.refused) - len(lines)
    if more > 0:
        lines.append(tr_n("{number} more card was not read.", "{number} more cards were not read.", more))
    if any(card.has_picture for card in found.cards):
        lines.append(tr("Pictures in the cards are not taken over."))
    names: Sequence[str] = sorted({name.upper() for card in found.cards for name in card.left_out})
    if names:
        lines.append(tr("Not taken over, because there is no place for it: {names}.", names=in_use().listed(names)))
    return lines


def _refused_words(one: RefusedCard) -> str:
    number = one.number
    match one.code:
        case "unended":
            return tr("Card {number} was not read: its end is missing.", number=number)
        case "line" if one.line:
            return tr("Card {number} was not read: its line {line} is damaged.", number=number, line=one.line)
        case "version":
            return tr("Card {number} was not read: it does not say that it is version 2.1, 3.0 or 4.0.", number=number)
        case "nameless":
            return tr("Card {number} was not read: it has no name.", number=number)
        case "too_many":
            return tr("From card {number} on nothing was read: there are too many in one file.", number=number)
        case _:
            return tr("Card {number} was not read: it is damaged.", number=number)
