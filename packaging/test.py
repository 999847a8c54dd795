"""Checks everything: lint, form, types, tests. `python3 packaging/test.py`; words after it go to pytest.

`--quick` is for daily work: lint, form, types, and beside the types the tests nearest to what was changed, for little more than a minute.

On Linux the tests run in a network namespace of their own with nothing in it, where that is permitted: whatever tried to reach a network
would fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment
import quick
import tools_for_tests

# Tells the tests that they run without any network; tests/privacy/test_no_network.py proves it.
NO_NETWORK = "ISM_TEST_NO_NETWORK"


# Tells tests/conftest.py when to begin no further test: seconds of the monotonic clock.
UNTIL = "ISM_TEST_UNTIL"


def main(arguments: list[str]) -> int:
    """Run every check, even after one failed; return 1 when any did."""
    if "--quick" in arguments:
        return _quick([word for word in arguments if word != "--quick"])
    try:
        python = environment.prepare(development=True, screen=False)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    tools_for_tests.provide(environment.say)
    tools_for_tests.provide_window(environment.site_packages(), environment.say)
    alone = without_network()
    if sys.platform == "linux" and not alone:
        environment.say(
            "This system does not let us shut the network off for the tests (unshare -n); they run with it."
        )
    with tempfile.TemporaryDirectory(prefix="ism-desktop-test-") as folder:
        report = Path(folder) / "report.xml"
        failed = _check(python, [*alone], [f"--junitxml={report}", *arguments])
        for line in tools_for_tests.for_want_of(tools_for_tests.skipped(report)):
            environment.say(f"Skipped for want of {line}")
    environment.say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def without_network() -> list[str]:
    """The words that start a command in an empty network namespace as the same user; none where that is not permitted."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        return []
    # An ordinary user may have one inside a user namespace, where the own name is kept: tests must not find themselves root.
    ways = ([unshare, "--net"], [unshare, "--user", "--map-current-user", "--net"])
    for way in ways:
        if subprocess.run([*way, "true"], check=False, capture_output=True).returncode == 0:
            return way
    return []


def _quick(words: list[str]) -> int:
    """Lint and form, then types and the nearest tests side by side."""
    try:
        python = environment.prepare(development=True, screen=False)
    except environment.CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    started = time.monotonic()
    run = [*environment.interpreter(python), "-m"]
    variables = _variables() | {NO_NETWORK: "", UNTIL: str(started + quick.SECONDS)}
    failed = [
        name
        for name, command in {"lint": [*run, "ruff", "check"], "form": [*run, "ruff", "format", "--check"]}.items()
        if subprocess.run(command, cwd=environment.ROOT, env=variables, check=False).returncode != 0
    ]
    tests = quick.nearest(quick.changed())
    environment.say(f"== tests: {len(tests)} files and folders, the nearest to what was changed first")
    # The program whole, and of the tests those that are run: all of them would take as long again.
    checked = [*run, "basedpyright", "--pythonpath", str(python), "ism_desktop", "packaging", *tests]
    types = subprocess.Popen(checked, cwd=environment.ROOT, env=variables)
    # One worker beside the type checker; each test of a file goes to the same one, in the order given.
    tested = subprocess.run([*run, "pytest", "-q", *tests, *words], cwd=environment.ROOT, env=variables, check=False)
    failed += [name for name, status in (("types", types.wait()), ("tests", tested.returncode)) if status != 0]
    environment.say(f"== {time.monotonic() - started:.0f} s")
    environment.say(
        f"Failed: {', '.join(failed)}." if failed else "All quick checks passed; the whole run has the last word."
    )
    return 1 if failed else 0


def _variables() -> dict[str, str]:
    """What every check is started with."""
    variables = dict(os.environ)
    # Tests start the program some hundred times; where nothing compiled may be kept, each start compiles all of it again.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    # Tests must pass on a machine with no screen, so they never use one.
    return variables | {"QT_QPA_PLATFORM": "offscreen"}


def _check(python: Path, alone: list[str], words: list[str]) -> list[str]:
    """Run the four checks, the types beside the tests; returns the names of those that failed."""
    run = [*environment.interpreter(python), "-m"]
    checks = {
        "lint": [*run, "ruff", "check"],
        "form": [*run, "ruff", "format", "--check"],
        # Each worker takes a share of the tests in their order, and at its end the rest of another: what a file makes once is made once.
        # Three for two cores: a fifth of its time a worker waits for a process that it has started.
        "tests": [*alone, *run, "pytest", "-n", "3", "--dist", "worksteal", *words],
    }
    variables = _variables() | {NO_NETWORK: "yes" if alone else ""}
    failed: list[str] = []
    # It uses one core for a minute; what it says comes after the tests.
    checker = [*run, "basedpyright", "--pythonpath", str(python)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(checker, cwd=environment.ROOT, env=variables, stdout=said, stderr=subprocess.STDOUT) as types,
    ):
        for name, command in checks.items():
            environment.say(f"== {name}")
            started = time.monotonic()
            if subprocess.run(command, cwd=environment.ROOT, env=variables, check=False).returncode != 0:
                failed.append(name)
            seconds = time.monotonic() - started
            environment.say(f"== {name}: {'failed' if name in failed else 'passed'} in {seconds:.0f} s")
        environment.say("== types, checked meanwhile")
        if types.wait() != 0:
            failed.append("types")
        said.seek(0)
        environment.say(said.read().decode(errors="replace").rstrip())
        environment.say(f"== types: {'failed' if 'types' in failed else 'passed'}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
