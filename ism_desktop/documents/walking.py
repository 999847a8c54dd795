"""The files that are meant by what was dropped: files themselves, and for folders all files in them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ism_desktop.errors import FileUnreadable
from ism_desktop.language import tr
from ism_desktop.vault.recognising import not_documents

# What systems leave in folders of their own accord.
_LEFT_BY_SYSTEMS = {"thumbs.db", "desktop.ini"}


def files_of(paths: Sequence[Path], *, leave_out: Path) -> Iterator[tuple[Path, FileUnreadable | None]]:
    """Each file in order of folder and name, with the reason where a folder cannot be read or is empty.

    A vault, a backup or an export among them is named once, as a whole. Hidden files, links to folders, and in a folder the folder
    `leave_out` (the vault itself) are passed over.
    """
    for path in paths:
        try:
            is_folder = path.is_dir()
        except OSError:
            yield (
                path,
                FileUnreadable(tr("This file cannot be reached."), tr("Check its name and the folder that it is in.")),
            )
            continue
        refusal = not_documents(path)
        if refusal is not None or not is_folder:
            yield path, refusal
        else:
            yield from _walked(path, leave_out.resolve())


def _walked(folder: Path, leave_out: Path) -> Iterator[tuple[Path, FileUnreadable | None]]:
    unreadable: list[OSError] = []
    found = False
    for place, folders, names in os.walk(folder, onerror=unreadable.append):
        here = Path(place)
        if here.resolve() == leave_out:
            folders.clear()
            continue
        refusal = not_documents(here)
        if refusal is not None:
            found = True
            folders.clear()
            yield here, refusal
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower() not in _LEFT_BY_SYSTEMS:
                found = True
                yield here / name, not_documents(here / name)
    for error in unreadable:
        yield (
            Path(str(error.filename or folder)),
            FileUnreadable(
                tr("This folder cannot be read."), tr("Check its permissions, or copy it to a folder of your own.")
            ),
        )
    if not found and not unreadable:
        yield folder, FileUnreadable(tr("There are no files in this folder."), tr("Nothing was added."))
