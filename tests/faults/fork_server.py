"""The process that the rounds are forked from: the program loaded once, the library preloaded, no threads; it answers one line for each.

Run as `LD_PRELOAD=shim.so python -m tests.faults.fork_server RECORDINGS FOLDER`: a JSON object on each line of stdin says what to run.
"""

# pyright: reportPrivateUsage=false

import dataclasses
import json
import logging
import os
import sqlite3
import sys
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ism_desktop.vault import database
from tests.faults.fault_runner import Bench, Outcome
from tests.faults.mutants import BUGS
from tests.faults.recorded import RecordedWorkers
from tests.faults.shim import Shim
from tests.faults.templates import Template


def share_compiled_statements() -> None:
    """Let every engine use the statements that another one has compiled: else each of the thousands of short lives compiles them anew."""
    real = database._engine
    first: list[Engine] = []

    def shared(connection: sqlite3.Connection) -> Engine:
        made = real(connection)
        if first:
            made.dialect = made.pool._dialect = first[0].dialect
            made._compiled_cache = first[0]._compiled_cache
        else:
            made.connect().close()
            first.append(made)
        return made

    database._engine = shared


class ForkServer:
    """Prepares each life once, and lets a child of its own answer each question."""

    def __init__(self, recordings: Path, folder: Path) -> None:
        self.workers = RecordedWorkers.load(recordings)
        self.folder = folder
        self.shim = Shim()
        self._templates: dict[str, Template] = {}
        share_compiled_statements()

    def template(self, life: str) -> Template:
        # Made in this very process: so everything that is loaded or worked out at first use is there before the first fork.
        if life not in self._templates:
            self._templates[life] = Template.prepare(life, self.folder, self.workers)
            self._bench(life).warm_up()
        return self._templates[life]

    def _bench(self, life: str) -> Bench:
        return Bench(life, self._templates[life], self.workers, self.folder, self.shim)

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        self.template(question["life"])
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                answer = dataclasses.asdict(self._run(question))
            except BaseException:  # noqa: BLE001
                answer = {"failed": traceback.format_exc()}
            with os.fdopen(writer, "w") as file:
                file.write(json.dumps(answer) + "\n")
            os._exit(0)
        os.close(writer)
        # To the line's end and no further: a grandchild that outlives its parent would keep the pipe open.
        with os.fdopen(reader) as file:
            raw = file.readline()
        os.waitpid(child, 0)
        return json.loads(raw) if raw else {"failed": "the child ended without an answer"}

    def _run(self, question: dict[str, Any]) -> Outcome:
        life, seed = question["life"], question.get("seed", 1)
        bench = self._bench(life)
        if "bug" in question:
            BUGS[question["bug"]].plant()
        rounds, stop, thin = question.get("rounds", 0), question.get("stop", False), question.get("thin", False)
        runs = {
            "kills": lambda: bench.kills(seed, rounds, stop=stop, thin=thin),
            "cuts": lambda: bench.cuts(seed, rounds, stop=stop, model=question.get("model", "strict"), thin=thin),
            "disks": lambda: bench.disks(seed, rounds, stop=stop),
            "damage": bench.damage,
            "limits": lambda: bench.limits(seed, question["sizes"]),
        }
        return bench.timed(runs[question["suite"]])


def main() -> None:
    # What is logged on a full disk is meant for whoever reports a bug.
    logging.disable()
    fork_server = ForkServer(Path(sys.argv[1]), Path(sys.argv[2]))
    for line in sys.stdin:
        try:
            answer = fork_server.answer(json.loads(line))
        except Exception:  # noqa: BLE001  (one life that cannot be prepared must not end the rounds of all others)
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
