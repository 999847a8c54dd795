"""The page of the start window for a record whose database does not open: the ways to repair it, each with what it brings back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Progress
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.base.safekeeping.days import moment_of
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.ui.start import rescue_work
from ism_desktop.ui.start.rescue_work import Ways
from ism_desktop.ui.start.start_panel import StartPanel


class RescuePage(StartPanel):
    """`opened` carries the open vault; `restore_wanted` leads to the page that restores a backup."""

    opened = Signal(object)
    back_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.lifebuoy",
            tr("Repair your record"),
            tr(
                "The file with everything you typed is damaged. It can be replaced with an undamaged copy. Your documents are in separate"
                " files and are not touched. Whatever you choose, the damaged file is kept."
            ),
            width=620,
        )
        self._background = background
        self._path = Path()
        self._ways: Ways | None = None
        self.passphrase = PassphraseField(tr("Passphrase"), name="rescue_passphrase")
        self.passphrase.entered.connect(self.look)
        self.body.addWidget(self.passphrase)
        self._choices = QWidget()
        self._column = QVBoxLayout(self._choices)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.body.addWidget(self._choices)
        self._result = Remark("rescue_result")
        self.body.addWidget(self._result)
        self.add_back(self._on_back)
        self.go = button(tr("See what can be done"), self.look, role="primary", name="rescue.look")
        self.open = button(tr("Open my record"), self._on_open, role="primary", name="rescue.open")
        self.foot.addWidget(self.go)
        self.foot.addWidget(self.open)

    def ask(self, path: Path, passphrase: str = "") -> None:
        """Begin with the vault in this folder; without its passphrase, ask for it."""
        self._path, self._ways = path, None
        self.passphrase.line.setText(passphrase)
        self._clear()
        self._result.clear()
        self.hide_error()
        self.open.hide()
        self.passphrase.show()
        self.go.show()
        if passphrase:
            self.look()
        else:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """See what can be done."""
        if self.passphrase.text:
            self._run(partial(rescue_work.look, self._path, self.passphrase.text), self._on_looked)

    def _run(self, do: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self.set_working(working=True)
        for part in (self.passphrase, self.go, self._choices):
            part.setEnabled(False)
        self._background.run(
            do, owner=self, on_result=done, on_error=self._on_error, on_progress=self.show_progress, quiet=True
        )

    def _rest(self) -> None:
        self.set_working(working=False)
        for part in (self.passphrase, self.go, self._choices):
            part.setEnabled(True)

    def _on_error(self, error: BaseException) -> None:
        self._rest()
        self.show_error(error)

    def _on_looked(self, ways: Ways) -> None:
        self._rest()
        self._ways = ways
        self.passphrase.hide()
        self.go.hide()
        self._clear()
        if ways.snapshot is not None:
            self._offer(
                tr("Go back to the copy of {moment}", moment=moment_of(ways.snapshot.taken)),
                tr("Entries you typed after that are missing. No document is lost."),
                "mdi6.history",
                self._on_put_back,
                "rescue.put_back",
            )
        self._offer(
            tr("Save every entry that can still be read"),
            tr(
                "Takes a little longer. Entries that cannot be read come from the last undamaged copy, if there is one, or are lost."
            ),
            "mdi6.text-search",
            self._on_salvage,
            "rescue.salvage",
        )
        self._offer(
            tr("Restore a backup"),
            tr("Your whole record as it was when the backup was made, in a new folder."),
            "mdi6.backup-restore",
            self.restore_wanted.emit,
            "rescue.restore",
        )
        self._offer(
            tr("Start again with only the documents"),
            tr_n(
                "{number} document file is here. Documents keep their names, but everything you typed has to be typed again.",
                "{number} document files are here. Documents keep their names, but everything you typed has to be typed again.",
                ways.files,
            ),
            "mdi6.file-document-multiple-outline",
            self._on_begin_anew,
            "rescue.anew",
        )

    def _offer(self, said: str, detail: str, icon_name: str, pressed: Callable[[], object], name: str) -> None:
        self._column.addWidget(RowButton(said, detail, icon_name=icon_name, pressed=pressed, name=name))

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()

    def _on_put_back(self) -> None:
        if self._ways is not None:
            self._run(partial(rescue_work.put_back, self._ways), self._on_done)

    def _on_salvage(self) -> None:
        if self._ways is not None:
            self._run(partial(rescue_work.salvage, self._ways), self._on_done)

    def _on_begin_anew(self) -> None:
        if self._ways is not None:
            self._run(partial(rescue_work.start_empty, self._ways, self.passphrase.text), self._on_done)

    def _on_done(self, sentence: str) -> None:
        self._rest()
        self._clear()
        self._result.set_text(f"{sentence} {tr('The damaged file is kept in the folder “trash” of your record.')}")
        self.open.show()
        self.open.setFocus()

    def _on_open(self) -> None:
        self._run(partial(opening.unlock, self._path, self.passphrase.text), self._on_opened)

    def _on_opened(self, vault: object) -> None:
        self._rest()
        self.passphrase.clear()
        self.opened.emit(vault)

    def _on_back(self) -> None:
        self.passphrase.clear()
        self.back_wanted.emit()
