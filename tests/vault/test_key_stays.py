"""The vault's key never leaves its room: nothing outside `vault/` asks an open vault for it."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "ism_desktop"
ASKING = ("open_key", "derive")


def test_nothing_outside_the_room_asks_for_the_key() -> None:
    wrong: list[str] = []
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if file.relative_to(PACKAGE).parts[0] != "vault" and any(name in source for name in ASKING):
            wrong += [
                f"{file.relative_to(PACKAGE)}:{node.lineno}"
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Attribute) and node.attr in ASKING
            ]
    assert not wrong
