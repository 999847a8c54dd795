"""What the search box finds in the guide: words of the glossary and common questions, pages, and single sentences."""

import re
from collections.abc import Iterator

from ism_desktop.language import tr_n
from ism_desktop.library.guide import COMMON, GLOSSARY, Found, Guide
from ism_desktop.records.search import HIT_END, HIT_START, Hit

GUIDE = "guide"
"""The kind of these hits: the place that shows them."""
MOST = 6
_SHORTEST = 3  # letters: with fewer nearly every sentence would be found


def guide_hits(guide: Guide, words: str) -> list[Hit]:
    """The hits, what is named by the words first, and as the last of them the way to all of them, where there are more."""
    wanted = words.casefold().split()
    if max(map(len, wanted), default=0) < _SHORTEST:
        return []
    found = list(_hits(guide, words, wanted))
    if len(found) <= MOST:
        return found
    count = tr_n("{number} more place in the guide", "{number} more places in the guide", len(found) - MOST + 1)
    return [*found[: MOST - 1], Hit(GUIDE, f"find:{words}", count, "", None, None)]


def _hits(guide: Guide, words: str, wanted: list[str]) -> Iterator[Hit]:
    pages = [page for page in guide.pages if _says(f"{page.title} {page.about}", wanted)]
    said = guide.search(words)
    named = [one for one in said if one.page in {COMMON, GLOSSARY} and _says(one.title, wanted)]
    for one in sorted(named, key=lambda one: (one.page != GLOSSARY, not _is_called(one, wanted))):
        yield _hit(one, wanted)
    for page in pages:
        yield Hit(GUIDE, page.key, page.title, _marked(page.about, wanted), None, None)
    # A page is one hit, not as many as it has sentences.
    for one in said:
        if one not in named and _says(one.text, wanted):
            yield _hit(one, wanted)


def _hit(found: Found, wanted: list[str]) -> Hit:
    return Hit(GUIDE, found.key, found.title, _marked(found.text, wanted), None, None)


def _is_called(found: Found, wanted: list[str]) -> bool:
    return " ".join(wanted) in found.title.casefold().split(", ")


def _says(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _marked(text: str, wanted: list[str]) -> str:
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    return re.sub(pattern, lambda match: f"{HIT_START}{match[0]}{HIT_END}", text, flags=re.IGNORECASE)
