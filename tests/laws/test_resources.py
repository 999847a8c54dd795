"""Every shipped file loads."""

import json
from pathlib import Path

import pytest

from ism_desktop.demo.papers import PAPERS, UNFILED
from ism_desktop.library import card_text, emergency_numbers, fonts, questions, resources

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
KNOWN_ENDINGS = {
    ".pot",
    ".po",
    ".mo",
    ".json",
    ".ttf",
    ".txt",
    ".md",
    ".pdf",
    ".png",
    ".jpg",
    ".tiff",
    ".svg",
    ".css",
    ".js",
}


def test_resources_lie_where_the_library_looks() -> None:
    assert resources.path() == RESOURCES
    assert resources.path("demo").is_dir()


@pytest.mark.parametrize("file", sorted(RESOURCES.rglob("*.json")), ids=lambda file: file.name)
def test_json_is_well_formed(file: Path) -> None:
    loaded = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    assert loaded


def test_every_file_is_of_a_known_sort_and_not_empty() -> None:
    for file in RESOURCES.rglob("*"):
        if file.is_file():
            assert file.suffix in KNOWN_ENDINGS, file
            assert file.stat().st_size > 0, file


def test_the_library_loads() -> None:
    assert len(questions.load()) > 3
    assert questions.specialists()
    assert emergency_numbers.load()
    assert card_text.load().reviewer is None


def test_fonts_are_true_type_with_their_licence() -> None:
    for font in (fonts.regular(), fonts.bold()):
        assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()


def test_demo_documents_are_those_listed() -> None:
    files = {file.name for file in (RESOURCES / "demo").iterdir()}
    assert files == {*(paper.file_name for paper in PAPERS), *UNFILED}
    assert sum(file.stat().st_size for file in (RESOURCES / "demo").iterdir()) < 1_000_000
