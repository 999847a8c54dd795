"""Where the shipped files lie, and the small checks every loader shares.

A shipped file that does not hold what its loader expects is a bug of ours, never the person's doing: it raises `BadResource`, which
is no `IsmError`, and a test loads every file.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ism_desktop.shipped import RESOURCES

_ROOT = RESOURCES


class BadResource(ValueError):
    """A shipped file does not hold what its loader expects."""


def path(*parts: str) -> Path:
    """The path of a shipped file, such as `path("fonts", "OFL.txt")`."""
    return _ROOT.joinpath(*parts)


def read_object(*parts: str) -> Mapping[str, Any]:
    """Read a shipped JSON file whose outermost value is an object."""
    loaded: object = json.loads(path(*parts).read_text(encoding="utf-8"))
    return as_object(loaded, "/".join(parts))


def as_object(value: object, where: str) -> Mapping[str, Any]:
    """The value as a mapping. Raises BadResource naming `where`."""
    if not isinstance(value, dict):
        raise BadResource(f"{where}: an object was expected")
    return cast("Mapping[str, Any]", value)


def objects_at(mapping: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """The list of objects at `key`; never empty. Raises BadResource naming `where`."""
    value: object = mapping.get(key)
    if not isinstance(value, list) or not value:
        raise BadResource(f"{where}: “{key}” must be a list with something in it")
    return [as_object(item, f"{where}, {key}") for item in cast("list[object]", value)]


def text_at(mapping: Mapping[str, Any], key: str, where: str, *, empty: bool = False) -> str:
    """The text at `key`, not blank unless `empty` is allowed. Raises BadResource naming `where`."""
    value: object = mapping.get(key)
    if not isinstance(value, str) or value != value.strip() or not (value or empty):
        raise BadResource(f"{where}: “{key}” must be a text without spaces around it")
    return value


def texts_at(mapping: Mapping[str, Any], key: str, where: str) -> Mapping[str, str]:
    """The object of plain texts at `key`. Raises BadResource naming `where`."""
    texts = as_object(mapping.get(key), f"{where}, {key}")
    return {name: text_at(texts, name, f"{where}, {key}") for name in texts}


def check_sources(named: str, sources: Mapping[str, str], where: str) -> str:
    """Return the comma-separated source marks when every one is listed in `sources`. Raises BadResource naming `where`."""
    unknown = [mark for mark in named.split(", ") if mark not in sources]
    if unknown:
        raise BadResource(f"{where}: no source is listed for {', '.join(unknown)}")
    return named
