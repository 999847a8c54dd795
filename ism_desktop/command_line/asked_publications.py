"""Which of the lists of research papers is asked for on the command line, and what finds no room on its page."""

from collections.abc import Sequence
from typing import BinaryIO

from ism_desktop.command_line.drawn_paper import Drawn, unprinted
from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr, tr_n
from ism_desktop.printing import publication_list
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.publication_list import WHICH, PublicationListContent


def which_of(names: Sequence[str]) -> str:
    """The list that is named, or the new ones. Raises CannotPrint."""
    which = " ".join(names) or next(iter(WHICH))
    if which not in WHICH:
        raise CannotPrint(
            tr("“{word}” is none of the lists of research papers.", word=which),
            tr("Write one of these: {words}.", words=", ".join(WHICH)),
        )
    return which


def on_one_page(content: PublicationListContent, paper: Paper, out: BinaryIO) -> Drawn:
    """Write the list, and say how many papers find no room on it."""
    out.write(publication_list.draw(content, paper))
    missing = publication_list.left_off(content, paper)
    told = tr_n(
        "{number} research paper finds no room on one page.",
        "{number} research papers find no room on one page.",
        missing,
    )
    left_out = (*unprinted(content.unprintable), *((told,) if missing else ()))
    return Drawn(content.title, content.as_dict(), left_out)
