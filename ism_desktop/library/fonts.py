"""The fonts embedded in every paper: Noto Sans, static, under the SIL Open Font License (see resources/fonts/README.md)."""

from pathlib import Path

from ism_desktop.library.resources import path


def regular() -> Path:
    """Noto Sans Regular."""
    return path("fonts", "NotoSans-Regular.ttf")


def bold() -> Path:
    """Noto Sans Bold."""
    return path("fonts", "NotoSans-Bold.ttf")
