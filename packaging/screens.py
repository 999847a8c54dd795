"""Draws every page and dialog, filled and empty, light and dark, at 100 % and 200 %, as pictures: `python3 packaging/screens.py OUT`."""

import subprocess
import sys

import environment


def main(arguments: list[str]) -> int:
    """Prepare the environment and draw in the project's own Python; no screen is needed."""
    try:
        python = environment.prepare(development=False, screen=False)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    script = environment.ROOT / "packaging" / "draw_screens.py"
    return subprocess.run([str(python), str(script), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
