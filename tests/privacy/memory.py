"""What lies in the memory of a running process, read as the superuser or the process's own parent may: /proc/PID/mem."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

# Not memory of the process: the kernel's own pages, which cannot be read.
_NOT_READ = ("[vvar]", "[vsyscall]", "[vvar_vclock]")
_PIECE = 32 * 1024 * 1024


def may_be_read(pid: int) -> bool:
    """Whether this process's memory can be read by us; one that has closed itself in lets only the superuser look."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb"):
            return True
    except PermissionError:
        return False


def count(pid: int, needles: Mapping[str, bytes]) -> dict[str, int]:
    """How often each of these stands anywhere in what the process can read: heap, stacks, libraries, buffers of all threads."""
    found = dict.fromkeys(needles, 0)
    longest = max(map(len, needles.values()))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _mapped(pid):
            # In pieces that overlap a little, so that nothing is missed on an edge, and as little as possible is held here.
            for place in range(start, end, _PIECE):
                with contextlib.suppress(OSError, ValueError):  # gone meanwhile, or a device's
                    memory.seek(place)
                    piece = memory.read(min(_PIECE + longest - 1, end - place))
                    for name, needle in needles.items():
                        found[name] += piece.count(needle)
    return found


def _mapped(pid: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        place, rights, *rest = line.split(maxsplit=5)
        if "r" in rights and not (rest and rest[-1].strip() in _NOT_READ):
            start, _, end = place.partition("-")
            ranges.append((int(start, 16), int(end, 16)))
    return ranges
