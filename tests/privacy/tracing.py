"""What strace wrote down: which files were opened for writing, made, renamed, and which sockets there were."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = (
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,mkdir,mkdirat,"
    "truncate,memfd_create,execve,execveat,%network"
)
_LINE = re.compile(
    r"^(?P<time>[\d.]+) (?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+|0x[0-9a-f]+)(?:<(?P<path>.*?)>)?(?:[ (].*)?$"
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<(?P<folder>[^>]*)>, $")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
_INTERNET = re.compile(r"\b(AF|PF)_(INET|INET6|PACKET|NETLINK|BLUETOOTH|VSOCK)\b")
_PRINTER_SERVICE = re.compile(r'htons\(631\).*(inet_addr\("127\.0\.0\.1"\)|inet_pton\(AF_INET6, "::1")')
_MAKING = frozenset(
    {
        "rename",
        "renameat",
        "renameat2",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "mknod",
        "mknodat",
        "mkdir",
        "mkdirat",
        "truncate",
    }
)


def tracer(into: Path) -> list[str]:
    """The words in front of a command that have strace write what it does to files that begin with `into`, one for each thread."""
    # --seccomp-bpf: only the calls that are listed stop the program, so it is hardly slower.
    how = ("--follow-forks", "--output-separately", "--seccomp-bpf", "-qq", "-v", "-y", "-ttt", "-s", "4096")
    return ["strace", *how, "-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(into)]


@dataclass(frozen=True)
class Call:
    """One call as strace wrote it, and when."""

    time: float
    line: str

    @property
    def leaves_computer(self) -> bool:
        """Whether it is of a kind of socket that can reach another computer."""
        return _INTERNET.search(self.line) is not None

    @property
    def asks_printers(self) -> bool:
        """Whether it names nothing but this computer's own printer service."""
        return _PRINTER_SERVICE.search(self.line) is not None


@dataclass
class Traced:
    """What a traced program did."""

    written: set[str] = field(default_factory=set)  # paths opened for writing or made, as the kernel resolved them
    in_memory: set[str] = field(default_factory=set)  # names of memory files
    sockets: list[Call] = field(default_factory=list)  # those that make one
    addresses: list[Call] = field(default_factory=list)  # those that name another side
    programs: list[str] = field(default_factory=list)  # whole calls that start a program
    threads: int = 0


def read(prefix: Path) -> Traced:
    """Read every file that strace wrote."""
    traced = Traced()
    for file in sorted(prefix.parent.glob(f"{prefix.name}.*")):
        traced.threads += 1
        for line in file.read_text("utf-8", "replace").splitlines():
            _take(traced, line)
    return traced


def _take(traced: Traced, line: str) -> None:
    found = _LINE.match(line)
    if found is None:
        return
    call, arguments, failed = found["call"], found["arguments"], found["result"].startswith("-")
    if call in {"socket", "socketpair"}:
        traced.sockets.append(Call(float(found["time"]), line))
    elif call in {"connect", "bind", "sendto", "sendmsg", "sendmmsg"} and "sa_family=" in arguments:
        traced.addresses.append(Call(float(found["time"]), line))
    elif call in {"execve", "execveat"} and not failed:
        traced.programs.append(line)
    elif call == "memfd_create":
        traced.in_memory |= {_plain(_STRING.findall(arguments)[0])}
    elif not failed and call in {"open", "openat", "openat2", "creat"}:
        if call == "creat" or _WRITING.search(arguments):
            traced.written.add(_plain(found["path"] or ""))
    elif not failed and call in _MAKING:
        paths = _named(arguments)
        # A link's other side is only read; a rename changes both.
        traced.written |= set(paths if call.startswith("rename") else paths[-1:])


def _named(arguments: str) -> list[str]:
    """The paths in the arguments of a call, each made whole with the folder it is relative to."""
    paths: list[str] = []
    for place in _STRING.finditer(arguments):
        folder = _FOLDER.search(arguments[: place.start()])
        path = _plain(place[1])
        paths.append(path if path.startswith("/") or folder is None else f"{folder['folder']}/{path}")
    return paths


def _plain(quoted: str) -> str:
    """A string of strace without its escapes."""
    if "\\" not in quoted:
        return quoted
    return (
        quoted.encode("latin-1", "backslashreplace")
        .decode("unicode_escape")
        .encode("latin-1", "replace")
        .decode("utf-8", "replace")
    )
