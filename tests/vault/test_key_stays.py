"""The vault's key never leaves its room: nothing outside `vault/` asks an open vault for it."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "ism_desktop"


def test_nothing_outside_the_room_asks_for_the_key() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in PACKAGE.rglob("*.py")
        if file.relative_to(PACKAGE).parts[0] != "vault"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"open_key", "derive"}
    ]
    assert not wrong
