"""The page that makes a new, encrypted record out of a plain export of this program."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt

from ism_desktop.language import tr
from ism_desktop.settings import Settings
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.background import Background, Task
from ism_desktop.ui.kit.breaking import path
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.start.first_start import CreatePage

if TYPE_CHECKING:
    from ism_desktop.vault import Vault


class FromExportPage(CreatePage):
    """As for a new record, with everything of the export in it. What could not come back whole is told before it is opened."""

    # Asked for while the page of a new record is being built.
    _is_sound = False
    _is_left = False
    _made: "Vault | None" = None

    def __init__(self, background: Background, settings: Settings) -> None:
        super().__init__(
            background,
            settings,
            tr("Create a record from an export"),
            tr(
                "Everything in the export becomes a new, encrypted record with its own passphrase. The export stays as it is."
            ),
        )
        self._export = Path()
        self._where = label("")
        self._where.setObjectName("export_folder")
        self._found = secondary("")
        self._found.setObjectName("export_found")
        for place, part in enumerate((self._where, self._found)):
            self.body.insertWidget(place, part)

    def ask(self, export: Path) -> None:
        """Begin with the export in this folder."""
        self._export = export
        self._is_sound = False
        self.start()
        self._where.setText(path(export))
        self._found.setText(tr("One moment…"))
        self._background.run(
            partial(opening.look_at_export, export),
            owner=self,
            on_result=self._on_looked,
            on_error=self._on_error,
            quiet=True,
        )

    def _on_looked(self, sentence: str) -> None:
        self._found.setText(sentence)
        self._is_sound = True
        self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        self.go.setEnabled(self._made is not None or (self.go.isEnabled() and self._is_sound))

    def work(self) -> Callable[[Task], object]:
        """What makes the vault and takes the export in, in the background."""
        typed, again = self.passphrase.text, self.passphrase.typed_again
        return partial(opening.create_from_export, self._export, self.path, typed, again)

    def make(self) -> None:
        """Make the vault, or open it once it was told what is missing in it."""
        if self._made is None:
            super().make()
            return
        made, self._made = self._made, None
        super().take_made(made)

    def take_made(self, vault: object) -> None:
        """Open the vault that was made, or tell first what is not as it was."""
        made, notices = cast("tuple[Vault, tuple[str, ...]]", vault)
        if self._is_left:
            made.close()  # it was finished while the person pressed Back
            return
        if not notices:
            super().take_made(made)
            return
        self._made = made
        self._set_working(working=False)
        self.passphrase.setEnabled(False)
        self.show_message(tr("Import finished. Please note:"), "\n\n".join(notices))
        self.go.setText(tr("Open my record"))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Stop what runs, and go back to the choices."""
        self._is_left = True
        self._background.cancel_all()
        self.close_vault()
        super().go_back()

    def close_vault(self) -> None:
        """Close the vault that was made and is not open in a window yet."""
        if self._made is not None:
            self._made.close()
            self._made = None
