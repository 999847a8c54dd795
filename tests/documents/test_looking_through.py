"""A folder is looked through before anything of it comes in: what each file becomes, and what the names of folders propose."""

from pathlib import Path

import pytest

from ism_desktop.documents import counted, import_document, import_documents, look_through
from ism_desktop.documents.folder_names import proposed
from ism_desktop.progress import Cancelled
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder as people have them, with a loop of links in it."""
    root = tmp_path / "papers"
    for name, content in {
        "letter.txt": b"one",
        "Bills/2021/a.txt": b"two",
        "Lab/b.txt": b"three",
        "Lab/again.txt": b"one",
        "Lab/table.xlsx": b"PK\3\4 xl/ ",
        "Lab/empty.pdf": b"",
        "Lab/known.txt": b"known",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "Lab" / "loop").symlink_to(root)
    (root / "Lab" / "dead.txt").symlink_to("nowhere")
    return root


def test_what_each_file_becomes_is_told_and_nothing_is_written(vault: Vault, workers: Workers, papers: Path) -> None:
    import_document(vault, workers, Path("known.txt"), untrusted=b"known")
    with vault.read() as session:
        before = len(list(store.list_active(session, DOCUMENTS)))
    found = look_through(vault, workers, [papers])
    told = {one.path.name: one.becomes for one in found}
    assert told == {
        "letter.txt": "new",
        "a.txt": "new",
        "b.txt": "new",
        "again.txt": "twin",
        "table.xlsx": "refused",
        "empty.pdf": "refused",
        "known.txt": "twin",
        "dead.txt": "refused",
    }
    assert dict(counted(found)) == {"new": 3, "twin": 2, "refused": 3}
    assert all(one.reason for one in found if one.becomes != "new")
    with vault.read() as session:
        assert len(list(store.list_active(session, DOCUMENTS))) == before


def test_it_can_be_cancelled(vault: Vault, workers: Workers, papers: Path) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_through(vault, workers, [papers], stop)


@pytest.mark.parametrize(
    ("folders", "values"),
    [
        ("", {}),
        ("Bills/2021", {"type": "bill", "tags": ("Bills/2021",)}),
        ("2021/lab_results", {"type": "blood_test", "tags": ("2021/lab results",)}),
        ("Aunt Mary", {"tags": ("Aunt Mary",)}),
        ("Prescription", {"type": "prescription", "tags": ("Prescription",)}),
    ],
)
def test_names_of_folders_propose_a_kind_and_a_tag(folders: str, values: dict[str, object]) -> None:
    root = Path("/papers")
    assert proposed(root, root / folders / "a.pdf") == values
    assert proposed(root, Path("/elsewhere/a.pdf")) == {}


def test_the_names_go_in_if_that_is_wanted_and_an_import_goes_on_where_it_was(
    vault: Vault, workers: Workers, papers: Path
) -> None:
    def stop(_done: int, _total: int, what: str) -> None:
        if "b.txt" in what:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_documents(vault, workers, [papers], stop, proposed=proposed)
    results = import_documents(vault, workers, [papers], proposed=proposed)
    assert {result.outcome for result in results} == {"imported", "duplicate", "refused"}
    with vault.read() as session:
        shelf = {record.values["file_name"]: record.values for record in store.list_active(session, DOCUMENTS)}
    assert (shelf["a.txt"]["type"], shelf["a.txt"]["tags"]) == ("bill", ("Bills/2021",))
    assert shelf["b.txt"]["type"] == "blood_test"
