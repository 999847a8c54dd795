"""Tags, the rules that propose how a document is filed, and which documents are still to be filed: without a window."""

from typing import Any

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import filing_rules, paging, record_groups, reverting, store, tags
from ism_desktop.records.filing_rules import Paper
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE, TYPES, number_to_file
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.tag_names import lies_in, tidy, tidy_all
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.vault import Session, Vault
from tests.records.samples import values_for


def document(session: Session, number: int, **values: Any) -> str:
    plain = {name: None for name in values_for(DOCUMENTS) if DOCUMENTS.field(name).name in {"tags", "source", "type"}}
    return store.save(session, DOCUMENTS, values_for(DOCUMENTS, number) | plain | {"title": f"Paper {number}"} | values)


def tags_of(vault: Vault) -> dict[str, tuple[str, ...] | None]:
    with vault.read() as session:
        return {one.title: one.values["tags"] for one in store.list_active(session, DOCUMENTS)}


def test_a_name_is_tidied_and_knows_what_lies_under_it() -> None:
    assert tidy("  Mastocytosis /  Bone  marrow/ ") == "Mastocytosis/Bone marrow"
    assert tidy(" / ") == ""
    assert tidy_all(["Travel", "travel ", "", "Art"]) == ("Art", "Travel")
    assert lies_in("Masto/Bone", "Masto")
    assert not lies_in("Mastocytosis", "Masto")


def test_tags_are_kept_counted_and_looked_for_with_those_under_them(vault: Vault) -> None:
    with vault.write() as session:
        document(session, 1, tags=("Masto/Bone marrow", "Travel"))
        document(session, 2, tags=("Masto/Blood", "Masto/Bone marrow"))
        document(session, 3, tags=("Mastodon",))
        tags.dress(session, "Masto", "teal", "microscope")
        tags.dress(session, "Never used", "rose", "star")
    with vault.read() as session:
        found = {each.name: (each.number, each.colour, each.icon) for each in tags.all_tags(session)}
        wish = paging.Wish(DOCUMENTS, narrowing=tags.Tagged("Masto"))
        shown = {store.get(session, DOCUMENTS, each).title for each in paging.ids(session, wish)}
        assert tags.as_known(session, ["TRAVEL", "masto/new"]) == ("masto/new", "Travel")
    assert shown == {"Paper 1", "Paper 2"}
    assert found["Masto"] == (2, "teal", "microscope")
    assert found["Masto/Blood"] == (1, "teal", "microscope"), "what lies under a tag looks like it"
    assert found["Mastodon"] == (1, "grey", "label")
    assert found["Never used"][0] == 0


def test_renaming_reaches_everything_in_one_step_and_is_taken_back(vault: Vault) -> None:
    with vault.write() as session:
        document(session, 1, tags=("Masto/Blood", "Travel"))
        document(session, 2, tags=("Trips",))
        store.save(session, FILING_RULES, {"text_words": "visa", "tags": ("Travel",)})
        tags.dress(session, "Travel", "blue", "travel")
        tags.dress(session, "Masto/Blood", "rose", "label")
    before = tags_of(vault)
    with vault.write() as session:
        since = reverting.mark(session)
        assert tags.rename(session, "Travel", "Trips") == 2  # a document and a rule
        assert tags.rename(session, "Masto", "Mastocytosis") == 1
        until = reverting.mark(session)
    assert tags_of(vault) == {"Paper 1": ("Mastocytosis/Blood", "Trips"), "Paper 2": ("Trips",)}
    with vault.read() as session:
        assert {each.values["name"] for each in store.list_active(session, TAGS)} == {"Trips", "Mastocytosis/Blood"}
        assert store.list_active(session, FILING_RULES)[0].values["tags"] == ("Trips",)
    with vault.write() as session:
        reverting.revert(session, since, until)
    assert tags_of(vault) == before
    with vault.read() as session:
        assert {each.values["name"] for each in store.list_active(session, TAGS)} == {"Travel", "Masto/Blood"}
    with vault.write() as session, pytest.raises(InvalidRecord):
        tags.rename(session, "Masto", "Masto/Blood")


def test_many_get_and_lose_tags_at_once(vault: Vault) -> None:
    with vault.write() as session:
        ids = [document(session, number, tags=("Old",) if number % 2 else None) for number in range(6)]
        since = reverting.mark(session)
        assert tags.change(session, DOCUMENTS, ids, add=["New/One"], remove=["Old"]) == 6
        until = reverting.mark(session)
    assert set(tags_of(vault).values()) == {("New/One",)}
    with vault.write() as session:
        reverting.revert(session, since, until)
        assert tags.delete(session, "Old") == 3
    assert set(tags_of(vault).values()) == {None}


