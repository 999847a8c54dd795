"""Which of the lists of research papers is asked for on the command line."""

from collections.abc import Sequence

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.printing.publication_list import WHICH


def which_of(names: Sequence[str]) -> str:
    """The list that is named, or the new ones. Raises CannotPrint."""
    which = " ".join(names) or next(iter(WHICH))
    if which not in WHICH:
        raise CannotPrint(
            tr("“{word}” is none of the lists of research papers.", word=which),
            tr("Write one of these: {words}.", words=", ".join(WHICH)),
        )
    return which
