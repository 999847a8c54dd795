"""The separate process that talks to the keyring of the person's account: one request on standard input, one answer on standard output.

It imports nothing of ours, so that it starts fast and holds nothing but the one secret. A keyring may ask the person something and wait,
and its libraries may fail in any way: the parent waits for a limited time and then ends this process. Only the classes below are used,
each made directly: `keyring.get_keyring()` would take whatever is installed or named in the environment, even a file of plain text
(docs/security-design.md, trap T8).
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet, libsecret, macOS
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError, PasswordSetError

ALLOWED: tuple[type[KeyringBackend], ...] = (
    SecretService.Keyring,
    libsecret.Keyring,
    macOS.Keyring,
    Windows.WinVaultKeyring,
    kwallet.DBusKeyring,
)
_LONGEST = 64 * 1024

Answer = dict[str, Any]


def main() -> None:
    """Do what is asked once. Whatever a library prints goes nowhere."""
    asked = sys.stdin.buffer.readline(_LONGEST)
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    try:
        answer = _answer(json.loads(asked))
    except Exception as error:  # noqa: BLE001 - on a keyring that does not work these libraries raise any error there is
        answer = {"fault": _fault(error)}
    answers.write(json.dumps(answer).encode())
    answers.flush()
    # Straight out: a library's thread that still waits for the person must not hold the answer back.
    os._exit(0)


def _answer(request: Answer) -> Answer:
    do: dict[str, Callable[[list[KeyringBackend], str, str, str], Answer]] = {
        "keep": _keep,
        "fetch": _fetch,
        "forget": _forget,
    }
    usable = _usable()
    if not usable:
        return {"fault": "absent"}
    return do[request["do"]](usable, request["service"], request["user"], request.get("secret", ""))


def _usable() -> list[KeyringBackend]:
    """The allowed keyrings that work on this computer, the one its desktop prefers first."""
    found: list[tuple[float, KeyringBackend]] = []
    for kind in ALLOWED:
        # "Not here" comes as RuntimeError, and from the depths of D-Bus as anything at all.
        with contextlib.suppress(Exception):
            found.append((float(kind.priority), _made(kind)))
    return [backend for _, backend in sorted(found, key=lambda one: one[0], reverse=True)]


def _made(kind: type[KeyringBackend]) -> KeyringBackend:
    backend = kind()
    if isinstance(backend, Windows.WinVaultKeyring):
        # Its own default follows the account to other computers of an office.
        backend.persist = "local machine"
    return backend


def _keep(usable: list[KeyringBackend], service: str, user: str, secret: str) -> Answer:
    """Write the secret, and read it back: there are keyrings that take everything and keep nothing."""
    usable[0].set_password(service, user, secret)  # pyright: ignore[reportUnknownMemberType] - the library wraps it
    return {"secret": usable[0].get_password(service, user)}


def _fetch(usable: list[KeyringBackend], service: str, user: str, _: str) -> Answer:
    for backend in usable:
        secret = backend.get_password(service, user)
        if secret is not None:
            return {"secret": secret}
    return {"secret": None}


def _forget(usable: list[KeyringBackend], service: str, user: str, _: str) -> Answer:
    for backend in usable:
        with contextlib.suppress(PasswordDeleteError):
            backend.delete_password(service, user)
    return {"secret": None}


def _fault(error: BaseException) -> str:
    causes = {type(error).__name__, type(error.__cause__).__name__}
    if "PromptDismissedException" in causes or isinstance(error, PasswordSetError):
        return "dismissed"
    if isinstance(error, KeyringLocked) or "LockedException" in causes:
        return "locked"
    if isinstance(error, InitError | NoKeyringError):
        return "absent"
    return type(error).__name__


if __name__ == "__main__":
    main()
