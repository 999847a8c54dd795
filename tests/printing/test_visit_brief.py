"""The visit brief: facts since the last visit with somebody, what fits them to ask, and what a person changes of it."""

from datetime import date

from ism_desktop.printing import visit_brief
from ism_desktop.printing.journal_summary import Changes
from ism_desktop.printing.paper import Paper
from ism_desktop.records import fitting_questions, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 5, 3)
DAY = PartialDate.from_stored


def save(vault: Vault, kind: str, **values: object) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def okafor(vault: Vault) -> str:
    member = save(vault, "care_team", name="Dr Okafor", role="Mast cell specialist")
    save(vault, "appointments", purpose="Follow-up", on_date=DAY("2026-01-10"), with_member=member, status="done")
    return member


def test_it_tells_what_changed_since_the_last_visit_with_them(vault: Vault) -> None:
    member = okafor(vault)
    save(vault, "medications", name="Cromolyn", started_on=DAY("2026-02"), reason="cramps")
    save(vault, "medications", name="Old tablets", started_on=DAY("2020"))
    with vault.read() as session:
        content = visit_brief.collect(session, member, TODAY)
        earlier = visit_brief.collect(session, member, TODAY, since=date(2019, 1, 1))
    (medicine,) = content.sections[0].lines
    assert medicine.words == "February 2026: Cromolyn started (cramps)"
    assert content.since_words == "Since you last saw me, 10 January 2026"
    assert [line.words for line in content.sections[1].lines] == ["Nothing recorded."]
    assert len(earlier.sections[0].lines) == 2
    assert earlier.since_words == "Since 1 January 2019"


def test_questions_fit_the_same_person_or_specialty(vault: Vault) -> None:
    member = okafor(vault)
    other = save(vault, "care_team", name="Dr Fenn", role="Dermatologist")
    skin = save(vault, "appointments", purpose="Skin", on_date=DAY("2026-06-01"), with_member=other)
    past = save(vault, "appointments", purpose="Skin", on_date=DAY("2026-02-01"), with_member=other)
    coming = save(vault, "appointments", purpose="Yearly", on_date=DAY("2026-07-01"), with_member=member)
    for text, values in (
        ("on their list", {"appointment": coming}),
        ("by specialty", {"specialist": "Mast cell centre"}),
        ("for anybody", {}),
        ("of another", {"appointment": skin, "specialist": "Mast cell specialist"}),
        ("left of another", {"appointment": past}),
        ("answered", {"appointment": coming, "status": "answered"}),
    ):
        save(vault, "questions", text=text, **values)
    with vault.read() as session:
        fitting = fitting_questions.of_member(
            session, store.get(session, BY_NAME["care_team"], member), TODAY, for_anybody=True
        )
        offered = fitting_questions.offered(session, store.get(session, BY_NAME["appointments"], coming), TODAY)
        for_skin = fitting_questions.offered(session, store.get(session, BY_NAME["appointments"], skin), TODAY)
    assert [one.values["text"] for one in fitting] == ["on their list", "by specialty", "for anybody"]
    assert [one.values["text"] for one in offered] == ["by specialty"]
    assert [one.values["text"] for one in for_skin] == ["left of another"]


def test_lines_are_left_out_or_reworded_and_much_takes_two_pages_at_most(vault: Vault) -> None:
    member = okafor(vault)
    with vault.write() as session:
        for number in range(150):
            values = {"name": f"Tablet {number}", "started_on": DAY("2026-02-03"), "reason": "as noted"}
            store.save(session, BY_NAME["medications"], values)
    with vault.read() as session:
        content = visit_brief.collect(session, member, TODAY)
    missing, pages = visit_brief.left_off(content, Paper.A4)
    assert pages == 2
    assert missing > 0
    keys = [line.key for line in content.sections[0].lines]
    changed = content.changed(Changes(frozenset(keys[1:]), {keys[0]: "One new tablet"}, ("Less itch",)))
    assert visit_brief.left_off(changed, Paper.A4) == (0, 1)
    said = " ".join(" ".join(texts(visit_brief.draw(changed, Paper.A4))).split())
    for words in ("Less itch", "One new tablet (in my own words)", "For Dr Okafor, Mast cell specialist."):
        assert words in said
    assert "born" in said.split("Less itch")[1], "the foot names the patient, not whom the brief is for"
    assert changed.as_dict()["points"] == ["Less itch"]


def test_the_point_person_is_not_named_to_themselves(vault: Vault) -> None:
    member = save(vault, "care_team", name="Dr Okafor", point_person=True)
    other = save(vault, "care_team", name="Dr Fenn")
    with vault.read() as session:
        assert visit_brief.collect(session, member, TODAY).point_person == ""
        assert "Dr Okafor" in visit_brief.collect(session, other, TODAY).point_person
