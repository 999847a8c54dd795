"""Which documents say nearly the same, or show nearly the same picture: a new scan of a paper, a photo saved anew.

Of each document a small sketch is kept in the cache: the least of the hashes of its runs of three words, and for a picture with
hardly any words which of its parts are lighter than their neighbours. A sketch only finds what may be alike; two texts are then
compared themselves. Two reports on one form differ in their numbers, so those must agree almost wholly.
"""

import hashlib
import re
import time
from collections.abc import Sequence
from itertools import pairwise

from ism_desktop.documents import texts
from ism_desktop.documents.originals import original
from ism_desktop.documents.sketches import MOST, Sketch, unpacked
from ism_desktop.errors import IsmError
from ism_desktop.records.kinds.documents import all_ids, newest_first
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_KEY = "likeness"
_RUN = 3
_FEWEST_RUNS = 25
_WORDS_LOOKED_AT = 20_000
_MAY_BE_ALIKE = 0.3
_ALIKE = 0.55
_NUMBERS_ALIKE = 0.9
_PICTURE_BITS_APART = 12  # of 256
_EVEN_PICTURE = 16  # fewer edges than this: paper without anything on it
_SECONDS_FOR_OLDER = 2.0
_WORD = re.compile(r"\w+")


class Likenesses:
    """The sketches of a vault's documents, read once for several imports. `save` puts what is new into the cache."""

    def __init__(self, vault: Vault, workers: Workers) -> None:
        self._vault = vault
        self._workers = workers
        self._known = unpacked(vault.cache_files.get(_KEY))
        self._changed = False
        self._catch_up()

    def alike(self, document_id: str) -> list[str]:
        """The documents that are nearly the same as this one, the most alike first."""
        own = self._known.get(document_id)
        if own is None:
            return []
        found: list[tuple[float, str]] = []
        text: list[str] | None = None
        for other_id, other in self._known.sharing(own):
            if other_id != document_id and _shared(own.runs, other.runs) >= _MAY_BE_ALIKE:
                text = self._words(document_id) if text is None else text
                share = _likeness(text, self._words(other_id))
                if share >= _ALIKE:
                    found.append((share, other_id))
        for other_id, picture in self._known.pictures() if own.picture else ():
            apart = (own.picture ^ picture).bit_count()
            if other_id != document_id and apart <= _PICTURE_BITS_APART:
                found.append((1 - apart / 256, other_id))
        return [other_id for _, other_id in sorted(found, reverse=True)]

    def learn(self, document_id: str) -> None:
        """Sketch a document. What cannot be read has no likeness."""
        try:
            runs = _sketch(self._words(document_id))
            picture = 0
            if not runs:
                untrusted, media_type, _ = original(self._vault, document_id)
                picture = 0 if media_type.startswith("text/") else _bits(self._workers.glance(untrusted, media_type))
        except IsmError:
            runs, picture = frozenset[int](), 0
        self._known.add(document_id, Sketch(runs, picture))
        self._changed = True

    def save(self) -> None:
        """Keep what is new."""
        if self._changed:
            self._vault.cache_files.put(_KEY, self._known.packed())
            self._changed = False

    def _catch_up(self) -> None:
        """Forget what is gone, and sketch documents that came another way, the newest first, for as long as nobody minds."""
        with self._vault.read() as session:
            there = all_ids(session)
            missing = newest_first(session, there - self._known.ids) if there - self._known.ids else []
        self._known.keep(there)
        end = time.monotonic() + _SECONDS_FOR_OLDER
        for document_id in missing:
            if time.monotonic() < end:
                self.learn(document_id)

    def _words(self, document_id: str) -> list[str]:
        try:
            pages = texts.page_texts(self._vault, document_id)
        except IsmError:
            return []
        return _WORD.findall(" ".join(page.text for page in pages).casefold())[:_WORDS_LOOKED_AT]


def _runs(words: Sequence[str]) -> set[int]:
    runs = (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
    return {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest(), "big") for run in runs}


def _sketch(words: Sequence[str]) -> frozenset[int]:
    runs = _runs(words)
    return frozenset(sorted(runs)[:MOST]) if len(runs) >= _FEWEST_RUNS else frozenset()


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    both = one & other
    if len(both) < _MAY_BE_ALIKE * min(len(one), len(other)):
        return 0.0  # as nearly all are, among thousands
    least = sorted(one | other)[:MOST]
    return len(both & set(least)) / len(least)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of runs that both have, 0 where their numbers are others."""
    numbers = [{word for word in words if any(map(str.isdigit, word))} for words in (one, other)]
    if _share(*numbers) < _NUMBERS_ALIKE:
        return 0.0
    return _share(_runs(one), _runs(other))


def _share(one: set[str] | set[int], other: set[str] | set[int]) -> float:
    either = len(one) + len(other) - len(one & other)  # pyright: ignore[reportOperatorIssue, reportUnknownArgumentType] - both are of one kind
    return 1.0 if either == 0 else (len(one) + len(other) - either) / either


def _bits(grey: Sequence[int]) -> int:
    """For each of 16 by 16 parts whether it is lighter than the one to its right; nothing for an even picture."""
    rows = [grey[start : start + 17] for start in range(0, len(grey), 17)]
    edges = [(left > right, abs(left - right)) for row in rows for left, right in pairwise(row)]
    if sum(by > 2 for _, by in edges) < _EVEN_PICTURE:
        return 0
    return sum(1 << place for place, (lighter, _) in enumerate(edges) if lighter)
