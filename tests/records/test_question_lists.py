"""Questions as a group: their order within an appointment, counting, carrying over and putting back."""

from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault


def visit(vault: Vault, purpose: str) -> str:
    with vault.write() as session:
        return store.save(session, APPOINTMENTS, {"purpose": purpose, "on_date": PartialDate(2027, 1, 14)})


def add(vault: Vault, appointment_id: str | None, *texts: str) -> list[str]:
    with vault.write() as session:
        return [question_lists.add(session, text, appointment_id=appointment_id) for text in texts]


def texts(vault: Vault, appointment_id: str) -> list[str]:
    with vault.read() as session:
        return [question.title for question in question_lists.of_appointment(session, appointment_id)]


def test_order_within_one_appointment_leaves_the_others_alone(vault: Vault) -> None:
    first, second = visit(vault, "One"), visit(vault, "Two")
    a, b = add(vault, first, "A?", "B?")
    add(vault, second, "X?")
    (c,) = add(vault, first, "C?")
    add(vault, second, "Y?")
    with vault.write() as session:
        question_lists.arrange(session, [c, a, b])
    assert texts(vault, first) == ["C?", "A?", "B?"]
    assert texts(vault, second) == ["X?", "Y?"]
    with vault.read() as session:
        everything = [question.title for question in store.list_active(session, QUESTIONS)]
    assert everything == ["C?", "A?", "X?", "B?", "Y?"], "the places of the moved ones are shared among them"


def test_what_is_still_to_be_asked_is_counted(vault: Vault) -> None:
    one = visit(vault, "One")
    asked, answered, again, _open = add(vault, one, "A?", "B?", "C?", "D?")
    add(vault, None, "E?")
    with vault.write() as session:
        store.save(session, QUESTIONS, {"status": "asked"}, record_id=asked)
        store.save(session, QUESTIONS, {"status": "answered"}, record_id=answered)
        store.save(session, QUESTIONS, {"status": "carry_on"}, record_id=again)
    with vault.read() as session:
        assert question_lists.to_ask_counts(session) == {one: 2}
        assert question_lists.counts(session) == {one: 4}


def test_carrying_over_and_back(vault: Vault) -> None:
    past, coming = visit(vault, "Past"), visit(vault, "Coming")
    asked, never_asked = add(vault, past, "Asked?", "Never asked?")
    with vault.write() as session:
        store.save(session, QUESTIONS, {"status": "asked"}, record_id=asked)
    with vault.write() as session:
        before = question_lists.carry_over(session, [asked, never_asked], coming)
    with vault.read() as session:
        moved = {
            question.title: question.values["status"] for question in question_lists.of_appointment(session, coming)
        }
    assert moved == {"Asked?": "carry_on", "Never asked?": "open"}
    assert texts(vault, past) == []
    with vault.write() as session:
        question_lists.put_back(session, before)
    assert texts(vault, past) == ["Asked?", "Never asked?"]
    with vault.read() as session:
        assert store.get(session, QUESTIONS, asked).values["status"] == "asked"


def test_the_first_three_to_ask_matter_most_once_there_are_more(vault: Vault) -> None:
    first = visit(vault, "One")
    ids = add(vault, first, "A?", "B?", "C?")
    with vault.read() as session:
        assert question_lists.most_important(question_lists.of_appointment(session, first)) == frozenset()
    ids += add(vault, first, "D?", "E?")
    with vault.write() as session:
        store.save(session, QUESTIONS, {"status": "answered"}, record_id=ids[0])
        store.save(session, QUESTIONS, {"status": "carry_on"}, record_id=ids[2])
        question_lists.arrange(session, [ids[4], *ids[:4]])
        assert question_lists.most_important(question_lists.of_appointment(session, first)) == {ids[4], ids[1], ids[2]}


def test_questions_of_a_visit_that_is_gone_stand_with_those_of_none(vault: Vault) -> None:
    first, gone = visit(vault, "One"), visit(vault, "Gone")
    add(vault, None, "A?")
    add(vault, gone, "B?")
    add(vault, first, "C?")
    with vault.write() as session:
        lists = question_lists.by_list(store.list_active(session, QUESTIONS), {first})
    assert {key: [question.title for question in own] for key, own in lists.items()} == {
        None: ["A?", "B?"],
        first: ["C?"],
    }
