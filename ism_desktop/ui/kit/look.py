"""Puts the program into the look that the settings ask for."""

from ism_desktop.settings import Settings
from ism_desktop.ui.kit.theme import Appearance, theme


def apply_look(settings: Settings) -> None:
    """Apply the appearance and text size that were chosen."""
    theme().apply(Appearance(settings["appearance"]), settings["text_size"])
