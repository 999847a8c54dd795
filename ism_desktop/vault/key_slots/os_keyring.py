"""Asks the separate process for one entry of the account's keyring, within a time limit, and names what went wrong."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ism_desktop.errors import KeyringUnavailable
from ism_desktop.language import tr, tr_lazy

TIME_LIMIT = 20.0
_PROCESS = Path(__file__).resolve().with_name("keyring_process.py")
_NO_CONSOLE_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one for every process
# What a keyring needs to be found, and nothing else: no PYTHON_KEYRING_BACKEND, no KEYRING_PROPERTY_…, no KEYCHAIN_PATH.
_PASSED_ON = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "HOME",
    "USER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
    "XDG_RUNTIME_DIR",
    "APPDATA",
    "LOCALAPPDATA",
    "SYSTEMROOT",
    "USERDOMAIN",
    "USERNAME",
    "USERPROFILE",
)
_SENTENCES = {
    "absent": tr_lazy("No keyring that this program trusts is running on this computer."),
    "locked": tr_lazy("The keyring is locked and was not opened."),
    "dismissed": tr_lazy("The keyring’s question was closed without an answer."),
    "late": tr_lazy("The keyring did not answer in time."),
    "lost": tr_lazy("The keyring no longer has the entry for this record."),
    "other": tr_lazy("The keyring’s entry for this record no longer opens it."),
    "unkept": tr_lazy("The keyring did not keep what was saved in it."),
    "no answer": tr_lazy("The keyring gave no answer."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the keyring: the secret of one slot of one vault, under the vault's id and the slot's id."""

    vault_id: str
    slot_id: str
    time_limit: float = TIME_LIMIT

    def keep(self, secret: bytes) -> None:
        """Write the secret and see that it is there. Raises KeyringUnavailable."""
        if self._ask("keep", secret=secret.hex()) != secret.hex():
            raise unavailable("unkept")

    def fetch(self) -> bytes | None:
        """The secret; none if the keyring has none. Raises KeyringUnavailable."""
        kept = self._ask("fetch")
        if kept is None:
            return None
        try:
            return bytes.fromhex(kept)
        except ValueError:
            return None

    def forget(self) -> None:
        """Remove it if it is there. Raises KeyringUnavailable."""
        self._ask("forget")

    def _ask(self, do: str, **further: str) -> str | None:
        # The secret goes through the pipe: command lines and environments can be read by other programs.
        request = {"do": do, "service": f"ismv:{self.vault_id}", "user": self.slot_id, **further}
        answer = _answer(request, self.time_limit)
        if "fault" in answer:
            raise unavailable(str(answer["fault"]))
        kept = answer.get("secret")
        return kept if isinstance(kept, str) else None


def unavailable(fault: str) -> KeyringUnavailable:
    """The sentence for one fault; one that nobody foresaw is named as the libraries call it."""
    known = _SENTENCES.get(fault)
    what = tr("The keyring reported an error ({error}).", error=fault) if known is None else str(known)
    return KeyringUnavailable(what, tr("The passphrase opens your record as before."))


def _answer(request: dict[str, str], time_limit: float) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell, nothing from outside in the command
            _command(),
            input=json.dumps(request).encode() + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            cwd=_PROCESS.anchor,
            timeout=time_limit,
            creationflags=_NO_CONSOLE_WINDOW,
            start_new_session=True,  # Ctrl+C in a terminal is for the program alone
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:  # run() has ended the process
        return {"fault": "late"}
    except (OSError, ValueError):
        return {"fault": "no answer"}
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {"fault": "no answer"}


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--keyring"]
    return [sys.executable, "-I", "-B", str(_PROCESS)]
