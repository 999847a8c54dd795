"""Start-up: makes the process private, then runs a verb of the command line or opens the window."""

import ctypes
import os
import sys

from ism_desktop.command_line import arguments

try:
    import resource
except ModuleNotFoundError:  # Windows keeps no core files
    resource = None

_PR_SET_DUMPABLE = 4


def main(words: list[str] | None = None) -> int:
    """Run the program and return its exit status."""
    keep_private()
    parsed = arguments.parser().parse_args(words)
    # Either side alone: the window's libraries take longer to load than most verbs to run, and the verbs' longer than the window.
    if parsed.verb is None:
        from ism_desktop.app import run_window  # noqa: PLC0415

        return run_window(demo=parsed.demo)
    from ism_desktop.command_line.running import run  # noqa: PLC0415

    return run(parsed)


def keep_private() -> None:
    """Let nobody else read what we write, and let no crash leave our memory on the disk (security.md)."""
    os.umask(0o077)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
