"""The command line in the pseudo-language: whatever a verb writes is a message in brackets, or the person's own data, or syntax."""

import errno
import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from ism_desktop import language
from ism_desktop.command_line import arguments, table_arguments
from ism_desktop.demo import fill
from ism_desktop.demo.papers import BLOOD
from ism_desktop.records import store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.vault import create, unlock
from ism_desktop.worker import Workers
from tests.command_line.running import Answer, run
from tests.conftest import CHEAP, PASSPHRASE
from tests.demo_vaults import DemoVaults
from tests.worker.files import text_pdf
from tests.worker.inside import holder

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")

# What may stand in plain letters: the program's own syntax, never a word of a sentence.
SYNTAX = frozenset(
    {
        *(*arguments.VERB_NAMES, "python", "ism_desktop", "letter", "system"),
        *(*table_arguments.WAYS, table_arguments.SUMS, table_arguments.ENTRIES),
        *(part for paper in arguments.PAPERS for part in paper.split("-")),
    }
)
_OPTION = re.compile(r"--[a-z-]+|\b[A-Z]+\b|UTF-8")
_WORD = re.compile(r"[^\W\d]{3,}")
# The letters that the pseudo-language never leaves as they are; hardly an English word has none of them.
_PLAIN = re.compile("[aeiouycnszAEIOUYCNSZ]")

# Data too: the places of a person, what the system itself says of a fault, and the words with which CLDR joins a list.
_PLACE = re.compile(r"“?/[^”\s]*”?|\b[0-9a-f]{32}\.ismd\b")
_FROM_ELSEWHERE = {" and ", " or ", "--passphrase-fd 3 3< file"}


def untranslated(text: str, *data: str) -> set[str]:
    """Words that are neither of a message nor data nor syntax, also where they fill the gap of a message."""
    # What surrounds a hit of the search is cut where there is no more room.
    assert "…" in text or text.count("⟦") == text.count("⟧"), f"a message was cut off in {text!r}"
    for known in sorted(filter(None, (*data, *_FROM_ELSEWHERE, os.strerror(errno.ENOENT))), key=len, reverse=True):
        text = text.replace(known, " ")
    text = _PLACE.sub("", text)
    words = _WORD.findall(_OPTION.sub("", text))
    return {word for word in words if _PLAIN.search(word)} - SYNTAX


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory, another_computer: None, demo_vaults: DemoVaults) -> Path:
    """A vault with the demo patient, filled while English was in use."""
    return demo_vaults.make(tmp_path_factory.mktemp("pseudo") / "vault", date.today())  # noqa: DTZ011


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    path = tmp_path / "empty"
    create(path, PASSPHRASE, cost=CHEAP).close()
    return path


@pytest.fixture(autouse=True)
def pseudo(demo_path: Path) -> None:
    language.use(language.PSEUDO)


@pytest.fixture
def titles(demo_path: Path) -> list[str]:
    """The titles of the demo's entries: the person's own words."""
    return [item["title"] for item in run("list", demo_path, "--json").items]


def _check(answer: Answer, *data: str, status: int = 0) -> None:
    assert answer.status == status, answer.err
    shown = answer.out + answer.err
    left = untranslated(shown, *data)
    assert not left, f"{sorted(left)} in\n{shown}"


# Help and usage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["", *sorted(arguments.VERB_NAMES)])
def test_help(verb: str) -> None:
    _check(run(*filter(None, [verb]), "--help", passphrase=None))


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["import"],
        ["print", "v", "poster", "--out", "x.pdf"],
        ["print", "v", "card"],
        ["search", "v"],
        ["search", "v", "w", "--limit", "many"],
        ["search", "v", "w", "--limit"],
        ["list", "v", "--json=yes"],
        ["list", "v", "--passphrase-fd", "x"],
        ["list", "v", "--language", "xx"],
        ["list", "v", "kind", "more"],
        ["backup", "v", "to", "--fly"],
        ["export", "v", "to", "--p"],
    ],
)
def test_what_is_not_understood(words: list[str]) -> None:
    _check(run(*words, passphrase=None), "'fly'", "'poster'", "kind", "more", "--fly", "--json", "yes", status=2)


# What verbs answer --------------------------------------------------------------------------------------------------------


def test_create_and_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "made"
    _check(run("create", path), str(path))
    _check(run("create", path), str(path), status=2)
    _check(run("create", tmp_path / "short", passphrase="short"), status=2)
    _check(run("passphrase", path, passphrase=f"{PASSPHRASE}\nbootleg pretzel both kinfolk transpire"), str(path))
    _check(run("list", path), status=3)
    _check(run("passphrase", path, passphrase="one line"), status=3)
    _check(run("passphrase", path, passphrase="\n"), status=2)


