"""Contact cards before they are taken in: whom to take, whom of the team a card may be, what it fills in, and what was not read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.exchange import cards_in
from ism_desktop.exchange.cards_in import Likeness, Offered
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.import_list_dialog import ImportListDialog, ImportRow, file_bytes
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import CardFile, RefusedCard, Workers

_REFUSED_SAID = 4
_LARGEST = 50 * 1024 * 1024


class ImportCardsDialog(ImportListDialog):
    """Nothing is ticked at first: an address book holds more than a care team. What a card says of somebody in the team fills gaps only."""

    def __init__(self, workspace: Workspace, path: Path, window: QWidget) -> None:
        words, listed = tr("Add from contact cards"), tr("Contact cards")
        super().__init__(workspace, path, window, words=words, listed=listed, name="import_cards")
        self.offers: dict[str, Offered] = {}
        # By the number of the card: the id of the entry that it fills, or empty for a new one.
        self._chosen: dict[str, str] = {}
        self.who = DropDown()
        self.who.setObjectName("import_cards.who")
        self.who.setAccessibleName(tr("What becomes of this card"))
        self.who.currentIndexChanged.connect(self._on_who)
        self.panel.body.insertWidget(self.panel.body.indexOf(self.words), self.who)
        self.begin(partial(_read, workspace.workers, workspace.vault, path), self._on_read)

    # Reading -------------------------------------------------------------------------------------------------------------

    def _on_read(self, read: tuple[CardFile, list[Offered]]) -> None:
        found, offers = read
        rows: list[ImportRow] = []
        for one in offers:
            key = str(one.card.number)
            self.offers[key] = one
            self._chosen[key] = next((like.member.id for like in one.like if like.is_likely), "")
            rows.append(ImportRow(key, one.card.name, self._line(key)))
        self.show_rows(rows, _found_words(found), _refused_lines(found))

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

    def show_chosen(self, key: str) -> None:
        """Offer whom of the team the card may be."""
        one = self.offers[key]
        self.who.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.who.clear()
        self.who.addItem(tr("Add as a new entry"), "")
        for like in one.like:
            self.who.addItem(_is_this_one(like), like.member.id)
        self.who.setCurrentIndex(max(0, self.who.findData(self._chosen[key])))
        self.who.blockSignals(False)  # noqa: FBT003
        self._say_words(one)

    def _on_who(self) -> None:
        item = self.list.currentItem()
        key = self.key_of(item)
        self._chosen[key] = self.who.currentData() or ""
        self.set_detail(item, self._line(key))
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

    def take_words(self, ticked: int) -> str:
        """How many cards are added."""
        return tr_n("Add {number} card", "Add {number} cards", ticked)

    def take_in(self, session: Session, keys: Sequence[str]) -> str:
        """Add entries, and fill gaps of those that are there."""
        added, filled = cards_in.take_in(session, [(self.offers[key], self._chosen[key]) for key in keys])
        if not (added or filled):
            return ""
        return tr("Contact cards: {added} added, {filled} filled in.", added=added, filled=filled)


def _read(workers: Workers, vault: Vault, path: Path, _task: Task) -> tuple[CardFile, list[Offered]]:
    found = workers.contact_cards(file_bytes(path, _LARGEST))
    with vault.read() as session:
        team = store.list_active(session, CARE_TEAM)
    return found, cards_in.offered(found.cards, team)


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
