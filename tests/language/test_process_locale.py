"""The locale of the process changes no form: Qt sets it when a window opens, and a card must say the same on every computer."""

import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from ism_desktop.language import Language
from tests.once_for_all import LOCALES, compiled_locales

ROOT = Path(__file__).resolve().parents[2]

_SAY = """
import locale, sys
from datetime import date, datetime
from decimal import Decimal
from ism_desktop import language
print(locale.setlocale(locale.LC_ALL, sys.argv[1]), file=sys.stderr)
words = language.use("en")
print(words.day(date(2019, 5, 3)), words.moment(datetime(2019, 5, 3, 14, 5)), words.month(2019, 5), words.short_month_name(5),
      words.weekday(date(2019, 5, 3)), words.number(1234567), words.number(Decimal("0.50")), words.size(5_000_000), words.listed("abc"),
      sorted(words.month_words), words.day_first, "TITLE I".lower(), sep="|")
"""
_SAID = "3 May 2019|3 May 2019, 14:05|May 2019|May|Friday|1,234,567|0.50|5 MB|a, b and c"


def _forms() -> tuple[object, ...]:
    words = Language("en")
    day = date(2019, 5, 3)
    return (
        *(
            words.day(day),
            words.month(2019, 5),
            words.short_month_name(5),
            words.weekday(day),
            words.clock(time(14, 5)),
        ),
        *(words.moment(datetime(2019, 5, 3, 14, 5)), words.number(Decimal("1234.50")), words.size(5_000_000)),  # noqa: DTZ001
        *(words.listed("abc"), words.month_words, words.day_first),
    )


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/de_DE").exists():
        pytest.skip("no sources of locales here")
    return compiled_locales(tmp_path_factory)


@pytest.fixture
def locale_put_back() -> Iterator[None]:
    before = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.usefixtures("locale_put_back")
def test_no_locale_of_this_computer_changes_a_form() -> None:
    expected = _forms()
    tool = shutil.which("locale")
    listed = subprocess.run([tool, "-a"], capture_output=True, check=True).stdout.decode("latin-1") if tool else ""
    for name in ("C", "de_DE.UTF-8", "German_Germany.1252", *listed.split()):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:  # not on this computer
            continue
        assert _forms() == expected, name


@pytest.mark.parametrize("name", LOCALES)
def test_a_process_of_another_country_speaks_english(compiled: Path, name: str) -> None:
    environment = os.environ | {"LC_ALL": f"{name}.UTF-8", "LOCPATH": str(compiled), "LANGUAGE": name}
    done = subprocess.run(
        [sys.executable, "-c", _SAY, ""], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert name in done.stderr, "the locale was taken"
    assert done.stdout.startswith(_SAID)


_OPEN = """
import locale, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ism_desktop import app, language
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.places import places
from ism_desktop.vault import KeyCost, create
from tests.rounds import some_of
program = QApplication([])
print(locale.setlocale(locale.LC_ALL, ""), "i".upper(), file=sys.stderr)
language.use("en")
settings = Settings(Path(sys.argv[1]) / "settings.json")
apply_look(settings)
started = app.Program(settings)
started.start()
vault = create(Path(sys.argv[1]) / "vault", "correct horse battery staple", cost=KeyCost(1024, 1, 1))
started.start_window.opened.emit(vault)
window = started.record.window
for place in some_of(places(), 2, 4):
    window.show_page(place.name)
    program.processEvents()
print("opened", window.current_page is not None)
started.close()
"""


def test_the_window_opens_where_i_has_another_capital(compiled: Path, tmp_path: Path) -> None:
    """Turkish: what is looked up by a name in other letters than English ones is not found there."""
    environment = os.environ | {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(compiled), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, str(tmp_path)],
        cwd=ROOT,
        env=environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "tr_TR" in done.stderr, "the locale was taken"
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("opened True")


@pytest.mark.parametrize("name", ["de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "C", "", "nonsense"])
def test_the_environment_alone_changes_no_form(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SAY.replace("sys.argv[1]", '"C"')],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": name, "LANG": name, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith(_SAID)


def test_the_door_brings_no_other_library() -> None:
    """Every process of the program loads it, the workers too: it must bring no library that they would not load by themselves.

    How long a start takes is measured by `tests/benchmarks/start_time.py`.
    """
    code = (
        "import sys\n"
        "from ism_desktop import language\n"
        "language.chosen('system'); language.tr('Saved {count}', count=3); language.in_use().listed('ab')\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & "
        "{'PySide6', 'sqlalchemy', 'pypdf', 'reportlab', 'setuptools', 'pytz', 'cryptography'}), 'babel.messages' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"], "libraries that are not needed"
