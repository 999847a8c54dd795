"""The declared table of settings, and the small JSON file in the person's configuration folder that keeps them.

A setting is never a health fact: the file lies unencrypted beside the program. A value that does not fit its type is ignored, so a
damaged file costs a preference and nothing else.
"""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `label` and `help` are shown in the settings dialog; a setting without a label is kept by the program itself.

    `choices` maps stored values to the words shown; `minimum` and `maximum` bound a number.
    """

    name: str
    type: type
    default: Any
    label: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 0

    def accepts(self, value: object) -> bool:
        """Whether the value may be kept for this setting."""
        if not isinstance(value, self.type) or (self.type is int and isinstance(value, bool)):
            return False
        if self.choices:
            return value in {stored for stored, _ in self.choices}
        return not isinstance(value, int) or self.maximum == self.minimum or self.minimum <= value <= self.maximum


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "appearance",
        str,
        "system",
        "Appearance",
        choices=(("system", "As the computer"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")),
    ),
    Setting("text_size", int, 100, "Text size", minimum=80, maximum=200),
    Setting(
        "remember_vault",
        bool,
        False,  # noqa: FBT003  (the default of a yes/no setting)
        "Remember where my vault is",
        help="The program then starts with the question for the passphrase. Only the folder is remembered, never the passphrase.",
    ),
    Setting("last_vault", str, ""),
    Setting("window_geometry", str, ""),
    Setting(
        "paper",
        str,
        "system",
        "Paper for printing",
        choices=(("system", "As usual where I live"), ("a4", "A4"), ("letter", "Letter")),
    ),
    Setting("told_saving", bool, False),  # noqa: FBT003
    Setting("told_printing", bool, False),  # noqa: FBT003
    Setting("hide_sidebar", bool, False),  # noqa: FBT003
    Setting("folded_groups", list, []),  # keys of the sidebar's groups
    Setting("lists", dict, {}),
)

_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


def config_folder() -> Path:
    """The folder where programs of this platform keep their preferences for this person."""
    try:
        home = Path.home()
    except RuntimeError:  # an account without a home, as in a container: nothing can be kept there
        home = Path(os.devnull)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "ISM Desktop"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "ISM Desktop"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "ism-desktop"


class Settings:
    """The settings of this person on this computer; every change is written at once."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "settings.json"
        self._values: dict[str, Any] = {}
        for name, value in self._read().items():
            if name in _BY_NAME and _BY_NAME[name].accepts(value):
                self._values[name] = value

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def __getitem__(self, name: str) -> Any:
        """The value, or its default. Raises KeyError for a name that is not in the table."""
        return self._values.get(name, _BY_NAME[name].default)

    def __setitem__(self, name: str, value: object) -> None:
        """Keep a value. Raises KeyError or ValueError when the table does not allow it: a mistake in the program."""
        if not _BY_NAME[name].accepts(value):
            raise ValueError(f"{name} cannot be {value!r}")
        if self[name] != value:
            self._values[name] = value
            self._write()

    def _write(self) -> None:
        # A folder that cannot be written costs the preference at the next start, which is no reason to stop a person's work.
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._values, file, indent=1)
            Path(temporary).replace(self.path)
