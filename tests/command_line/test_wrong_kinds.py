"""Every verb given every kind of place: the wrong one is named for what it is, before any passphrase is asked, and nothing is written."""

import shutil
import sys
from pathlib import Path

import pytest

from ism_desktop import exchange
from ism_desktop.errors import ExitStatus, ExportMissing
from ism_desktop.vault import create, recognising
from ism_desktop.vault.recognising import Place
from tests.command_line.running import Asked, run, run_here
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import covering
from tests.vault import kinds_of_places
from tests.vault.kinds_of_places import SAID, as_said
from tests.worker.files import text_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are others there")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return kinds_of_places.make(tmp_path_factory.mktemp("kinds"))


BACKUPS = {"backup", "backups", "one file", "renamed.bin"}
OPENING = ("list", "search", "print", "import", "backup", "export", "journal", "passphrase", "verify")


def _words(verb: str, place: Path, beside: Path) -> list[str | Path]:
    more: dict[str, list[str | Path]] = {
        "backup": [beside / "to"],
        "export": [beside / "to"],
        "print": ["card", "--out", beside / "card.pdf"],
        "journal": ["--out", beside / "journal.csv"],
        "search": ["word"],
        "import": [beside / "paper.pdf"],
        "restore": [beside / "to"],
    }
    if verb == "print":
        return [verb, place, *more[verb]]
    return [verb, place, *more.get(verb, [])]


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_recognised(kinds: dict[str, Path], kind: str) -> None:
    assert recognising.recognise(kinds[kind]) is SAID[kind]


@pytest.mark.parametrize(
    ("verb", "kind"),
    covering(OPENING, [*SAID], [*((verb, "vault") for verb in OPENING), *(("verify", kind) for kind in BACKUPS)]),
)
def test_no_verb_takes_another_thing_for_a_vault(kinds: dict[str, Path], tmp_path: Path, verb: str, kind: str) -> None:
    if kind == "vault":
        with pytest.raises(Asked):
            run_here(*_words(verb, kinds[kind], tmp_path))
        return
    ran = run_here(*_words(verb, kinds[kind], tmp_path))
    assert not list(tmp_path.iterdir())
    if verb == "verify" and kind in BACKUPS:  # for which no passphrase is needed
        assert ran.status in {ExitStatus.DONE, ExitStatus.DAMAGED}
        return
    assert ran.status == ExitStatus.USAGE
    said = "There is no folder" if kind == "missing" and verb != "verify" else as_said(SAID[kind])
    assert said in ran.err
    assert str(kinds[kind]) in ran.err


@pytest.mark.parametrize("kind", SAID)
def test_restore_says_what_is_no_backup(kinds: dict[str, Path], tmp_path: Path, kind: str) -> None:
    if kind in BACKUPS:
        with pytest.raises(Asked):
            run_here("restore", kinds[kind], tmp_path / "to", "--passphrase-fd", "0")
        return
    ran = run_here("restore", kinds[kind], tmp_path / "to", "--passphrase-fd", "0")
    assert ran.status == ExitStatus.USAGE
    assert as_said(SAID[kind]) in ran.err
    assert not list(tmp_path.iterdir())


FILES = {Place.PDF, Place.PICTURE, Place.ZIP, Place.FILE, Place.EMPTY_FILE, Place.DEVICE, Place.MISSING}
WRITING = ("backup", "backup --one-file", "export", "journal", "print", "create", "restore")
# What each may write to. A folder with other things in it gets a folder for the backup.
TAKEN = {
    "backup": {"empty folder", "folder", "backup", "backups", "missing"},
    "backup --one-file": {"empty folder", "backup", "folder", "backups", "missing"},
    "export": {"empty folder", "missing"},
    "print": {kind for kind, place in SAID.items() if place in FILES} | {"one file", "renamed.bin"},
    "journal": {kind for kind, place in SAID.items() if place in FILES} | {"one file", "renamed.bin"},
    "create": {"empty folder", "missing"},
    "restore": {"empty folder", "missing"},
}


