"""The totals of a year on paper: every sum with what makes it up, and what is in no year said."""

from datetime import date
from decimal import Decimal

from ism_desktop.printing import money_totals
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault
from tests.printing.reading import texts

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
        content = money_totals.collect(session, "this", "provider", TODAY)
    (year,) = content.years
    assert [line.cells for line in year.lines] == [("Hollow Creek", "€240.00", "", "€180.00", "")]
    for paper in Paper:
        said = " ".join(" ".join(texts(money_totals.draw(content, paper))).split())
        for words in ("2026", "Hollow Creek", "€240.00", "€180.00", "3 May 2026", "in no year: 1"):
            assert words in said
