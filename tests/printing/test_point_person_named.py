"""Every paper for a doctor names the point person and their phone among its first lines; no paper tells somebody to write to themselves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import ism_desktop.printing
from ism_desktop.printing import (
    diagnosis_page,
    episode_comparison,
    episode_report,
    hospital_slip,
    medication_list,
    question_list,
    results_chart,
    visit_brief,
    who_manages,
)
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate
from ism_desktop.vault import Session, Vault
from tests.printing.reading import texts

TODAY = date(2026, 5, 3)
PHONE = "+1 555 010 0121"
Ids = dict[str, str]

# Papers that do not name anybody to send letters to, each with the reason.
WITHOUT = {
    "emergency_card": "its panel of doctors names the point person, and its first face has no room for anything but what to do",
    "guide_booklet": "for the person and their family",
    "insurance_card": "a picture of the card",
    "appeal_file": "a letter to the insurer",
    "money_totals": "for the person, the tax office or the insurer",
    "journal_sheet": "filled in by the person at home",
    "medication_calendar": "hangs in the person's kitchen",
    "paper_labels": "stuck on paper, and says nothing of anybody",
    "publication_list": "a list for the person's own reading",
    "recovery_sheet": "for nobody but the person",
    "refill_sheet": "for the pharmacy, which writes no letters",
    "separator_sheet": "lies between papers in the scanner, and says nothing of anybody",
    "trigger_list": "for whoever cooks or travels with the person",
    "request_letter": "says itself to whom the records go, and who gets a copy",
}
DRAWN: dict[str, Callable[[Session, Ids], bytes]] = {
    "diagnosis_page": lambda s, _: diagnosis_page.draw(diagnosis_page.collect(s, TODAY), Paper.A4),
    "episode_comparison": lambda s, ids: episode_comparison.draw(
        episode_comparison.collect(s, [ids["episode"]], TODAY), Paper.A4
    ),
    "episode_report": lambda s, ids: episode_report.draw(episode_report.collect(s, ids["episode"], TODAY), Paper.A4),
    "hospital_slip": lambda s, ids: hospital_slip.draw(hospital_slip.collect(s, ids["episode"], TODAY), Paper.A4),
    "medication_list": lambda s, _: medication_list.draw(medication_list.collect(s, TODAY), Paper.A4),
    "question_list": lambda s, ids: question_list.draw(question_list.collect(s, ids["visit"], TODAY), Paper.A4),
    "results_chart": lambda s, _: results_chart.draw(
        results_chart.collect_paper(s, results_chart.collect(s, []), TODAY), Paper.A4
    ),
    "visit_brief": lambda s, ids: visit_brief.draw(visit_brief.collect(s, ids["chen"], TODAY), Paper.A4),
    "who_manages": lambda s, _: who_manages.draw(who_manages.collect(s, TODAY), Paper.A4),
}


@pytest.fixture
def ids(vault: Vault) -> Ids:
    with vault.write() as session:
        point = store.save(
            session, BY_NAME["care_team"], {"name": "Dr Imani Okafor", "phone": PHONE, "point_person": True}
        )
        chen = store.save(session, BY_NAME["care_team"], {"name": "Dr Chen"})
        made = {"chen": chen, "point": point}
        for name, member in (("visit", chen), ("own_visit", point)):
            values = {"purpose": "Follow-up", "on_date": PartialDate(2026, 6, 1), "with_member": member}
            made[name] = store.save(session, BY_NAME["appointments"], values)
        made["episode"] = store.save(session, BY_NAME["episodes"], {"began": Moment(PartialDate(2026, 4, 1))})
    return made


def test_every_paper_for_a_doctor_names_the_point_person() -> None:
    folders = [path for path in Path(ism_desktop.printing.__file__).parent.iterdir() if (path / "__init__.py").exists()]
    naming = {
        folder.name
        for folder in folders
        if any("point_person.line(" in file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    }
    assert {folder.name for folder in folders} - naming == set(WITHOUT)
    assert set(DRAWN) <= naming


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_the_phone_stands_among_the_first_lines(vault: Vault, ids: Ids, name: str) -> None:
    with vault.read() as session:
        first = texts(DRAWN[name](session, ids))[0]
    assert f"Point person: Dr Imani Okafor, phone {PHONE}" in first[:400]


def test_nobody_is_told_to_write_to_themselves(vault: Vault, ids: Ids) -> None:
    with vault.read() as session:
        brief = visit_brief.draw(visit_brief.collect(session, ids["point"], TODAY), Paper.A4)
        questions = question_list.draw(question_list.collect(session, ids["own_visit"], TODAY), Paper.A4)
    assert not any("Please send a copy" in page for made in (brief, questions) for page in texts(made))
