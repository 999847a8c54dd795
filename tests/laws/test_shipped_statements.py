"""Whatever the program states, asks or explains names its source and the day it was reviewed; every place has its page of the guide."""

import re
from datetime import date

import pytest

from ism_desktop.library import guide, prompts, questions
from ism_desktop.library.guide import Statement
from ism_desktop.ui.shell.guide_links import NONE, PAGE_FOR
from ism_desktop.ui.shell.places import PLACES
from tests.library.readability import grade

_FIRST = date(2026, 1, 1)
_HIGHEST_GRADE = 9.0


def _said() -> list[Statement]:
    return list(guide.load().every_statement())


def test_every_statement_of_the_guide_has_sources_that_can_be_found_and_a_date() -> None:
    for statement in _said():
        assert statement.sources, statement.key
        assert statement.reviewed_on >= _FIRST, statement.key
        for source in statement.sources:
            assert all((source.title, source.kind, source.where)), source.key
    assert set(guide.load().sources) == {source.key for one in _said() for source in one.sources}


def test_every_question_has_a_source_and_a_date() -> None:
    assert len(prompts.load()) >= 25
    for prompt in prompts.load():
        assert prompt.source, prompt.key
        assert prompt.reviewed_on >= _FIRST, prompt.key
    assert all(question.source for question in questions.load())
    assert questions.reviewed_on() >= _FIRST


def test_the_guide_has_its_pages_and_says_what_it_is_not() -> None:
    made = guide.load()
    assert {
        *("indolent", "forms", "kit", "symptoms", "triggers", "mcas", "injectors", "team", "point_person", "tests"),
        *("treatments", "bones", "mind", "surgery", "dentist", "pregnancy", "children", "travel", "school_work"),
        *("record", "insurance", "papers", guide.COMMON, guide.GLOSSARY),
    } == set(made.keys)
    assert len(made.glossary) >= 60
    assert "No clinician has reviewed" in made.not_reviewed
    assert all(page.ask.startswith("Ask your doctor") for page in made.pages)


def test_where_the_fact_sheet_says_that_sources_disagree_the_guide_says_so() -> None:
    """The rows of its section 0.1, by the statement that tells of them."""
    keys = ("injectors.when", "injectors.weight", "injectors.other_order", "injectors.call", "tests.tryptase_when")
    keys += ("triggers.nsaid", "tests.contrast", "surgery.premed", "injectors.beta", "forms.two", "surgery.lists")
    for key in keys:
        statement = guide.load().statement(key)
        assert statement is not None, key
        assert statement.sources_disagree, key
        assert len(statement.sources) >= 1, key
    ranitidine = guide.load().statement("treatments.h2")
    assert ranitidine is not None
    assert "2020" in ranitidine.text


def test_no_statement_names_a_dose() -> None:
    dose = re.compile(r"\d\s*(mg|micrograms?|µg|ug|ml|mL|tablets?)\b")
    assert [one.key for one in _said() if dose.search(one.text)] == []


def test_the_guide_can_be_read_without_much_schooling() -> None:
    made = guide.load()
    texts = {page.key: " ".join([*(one.text for one in page.statements), page.ask]) for page in made.pages}
    texts[guide.COMMON] = " ".join(f"{one.question} {one.answer.text}" for one in made.common)
    texts[guide.GLOSSARY] = " ".join(term.meaning.text for term in made.glossary)
    grades = {key: grade(text) for key, text in texts.items()}
    assert {key: found for key, found in grades.items() if found > _HIGHEST_GRADE} == {}


def test_what_rests_on_no_publication_becomes_no_more() -> None:
    """What to keep, to ask and to arrange, and what follows by itself; facts have a source."""
    alone = [one.key for one in _said() if [source.key for source in one.sources] == ["own"]]
    assert len(alone) <= 43
    on_pages = {
        page: [key for key in alone if key.startswith(f"{page}.")] for page in ("insurance", "dentist", "pregnancy")
    }
    assert on_pages == {"insurance": [], "dentist": ["dentist.tell", "dentist.kit"], "pregnancy": ["pregnancy.feeding"]}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. The dog ran.", -3, 2),
        (
            "The administration of premedication necessitates interdisciplinary communication between institutions.",
            18,
            40,
        ),
    ],
)
def test_the_measure_tells_easy_from_hard(text: str, low: float, high: float) -> None:
    assert low <= grade(text) <= high


def test_every_place_leads_to_a_page_of_the_guide_or_says_that_there_is_none() -> None:
    assert set(PAGE_FOR) == {place.name for place in PLACES}
    assert {key for key in PAGE_FOR.values() if key != NONE} <= set(guide.load().keys)
