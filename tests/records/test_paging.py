"""A list in pages against a plain model: the same order, the same filter, the same places after every change, at random."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ism_desktop.records import erasing, long_list, matching, paging, sorting, store, worked_out
from ism_desktop.records import titles as titles_kept
from ism_desktop.records.kind import Field, Input, Kind, in_one_line, shown
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.paging import Listing, Wish
from ism_desktop.records.search import Index
from ism_desktop.records.store import Record
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.records.values import Gap, LinkedName, Moment, Money, PartialDate, PartialTime, Rows, parse_quantity
from ism_desktop.vault import Vault
from tests.rounds import LARGE, one_of_each, rounds

# Documents, tags and rules have lists of their own, which are neither sorted by a column nor filtered by typed words in this way.
LISTS = [kind for kind in KINDS if not kind.single and kind.name not in {"documents", "tags", "filing_rules"}]


def _traits(kind: Kind) -> set[object]:
    """What a list of this kind can do that another cannot: how its columns are typed, in which order it stands, what it refers to."""
    columns = {kind.field(name).input for name in kind.columns}
    fields = {field.name: field.input for field in kind.fields}
    orders = {(fields.get(name.lstrip("-")), name[0] == "-") for name in kind.order_by}
    gaps = {gap for name in kind.columns for gap in kind.field(name).gaps}
    return {*columns, *orders, *gaps, bool(kind.states_none)}


# `test_a_new_kind` asks for its own by name: it has every input there is, so it is always among them.
VARIOUS = one_of_each(LISTS, _traits)
# What follows a change, and how pieces are put together, depends on how the columns are typed only.
CHANGING = one_of_each(LISTS, lambda kind: {kind.field(name).input for name in kind.columns})


def _orders(kind: Kind) -> list[Wish]:
    """Each column upwards and downwards; by default in turn."""
    return [
        Wish(kind, name, down)
        for place, name in enumerate(kind.columns)
        for down in (False, True)
        if LARGE or down is bool(place % 2)
    ]


WORDS = (
    "Ähre",
    "apple",
    "Apple  pie",
    "ZEBRA",
    "élan",
    "Straße",
    "İzmir",
    "Ωmega",
    "肥大细胞",
    "x-ray",
    "a\nb",
    " blank",
    "naïve",
    "mast cell",
)


_MADE: dict[Input, Callable[[random.Random, Field], Any]] = {
    Input.DATE: lambda chance, _: _date(chance),
    Input.MOMENT: lambda chance, _: Moment(
        _date(chance), PartialTime(hour=chance.randint(0, 23)) if chance.random() < 0.5 else None
    ),
    Input.QUANTITY: lambda chance, _: parse_quantity(
        chance.choice(("12 ng/mL", "< 1.0 ng/mL", "1:160", "trace", "9.5", "Spur"))
    ),
    Input.MONEY: lambda chance, _: Money(Decimal(chance.randint(1, 99)) / 4, chance.choice(("EUR", "CHF"))),
    Input.SCALE: lambda chance, _: chance.randint(0, 10),
    Input.TAGS: lambda chance, _field: tidy_all(chance.sample(["b", "B/c", "a", "Zz"], chance.randrange(3))) or None,
    Input.CHOICES: lambda chance, field: tuple(each.value for each in field.choices if chance.random() < 0.5) or None,
    Input.TIME: lambda chance, _: f"{chance.randint(0, 23):02d}:30",
    Input.NUMBER: lambda chance, field: chance.randint(field.minimum, min(field.maximum, field.minimum + 20)),
    Input.CHOICE: lambda chance, field: chance.choice(field.choices).value,
    Input.YES_NO: lambda chance, _: chance.random() < 0.5,
    Input.PHONE: lambda chance, _: f"+49 30 {chance.randint(1000, 9999)}",
    Input.EMAIL: lambda chance, _: f"me{chance.randint(1, 99)}@example.org",
    Input.ROWS: lambda chance, field: Rows.of(
        {cell.name: _value(chance, cell, {}) for cell in field.fields} for _ in range(chance.randint(0, 3))
    ),
}


def _value(chance: random.Random, field: Field, others: dict[str, list[str]]) -> Any:
    if not field.required and chance.random() < 0.3:
        return chance.choice(field.gaps) if field.gaps and chance.random() < 0.7 else None
    if field.input is Input.REFERENCE:
        return chance.choice(others.get(field.refers_to) or [None])
    if field.input is Input.NAME and others.get(field.refers_to) and chance.random() < 0.4:
        return LinkedName("Dr Okafor", chance.choice(others[field.refers_to]))
    if field.input in _MADE:
        return _MADE[field.input](chance, field)
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 3))).strip()


def _date(chance: random.Random) -> PartialDate:
    year = chance.randint(2018, 2021)
    return chance.choice(
        (
            PartialDate(year),
            PartialDate(year, season=chance.choice(("spring", "summer", "autumn", "winter"))),
            PartialDate(year, chance.randint(1, 12)),
            PartialDate(year, chance.randint(1, 12), chance.randint(1, 28)),
        )
    )


def _values(chance: random.Random, kind: Kind, others: dict[str, list[str]]) -> dict[str, Any]:
    return {field.name: _value(chance, field, others) for field in kind.fields if field.input is not Input.SYSTEM}


def _filled(vault: Vault, chance: random.Random, kind: Kind, number: int) -> dict[str, list[str]]:
    others: dict[str, list[str]] = {}
    with vault.write() as session:
        for field in kind.fields:
            if field.refers_to and field.refers_to not in others and field.refers_to != "documents":
                other = BY_NAME[field.refers_to]
                others[other.name] = [store.save(session, other, _values(chance, other, {})) for _ in range(4)]
        made = [store.save(session, kind, _values(chance, kind, others)) for _ in range(number)]
        for record_id in made[::7]:
            store.trash(session, kind, record_id)
    return others


def _words(record: Record, name: str, titles: dict[str, str]) -> str:
    field = record.kind.field(name)
    if field.told is not None:
        return " ".join(field.told(record.values).split())
    value = record.values[name]
    if field.input is Input.REFERENCE and isinstance(value, str):
        return titles.get(value, "")
    return " ".join(shown(field, value).split())


def _key(record: Record, name: str, titles: dict[str, str]) -> tuple[Any, ...]:
    """The place of a cell: words as they are shown, other values by what they mean."""
    field = record.kind.field(name)
    if field.told is None and field.input not in {
        Input.TEXT,
        Input.LONG_TEXT,
        Input.PHONE,
        Input.EMAIL,
        Input.REFERENCE,
        Input.NAME,
    }:
        return sorting.sort_key(field, record.values[name])
    return (_words(record, name, titles).casefold(),)


def _model(records: list[Record], name: str, titles: dict[str, str], *, descending: bool) -> list[str]:
    """The order of a plain sort; what is empty or a stated gap comes last either way."""
    there = [
        record for record in records if record.values[name] is not None and not isinstance(record.values[name], Gap)
    ]
    gaps = [record for record in records if record not in there]
    ordered = sorted(there, key=lambda record: _key(record, name, titles), reverse=descending)
    if descending:  # equal ones stay in the list's own order
        groups: dict[tuple[Any, ...], list[Record]] = {}
        for record in there:
            groups.setdefault(_key(record, name, titles), []).append(record)
        ordered = [record for key in sorted(groups, reverse=True) for record in groups[key]]
    return [record.id for record in (*ordered, *sorted(gaps, key=lambda record: _words(record, name, titles)))]


def _titles(session: Any, kind: Kind) -> dict[str, str]:
    names = {field.refers_to for field in kind.fields if field.input is Input.REFERENCE}
    return {record.id: record.title for name in names for record in store.list_active(session, BY_NAME[name])}


@pytest.mark.parametrize("kind", VARIOUS, ids=lambda kind: kind.name)
def test_every_column_sorts_as_a_plain_sort_does(vault: Vault, kind: Kind) -> None:
    chance = random.Random(kind.name)
    _filled(vault, chance, kind, rounds(30, 60))
    with vault.read() as session:
        records, titles = store.list_active(session, kind), _titles(session, kind)
        assert titles_kept.in_order(session, kind) == [(record.id, record.title) for record in records]
        shown = worked_out.with_values(session, kind, {record.id: record for record in records})
        records = [shown[record.id] for record in records]
        assert paging.ids(session, Wish(kind)) == [record.id for record in records]
        trashed = {record.id for record in store.list_trashed(session, kind)}
        assert set(paging.ids(session, Wish(kind, trashed=True))) == trashed
        for name in kind.columns:
            for descending in (False, True):
                found = paging.ids(session, Wish(kind, name, descending))
                assert found == _model(records, name, titles, descending=descending), (name, descending)


def _said(record: Record, titles: dict[str, str]) -> str:
    parts = [titles.get(record.values[name], "") for name in paging.references(record.kind)]
    for field in record.kind.form_fields:
        value = record.values[field.name]
        if field.told is not None:
            parts.append(field.told(record.values))
        elif isinstance(value, PartialDate):
            parts += [value.words, value.stored]
        elif field.input is not Input.REFERENCE:
            parts.append(in_one_line(field, value) if field.input is Input.ROWS else shown(field, value))
    return "\n".join(parts)


TYPED = (
    "apple",
    "ahre",
    "ähr",
    "ebra",
    "pie app",
    "strasse",
    "izmir",
    "ωmega",
    "细胞",
    "ray",
    "x-ray",
    "may 2019",
    "2020",
    "nav",
    "cell mast",
    "a",
    "’",
)


@pytest.mark.parametrize("kind", VARIOUS, ids=lambda kind: kind.name)
def test_the_filter_finds_what_the_search_would(vault: Vault, kind: Kind) -> None:
    chance = random.Random(kind.name)
    _filled(vault, chance, kind, rounds(30, 60))
    with vault.read() as session:
        records, titles = store.list_active(session, kind), _titles(session, kind)
        for typed in TYPED:
            terms = matching.terms(typed)
            wanted = [
                record.id
                for record in records
                if all(matching.first_spot(_said(record, titles), [term]) is not None for term in terms)
            ]
            assert paging.ids(session, Wish(kind, words=typed)) == wanted, typed


def _change(session: Any, chance: random.Random, kind: Kind, others: dict[str, list[str]]) -> None:
    active = [record.id for record in store.list_active(session, kind)]
    trashed = [record.id for record in store.list_trashed(session, kind)]
    match chance.choice(("new", "change", "change", "trash", "restore", "several", "erase", "arrange")):
        case "new":
            store.save(session, kind, _values(chance, kind, others))
        case "change" if active:
            store.save(session, kind, _values(chance, kind, others), record_id=chance.choice(active))
        case "trash" if active:
            store.trash(session, kind, chance.choice(active))
        case "restore" if trashed:
            store.restore(session, kind, chance.choice(trashed))
        case "several":
            for record_id in chance.sample(active, min(5, len(active))):
                store.save(session, kind, _values(chance, kind, others), record_id=record_id)
        case "erase" if trashed:
            erasing.erase(session, kind, [chance.choice(trashed)])
        case "arrange" if kind.ordered:
            chance.shuffle(active)
            store.arrange(session, kind, active)
        case _:
            pass  # there is nothing yet to do it to


@pytest.mark.parametrize("kind", CHANGING, ids=lambda kind: kind.name)
def test_a_list_that_takes_in_what_changed_is_the_list_read_anew(vault: Vault, kind: Kind) -> None:
    chance = random.Random(f"{kind.name} changes")
    others = _filled(vault, chance, kind, 30)
    wishes = [Wish(kind), Wish(kind, trashed=True), Wish(kind, words="apple")]
    wishes += _orders(kind)
    listings = [Listing(wish) for wish in wishes]
    with vault.read() as session:
        for listing in listings:
            listing.read(session)
    for _ in range(rounds(3, 200)):
        with vault.write() as session:
            _change(session, chance, kind, others)
        with vault.read() as session:
            for listing in listings:
                steps = listing.changes(session)
                if steps is None:
                    listing.read(session)
                for step in steps or ():
                    listing.apply(step)
                assert listing.ids == paging.ids(session, listing.wish), listing.wish
                assert listing.total == paging.count(session, kind, trashed=listing.wish.trashed)
                assert listing.changes(session) == []


def test_a_page_holds_the_titles_of_what_it_refers_to(vault: Vault) -> None:
    appointments = BY_NAME["appointments"]
    with vault.write() as session:
        member = store.save(session, BY_NAME["care_team"], {"name": "Dr Okafor"})
        visit = store.save(
            session, appointments, {"purpose": "Follow-up", "on_date": PartialDate(2027), "with_member": member}
        )
    with vault.read() as session:
        page = paging.rows(session, appointments, [visit, "gone"])
    assert list(page) == [visit]
    assert page[visit].titles == {member: "Dr Okafor"}


def test_letters_typed_towards_a_row(vault: Vault) -> None:
    medications = BY_NAME["medications"]
    with vault.write() as session:
        made = {
            name: store.save(session, medications, {"name": name})
            for name in ("Aspirin", "Ähre", "asthma spray", "Zileuton")
        }
    with vault.read() as session:
        assert paging.beginning_with(session, Wish(medications), "name", "as") == {
            made["Aspirin"],
            made["asthma spray"],
        }
        assert paging.beginning_with(session, Wish(medications), "name", "ÄH") == {made["Ähre"]}
        assert paging.beginning_with(session, Wish(medications), "started_on", "2") == set()


def test_a_rewritten_reference_column_is_sorted_anew(vault: Vault) -> None:
    appointments = BY_NAME["appointments"]
    with vault.write() as session:
        members = [store.save(session, BY_NAME["care_team"], {"name": name}) for name in ("Ann", "Bob")]
        visits = [
            store.save(session, appointments, {"purpose": "x", "on_date": PartialDate(2027), "with_member": member})
            for member in members
        ]
    listing = Listing(Wish(appointments, "with_member"))
    with vault.read() as session:
        listing.read(session)
    assert listing.ids == visits
    with vault.write() as session:
        store.save(session, BY_NAME["care_team"], {"name": "Zoe"}, record_id=members[0])
    with vault.read() as session:
        assert listing.changes(session) is None
        listing.read(session)
    assert listing.ids == visits[::-1]


def test_with_the_index_the_filter_finds_the_same(vault: Vault) -> None:
    medications, chance = BY_NAME["medications"], random.Random(3)
    _filled(vault, chance, medications, 40)
    index = Index(vault, lambda _file: [])
    index.catch_up()
    with vault.write() as session:  # what the index has not heard of yet
        for record in store.list_active(session, medications)[::5]:
            store.save(session, medications, _values(chance, medications, {}), record_id=record.id)
    for typed in TYPED[:-1]:
        found = long_list.read(vault, index, Wish(medications, words=typed), lambda: None)
        with vault.read() as session:
            assert found.ids == paging.ids(session, Wish(medications, words=typed)), typed
    index.close()


@pytest.mark.parametrize("kind", CHANGING, ids=lambda kind: kind.name)
def test_a_list_read_in_pieces_is_the_list_read_at_once(
    vault: Vault, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_list, "_AT_ONCE", 0)
    monkeypatch.setattr(long_list, "_MOST", 7)
    chance = random.Random(f"{kind.name} pieces")
    others = _filled(vault, chance, kind, rounds(16, 40))
    index = Index(vault, lambda _file: [])
    wishes = [Wish(kind), Wish(kind, trashed=True), Wish(kind, trashed=True, words="apple")]
    wishes += _orders(kind)
    wishes += [Wish(kind, words=typed) for typed in ("apple", "strasse", "a", "apple nav")]
    for state in ("without the index", "with it", "changed since"):
        if state == "with it":
            index.catch_up()
        elif state == "changed since":
            with vault.write() as session:
                for _ in range(8):
                    _change(session, chance, kind, others)
        for wish in wishes:
            found = long_list.read(vault, index, wish, lambda: None)
            with vault.read() as session:
                assert found.ids == paging.ids(session, wish), (state, wish)
                assert found.total == paging.count(session, kind, trashed=wish.trashed)
    monkeypatch.setattr(long_list, "_AT_ONCE", 30_000)
    monkeypatch.setattr(long_list, "_AT_ONCE_BESIDE", 0)
    pieces: list[None] = []
    for is_shown in (False, True):
        found = long_list.read(vault, index, Wish(kind), lambda: pieces.append(None), is_shown=is_shown)
        with vault.read() as session:
            assert found.ids == paging.ids(session, Wish(kind))
    assert len(pieces) > 2, "one that is shown meanwhile is read in short pieces"
    index.close()


def test_what_is_saved_while_a_list_is_read_is_in_its_place_afterwards(vault: Vault) -> None:
    kind, chance = BY_NAME["medications"], random.Random(8)
    others = _filled(vault, chance, kind, 60)
    index = Index(vault, lambda _file: [])
    left = iter(range(3))

    def meanwhile() -> None:
        if next(left, None) is not None:
            with vault.write() as session:
                _change(session, chance, kind, others)

    for wish in (Wish(kind), Wish(kind, "name", descending=True), Wish(kind, words="apple")):
        left = iter(range(3))
        found = long_list.read(vault, index, wish, meanwhile)
        with vault.read() as session:
            steps = found.changes(session)
            for step in steps or ():
                found.apply(step)
            assert steps is None or found.ids == paging.ids(session, wish)
    index.close()


def test_the_title_of_another_record_is_found_where_the_list_shows_it(vault: Vault) -> None:
    appointments, team = BY_NAME["appointments"], BY_NAME["care_team"]
    index = Index(vault, lambda _file: [])
    with vault.write() as session:
        doctor = store.save(session, team, {"name": "Dr Okäfor"})
        gone = store.save(session, team, {"name": "Dr Gone"})
        first = {"purpose": "Follow-up", "on_date": PartialDate(2027), "with_member": doctor}
        visit = store.save(session, appointments, first)
        store.save(session, appointments, {"purpose": "Other", "on_date": PartialDate(2027), "with_member": gone})
        store.trash(session, team, gone)
    wanted = {"okafor": [visit], "follow oka": [visit], "dr": [visit], "okafor other": [], "gone": []}
    for turn in ("without the index", "with it"):
        for typed, ids in wanted.items():
            wish = Wish(appointments, words=typed)
            with vault.read() as session:
                assert paging.ids(session, wish) == ids, typed
            assert long_list.read(vault, index, wish, lambda: None).ids == ids, (turn, typed)
        index.catch_up()
    index.close()


def test_a_piece_of_a_long_list_is_looked_up_by_its_ids_alone(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    medications = BY_NAME["medications"]
    _filled(vault, random.Random(2), medications, 30)
    index = Index(vault, lambda _file: [])
    asked: list[str] = []
    fetched = long_list._fetched

    def planned(session: Any, statement: Any) -> Any:
        words = statement.compile(session.connection(), compile_kwargs={"literal_binds": True})
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")
        asked.extend(row[3] for row in plan if " medications " in f" {row[3]} ")
        return fetched(session, statement)

    monkeypatch.setattr(long_list, "_AT_ONCE", 0)
    monkeypatch.setattr(long_list, "_MOST", 7)
    monkeypatch.setattr(long_list, "_fetched", planned)
    for wish in (Wish(medications), Wish(medications, "name"), Wish(medications, trashed=True)):
        long_list.read(vault, index, wish, lambda: None)
    assert asked
    assert all("(id>?" in plan or "(id=?" in plan for plan in asked), asked
    index.close()
