"""Draws every page and dialog, filled and empty, in every look and on small screens, as pictures: `python3 packaging/screens.py OUT`."""

import os
import subprocess
import sys

import environment
import virtual_screen


def main(arguments: list[str]) -> int:
    """Prepare the environment and draw in the project's own Python; no screen is needed."""
    try:
        python = environment.prepare(development=False, screen=False)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    script = environment.ROOT / "packaging" / "draw_screens.py"
    status = 0
    for screen in (virtual_screen.LARGE, *virtual_screen.SMALL):
        variables = os.environ | {virtual_screen.ASKED: virtual_screen.named(screen)}
        status |= subprocess.run([str(python), str(script), *arguments], env=variables, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
