"""The life of a record of a kind that is not shipped, through everything that the program does with records. Run by `test_a_new_kind`."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ism_desktop.errors import InvalidRecord
from ism_desktop.exchange import export, import_export
from ism_desktop.printing import binder
from ism_desktop.printing.paper import Paper
from ism_desktop.records import checking, history, reverting, sorting, store, typing_in
from ism_desktop.records.kind import PROVENANCE, in_one_line, shown
from ism_desktop.records.search import Index
from ism_desktop.records.values import Gap, Moment, Money, PartialDate, PartialTime, Quantity, Rows, parse_quantity
from ism_desktop.records.values.plain import for_programs
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.printing.reading import texts
from tests.records.extra_kind import CHECKUPS, Checkup

VALUES: dict[str, Any] = {
    "name": "Autumn checkup",
    "at": Moment(PartialDate(2026, 9, 3), PartialTime(14, 5), "Europe/Berlin"),
    "tryptase": Quantity("< 1.0 ng/mL", Decimal("1.0"), "ng/mL", "<"),
    "cost": Money(Decimal("1250.5"), "EUR"),
    "itching": 7,
    "symptoms": ("itch", "bones"),
    "lines": Rows(
        (
            {"what": "Titre", "value": parse_quantity("1:160"), "flag": "high", "with_": ("flushing", "itch")},
            {"what": "Visit", "price": Money(Decimal("80.00"), "CHF"), "on": PartialDate(2026, 9), "fasting": False},
            {"what": "Urine", "value": parse_quantity("trace"), "effort": 3, "at": Moment(PartialDate(2026, 9))},
            {"what": "Gap", "value": Gap.UNKNOWN},
        )
    ),
}


@pytest.fixture
def saved(vault: Vault) -> str:
    with vault.write() as session:
        return store.save(session, CHECKUPS, VALUES)


def test_saved_listed_and_shown(vault: Vault, saved: str) -> None:
    with vault.read() as session:
        [record] = store.list_active(session, CHECKUPS)
    assert record.id == saved
    assert {name: record.values[name] for name in VALUES} == VALUES
    said = {name: shown(CHECKUPS.field(name), record.values[name]) for name in VALUES}
    assert said == {
        "name": "Autumn checkup",
        "at": "3 September 2026, 14:05 (Berlin time)",
        "tryptase": "< 1.0 ng/mL",
        "cost": "€1,250.50",
        "itching": "7 of 10",
        "symptoms": "Itch and Bone pain",
        "lines": "Titre · 1:160 · high · Flushing and Itch\nVisit · CHF\u00a080.00 · September 2026 · Fasting: no\n"
        "Urine · trace · September 2026 · Effort: 3 of 10\nGap · Value: not known",
    }
    assert "\n" not in in_one_line(CHECKUPS.field("lines"), record.values["lines"])


def test_every_rule_is_checked_and_named(vault: Vault, saved: str) -> None:
    wrong: dict[str, tuple[Any, str]] = {
        "at": (PartialDate(2026), "This value cannot be used for “When”."),
        "tryptase": ("5 mg", "This value cannot be used for “Tryptase”."),
        "cost": (Gap.UNKNOWN, "“Cost” cannot be “not known”."),
        "itching": (11, "“Itching” must be between 0 and 10."),
        "symptoms": (("hunger",), "Please choose from the answers for “Symptoms”."),
        "lines": (Rows(({"what": "x"}, {"times": 3})), "Line 2 of “Values and lines”: Please fill in “What”."),
    }
    with vault.write() as session:
        for name, (value, sentence) in wrong.items():
            with pytest.raises(InvalidRecord) as caught:
                store.save(session, CHECKUPS, {name: value}, record_id=saved)
            assert caught.value.fields == {name: sentence}
        rows = Rows(({"what": "x", "times": 99, "flag": "odd"},))
        faults = checking.row_faults(session, CHECKUPS.field("lines"), rows, store.TABLES)
        assert set(faults) == {(0, "times"), (0, "flag")}


def test_what_is_typed_is_put_in_order(vault: Vault) -> None:
    with vault.write() as session:
        record_id = store.save(
            session,
            CHECKUPS,
            {"name": "x", "symptoms": ("bones", "itch", "bones"), "lines": Rows(({"what": " a "}, {"what": " "}))},
        )
        values = store.get(session, CHECKUPS, record_id).values
        assert values["symptoms"] == ("itch", "bones")
        assert values["lines"] == Rows(({"what": "a"},))
        store.save(session, CHECKUPS, {"symptoms": (), "lines": None}, record_id=record_id)
        assert store.get(session, CHECKUPS, record_id).values["symptoms"] is None


def test_python_and_the_database_sort_alike(vault: Vault) -> None:
    many: dict[str, list[Any]] = {
        "at": [
            Moment(PartialDate(2026, 9, 3), PartialTime(14, 5), "Europe/Berlin"),
            Moment(PartialDate(2026, 9, 3), PartialTime(part="noon")),
            Moment(PartialDate(2026, 9, 3), PartialTime(part="afternoon")),
            Moment(PartialDate(2026, 9, 3), None, "UTC"),
            Moment(PartialDate(2026, season="winter")),
            Moment(PartialDate(2026)),
        ],
        "tryptase": [parse_quantity(text) for text in ("9 mg", "10 mg", "< 9 mg", "> 9 mg", "trace", "1:160", "-2")],
        "cost": [Money(Decimal(amount), code) for amount, code in ((9, "EUR"), (10, "EUR"), (-3, "EUR"), (1, "CHF"))],
        "itching": [10, 9, 0],
        "symptoms": [("itch",), ("flushing", "bones"), ("flushing",), ("bones",)],
        "lines": [Rows(tuple({"what": str(each)} for each in range(count))) for count in (3, 1, 10)],
    }
    with vault.write() as session:
        for name, values in many.items():
            for value in [*values, None]:
                store.save(session, CHECKUPS, {"name": name, name: value})
    for name, values in many.items():
        field = CHECKUPS.field(name)
        with vault.read() as session:
            column = getattr(CHECKUPS.table, name)
            chosen = select(column).where(Checkup.name == name)
            up = list(session.scalars(chosen.order_by(*sorting.order_by(CHECKUPS, name))))
            down = list(session.scalars(chosen.order_by(*sorting.order_by(CHECKUPS, name, descending=True))))
        wanted = sorted(values, key=lambda value: sorting.sort_key(field, value))
        assert up == [*wanted, None], name
        assert down == [*reversed(wanted), None], name


def test_found_by_any_word_of_it(vault: Vault, saved: str) -> None:
    index = Index(vault, lambda _file: ())
    index.catch_up()
    for words in ("autumn", "ng/mL", "bone pain", "titre 160", "CHF 80", "September 2026", "trace urine", "berlin"):
        assert [hit.record_id for hit in index.search(words)] == [saved], words
    index.close()


def test_history_and_undo_give_back_whole_former_values(vault: Vault, saved: str) -> None:
    after: dict[str, Any] = {
        "at": Gap.UNKNOWN,
        "tryptase": parse_quantity("positive"),
        "cost": Gap.NONE,
        "itching": 0,
        "symptoms": ("fainting",),
        "lines": Rows(({"what": "Only one"},)),
    }
    with vault.write() as session:
        since = reverting.mark(session)
        store.save(session, CHECKUPS, after, record_id=saved)
        until = reverting.mark(session)
    with vault.read() as session:
        changed, created = history.versions(session, CHECKUPS, saved)
        assert (changed.action, created.action) == ("changed", "created")
        assert dict(changed.former) == {name: VALUES[name] for name in after}
    with vault.write() as session:
        reverting.revert(session, since, until)
        assert {name: store.get(session, CHECKUPS, saved).values[name] for name in VALUES} == VALUES
        history.bring_back(session, CHECKUPS, saved, history.versions(session, CHECKUPS, saved)[0].id)
        values = store.get(session, CHECKUPS, saved).values
        assert {name: values[name] for name in after} == after
        # What is there already is no change.
        before = len(history.versions(session, CHECKUPS, saved))
        store.save(session, CHECKUPS, dict(after), record_id=saved)
        assert len(history.versions(session, CHECKUPS, saved)) == before


def test_exported_and_taken_in_again(vault: Vault, saved: str, workers: Workers, tmp_path: Path) -> None:
    with vault.write() as session:
        store.save(session, CHECKUPS, {"cost": Gap.NONE}, record_id=saved)
    export(vault, tmp_path / "out")
    [head, line] = csv.reader(io.StringIO((tmp_path / "out/tables/checkups.csv").read_text("utf-8-sig"), newline=""))
    told = dict(zip(head, line, strict=True))
    assert told["Tryptase"] == "< 1.0 ng/mL"
    assert told["Symptoms"] == "Itch and Bone pain"
    assert told["Values and lines"].splitlines()[0] == "Titre · 1:160 · high · Flushing and Itch"
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "&lt; 1.0 ng/mL" in page
    assert "€1,250.50" in page  # what it cost before, in the history
    raw = (tmp_path / "out/records/checkups.json").read_text("utf-8")
    assert re.search(r'"number": "1.0"', raw)
    assert "| `lines` | rows or null |" in (tmp_path / "out/schema.md").read_text("utf-8")
    target = create(tmp_path / "target", PASSPHRASE, cost=CHEAP)
    try:
        import_export(target, tmp_path / "out", workers)
        with target.read() as session:
            record = store.get(session, CHECKUPS, saved)
            assert {name: record.values[name] for name in VALUES} == VALUES | {"cost": Gap.NONE}
            assert history.versions(session, CHECKUPS, saved)[0].former == {"cost": VALUES["cost"]}
    finally:
        target.close()


def test_told_to_other_programs_on_the_command_line() -> None:
    plain = {name: for_programs(VALUES[name]) for name in VALUES}
    assert json.loads(json.dumps(plain)) == plain
    assert plain["cost"] == "1250.50 EUR"
    assert plain["symptoms"] == ["itch", "bones"]
    assert plain["at"] == "2026-09-03T14:05[Europe/Berlin]"


def test_printed_in_a_tab_of_its_own(vault: Vault, saved: str, workers: Workers) -> None:
    with vault.read() as session:
        content = binder.collect(session, date(2026, 11, 22))
    [tab] = [tab for tab in content.tabs if tab.title == CHECKUPS.plural]
    assert saved
    [record] = tab.groups[0].records
    assert ("Tryptase", "< 1.0 ng/mL") in record.facts
    out = BytesIO()
    binder.build(vault, workers, content, Paper.A4, out)
    words = "".join("".join(texts(out.getvalue())).split())
    for said in ("Autumn checkup", "3 September 2026, 14:05 (Berlin time)", "Titre · 1:160 · high", "€1,250.50"):
        assert "".join(said.split()) in words


def test_trash_and_back(vault: Vault, saved: str) -> None:
    with vault.write() as session:
        store.trash(session, CHECKUPS, saved)
        assert [record.id for record in store.list_trashed(session, CHECKUPS)] == [saved]
        store.say_none(session, CHECKUPS, Gap.NONE)
    with vault.write() as session:
        store.restore(session, CHECKUPS, saved)
        assert store.statement(session, CHECKUPS) is None
        assert {name: store.get(session, CHECKUPS, saved).values[name] for name in VALUES} == VALUES


def test_what_an_editor_shows_is_read_back(saved: str) -> None:
    assert saved
    for field in (*CHECKUPS.fields, *PROVENANCE):
        value = VALUES.get(field.name)
        if value is not None and not isinstance(value, tuple | Rows):
            zone = value.zone if isinstance(value, Moment) else ""
            text = typing_in.typed(field, value)
            assert typing_in.parsed(field, text, today=date(2026, 11, 22), zone=zone) == value
