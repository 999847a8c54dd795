"""Bills and payments as tables: sums that any spreadsheet can add up, no cell that runs as a formula, heads that are documented."""

import csv
import io
from decimal import Decimal
from pathlib import Path

from ism_desktop.exchange import money_table
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money.periods import Period
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "money-tables.md"
YEAR = [Period.of_year(2026)]


def test_sums_and_entries_are_numbers_and_words_are_no_formulas(vault: Vault) -> None:
    day = PartialDate(2026, 5)
    with vault.write() as session:
        for what, kind, amount in (
            ("=HYPERLINK(1)", "bill", Money(Decimal("1240.5"), "EUR")),
            ("Credit", "credit_note", Money(Decimal(40), "EUR")),
            ("Tea", "bill", Money(Decimal(900), "JPY")),
        ):
            values = {"what": what, "type": kind, "provider": "@Hollow", "total": amount, "service_on": day}
            bill = store.save(session, BY_NAME["bills"], values)
        paid = {"bill": bill, "way": "by_me", "amount": Money(Decimal(900), "JPY"), "on_date": PartialDate(2026, 6, 2)}
        store.save(session, BY_NAME["payments"], paid)
    with vault.read() as session:
        sums, entries = _rows(money_table.sums(session, YEAR, "provider")), _rows(money_table.entries(session, YEAR))
    assert [(row["Name"], row["Currency"], row["Billed"], row["I paid"]) for row in sums] == [
        ("'@Hollow", "EUR", "1200.50", "0.00"),
        ("'@Hollow", "JPY", "900", "900"),
        ("All together", "EUR", "1200.50", "0.00"),
        ("All together", "JPY", "900", "900"),
    ]
    assert [(row["Day"], row["Amount"], row["Currency"]) for row in entries] == [
        ("2026-05", "1240.50", "EUR"),
        ("2026-05", "-40.00", "EUR"),
        ("2026-05", "900", "JPY"),
        ("2026-06-02", "900", "JPY"),
    ]
    assert entries[0]["Name"].startswith("'=HYPERLINK")
    said = DOCUMENTATION.read_text("utf-8")
    assert [head for head in (*sums[0], *entries[0]) if head not in said] == []


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
