"""Starts ISM Desktop from a fresh checkout: `python3 packaging/start.py`, or `--demo` for an invented patient.

Everything after the script's name goes to the program as it stands. Without a screen, `--demo` writes the demo patient's papers and
pictures of the window into a folder (`--out FOLDER`, otherwise `demo-out`) instead of opening the window.
"""

import subprocess
import sys

import environment


def main(arguments: list[str]) -> int:
    """Prepare the environment, run the program and return its exit status."""
    screen = environment.has_screen()
    try:
        python = environment.prepare(development=False, screen=screen)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    if "--demo" in arguments and arguments[0] in {"--demo", "--out"} and not screen:
        words = [word for word in arguments if word != "--demo"]
        command = [str(python), str(environment.ROOT / "packaging" / "demo_papers.py"), *words]
    else:
        command = [*environment.interpreter(python), "-m", "ism_desktop", *arguments]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
