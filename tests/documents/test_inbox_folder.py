"""The inbox folder: a file is taken once it is whole, and its plain copy is removed only when the record gives back the very same bytes."""

from pathlib import Path

from ism_desktop.documents import import_documents, inbox_folder
from ism_desktop.documents.inbox_folder import FolderWatch, Kept
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def looks(watch: FolderWatch, clock: Clock, seconds: float = 7) -> list[str]:
    """What is ready some seconds later."""
    clock.now += seconds
    return [path.name for path in watch.look()]


def test_a_file_is_taken_once_it_does_not_change_any_more(tmp_path: Path) -> None:
    clock = Clock()
    watch = FolderWatch(tmp_path, clock)
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"half")
    for name in ("b.pdf.part", "c.crdownload", ".hidden.pdf", "~$d.doc", "e.tmp", "empty.pdf"):
        (tmp_path / name).write_bytes(b"" if name == "empty.pdf" else b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.pdf").symlink_to(path)
    assert looks(watch, clock) == []
    assert looks(watch, clock, 3) == []
    path.write_bytes(b"half and more")
    assert looks(watch, clock) == []
    assert looks(watch, clock) == ["scan.pdf"]
    assert looks(watch, clock) == []
    path.write_bytes(b"another scan under the same name")
    assert looks(watch, clock) == []
    assert looks(watch, clock) == ["scan.pdf"]
    (tmp_path / "b.pdf.part").rename(tmp_path / "b.pdf")
    assert looks(watch, clock) == []
    assert looks(watch, clock) == ["b.pdf"]


def test_a_drive_may_vanish_and_come_back(tmp_path: Path) -> None:
    clock = Clock()
    folder = tmp_path / "drive"
    watch = FolderWatch(folder, clock)
    assert looks(watch, clock) == []
    assert watch.is_gone
    folder.mkdir()
    (folder / "a.txt").write_text("words", encoding="utf-8")
    assert looks(watch, clock) == []
    assert not watch.is_gone
    assert looks(watch, clock) == ["a.txt"]


def test_what_is_here_already_is_left_alone(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    clock = Clock()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"words of {name}", encoding="utf-8")
    import_documents(vault, workers, [tmp_path / "a.txt"])
    watch = FolderWatch(tmp_path, clock)
    assert inbox_folder.new_files(vault, watch) == []
    clock.now += 7
    assert inbox_folder.new_files(vault, watch) == [tmp_path / "b.txt"]


def test_a_plain_copy_goes_only_if_the_record_holds_the_same(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"words of {name}", encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(b"PK\3\4")
    kept = inbox_folder.kept(vault, import_documents(vault, workers, [tmp_path]))
    assert [one.path.name for one in kept] == ["a.txt", "b.txt"]
    (tmp_path / "b.txt").write_text("changed meanwhile", encoding="utf-8")
    assert inbox_folder.remove(vault, [*kept, Kept(tmp_path / "a.txt", "gone")]) == [
        tmp_path / "b.txt",
        tmp_path / "a.txt",
    ]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["b.txt", "c.zip"]
