"""Insurance and bills: a bill with a part paid shows what is open; an explanation finds its bill and notes what was paid in one press."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money import appeals, balances
from ism_desktop.records.values import Money, PartialDate, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.places.money.appeal_dialog import AppealDialog
from ism_desktop.ui.places.money.bill_panel import BillPanel, line_notes, open_words
from ism_desktop.ui.places.money.bills_view import BillsView
from ism_desktop.ui.places.money.denial_panel import DenialPanel
from ism_desktop.ui.places.money.match_panel import MatchPanel
from ism_desktop.ui.places.money.page import MoneyPage
from ism_desktop.ui.record_kit import form
from ism_desktop.ui.record_kit.editors.choice import ChoiceEditor
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


def followed(qtbot: QtBot, page: MoneyPage) -> None:
    """What stands above the fields has followed what was saved."""
    settle()
    qtbot.waitUntil(lambda: not page._is_around_waiting)
    settle()


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
    followed(qtbot, page)
    assert find(page, QLabel, "bill_open").text() == "€60.00 is open"
    click(qtbot, page, "pay_the_rest")
    followed(qtbot, page)
    assert find(page, QLabel, "bill_open").text() == "Nothing is open"
    assert isinstance(page.view, BillsView)
    cell = page.view.list.model.index(0, BY_NAME["bills"].columns.index("open"))
    assert cell.data() == "€0.00"
    workspace.undo_bar.undo_latest()
    followed(qtbot, page)
    assert cell.data() == "€60.00"
    with workspace.vault.read() as session:
        assert balances.of_bill(session, bill).open == eur("60")


def test_an_explanation_is_matched_and_noted_on_the_bill_by_the_person(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    day = PartialDate(2026, 5, 3)
    bill = save(workspace, "bills", what="Biopsy", provider="Hollow Creek", total=eur("240"), service_on=day)
    amounts = {"billed": eur("240"), "adjustment": eur("30"), "paid": eur("150")}
    one = save(workspace, "benefit_explanations", provider="Hollow Creek", service_on=day, **amounts)
    visit = save(workspace, "appointments", purpose="Biopsy", on_date=day)
    page.refresh()
    page.show_entry("benefit_explanations", one)
    panel = page.findChild(MatchPanel)
    assert panel is not None
    click(qtbot, page, f"take.{bill}")
    followed(qtbot, page)
    click(qtbot, page, f"visit.{visit}")
    followed(qtbot, page)
    click(qtbot, page, "note_payments")
    followed(qtbot, page)
    with workspace.vault.read() as session:
        found = balances.of_bill(session, bill)
    assert (found.open, found.taken_off.in_currency("EUR")) == (eur("60"), eur("30"))
    with workspace.vault.read() as session:
        assert store.get(session, BY_NAME["benefit_explanations"], one).values["appointment"] == visit
    assert not [made for made in panel.findChildren(QLabel) if made.text().startswith("Which bill")]


def test_what_is_open_stands_folded_above_the_lists_and_the_bills_are_narrowed_to_it(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    assert page.open_items.isHidden()
    with workspace.vault.write() as session:
        for day in range(1, 16):
            values = {"what": "Biopsy", "total": eur("16"), "due_on": PartialDate(2026, 6, day)}
            store.save(session, BY_NAME["bills"], values)
        paid = store.save(session, BY_NAME["bills"], {"what": "Pills", "type": "receipt", "total": eur("9")})
    page.refresh()
    assert page.open_items.head.text() == "15 things are open; to be paid: €240.00"
    page.open_items.set_open(is_open=True)
    settle()
    click(qtbot, page, "open.more")
    settle()
    assert len([row for row in page.open_items.findChildren(RowButton) if row.isVisible()]) == 15
    view = page.view
    assert isinstance(view, BillsView)
    click(qtbot, page, "only_open")
    assert (view.only_open.text(), len(view.list.model.ids)) == ("Only what is still open: 15 bills", 15)
    assert paid not in view.list.model.ids
    page.show_entry("bills", paid)  # a bill that is wanted and not open puts the narrowing away
    assert not view.only_open.isChecked()
    assert paid in view.list.model.ids


def test_where_a_bill_stands_is_noted_in_one_press_for_each_payer_and_taken_back(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    policy = save(workspace, "policies", insurer="Fernbrook")
    bill = save(workspace, "bills", what="Biopsy", total=eur("240"))
    page.refresh()
    page.show_entry("bills", bill)

    def choose(place: int) -> None:
        menu = find(page, QMenu, f"states.{policy}")
        menu.actions()[place].trigger()
        followed(qtbot, page)

    def said() -> list[str]:
        return [row.accessibleName() for row in find(page, QWidget, "bill_panel").findChildren(RowButton)]

    choose(2)
    choose(2)
    today = PartialDate.from_date(workspace.today()).words
    assert said() == [f"Fernbrook: denied. since {today}", f"Fernbrook: waiting for the insurer. since {today}"]
    workspace.undo_bar.undo_latest()
    followed(qtbot, page)
    assert said() == [f"Fernbrook: waiting for the insurer. since {today}"]
    choose(-1)
    assert said() == []


def test_what_the_lines_say_and_nothing_counts_is_said() -> None:
    lines = Rows(({"what": "Biopsy", "billed": eur("230"), "paid_first": eur("180")},))
    bill = {"total": eur("240"), "lines": lines}
    assert line_notes(bill, balances.balance(bill, [])) == [
        "The lines add up to €230.00; the total is €240.00.",
        "In the lines insurers paid €180.00. It counts once it is added as a payment.",
    ]
    paid = balances.balance({"total": eur("240")}, [{"way": "by_me", "amount": eur("250")}])
    assert open_words(paid) == "€10.00 to your credit"


def test_of_many_bills_the_names_are_read_when_one_is_chosen(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "_MANY", 1)
    bills = [save(workspace, "bills", what=what) for what in ("Biopsy", "Scan")]
    payment = save(workspace, "payments", amount=eur("9"), way="by_me", bill=bills[0])
    page.refresh()
    page.show_entry("payments", payment)
    editor = page.view.form.row("bill").editor
    assert isinstance(editor, ChoiceEditor)
    assert (editor.list.currentText(), editor.list.count()) == ("Biopsy", 2)
    qtbot.keyClicks(editor.list, "S")
    assert (editor.list.currentText(), editor.list.count()) == ("Scan", 3)
    page.save()
    with workspace.vault.read() as session:
        assert store.get(session, BY_NAME["payments"], payment).values["bill"] == bills[1]


def test_a_call_is_noted_at_a_denial_and_its_file_is_remembered(
    qtbot: QtBot, workspace: Workspace, page: MoneyPage
) -> None:
    denial = save(workspace, "denials", what="Half of it", denied_on=PartialDate(2026, 6, 4))
    page.refresh()
    page.show_entry("denials", denial)
    settle()
    panel = page.findChild(DenialPanel)
    assert panel is not None
    assert panel.new is not None
    panel.new.rows["with_whom"].show_value("Fernbrook")
    panel.new.rows["with_whom"].edited.emit()
    panel.new.rows["reference"].show_value("R-1")
    panel.new.rows["reference"].edited.emit()
    click(qtbot, page, "add_call")
    with workspace.vault.read() as session:
        (call,) = appeals.calls(session, denial)
    assert call.values["reference"] == "R-1"
    settle()
    assert find(panel, QPushButton, f"call.{call.id}").isVisible()
    dialog = AppealDialog(workspace, denial, page)
    dialog.open()
    dialog.statement.setPlainText("I waited eleven months.")
    dialog.reject()
    with workspace.vault.read() as session:
        assert appeals.choice_of(session, denial).statement == "I waited eleven months."
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert appeals.calls(session, denial) == []
