"""Pages turned in the viewer: they stay so only when a person says so."""

from PySide6.QtCore import Signal

from ism_desktop.language import tr
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button

ALL, THIS = "all", "this"


class TurnedBanner(Banner):
    """`keep_wanted` carries the degrees, and whether `ALL` pages shall stay turned or `THIS` one that is seen."""

    keep_wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(tr("The pages are turned on the screen only."), name="turned")
        self._degrees = 0
        self._one = button(tr("Keep this page so"), self._on_one, name="turned.one")
        self._all = button("", self._on_all, role="primary", name="turned.all")
        self.add_button(self._one)
        self.add_button(self._all)

    def offer(self, degrees: int, pages: int) -> None:
        """Offer to keep the pages of a document turned by so much; 0 for pages that are not."""
        self._degrees = degrees
        words = tr("Keep it so") if pages == 1 else tr("Keep all pages so")
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._one.setVisible(pages > 1)
        self.setVisible(degrees != 0 and pages > 0)

    def _on_one(self) -> None:
        self.keep_wanted.emit(self._degrees, THIS)

    def _on_all(self) -> None:
        self.keep_wanted.emit(self._degrees, ALL)
