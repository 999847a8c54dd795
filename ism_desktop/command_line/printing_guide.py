"""The papers of what a person learns and says of themselves: the guide as a booklet, and the letter about them."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.library.prompts import DOCTOR, READERS
from ism_desktop.printing import about_me, guide_booklet
from ism_desktop.printing.about_me import Changes, Letter
from ism_desktop.printing.about_me.content import READER_WORDS
from ism_desktop.printing.guide_booklet import BookletContent
from ism_desktop.records import own_answers
from ism_desktop.vault import Session

GUIDE, ABOUT_ME = "guide", "about-me"


def booklet(session: Session, names: Sequence[str], today: date, *, with_notes: bool) -> BookletContent:
    """The pages that are named, each by its key or title; all where none is. Raises CannotPrint."""
    guide = guides.load()
    there = [Named(key, guide.title_of(key)) for key in guide.keys]
    none = CannotPrint(tr("The guide has no pages."), "")
    keys = [the_one(name, there, none).id for name in names]
    return guide_booklet.collect(session, today, pages=keys, with_notes=with_notes)


def letter(session: Session, names: Sequence[str], today: date) -> Letter:
    """The letter for the reader that is named, else for a new doctor: with the answers that papers may quote. Raises CannotPrint."""
    there = [Named(reader, str(READER_WORDS[reader])) for reader in READERS]
    none = CannotPrint(tr("Say which one you want."), "")
    reader = the_one(" ".join(names), there, none).id if names else DOCTOR
    offered = about_me.at_first(own_answers.quotable(session), reader)
    if not offered:
        raise CannotPrint(
            tr("There is no answer for this letter that papers may quote."),
            tr(
                "Open the record in the window, and say yes to “Papers may quote it” beside an answer, or make the letter there."
            ),
        )
    return about_me.collect(session, reader, today, Changes(offered))
