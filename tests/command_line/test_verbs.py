"""Every verb of the command line, run as another program would run it."""

import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from ism_desktop.demo.papers import BLOOD, HOSPITAL, MARROW
from ism_desktop.errors import PassphraseTooShort, VaultExists, VaultMissing, WrongPassphrase
from ism_desktop.records import erasing, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import create, unlock
from tests.command_line.running import ROOT, run, run_program
from tests.conftest import CHEAP, PASSPHRASE
from tests.demo_vaults import DemoVaults
from tests.worker.files import text_pdf
from tests.worker.inside import holder

DEMO = ROOT / "resources" / "demo"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory, another_computer: None, demo_vaults: DemoVaults) -> Path:
    """A vault with the demo patient, made cheaply; tests that change it work on a copy."""
    path = tmp_path_factory.mktemp("command line") / "Vault of Juniper"
    return demo_vaults.make(path, date.today())  # noqa: DTZ011


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    """An empty vault, made cheaply."""
    path = tmp_path / "empty vault"
    create(path, PASSPHRASE, cost=CHEAP).close()
    return path


# Making --------------------------------------------------------------------------------------------------------------------


def test_create_makes_a_vault_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "new" / "vault"
    answer = run_program("create", path, "--json")
    assert answer.status == 0, answer.err
    assert answer.items == [{"vault": str(path), "demo": False}]
    assert stat.S_IMODE((path / "vault.hdr").stat().st_mode) == 0o600
    assert run("list", path).status == 0
    again = run("create", path)
    assert again.status == 2
    assert str(VaultExists.title) in again.err


def test_create_refuses_a_short_passphrase_and_leaves_nothing(tmp_path: Path) -> None:
    answer = run("create", tmp_path / "vault", passphrase="short")
    assert answer.status == 2
    assert str(PassphraseTooShort.title) in answer.err
    assert not (tmp_path / "vault").exists()


def test_create_with_demo_fills_it(tmp_path: Path) -> None:
    answer = run("create", tmp_path / "vault", "--demo", "--json")
    assert answer.status == 0, answer.err
    assert answer.items[0]["demo"] is True
    listed = run("list", tmp_path / "vault", "care_team", "--json")
    assert len(listed.items) == 10


# Taking in -----------------------------------------------------------------------------------------------------------------


