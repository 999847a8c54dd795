"""A plan on paper: word for word with whose and from where, and behind it only the page that it was copied from."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ism_desktop.documents import import_document
from ism_desktop.printing import binder, procedure_plan
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.procedure_plan import PlanContent, drawing
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.printing.reading import boxes, fonts, said, texts
from tests.ui.papers import letter

TODAY = date(2026, 11, 22)
PLAN = "The evening before, 21:00: prednisone 50 mg, famotidine 20 mg, cetirizine 10 mg\n\nWarm room."


@pytest.fixture
def plan(vault: Vault) -> str:
    with vault.write() as session:
        store.save(session, BY_NAME["person"], {"name": "Juniper Vale", "birth_date": PartialDate(1978, 3, 14)})
        doctor = store.save(session, BY_NAME["care_team"], {"name": "Dr Imani Okafor", "role": "Mast cell specialist"})
        values = {"title": "Premedication", "text": PLAN, "written_by": doctor, "written_on": PartialDate(2023, 10, 6)}
        return store.save(session, BY_NAME["procedure_plans"], values | {"procedures": ("dental", "contrast")})


def collected(vault: Vault, plan: str) -> PlanContent:
    with vault.read() as session:
        return procedure_plan.collect(session, plan, TODAY)


def test_the_paper_says_whose_plan_it_is_and_who_wrote_it_word_for_word(
    vault: Vault, workers: Workers, plan: str
) -> None:
    content = collected(vault, plan)
    pdf = procedure_plan.build(vault, workers, content, Paper.A4)
    (page,) = texts(pdf)
    lines = page.replace("\u00a0", " ").replace(" ,", ",")
    for words in (
        "Juniper Vale, born 14 March 1978",
        "For: dental treatment and scan with contrast medium",
        "Warm room.",
        "Dr Imani Okafor, Mast cell specialist",
        "6 October 2023",
        "Signature of the prescriber:",
        "page 1 of 1",
    ):
        assert words in lines, words
    assert PLAN.splitlines()[0] in " ".join(lines.split())
    set_lines = [line for strip in drawing._flow(content, Paper.A4).strips for _, line in strip.lines]
    ends = ["".join(run.text for run in line.runs).rstrip()[-1:] for line in set_lines if line.runs]
    assert sum(end.isdigit() for end in ends) == 2, (
        "the birth date and the day it was written; no amount without its unit"
    )
    assert "Copied from" not in page
    assert fonts(drawing.own_pages(content, Paper.A4)[0]) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_only_the_page_that_was_named_is_behind_it(vault: Vault, workers: Workers, plan: str, tmp_path: Path) -> None:
    pages = ("Nobody’s business", "The signed plan", "Also private")
    taken = import_document(vault, workers, letter(tmp_path / "sheet.pdf", *pages))
    assert taken.document_id is not None
    with vault.write() as session:
        links.attach(session, BY_NAME["procedure_plans"], plan, taken.document_id, 2)
    content = collected(vault, plan)
    own, behind = texts(procedure_plan.build(vault, workers, content, Paper.LETTER))
    assert "Copied from" in own
    assert "1 page of the original" in own
    assert "The signed plan" in behind
    assert "Juniper Vale · born 14 March 1978" in behind
    assert "page 2 of 2" in behind
    assert "private" not in own + behind
    whole = replace(content, behind=(replace(content.behind[0], page=None),))
    assert len(texts(procedure_plan.build(vault, workers, whole, Paper.LETTER))) == 4
    with vault.write() as session:
        store.save(session, BY_NAME["procedure_plans"], {"text": None}, record_id=plan)
    assert (
        "See the page behind this one."
        in texts(procedure_plan.build(vault, workers, collected(vault, plan), Paper.A4))[0]
    )


def test_what_is_missing_says_so_and_what_was_replaced_too(vault: Vault, workers: Workers) -> None:
    with vault.write() as session:
        plan = store.save(session, BY_NAME["procedure_plans"], {"title": "Dental", "status": "replaced"})
    words = said(procedure_plan.build(vault, workers, collected(vault, plan), Paper.A4))
    assert words.count("NOT RECORDED") >= 4
    assert "This plan was replaced by a newer one." in words
    with vault.read() as session:
        content = binder.collect(session, TODAY)
    groups = next(tab for tab in content.tabs if tab.key == "medications").groups
    (former,) = groups
    assert (former.title, former.records[0].badge) == ("Plans that were replaced", "Not in use")


def test_a_very_long_plan_goes_on_and_every_page_says_whose_it_is(vault: Vault, workers: Workers, plan: str) -> None:
    with vault.write() as session:
        long = "\n".join(f"Line {number}: as it was written" for number in range(90))
        store.save(session, BY_NAME["procedure_plans"], {"text": long}, record_id=plan)
    pdf = procedure_plan.build(vault, workers, collected(vault, plan), Paper.A4)
    pages = texts(pdf)
    assert len(pages) > 1
    assert all("Juniper Vale · born 14 March 1978" in page for page in pages)
    assert "Line 89: as it was written" in pages[-1]
    for number in range(len(pages)):
        assert all(box.bottom > 0 for box in boxes(pdf, number))
    assert io.BytesIO(pdf).read(5) == b"%PDF-"
