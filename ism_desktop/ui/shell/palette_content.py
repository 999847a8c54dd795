"""What the palette can go to besides entries: every page, every command that can be used now, every setting."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction

from ism_desktop.language import tr
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.settings import SETTINGS
from ism_desktop.ui.shell.commands import COMMANDS, keys_of_place
from ism_desktop.ui.shell.palette_matching import Candidate, Section
from ism_desktop.ui.shell.places import PLACES


@dataclass(frozen=True, slots=True)
class ToPlace:
    """Go to a page, and there to a part of it."""

    name: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class ToCommand:
    """Do what a line of the menus does."""

    slot: str


@dataclass(frozen=True, slots=True)
class ToSetting:
    """Open the settings at one of them."""

    name: str


def candidates(actions: Mapping[str, QAction]) -> list[Candidate]:
    """All of them in their order; `actions` are the window's, by the name of their slot."""
    return [*_pages(), *_commands(actions), *_settings()]


def _pages() -> list[Candidate]:
    return [
        Candidate(
            Section.PAGES_AND_COMMANDS,
            place.label,
            ToPlace(place.name),
            keys_of_place(place.name),
            place.icon,
            also=" ".join(BY_NAME[kind].plural for kind in place.kinds),
        )
        for place in PLACES
    ]


def _commands(actions: Mapping[str, QAction]) -> list[Candidate]:
    return [
        Candidate(Section.PAGES_AND_COMMANDS, command.name, ToCommand(command.slot), command.native_keys, command.icon)
        for command in COMMANDS
        if command.slot and command.slot != "on_palette" and actions[command.slot].isEnabled()
    ]


def _settings() -> list[Candidate]:
    found = [
        Candidate(
            Section.SETTINGS,
            str(setting.label),
            ToSetting(setting.name),
            icon="mdi6.cog-outline",
            also=" ".join(str(words) for _, words in setting.choices),
        )
        for setting in SETTINGS
        if setting.label
    ]
    lock = Candidate(
        Section.SETTINGS,
        tr("Lock automatically"),
        ToPlace("backup_and_keys", "lock_section"),
        icon="mdi6.lock-clock",
    )
    return [*found, lock]
