"""The ground that every round starts from: a prepared folder, kept in memory and laid out anew for each round."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.faults.expected_state import State
from tests.faults.recorded import RecordedWorkers
from tests.faults.scenario import Ground
from tests.faults.scenarios import LIVES, state_of


@dataclass(frozen=True)
class Template:
    """A prepared folder: its folders, its files, and what it holds."""

    folders: tuple[str, ...]
    files: dict[str, bytes]
    state: State

    @classmethod
    def prepare(cls, life: str, folder: Path, workers: RecordedWorkers) -> "Template":
        """Let the life's own preparation run, and read what it left."""
        ground = Ground(folder / "template" / life / "world", workers)
        ground.world.mkdir(parents=True)
        LIVES[life].prepare(ground)
        folders, files = read_tree(ground.world)
        # Only now is it opened, which would bring a vault of an older version up to date.
        state = state_of(ground, folder / "scratch" / life)
        shutil.rmtree(folder / "scratch" / life, ignore_errors=True)
        shutil.rmtree(folder / "template" / life)
        return cls(folders, files, state)

    def lay_out(self, world: Path) -> None:
        """Make the folder afresh."""
        write_tree(world, self.folders, self.files)


def read_tree(root: Path) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """Every folder and every file below a folder, by their paths in it."""
    paths = sorted(root.rglob("*"))
    folders = tuple(str(path.relative_to(root)) for path in paths if path.is_dir())
    return folders, {str(path.relative_to(root)): path.read_bytes() for path in paths if path.is_file()}


def write_tree(root: Path, folders: tuple[str, ...], files: dict[str, bytes]) -> None:
    """Make a folder that holds just these; whatever was there is gone."""
    shutil.rmtree(root, ignore_errors=True)
    top = str(root)
    root.mkdir(parents=True)
    for folder in folders:
        (root / folder).mkdir()
    for name, content in files.items():
        descriptor = os.open(f"{top}/{name}", os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(descriptor, content)
        os.close(descriptor)
