"""Start-up: makes the process private, then runs a verb of the command line or opens the window."""

import ctypes
import os
import sys

from ism_desktop.command_line import arguments
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
    parsed = arguments.parser().parse_args(words)
    # Either side alone: the window's libraries take longer to load than most verbs to run, and the verbs' longer than the window.
    if parsed.verb is None:
        if not has_screen():
            print(
                "There is no screen here to open a window on. See --help for what works without one.", file=sys.stderr
            )
            return int(ExitStatus.USAGE)
        from ism_desktop.app import run_window  # noqa: PLC0415

        return run_window(demo=parsed.demo)
    from ism_desktop.command_line.running import run  # noqa: PLC0415

    return run(parsed)


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


def has_screen() -> bool:
    """Whether Qt can open a window; without a display server it would end the process in the middle of nowhere."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def keep_private() -> None:
    """Let nobody else read what we write, and let no crash leave our memory on the disk (security.md)."""
    os.umask(0o077)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
