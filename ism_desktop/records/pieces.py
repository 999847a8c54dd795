"""Many entries saved in pieces, each a short transaction, and the way back: the window needs the vault's one connection in between."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from ism_desktop.errors import IsmError
from ism_desktop.progress import Cancelled, Progress
from ism_desktop.records import reverting
from ism_desktop.vault import Vault

AT_ONCE = 10
"""Entries in one transaction."""

_Item = TypeVar("_Item")
_Counts = tuple[int, ...]


@dataclass(slots=True)
class Stretches:
    """What was saved, as pieces of the history, the earliest first. `revert` takes all of it back; once more, it brings it again."""

    _pieces: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    _lock: Any = field(default_factory=threading.Lock)

    def add(self, since: int, until: int) -> None:
        """Note a piece, by the marks before and after it."""
        self._pieces.append((since, until))

    def revert(self, vault: Vault, progress: Progress, what: str = "") -> None:
        """Take everything back, the latest first.

        Raises:
            RecordMissing, InvalidRecord, VaultNotWritable: a piece cannot be taken back; it and those before it can be tried again.
        """
        with self._lock:
            done: list[tuple[int, int]] = []
            count, names = len(self._pieces), set[str]()
            while self._pieces:
                progress(len(done), count, what)
                with vault.write() as session:
                    since = reverting.mark(session)
                    reverting.revert(session, *self._pieces[-1])
                    done.append((since, reverting.mark(session)))
                    _tell_at_the_end(session, names, is_last=len(self._pieces) == 1)
                self._pieces.pop()
            self._pieces = done


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it: sums of what each piece counted, the way back, whether all was saved, and the error that stopped it."""

    counts: _Counts
    stretches: Stretches
    is_whole: bool
    error: IsmError | None = None


def save(
    vault: Vault,
    items: Sequence[_Item],
    take: Callable[[Session, Sequence[_Item]], _Counts],
    progress: Progress,
    what: str = "",
) -> Saved:
    """Have `take` save the items, a few at a time; it returns how many of which sort it saved. What is saved when it is stopped stays.

    The listeners of the vault are told once, of all of it.
    """
    stretches = Stretches()
    counts: list[_Counts] = []
    names: set[str] = set()
    error: IsmError | None = None
    place = 0
    try:
        while place < len(items):
            progress(place, len(items), what)
            with vault.write() as session:
                since = reverting.mark(session)
                counted = take(session, items[place : place + AT_ONCE])
                until = reverting.mark(session)
                _tell_at_the_end(session, names, is_last=place + AT_ONCE >= len(items))
            place += AT_ONCE
            counts.append(counted)
            stretches.add(since, until)
    except Cancelled:
        _tell(vault, names)
    except IsmError as stopped:
        error = stopped
        _tell(vault, names)
    return Saved(_sums(counts), stretches, place >= len(items), error)


def _sums(counts: Sequence[_Counts]) -> _Counts:
    return tuple(map(sum, zip(*counts, strict=True)))


def _tell_at_the_end(session: Session, names: set[str], *, is_last: bool) -> None:
    """Keep the names of the changed kinds until the last piece, which tells all of them."""
    changed: set[str] = session.info["changed"]
    names |= changed
    if is_last:
        changed |= names
    else:
        changed.clear()


def _tell(vault: Vault, names: set[str]) -> None:
    """Tell what was saved before it stopped. Where that cannot be written either, the error that stopped it says enough."""
    if names:
        with contextlib.suppress(IsmError), vault.write() as session:
            session.info["changed"] |= names
