"""Small sketches of many documents, packed one behind the other: tens of thousands are read, looked through and kept in milliseconds."""

import json
import sys
from array import array
from collections.abc import Collection, Iterator, KeysView
from dataclasses import dataclass, field
from itertools import accumulate

MOST = 64  # hashes of one sketch
_VERSION = 2
_HASH = "I"
_BITS = 32  # bytes of a picture
_FIRST = 16
"""So many of the least hashes are looked at first: two texts of which half is the same share one of these all but surely."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The least hashes of a text, and the bits of a picture; each may be empty."""

    runs: frozenset[int] = frozenset()
    picture: int = 0


@dataclass
class Sketches:
    """The sketches by the ids of their documents."""

    _places: dict[str, int] = field(default_factory=dict[str, int])
    _ends: list[int] = field(default_factory=list[int])
    _pictures: bytearray = field(default_factory=bytearray)
    _hashes: "array[int]" = field(default_factory=lambda: array(_HASH))

    @property
    def ids(self) -> KeysView[str]:
        """Whose sketches these are."""
        return self._places.keys()

    def get(self, document_id: str) -> Sketch | None:
        """One sketch."""
        place = self._places.get(document_id)
        return None if place is None else Sketch(frozenset(self._runs(place)), self._picture(place))

    def add(self, document_id: str, sketch: Sketch) -> None:
        """Take a sketch in, in place of a former one."""
        if document_id in self._places:
            self.keep(self._places.keys() - {document_id})
        self._places[document_id] = len(self._ends)
        self._hashes.extend(sorted(sketch.runs))
        self._ends.append(len(self._hashes))
        self._pictures += sketch.picture.to_bytes(_BITS, "big")

    def keep(self, ids: Collection[str]) -> None:
        """Forget all others."""
        kept = {one: place for one, place in self._places.items() if one in ids}
        if len(kept) == len(self._places):
            return
        fresh = Sketches()
        for one, place in kept.items():
            fresh.add(one, Sketch(frozenset(self._runs(place)), self._picture(place)))
        self._places, self._ends = fresh._places, fresh._ends
        self._pictures, self._hashes = fresh._pictures, fresh._hashes

    def sharing(self, own: Sketch) -> Iterator[tuple[str, Sketch]]:
        """Those that share some of the least hashes of a text."""
        start = 0
        for document_id, end in zip(self._places, self._ends, strict=True):
            if start < end and not own.runs.isdisjoint(self._hashes[start : min(end, start + _FIRST)]):
                yield document_id, Sketch(frozenset(self._hashes[start:end]))
            start = end

    def pictures(self) -> Iterator[tuple[str, int]]:
        """The pictures of all that have one."""
        for document_id, place in self._places.items():
            if picture := self._picture(place):
                yield document_id, picture

    def _runs(self, place: int) -> "array[int]":
        return self._hashes[self._ends[place - 1] if place else 0 : self._ends[place]]

    def _picture(self, place: int) -> int:
        return int.from_bytes(self._pictures[place * _BITS : (place + 1) * _BITS], "big")

    def packed(self) -> bytes:
        """A line of JSON that says whose sketches follow; then how long each is, the pictures, and the hashes."""
        head = {"version": _VERSION, "order": sys.byteorder, "ids": list(self._places)}
        lengths = bytes(end - start for start, end in zip((0, *self._ends), self._ends, strict=False))
        line = json.dumps(head, separators=(",", ":")).encode()
        return b"".join((line, b"\n", lengths, self._pictures, self._hashes.tobytes()))


def unpacked(kept: bytes | None) -> Sketches:
    """What was packed; nothing where that was another version of the program, or another sort of computer."""
    # The cache vouches that these are the bytes that `packed` wrote, maybe in an earlier version or on another computer.
    if kept is None:
        return Sketches()
    line, _, content = kept.partition(b"\n")
    head = json.loads(line)
    if (head["version"], head["order"]) != (_VERSION, sys.byteorder):
        return Sketches()
    ids: list[str] = head["ids"]
    lengths, rest = content[: len(ids)], content[len(ids) :]
    pictures = len(ids) * _BITS
    hashes = array(_HASH)
    hashes.frombytes(rest[pictures:])
    places = {one: place for place, one in enumerate(ids)}
    return Sketches(places, list(accumulate(lengths)), bytearray(rest[:pictures]), hashes)
