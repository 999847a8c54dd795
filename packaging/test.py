"""Checks everything: lint, form, types, tests. `python3 packaging/test.py`; words after it go to pytest."""

import os
import subprocess
import sys
import time

import environment


def main(arguments: list[str]) -> int:
    """Run every check, even after one failed; return 1 when any did."""
    try:
        python = environment.prepare(development=True, screen=False)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    run = [*environment.interpreter(python), "-m"]
    checks = {
        "lint": [*run, "ruff", "check"],
        "form": [*run, "ruff", "format", "--check"],
        "types": [*run, "basedpyright", "--pythonpath", str(python)],
        "tests": [*run, "pytest", "-n", "2", *arguments],
    }
    # Tests must pass on a machine with no screen, so they never use one.
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    failed: list[str] = []
    for name, command in checks.items():
        environment.say(f"== {name}")
        started = time.monotonic()
        if subprocess.run(command, cwd=environment.ROOT, env=variables, check=False).returncode != 0:
            failed.append(name)
        environment.say(f"== {name}: {'failed' if name in failed else 'passed'} in {time.monotonic() - started:.0f} s")
    environment.say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
