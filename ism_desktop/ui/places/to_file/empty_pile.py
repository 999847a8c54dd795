"""What is said where nothing waits to be filed, and which of the pile is on top, each with how many files are still being read."""

from collections.abc import Callable

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import EmptyPlace
from ism_desktop.ui.places.to_file.pile import Pile


class EmptyPile(EmptyPlace):
    """All is filed, or comes in a moment."""

    def __init__(self, go_to_shelf: Callable[[], object]) -> None:
        shelf = button(tr("Go to documents"), go_to_shelf, role="primary", name="go_to_documents")
        super().__init__("mdi6.tray", "", shelf)

    def say(self, coming: int) -> None:
        """Say that so many files are still being read; with none, that everything is filed."""
        self.sentence.setText(
            tr_n(
                "{number} file is still being read. It comes here when it is ready to be filed.",
                "{number} files are still being read. Each comes here as soon as it is ready to be filed.",
                coming,
            )
            if coming
            else tr("Everything is filed. New documents wait here until you have checked how they are filed.")
        )


def place_words(pile: Pile, coming: int) -> str:
    """Which of the pile is on top, and how many files are still being read."""
    if not pile.current:
        return ""
    place = tr("{number} of {count}", number=pile.number, count=pile.count)
    more = tr_n("{number} more file is still being read.", "{number} more files are still being read.", coming)
    return tr("{place} · {more}", place=place, more=more) if coming else place
