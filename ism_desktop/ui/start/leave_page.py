"""The page on which something is left in a locked record: a note, a photo, or just the time. What was kept cannot be read here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.start.start_panel import StartPanel


class LeavePage(StartPanel):
    """Leaves things in the vault of one folder. `back_wanted` leads back to the passphrase."""

    back_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.inbox-arrow-down-outline",
            tr("Add a note"),
            tr("It is encrypted at once and goes to your inbox. Nobody can read it until your record is unlocked."),
            width=560,
        )
        self._background = background
        self._path = Path()
        head = label(tr("What happened?"), "subheading")
        self.body.addWidget(head)
        self.text = GrowingText(least=4, most=10)
        self.text.setObjectName("leave.text")
        self.text.setAccessibleName(tr("What happened?"))
        head.setBuddy(self.text)
        self.text.textChanged.connect(self._refresh)
        self.body.addWidget(self.text)
        holder = QWidget()
        row = FlowLayout(holder)
        self.photo = button(tr("Add a photo…"), self._on_photo, icon_name="mdi6.image-plus", name="leave.photo")
        self.time = button(tr("Save only the time"), self._on_time, icon_name="mdi6.clock-outline", name="leave.time")
        for each in (self.photo, self.time):
            row.addWidget(each)
        self.body.addWidget(holder)
        self.kept = label("", "subheading")
        self.kept.setObjectName("leave.kept")
        self.kept.hide()
        self.body.addWidget(self.kept)
        self._hint = small("")
        self._hint.setObjectName("leave.hint")
        self._hint.hide()
        self.body.addWidget(self._hint)
        self.add_back(self.back_wanted)
        self.keep = button(tr("Save this note"), self._on_keep, role="primary", name="leave.keep")
        self.foot.addWidget(self.keep)
        self._refresh()

    def ask(self, path: Path) -> None:
        """Take something for the vault in this folder."""
        self._path = path
        self.hide_error()
        self.kept.hide()
        self._hint.hide()
        self.text.clear()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._background.run(
            partial(opening.waiting, path), owner=self, on_result=self._on_waiting, on_error=self._on_error, quiet=True
        )

    def _refresh(self) -> None:
        self.keep.setEnabled(bool(self.text.toPlainText().strip()) and self.text.isEnabled())

    def _on_waiting(self, number: int) -> None:
        if number:
            self._show_kept("", number)

    def _on_keep(self) -> None:
        self._leave(partial(opening.leave_note, self._path, self.text.toPlainText()), self._on_note_kept)

    def _on_time(self) -> None:
        self._leave(partial(opening.leave_note, self._path, ""), self._on_time_kept)

    def _on_photo(self) -> None:
        ask_for_files(self, tr("Choose photos"), self._on_photos_chosen, name="leave.choose")

    def _on_photos_chosen(self, names: list[str]) -> None:
        self.leave_files([Path(name) for name in names])

    def leave_files(self, chosen: list[Path]) -> None:
        """Leave these files, one after the other."""
        self._leave(partial(_leave_all, self._path, tuple(chosen)), self._on_photos_kept)

    def _leave(self, work: "partial[int]", done: object) -> None:
        self._set_working(working=True)
        self._background.run(work, owner=self, on_result=done, on_error=self._on_error, quiet=True)  # pyright: ignore[reportArgumentType]

    def _set_working(self, *, working: bool) -> None:
        if working:
            self.hide_error()
            self.kept.hide()
            self._hint.hide()
        for each in (self.text, self.photo, self.time):
            each.setEnabled(not working)
        self._refresh()

    def _on_note_kept(self, number: int) -> None:
        self.text.clear()
        self._show_kept(tr("Saved."), number)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_time_kept(self, number: int) -> None:
        self._show_kept(tr("The time was saved."), number)

    def _on_photos_kept(self, number: int) -> None:
        self._show_kept(tr("Saved."), number)
        self._hint.setText(
            tr("The file you chose is still in its folder, where anyone who uses this computer can read it.")
        )
        self._hint.show()

    def _show_kept(self, done: str, number: int) -> None:
        self._set_working(working=False)
        waiting = tr_n("{number} item in your inbox.", "{number} items in your inbox.", number)
        self.kept.setText(f"{done} {waiting}".strip())
        self.kept.show()
        self._hint.hide()

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        self.show_error(error)


def _leave_all(path: Path, chosen: tuple[Path, ...], progress: opening.Progress) -> int:
    number = 0
    for file in chosen:
        number = opening.leave_file(path, file, progress)
    return number
