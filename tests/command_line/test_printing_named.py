"""Papers of something that is named in the command: a chart of tests, the calendar of a medicine, the plan for a procedure."""

import csv
import io
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from ism_desktop.command_line import label_arguments, table_arguments
from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.errors import CannotPrint
from ism_desktop.printing import money_totals, paper_labels
from ism_desktop.records import disclosures
from ism_desktop.vault import create, unlock
from tests.command_line.running import run
from tests.conftest import CHEAP, PASSPHRASE
from tests.demo_vaults import DemoVaults

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory, another_computer: None, demo_vaults: DemoVaults) -> Path:
    return demo_vaults.make(tmp_path_factory.mktemp("named") / "Vault of Juniper", date.today())  # noqa: DTZ011


def printed(path: Path, target: Path, *words: str) -> str:
    answer = run("print", path, *words, "--out", target, "--paper", "letter", "--json")
    assert answer.status == 0, answer.err
    assert answer.items == [{"paper": words[0], "path": str(target), "left_out": []}]
    with PdfReader(target) as reader:
        assert round(min(reader.pages[0].mediabox.width, reader.pages[0].mediabox.height)) == 612
        return " ".join("".join(page.extract_text() for page in reader.pages[:3]).split())


def test_a_chart_a_calendar_and_a_plan(demo_path: Path, tmp_path: Path) -> None:
    chart = printed(demo_path, tmp_path / "chart.pdf", "chart", "tryptase,Haemoglobin")
    assert "Tryptase, ng/mL" in chart
    assert "Haemoglobin" in chart
    calendar = printed(demo_path, tmp_path / "calendar.pdf", "calendar", "Cetirizine")
    assert "Back to one cetirizine after the hot months" in calendar
    plan = printed(demo_path, tmp_path / "plan.pdf", "plan", "dental")
    assert "Plan for dental treatment" in plan
    report = printed(demo_path, tmp_path / "report.pdf", "episode", "20 August 2016")
    assert "Wasp sting on the left forearm" in report
    assert "Medicine taken: Cetirizine" in printed(demo_path, tmp_path / "latest.pdf", "episode")
    slip = printed(demo_path, tmp_path / "slip.pdf", "slip", "20 August 2016")
    assert "around 18:00 Blood drawn" in slip
    assert "Contrast medium" not in printed(demo_path, tmp_path / "usual.pdf", "comparison")
    compared = printed(demo_path, tmp_path / "compared.pdf", "comparison", "20 August 2016, around", "Contrast medium")
    assert "Sneezing and a few hives" in compared
    kit = printed(demo_path, tmp_path / "guide.pdf", "guide", "kit", "glossary", "--with-notes")
    assert "With the notes of" in kit
    assert "Not reviewed by a clinician" in kit
    letter = printed(demo_path, tmp_path / "letter.pdf", "about-me", "school")
    assert "First my face and chest go red" in letter
    assert "That I am alone" not in letter, "what may not be quoted stays out"
    first, last = (date.today() - timedelta(days=days) for days in (20, 1))  # noqa: DTZ011
    summary = printed(demo_path, tmp_path / "summary.pdf", "summary", "--from", str(first), "--to", str(last))
    assert "of 20 days have an entry" in summary
    sheet = printed(demo_path, tmp_path / "sheet.pdf", "sheet", "2026-02", "--large")
    assert "February 2026" in sheet
    assert "Juniper" not in sheet, "a sheet bears no name unless one is wanted"
    with closing(unlock(demo_path, PASSPHRASE)) as opened, opened.read() as session:
        left = {entry.what for entry in disclosures.entries(session)}
    assert left >= {disclosures.RESULTS_CHART, disclosures.MEDICATION_CALENDAR, disclosures.PROCEDURE_PLAN}
    assert left >= {disclosures.EPISODE_REPORT, disclosures.HOSPITAL_SLIP, disclosures.JOURNAL_SUMMARY}
    assert disclosures.EPISODE_COMPARISON in left


