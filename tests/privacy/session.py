"""A whole session of the real program under strace: used, printed, locked, killed twice, opened again; and what was found meanwhile."""

import contextlib
import dataclasses
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ism_desktop.app import LOCKED_VAULT
from ism_desktop.ui.shell.places import places
from tests.privacy import tracing
from tests.privacy.canaries import Canaries
from tests.privacy.program import Home, Running, start
from tests.rounds import rounds, some_of
from tests.tools import without_network

_SORTED_ROWS = rounds(60_000, 2_000_000)


@dataclass
class Session:
    """What was hidden, what was done, and what was found. It is kept as JSON, so that two test processes can share one session."""

    root: str
    canaries: Canaries
    found: dict[str, list[str]] = field(default_factory=dict)  # by the moment of the search
    told: dict[str, Any] = field(default_factory=dict)  # what the hand answered
    printing: tuple[float, float] = (0.0, 0.0)  # between these times

    @property
    def home(self) -> Home:
        """The folders the program knew of."""
        return Home(Path(self.root) / "home")

    @property
    def vault(self) -> Path:
        """The vault."""
        return Path(self.told["create"])

    @property
    def outputs(self) -> dict[str, Path]:
        """The files that the session asked for outside the vault."""
        folder = Path(self.root) / "chosen"
        return {name: folder / f"{name}.pdf" for name in ("printed", "card", "binder")}

    def traces(self) -> tracing.Traced:
        """What strace wrote of all the programs of the session."""
        return tracing.read(Path(self.root) / "trace")

    def dump(self, path: Path) -> None:
        """Write it down."""
        path.write_text(json.dumps(dataclasses.asdict(self)), "utf-8")

    @classmethod
    def load(cls, path: Path) -> "Session":
        """Read what another process wrote down."""
        kept = json.loads(path.read_text("utf-8"))
        canaries = kept.pop("canaries")
        canaries["digits"] = tuple(canaries["digits"])
        return cls(**kept | {"canaries": Canaries(**canaries), "printing": tuple(kept["printing"])})

    def look(self, moment: str) -> None:
        """Search everything that was written so far, the program's own words to the terminal too."""
        elsewhere = [Path(path) for path in self.traces().written if _lies_outside(path, self.root)]
        roots = [self.home.root, Path(self.root) / "output", *elsewhere]
        self.found[moment] = self.canaries.found_below(*(root for root in roots if root.exists()))


def _lies_outside(path: str, root: str) -> bool:
    return Path(path).is_absolute() and not path.startswith((f"{root}/", "/dev/null", "/proc/"))


def run(root: Path) -> Session:
    """Run the session in this folder."""
    session = Session(str(root), Canaries())
    Home.made(session.home.root)
    (root / "chosen").mkdir()
    documents = [str(path) for path in session.canaries.documents(root / "desk")]
    _first_part(session, documents)
    _second_part(session, documents)
    _third_part(session)
    session.look("after an ordinary end")
    return session


def _with(session: Session, what: Callable[[Running], None], **more: str) -> None:
    # Each program has a trace of its own name: strace starts a file for each thread, and thread numbers may come again.
    into = Path(session.root) / f"trace.{time.monotonic_ns()}"
    running = start(session.home, before=[*without_network(), *tracing.tracer(into)], more=more)
    try:
        what(running)
    finally:
        running.close()


def _first_part(session: Session, documents: list[str]) -> None:
    canaries, outputs = session.canaries, session.outputs

    def act(program: Running) -> None:
        def do(what: str, **how: Any) -> None:
            session.told[what] = program.order(what, **how)

        do("cheap_keys")
        do("create", folder=str(session.home.root), passphrase=canaries.passphrase)
        canaries.keys = program.order("key_material")
        canaries.digits = tuple(program.order("new_recovery_code"))
        do("fill", records=canaries.records())
        do(
            "type_record",
            kind="medications",
            values={"name": canaries.word("typed"), "strength": canaries.word("typed")},
        )
        do("take_in", paths=documents)
        locked = str(canaries.locked_pdf(Path(documents[0]).parent))
        do("unlock_pdf", path=locked, password=canaries.pdf_password)
        do("visit", only=[place.name for place in some_of(places(), 3, 4)])
        do("sort_much", word=canaries.mark, rows=_SORTED_ROWS)
        do("search", typed=canaries.mark)
        do("see_card")
        do("save_card", path=str(outputs["card"]))
        do("save_binder", path=str(outputs["binder"]))
        begun = time.time()
        do("print_card", path=str(outputs["printed"]))
        session.printing = (begun, time.time())
        for where in ("window", "background", "thread", "end"):
            session.told[f"go_wrong {where}"] = program.order("go_wrong", where=where, secret=canaries.word("bug"))
        do("type_draft", kind="care_team", field="looks_after", typed=canaries.word("draft"))
        session.told["relaunch"] = program.lock()
        session.look("at the lock screen")
        do("unlock", passphrase=canaries.passphrase)
        do("drafts")
        # Ended while a file is being read by the worker and while something typed is on its way to the disk.
        do("type_draft", kind="emergency_contacts", field="name", typed=canaries.word("draft"))
        again = Path(documents[0]).with_name(f"again {canaries.mark}.pdf")
        again.write_bytes(Path(documents[0]).read_bytes() + b"%more\n")
        program.order("begin_taking_in", paths=[str(again)])
        program.kill()

    _with(session, act)
    session.look("after the first kill")


def _second_part(session: Session, documents: list[str]) -> None:
    canaries = session.canaries

    def act(program: Running) -> None:
        program.order("unlock", passphrase=canaries.passphrase)
        session.told["drafts after the kill"] = program.order("drafts")
        program.order("take_in", paths=documents[:1])
        program.order("type_record", kind="medications", values={"name": canaries.word("second")})
        chosen = Path(session.root) / "chosen"
        program.begin("save_binder", path=str(chosen / "cut short.pdf"))
        session.told["cut short"] = _wait_for_writing(program.pid, chosen)
        program.kill()

    _with(session, act, **{LOCKED_VAULT: str(session.vault)})
    session.look("after the second kill")


def _wait_for_writing(pid: int, folder: Path) -> str:
    """Wait until a process has a file open in a folder; returns what the file is called, and nothing when that never comes."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                opened = str(descriptor.readlink())
                if opened.startswith(f"{folder}/"):
                    return opened
        time.sleep(0.002)  # the binder is made in seconds, and needs the processor more than we do
    return ""


def _third_part(session: Session) -> None:
    canaries = session.canaries

    def act(program: Running) -> None:
        program.order("unlock", passphrase=canaries.passphrase)
        program.order("change_passphrase", old=canaries.passphrase, new=f"{canaries.passphrase} changed")
        session.told["visit again"] = program.order("visit", only=["home", "documents", "medications"])
        session.told["quit"] = program.quit()

    _with(session, act, **{LOCKED_VAULT: str(session.vault)})
