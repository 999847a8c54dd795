"""What a person chose for one vault, and what the program noted about keeping it safe: a declared table, kept inside the vault.

Settings of this computer and this person, which say nothing about health and lie unencrypted, are in `ism_desktop.settings` instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.table import VaultSetting

NAME = "vault_settings"  # what listeners of the vault are told has changed


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: its type as JSON knows it, and its value while nobody chose another. Numbers have bounds.

    `travels`: it is the person's choice and goes into a plain export. What is true of one vault or one computer alone stays behind.
    """

    name: str
    type: type
    default: Any
    minimum: int = 0
    maximum: int = 1_000_000_000
    travels: bool = False

    def accepts(self, value: object) -> bool:
        """Whether this value may be kept."""
        if not isinstance(value, self.type) or (self.type is int and isinstance(value, bool)):
            return False
        return not isinstance(value, int) or isinstance(value, bool) or self.minimum <= value <= self.maximum


_DECLARED: tuple[Declared, ...] = (
    Declared(
        "idle_minutes", int, 10, 0, 240, travels=True
    ),  # 0: never lock by itself; suspend and session lock still do
    Declared("backup_places", dict, {}),  # the folder chosen on each computer, by the computer's random id
    Declared("backup_on_close", bool, True, travels=True),  # noqa: FBT003  (the default of a yes/no setting)
    Declared("backup_weekly", bool, True, travels=True),  # noqa: FBT003
    Declared("backup_keep", int, 10, 1, 1000, travels=True),
    Declared("last_backup", dict, {}),
    Declared("last_carried", dict, {}),  # the last backup in one file
    Declared("backup_trouble", dict, {}),  # why the last backup that was tried by itself was not made
    Declared("damaged_files", dict, {}),  # what checks found, until it is repaired or a full check no longer finds it
    Declared("left_files", dict, {}),  # files without a record that a person chose to leave as they are
    Declared("last_drill", dict, {}),
    Declared("last_full_check", dict, {}),
    Declared("last_daily_check", dict, {}),
    Declared("recovery_sheet", dict, {}),
    Declared("keys_changed_at", str, ""),
    Declared(
        "journal_hidden", dict, {}, travels=True
    ),  # what the quick entry no longer offers first; see `quick_entry`
    Declared("journal_keys", dict, {}, travels=True),  # the letters of its buttons; see `quick_entry_keys`
    Declared("binder_journal", dict, {}, travels=True),  # what of the journal the binder holds; see `binder_journal`
    Declared("binder_money", bool, False, travels=True),  # noqa: FBT003  (insurance and bills; see `binder_money`)
    Declared("evidence", dict, {}, travels=True),  # the own search and the reminder; see `publication_watch`
    Declared("filing_offers", dict, {}, travels=True),  # rules that were offered and not wanted; see `filing_rules`
    Declared(
        "labels_printed", dict, {}, travels=True
    ),  # the highest number on a label printed ahead; see `paper_numbers`
    Declared("kept_both", dict, {}),  # pairs of documents that are nearly the same; see `kept_both`
    Declared("left_in_inbox_folder", dict, {}),  # fingerprints of locked files that were left out
    Declared("left_lying", dict, {}),  # documents whose pages lie sideways and shall be left so, by id
    Declared("record_groups", dict, {}, travels=True),  # what the overview of papers leaves out; see `record_groups`
    Declared("authors", dict, {}, travels=True),  # the names of those who changed something; see `authors`
    Declared("erasing", dict, {}),  # what of a deletion for good is still to be removed from the folder; see `erasing`
    Declared("erased", dict, {}),  # when something was last deleted for good, for the search index
    Declared(
        "inbox_sorted", dict, {}
    ),  # things of the inbox that have become records: their ids, until their files are gone
)

DECLARED: Mapping[str, Declared] = {declared.name: declared for declared in _DECLARED}


def get(session: Session, name: str) -> Any:
    """The value, or its default. A stored value that no longer fits counts as none. Raises KeyError for a name not in the table."""
    return get_all(session, name)[name]


def get_all(session: Session, *names: str) -> dict[str, Any]:
    """The values of several, or their defaults, as `get` gives them, in one reading."""
    declared = [DECLARED[name] for name in names]
    rows = {row.name: row.value for row in session.scalars(select(VaultSetting).where(VaultSetting.name.in_(names)))}
    return {
        each.name: rows[each.name] if each.name in rows and each.accepts(rows[each.name]) else each.default
        for each in declared
    }


def put(session: Session, name: str, value: object) -> None:
    """Keep a value. Raises KeyError or ValueError when the table does not allow it: a mistake in the program."""
    if not DECLARED[name].accepts(value):
        raise ValueError(f"{name} cannot be {value!r}")
    row = session.get(VaultSetting, name)
    if row is None:
        session.add(VaultSetting(name=name, value=value, updated_at=store.now()))
    elif row.value != value:
        row.value, row.updated_at = value, store.now()
    else:
        return
    session.info["changed"].add(NAME)
    session.flush()
