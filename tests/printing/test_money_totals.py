"""The totals of a year on paper: every sum with what makes it up, and what is in no year said."""

from datetime import date
from decimal import Decimal

from ism_desktop.printing import money_totals
from ism_desktop.printing.paper import Paper
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.money.periods import Period
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.printing.reading import texts
from tests.vault.filing import file_document
from tests.worker.files import text_pdf

TODAY = date(2026, 12, 1)


def test_a_year_is_printed_with_every_entry_and_what_has_no_day(vault: Vault) -> None:
    with vault.write() as session:
        day = PartialDate(2026, 5, 3)
        values = {"what": "Biopsy", "provider": "Hollow Creek", "total": Money(Decimal(240), "EUR"), "service_on": day}
        bill = store.save(session, BY_NAME["bills"], values)
        paid = {
            "bill": bill,
            "way": "by_insurer",
            "amount": Money(Decimal(180), "EUR"),
            "on_date": PartialDate(2026, 6),
        }
        store.save(session, BY_NAME["payments"], paid)
        store.save(session, BY_NAME["bills"], {"what": "No day", "total": Money(Decimal(1), "USD")})
    with vault.read() as session:
        content = money_totals.collect(session, [Period.of_year(2026)], "provider", TODAY)
    (year,) = content.periods
    assert [line.cells for line in year.lines] == [("Hollow Creek", "€240.00", "", "€180.00", "", "")]
    for paper in Paper:
        said = " ".join(" ".join(texts(money_totals.draw(content, paper))).split())
        for words in ("2026", "Hollow Creek", "€240.00", "€180.00", "3 May 2026", "in no period: 1"):
            assert words in said


def test_documents_stand_behind_and_every_entry_names_its_page(vault: Vault, workers: Workers) -> None:
    day = PartialDate(2026, 5, 3)
    with vault.write() as session:
        bill = store.save(
            session, BY_NAME["bills"], {"what": "Biopsy", "total": Money(Decimal(240), "EUR"), "service_on": day}
        )
        paid = {"bill": bill, "way": "by_me", "amount": Money(Decimal(60), "EUR"), "on_date": PartialDate(2026, 6, 2)}
        payment = store.save(session, BY_NAME["payments"], paid)
        last_year = {"what": "Scan", "total": Money(Decimal(9), "EUR"), "service_on": PartialDate(2025, 2)}
        store.save(session, BY_NAME["bills"], last_year)
    invoice = _filed(vault, "Invoice", text_pdf("Invoice page one", "Invoice page two"), 2)
    broken = _filed(vault, "Receipt", b"%PDF-1.7 cut off", 1)
    with vault.write() as session:
        for kind, record, document in (
            ("bills", bill, invoice),
            ("payments", payment, broken),
            ("payments", payment, invoice),
        ):
            links.attach(session, BY_NAME[kind], record, document)
    years = [Period.of_year(2025), Period.of_year(2026)]
    with vault.read() as session:
        content = money_totals.collect(session, years, "provider", TODAY, with_papers=True)
    assert [(paper.title, paper.pages) for paper in content.papers] == [("Invoice", 2), ("Receipt", 1)]
    pdf, told = money_totals.build_telling(vault, workers, content, Paper.A4)
    said = [" ".join(page.split()) for page in texts(pdf)]
    assert len(said) == 4
    assert "€9.00 €240.00" in said[0], "the years side by side"
    assert "Biopsy €240.00 2" in said[0]
    assert "I paid: Biopsy €60.00 4 and 2" in said[0]
    assert "Bills and payments without a document: 1." in said[0]
    assert "Invoice page two" in said[2]
    assert "This page could not be added." in said[3]
    assert "page 4 of 4" in said[3]
    assert [words.startswith("“Receipt” could not be added:") for words in told] == [True]


def _filed(vault: Vault, title: str, content: bytes, pages: int) -> str:
    file_id = file_document(vault, title, content)
    with vault.write() as session:
        (document,) = (one for one in store.list_active(session, DOCUMENTS) if one.values["file_id"] == file_id)
        store.save(session, DOCUMENTS, {"pages": pages}, record_id=document.id)
    return document.id
