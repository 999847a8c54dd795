"""The verbs backup, verify and restore, run as another program would run them."""

import secrets
import sys
from pathlib import Path

import pytest

from ism_desktop.vault import create, unlock
from tests.command_line.running import run
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, holdings_at, note_medication
from tests.vault.paths import DATABASE, HEADER, TWIN, document_path, flip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")

FINDING_KEYS = ["severity", "fault", "file", "document", "title", "what", "advice"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A vault with two documents."""
    made = create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    note_medication(made, "Cetirizine")
    file_document(made, "Biopsy 2019", secrets.token_bytes(150_000))
    file_document(made, "Letter", b"a letter")
    made.close()
    return tmp_path / "vault"


def document(path: Path) -> Path:
    """The file of the longer document."""
    return max((path / "blobs").rglob("*.ismd"), key=lambda file: file.stat().st_size)


def test_a_backup_is_made_verified_and_restored(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    made = run("backup", path, stick, "--json")
    assert made.status == 0, made.err
    (item,) = made.items
    assert item["paths"] == [str(stick)]
    assert (item["number"], item["files"], item["copied"], item["findings"]) == (1, 4, 4, [])
    assert item["same_disk"] is True
    assert "same disk" in made.err
    assert run("backup", path, stick, "--json").items[0]["copied"] == 0
    checked = run("verify", stick, "--full", "--json", passphrase=None)
    assert (checked.status, checked.out) == (0, "")
    restored = run("restore", stick, tmp_path / "restored", "--json")
    assert restored.status == 0, restored.err
    (item,) = restored.items
    assert (item["vault"], item["complete"], item["opened"]) == (str(tmp_path / "restored"), True, True)
    assert holdings_at(tmp_path / "restored") == holdings_at(path)
    without = run("restore", stick, tmp_path / "without", "--json", passphrase=None)
    assert without.status == 0, without.err
    assert without.items[0]["opened"] is False
    assert holdings_at(tmp_path / "without") == holdings_at(path)


def test_one_file_and_keep(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (item,) = run("backup", path, stick, "--one-file", "--json").items
    (tar,) = item["paths"]
    assert tar.endswith(".tar")
    (item,) = run("backup", path, stick, "--one-file", "--keep", "1", "--json").items
    assert item["removed"] == 1
    assert not Path(tar).exists()
    assert run("verify", item["paths"][0], passphrase=None).status == 0
    assert run("restore", item["paths"][0], tmp_path / "restored").status == 0
    assert holdings_at(tmp_path / "restored") == holdings_at(path)
    for _ in range(3):
        run("backup", path, tmp_path / "other", "--keep", "2")
    assert len(list((tmp_path / "other" / "manifests").glob("*.manifest"))) == 2
    assert run("backup", path, stick, "--keep", "0").status == 2


def test_verify_writes_one_line_for_each_finding(path: Path) -> None:
    sound = run("verify", path, "--full", "--json")
    assert (sound.status, sound.out) == (0, "")
    flip(document(path), 120_000)
    other = min((path / "blobs").rglob("*.ismd"), key=lambda file: file.stat().st_size)
    other.unlink()
    quick = run("verify", path, "--json")
    assert quick.status == 6
    assert [item["file"] for item in quick.items] == [other.relative_to(path).as_posix()]
    full = run("verify", path, "--full", "--json")
    assert full.status == 6
    assert all(list(item) == FINDING_KEYS for item in full.items)
    assert {(item["title"], item["fault"]) for item in full.items} == {
        ("Biopsy 2019", "damaged"),
        ("Letter", "missing"),
    }
    assert all(item["document"] for item in full.items)
    plain = run("verify", path, "--full")
    assert "The document “Biopsy 2019”" in plain.out
    assert plain.status == 6


@pytest.mark.parametrize("offset", [3, 50, 5000])
def test_verify_names_a_damaged_database_whether_or_not_it_opens(path: Path, offset: int) -> None:
    flip(path / DATABASE, offset)
    answer = run("verify", path, "--full", "--json")
    assert answer.status == 6, answer.err
    assert DATABASE in {item["file"] for item in answer.items}
    assert "Biopsy 2019" not in str(answer.items)


def test_verify_names_a_damaged_header_that_was_put_right(path: Path) -> None:
    flip(path / TWIN, 50)
    answer = run("verify", path, "--json")
    assert answer.status == 6
    assert [(item["file"], item["severity"]) for item in answer.items] == [(TWIN, "repaired")]
    assert run("verify", path, "--json").status == 0
    for name in (HEADER, TWIN):
        (path / name).write_bytes(b"")
    assert run("verify", path).status == 4


def test_a_file_without_a_record_is_no_damage(path: Path) -> None:
    opened = unlock(path, PASSPHRASE)
    opened.files.add_bytes(b"stray", name="stray.pdf", media_type="application/pdf")
    opened.close()
    answer = run("verify", path, "--full", "--json")
    assert answer.status == 0
    assert [(item["severity"], item["fault"]) for item in answer.items] == [("notice", "without a record")]


def test_damage_in_a_backup_is_named(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    run("backup", path, stick)
    flip(document(stick), 120_000)
    checked = run("verify", stick, "--json", passphrase=None)
    assert checked.status == 6
    assert [item["file"] for item in checked.items] == [document(stick).relative_to(stick).as_posix()]
    restored = run("restore", stick, tmp_path / "restored", "--json")
    assert restored.status == 6
    assert restored.items[0]["complete"] is False
    (finding,) = restored.items[0]["findings"]
    assert (finding["file"], finding["title"]) == (document(stick).relative_to(stick).as_posix(), "Biopsy 2019")
    assert "“Biopsy 2019” could not be restored" in restored.err
    assert len(holdings_at(tmp_path / "restored")[1]) == 1
    for file in (stick / "manifests").iterdir():
        file.write_bytes(b"")
    hopeless = run("restore", stick, tmp_path / "none", passphrase=None)
    assert hopeless.status == 6
    assert not (tmp_path / "none").exists()


def test_a_document_damaged_in_the_vault_ends_a_backup_with_damage(path: Path, tmp_path: Path) -> None:
    flip(document(path), 120_000)
    answer = run("backup", path, tmp_path / "stick", "--json")
    assert answer.status == 6
    assert answer.items[0]["findings"][0]["title"] == "Biopsy 2019"
    assert not document_path(tmp_path / "stick", document(path).stem).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["backup", "{vault}", "{vault}/inside"], "is inside your record itself"),
        (["backup", "{vault}", "{tmp}"], "Your record itself is inside"),
        (["backup", "{vault}", "{tmp}/not/there"], "Connect the drive"),
        (["restore", "{vault}", "{tmp}/new"], "is the folder of a record. It is not a backup"),
        (["restore", "{tmp}/nowhere", "{tmp}/new"], "does not exist"),
    ],
)
def test_faults_of_the_places(path: Path, tmp_path: Path, words: list[str], said: str) -> None:
    answer = run(*(word.format(vault=path, tmp=tmp_path) for word in words))
    assert answer.status == 2
    assert said in answer.err


def test_the_passphrase_rules_are_those_of_the_other_verbs(path: Path, tmp_path: Path) -> None:
    run("backup", path, tmp_path / "stick")
    for words in (
        ["verify", path],
        ["backup", path, tmp_path / "stick"],
        ["restore", tmp_path / "stick", tmp_path / "new"],
    ):
        assert run(*words, passphrase="another passphrase altogether").status == 3
    assert run("verify", path, "--passphrase-fd", "77", passphrase=None).status == 2
    assert not (tmp_path / "new").exists()
    # A vault's folder is not restored into, nor a backup opened.
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_bytes(b"")
    assert run("restore", tmp_path / "stick", tmp_path / "full").status == 2
    assert "backup of a record" in run("list", tmp_path / "stick", passphrase=None).err


def test_help_names_the_new_verbs_and_status() -> None:
    answer = run("--help", passphrase=None)
    for word in ("backup", "verify", "restore", "6  damage was found"):
        assert word in answer.out
