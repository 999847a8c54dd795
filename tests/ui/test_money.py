"""Insurance and bills: a bill with a part paid shows what is open; an explanation finds its bill and notes what was paid in one press."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money import balances
from ism_desktop.records.values import Money, PartialDate, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.money.bill_panel import BillPanel, line_notes, open_words
from ism_desktop.ui.places.money.match_panel import MatchPanel
from ism_desktop.ui.places.money.page import MoneyPage
from tests.drivers.clipping import settle
from tests.drivers.widgets import click, find


def save(workspace: Workspace, kind: str, **values: object) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> MoneyPage:
    made = MoneyPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.ensure_fresh()
    return made


def test_a_payment_is_typed_below_what_is_open_and_the_rest_paid_in_one_press(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    bill = save(workspace, "bills", what="Biopsy", total=eur("240"))
    page.refresh()
    page.show_entry("bills", bill)
    panel = page.findChild(BillPanel)
    assert panel is not None
    assert panel.new is not None
    assert find(page, QLabel, "bill_open").text() == "€240.00 is open"
    line = panel.new.rows["amount"].editor.findChild(QLineEdit)
    panel.new.rows["way"].show_value("by_insurer")
    panel.new.rows["way"].edited.emit()
    panel.new.focus("amount")
    qtbot.keyClicks(line, "180")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert find(page, QLabel, "bill_open").text() == "€60.00 is open"
    click(qtbot, page, "pay_the_rest")
    assert find(page, QLabel, "bill_open").text() == "Nothing is open"
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert balances.of_bill(session, bill).open == eur("60")


def test_an_explanation_is_matched_and_noted_on_the_bill_by_the_person(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    day = PartialDate(2026, 5, 3)
    bill = save(workspace, "bills", what="Biopsy", provider="Hollow Creek", total=eur("240"), service_on=day)
    amounts = {"billed": eur("240"), "adjustment": eur("30"), "paid": eur("150")}
    one = save(workspace, "benefit_explanations", provider="Hollow Creek", service_on=day, **amounts)
    page.refresh()
    page.show_entry("benefit_explanations", one)
    panel = page.findChild(MatchPanel)
    assert panel is not None
    click(qtbot, page, f"take.{bill}")
    page.refresh()
    settle()
    click(qtbot, page, "note_payments")
    page.refresh()
    with workspace.vault.read() as session:
        found = balances.of_bill(session, bill)
    assert (found.open, found.taken_off.in_currency("EUR")) == (eur("60"), eur("30"))
    assert not [made for made in panel.findChildren(QLabel) if made.text().startswith("Which bill")]


def test_what_is_open_stands_folded_above_the_lists(workspace: Workspace, page: MoneyPage) -> None:
    assert page.open_items.isHidden()
    save(workspace, "bills", what="Biopsy", total=eur("240"), due_on=PartialDate(2026, 6, 30))
    page.refresh()
    assert page.open_items.head.text() == "1 thing is open; to be paid: €240.00"


def test_what_the_lines_say_and_nothing_counts_is_said() -> None:
    lines = Rows(({"what": "Biopsy", "billed": eur("230"), "paid_first": eur("180")},))
    bill = {"total": eur("240"), "lines": lines}
    assert line_notes(bill, balances.balance(bill, [])) == [
        "The lines add up to €230.00; the total is €240.00.",
        "In the lines insurers paid €180.00. It counts once it is added as a payment.",
    ]
    paid = balances.balance({"total": eur("240")}, [{"way": "by_me", "amount": eur("250")}])
    assert open_words(paid) == "€10.00 to your credit"
