"""The recorder over a locked record: times alone, encrypted into the inbox at once. Nothing of the record is shown."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ism_desktop.language import tr
from ism_desktop.records.episodes import OVER, Press
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.ui.base import opening
from ism_desktop.ui.care_kit.recorder.recorder import Recorder
from ism_desktop.ui.care_kit.recorder.writing import ShownTime


class InboxWriter:
    """Leaves each press in the inbox of the vault in one folder, and remembers those of now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._times: list[ShownTime] = []

    def press(self, press: Press, moment: datetime) -> ShownTime:
        """Leave it; when this returns, it survives a power cut."""
        opening.leave_press(self._path, press.what, moment)
        if any(time.is_over for time in self._times):
            self._times.clear()
        words = choice_label(EPISODE_TIMES.field("what"), press.what)
        done = ShownTime(str(len(self._times)), words, moment, is_over=press.what == OVER)
        self._times.append(done)
        return done

    def start_again(self) -> None:
        """A new page begins with nothing."""
        self._times.clear()

    def times(self, moment: datetime) -> Sequence[ShownTime]:  # noqa: ARG002  (what was pressed here is all there is)
        """What was pressed since this page was opened."""
        return self._times


class LockedRecorder(Recorder):
    """The same clock and buttons, with the words that say where the times go."""

    def __init__(self, path: Path) -> None:
        note = tr("Your record is locked. Times go to your inbox, where you can file them as an episode later.")
        super().__init__(InboxWriter(path), None, tr("Back to unlocking"), note=note)
