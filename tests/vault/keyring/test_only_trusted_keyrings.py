"""Trap T8: a keyring that writes plain text, or keeps nothing, is never used, whatever is installed or named in the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keyring.backend
import pytest
from keyring.backends import SecretService

from ism_desktop.vault import Vault, key_slots, unlock
from ism_desktop.vault.key_slots import KeyringUnavailable, keyring_process, os_keyring
from ism_desktop.vault.key_slots.os_keyring import Entry
from ism_desktop.vault.multi_device import Computer
from tests.conftest import PASSPHRASE
from tests.vault.keyring.session import Session

ROOT = Path(__file__).resolve().parents[3]
PROCESS = Path(keyring_process.__file__)

# As keyrings.alt does it: a backend that is always there and writes a file, found through its entry point.
_PLAIN_TEXT = '''
"""Stands in for keyrings.alt."""
import os
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    priority = 9.0
    def set_password(self, service, username, password):
        with open(os.environ["LEAK"], "a") as file:
            file.write(password)
    def get_password(self, service, username):
        with open(os.environ["LEAK"]) as file:
            return file.read() or None
    def delete_password(self, service, username):
        pass
'''
# What the program's child process runs, with the plain-text backend installed beside the real ones.
_WITH_IT = "import sys, runpy; sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[2], run_name='__main__')"
_CHOSEN = "import sys; sys.path.insert(0, sys.argv[1]); import keyring; print(type(keyring.get_keyring()).__name__)"

ENVIRONMENTS = {
    "installed": {},
    "named": {"PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring"},
    "null": {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
    "chainer": {"PYTHON_KEYRING_BACKEND": "keyring.backends.chainer.ChainerBackend"},
}
CHOSEN = {"installed": "PlaintextKeyring", "named": "PlaintextKeyring", "null": "Keyring", "chainer": "ChainerBackend"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder on the import path that holds the plain-text keyring, installed as packages are."""
    folder = tmp_path / "site"
    (folder / "keyrings" / "alt").mkdir(parents=True)
    (folder / "keyrings" / "alt" / "__init__.py").write_text("")
    (folder / "keyrings" / "alt" / "file.py").write_text(_PLAIN_TEXT)
    told = folder / "keyrings_alt-5.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: keyrings.alt\nVersion: 5.0\n")
    (told / "entry_points.txt").write_text("[keyring.backends]\nfile = keyrings.alt.file\n")
    # The configuration file that keyring reads as well.
    settings = tmp_path / "config" / "python_keyring"
    settings.mkdir(parents=True)
    (settings / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\n")
    return folder


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_environment_makes_the_process_use_another(tmp_path: Path, site: Path, name: str) -> None:
    leak = tmp_path / "leak"
    environment = {
        **ENVIRONMENTS[name],
        "HOME": str(tmp_path),
        "LEAK": str(leak),
        "PATH": os.environ["PATH"],
    }
    if name == "named":
        environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    # The trap is real: the library itself would take it.
    chosen = subprocess.run(
        [sys.executable, "-c", _CHOSEN, str(site)], env=environment, capture_output=True, text=True, check=True
    )
    assert chosen.stdout.strip() == CHOSEN[name]
    for do, secret in (("keep", "aa" * 32), ("fetch", "")):
        request = {"do": do, "service": "ismv:x", "user": "y", "secret": secret}
        done = subprocess.run(
            [sys.executable, "-c", _WITH_IT, str(site), str(PROCESS)],
            env=environment,
            input=json.dumps(request) + "\n",
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == {"fault": "absent"}
        assert done.stderr == ""
    assert not leak.exists()


def test_the_program_passes_none_of_these_on(
    vault: Vault, vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Path
) -> None:
    seen: list[dict[str, str]] = []
    real = subprocess.run

    def run(*words: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return real(*words, **options)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setenv("KEYRING_PROPERTY_FILE_PATH", str(tmp_path / "leak"))
    monkeypatch.setenv("KEYCHAIN_PATH", str(tmp_path / "keychain"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(KeyringUnavailable):
        key_slots.remember_here(vault, Computer(tmp_path / "computer"), 10)
    (environment,) = seen
    assert not [name for name in environment if name.startswith(("PYTHON", "KEYRING", "KEYCHAIN", "XDG_CONFIG"))]
    assert os_keyring._command()[1] == "-I"


def test_with_a_real_keyring_beside_it_the_real_one_is_used(
    session: Session,
    vault: Vault,
    vault_path: Path,
    tmp_path: Path,
    site: Path,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leak = tmp_path / "leak"
    session.start_keyring(unlocked=True)
    # Even without Python's isolation: the plain-text one is on the child's import path, and named.
    command = [sys.executable, "-c", _WITH_IT, str(site), str(PROCESS)]
    monkeypatch.setattr(os_keyring, "_command", lambda: command)
    monkeypatch.setattr(os_keyring, "_PASSED_ON", (*os_keyring._PASSED_ON, "PYTHON_KEYRING_BACKEND", "LEAK"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    monkeypatch.setenv("LEAK", str(leak))
    key_slots.remember_here(vault, computer, 10)
    vault.close()
    key_slots.unlock_remembered(vault_path, computer=computer, time_limit=10).close()
    assert not leak.exists()


def test_five_classes_are_allowed_and_each_is_what_it_is_called() -> None:
    names = {f"{kind.__module__}.{kind.__name__}" for kind in keyring_process.ALLOWED}
    assert names == {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
    text = PROCESS.read_text(encoding="utf-8")
    code = text.replace("`keyring.get_keyring()`", "")
    assert "get_keyring" not in code
    assert "init_backend" not in code
    assert 'persist = "local machine"' in code


class _Forgetful(SecretService.Keyring):
    """Takes everything and keeps nothing, as the null keyring does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        assert password

    def get_password(self, service: str, username: str) -> str | None:
        return None


def test_a_keyring_that_keeps_nothing_is_noticed(
    vault: Vault, vault_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read back after writing: the slot is written only when the keyring gave the secret back."""

    def answer(request: dict[str, str], _: float) -> dict[str, Any]:
        kept: list[keyring.backend.KeyringBackend] = [_Forgetful()]
        return keyring_process._keep(kept, request["service"], request["user"], request["secret"])

    monkeypatch.setattr(os_keyring, "_answer", answer)
    with pytest.raises(KeyringUnavailable, match="did not keep"):
        key_slots.remember_here(vault, computer)
    assert [way.kind for way in key_slots.listed(vault)] == ["passphrase"]
    vault.close()
    unlock(vault_path, PASSPHRASE).close()


def test_a_fault_of_any_make_becomes_one_word() -> None:
    """The process answers in one word, whatever a library throws, and never with a traceback."""
    for request in ("", "nonsense", "[]", "{}", '{"do": "fly", "service": "s", "user": "u"}'):
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(PROCESS)],
            env={"PATH": os.environ["PATH"]},
            input=request + "\n",
            capture_output=True,
            text=True,
            check=True,
        )
        assert list(json.loads(done.stdout)) == ["fault"]
        assert done.stderr == ""


def test_the_entry_goes_under_the_vaults_and_the_slots_id(session: Session, vault: Vault, computer: Computer) -> None:
    session.start_keyring(unlocked=True)
    way = key_slots.remember_here(vault, computer, 10)
    request = {"do": "fetch", "service": f"ismv:{vault.vault_id}", "user": way.id}
    assert len(str(os_keyring._answer(request, 10)["secret"])) == 64
    for service, user in ((f"ismv:{vault.vault_id}", "x"), ("ismv:x", way.id)):
        assert os_keyring._answer({"do": "fetch", "service": service, "user": user}, 10) == {"secret": None}
    assert Entry(vault.vault_id, way.id).fetch() is not None


def test_the_program_itself_can_be_the_process(tmp_path: Path) -> None:
    """A frozen program starts itself with --keyring."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from ism_desktop.__main__ import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", program, "--keyring"],
        env={"PATH": os.environ["PATH"]},
        input='{"do": "fetch", "service": "s", "user": "u"}\n',
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"fault": "absent"}


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert os_keyring._command() == [sys.executable, "--keyring"]
