"""Who has what: papers by person, what changed since, and which results and reports somebody was not sent."""

from datetime import date, timedelta

from ism_desktop.records import changes_since, disclosures, given, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap, LinkedName, Moment, PartialDate, Rows, parse_quantity
from ism_desktop.vault import Vault

TODAY = date(2026, 5, 3)
DAY = PartialDate.from_stored


def save(vault: Vault, kind: str, **values: object) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def test_a_printed_paper_is_entered_with_its_copy(vault: Vault) -> None:
    okafor = save(vault, "care_team", name="Dr Okafor", point_person=True)
    save(vault, "appointments", purpose="Follow-up", on_date=DAY("2026-06-01"), with_whom="Dr Finch")
    with vault.write() as session:
        disclosures.record_paper(session, disclosures.MEDICATIONS, "Medication list", "printer", content={"a": 1})
        disclosures.record_paper(session, disclosures.MEDICATIONS, "Medication list", "printer", content={"a": 2})
        offered = given.offered(session, TODAY)
        entry = given.enter(session, offered[1].name, disclosures.MEDICATIONS, TODAY)
        record = store.get(session, BY_NAME["given_papers"], entry)
    assert [str(one.name) for one in offered] == ["Dr Finch", "Dr Okafor"]
    assert record.values["who"] == LinkedName("Dr Okafor", okafor)
    assert (record.values["what"], record.values["copy_number"]) == ("Medication list", 2)
    with vault.read() as session:
        assert [one.id for one in given.papers_of(session, LinkedName("x", okafor))] == [entry]
        assert disclosures.entries(session)[0].id == record.values["departure"]


def test_what_was_not_sent_is_newer_than_the_last_paper_with_results(vault: Vault) -> None:
    old = save(vault, "reports", title="Marrow 2019", on_date=DAY("2019-05"))
    with vault.write() as session:
        disclosures.record_paper(session, disclosures.BINDER, "Binder, 3 pages", "printer", content={})
        given.enter(session, "Dr Sorel", disclosures.BINDER, TODAY)
    entered_later = save(vault, "reports", title="Found in a drawer", on_date=DAY("2012"))
    newer = save(vault, "reports", title="Scan", on_date=DAY("2026-05-20"))
    save(vault, "given_papers", who="Dr Sorel", on_date=DAY("2026-06-01"), what="Question list")
    with vault.read() as session:
        found = given.not_sent(session, given.papers_of(session, "dr sorel"))
        nothing_given = given.not_sent(session, given.papers_of(session, "Dr Wren"))
    assert found.since == PartialDate.from_date(TODAY)
    assert [record.id for record in found.records] == [newer, entered_later]
    assert [record.id for record in nothing_given.records] == [newer, old, entered_later]


def test_changes_are_facts_by_date_with_the_reason_as_noted(vault: Vault) -> None:
    drug = save(
        vault, "medications", name="Cromolyn", started_on=DAY("2020"), stopped_on=DAY("2026-04"), stopped_why="cramps"
    )
    save(
        vault,
        "medication_changes",
        medication=drug,
        what="raised",
        on_date=DAY("2026-03-02"),
        now="200 mg",
        reason="itch",
    )
    save(vault, "reactions", substance="Wasp sting", happened_on=DAY("2026-02-01"))
    row = {"test": "Tryptase", "value": parse_quantity("24.1"), "unit": "ng/mL", "range": "< 11.4", "flag": "H"}
    save(vault, "test_results", taken_at=Moment(DAY("2026-03-03")), values=Rows.of([row]))
    save(
        vault,
        "questions",
        text="How often?",
        status="answered",
        answer="Yearly",
        answered_by="Dr Wren",
        answered_on=DAY("2026-03-04"),
    )
    with vault.read() as session:
        facts = changes_since.since(session, date(2026, 2, 15), TODAY)
        nothing = changes_since.since(session, date(2026, 5, 1), TODAY)
    assert [(fact.sort, fact.words) for fact in facts] == [
        ("medicines", "Cromolyn – Raised: 200 mg (itch)"),
        ("medicines", "Cromolyn stopped (cramps)"),
        ("results", "Tryptase: 24.1 ng/mL (Lab’s range: < 11.4; Flag: H)"),
        ("answered", "How often? Yearly (Dr Wren)"),
    ]
    assert not nothing


def test_what_has_no_date_is_told_as_such_where_it_was_entered_since(vault: Vault) -> None:
    save(vault, "medications", name="Famotidine", use="regular", reason="stomach")
    past = save(vault, "medications", name="Old tablets", use="regular", started_on=DAY("2019"))
    drug = save(vault, "medications", name="Cromolyn", started_on=DAY("2020"), stopped_why="cramps", use="past")
    save(vault, "medication_changes", medication=drug, what="stopped")
    save(vault, "reactions", substance="Wasp sting")
    save(vault, "reactions", substance="Codeine", type="avoid")
    save(vault, "test_results", taken_at=Gap.UNKNOWN, values=Rows.of([{"test": "Tryptase"}]))
    save(vault, "reports", title="Scan")
    question = save(vault, "questions", text="How often?")
    with vault.write() as session:
        store.save(session, BY_NAME["questions"], {"answer": "Yearly"}, record_id=question)
        store.save(session, BY_NAME["medications"], {"use": "past"}, record_id=past)
        today = date.fromisoformat(store.get(session, BY_NAME["questions"], question).created_at[:10])
    with vault.read() as session:
        facts = changes_since.since(session, today - timedelta(days=1), today)
        later = changes_since.since(session, today + timedelta(days=2), today + timedelta(days=2))
    assert [(fact.sort, fact.words) for fact in facts] == [
        ("medicines", "Cromolyn – Stopped (cramps)"),
        ("medicines", "Famotidine is taken (stomach)"),
        ("medicines", "Old tablets is not taken any more"),
        ("reactions", "Reaction: Wasp sting"),
        ("results", "Tryptase"),
        ("reports", "Scan"),
        ("answered", "How often? Yearly"),
    ]
    assert all(fact.dated_words.startswith("Date not noted (entered ") for fact in facts)
    assert later == []
