"""Reports and the health history: values as typed come back as typed, and bone density stands site by site as it was printed."""

from pathlib import Path
from typing import Any

import pytest

from ism_desktop.exchange import export, import_export
from ism_desktop.records import history, reverting, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.fractures import FRACTURES
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reports import REPORTS, over_the_years
from ism_desktop.records.search import Index
from ism_desktop.records.values import Gap, PartialDate, Rows, parse_quantity
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE

# As reports print them: hyphens and true minus signs, points and commas, with a remark, or with no number.
TYPED = ("-1.6", "−1,6", "-2.5 SD", "0.921 g/cm2", "0,921 g/cm²", "< -2.5", "not measurable", "0.90", "1.10*")
STATED = ("fractures", "procedures", "conditions", "vaccinations", "family_history", "implants")


def density(site: str, **values: str) -> dict[str, Any]:
    return {"site": site} | {name: parse_quantity(text) for name, text in values.items()}


def save(vault: Vault, kind: Any, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, kind, values)


def scan(vault: Vault, when: PartialDate | Gap | None, *rows: dict[str, Any]) -> str:
    return save(vault, REPORTS, title="Scan", type="bone_density", on_date=when, bone_density=Rows(rows))


@pytest.mark.parametrize("text", TYPED)
def test_a_value_as_typed_comes_back_as_typed(vault: Vault, workers: Workers, tmp_path: Path, text: str) -> None:
    made = scan(vault, PartialDate(2024, 9, 17), density("Lumbar spine", t_score=text))
    with vault.write() as session:
        store.save(session, REPORTS, {"bone_density": None}, record_id=made)
        (latest, *_) = history.versions(session, REPORTS, made)
        former = shown(REPORTS.field("bone_density"), latest.former["bone_density"])
        assert former == f"Lumbar spine · T-score: {text}"
        store.save(session, REPORTS, {"bone_density": latest.former["bone_density"]}, record_id=made)
    export(vault, tmp_path / "out")
    written = (tmp_path / "out").rglob("reports.*")
    assert any(text in path.read_text("utf-8-sig") for path in written), "the tables of an export say it, too"
    fresh = create(tmp_path / "fresh", PASSPHRASE, cost=CHEAP)
    import_export(fresh, tmp_path / "out", workers)
    with fresh.read() as session:
        (record,) = store.list_active(session, REPORTS)
    assert record.values["bone_density"].rows[0]["t_score"].text == text
    fresh.close()


def test_undo_gives_back_the_rows(vault: Vault) -> None:
    rows = Rows(
        ({"drug": "Propofol", "amount": "160 mg", "course": "tolerated"}, {"drug": "Morphine", "course": "unknown"})
    )
    made = save(vault, PROCEDURES, name="Knee", drugs=rows, anaesthesia=("general", "regional"))
    with vault.read() as session:
        before = reverting.mark(session)
    with vault.write() as session:
        store.save(session, PROCEDURES, {"drugs": Gap.NONE, "anaesthesia": Gap.UNKNOWN}, record_id=made)
        until = reverting.mark(session)
        reverting.revert(session, before, until)
        values = store.get(session, PROCEDURES, made).values
    assert values["drugs"] == rows
    assert values["anaesthesia"] == ("general", "regional")


def test_every_list_can_be_none_or_not_known_and_an_entry_ends_it(vault: Vault) -> None:
    for name in STATED:
        kind = BY_NAME[name]
        assert kind.states_none, name
        assert kind.states_unknown, name
        for answer in (Gap.NONE, Gap.UNKNOWN):
            with vault.write() as session:
                store.say_none(session, kind, answer)
                assert store.statement(session, kind) is answer
    save(vault, FRACTURES, bone="Rib")
    with vault.read() as session:
        assert store.statement(session, FRACTURES) is None


def test_bone_density_stands_site_by_site_the_latest_first(vault: Vault) -> None:
    old = scan(vault, PartialDate(2019), density("Lumbar spine L1 to L4", t_score="-1.4"))
    undated = scan(vault, Gap.UNKNOWN, density("Left total hip", z_score="-0.2"))
    new = scan(
        vault,
        PartialDate(2024, 9, 17),
        density("lumbar  spine l1 to L4", density="0.921 g/cm2", t_score="-1.6", z_score="-1.2"),
        density("Left total hip", t_score="-1.0"),
    )
    save(vault, REPORTS, title="Marrow", type="marrow")
    with vault.read() as session:
        found = over_the_years([(one.id, one.values) for one in store.list_active(session, REPORTS)])
    assert {site: [one.report_id for one in measured] for site, measured in found.items()} == {
        "lumbar  spine l1 to L4": [new, old],
        "Left total hip": [new, undated],
    }
    (latest, _) = found["lumbar  spine l1 to L4"]
    assert latest.words == "0.921 g/cm2, T-score -1.6, Z-score -1.2"


def test_the_search_finds_what_a_report_and_a_procedure_say(vault: Vault) -> None:
    report = save(
        vault, REPORTS, title="Skin biopsy", conclusion="Mast cells around vessels", on_date=PartialDate(2024, 5)
    )
    knee = save(
        vault, PROCEDURES, name="Arthroscopy", drugs=Rows(({"drug": "Sevoflurane"},)), on_date=PartialDate(2023)
    )
    index = Index(vault, lambda _file: ())
    index.catch_up()
    assert [hit.record_id for hit in index.search("biopsy vessels 2024")] == [report]
    assert [hit.record_id for hit in index.search("sevoflurane 2023")] == [knee]
    index.close()