def test_import_says_for_each_file_how_it_ended(empty_path: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    shutil.copy(DEMO / BLOOD, letters)
    (letters / "notes.json").write_text("[[]]", encoding="utf-8")
    (letters / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a whole one")
    answer = run("import", empty_path, letters, DEMO / BLOOD, "--json")
    assert answer.status == 5, answer.err
    assert all(
        list(item) == ["path", "outcome", "reason", "document", "pages", "notices", "inside", "locked"]
        for item in answer.items
    )
    by_name = {Path(item["path"]).name: item for item in answer.items if item["outcome"] != "duplicate"}
    assert by_name[BLOOD]["outcome"] == "imported"
    assert by_name[BLOOD]["pages"] == 1
    assert by_name[BLOOD]["document"]
    assert by_name["notes.json"]["outcome"] == "refused"
    assert by_name["broken.pdf"]["outcome"] == "refused"
    assert by_name["broken.pdf"]["reason"]
    assert by_name["broken.pdf"]["document"] is None
    assert [item["outcome"] for item in answer.items].count("duplicate") == 1
    listed = run("list", empty_path, "documents", "--json")
    assert [item["values"]["file_name"] for item in listed.items] == [BLOOD]


def test_import_tells_what_to_know_and_takes_in_what_is_inside(empty_path: Path, tmp_path: Path) -> None:
    box = tmp_path / "box.pdf"
    box.write_bytes(holder([("lab.pdf", text_pdf("Tryptase 24")), ("table.xlsx", b"PK\3\4 xl/ ")], portfolio=True))
    plain = run("import", empty_path, box)
    assert plain.status == 0, plain.err
    assert plain.out.startswith(f"Imported: {box} (1 page)\n    This PDF is a folder of other files;")
    answer = run("import", empty_path, box, "--attachments", "--json")
    assert answer.status == 5
    told = [(Path(item["path"]).name, item["outcome"], item["inside"]) for item in answer.items]
    assert told == [
        ("box.pdf", "duplicate", None),
        ("lab.pdf", "imported", "box.pdf"),
        ("table.xlsx", "refused", "box.pdf"),
    ]
    listed = {
        item["values"]["file_name"]: item["values"] for item in run("list", empty_path, "documents", "--json").items
    }
    assert listed["box.pdf"]["notices"] == [{"code": "portfolio", "pages": [], "names": ["lab.pdf", "table.xlsx"]}]
    assert listed["lab.pdf"]["notices"] == []
    binder = run("print", empty_path, "binder", "--out", tmp_path / "binder.pdf", "--json")
    assert binder.status == 5
    assert binder.items[0]["left_out"] == [
        "“Box” is a folder of other files; only its cover is printed, not “lab.pdf” and “table.xlsx”."
    ]


def test_importing_twice_is_done_and_no_fault(empty_path: Path) -> None:
    assert run("import", empty_path, DEMO / BLOOD).status == 0
    again = run("import", empty_path, DEMO / BLOOD, "--json")
    assert again.status == 0
    assert [item["outcome"] for item in again.items] == ["duplicate"]


def test_a_missing_file_is_named(empty_path: Path, tmp_path: Path) -> None:
    answer = run("import", empty_path, tmp_path / "not there.pdf", "--json")
    assert answer.status == 5
    assert answer.items[0]["path"].endswith("not there.pdf")
    assert answer.items[0]["outcome"] == "refused"


# Finding -------------------------------------------------------------------------------------------------------------------


def test_search_finds_a_word_that_stands_only_in_a_picture(demo_path: Path) -> None:
    answer = run("search", demo_path, "troponin", "--json")
    assert answer.status == 0, answer.err
    (hit,) = answer.items
    assert list(hit) == ["kind", "title", "snippet", "document", "page"]
    assert hit["kind"] == "documents"
    assert hit["page"] == 1
    assert "troponin" in hit["snippet"].lower()
    listed = run("list", demo_path, "documents", "--json")
    assert {item["id"]: item["values"]["file_name"] for item in listed.items}[hit["document"]] == HOSPITAL


def test_search_finds_records_by_prefix_and_says_when_there_is_nothing(demo_path: Path) -> None:
    found = run("search", demo_path, "cetiriz", "--json")
    assert {"medications"} <= {item["kind"] for item in found.items}
    plain = run("search", demo_path, "Okafor")
    assert "Dr Imani Okafor" in plain.out
    assert "\x02" not in plain.out
    nothing = run("search", demo_path, "xylophone")
    assert nothing.status == 0
    assert nothing.out == ""
    assert "No results for “xylophone”" in nothing.err


def test_list_shows_one_kind_or_all(demo_path: Path) -> None:
    one = run("list", demo_path, "adrenaline_devices", "--json")
    assert [list(item) for item in one.items] == [["kind", "id", "title", "values"]] * 3
    assert one.items[2]["values"]["expiry"] == {"gap": "unknown"}
    assert len(one.items[0]["values"]["expiry"]) == len("2027-05")
    everything = run("list", demo_path, "--json")
    assert {item["kind"] for item in everything.items} >= {"person", "documents", "questions", "tolerated"}
    unknown = run("list", demo_path, "horses")
    assert unknown.status == 2
    assert "medications" in unknown.err


# Paper ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "paper", "width"),
    [
        *(("card", "a4", 595), ("questions", "letter", 612), ("binder", "letter", 612)),
        *(("medications", "letter", 612), ("refills", "a4", 595), ("triggers", "letter", 612), ("evidence", "a4", 595)),
        ("who-manages-what", "a4", 595),
    ],
)
def test_print_writes_a_pdf(demo_path: Path, tmp_path: Path, name: str, paper: str, width: int) -> None:
    target = tmp_path / f"{name}.pdf"
    answer = run("print", demo_path, name, "--out", target, "--paper", paper, "--json")
    assert answer.status == 0, answer.err
    assert answer.items == [{"paper": name, "path": str(target), "left_out": []}]
    with PdfReader(target) as reader:
        assert round(min(reader.pages[0].mediabox.width, reader.pages[0].mediabox.height)) == width
        text = "".join(page.extract_text() for page in reader.pages[:2])
        assert "DEMO" in text
        assert "Juniper Vale" in text
    assert os.listdir(tmp_path) == [f"{name}.pdf"], "no half-made file stays"  # noqa: PTH208


def test_questions_are_those_of_the_next_appointment_or_the_one_named(demo_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "questions.pdf"
    assert run("print", demo_path, "questions", "--out", target).status == 0
    with PdfReader(target) as reader:
        assert "airport" in "".join(page.extract_text() for page in reader.pages)
    visits = run("list", demo_path, "appointments", "--json").items
    skin = next(visit["id"] for visit in visits if visit["title"] == "Skin check")
    assert run("print", demo_path, "questions", "--out", target, "--appointment", skin).status == 0
    with PdfReader(target) as reader:
        assert "airport" not in "".join(page.extract_text() for page in reader.pages)
        usual = _sizes(reader)
    assert run("print", demo_path, "questions", "--large", "--out", target, "--appointment", skin).status == 0
    with PdfReader(target) as reader:
        assert _sizes(reader) > usual


def _sizes(reader: PdfReader) -> float:
    """How large the letters of the first page are, added up for each piece and divided by their number."""
    found: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: found.extend([size] * bool(text.strip()))
    )
    return sum(found) / len(found)


def test_without_an_appointment_to_come_the_open_questions_are_printed(empty_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "questions.pdf"
    asked = {"text": "How often should we meet?", "status": "open"}
    again = {"text": "What about my bones?", "status": "carry_on", "answer": "Not yet."}
    done = {"text": "May I fly?", "status": "answered", "answer": "Yes."}
    with closing(unlock(empty_path, PASSPHRASE)) as opened, opened.write() as session:
        past = {"purpose": "Follow-up", "on_date": PartialDate.from_stored("2019-05-03"), "status": "done"}
        visit = store.save(session, APPOINTMENTS, past)
        for values in (asked, again | {"appointment": visit}, done):
            store.save(session, QUESTIONS, values)
    assert run("print", empty_path, "questions", "--out", target).status == 0
    with PdfReader(target) as reader:
        text = " ".join(reader.pages[0].extract_text().split())
    assert "My open questions" in text
    assert "How often should we meet?" in text
    assert "What about my bones?" in text
    assert "May I fly?" not in text


def test_letters_that_cannot_be_printed_are_named(empty_path: Path, tmp_path: Path) -> None:
    with closing(unlock(empty_path, PASSPHRASE)) as opened, opened.write() as session:
        store.save(session, QUESTIONS, {"text": "Does 漢方 interact?", "status": "open"})
    answer = run("print", empty_path, "questions", "--out", tmp_path / "questions.pdf")
    assert answer.status == 5
    assert "“Does 漢方 interact?” contains letters that this program cannot print." in answer.err


def test_with_no_question_open_there_is_nothing_to_print(empty_path: Path, tmp_path: Path) -> None:
    answer = run("print", empty_path, "questions", "--out", tmp_path / "questions.pdf")
    assert answer.status == 2
    assert "No question is open" in answer.err
    assert "Write a question down first" in answer.err
    assert not (tmp_path / "questions.pdf").exists()


def test_print_into_a_folder_that_is_not_there(demo_path: Path, tmp_path: Path) -> None:
    answer = run("print", demo_path, "card", "--out", tmp_path / "nowhere" / "card.pdf")
    assert answer.status == 2
    assert "could not be written" in answer.err


# Faults --------------------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase(empty_path: Path) -> None:
    answer = run("list", empty_path, passphrase="another passphrase altogether")
    assert answer.status == 3
    assert str(WrongPassphrase.title) in answer.err
    assert answer.out == ""


def test_a_missing_folder_is_noticed_before_a_passphrase_is_asked(tmp_path: Path) -> None:
    answer = run("list", tmp_path / "nowhere", passphrase=None)
    assert answer.status == 2
    assert str(VaultMissing.title) in answer.err


def test_a_damaged_header(empty_path: Path) -> None:
    for name in ("vault.hdr", "vault.hdr.bak", *(file.name for file in empty_path.glob("*.hdr*"))):
        file = empty_path / name
        if file.exists():
            file.write_bytes(b"\xff" * file.stat().st_size)
    answer = run("list", empty_path)
    assert answer.status == 4
    assert "damaged" in answer.err


def test_no_passphrase_and_no_terminal(empty_path: Path) -> None:
    answer = run("list", empty_path, "--passphrase-fd", "77", passphrase=None)
    assert answer.status == 2
    assert "descriptor 77" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["import"],
        ["print", "vault", "poster", "--out", "x.pdf"],
        ["print", "vault", "card"],
        ["search", "vault"],
    ],
)
def test_usage(words: list[str]) -> None:
    answer = run(*words, passphrase=None)
    assert answer.status == 2
    assert "usage:" in answer.err


