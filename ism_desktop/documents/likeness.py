"""Which documents say nearly the same, or show nearly the same picture: a new scan of a paper, a photo saved anew.

Of each document a small sketch is kept in the cache: the least of the hashes of its runs of three words, and for a picture with
hardly any words which of its parts are lighter than their neighbours. A sketch only finds what may be alike; two texts are then
compared themselves. Two reports on one form differ in their numbers, so those must agree almost wholly.
"""

import hashlib
import math
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from ism_desktop.documents import texts
from ism_desktop.documents.originals import original
from ism_desktop.documents.sketches import MOST, Sketch, Sketches, with_sketches
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import vault_settings
from ism_desktop.records.erasing import ERASED
from ism_desktop.records.kinds.documents import all_ids, contents_since
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_RUN = 3
_FEWEST_RUNS = 25
_FEW_WORDS = 5  # fewer are what reading makes of a photo
_FEW_WORDS_ALIKE = 0.8
_WORDS_LOOKED_AT = 20_000
_MAY_BE_ALIKE = 0.3
_MOST_COMPARED = 6  # a laboratory prints thousands of reports on one form: only those most alike are read
_ALIKE = 0.55
_NUMBERS_ALIKE = 0.9
_PICTURE_BITS_APART = 12  # of 256
_EVEN_PICTURE = 16  # fewer edges than this: paper without anything on it
_SECONDS_FOR_OLDER = 2.0
_AT_A_TIME = 50
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that is like another: how much, from 0 to 1, and by its text or by its picture."""

    document_id: str
    share: float
    by_text: bool


class Likenesses:
    """Looks for documents that are alike, for several documents one after the other.

    `seconds`: so long it may sketch documents that came in without, before it compares with what it knows.
    """

    def __init__(self, vault: Vault, workers: Workers, *, seconds: float = _SECONDS_FOR_OLDER) -> None:
        self._vault = vault
        self._workers = workers
        self._seconds = seconds
        self._until: float | None = None

    def alike(self, document_id: str) -> list[Alike]:
        """The documents that are nearly the same as this one, the most alike first, those in the trash too.

        This one is sketched on the way. Raises IsmError: the vault's trouble.
        """
        with self._vault.read() as session:
            content = contents_since(session, -1, only=document_id).get(document_id)
        if content is None:
            return []
        words = self._words(document_id)
        own = self._sketched(document_id, words)
        found, unknown = with_sketches(self._vault, lambda kept: self._put(kept, document_id, content, own)) or ({}, {})
        if unknown and self._seconds:
            if self._until is None:
                self._until = time.monotonic() + self._seconds
            self._learn(unknown, self._until)
            found = with_sketches(self._vault, lambda kept: kept.sharing(own)) or {}
        found.pop(document_id, None)
        return self._compared(words, own, found)

    def catch_up(self, progress: Progress = no_progress) -> None:
        """Sketch every document that came in without, which takes minutes where there are many thousand. Lets `Cancelled` pass."""
        unknown = with_sketches(self._vault, lambda kept: self._caught_up(kept, ""))
        if unknown:
            self._learn(unknown, math.inf, progress)
            with_sketches(self._vault, lambda kept: self._caught_up(kept, ""))

    def _put(
        self, kept: Sketches, document_id: str, content: str, own: Sketch
    ) -> tuple[dict[str, Sketch], dict[str, str]]:
        """Keep the sketch of a document: those that it shares something with, and the documents that have no sketch yet."""
        unknown = self._caught_up(kept, document_id)
        kept.put(document_id, content, own)
        return kept.sharing(own), unknown

    def _caught_up(self, kept: Sketches, but: str) -> dict[str, str]:
        """Forget what was deleted for good; the documents whose sketch is missing, with what their content is called."""
        seen = kept.seen
        with self._vault.read() as session:
            target = self._vault.generation
            if seen > target:  # an older state of the vault was restored
                kept.begin_anew()
                seen = -1
            elif vault_settings.get(session, ERASED).get("generation", 0) > seen >= 0:
                kept.keep(all_ids(session))
            contents = contents_since(session, seen) if seen < target else {}
        unknown = kept.unknown(contents) - {but}
        if not unknown and seen < target:
            kept.seen = target
        return {each: content for each, content in contents.items() if each in unknown}

    def _learn(self, contents: Mapping[str, str], until: float, progress: Progress = no_progress) -> None:
        """Sketch documents, the first ones first, some at a time."""
        asked = list(contents)
        for start in range(0, len(asked), _AT_A_TIME):
            made: dict[str, Sketch] = {}
            for document_id in asked[start : start + _AT_A_TIME]:
                if time.monotonic() < until:
                    progress(start + len(made), len(asked), tr("Comparing documents"))
                    made[document_id] = self._sketched(document_id, self._words(document_id))
            with_sketches(self._vault, partial(_put_all, contents, made))

    def _compared(self, words: Sequence[str], own: Sketch, others: Mapping[str, Sketch]) -> list[Alike]:
        shares = {each: _shared(own.runs, other.runs) for each, other in others.items() if own.runs and other.runs}
        likely = sorted((each for each in shares if shares[each] >= _MAY_BE_ALIKE), key=lambda each: -shares[each])
        found = [Alike(each, likeness(words, self._words(each)), by_text=True) for each in likely[:_MOST_COMPARED]]
        found = [each for each in found if each.share >= _ALIKE]
        for other_id, other in others.items():
            apart = (own.picture ^ other.picture).bit_count() if own.picture and other.picture else 256
            if apart > _PICTURE_BITS_APART:
                continue
            theirs = self._words(other_id)
            if len(words) < _FEW_WORDS or len(theirs) < _FEW_WORDS:
                found.append(Alike(other_id, 1 - apart / 256, by_text=False))
            elif _numbers_agree(words, theirs) and (share := _share(set(words), set(theirs))) >= _FEW_WORDS_ALIKE:
                found.append(Alike(other_id, share, by_text=True))
        return sorted(found, key=lambda each: (-each.share, each.document_id))

    def _sketched(self, document_id: str, words: Sequence[str]) -> Sketch:
        """What cannot be read has no likeness."""
        runs = _sketch(words)
        if runs:
            return Sketch(runs)
        try:
            untrusted, media_type, _ = original(self._vault, document_id)
            return Sketch(
                picture=0 if media_type.startswith("text/") else _bits(self._workers.glance(untrusted, media_type))
            )
        except IsmError:
            return Sketch()

    def _words(self, document_id: str) -> list[str]:
        try:
            return words_of(self._vault, document_id)
        except IsmError:
            return []


def _put_all(contents: Mapping[str, str], made: Mapping[str, Sketch], kept: Sketches) -> None:
    for document_id, sketch in made.items():
        kept.put(document_id, contents[document_id], sketch)


def words_of(vault: Vault, document_id: str) -> list[str]:
    """The first words of a document, many thousand, in small letters. Raises RecordMissing, VaultDamaged."""
    pages = texts.page_texts(vault, document_id)
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


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of runs that both have, 0 where their numbers are others."""
    return _share(_runs(one), _runs(other)) if _numbers_agree(one, other) else 0.0


def _numbers_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    numbers = [{word for word in words if any(map(str.isdigit, word))} for words in (one, other)]
    return _share(*numbers) >= _NUMBERS_ALIKE


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
