"""Puts the program into the look that the settings ask for."""

from ism_desktop.settings import Settings
from ism_desktop.ui.kit.program_icon import set_program_icon
from ism_desktop.ui.kit.theme import Appearance, theme


def apply_look(settings: Settings) -> None:
    """Apply the appearance and text size that were chosen, and give the windows their icon."""
    theme().apply(Appearance(settings["appearance"]), settings["text_size"])
    set_program_icon()
