"""Three sentences at the top of “Backup & keys”: is there a backup, was one ever tested, are the files sound."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.backup_status import Safety
from ism_desktop.ui.base.safekeeping.days import by_day, day_of, time_of
from ism_desktop.ui.base.safekeeping.notes import tested_on
from ism_desktop.ui.base.safekeeping.watching import Safekeeping
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.surfaces import Panel
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
        return Said(tr("There is no backup yet."), tr("Your record exists only on this disk."), _OPEN)
    at = time_of(made.at)
    sentence = by_day(
        made.at,
        today,
        tr("The last backup was made today at {time}.", time=at),
        tr("The last backup was made yesterday at {time}.", time=at),
        tr("The last backup was made on {day} at {time}.", day=day_of(made.at), time=at),
    )
    if known.trouble is not None and known.trouble.at > made.at:
        return Said(sentence, f"{tr('A later backup failed.')} {known.trouble.what}", _OPEN)
    if made.left_out:
        left_out = tr_n(
            "{number} damaged document is not in it. See below.",
            "{number} damaged documents are not in it. See below.",
            made.left_out,
        )
        return Said(sentence, left_out, _OPEN)
    held = tr_n("It contains {number} document.", "It contains {number} documents.", made.documents)
    since = (
        tr("Nothing has changed since then.")
        if known.everything_is_kept
        else tr("Your record has changed since then; the next backup will include the changes.")
    )
    return Said(sentence, f"{held} {since}", _WELL)


def of_drill(known: Safety, today: date) -> Said:
    """Was one ever tested?"""
    drill = known.drill
    if drill is None:
        detail = tr("A test restores a backup and checks that everything is there.")
        return Said(tr("No backup has been tested yet."), detail, _OPEN)
    if not drill.is_proven:
        sentence = by_day(
            drill.at,
            today,
            tr("Today’s backup test could not restore everything."),
            tr("Yesterday’s backup test could not restore everything."),
            tr("The backup test on {day} could not restore everything.", day=day_of(drill.at)),
        )
        return Said(sentence, tr("Make a new backup, preferably in another folder, and test that one."), _OPEN)
    sentence = tested_on(drill.at, today)
    detail = tr_n(
        "It was restored and read in full, with {number} document.",
        "It was restored and read in full, with {number} documents.",
        drill.documents,
    )
    return Said(sentence, detail, _WELL)


def of_files(known: Safety, keeping: Safekeeping, today: date) -> Said:
    """Are the files sound?"""
    open_findings = [found for found in keeping.findings if not keeping.is_well_again(found)]
    damaged = open_findings if keeping.checked is not None else known.damaged
    if damaged:
        sentence = tr_n("{number} file is damaged.", "{number} files are damaged.", len(damaged))
        return Said(sentence, tr("Everything else can be read. See below for what to do."), _OPEN)
    full = _read_in_full(known, today)
    if keeping.checked is None:
        return Said(tr("Checking your files…"), full, _BUSY)
    return Said(tr("No damaged or missing files."), full or tr("Checked when you opened your record."), _WELL)


def _read_in_full(known: Safety, today: date) -> str:
    """When every file was last read to its end; empty if that was never done."""
    read = known.full_check
    if read is None:
        return ""
    return by_day(
        read.at,
        today,
        tr("All files were last read in full today."),
        tr("All files were last read in full yesterday."),
        tr("All files were last read in full on {day}.", day=day_of(read.at)),
    )


class Overview(Panel):
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
            row.show_said(each)


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

    def show_said(self, said: Said) -> None:
        self._sentence.setText(said.sentence)
        self._detail.setText(said.detail)
        self._detail.setVisible(bool(said.detail))
        self._icon = said.icon
        self._draw()

    def _draw(self) -> None:
        size = theme().px(26)
        ink = "text" if self._icon == _OPEN else "accent"
        self._picture.setPixmap(icon(self._icon, ink).pixmap(size, size))
