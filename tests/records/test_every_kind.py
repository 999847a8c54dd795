"""What every kind of record must do: be saved, listed, found, changed with history, trashed and restored."""

import pytest

from ism_desktop.errors import InvalidRecord, RecordMissing
from ism_desktop.records import history, store
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import FILE_FIELDS
from ism_desktop.records.search import Index
from ism_desktop.records.values import Gap
from ism_desktop.vault import Vault
from tests.records.samples import values_for

every_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


@every_kind
def test_a_record_is_saved_listed_and_read_back_whole(vault: Vault, kind: Kind) -> None:
    values = values_for(kind)
    with vault.write() as session:
        record_id = store.save(session, kind, values)
    with vault.read() as session:
        [record] = store.list_active(session, kind)
    assert record.id == record_id
    assert {name: record.values[name] for name in values} == values
    assert record.title
    assert record.author == "patient"


@every_kind
def test_every_change_keeps_the_former_values_and_can_be_taken_back(vault: Vault, kind: Kind) -> None:
    first = values_for(kind, 1)
    # Which file of a document is in use, its versions tell and take back.
    second = values_for(kind, 2) | {name: value for name, value in first.items() if name in FILE_FIELDS}
    with vault.write() as session:
        record_id = store.save(session, kind, first)
    with vault.write() as session:
        store.save(session, kind, second, record_id=record_id)
    with vault.read() as session:
        changed, created = history.versions(session, kind, record_id)
    assert (changed.action, created.action) == ("changed", "created")
    assert dict(changed.former) == {name: first[name] for name in first if first[name] != second[name]}
    with vault.write() as session:
        history.bring_back(session, kind, record_id, changed.id)
        assert {name: store.get(session, kind, record_id).values[name] for name in first} == first
        assert len(history.versions(session, kind, record_id)) == 3


@every_kind
def test_the_trash_gives_back_what_was_put_in(vault: Vault, kind: Kind) -> None:
    with vault.write() as session:
        record_id = store.save(session, kind, values_for(kind))
    with vault.write() as session:
        store.trash(session, kind, record_id)
        assert store.list_active(session, kind) == []
        assert store.count(session, kind) == 0
        assert [record.id for record in store.list_trashed(session, kind)] == [record_id]
    with vault.write() as session:
        store.restore(session, kind, record_id)
        assert [record.id for record in store.list_active(session, kind)] == [record_id]
        assert [version.action for version in history.versions(session, kind, record_id)] == [
            "restored",
            "trashed",
            "created",
        ]


@every_kind
def test_a_record_is_found_by_any_word_of_it_until_it_is_trashed(vault: Vault, kind: Kind) -> None:
    index = Index(vault, lambda _file: ())
    text = next(field for field in kind.form_fields if field.input in {Input.TEXT, Input.LONG_TEXT})
    values = values_for(kind) | {text.name: "Kryptonäure"}
    with vault.write() as session:
        record_id = store.save(session, kind, values)
    index.catch_up()
    [hit] = index.search("kryptonau")
    assert (hit.kind, hit.record_id) == (kind.name, record_id)
    with vault.write() as session:
        store.trash(session, kind, record_id)
    index.catch_up()
    assert index.search("kryptonau") == []
    index.close()


@every_kind
def test_gaps_are_kept_apart_from_each_other_and_from_not_asked(vault: Vault, kind: Kind) -> None:
    for field in kind.form_fields:
        for gap in Gap:
            with vault.write() as session:
                if gap in field.gaps:
                    record_id = _saved(session, kind)
                    store.save(session, kind, {field.name: gap}, record_id=record_id)
                    assert store.get(session, kind, record_id).values[field.name] is gap
                    if field.required:
                        continue
                    store.save(session, kind, {field.name: None}, record_id=record_id)
                    assert store.get(session, kind, record_id).values[field.name] is None
                else:
                    record_id = _saved(session, kind)
                    with pytest.raises(InvalidRecord) as caught:
                        store.save(session, kind, {field.name: gap}, record_id=record_id)
                    assert field.name in caught.value.fields


def _saved(session: store.Session, kind: Kind) -> str:
    one = store.the_one(session, kind)
    return one.id if one else store.save(session, kind, values_for(kind))


@every_kind
def test_required_fields_are_named_when_missing_and_nothing_is_saved(vault: Vault, kind: Kind) -> None:
    required = [field.name for field in kind.fields if field.required]
    if not required:
        return
    with vault.write() as session:
        with pytest.raises(InvalidRecord) as caught:
            store.save(session, kind, {})
        assert set(caught.value.fields) == set(required)
        assert store.count(session, kind) == 0


@every_kind
def test_a_record_that_is_gone_is_named(vault: Vault, kind: Kind) -> None:
    with vault.write() as session:
        for action in (store.get, store.trash, store.restore):
            with pytest.raises(RecordMissing):
                action(session, kind, "f" * 32)
        assert store.find(session, kind, "f" * 32) is None


@every_kind
def test_the_kind_s_own_words_are_complete(kind: Kind) -> None:
    names = [field.name for field in kind.fields]
    assert len(names) == len(set(names))
    assert set(kind.columns) <= {*names, *(field.name for field in kind.worked_out)}
    assert kind.empty.endswith((".", "?"))
    assert kind.icon.startswith("mdi6.")
    for field in kind.fields:
        assert (field.input in {Input.CHOICE, Input.CHOICES}) == bool(field.choices), field.name
        assert (field.input is Input.ROWS) == bool(field.fields) == bool(field.add_row), field.name
        assert (field.input in {Input.REFERENCE, Input.NAME}) == bool(field.refers_to), field.name
        assert hasattr(kind.table, field.name), field.name
