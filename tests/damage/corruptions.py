"""What can happen to a file on a disk or in a synchronised folder: bits that flip, and blows to its structure."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

PIECE = 64 * 1024 + 16
HEADER = 80
PAGE = 4096

Blow = Callable[[bytes], bytes]


def flips(content: bytes, count: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """So many places spread evenly over a file, the first and the last byte among them, with a bit for each."""
    length = len(content)
    places = {0, length - 1} if length else set[int]()
    step = length / max(1, count - len(places))
    places |= {min(length - 1, int(number * step + chance.random() * step)) for number in range(count - len(places))}
    return ((place, chance.randrange(8)) for place in sorted(places))


def flip(path: Path, content: bytes, offset: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(bytes([content[offset] ^ 1 << bit]))


def cuts(length: int) -> list[int]:
    """At least eleven lengths that a file may be cut to, where it is long enough to have so many."""
    edges = {1, 15, 16, HEADER - 1, HEADER, HEADER + PIECE, HEADER + 2 * PIECE, PAGE, 2 * PAGE, length - PAGE}
    parts = {length * part // 8 for part in range(1, 8)}
    return sorted(cut for cut in edges | parts | {length - 1, length - 16} if 0 < cut < length)


def structural(content: bytes) -> dict[str, Blow]:
    """Every blow to one file by itself, by name."""
    blows: dict[str, Blow] = {f"cut to {cut}": _cut(cut) for cut in cuts(len(content))}
    blows |= {
        "a byte appended": lambda raw: raw + b"\0",
        "a piece appended": lambda raw: raw + bytes(range(256)) * 16,
        "appended to itself": lambda raw: raw + raw,
        "filled with zeros": lambda raw: bytes(len(raw)),
        "zeros in the middle": lambda raw: raw[: len(raw) // 2] + bytes(16) + raw[len(raw) // 2 + 16 :],
        "zeros at the end": lambda raw: raw[: len(raw) * 3 // 4] + bytes(len(raw) - len(raw) * 3 // 4),
        "first half gone": lambda raw: raw[len(raw) // 2 :],
    }
    return blows | _piecewise(content, HEADER, PIECE, "piece") | _piecewise(content, 0, PAGE, "page")


def _cut(length: int) -> Blow:
    return lambda raw: raw[:length]


def _piecewise(content: bytes, head: int, size: int, word: str) -> dict[str, Blow]:
    if len(content) <= head + size:
        return {}

    def parts(raw: bytes) -> tuple[bytes, list[bytes]]:
        return raw[:head], [raw[start : start + size] for start in range(head, len(raw), size)]

    def swapped(raw: bytes) -> bytes:
        front, cut = parts(raw)
        return front + b"".join([cut[1], cut[0], *cut[2:]])

    def dropped(raw: bytes) -> bytes:
        front, cut = parts(raw)
        return front + b"".join(cut[:1] + cut[2:])

    def last_dropped(raw: bytes) -> bytes:
        front, cut = parts(raw)
        return front + b"".join(cut[:-1])

    def doubled(raw: bytes) -> bytes:
        front, cut = parts(raw)
        return front + b"".join([*cut[:1], *cut])

    def last_doubled(raw: bytes) -> bytes:
        front, cut = parts(raw)
        return front + b"".join([*cut, cut[-1]])

    return {
        f"two {word}s swapped": swapped,
        f"a {word} dropped": dropped,
        f"the last {word} dropped": last_dropped,
        f"a {word} doubled": doubled,
        f"the last {word} doubled": last_doubled,
    }