def test_a_rule_fits_when_all_it_asks_for_is_there() -> None:
    paper = Paper(
        filing_rules.prepared("Ärztlicher Befund: Tryptase 24 ng/mL"), "lab_report.pdf", (LinkedName("Lab", "7"),)
    )

    def fits(**values: Any) -> bool:
        return filing_rules.fits(values, paper)

    assert fits(text_words="arztlicher befund, TRYPT")
    assert not fits(text_words="befund arztlicher")
    assert fits(file_words="report")
    assert not fits(file_words="report", text_words="nothing")
    assert fits(from_sender=LinkedName("Lab renamed", "7"))
    assert fits(from_sender="lab")
    assert not fits(from_sender=LinkedName("Lab", "8"))
    assert not fits(), "a rule that looks for nothing fits nothing"


def test_rules_come_together_in_their_order_and_switched_off_ones_are_silent(vault: Vault) -> None:
    with vault.write() as session:
        store.save(session, FILING_RULES, {"text_words": "a", "type": "bill", "tags": ("Money",), "switched_off": True})
        store.save(
            session,
            FILING_RULES,
            {"text_words": "befund", "type": "blood_test", "tags": ("Lab",), "title": "{kind} {date}"},
        )
        store.save(
            session, FILING_RULES, {"text_words": "befund", "type": "other", "tags": ("All",), "sender": "Dr No"}
        )
        found = filing_rules.proposed(filing_rules.active(session), Paper("befund a", ""))
    assert (found.type, found.tags, found.sender, len(found.rules)) == ("blood_test", ("All", "Lab"), "Dr No", 2)
    assert filing_rules.title_from(found.title, date=PartialDate(2024, 5), sender=None, kind="bill").endswith(
        "May 2024"
    )


def test_a_rule_is_offered_after_filing_alike_and_not_again(vault: Vault) -> None:
    with vault.write() as session:
        chen = LinkedName("Dr Chen", store.save(session, CARE_TEAM, {"name": "Dr Chen"}))
        first = document(session, 1, source=chen, type="evaluation", tags=("Masto", "Old"))
        assert filing_rules.offer_after(session, first) is None, "one is no habit"
        second = document(session, 2, source=chen, type="evaluation", tags=("Masto",))
        document(session, 3, source=chen, type="bill", filing=TO_FILE)  # not filed yet: nobody said so
        document(session, 4, source=chen)  # filed without a kind: it says nothing
        offer = filing_rules.offer_after(session, second)
        assert offer is not None
        assert offer.number == 2
        assert offer.values == {"from_sender": chen, "type": "evaluation", "tags": ("Masto",)}
        rule = store.save(session, FILING_RULES, offer.values)
        assert filing_rules.offer_after(session, second) is None
        store.trash(session, FILING_RULES, rule)
        filing_rules.decline(session, offer)
        assert filing_rules.offer_after(session, second) is None
        assert number_to_file(session) == 1


def test_the_groups_of_a_record_are_counted_and_put_aside(vault: Vault) -> None:
    with vault.read() as session:
        found = {each.group.key: each for each in record_groups.contained(session)}
    assert all(each.is_empty and each.words == "Nothing here yet" for each in found.values())
    with vault.write() as session:
        document(session, 1, type="vaccination")
        store.save(session, CARE_TEAM, {"name": "Dr Chen"})
        record_groups.set_aside(session, "family", aside=True)
        record_groups.put_away(session, away=True)
        found = {each.group.key: each for each in record_groups.contained(session)}
        assert record_groups.is_put_away(session)
    assert found["vaccinations"].words == "1 document"
    assert found["people"].words == "1 entry"
    assert found["family"].is_aside
    assert "Illnesses in the family" not in record_groups.empty_groups(list(found.values()))
    with vault.write() as session:
        record_groups.set_aside(session, "family", aside=False)
        assert not any(each.is_aside for each in record_groups.contained(session))


def test_every_kind_of_document_but_photos_and_other_is_in_one_group() -> None:
    named = [name for group in record_groups.GROUPS for name in group.types]
    assert len(named) == len(set(named))
    assert {choice.value for choice in TYPES} - set(named) == {"photo", "other"}