def test_the_journal_as_a_table(demo_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "journal.csv"
    answer = run("journal", demo_path, "--out", target, "--json")
    assert answer.status == 0, answer.err
    (told,) = answer.items
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert told == {"path": str(target), "entries": int(rows[-1]["Entry"]), "bytes": target.stat().st_size}
    assert {row["What this row is"] for row in rows} >= {"entry", "symptom", "possible trigger"}
    few = run("journal", demo_path, "--out", target, "--from", date.today().isoformat(), "--json")  # noqa: DTZ011
    assert few.items[0]["entries"] < told["entries"]
    assert run("journal", demo_path, "--out", target, "--to", "2026-05-01").status == 2
    with closing(unlock(demo_path, PASSPHRASE)) as opened, opened.read() as session:
        assert disclosures.JOURNAL_TABLE in {entry.what for entry in disclosures.entries(session)}


def test_what_is_not_named_well_is_told_with_what_there_is(demo_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "none.pdf"
    for words, told in (
        (("chart",), "Say which one you want. Choose one of: “"),
        (("chart", "Tryptase,Serotonin"), "Nothing here is called “Serotonin”. Choose one of: “"),
        (("calendar", "Aspirin"), "Nothing here is called “Aspirin”. Choose one of: “Back to one cetirizine"),
        (("plan",), "Say which one you want. Choose one of: “"),
        (("card", "--from", "2026-05-01"), "“card” takes no period."),
        (("sheet", "May"), "“May” is no month."),
        (("summary", "--to", "2026-05-01"), "The period has no first day."),
        (("summary", "--from", "2026-05-02", "--to", "2026-05-01"), "There are no days from 2026-05-02 to 2026-05-01."),
        (("summary", "--from", "May"), "must be a day such as 2026-05-01"),
        (("card", "Juniper"), "“card” is printed whole and takes no name. Leave out “Juniper”."),
    ):
        answer = run("print", demo_path, *words, "--out", target)
        assert answer.status == 2
        assert told in answer.err, answer.err
        assert not target.exists()
    empty = tmp_path / "empty vault"
    create(empty, PASSPHRASE, cost=CHEAP).close()
    for paper, told in (
        ("chart", "no test results"),
        ("calendar", "no plan of a taper"),
        ("plan", "no plan for a"),
        ("slip", "no episode"),
        ("comparison", "no episode"),
    ):
        answer = run("print", empty, paper, "Something", "--out", target)
        assert answer.status == 2
        assert told in answer.err


def test_totals_on_paper_and_as_tables(demo_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "totals.pdf"
    assert (
        run("totals", demo_path, "--with-papers", "--by", "insurer", "--paper", "letter", "--out", target).status == 0
    )
    with PdfReader(target) as reader:
        assert "What makes it up" in reader.pages[0].extract_text()
    for table in ("sums", "entries"):
        target = tmp_path / f"{table}.csv"
        assert (
            run(
                "totals", demo_path, "--table", table, "--from", "2015-01-01", "--to", "2040-12-31", "--out", target
            ).status
            == 0
        )
        assert target.read_text("utf-8-sig").count("\n") > 1
    with closing(unlock(demo_path, PASSPHRASE)) as opened, opened.read() as session:
        assert {disclosures.MONEY_TOTALS, disclosures.MONEY_TABLE} <= {one.what for one in disclosures.entries(session)}
    for words, told in (
        (("--table", "sums", "--with-papers"), "A table has no documents behind it."),
        (("--to", "2026-05-01"), "The period has no first day."),
        (("--from", "2026-05-02", "--to", "2026-05-01"), "There are no days"),
    ):
        answer = run("totals", demo_path, *words, "--out", tmp_path / "none.pdf")
        assert answer.status == 2
        assert told in answer.err
    assert tuple(money_totals.WAYS) == table_arguments.WAYS


def test_a_name_is_exact_or_a_part_and_what_is_former_gives_way() -> None:
    none = CannotPrint("nothing", "nothing")
    there = [
        Named("1", "Before a scan with contrast", ("MRI",)),
        Named("2", "Before a scan with contrast", ("MRI",), is_former=True),
        Named("3", "Before an operation", ("Surgery",)),
        Named("4", "Before", ()),
    ]
    assert the_one("mri", there, none).id == "1"
    assert the_one("  BEFORE ", there, none).id == "4"
    assert the_one("operation", there, none).id == "3"
    assert the_one("2", there, none).id == "2"
    assert the_one("", there[:2], none).id == "1"
    with pytest.raises(CannotPrint) as failed:
        the_one("before a", there, none)
    assert failed.value.advice == "Choose one of: “Before a scan with contrast” and “Before an operation”."
    twice = [there[0], Named("5", "Before a scan with contrast")]
    with pytest.raises(CannotPrint) as failed:
        the_one("scan", twice, none)
    assert "“Before a scan with contrast” (id 1)" in str(failed.value.advice)


def test_a_brief_and_a_request(demo_path: Path, tmp_path: Path) -> None:
    brief = printed(demo_path, tmp_path / "brief.pdf", "brief")
    assert "For Dr Imani Okafor" in brief, "with whom the next appointment is"
    assert "For Dr Piet Alder" in printed(demo_path, tmp_path / "alder.pdf", "brief", "Alder")
    letter = printed(demo_path, tmp_path / "letter.pdf", "request")
    assert "Blood counts of 2019 and 2020" in letter, "the only one that is waited for"


def test_labels_for_numbers_and_for_papers_to_come(demo_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "labels.pdf"
    assert printed(demo_path, target, "labels", "p 2") == "P2"
    assert printed(demo_path, target, "labels", "--with-title", "--begin-at", "4").startswith("P1")
    assert printed(demo_path, target, "labels", "--free", "2") == "P3 P4"
    assert printed(demo_path, target, "labels", "--free", "1") == "P5", "labels with P3 and P4 exist"
    assert printed(demo_path, target, "labels", "Box", "--free", "1") == "Box1"
    assert tuple(sheet.word for sheet in paper_labels.SHEETS) == label_arguments.SHEETS
    for words, told in (
        (("P99",), "No document has the number “P99”."),
        (("--begin-at", "22"), "A sheet of “l7160” has 21 labels."),
    ):
        answer = run("print", demo_path, "labels", *words, "--out", target)
        assert answer.status == 2
        assert told in answer.err
