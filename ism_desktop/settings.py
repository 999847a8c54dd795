"""The declared table of settings, and the small JSON file in the person's configuration folder that keeps them.

A setting is never a health fact: the file lies unencrypted beside the program. A value that does not fit its type is ignored, so a
damaged file costs a preference and nothing else.
"""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ism_desktop import language
from ism_desktop.language import LazyText, tr_lazy
from ism_desktop.translated import Translated


@dataclass(frozen=True, slots=True)
class _OwnName:
    """What a language calls itself; looked up when it is shown, because that loads the forms of the language."""

    tag: str

    def __str__(self) -> str:
        return language.language(self.tag).name


@dataclass(frozen=True)
class Setting:
    """One setting. `label` and `help` are shown in the settings dialog; a setting without a label is kept by the program itself.

    `offered` maps stored values to the words shown; `minimum` and `maximum` bound a number;
    with `is_folder` a text is the place of a folder, empty for none.
    """

    name: str
    type: type
    default: Any
    label: Translated = Translated("")
    help: Translated = Translated("")
    offered: "tuple[tuple[str, str | LazyText | _OwnName], ...]" = ()
    minimum: int = 0
    maximum: int = 0
    is_folder: bool = False

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The values that may be stored, each with its words in the language in use; none when they are not a choice of few."""
        return tuple((stored, str(words)) for stored, words in self.offered)

    def accepts(self, value: object) -> bool:
        """Whether the value may be kept for this setting."""
        if not isinstance(value, self.type) or (self.type is int and isinstance(value, bool)):
            return False
        if self.offered:
            return value in {stored for stored, _ in self.offered}
        return not isinstance(value, int) or self.maximum == self.minimum or self.minimum <= value <= self.maximum


def _language_setting(tags: Sequence[str]) -> Setting:
    """Each language by its own name. Where there is only one, nothing is asked."""
    languages = ((tag, _OwnName(tag)) for tag in tags)
    return Setting(
        "language",
        str,
        "system",
        tr_lazy("Language") if len(tags) > 1 else "",
        help=tr_lazy("Takes effect when you next start or unlock the program."),
        offered=(("system", tr_lazy("Follow the system")), *languages),
    )


SETTINGS: tuple[Setting, ...] = (
    _language_setting(language.available()),
    Setting(
        "appearance",
        str,
        "system",
        tr_lazy("Appearance"),
        offered=(
            ("system", tr_lazy("Follow the system")),
            ("light", tr_lazy("Light", "appearance of the program")),
            ("dark", tr_lazy("Dark", "appearance of the program")),
            ("contrast", tr_lazy("High contrast")),
        ),
    ),
    Setting("text_size", int, 100, tr_lazy("Text size"), minimum=80, maximum=200),
    Setting(
        "remember_vault",
        bool,
        False,  # noqa: FBT003  (the default of a yes/no setting)
        tr_lazy("Remember where my record is"),
        help=tr_lazy(
            "The program then asks for your passphrase when it starts. Only the folder is remembered, never the passphrase."
        ),
    ),
    Setting("last_vault", str, ""),
    Setting("window_geometry", str, ""),
    Setting(
        "paper",
        str,
        "system",
        tr_lazy("Paper size"),
        offered=(("system", tr_lazy("Regional default")), ("a4", "A4"), ("letter", tr_lazy("Letter", "paper size"))),
    ),
    Setting(
        "inbox_folder",
        str,
        "",
        tr_lazy("Inbox folder"),
        help=tr_lazy(
            "Files that a scanner or a phone puts into this folder are added by themselves while your record is open. They are not"
            " encrypted there."
        ),
        is_folder=True,
    ),
    Setting(
        "inbox_folder_removes",
        bool,
        False,  # noqa: FBT003
        tr_lazy("Remove files from the inbox folder once they are safely in my record"),
        help=tr_lazy("Without this you are asked each time."),
    ),
    Setting("told_saving", bool, False),  # noqa: FBT003
    Setting("told_printing", bool, False),  # noqa: FBT003
    Setting("hide_sidebar", bool, False),  # noqa: FBT003
    Setting("folded_groups", list, []),  # keys of the sidebar's groups
    Setting("lists", dict, {}),
    Setting("reading_languages", list, ["eng"]),  # codes of Tesseract's models, the most frequent first
    Setting("reading_folder", str, ""),  # of the models but English
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
