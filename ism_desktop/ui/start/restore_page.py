"""The page of the start window that restores a backup: after a lost disk, on a new computer, or when the record does not open."""

from PySide6.QtCore import Signal

from ism_desktop.language import tr
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_form import RestoreForm
from ism_desktop.ui.start.start_panel import StartPanel


class RestorePage(StartPanel):
    """`open_wanted` carries the restored folder and the passphrase, which is empty if none was typed."""

    open_wanted = Signal(object, str)
    back_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.backup-restore",
            tr("Restore a backup"),
            tr("Your record comes back as it was when the backup was made."),
            width=600,
        )
        self.form = RestoreForm(background)
        self.form.open_wanted.connect(self.open_wanted)
        self.body.addWidget(self.form)
        self.add_back(self._on_back)
        self.foot.addWidget(self.form.go)
        self.foot.addWidget(self.form.open)

    def _on_back(self) -> None:
        self.form.stop()
        self.back_wanted.emit()
