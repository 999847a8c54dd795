"""How the program is started: with a folder, in a language, where no window can be opened."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop import __main__ as program
from ism_desktop import app, language, screen
from ism_desktop.command_line import arguments
from ism_desktop.command_line.verbs import VERBS
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.start.unlock import UnlockPage
from ism_desktop.vault import create
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
SHELL = ("LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_TIME", "LANG", "ISM_DESKTOP_LANGUAGE")


@pytest.fixture(autouse=True)
def language_put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in SHELL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ISM_DESKTOP_LANGUAGE", "")  # what a test sets there goes after it
    before = language.in_use()
    yield
    language.use(before.tag, before.territory)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, bool]]:
    """What the window was asked to show."""
    asked: list[tuple[Path | None, bool]] = []

    def run_window(path: Path | None = None, *, demo: bool = False) -> int:
        asked.append((path, demo))
        return 0

    monkeypatch.setattr(app, "run_window", run_window)
    monkeypatch.setattr(program, "keep_private", lambda: None)
    return asked


# A folder -----------------------------------------------------------------------------------------------------------------


def test_a_folder_opens_the_window_of_its_record(
    opened: list[tuple[Path | None, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "My record").mkdir()
    (tmp_path / "backup").mkdir()
    monkeypatch.chdir(tmp_path)
    for words in ([str(tmp_path / "My record")], ["My record"], ["./My record/"], ["--language", "en", "My record"]):
        assert program.main(words) == 0
        assert opened.pop() == (tmp_path / "My record", False), words
    assert program.main(["./backup"]) == 0
    assert opened.pop() == (tmp_path / "backup", False), "a folder that is called like a verb"
    assert program.main([str(tmp_path / "gone")]) == 0
    assert opened.pop() == (tmp_path / "gone", False), "the window says that nothing is there"
    assert program.main([]) == program.main(["--demo"]) == 0
    assert opened == [(None, False), (None, True)]


@pytest.mark.parametrize(
    "words", [["backup"], ["fly"], ["--demo", "./backup"], ["--fly", "./backup"], ["./backup", "./backup"]]
)
def test_other_words_are_no_folder(
    opened: list[tuple[Path | None, bool]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    (tmp_path / "backup").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        program.main(words)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err
    assert opened == []


def test_the_verbs_are_known_without_their_rooms() -> None:
    assert set(VERBS) == arguments.VERB_NAMES


def test_the_window_asks_for_the_passphrase_of_the_folder(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings["remember_vault"] = True
    settings["last_vault"] = str(tmp_path / "another")
    apply_look(settings)
    path = tmp_path / "My record"
    create(path, PASSPHRASE, cost=CHEAP).close()
    started = app.Program(settings)
    started.start(asked_for=path)
    assert started.start_window is not None
    page = started.start_window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    line = page.findChild(QLineEdit)
    assert line is not None
    line.setText(PASSPHRASE)
    page.unlock()
    qtbot.waitUntil(lambda: started.record is not None, timeout=30_000)
    assert started.record is not None
    assert started.record.path == path
    qtbot.waitUntil(lambda: started.start_window is None)
    started.close()


def test_the_whole_program_opens_the_folder_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "My record"
    create(path, PASSPHRASE, cost=CHEAP).close()
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ism_desktop import app, __main__\n"
        "from ism_desktop.ui.start.unlock import UnlockPage\n"
        "start = app.Program.start\n"
        "def look(program):\n"
        "    page = program.start_window.stack.currentWidget()\n"
        "    print(type(page).__name__, getattr(page, '_path', None), flush=True)\n"
        "    QApplication.closeAllWindows()\n"
        "def begin(program, *args, **options):\n"
        "    start(program, *args, **options)\n"
        "    QTimer.singleShot(0, program, lambda: look(program))\n"
        "app.Program.start = begin\n"
        "sys.exit(__main__.main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(maxsplit=1) == ["UnlockPage", f"{path}\n"]


# A language ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--language", "en-XA"], ["--language=en-XA"]])
def test_the_window_and_what_follows_it_use_the_language_named(
    opened: list[tuple[Path | None, bool]], words: list[str]
) -> None:
    assert program.main(words) == 0
    assert len(opened) == 1
    assert language.in_use().tag == "en-XA"
    assert os.environ["ISM_DESKTOP_LANGUAGE"] == "en-XA", "for the processes that this one starts"


def test_the_language_of_the_settings_is_used(
    opened: list[tuple[Path | None, bool]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(Settings, "__getitem__", lambda _, name: {"language": "en-XA"}[name])
    assert program.main([]) == 0
    assert language.in_use().tag == "en-XA"
    assert program.main(["--language", "en"]) == 0
    assert language.in_use().tag == "en"


@pytest.mark.parametrize("words", [["--language", "xx"], ["--language"], ["list", "vault", "--language", "deutsch"]])
def test_an_unknown_language_is_refused(
    opened: list[tuple[Path | None, bool]], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        program.main(words)
    assert end.value.code == 2
    assert "--language" in capsys.readouterr().err
    assert opened == []


def test_a_word_to_search_for_is_no_language() -> None:
    assert arguments.language_asked(["search", "vault", "--", "--language", "en-XA"]) == ""
    assert arguments.language_asked(["search", "vault", "word", "--language", "en-XA"]) == "en-XA"
    assert arguments.language_asked(["--language", "system"]) == "system"


def test_the_window_takes_the_persons_language_into_use(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "settings.json")
    app.speak(qapp, settings)
    assert language.in_use().tag == "en"
    monkeypatch.setenv("ISM_DESKTOP_LANGUAGE", "en-XA")
    monkeypatch.setenv("LC_TIME", "de_AT.UTF-8")
    app.speak(qapp, settings)
    assert (language.in_use().tag, language.in_use().territory) == ("en-XA", "AT")
    assert not qapp.isRightToLeft()


def test_a_language_from_right_to_left_turns_the_window_and_brings_qts_words(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISM_DESKTOP_LANGUAGE", "ar")
    try:
        app.speak(qapp, Settings(tmp_path / "settings.json"))
        assert qapp.isRightToLeft()
        assert qapp.translate("QPlatformTheme", "Cancel") != "Cancel"
    finally:
        for words in qapp.children():
            if isinstance(words, QTranslator):
                qapp.removeTranslator(words)
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


# No screen ----------------------------------------------------------------------------------------------------------------


def _started(**environment: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "ism_desktop"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@LINUX
def test_without_a_screen_the_person_is_told() -> None:
    done = _started()
    assert done.returncode == 2
    assert "no screen" in done.stderr


@LINUX
def test_a_screen_that_does_not_answer_is_told_without_qts_raw_message() -> None:
    """On a computer that lacks the libraries of a screen, these are named instead."""
    done = _started(DISPLAY=":77")
    assert done.returncode == 2
    assert str(screen.NoScreen.title) in done.stderr
    assert ("“:77” does not answer" in done.stderr) != ("missing: lib" in done.stderr)
    assert "qt.qpa" not in done.stderr
    assert "Traceback" not in done.stderr


@LINUX
def test_missing_libraries_are_named_with_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    lacking = ["libxcb-cursor.so.0", "libxcb-icccm.so.4"]
    monkeypatch.setattr(screen, "missing", lambda _files: lacking)
    tools = {"apt-get"}
    monkeypatch.setattr(screen.shutil, "which", lambda tool: tool if tool in tools else None)
    with pytest.raises(screen.NoScreen) as told:
        screen.require()
    assert told.value.what == (
        "2 system libraries needed to open windows are missing: libxcb-cursor.so.0 and libxcb-icccm.so.4."
    )
    assert told.value.advice.endswith("sudo apt-get install libxcb-cursor0 libxcb-icccm4")
    tools.clear()
    tools.add("dnf")
    assert screen.install_command(lacking) == (
        "sudo dnf install 'libxcb-cursor.so.0()(64bit)' 'libxcb-icccm.so.4()(64bit)'"
    )
    tools.clear()
    assert screen.install_command(lacking) == ""


@LINUX
def test_the_loader_says_what_a_file_lacks(tmp_path: Path) -> None:
    gcc = screen.shutil.which("gcc")
    if gcc is None:
        pytest.skip("gcc is not installed")
    (tmp_path / "a.c").write_text("int a(void) { return 1; }", encoding="utf-8")
    (tmp_path / "b.c").write_text("int a(void); int b(void) { return a(); }", encoding="utf-8")
    gone, needing = tmp_path / "libgone.so.1", tmp_path / "needing.so"
    subprocess.run([gcc, "-shared", "-fPIC", "-Wl,-soname,libgone.so.1", "-o", gone, "a.c"], cwd=tmp_path, check=True)
    subprocess.run([gcc, "-shared", "-fPIC", "-o", needing, "b.c", gone], cwd=tmp_path, check=True)
    gone.unlink()
    assert screen.missing([needing]) == ["libgone.so.1"]


@LINUX
def test_the_platform_is_the_one_that_qt_would_take(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert screen.platforms() == []
    monkeypatch.setenv("DISPLAY", ":0")
    assert screen.platforms() == ["xcb"]
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert screen.platforms() == ["wayland", "xcb"]
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:size=1x1;xcb")
    assert screen.platforms() == ["offscreen", "xcb"]
    monkeypatch.setattr(screen, "missing", lambda files: ["lib.so"] if "xcb" in files[-1].name else [])
    screen.require()  # one that works is enough
