"""Every question that is shipped has a source in words and a date, and the patient guide's three stand first."""

from ism_desktop.library import questions as bank


def test_every_shipped_question_has_a_source_and_a_date() -> None:
    questions = bank.read("en")
    assert len(questions) > 100
    assert all(question.source.strip() for question in questions)
    assert bank.reviewed_on().year >= 2026
    assert all("Resource Guide" in question.source for question in bank.of_guide())
