"""What was done to make a version, in words: for the list of versions."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records.document_versions import LOCKED, UNLOCK, Step, Version

_MOST_NAMED = 12


def name(version: Version) -> str:
    """What a version is called."""
    if version.is_locked:
        return tr("Locked original")
    if version.is_unlocked:
        return tr("Unlocked copy")
    if version.is_part:
        return tr("Original file “{name}”", name=version.file_name)
    return tr("Original") if version.is_original else tr("Version {number}", number=version.number)


def words(version: Version) -> list[str]:
    """What was done to make a version, a sentence for each step; none for an original that anyone can open."""
    return said(version.recipe)


def said(steps: Iterable[Step]) -> list[str]:
    """The steps, a sentence for each; one that a later program wrote is passed over."""
    found: list[str] = []
    for step in steps:
        pages = _pages(step)
        which, count = _listed(pages), len(pages)
        sentence = _sentence(step, which, count)
        if sentence:
            found.append(sentence)
    return found


def _sentence(step: Step, which: str, count: int) -> str:
    what = step.get("step")
    if what == "delete":
        return tr_n("Deleted page {which}.", "Deleted pages {which}.", count, which=which)
    if what == LOCKED:
        return tr("It is kept exactly as it came, and opens only with its password.")
    if what == UNLOCK:
        return tr("The lock was taken off with the password; nothing else was changed.")
    if what == "reorder":
        return tr("Changed the order of the pages.")
    if what == "add":
        title = str(step.get("from", ""))
        return tr_n(
            "Added page {which} from “{title}”.", "Added pages {which} from “{title}”.", count, which=which, title=title
        )
    if what == "turn":
        return _turned(step, which, count)
    return _changed(str(what), which, count)


def _changed(what: str, which: str, count: int) -> str:
    if what == "crop":
        return tr_n("Cropped page {which}.", "Cropped pages {which}.", count, which=which)
    if what == "straighten":
        return tr_n("Straightened page {which}.", "Straightened pages {which}.", count, which=which)
    if what == "clean":
        return tr_n("Cleaned up page {which}.", "Cleaned up pages {which}.", count, which=which)
    if what == "black_out":
        return tr_n("Blacked out a part of page {which}.", "Blacked out parts of pages {which}.", count, which=which)
    return ""


def _turned(step: Step, which: str, count: int) -> str:
    degrees = step.get("degrees")
    if degrees == 180:
        return tr_n("Turned page {which} upside down.", "Turned pages {which} upside down.", count, which=which)
    if degrees == 270:
        return tr_n("Turned page {which} to the left.", "Turned pages {which} to the left.", count, which=which)
    return tr_n("Turned page {which} to the right.", "Turned pages {which} to the right.", count, which=which)


def _pages(step: Step) -> list[int]:
    found: Any = step.get("pages")
    return [page for page in cast("list[Any]", found) if isinstance(page, int)] if isinstance(found, list) else []


def _listed(pages: Sequence[int]) -> str:
    """Pages as people write them: 1, 3–5 and 8."""
    runs: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    if len(parts) > _MOST_NAMED:
        parts = [*parts[:_MOST_NAMED], "…"]
    return in_use().listed(parts)