def test_import(empty_path: Path, tmp_path: Path) -> None:
    (tmp_path / "box.pdf").write_bytes(holder([("lab.pdf", text_pdf("x")), ("table.xlsx", b"PK")]))
    (tmp_path / "notes.json").write_text("[[]]", encoding="utf-8")
    files = [DEMO / BLOOD, DEMO / BLOOD, tmp_path / "box.pdf", tmp_path / "notes.json", tmp_path / "gone.pdf"]
    data = (*map(str, files), "lab.pdf", "table.xlsx", "box.pdf", str(empty_path))
    answer = run("import", empty_path, *files, "--attachments")
    _check(answer, *data, "Blood test", "blood-test-2025", "Blood-test-2025", "Blood", "WebP", status=5)


def test_search_and_list(demo_path: Path, titles: list[str]) -> None:
    for words in (["cetiriz"], ["Okafor"], ["troponin"]):
        found = run("search", demo_path, *words, "--json").items
        assert found
        snippets = [" ".join(re.sub("[\x02\x03]", "", item["snippet"]).split()) for item in found]
        _check(run("search", demo_path, *words), *titles, *snippets)
    _check(run("search", demo_path, "xylophone"), "xylophone")
    _check(run("list", demo_path), *(" ".join(title.split()) for title in titles))
    _check(run("list", demo_path, "medications"), *titles)
    _check(run("list", demo_path, "horses"), "horses", *(kind.name for kind in KINDS), status=2)


@pytest.mark.parametrize("paper", ["card", "questions", "binder"])
def test_print(demo_path: Path, tmp_path: Path, titles: list[str], paper: str) -> None:
    target = tmp_path / "out.pdf"
    _check(run("print", demo_path, paper, "--out", target), str(target), *titles)


def test_what_cannot_be_printed(empty_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    _check(run("print", empty_path, "questions", "--out", target), status=2)
    _check(run("print", empty_path, "questions", "--out", tmp_path / "nowhere" / "out.pdf"), str(tmp_path), status=2)
    opened = unlock(empty_path, PASSPHRASE)
    with opened.write() as session:
        store.save(session, QUESTIONS, {"text": "漢方?", "status": "open"})
    opened.close()
    _check(run("print", empty_path, "questions", "--out", target), str(target), "漢方?", status=5)


def test_backup_verify_and_restore(demo_path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    made = run("backup", demo_path, stick)
    assert made.status == 0
    places = [line.strip() for line in made.out.splitlines()[1:]]
    _check(made, *places, str(stick))
    _check(run("backup", demo_path, demo_path), str(demo_path), status=2)
    for place in (demo_path, Path(places[0])):
        _check(run("verify", place), str(place))
        _check(run("verify", place, "--full"), str(place))
    _check(run("restore", stick, tmp_path / "again"), str(tmp_path / "again"))
    _check(run("restore", stick, tmp_path / "closed", passphrase=None), str(tmp_path / "closed"))
    _check(run("restore", tmp_path / "nothing", tmp_path / "new"), str(tmp_path), status=2)
    damaged = tmp_path / "again"
    for file in [*damaged.joinpath("blobs").rglob("*.ismd")][:3]:
        file.write_bytes(file.read_bytes()[:-1])
    titles = [item["title"] for item in run("list", damaged, "documents", "--json").items]
    found = run("verify", damaged, "--full", "--json").items
    names = [str(item["file"]) for item in found]
    _check(run("verify", damaged, "--full"), *names, *titles, str(damaged), status=6)


def test_export_and_import_of_it(demo_path: Path, empty_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _check(run("export", demo_path, out), str(out))
    _check(run("export", demo_path, out), str(out), status=2)
    _check(run("import", empty_path, out), str(out))
    _check(run("import", empty_path, out), str(out), str(empty_path), status=2)
    _check(run("import", empty_path, out, DEMO / BLOOD), str(out), status=2)


def test_faults(empty_path: Path, tmp_path: Path) -> None:
    _check(run("list", tmp_path / "nowhere", passphrase=None), str(tmp_path), status=2)
    _check(run("list", empty_path, "--passphrase-fd", "77", passphrase=None), status=2)
    _check(run("list", empty_path, passphrase=None), status=2)
    for file in empty_path.glob("*.hdr*"):
        file.write_bytes(b"\xff" * file.stat().st_size)
    _check(run("list", empty_path), str(empty_path), *(file.name for file in empty_path.iterdir()), status=4)


def test_progress_says_messages(tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a terminal shows while the demo is made: its words go by too fast to be seen otherwise."""
    said: set[str] = set()
    made = create(tmp_path / "demo", PASSPHRASE, cost=CHEAP)
    fill(made, workers, lambda _done, _total, what: said.add(what))
    made.close()
    assert {word for what in said for word in untranslated(what, *(file.name for file in DEMO.iterdir()))} == set()


def test_the_check_sees_what_is_not_translated() -> None:
    text = "usage: python -m ism_desktop create VERB --paper\n⟦šàvéd ⟦õñé⟧ à\nb⟧ /tmp/x"
    assert untranslated(text, "/tmp/x") == {"usage"}
    assert untranslated("⟦ît fàîlédː The disk is full.··⟧") == {"The", "disk", "full"}
    with pytest.raises(AssertionError):
        untranslated("⟦cut")
