"""Start-up: makes the process private, then runs a verb of the command line or opens the window."""

import ctypes
import os
import sys
from pathlib import Path

from ism_desktop import language, screen, settings
from ism_desktop.command_line import arguments
from ism_desktop.command_line.output import fault
from ism_desktop.errors import ExitStatus

try:
    import resource
except ModuleNotFoundError:  # Windows keeps no core files
    resource = None

_PR_SET_DUMPABLE = 4


def main(words: list[str] | None = None) -> int:
    """Run the program and return its exit status."""
    keep_private()
    words = sys.argv[1:] if words is None else words
    if _was_other_process(words):
        return int(ExitStatus.DONE)
    _choose_language(words)
    folder = arguments.folder_asked(words)
    if folder is not None:
        return _open_window(folder)
    parsed = arguments.parser().parse_args(words)
    # Either side alone: the window's libraries take longer to load than most verbs to run, and the verbs' longer than the window.
    if parsed.verb is None:
        return _open_window(demo=parsed.demo)
    from ism_desktop.command_line.running import run  # noqa: PLC0415

    return run(parsed)


def _choose_language(words: list[str]) -> None:
    """The language that the command names, else the one of the settings; the window asks the desktop as well once it is there."""
    asked = arguments.language_asked(words)
    if asked:
        # Also for the processes that this one starts, and for the one that follows when the program locks itself.
        os.environ["ISM_DESKTOP_LANGUAGE"] = asked
    language.chosen(settings.Settings()["language"])


def _open_window(folder: Path | None = None, *, demo: bool = False) -> int:
    try:
        screen.require()
    except screen.NoScreen as error:
        fault(error)
        return int(error.exit_status)
    from ism_desktop.app import run_window  # noqa: PLC0415

    return run_window(folder, demo=demo)


def _was_other_process(words: list[str]) -> bool:
    """Be one of the program's own other processes, if asked to: a frozen program has no Python beside it to start them with."""
    if words[:1] == ["--worker"] and len(words) == 2:
        from ism_desktop.worker.process import main as work  # noqa: PLC0415

        work(words[1])
        return True
    if words == ["--keyring"]:
        from ism_desktop.vault.key_slots.keyring_process import main as ask_keyring  # noqa: PLC0415

        ask_keyring()
        return True
    return False


def keep_private() -> None:
    """Let nobody else read what we write, and let no crash leave our memory on the disk (docs/security-design.md)."""
    os.umask(0o077)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
