"""Who manages what on paper, and the point person in the first lines of the papers for doctors."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ism_desktop.printing import (
    binder,
    diagnosis_page,
    emergency_card,
    journal_summary,
    medication_list,
    trigger_list,
    who_manages,
)
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.care_topics import INVOLVED, LEADS, OWN, TOPICS
from ism_desktop.records.values import LinkedName
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 5, 3)


def save(vault: Vault, kind: str, **values: object) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def pages(vault: Vault, paper: Paper = Paper.A4) -> list[str]:
    with vault.read() as session:
        content = who_manages.collect(session, TODAY)
    return texts(who_manages.draw(content, paper))


def fill(vault: Vault, people: int, name: str = "Dr Number {}") -> None:
    save(vault, "person", name="Juniper Vale")
    keys = [choice.value for choice in TOPICS if choice.value != OWN]
    for number in range(people):
        member = save(vault, "care_team", name=name.format(number + 1), role="Dermatologist", phone=f"+1 555 {number}")
        part = INVOLVED if number % 3 == 2 else LEADS
        save(vault, "care_topics", topic=keys[number % len(keys)], who=LinkedName("x", member), part=part)
    save(vault, "care_topics", topic="eyes", who="The eye clinic", part=LEADS)
    save(vault, "care_topics", topic="pregnancy", hidden=True)
    save(vault, "care_topics", topic=OWN, own="Letters for the airport")


@pytest.mark.parametrize("people", [0, 3, 8, 15])
@pytest.mark.parametrize("paper", list(Paper), ids=lambda paper: paper.word)
def test_all_of_it_stands_on_one_page(vault: Vault, people: int, paper: Paper) -> None:
    fill(vault, people)
    (page,) = pages(vault, paper)
    said = " ".join(page.split())
    assert "Letters for the airport" in said
    assert "Pregnancy" not in said
    assert "obody yet" in said
    for number in range(people):
        assert f"Dr Number {number + 1}" in said
    assert "The eye" in said  # a narrow column divides the name
    assert "clinic" in said


def test_long_names_lose_nothing_and_letters_that_cannot_be_printed_are_told(vault: Vault) -> None:
    fill(vault, 6, "Professor Dr Maximiliane Wolkenstein-Hohenberg {}")
    save(vault, "care_topics", topic="dental", who="王医生", part=LEADS)
    with vault.read() as session:
        content = who_manages.collect(session, TODAY)
    assert content.unprintable == ("王医生",)
    said = "".join(" ".join(pages(vault)).split())
    assert said.count("Wolkenstein-") >= 6


def test_two_people_of_one_name_are_told_apart(vault: Vault) -> None:
    for role, topic in (("Dermatologist", "skin"), ("Dentist", "dental")):
        member = save(vault, "care_team", name="Dr Lee", role=role)
        save(vault, "care_topics", topic=topic, who=LinkedName("x", member), part=LEADS)
    with vault.read() as session:
        content = who_manages.collect(session, TODAY)
    skin, dental = (next(line for line in content.lines if line.topic == topic) for topic in ("Skin", "Teeth"))
    assert skin.looks_after != dental.looks_after
    assert {name for name, _ in content.people} == {*skin.looks_after, *dental.looks_after}


def test_the_point_person_stands_in_the_first_lines_and_in_no_printed_copy(vault: Vault) -> None:
    practice = save(
        vault, "care_team", name="Mast Cell Clinic", sort="practice", phone="+1 555 010 0121", fax="+1 555 010 0125"
    )
    before = {name: as_dict(vault, name) for name in COLLECTED}
    save(vault, "care_team", name="Dr Okafor", role="Nurse", organisation=LinkedName("x", practice), point_person=True)
    for name, collect in COLLECTED.items():
        with vault.read() as session:
            line = getattr(collect(session), "point_person", "")
        if name == "triggers":
            assert line == "", "that page is for whoever cooks or travels with the person"
        else:
            assert line.startswith("Point person: Dr Okafor, phone +1 555 010 0121, fax +1 555 010 0125."), name
        assert as_dict(vault, name) == before[name], name
    with vault.read() as session:
        content = medication_list.collect(session, TODAY)
        said = " ".join(texts(medication_list.draw(content, Paper.A4))[0].split())
        cover = binder.collect(session, TODAY).point_person
    assert said.index("Point person: Dr Okafor") < said.index("Last change") if "Last change" in said else True
    assert cover == content.point_person


COLLECTED: dict[str, Callable[[Any], Any]] = {
    "medications": lambda session: medication_list.collect(session, TODAY),
    "diagnosis": lambda session: diagnosis_page.collect(session, TODAY),
    "triggers": lambda session: trigger_list.collect(session, TODAY),
    "summary": lambda session: journal_summary.collect(session, (TODAY, TODAY), TODAY),
}


def as_dict(vault: Vault, name: str) -> object:
    with vault.read() as session:
        return COLLECTED[name](session).as_dict()


def test_the_card_names_the_phone_of_the_practice_where_somebody_has_none(vault: Vault) -> None:
    practice = save(vault, "care_team", name="Mill Street", sort="practice", phone="+1 555 010 0110")
    save(vault, "care_team", name="Dr Sorel", role="Family doctor", organisation=LinkedName("x", practice))
    with vault.read() as session:
        content = emergency_card.collect(session, today=TODAY)
    said = str(content.as_dict())
    assert "Dr Sorel" in said
    assert "+1\u00a0555\u00a0010\u00a00110" in said or "+1 555 010 0110" in said
