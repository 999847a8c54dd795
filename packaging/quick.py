"""Chooses the tests nearest to what was changed, for `packaging/test.py --quick`.

What changed is what differs from the branch this one started from, committed or not. Nearest are the changed tests themselves,
then tests that import a changed module, then laws and architecture, then the tests of its room. Every file of tests is read for its
imports; nothing is run here.
"""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 75
"""After so many seconds no further test is begun."""
_ALWAYS = ("tests/test_architecture.py", "tests/laws")
# Long by design; they are for the whole run.
_LONG = ("tests/faults", "tests/damage", "tests/journeys", "tests/benchmarks")


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed() -> list[str]:
    """Paths that differ from where this branch left the main one; on the main one itself, from the commit before."""
    branch = "".join(_git("rev-parse", "--abbrev-ref", "HEAD"))
    start = next(
        (
            found[0]
            for name in ("origin/HEAD", "main")
            if name != branch and (found := _git("merge-base", "HEAD", name))
        ),
        "",
    )
    head = "".join(_git("rev-parse", "HEAD"))
    if start in {"", head}:
        start = "HEAD~1"
    return sorted({*_git("diff", "--name-only", start), *_git("ls-files", "--others", "--exclude-standard")})


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _room(path: str) -> str:
    """`ism_desktop/ui/places/documents/shelf.py` is in the room `documents` of the window, `ism_desktop/vault/keys.py` in `vault`."""
    parts = Path(path).parts
    if parts[:3] == ("ism_desktop", "ui", "places") and len(parts) > 4:
        return parts[3]
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def nearest(paths: list[str]) -> list[str]:
    """Files and folders of tests, the nearest first."""
    modules = {_module(path) for path in paths if path.endswith(".py")}
    rooms = {_room(path) for path in paths if path.startswith("ism_desktop/")}
    ranked: list[tuple[int, str]] = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        path = file.relative_to(ROOT).as_posix()
        if path in paths:
            ranked.append((0, path))
        elif not path.startswith((*_LONG, *_ALWAYS)):
            if modules & _imports(file):
                ranked.append((1, path))
            elif any(room and (f"/{room}/" in path or f"test_{room}" in path) for room in rooms):
                ranked.append((2, path))
    near = sorted(path for rank, path in ranked if rank < 2)
    # Laws before the rest of the room: they find what nobody thought of, and starting each room alone takes them most of a minute.
    return [*near, *_ALWAYS, *sorted(path for rank, path in ranked if rank == 2)]