@pytest.mark.parametrize(
    ("verb", "kind"),
    covering(
        WRITING, [*SAID], [(verb, kind) for verb in WRITING for kind in ("vault", "in vault", "export", "missing")]
    ),
)
def test_a_place_that_does_not_do_is_refused_before_the_passphrase(
    kinds: dict[str, Path], verb: str, kind: str
) -> None:
    root, target = kinds["vault"].parent, kinds[kind]
    words: dict[str, list[str | Path]] = {
        "backup": ["backup", root / "vault", target],
        "backup --one-file": ["backup", root / "vault", target, "--one-file"],
        "export": ["export", root / "vault", target],
        "print": ["print", root / "vault", "card", "--out", target],
        "journal": ["journal", root / "vault", "--out", target],
        "create": ["create", target],
        "restore": ["restore", root / "backup", target, "--passphrase-fd", "0"],
    }
    before = _listing(root)
    if kind in TAKEN[verb]:
        with pytest.raises(Asked):
            run_here(*words[verb])
    else:
        ran = run_here(*words[verb])
        assert ran.status == ExitStatus.USAGE
        assert target.name in ran.err
    assert _listing(root) == before


@pytest.mark.parametrize("kind", [kind for kind in SAID if kind != "export"])
def test_the_page_for_exports_says_what_is_none(kinds: dict[str, Path], kind: str) -> None:
    with pytest.raises(ExportMissing) as refused:
        exchange.look(kinds[kind])
    assert as_said(SAID[kind]) in refused.value.what


def _listing(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
        if not path.is_fifo()
    }


@pytest.mark.parametrize("kind", ["vault", "backup", "one file", "renamed.bin", "export", "in vault", "file in vault"])
def test_a_vault_a_backup_or_an_export_is_not_taken_in_as_documents(
    kinds: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    create(tmp_path / "mine", PASSPHRASE, cost=CHEAP).close()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.pdf").write_bytes(text_pdf("good"))
    is_folder = kinds[kind].is_dir()
    if kind in {"in vault", "file in vault"}:
        inside = kinds[kind]
    else:
        inside = tmp_path / "papers" / kinds[kind].name
        (shutil.copytree if is_folder else shutil.copy)(kinds[kind], inside)
    if kind != "export":  # by itself an export is taken in as the record that it is
        alone = run_here("import", tmp_path / "mine", inside, typed=PASSPHRASE)
        assert alone.status == ExitStatus.SOME_REFUSED
        assert sum(not line.startswith(" ") for line in alone.out.splitlines()) == 1
        assert "This is" in alone.out or "This lies" in alone.out
    among = run_here("import", tmp_path / "mine", tmp_path / "papers", typed=PASSPHRASE)
    refused = [line for line in among.out.splitlines() if line.startswith("Not imported")]
    assert len(refused) == (0 if kind in {"in vault", "file in vault"} else 1)
    assert sum(line.startswith("Imported") for line in among.out.splitlines()) == 1


def test_restore_says_what_is_no_backup_before_it_takes_the_passphrase(kinds: dict[str, Path], tmp_path: Path) -> None:
    """Once more as another process, where nothing is replaced."""
    ran = run("restore", kinds["text.txt"], tmp_path / "new", passphrase="")
    assert ran.status == ExitStatus.USAGE
    assert "not a backup" in ran.err  # and nothing of the empty line that should hold the passphrase


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        (" " * 20, "only of spaces"),
        ("\u200b" * 20, "only of spaces"),
        ("\t" * 20, "only of spaces"),
        ("x" * 2_000, "at most"),
    ],
)
def test_a_passphrase_that_cannot_be_told_or_typed_is_refused(tmp_path: Path, passphrase: str, said: str) -> None:
    ran = run_here("create", tmp_path / "new", typed=passphrase)
    assert ran.status == ExitStatus.USAGE
    assert said in ran.err
    assert not (tmp_path / "new").exists()
