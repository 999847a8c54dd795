"""Where the files that come with the program lie: beside the package in a checkout, inside it where it was installed as a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "resources"

RESOURCES = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent / "resources"
"""The folder of texts, fonts, pictures and catalogues of messages; only ever read."""
