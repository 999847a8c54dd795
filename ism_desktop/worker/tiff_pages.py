"""The pages of a TIFF: where each one's directory stands and how it is to be turned, found without any library.

Pillow follows the chain of directories only as far as the first bad one, and turns some pages by their tag while loading and others not.
So the chain is followed here, the tag is asked here and once, and set to “upright” in the buffer before Pillow sees a page.
"""

import struct
from dataclasses import dataclass

from ism_desktop.worker.limits import MAX_PAGES

_BITS, _PHOTOMETRIC, _ORIENTATION = 258, 262, 274
_WHITE_IS_ZERO, _BLACK_IS_ZERO = 0, 1
_BYTE, _SHORT, _LONG = 1, 3, 4
_WIDTHS = {_BYTE: "B", _SHORT: "H", _LONG: "I"}
# Bytes of one value, by kind.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_MOST_ENTRIES = 65_535


@dataclass(frozen=True, slots=True)
class TiffPage:
    """Where the directory of a page stands, its orientation (1 to 8), and whether its deep grey counts from white."""

    place: int
    turn: int
    from_white: bool


class Directories:
    """The directories of a TIFF, or of notes in its format (EXIF): what they hold, by tags."""

    def __init__(self, whole: memoryview) -> None:
        self._whole = whole
        order = "<" if bytes(whole[:2]) == b"II" else ">"
        self._is_big = b"+" in bytes(whole[2:4])
        self._count = struct.Struct(order + ("Q" if self._is_big else "H"))
        self._pointer = struct.Struct(order + ("Q" if self._is_big else "I"))
        self._entry = struct.Struct(order + ("HHQ8s" if self._is_big else "HHI4s"))
        self._order = order

    @property
    def start(self) -> int:
        """Where the place of the first directory is written."""
        return 8 if self._is_big else 4

    def number(self, pointer: int) -> int:
        """The place that is written somewhere, 0 where there is none."""
        inside = pointer >= 0 and pointer + self._pointer.size <= len(self._whole)
        return int(self._pointer.unpack_from(self._whole, pointer)[0]) if inside else 0

    def behind(self, place: int) -> int:
        """Where the place of the next directory is written behind this one."""
        return place + self._count.size + (self._entries(place) or 0) * self._entry.size

    def contents(self, place: int) -> dict[int, memoryview]:
        """The bytes of each entry of a directory, as far as they lie in the file."""
        found: dict[int, memoryview] = {}
        for number in range(self._entries(place) or 0):
            at = place + self._count.size + number * self._entry.size
            tag, kind, values, content = self._entry.unpack_from(self._whole, at)
            size = _SIZES.get(kind, 0) * values
            start = at + self._entry.size - len(content)
            if size > len(content):
                start = self.number(start)
            found.setdefault(tag, self._whole[start : start + size])
        return found

    def place_in(self, content: memoryview | None) -> int:
        """The place that an entry of one number holds."""
        width = {2: "H", 4: "I", 8: "Q"}.get(0 if content is None else len(content))
        return 0 if width is None or content is None else int(struct.unpack(self._order + width, content)[0])

    def ratio(self, content: memoryview | None) -> float:
        """The value of an entry of one ratio, 0 where it is none."""
        if content is None or len(content) != 8:
            return 0.0
        above, below = struct.unpack(self._order + "II", content)
        return above / below if below else 0.0

    def _entries(self, place: int) -> int | None:
        """How many entries a directory has, None where it does not lie in the file."""
        if not 0 < place <= len(self._whole) - self._count.size:
            return None
        count = int(self._count.unpack_from(self._whole, place)[0])
        whole = 0 < count <= _MOST_ENTRIES and place + self._count.size + count * self._entry.size <= len(self._whole)
        return count if whole else None


class TiffPages(Directories):
    """The pages of a TIFF in the writable buffer `whole`; `is_cut` says that the chain of pages leads out of the file."""

    def __init__(self, whole: memoryview) -> None:
        super().__init__(whole)
        self.is_cut = False
        self.pages: list[TiffPage] = []
        self._follow()

    def put_first(self, page: TiffPage) -> None:
        """Make a page the first of the file, so that whoever opens it reads no other."""
        self._pointer.pack_into(self._whole, self.start, page.place)

    def _follow(self) -> None:
        seen: set[int] = set()
        pointer = self.start
        # One page more than is allowed tells that there are too many.
        while len(self.pages) <= MAX_PAGES:
            place = self._following(pointer)
            if place == 0 or place in seen:
                return
            count = None if place is None else self._entries(place)
            if place is None or count is None:
                self.is_cut = True
                return
            seen.add(place)
            self.pages.append(self._page(place, count))
            pointer = place + self._count.size + count * self._entry.size

    def _following(self, pointer: int) -> int | None:
        """What stands where a pointer should, None behind the end of the file."""
        if pointer + self._pointer.size > len(self._whole):
            # A last directory without the pointer behind it is whole, and the last.
            return 0 if self.pages and pointer <= len(self._whole) else None
        return self.number(pointer)

    def _page(self, place: int, count: int) -> TiffPage:
        found: dict[int, tuple[int, int | None]] = {}
        for number in range(count):
            at = place + self._count.size + number * self._entry.size
            tag, kind, values, content = self._entry.unpack_from(self._whole, at)
            if tag in (_BITS, _PHOTOMETRIC, _ORIENTATION):
                found.setdefault(tag, (at, self._value(kind, values, content)))
        at, turn = found.get(_ORIENTATION, (0, 1))
        if at:
            self._write(at, _ORIENTATION, 1)
        # Pillow knows deep grey that counts from white in one byte order only, and does not turn it over.
        at, photometric = found.get(_PHOTOMETRIC, (0, None))
        from_white = photometric == _WHITE_IS_ZERO and (found.get(_BITS, (0, 1))[1] or 0) >= 16
        if from_white:
            self._write(at, _PHOTOMETRIC, _BLACK_IS_ZERO)
        return TiffPage(place, turn if turn is not None and 1 <= turn <= 8 else 1, from_white)

    def _value(self, kind: int, values: int, content: bytes) -> int | None:
        width = _WIDTHS.get(kind)
        return None if width is None or values != 1 else int(struct.unpack_from(self._order + width, content)[0])

    def _write(self, at: int, tag: int, value: int) -> None:
        content = struct.pack(self._order + "H", value)
        self._entry.pack_into(self._whole, at, tag, _SHORT, 1, content)
