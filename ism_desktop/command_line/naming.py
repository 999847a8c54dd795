"""Finding the entry that a person names in a command, by its title, a part of it, or its id; else a sentence says what there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.errors import CannotPrint
from ism_desktop.language import in_use, tr
from ism_desktop.library import lab_tests


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be named: how it is called where all are listed, and other names that are understood.

    What `is_former` gives way where something present has the name too.
    """

    id: str
    title: str
    others: tuple[str, ...] = ()
    is_former: bool = False


def the_one(words: str, there: Sequence[Named], none: CannotPrint) -> Named:
    """The one that the words name: exactly, else as a part of its name; without words the only one there is.

    `none` is raised where there is nothing to choose from.

    Raises:
        CannotPrint: nothing or more than one is called so; the sentence lists what there is.
    """
    if not there:
        raise none
    if not words.strip():
        present = [one for one in there if not one.is_former] or there
        if len(present) == 1:
            return present[0]
        raise CannotPrint(tr("Say which one you want."), _choose(there))
    wanted = lab_tests.plain(words)
    names = [(one, [lab_tests.plain(name) for name in (one.id, one.title, *one.others)]) for one in there]
    exact = [one for one, called in names if wanted in called]
    found = exact or [one for one, called in names if any(wanted in name for name in called[1:])]
    if len(found) > 1:
        found = [one for one in found if not one.is_former] or found
    if not found:
        raise CannotPrint(tr("Nothing here is called “{name}”.", name=words), _choose(there))
    if len(found) > 1:
        raise CannotPrint(tr("More than one is called “{name}”.", name=words), _choose(found))
    return found[0]


def _choose(there: Sequence[Named]) -> str:
    """All there is; of several with the same title, with the id that tells them apart."""
    titles = [" ".join(one.title.split()) for one in there]
    said = [
        tr("“{title}” (id {id})", title=title, id=one.id) if titles.count(title) > 1 else tr("“{title}”", title=title)
        for one, title in zip(there, titles, strict=True)
    ]
    return tr("Choose one of: {names}.", names=in_use().listed(said))
