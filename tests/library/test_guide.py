"""The guide and the questions for a person: read, searched, linked; what does not hold together is refused."""

import json
import shutil
from pathlib import Path

import pytest

from ism_desktop.library import guide, prompts, resources
from ism_desktop.library.resources import BadResource


def test_a_search_finds_terms_and_questions_by_name_first() -> None:
    found = guide.load().search("  Tryptase ")
    assert found[0].page in {guide.COMMON, guide.GLOSSARY}
    assert "tryptase" in found[0].title.casefold()
    assert {"tests.tryptase", "mcas.tryptase"} <= {one.key for one in found}
    assert guide.load().search("   ") == []
    assert guide.load().search("tryptase xylophone") == []
    assert all("fracture" in f"{one.title} {one.text}".casefold() for one in guide.load().search("fracture"))


def test_terms_are_found_once_the_longest_first_and_only_as_whole_words() -> None:
    text = "KIT D816V is looked for. KIT D816V again; kitten, HaT, hat-trick, and mast cells."
    found = [(text[start:end], term.term) for start, end, term in guide.load().terms_in(text)]
    assert found == [
        ("KIT D816V", "D816V"),
        ("HaT", "hereditary alpha-tryptasemia"),
        ("mast cells", "mast cell"),
    ]


def test_another_form_of_the_same_word_is_no_other_name() -> None:
    named = {term.term: term.synonyms for term in guide.load().glossary}
    assert named["biopsy"] == ("bone marrow biopsy",)
    assert named["hives"] == ("urticaria",)
    assert named["mast cell"] == ()


def test_prompts_are_offered_to_somebody_or_kept_for_oneself() -> None:
    for reader in prompts.READERS:
        assert sum(reader in prompt.readers for prompt in prompts.load()) >= 5
    assert any(not prompt.readers for prompt in prompts.load())
    assert len({prompt.text for prompt in prompts.load()}) == len(prompts.load())


@pytest.mark.parametrize(
    ("file", "find", "put"),
    [
        ("kit.json", '"sources": [', '"sources": ["S0", '),
        ("kit.json", '"reviewed_on": "2026-11-30"', '"reviewed_on": "soon"'),
        ("kit.json", '"key": "switch"', '"key": "many"'),
        ("glossary.json", '"term": "biopsy"', '"term": "vertebra"'),
        ("guide.json", '"indolent",', '"nowhere",'),
    ],
)
def test_a_guide_that_does_not_hold_together_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, find: str, put: str
) -> None:
    shutil.copytree(resources.path("guide"), tmp_path / "guide")
    changed = tmp_path / "guide" / "en" / file
    text = changed.read_text("utf-8")
    assert find in text
    changed.write_text(text.replace(find, put, 1), "utf-8")
    json.loads(changed.read_text("utf-8"))
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    guide.read.cache_clear()
    with pytest.raises((BadResource, FileNotFoundError)):
        guide.read("en")
    guide.read.cache_clear()
