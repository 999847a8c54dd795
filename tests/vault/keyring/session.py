"""A private D-Bus session with a real gnome-keyring on it, for tests: its own bus, folders and processes, all gone afterwards."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PASSWORD = "the account’s own password"
MISSING = [name for name in ("dbus-daemon", "dbus-send", "gnome-keyring-daemon") if shutil.which(name) is None]
WHY = f"{', '.join(MISSING)} not installed; packaging/test.py installs what the tests need"
_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_PROMPTER = """\
[D-BUS Service]
Name={name}
Exec=/bin/sh -c "{command}"
"""
_PATIENCE_SECONDS = 20.0


@dataclass
class Session:
    """One private bus; `environment` is what a program of that session would see."""

    folder: Path
    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def prompts(self) -> Path:
        """Each asked prompt leaves a line here."""
        return self.folder / "prompts"

    def start_keyring(self, *, unlocked: bool) -> None:
        """Start gnome-keyring; locked, it asks for the account's password when somebody wants something."""
        mode = "--unlock" if unlocked else "--start"
        # --foreground, so that it is our child and ends with us.
        command = ["gnome-keyring-daemon", mode, "--foreground", "--components=secrets"]
        daemon = self._start(command, stdin=subprocess.PIPE)
        assert daemon.stdin is not None
        daemon.stdin.write(PASSWORD.encode() if unlocked else b"")
        daemon.stdin.close()
        self._wait(lambda: self._owned("org.freedesktop.secrets"))

    def stop_keyring(self) -> None:
        end(self.started.pop())
        self._wait(lambda: not self._owned("org.freedesktop.secrets"))

    def answer_prompts_with(self, command: str) -> None:
        """What stands in for the window that asks: a command of the shell, run when the keyring wants to ask."""
        services = self.folder / "services"
        text = _PROMPTER.format(
            name="org.gnome.keyring.SystemPrompter", command=f"echo $$ >> {self.prompts}; {command}"
        )
        (services / "prompter.service").write_text(text)
        self._ask("org.freedesktop.DBus.ReloadConfig")

    def end(self) -> None:
        for process in reversed(self.started):
            end(process)
        if self.prompts.exists():
            # The bus starts the prompters, and leaves them behind.
            for line in self.prompts.read_text().split():
                end_prompter(int(line))

    def start_bus(self) -> None:
        config = self.folder / "bus.conf"
        services = self.folder / "services"
        services.mkdir()
        socket = self.folder / "run" / "bus"
        config.write_text(_CONFIG.format(socket=socket, services=services))
        self._start(["dbus-daemon", "--nofork", f"--config-file={config}"])
        self._wait(lambda: socket.exists() and self._ask("org.freedesktop.DBus.GetId") == 0)

    def _start(self, command: list[str], stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{command[0]}.log").open("ab")
        with log:
            process = subprocess.Popen(command, stdin=stdin, stdout=log, stderr=log, env=self.environment)
        self.started.append(process)
        return process

    def _owned(self, name: str) -> bool:
        return self._ask("org.freedesktop.DBus.GetNameOwner", f"string:{name}") == 0

    def _ask(self, *words: str) -> int:
        command = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        return subprocess.run([*command, *words], env=self.environment, capture_output=True, check=False).returncode

    def _wait(self, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not reached():
            assert time.monotonic() < deadline, "the private session did not start"
            time.sleep(0.02)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_prompter(pid: int) -> None:
    """End a prompter that the bus started, if it is still one."""
    try:
        asked = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return
    if b"sleep" in asked or b"/bin/sh" in asked:
        os.kill(pid, 15)


@contextmanager
def private_session(folder: Path) -> Generator[Session]:
    """A bus of its own, with nothing on it yet."""
    home, run = folder / "home", folder / "run"
    for path in (home, run):
        path.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run / 'bus'}",
    }
    session = Session(folder, environment)
    try:
        session.start_bus()
        yield session
    finally:
        session.end()