def test_help_names_every_verb_and_status() -> None:
    answer = run("--help", passphrase=None)
    assert answer.status == 0
    for word in (
        "create",
        "import",
        "search",
        "list",
        "print",
        "--passphrase-fd",
        "3  wrong passphrase",
        "--language",
        "FOLDER",
    ):
        assert word in answer.out


def test_the_command_line_knows_no_qt(empty_path: Path) -> None:
    """It must work, and start fast, where no window can be shown."""
    program = (
        "import sys; import ism_desktop.command_line.running, ism_desktop.__main__;"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_demo_documents_are_where_the_tests_look() -> None:
    assert (DEMO / MARROW).exists()


def test_a_file_whose_twin_is_in_the_trash_is_restored(empty_path: Path) -> None:
    [taken] = run("import", empty_path, DEMO / BLOOD, "--json").items
    with closing(unlock(empty_path, PASSPHRASE)) as opened, opened.write() as session:
        store.trash(session, DOCUMENTS, taken["document"])
    answer = run("import", empty_path, DEMO / BLOOD, DEMO / BLOOD, "--json")
    assert answer.status == 0
    assert [item["outcome"] for item in answer.items] == ["restored", "duplicate"]
    assert answer.items[0]["document"] == taken["document"]
    assert "was in the trash" in answer.items[0]["reason"]
    assert [item["id"] for item in run("list", empty_path, "documents", "--json").items] == [taken["document"]]


def test_a_deletion_that_was_cut_off_is_finished_by_the_next_verb(empty_path: Path) -> None:
    [taken] = run("import", empty_path, DEMO / BLOOD, "--json").items
    with closing(unlock(empty_path, PASSPHRASE)) as opened, opened.write() as session:
        store.trash(session, DOCUMENTS, taken["document"])
        erasing.erase(session, DOCUMENTS, [taken["document"]])
    assert list((empty_path / "blobs").rglob("*.ismd"))
    assert run("verify", empty_path, "--full", "--json").items == []
    assert not list((empty_path / "blobs").rglob("*.ismd"))


def test_a_card_with_letters_that_cannot_be_printed_says_so_in_its_status(empty_path: Path, tmp_path: Path) -> None:
    with closing(unlock(empty_path, PASSPHRASE)) as opened, opened.write() as session:
        store.save(session, PERSON, {"name": "王小明", "latin_name": "Wang Xiaoming"})
    answer = run("print", empty_path, "card", "--out", tmp_path / "card.pdf", "--json")
    assert answer.status == 5
    assert "王小明" in answer.items[0]["left_out"][0]
    assert "cannot print" in answer.err
    first = PdfReader(tmp_path / "card.pdf").pages[0].extract_text()
    assert "Wang Xiaoming" in first
    assert "a letter not printed here" in first


def test_a_dry_run_says_what_an_import_would_do_and_does_nothing(empty_path: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    (papers / "Bills").mkdir(parents=True)
    (papers / "Bills" / "a.txt").write_text("a bill", encoding="utf-8")
    (papers / "b.zip").write_bytes(b"PK\3\4")
    answer = run("import", empty_path, papers, "--dry-run", "--folder-names", "--json")
    assert answer.status == 5
    told = {Path(item["path"]).name: (item["becomes"], item["kind"], item["tags"]) for item in answer.items}
    assert told == {"a.txt": ("new", "bill", ["Bills"]), "b.zip": ("refused", None, [])}
    assert "1 would be imported" in answer.err
    assert "Tags: Bills" in run("import", empty_path, papers, "--dry-run", "--folder-names").out
    assert run("list", empty_path, "documents", "--json").items == []
