"""What stands on a recovery sheet. It is a secret: it is kept nowhere, and nothing but the drawing and the window ever holds it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RecoverySheetContent:
    """Everything on one recovery sheet. No name and no word of health, so that a found sheet tells nothing about anybody.

    `groups` are the eight groups of six digits, left out of what a traceback or a log would show; `place` is the name of the vault's
    folder, empty unless the person wants it on the paper.
    """

    groups: tuple[str, ...] = field(repr=False)
    made_on: date
    place: str = ""
    demo: bool = False
