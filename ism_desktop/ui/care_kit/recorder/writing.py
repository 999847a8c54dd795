"""What the recorder writes to: the open record, or, as the recorder knows it, whatever keeps a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ism_desktop.records import episodes
from ism_desktop.records.episodes import Press
from ism_desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class ShownTime:
    """One line of the recorder's list. A time that is not in the open record has no id and cannot be changed."""

    id: str
    words: str
    at: datetime | None
    is_mistaken: bool = False
    is_over: bool = False


class Writer(Protocol):
    """Keeps presses. Whatever raises has kept nothing."""

    def press(self, press: Press, moment: datetime) -> ShownTime:
        """Keep a press; when this returns, it survives a power cut. Raises IsmError."""
        ...

    def start_again(self) -> None:
        """Forget which reaction was shown: the recorder is opened anew."""
        ...

    def times(self, moment: datetime) -> Sequence[ShownTime]:
        """What is recorded of the reaction that is going on, the earliest first."""
        ...


class Corrections(Protocol):
    """What can be added to presses and said of them, where the record is open."""

    def say_more(self, time_id: str, press: Press) -> None:
        """Add to a press what was noticed or taken. Raises IsmError."""
        ...

    def mark_mistaken(self, time_id: str, *, mistaken: bool) -> None:
        """Say that a press was a mistake, or that it was none. Raises IsmError."""
        ...

    def medicines(self) -> Sequence[str]:
        """The names that “Medicine taken” offers."""
        ...


class RecordWriter:
    """Writes into the open record: the episode that is going on, or a new one."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._episode_id = ""

    def press(self, press: Press, moment: datetime) -> ShownTime:
        """Commit a row."""
        with self._vault.write() as session:
            episode_id, time_id = episodes.record(session, press, moment)
        self._episode_id = episode_id
        return ShownTime(time_id, "", moment)

    def say_more(self, time_id: str, press: Press) -> None:
        """Add to the row."""
        with self._vault.write() as session:
            episodes.say_more(session, time_id, press)

    def mark_mistaken(self, time_id: str, *, mistaken: bool) -> None:
        """Mark the row."""
        with self._vault.write() as session:
            episodes.mark_mistaken(session, time_id, mistaken=mistaken)

    def start_again(self) -> None:
        """Look for the episode that is going on again."""
        self._episode_id = ""

    def times(self, moment: datetime) -> Sequence[ShownTime]:
        """The rows of the episode, also just after it was over."""
        with self._vault.read() as session:
            if not self._episode_id:
                going_on = episodes.running(session, moment)
                self._episode_id = going_on.id if going_on is not None else ""
            found = episodes.times(session, self._episode_id) if self._episode_id else []
        return [ShownTime(time.id, time.words, time.at, time.is_mistaken, time.what == episodes.OVER) for time in found]

    def medicines(self) -> Sequence[str]:
        """Those taken as needed."""
        with self._vault.read() as session:
            return episodes.as_needed(session)
