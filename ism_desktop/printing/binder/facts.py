"""Turning any record into labelled facts, with its proofs: what every tab of the binder is made of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderRecord, Proof
from ism_desktop.records import links, store
from ism_desktop.records.kind import PROVENANCE, Field, Input, Kind, shown
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap
from ism_desktop.vault import Session


class Reader:
    """Reads records for the binder within one `session`, as of a day, and knows how each is shown."""

    def __init__(self, session: Session, today: date) -> None:
        self.session = session
        self.today = today

    def all(self, kind: Kind) -> list[Record]:
        """Every active record of a kind, in its order."""
        return store.list_active(self.session, kind)

    def the_one(self, kind: Kind) -> Record | None:
        """The record of a kind of which there is one."""
        return store.the_one(self.session, kind)

    def statement(self, kind: Kind) -> Gap | None:
        """What was stated for the whole kind."""
        return store.statement(self.session, kind)

    def nothing_words(self, kind: Kind) -> str:
        """What the person stated where records would stand; empty when nothing was recorded, which the page then says."""
        stated = self.statement(kind)
        if stated is Gap.NONE:
            return tr("{statement} (stated by the patient).", statement=kind.states_none)
        if stated is Gap.UNKNOWN and kind.states_unknown:
            return tr("{statement} (stated by the patient).", statement=kind.states_unknown)
        return tr("Not known (stated by the patient).") if stated is Gap.UNKNOWN else ""

    def block(
        self,
        record: Record,
        *,
        badge: str = "",
        skip: Collection[str] = (),
        title: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> BinderRecord:
        """A record as a block: its title, everything it says, and where that stands. `labels` are other words for some fields."""
        facts = self.facts(record, skip=skip, labels=labels)
        return BinderRecord(title or record.title, badge, (), facts, self.proofs(record))

    def row(self, record: Record, cells: Sequence[str], *, skip: Collection[str] = ()) -> BinderRecord:
        """A record as a row of a table; what its cells do not say stands under them."""
        return BinderRecord(record.title, "", tuple(cells), self.facts(record, skip=skip), self.proofs(record))

    def facts(
        self,
        record: Record,
        *,
        skip: Collection[str] = (),
        groups: Collection[str] = (),
        gaps_shown: bool = False,
        labels: Mapping[str, str] | None = None,
    ) -> tuple[tuple[str, str], ...]:
        """The labelled facts of a record, of the groups with some keys only when given; with `gaps_shown`, what was never recorded too."""
        found: list[tuple[str, str]] = []
        for field in (*record.kind.fields, *PROVENANCE):
            if field.name in skip or field.input is Input.SYSTEM or not field.in_binder:
                continue
            if groups and field.group_key not in groups:
                continue
            value = self._shown(field, record.values[field.name])
            if value or (gaps_shown and field not in PROVENANCE):
                found.append(((labels or {}).get(field.name, field.label), value or tr("not recorded")))
        return tuple(found)

    def proofs(self, record: Record) -> tuple[Proof, ...]:
        """The documents that say so."""
        found = links.proofs(self.session, record.kind, record.id)
        return tuple(Proof(proof.document_id, proof.title, proof.page, proof.note) for proof in found)

    def _shown(self, field: Field, value: object) -> str:
        if field.input is Input.REFERENCE and isinstance(value, str):
            named = store.find(self.session, BY_NAME[field.refers_to], value)
            return "" if named is None else named.title
        return shown(field, value).strip()
