"""A vault goes out as a plain export and comes back the same: rows, history, documents, trash, and the very files of a second export."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ism_desktop.documents import page_strings
from ism_desktop.exchange import export, import_export, new_vault_from
from ism_desktop.records import store, vault_settings
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.exchange.patients import contents, files, rows
from tests.records.random_values import values_of
from tests.rounds import rounds


def test_export_import_export_is_the_same(
    rich: Vault, new_vault: Callable[[], Vault], workers: Workers, tmp_path: Path
) -> None:
    before, held = rows(rich), contents(rich)
    report = export(rich, tmp_path / "out")
    assert report.left_out == ()
    assert report.notices == ()
    vault = new_vault()
    taken = import_export(vault, tmp_path / "out", workers)
    assert taken.notices == ()
    assert taken.documents == report.documents == len(held)
    after = rows(vault)
    for name, wanted in before.items():
        assert after[name] == wanted, name
    assert contents(vault) == held
    assert vault.check_database() == ()
    assert len(vault.files.ids()) == 2 * (len(held) + 2)  # an original and a version that are not in use
    export(vault, tmp_path / "again")
    first, second = files(tmp_path / "out"), files(tmp_path / "again")
    assert set(first) == set(second)
    same = {"index.html", "manifest.json", "README.txt"}  # these say when they were made
    assert {path for path in first if first[path] != second[path]} <= same


def test_what_stays_behind(rich: Vault, exported_path: Path, new_vault: Callable[[], Vault], workers: Workers) -> None:
    """Nothing that belongs to the keys, the computer or the one vault is in an export."""
    everything = b"".join(files(exported_path).values())
    for secret in (b"secret-stick", b"fingerprint", b"file_id", b'"generation"', rich.vault_id.encode()):
        held = everything.replace(b'"generation": ', b"", 1) if secret == b'"generation"' else everything
        held = held.replace(b"`generation` (how often", b"")
        assert secret not in held, secret
    with rich.read() as session:
        for record in store.list_active(session, DOCUMENTS):
            for name in ("file_id", "text_file_id", "fingerprint"):
                assert record.values[name].encode() not in everything
    vault = new_vault()
    with vault.write() as session:
        vault_settings.put(session, "recovery_sheet", {"made": "2026"})
        vault_settings.put(session, "idle_minutes", 77)
    import_export(vault, exported_path, workers)
    with vault.read() as session:
        assert vault_settings.get(session, "recovery_sheet") == {"made": "2026"}
        assert vault_settings.get(session, "idle_minutes") == 5
        assert vault_settings.get(session, "backup_places") == {}


def test_the_new_vault_searches_and_goes_on(exported_path: Path, workers: Workers, tmp_path: Path) -> None:
    vault, report = new_vault_from(exported_path, tmp_path / "made", PASSPHRASE, workers, cost=CHEAP)
    try:
        assert report.documents > 8
        index = Index(vault, lambda text_file_id: page_strings(vault, text_file_id))
        index.catch_up()
        assert {(hit.kind, hit.page) for hit in index.search("needle3")} == {("documents", 1)}
        assert index.search("Drug")
        index.close()
        with vault.write() as session:
            for kind in KINDS:
                for record in store.list_trashed(session, kind):
                    store.restore(session, kind, record.id)
    finally:
        vault.close()


# Random records -----------------------------------------------------------------------------------------------------------


def _record(kind: Kind) -> st.SearchStrategy[tuple[Kind, dict[str, Any]]]:
    return st.tuples(st.just(kind), values_of(kind))


records = st.one_of(*(_record(kind) for kind in KINDS if kind is not DOCUMENTS))


@settings(
    max_examples=rounds(4, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(st.lists(records, max_size=12), st.lists(records, max_size=4))
def test_any_record_makes_the_round_trip(
    workers: Workers, kept: list[tuple[Kind, dict[str, Any]]], changes: list[tuple[Kind, dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory(prefix="ism-exchange-") as name:
        folder = Path(name)
        source, target = (create(folder / word, PASSPHRASE, cost=CHEAP) for word in ("source", "target"))
        try:
            _live(source, kept, changes)
            export(source, folder / "out")
            wanted = rows(source)
            wanted["departures"] = []
            import_export(target, folder / "out", workers)
            assert rows(target) == wanted
        finally:
            source.close()
            target.close()


def _live(vault: Vault, kept: list[tuple[Kind, dict[str, Any]]], changes: list[tuple[Kind, dict[str, Any]]]) -> None:
    ids: dict[str, str] = {}
    with vault.write() as session:
        for kind, values in (*kept, *changes):
            known = ids.get(kind.name)
            if known is not None and (kind.single or (kind, values) in changes):
                store.save(session, kind, values, record_id=known)
            elif not kind.single or known is None:
                ids[kind.name] = store.save(session, kind, values)
        for kind_name, record_id in list(ids.items())[::2]:
            kind = next(kind for kind in KINDS if kind.name == kind_name)
            store.trash(session, kind, record_id)
