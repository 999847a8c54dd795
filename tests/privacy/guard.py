"""The guard inside a program under test: Python itself tells it of every socket and every other program, and it refuses what is not listed.

Refusals are also written to a file, because a program may catch the exception.
"""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

# The file that refusals are written to; set by the test that starts the program.
REFUSALS = "ISM_TEST_REFUSALS"

_PACKAGE = Path(__file__).parents[2] / "ism_desktop"

# Calls of the standard library that reach other computers, whatever their arguments are.
_FAR = (
    *("urllib.Request", "http.client.connect", "http.client.send", "ftplib.connect", "smtplib.connect", "imaplib.open"),
    *("poplib.connect", "nntplib.connect", "telnetlib.Telnet.open", "webbrowser.open"),
    *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto"),
)
# Other ways to start a program than the two that the program has.
_STARTS = ("os.system", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile", "pty.spawn")


def stand() -> None:
    """Watch this process from now on, if a test asks for it."""
    path = os.environ.get(REFUSALS)
    if path:
        sys.addaudithook(Guard(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)))


class Guard:
    """An audit hook. It cannot be taken away again."""

    def __init__(self, told: int) -> None:
        self._told = told

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise PermissionError for what the program has no business doing."""
        reason = objection(event, arguments)
        if reason:
            os.write(self._told, (json.dumps({"event": event, "why": reason}) + "\n").encode())
            raise PermissionError(f"{event}: {reason}")


def objection(event: str, arguments: tuple[Any, ...]) -> str:
    """Why this may not be; empty when it may."""
    if event in _FAR:
        return "reaches another computer"
    if event in _STARTS:
        return "starts a program in a way the program does not need"
    if event == "socket.__new__":
        return "" if arguments[1] == socket.AF_UNIX else f"a socket of family {arguments[1]}"
    if event in {"socket.connect", "socket.bind"}:
        return "" if isinstance(arguments[1], str | bytes) else f"an address of a network: {arguments[1]!r}"
    if event == "subprocess.Popen":
        return "" if _is_ours([str(word) for word in arguments[1]]) else f"another program: {arguments[0]!r}"
    if event == "os.exec":
        return "" if _is_ours([str(word) for word in arguments[1]]) else f"another program: {arguments[0]!r}"
    return ""


def _is_ours(command: list[str]) -> bool:
    """Whether a command is this Python with a part of the program: a worker process, the keyring's, or the program itself after a lock."""
    if command[0] != sys.executable:
        return False
    if "-m" in command:
        return command[command.index("-m") + 1] == "ism_desktop"
    if "-I" not in command:
        return False
    if "-c" in command:
        return "from ism_desktop." in command[command.index("-c") + 1]
    return any(Path(word).parent.is_relative_to(_PACKAGE) for word in command if word.endswith(".py"))
