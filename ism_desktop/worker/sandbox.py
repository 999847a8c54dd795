"""The sandbox of a worker process: limits of memory, time and files, and on Linux a filter of system calls.

Everything here is applied by the worker process to itself, after its imports and before it sees a document's first byte, and cannot be
taken back. On Linux (x86-64) the filter leaves reading files and memory, and refuses network, writing, other processes and shared memory.
On other systems the limits that exist there hold, and what is missing is said in `Sandbox`.
"""

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

from ism_desktop.worker.limits import CPU_SECONDS, MAX_FILE_BYTES, MEMORY_BYTES, OPEN_FILES

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

# BPF instructions and results (linux/filter.h, linux/seccomp.h).
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _ABSENT, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X86_64 = 0xC000003E
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 4, 22, 38, 2

_CLONE_THREAD = 0x00010000
_O_TMPFILE = 0x00400000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | _O_TMPFILE

# System calls of x86-64 (asm/unistd_64.h) that no reader of documents needs.
_NETWORK = (
    41,
    42,
    43,
    44,
    45,
    46,
    47,
    49,
    50,
    53,
    288,
    299,
    307,
)  # socket … recvmsg, bind, listen, socketpair, accept4, …mmsg
_PROCESSES = (57, 58, 59, 62, 101, 129, 141, 200, 272, 297, 308, 310, 311, 312, 322, 424, 434, 438, 440, 448)
_CHANGING_FILES = (
    *(76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 132, 133, 188, 189, 190, 197, 198, 199, 235),
    *(258, 259, 260, 261, 263, 264, 265, 266, 268, 280, 285, 316, 452),
)
_SHARED_MEMORY = (29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 240, 241, 319, 447)
_SYSTEM = (
    *(155, 161, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 175, 176, 179, 227, 246, 248, 249, 250),
    *(298, 300, 303, 304, 305, 313, 320, 321, 323, 425, 426, 427, 428, 429, 430, 431, 432, 433, 442),
)
_OPEN, _OPENAT, _OPENAT2, _CLONE, _CLONE3, _PRLIMIT, _TGKILL = 2, 257, 437, 56, 435, 302, 234
# Calls that came after Linux 6.10; the filter's author did not know them.
_NEWER = 463


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What holds it: `limits` of memory and files, and the `filter` of system calls."""

    limits: bool
    filter: bool


def enter_sandbox() -> Sandbox:
    """Close this process in, as far as this system can."""
    limits = resource is not None
    if resource is not None:
        for which, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
        ):
            _limit(which, most, most)
        room_for(0)
    filtered = False
    if sys.platform == "linux" and platform.machine() == "x86_64":
        # A kernel built without seccomp is no reason not to read a document; the parent logs that this wall is missing.
        with contextlib.suppress(OSError):
            _install_filter()
            filtered = True
    return Sandbox(limits=limits, filter=filtered)


def room_for(document_bytes: int) -> None:
    """Set the cap of address space: `MEMORY_BYTES` beside the document that is held."""
    if resource is not None:
        _limit(resource.RLIMIT_AS, MEMORY_BYTES + document_bytes, MEMORY_BYTES + MAX_FILE_BYTES)


def start_of_job() -> None:
    """Give the coming job its processor time; the system ends this process when it is used up."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime)
        _limit(resource.RLIMIT_CPU, used + CPU_SECONDS + 1, None)


def _limit(which: int, soft: int, hard: int | None) -> None:
    """Set a limit; `hard` of None leaves the hard one. Where the system's own hard limit is lower already, that one stays."""
    if resource is None:
        return
    there = resource.getrlimit(which)[1]
    wanted = there if hard is None else hard
    if there != resource.RLIM_INFINITY:
        wanted = min(wanted, there) if wanted != resource.RLIM_INFINITY else there
        soft = min(soft, there)
    try:
        resource.setrlimit(which, (soft, wanted))
    except (OSError, ValueError):
        if sys.platform == "linux":  # macOS knows RLIMIT_AS and refuses to set it
            raise


def _install_filter() -> None:
    instructions = _filter()
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *instruction) for instruction in instructions))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    program = Program(len(instructions), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    # A core dump of a crashed reader would put the document on the disk, also where the system pipes dumps to a collector.
    _check(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
    _check(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _check(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0))


def _check(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "The worker process could not close itself in.")


def _filter() -> list[tuple[int, int, int, int]]:
    """The filter's instructions: (operation, skip if true, skip if false, value)."""
    answer_absent = [(_RETURN, 0, 0, _ABSENT)]
    code = [
        *((_LOAD, 0, 0, _ARCHITECTURE), (_IF_EQUAL, 1, 0, _X86_64), (_RETURN, 0, 0, _KILL)),
        (_LOAD, 0, 0, _NUMBER),
        *((_IF_AT_LEAST, 0, 1, _NEWER), *answer_absent),  # also the x32 calls, which begin at 0x40000000
        # "Not there" instead of "not permitted": then the C library makes threads with clone, whose flags can be seen here.
        *((_IF_EQUAL, 0, 1, _CLONE3), *answer_absent, (_IF_EQUAL, 0, 1, _OPENAT2), *answer_absent),
    ]
    for number in (*_NETWORK, *_PROCESSES, *_CHANGING_FILES, *_SHARED_MEMORY, *_SYSTEM):
        code += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    code += _when(_OPEN, argument=1, test=_IF_ANY_BIT, value=_WRITING, allowed_if=False)
    code += _when(_OPENAT, argument=2, test=_IF_ANY_BIT, value=_WRITING, allowed_if=False)
    code += _when(_CLONE, argument=0, test=_IF_ANY_BIT, value=_CLONE_THREAD, allowed_if=True)
    code += _when(_PRLIMIT, argument=0, test=_IF_EQUAL, value=0, allowed_if=True)
    code += _when(_TGKILL, argument=0, test=_IF_EQUAL, value=os.getpid(), allowed_if=True)
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _when(number: int, *, argument: int, test: int, value: int, allowed_if: bool) -> list[tuple[int, int, int, int]]:
    """Allow the system call `number` only if the test of one argument comes out as `allowed_if`."""
    hit, miss = (_ALLOW, _REFUSE) if allowed_if else (_REFUSE, _ALLOW)
    return [
        (_IF_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
        (test, 0, 1, value),
        (_RETURN, 0, 0, hit),
        (_RETURN, 0, 0, miss),
    ]
