"""A verb that is given the wrong kind of file or folder says what it is not, before it asks for a passphrase."""

import tarfile
from pathlib import Path

import pytest

from ism_desktop.errors import ExitStatus
from ism_desktop.exchange import export
from ism_desktop.records import safekeeping
from ism_desktop.vault import create
from tests.command_line.test_verbs import run
from tests.conftest import CHEAP, PASSPHRASE
from tests.worker.files import text_pdf


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each kind of place."""
    root = tmp_path_factory.mktemp("kinds")
    made = create(root / "vault", PASSPHRASE, cost=CHEAP)
    backup = safekeeping.back_up(made, root / "backup").paths[0]
    one_file = safekeeping.back_up(made, root / "tars", one_file=True).paths[0]
    export(made, root / "export")
    made.close()
    (root / "paper.pdf").write_bytes(text_pdf("x"))
    (root / "text.txt").write_text("words")
    (root / "empty.txt").write_bytes(b"")
    (root / "folder").mkdir()
    with tarfile.open(root / "foreign.tar", "w") as tar:
        tar.add(root / "text.txt", "text.txt")
    (root / "cut.tar").write_bytes(one_file.read_bytes()[:3000])
    names = ("vault", "export", "paper.pdf", "text.txt", "empty.txt", "folder", "foreign.tar", "cut.tar")
    return {name: root / name for name in names} | {"backup": backup, "one file": one_file, "missing": root / "nothing"}


NO_BACKUPS = ("export", "paper.pdf", "text.txt", "empty.txt", "folder", "foreign.tar", "missing", "vault")
NO_VAULTS = (*NO_BACKUPS[:-1], "backup", "one file", "cut.tar")


@pytest.mark.parametrize("kind", NO_BACKUPS)
def test_restore_says_what_is_no_backup(kinds: dict[str, Path], tmp_path: Path, kind: str) -> None:
    ran = run("restore", kinds[kind], tmp_path / "new", passphrase=None)
    assert ran.status == ExitStatus.USAGE
    assert "no backup" in ran.err or "is empty" in ran.err
    assert "passphrase" not in ran.err
    assert not (tmp_path / "new").exists()


def test_restore_says_what_is_no_backup_before_it_takes_the_passphrase(kinds: dict[str, Path], tmp_path: Path) -> None:
    ran = run("restore", kinds["text.txt"], tmp_path / "new", passphrase="")
    assert ran.status == ExitStatus.USAGE
    assert "no backup" in ran.err  # and nothing of the empty line that should hold the passphrase


VERBS = ("list", "verify", "backup", "export", "print", "search", "import")


@pytest.mark.parametrize(
    ("verb", "kind"),
    [(VERBS[place % len(VERBS)], kind) for place, kind in enumerate((*NO_VAULTS, "folder", "paper.pdf"))],
)
def test_no_verb_takes_another_thing_for_a_vault(kinds: dict[str, Path], tmp_path: Path, verb: str, kind: str) -> None:
    if verb == "verify" and kind in ("backup", "one file", "cut.tar"):
        verb = "list"  # a backup can be verified
    more: dict[str, tuple[object, ...]] = {
        "backup": (tmp_path / "to",),
        "export": (tmp_path / "to",),
        "print": ("card", "--out", tmp_path / "card.pdf"),
        "search": ("word",),
        "import": (kinds["paper.pdf"],),
    }
    ran = run(verb, kinds[kind], *more.get(verb, ()), passphrase=None)
    assert ran.status in (ExitStatus.USAGE, ExitStatus.VAULT_UNREADABLE)
    assert "assphrase" not in ran.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        (" " * 20, "blanks alone"),
        ("\u200b" * 20, "blanks alone"),
        ("\t" * 20, "blanks alone"),
        ("x" * 2_000, "at most"),
    ],
)
def test_a_passphrase_that_cannot_be_told_or_typed_is_refused(tmp_path: Path, passphrase: str, said: str) -> None:
    ran = run("create", tmp_path / "new", passphrase=passphrase)
    assert ran.status == ExitStatus.USAGE
    assert said in ran.err
    assert not (tmp_path / "new").exists()


def test_no_backup_is_made_in_an_export(kinds: dict[str, Path]) -> None:
    ran = run("backup", kinds["vault"], kinds["export"])
    assert ran.status == ExitStatus.USAGE
    assert "is an export" in ran.err
