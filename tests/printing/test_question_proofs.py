"""A document attached to a question stands in the binder where the question stands: under its appointment, or among the questions."""

from ism_desktop.printing.binder import tabs
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.records import links, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.vault import Vault
from tests.printing.patients import TODAY
from tests.records.samples import values_for
from tests.vault.filing import file_document


def test_both_tabs_name_it(vault: Vault) -> None:
    file_document(vault, "Bone marrow report", b"report")
    with vault.write() as session:
        [document] = store.list_active(session, DOCUMENTS)
        visit = store.save(session, APPOINTMENTS, values_for(APPOINTMENTS) | {"with_member": None})
        asked = store.save(session, QUESTIONS, {"text": "What does it say?", "appointment": visit})
        links.attach(session, QUESTIONS, asked, document.id, 1)
    with vault.read() as session:
        reader = Reader(session, TODAY)
        [under_visit] = tabs.visits(reader)[0].records
        [among_questions] = tabs.questions(reader)[0].records
    [proof] = under_visit.proofs
    assert (proof.title, proof.page, proof.note) == ("Bone marrow report", 1, "for the question “What does it say?”")
    assert [proof.title for proof in among_questions.proofs] == ["Bone marrow report"]
