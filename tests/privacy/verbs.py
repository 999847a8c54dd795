"""Every verb of the command line on one vault full of canaries, one after the other, each under strace and with the guard in it."""

import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values.plain import from_json
from ism_desktop.vault import create
from tests.conftest import CHEAP
from tests.privacy import tracing
from tests.privacy.canaries import Canaries
from tests.privacy.keys_of import every_key
from tests.privacy.program import Home, command
from tests.tools import without_network


@dataclass
class Verbs:
    """What was run, and where it may have written."""

    root: Path
    canaries: Canaries = field(default_factory=Canaries)
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        """The folders the program knew of."""
        return Home(self.root / "home")

    @property
    def vaults(self) -> list[Path]:
        """Folders whose contents are encrypted."""
        return [self.home.root / name for name in ("vault", "backup", "restored")]

    @property
    def outputs(self) -> list[Path]:
        """The files that were asked for, plain by nature."""
        return [self.root / "chosen" / "card.pdf"]

    @property
    def exported(self) -> Path:
        """The folder of the plain export."""
        return self.root / "chosen" / "everything"

    def traces(self) -> tracing.Traced:
        """What strace wrote of all of them."""
        return tracing.read(self.root / "trace")

    def run(self, verb: str, *words: str) -> None:
        """Run one verb; the passphrase comes through a pipe."""
        reading, writing = os.pipe()
        os.write(writing, f"{self.canaries.passphrase}\n".encode())
        os.close(writing)
        into = self.root / f"trace.{time.monotonic_ns()}"
        done = subprocess.run(
            [*without_network(), *tracing.tracer(into), *command(verb, *words, "--passphrase-fd", str(reading))],
            env=self.home.environment(),
            cwd=self.home.root,
            pass_fds=(reading,),
            capture_output=True,
            check=False,
            timeout=120,
        )
        os.close(reading)
        self.statuses[verb] = done.returncode


def run_verbs(root: Path) -> Verbs:
    """Run them in this folder."""
    verbs = Verbs(root)
    Home.made(verbs.home.root)
    (root / "chosen").mkdir()
    canaries = verbs.canaries
    vault, backup, restored = map(str, verbs.vaults)
    with_canaries = create(Path(vault), canaries.passphrase, cost=CHEAP)
    canaries.keys = every_key(with_canaries)
    with with_canaries.write() as session:
        for kind, each in canaries.records().items():
            for values in each:
                store.save(session, BY_NAME[kind], {name: from_json(value) for name, value in values.items()})
    with_canaries.close()
    verbs.run("import", vault, *map(str, canaries.documents(root / "desk")))
    verbs.run("search", vault, canaries.mark)
    verbs.run("list", vault)
    verbs.run("print", vault, "card", "--out", str(verbs.outputs[0]))
    verbs.run("backup", vault, backup)
    verbs.run("verify", vault, "--full")
    verbs.run("export", vault, str(verbs.exported))
    verbs.run("restore", backup, restored)
    return verbs
