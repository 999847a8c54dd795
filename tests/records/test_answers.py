"""Several answers to one question: none is overwritten, and each keeps who, when, which appointment and which document."""

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import answers, links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.vault import Vault
from tests.records.samples import values_for

SPRING, AUTUMN = PartialDate(2025, 4, 2), PartialDate(2025, 10, 9)


def test_a_new_answer_keeps_the_one_before(vault: Vault) -> None:
    with vault.write() as session:
        okafor = store.save(session, BY_NAME["care_team"], {"name": "Dr Okafor"})
        visit = store.save(session, BY_NAME["appointments"], {"purpose": "Follow-up", "on_date": AUTUMN})
        letter = store.save(session, DOCUMENTS, values_for(DOCUMENTS))
        question = store.save(session, QUESTIONS, {"text": "How often should we meet?"})
        answers.add_answer(session, question, "Twice a year", who="Dr Okafor", on=SPRING)
        who = LinkedName("Dr Okafor", okafor)
        answers.add_answer(session, question, "Once a year", who=who, on=AUTUMN, visit_id=visit, proof_id=letter)
    with vault.read() as session:
        latest, before = answers.answers_of(session, question)
        record = store.get(session, QUESTIONS, question)
        proofs = links.proofs(session, QUESTIONS, question)
    assert (latest.text, latest.who, latest.on, latest.visit_id) == ("Once a year", who, AUTUMN, visit)
    assert latest.proof_id == letter
    assert [proof.document_id for proof in proofs] == [letter]
    assert (before.text, before.who, before.on, before.visit_id) == ("Twice a year", "Dr Okafor", SPRING, None)
    assert record.values["status"] == "answered"


def test_an_answer_set_aside_leaves_a_question_to_ask_again(vault: Vault) -> None:
    with vault.write() as session:
        question = store.save(session, QUESTIONS, {"text": "Which tests are due?"})
        assert answers.set_aside(session, question) is None
        answers.add_answer(session, question, "None", on=SPRING)
        kept = answers.set_aside(session, question)
        record = store.get(session, QUESTIONS, question)
        (only,) = answers.answers_of(session, question)
        with pytest.raises(InvalidRecord):
            answers.add_answer(session, question, " ")
    assert (record.values["answer"], record.values["status"]) == (None, "carry_on")
    assert (only.text, only.record_id) == ("None", kept)
