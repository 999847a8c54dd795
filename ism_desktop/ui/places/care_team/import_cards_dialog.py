"""Contact cards before they are taken in: whom to take, whom of the team a card may be, what it fills in, and what was not read."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from ism_desktop.ui.care_kit.saving_in_pieces import Intake
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.places.care_team import card_words
from ism_desktop.vault import Vault
from ism_desktop.worker import CardFile, Workers

_LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found, each card as it may be taken in, and its row."""

    found: CardFile
    offers: list[Offered]
    rows: list[ImportRow]


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

    def _on_read(self, read: _Read) -> None:
        self.offers = {row.key: one for row, one in zip(read.rows, read.offers, strict=True)}
        self._chosen = {key: likely(one) for key, one in self.offers.items()}
        self.show_rows(read.rows, card_words.found_words(read.found), card_words.refused_lines(read.found))

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
        self.set_detail(item, _line(self.offers[key], self._chosen[key]))
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
        lines = lines or [tr("This card says nothing new.")]
        self.words.setText("\n".join([*lines, *card_words.left_out_lines([one.card])]))

    def take_words(self, ticked: int) -> str:
        """How many cards are added."""
        return tr_n("Add {number} card", "Add {number} cards", ticked)

    def intake(self, keys: Sequence[str]) -> Intake:
        """Add entries, and fill gaps of those that are there."""
        chosen = [(self.offers[key], self._chosen[key]) for key in keys]
        return Intake(tr("Adding contact cards"), chosen, cards_in.take_in, _taken_words)


def _taken_words(added: int, filled: int) -> str:
    return tr("Contact cards: {added} added, {filled} filled in.", added=added, filled=filled)


def _read(workers: Workers, vault: Vault, path: Path, _task: Task) -> _Read:
    """Everything that takes long for thousands of cards."""
    found = workers.contact_cards(file_bytes(path, _LARGEST))
    with vault.read() as session:
        team = store.list_active(session, CARE_TEAM)
    offers = cards_in.offered(found.cards, team)
    rows = [ImportRow(str(one.card.number), one.card.name, _line(one, likely(one))) for one in offers]
    return _Read(found, offers, rows)


def likely(one: Offered) -> str:
    """The id of the entry that a card fills unless something else is chosen; empty for a new one."""
    return next((like.member.id for like in one.like if like.is_likely), "")


def _line(one: Offered, member_id: str) -> str:
    """What stands below the name: what becomes of the card, and by what the person is known."""
    parts = [_becomes(one, _chosen_of(one, member_id))]
    if one.repeats:
        parts.append(tr("the same as card {number}", number=one.repeats))
    known = [one.values.get(name) for name in ("role", "organisation", "phone", "direct_phone", "email")]
    return " · ".join(str(part) for part in (*parts, *known) if part)


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
