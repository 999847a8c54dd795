"""Sorting the inbox: a thing that was left while the vault was locked becomes a record, and only then leaves the inbox.

The record and the note that it was made stand in one transaction. So whatever interrupts the sorting, nothing is lost, and nothing
becomes two records: what has its record already is only taken out of the inbox the next time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.language import in_use, tr
from ism_desktop.records import episodes, history, left_entries, question_lists, store, vault_settings
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES, PRESSES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault, inbox
from ism_desktop.vault.inbox import InboxItem

_SORTED = "inbox_sorted"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of a thing, so that it can be taken back: the record, and for one that was there before the change to it."""

    item_id: str
    kind: str
    record_id: str
    version_id: str | None


def waiting(vault: Vault) -> list[InboxItem]:
    """Everything that is still to be sorted, the oldest first; what has its record already is taken out of the inbox now."""
    finish(vault)
    return inbox.items(vault)


def finish(vault: Vault) -> None:
    """Take out of the inbox what an interrupted sorting left there though it has its record. Raises VaultNotWritable."""
    if vault.read_only or not inbox.count(vault.path):
        return
    with vault.read() as session:
        done: dict[str, str] = vault_settings.get(session, _SORTED)
    for item_id in done:
        inbox.take(vault, item_id)


def as_question(vault: Vault, item: InboxItem, text: str) -> Sorted:
    """Make it a question to ask. Raises InvalidRecord without a text, VaultNotWritable."""
    return _sort(vault, item, QUESTIONS, lambda session: question_lists.add(session, text))


def as_reaction(vault: Vault, item: InboxItem, substance: str, text: str) -> Sorted:
    """Make it a reaction to something, on the day when it was noted. Raises InvalidRecord without a substance, VaultNotWritable."""
    values = {
        "substance": substance,
        "reaction": tr("{time}: {text}", time=in_use().clock(item.at), text=text)
        if text
        else tr("Noted at {time}.", time=in_use().clock(item.at)),
        "happened_on": PartialDate(item.at.year, item.at.month, item.at.day),
    }
    return _sort(vault, item, REACTIONS, lambda session: store.save(session, REACTIONS, values))


def as_entry(vault: Vault, item: InboxItem, text: str) -> Sorted:
    """Make it an entry of the journal: what was pressed while the record was locked, or a note with the moment at which it was left.

    `text` stands in its notes. Raises InvalidRecord where it says what no entry can say, VaultNotWritable.
    """
    values = left_entries.values(item, text)
    return _sort(vault, item, JOURNAL_ENTRIES, lambda session: store.save(session, JOURNAL_ENTRIES, values))


def is_press(item: InboxItem) -> bool:
    """Whether a time was pressed in the recorder, by a key that this program knows."""
    return item.sort == "time" and item.press in {choice.value for choice in PRESSES}


def as_episode(vault: Vault, items: Sequence[InboxItem]) -> list[Sorted]:
    """Put presses into the episode that went on at their time, or make one of them, all in one transaction. Raises VaultNotWritable.

    Returns:
        What became of each, and where an episode was made of them, that one as well, under no item.
    """
    still_there = set(inbox.ids(vault.path))
    done: list[Sorted] = []
    with vault.write() as session:
        known: dict[str, str] = vault_settings.get(session, _SORTED)
        kept = {name: record for name, record in known.items() if name in still_there}
        for item in sorted(items, key=lambda item: item.at):
            if item.id in known:
                continue
            before = store.count(session, EPISODES)
            episode_id, time_id = episodes.record(session, episodes.Press(item.press), item.at)
            if store.count(session, EPISODES) > before:
                done.append(Sorted("", EPISODES.name, episode_id, None))
            done.append(Sorted(item.id, EPISODE_TIMES.name, time_id, None))
            kept[item.id] = time_id
        vault_settings.put(session, _SORTED, kept)
    for item in items:
        inbox.take(vault, item.id)
    return done


def take_all_back(vault: Vault, done: Sequence[Sorted]) -> None:
    """Undo the sorting of presses: they wait again, and what was made of them goes to the trash."""
    made = {each.record_id for each in done if not each.item_id}
    for each in done:
        if each.item_id:
            inbox.put_back(vault, each.item_id)
    with vault.write() as session:
        for each in done:
            if each.item_id:
                time = store.get(session, EPISODE_TIMES, each.record_id)
                if time.values["what"] == episodes.OVER and time.values["episode"] not in made:
                    episodes.mark_mistaken(session, time.id, mistaken=True)
            store.trash(session, BY_NAME[each.kind], each.record_id)
        known: dict[str, str] = vault_settings.get(session, _SORTED)
        back = {each.item_id for each in done}
        vault_settings.put(session, _SORTED, {name: record for name, record in known.items() if name not in back})


def as_appointment_note(vault: Vault, item: InboxItem, appointment_id: str, text: str) -> Sorted:
    """Add it to what was noted of an appointment. Raises RecordMissing, VaultNotWritable."""

    def add(session: Session) -> str:
        before = store.get(session, APPOINTMENTS, appointment_id).values["notes"]
        noted = tr("{moment}: {text}", moment=in_use().moment(item.at), text=text).strip()
        notes = f"{before}\n{noted}" if isinstance(before, str) and before else noted
        return store.save(session, APPOINTMENTS, {"notes": notes}, record_id=appointment_id)

    return _sort(vault, item, APPOINTMENTS, add, changes=True)


def throw_away(vault: Vault, item_id: str) -> None:
    """Move a thing to the vault's trash, where it stays for 30 days. Raises VaultNotWritable."""
    inbox.take(vault, item_id)


def take_back(vault: Vault, done: Sorted) -> None:
    """Undo the sorting: the thing waits again, and the record goes to the trash or says what it said before."""
    kind = BY_NAME[done.kind]
    inbox.put_back(vault, done.item_id)
    with vault.write() as session:
        if done.version_id is None:
            store.trash(session, kind, done.record_id)
        else:
            history.bring_back(session, kind, done.record_id, done.version_id)
        known: dict[str, str] = vault_settings.get(session, _SORTED)
        vault_settings.put(session, _SORTED, {name: record for name, record in known.items() if name != done.item_id})


def _sort(
    vault: Vault, item: InboxItem, kind: Kind, save: Callable[[Session], str], *, changes: bool = False
) -> Sorted:
    still_there = set(inbox.ids(vault.path))
    with vault.write() as session:
        known: dict[str, str] = vault_settings.get(session, _SORTED)
        if item.id in known:
            record_id = known[item.id]
        else:
            record_id = save(session)
            kept = {name: record for name, record in known.items() if name in still_there}
            vault_settings.put(session, _SORTED, kept | {item.id: record_id})
        version_id = history.versions(session, kind, record_id)[0].id if changes else None
    inbox.take(vault, item.id)
    return Sorted(item.id, kind.name, record_id, version_id)
