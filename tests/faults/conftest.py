"""The one process that all rounds are forked from, for the tests of this folder."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.worker import Workers
from tests.faults import shim
from tests.faults.recording import record

ROOT = Path(__file__).resolve().parents[2]
_MEMORY = Path("/dev/shm")


@dataclass
class ForkServer:
    """Asks the process on the other side of the pipe; its answers are added up for the closing line."""

    process: "subprocess.Popen[str]"

    def ask(self, suite: str, life: str, **more: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"suite": suite, "life": life, **more}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer


@pytest.fixture(scope="session")
def fork_server(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    if sys.platform != "linux" or shim.compiler() is None:
        pytest.skip("needs Linux and a C compiler, for the library that sees what SQLite writes: gcc is not installed")
    made = tmp_path_factory.mktemp("faults")
    record(workers, made / "recordings")
    folder = Path(tempfile.mkdtemp(prefix="ism-faults-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None))
    command = [sys.executable, "-m", "tests.faults.fork_server", str(made / "recordings"), str(folder)]
    surroundings = {**os.environ, "LD_PRELOAD": str(shim.build(made))}
    pipe = subprocess.PIPE
    try:
        with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=pipe, stdout=pipe, text=True) as process:
            yield ForkServer(process)
            process.communicate()
            assert process.returncode == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)
