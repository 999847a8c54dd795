"""Which scanners there are and what each can do, as `scanimage` tells it."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.errors import ScannerFailed
from ism_desktop.language import tr

_PROGRAM = "scanimage"
_SECONDS_TO_LOOK = 60
_BETWEEN = "\t"
_OPTION = re.compile(r"^\s+--(?P<name>[a-z-]+)\s+(?P<values>.+?)\s+\[(?P<now>[^\]]*)\](?:\s|$)")
_LENGTH = re.compile(r"^\s+-(?P<name>[xy])\s+[-0-9.]+\.\.(?P<most>[0-9.]+)mm")
_USUAL_RESOLUTIONS = (150, 200, 300, 400, 600)
# Nothing of the person's environment is needed but where the system's programs and the scanners' settings lie.
_PASSED_ON = ("PATH", "HOME", "SANE_CONFIG_DIR", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


@dataclass(frozen=True, slots=True)
class Scanner:
    """A scanner: what SANE calls it, and what a person does."""

    device: str
    name: str


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a scanner offers, by its own words; dots per inch; the largest sheet in millimetres, 0 where it does not say."""

    sources: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    resolutions: tuple[int, ...] = ()
    width: float = 0.0
    height: float = 0.0


def is_there() -> bool:
    """Whether this computer has the program."""
    return shutil.which(_PROGRAM) is not None


def environment() -> dict[str, str]:
    """What the program is given of the environment; it answers in English, so that its words can be told apart."""
    return {"LC_ALL": "C", **{name: os.environ[name] for name in _PASSED_ON if name in os.environ}}


def command(*words: str) -> list[str]:
    """The command with its words. Raises ScannerFailed where the program is missing."""
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ScannerFailed(
            tr("This computer lacks the program “scanimage”, which talks to scanners."),
            tr(
                "Install the package sane-utils, or let the scanner put its files into the inbox folder (see the settings)."
            ),
        )
    return [program, *words]


def scanners() -> list[Scanner]:
    """The scanners that are connected now; it takes some seconds. Raises ScannerFailed."""
    said = _said("-f", f"%d{_BETWEEN}%v %m%n")
    rows = (line.split(_BETWEEN) for line in said.splitlines())
    return [Scanner(row[0], row[1].replace("_", " ").strip() or row[0]) for row in rows if len(row) == 2 and row[0]]


def abilities_of(scanner: Scanner) -> Abilities:
    """What a scanner can do. Raises ScannerFailed."""
    values: dict[str, str] = {}
    sheet = {"x": 0.0, "y": 0.0}
    for line in _said("-d", scanner.device, "-A").splitlines():
        option, length = _OPTION.match(line), _LENGTH.match(line)
        if option is not None and option["now"] != "inactive":
            values.setdefault(option["name"], option["values"])
        elif length is not None:
            sheet[length["name"]] = float(length["most"])
    return Abilities(
        tuple(_listed(values.get("source", ""))),
        tuple(_listed(values.get("mode", ""))),
        _resolutions(values.get("resolution", "")),
        sheet["x"],
        sheet["y"],
    )


def _listed(values: str) -> list[str]:
    return [value for value in values.split("|") if value]


def _resolutions(values: str) -> tuple[int, ...]:
    """`75|150|300dpi`, or of `1..1200dpi (in steps of 1)` the usual ones."""
    bounds = re.match(r"(\d+)\.\.(\d+)", values)
    if bounds is not None:
        return tuple(dpi for dpi in _USUAL_RESOLUTIONS if int(bounds[1]) <= dpi <= int(bounds[2]))
    return tuple(sorted(int(number) for number in re.findall(r"\d+", values)))


def _said(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the system's own program, no shell, a device's name as it gave it
            command(*words), capture_output=True, env=environment(), timeout=_SECONDS_TO_LOOK, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_answer() from error
    if done.returncode:
        raise _no_answer()
    return done.stdout.decode("utf-8", "replace")


def _no_answer() -> ScannerFailed:
    return ScannerFailed(
        tr("The scanner does not answer."), tr("Check that it is switched on and connected, and try again.")
    )


def chosen_first(values: Sequence[str], *wanted: str) -> str:
    """Of a scanner's own words the first that has one of these in it, else its first; empty where it has none."""
    return next((value for word in wanted for value in values if word in value.casefold()), next(iter(values), ""))
