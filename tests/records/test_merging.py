"""Merging two entries of the care team: whatever pointed to the one points to the other, of every kind and field, and all comes back."""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ism_desktop.records import linked_names, links, merging, store
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import LinkedName
from ism_desktop.vault import Session, Vault
from tests.records.samples import values_for
from tests.rounds import rounds

POINTING = [
    (kind, field)
    for kind, field in linked_names.fields_pointing_to(CARE_TEAM, Input.NAME, Input.REFERENCE)
    if not kind.single
]
GONE, KEPT, THIRD, TYPED = "gone", "kept", "third", "typed"


def _saved(session: Session, kind: Kind, **values: object) -> str:
    """An entry with every field; where one of another kind is needed, that is made, too."""
    needed = {
        field.name: _saved(session, BY_NAME[field.refers_to])
        for field in kind.form_fields
        if field.input is Input.REFERENCE and field.required
    }
    plain = {name: value for name, value in values_for(kind).items() if not kind.field(name).exclusive}
    return store.save(session, kind, {**plain, **needed, **values})


def _pointer(field: Field, whom: str, ids: dict[str, str]) -> object:
    if whom == TYPED:
        return "Dr Okafor" if field.input is Input.NAME else None
    return LinkedName("x", ids[whom]) if field.input is Input.NAME else ids[whom]


def _everything(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = {
        record.id: (dict(record.values), record.deleted_at is None)
        for kind in KINDS
        for record in (*store.list_active(session, kind), *store.list_trashed(session, kind))
    }
    for member in store.list_active(session, CARE_TEAM):
        found[f"proofs of {member.id}"] = [
            (proof.document_id, proof.page) for proof in links.proofs(session, CARE_TEAM, member.id)
        ]
    return found


def _made(session: Session, whom: Sequence[str], trashed: Sequence[bool]) -> tuple[dict[str, str], list[Any]]:
    """Three people, and for each field that can point to one of them an entry that points as it is told; some are in the trash."""
    ids = {each: _saved(session, CARE_TEAM, name=each.title()) for each in (GONE, KEPT, THIRD)}
    entries: list[Any] = []
    for (kind, field), one, is_trashed in zip(POINTING, whom, trashed, strict=True):
        entry = _saved(session, kind, **{field.name: _pointer(field, one, ids)})
        if is_trashed:
            store.trash(session, kind, entry)
        entries.append((kind, field, one, entry))
    document = _saved(session, DOCUMENTS)
    links.attach(session, CARE_TEAM, ids[GONE], document, 2)
    entries.append((QUESTIONS, None, GONE, _saved(session, QUESTIONS, about_kind=CARE_TEAM.name, about_id=ids[GONE])))
    return ids, entries


def test_every_field_that_names_somebody_is_walked() -> None:
    assert len(POINTING) >= 80
    assert {"given_papers", "records_requests", "calls", "implants", "guide_notes"} <= {
        kind.name for kind, _ in POINTING
    }


@settings(max_examples=rounds(2, 100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_all_that_pointed_to_the_one_points_to_the_other_and_comes_back(vault: Vault, data: st.DataObject) -> None:
    chance = data.draw(st.randoms(use_true_random=False))
    whom = [chance.choice([GONE, GONE, KEPT, THIRD, TYPED]) for _ in POINTING]
    trashed = [chance.random() < 0.3 for _ in POINTING]
    with vault.write() as session:
        ids, entries = _made(session, whom, trashed)
    with vault.read() as session:
        before = _everything(session)
    with vault.write() as session:
        merged = merging.merge(session, CARE_TEAM, ids[KEPT], ids[GONE])
    with vault.read() as session:
        assert not linked_names.pointing_to(session, CARE_TEAM, ids[GONE])
        for kind, field, one, entry in entries:
            values = store.get(session, kind, entry).values
            if field is None:
                assert values["about_id"] == ids[KEPT]
            elif one == GONE:
                wanted = ids[KEPT] if field.input is Input.REFERENCE else LinkedName("Kept", ids[KEPT])
                assert values[field.name] == wanted
            else:
                assert dict(values) == before[entry][0]
        assert [proof.page for proof in links.proofs(session, CARE_TEAM, ids[KEPT])] == [2]
    with vault.write() as session:
        merging.take_back(session, merged)
    with vault.read() as session:
        assert _everything(session) == before
