"""Three sentences at the top of “Backup & keys”: is there a backup, was it ever proven, are the files sound."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ism_desktop.records.backup_status import Safety
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.safekeeping.watching import Safekeeping
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, small

_WELL = "mdi6.check-circle-outline"
_OPEN = "mdi6.alert-circle-outline"
_BUSY = "mdi6.progress-clock"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, what explains it, and the icon before it."""

    sentence: str
    detail: str
    icon: str

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.icon == _WELL


def of_backup(known: Safety, today: date) -> Said:
    """Is there a backup?"""
    made = known.latest
    if made is None:
        return Said("There is no backup yet.", "Everything in your record exists once, on this disk.", _OPEN)
    sentence = (
        f"The last backup was made {words.at_time(made.at, today)}, with {words.counted(made.documents, 'document')}."
    )
    if known.trouble is not None and known.trouble.at > made.at:
        return Said(sentence, f"Since then a backup was tried and not made. {known.trouble.what}", _OPEN)
    if made.left_out:
        number = words.counted(made.left_out, "damaged document")
        return Said(sentence, f"{words.begun(number)} could not be taken into it: see below.", _OPEN)
    if known.everything_is_kept:
        return Said(sentence, "Nothing has changed since.", _WELL)
    return Said(sentence, "Something has changed since; the next backup will hold it.", _WELL)


def of_drill(known: Safety, today: date) -> Said:
    """Was it ever proven?"""
    drill = known.drill
    if drill is None:
        sentence = "No backup has been proven yet."
        return Said(sentence, "Proving means restoring one for a trial, to see that everything comes back.", _OPEN)
    when = words.on_day(drill.at, today)
    if not drill.is_proven:
        sentence = f"A backup was restored for a trial {when}, and not everything came back."
        return Said(sentence, "Make a new backup, best in another place, and prove that one.", _OPEN)
    number = words.counted(drill.documents, "document")
    return Said(
        f"A backup was proven {when}.", f"It was restored for a trial and read to its end: {number} came back.", _WELL
    )


def of_files(known: Safety, keeping: Safekeeping, today: date) -> Said:
    """Are the files sound?"""
    open_findings = [found for found in keeping.findings if not keeping.is_well_again(found)]
    damaged = open_findings if keeping.checked is not None else known.damaged
    if damaged:
        number = words.counted(len(damaged), "file is damaged", "files are damaged")
        return Said(f"{number}.", "Everything else can be read. What to do is said below.", _OPEN)
    read = known.full_check
    full = "" if read is None else f"Every byte was last read {words.on_day(read.at, today)}."
    if keeping.checked is None:
        return Said("The files are being looked at.", full, _BUSY)
    return Said(
        "All files are sound and in their places.", full or "They were looked at when you opened the record.", _WELL
    )


class Overview(Card):
    """The three sentences, each with an icon."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("safekeeping.overview")
        self._workspace = workspace
        self.body.setSpacing(14)
        self._rows = tuple(_Row(name) for name in ("overview.backup", "overview.drill", "overview.files"))
        for row in self._rows:
            self.body.addWidget(row)

    def refresh(self) -> None:
        """Read again what is known."""
        keeping = self._workspace.safekeeping
        known, today = keeping.safety(), self._workspace.today()
        said = (of_backup(known, today), of_drill(known, today), of_files(known, keeping, today))
        for row, each in zip(self._rows, said, strict=True):
            row.say(each)


class _Row(QWidget):
    """An icon, the sentence, and what explains it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._picture = QLabel()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self._sentence = label("", "subheading")
        self._detail = small("")
        column.addWidget(self._sentence)
        column.addWidget(self._detail)
        row.addLayout(column, 1)
        self._icon = _BUSY
        theme().changed.connect(self._draw)

    def say(self, said: Said) -> None:
        self._sentence.setText(said.sentence)
        self._detail.setText(said.detail)
        self._detail.setVisible(bool(said.detail))
        self._icon = said.icon
        self._draw()

    def _draw(self) -> None:
        size = theme().px(26)
        ink = "text" if self._icon == _OPEN else "accent"
        self._picture.setPixmap(icon(self._icon, ink).pixmap(size, size))
