"""Search beyond the words as typed: conditions, phrases, what is left out, and words that are nearly the same."""

from collections.abc import Iterator
from datetime import date

import pytest

from ism_desktop.records import store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import ENOUGH, HIT_END, HIT_START, Hit, Index, asked
from ism_desktop.records.searching.doubts import remarks
from ism_desktop.records.searching.grouping import counts, grouped, is_counted
from ism_desktop.records.searching.query import parse, written
from ism_desktop.records.searching.similar import Vocabulary, allowed_slips
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from tests.records.samples import values_for

PAGES = {
    "a" * 32: ["Serum tryptase 24 ng/ml was raised.", "The bone marrow showed rnast cells."],
    "b" * 32: ["The bill of May, for a bone scan; no marrow was taken."],
    "c" * 32: [""],
}


@pytest.fixture
def index(vault: Vault) -> Iterator[Index]:
    """Three documents, a doctor and a medicine."""
    said = {
        "a" * 32: {
            "title": "Report of the clinic",
            "type": "blood_test",
            "source": "Dr Chen",
            "document_date": PartialDate(2023, 5),
        },
        "b" * 32: {
            "title": "Invoice",
            "type": "bill",
            "source": "Klinik Süd",
            "document_date": PartialDate(2024, 2, 1),
        },
        "c" * 32: {"title": "A photo", "type": None, "source": None, "document_date": None},
    }
    with vault.write() as session:
        for number, (key, values) in enumerate(said.items()):
            empty = {"notes": None, "tags": ("Mastocytosis/Bone marrow",) if key[0] == "a" else None, "filing": None}
            store.save(session, DOCUMENTS, values_for(DOCUMENTS, number) | empty | values | {"text_file_id": key})
        store.save(session, CARE_TEAM, {"name": "Dr Chen"})
        store.save(session, MEDICATIONS, {"name": "Cromolyn"})
    made = Index(vault, PAGES.__getitem__)
    made.catch_up()
    yield made
    made.close()


def _titles(hits: list[Hit]) -> list[str]:
    return sorted({hit.title for hit in hits})


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("kind:bill", ["Invoice"]),
        ("kind:lab tryptase", ["Report of the clinic"]),
        ("kind:documents before:2024 bone", ["Report of the clinic"]),
        ("after:2023-05 bone", ["Invoice"]),
        ("year:2024", ["Invoice"]),
        ('from:"Dr Chen" kind:documents', ["Report of the clinic"]),
        ("from:sud", ["Invoice"]),
        ("tag:bone", ["Report of the clinic"]),
        ("tag:mastocytosis", ["Report of the clinic"]),
        ("tag:marrow", ["Report of the clinic"]),
        ("no:text", ["A photo"]),
        ("-no:text kind:documents", ["Invoice", "Report of the clinic"]),
        ("no:sender", ["A photo"]),
        ('"bone marrow"', ["Report of the clinic"]),
        ("bone -scan", ["Report of the clinic"]),
        ("bone marrow", ["Invoice", "Report of the clinic"]),
        ("report tryptase", ["Report of the clinic"]),
        ("before:soon", []),
    ],
)
def test_conditions_narrow_what_is_found(index: Index, typed: str, titles: list[str]) -> None:
    own = [hit for hit in index.search(typed) if hit.kind == DOCUMENTS.name]
    assert _titles(own) == titles


@pytest.mark.parametrize(
    ("typed", "what", "instead"),
    [
        ("tryptase kind:labb", "kind", "tryptase kind:lab"),
        ("kind:qqqqq tryptase", "kind", ""),
        ("before:soon tryptase", "before", ""),
        ("tryptase year:x", "on", ""),
        ("no:pictures tryptase", "no", ""),
        ("befor:2024 tryptase", "", "before:2024 tryptase"),
        ('form:"Dr Chen" tryptase', "", 'from:"Dr Chen" tryptase'),
    ],
)
def test_a_search_word_that_means_nothing_is_named_and_nothing_is_lost(
    index: Index, typed: str, what: str, instead: str
) -> None:
    query = asked(typed)
    assert [doubt.what for doubt in query.doubts] == [what]
    (remark,) = remarks(query)
    assert query.doubts[0].value in remark.words or query.doubts[0].word in remark.words
    assert remark.typed == instead
    assert query.typed == typed
    if what:
        assert _titles(index.search(typed)) == ["Report of the clinic"], "the rest is looked for"
    if instead:
        assert not asked(instead).doubts


@pytest.mark.parametrize(
    "typed", ["before:2", "before:2024-0", "before:", 'from:"Dr', "from:", "http://a.example", "Note:this", "10:30"]
)
def test_what_is_still_being_typed_and_what_is_text_needs_no_remark(typed: str) -> None:
    assert remarks(asked(typed)) == []


def test_the_whole_name_of_a_kind_means_that_kind_alone() -> None:
    for kind in KINDS:
        (condition,) = asked(written("kind", kind.plural)).conditions
        assert condition.values[0] == kind.name
        assert set(condition.values) & {other.name for other in KINDS} == {kind.name}
    assert asked("kind：lab").conditions[0].values == asked("kind:lab").conditions[0].values


NAMES = {
    "Klinik-Süd (Haus 3)": ("klinik", "sud", "haus"),
    "Praxis „Sonne“": ("sonne",),
    "陳醫生": ("陳", "醫生"),
    "แพทย์หญิงสมศรี": ("สมศรี",),
    "Д-р Чехов": ("чехов",),
    "Κλινική Αθηνών": ("αθηνων",),
    "مستشفى الأمل": ("الامل",),
    "ד״ר כהן": ("כהן",),
}


def test_senders_and_tags_of_any_script_are_found_and_their_chips_lead_back(vault: Vault) -> None:
    with vault.write() as session:
        for name in NAMES:
            values = values_for(DOCUMENTS) | {"title": name, "source": name, "tags": (f"A/{name}",), "notes": None}
            store.save(session, DOCUMENTS, values | {"text_file_id": None})
    index = Index(vault, PAGES.__getitem__)
    index.catch_up()
    for name, parts in NAMES.items():
        for sort in ("from", "tag"):
            for typed in (*parts, name):
                assert [hit.title for hit in index.search(written(sort, typed))] == [name], (sort, typed)
    index.close()


PAGE_WORDS = {
    "Κνίδωση και έξαψη μετά το μπάνιο": ("κνιδωση", "ΕΞΑΨ", "μπανοι"),
    "Тучные клетки в костном мозге": ("тучн", "КОСТНОМ", "клекти"),
    "الخلايا البدينة في نخاع العظم": ("البدينة", "نخاع", "الخلاي"),
    "תאי פיטום במח העצם": ("פיטום", "העצם"),
    "骨髓中的肥大細胞增多": ("肥大細胞", "增多"),
    "พบมาสต์เซลล์ในไขกระดูก": ("ไขกระดูก", "มาสต์เซลล์"),
    "हड्डी की मज्जा में मास्ट कोशिकाएँ": ("मज्जा", "कोशिकाएँ"),
    "lgE raised, no l1B, CO2 normal": ("IgE", "ILB", "C02"),
}


@pytest.mark.parametrize("text", PAGE_WORDS)
def test_words_of_pages_are_found_in_any_script_and_marked(vault: Vault, text: str) -> None:
    with vault.write() as session:
        store.save(session, DOCUMENTS, values_for(DOCUMENTS) | {"text_file_id": "d" * 32})
    index = Index(vault, lambda _: [text])
    index.catch_up()
    for typed in PAGE_WORDS[text]:
        hits = index.search(typed) or index.nearly(typed, 0)
        (hit,) = [hit for hit in hits if hit.page == 1]
        assert HIT_START in hit.snippet, typed
    index.close()


def test_kinds_are_counted_and_one_that_is_not_shown_is_named(index: Index) -> None:
    hits = [hit for hit in index.search("bone") if hit.record_id]
    numbers = counts(index.narrowings("bone"))
    (documents,) = grouped(hits, numbers)
    assert (documents.number, documents.has_more, is_counted(numbers)) == (2, False, True)
    (few,) = grouped(hits[:1], numbers)
    assert few.has_more
    assert [(group.kind, group.hits) for group in grouped([], {"documents": 3})] == [("documents", ())]


def test_a_title_alone_is_no_reason_to_show_every_page(index: Index) -> None:
    assert [hit.page for hit in index.search("report")] == [None]
    assert {hit.page for hit in index.search("report tryptase")} == {1}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("triptase", "tryptase"),
        ("tryptaes", "tryptase"),
        ("cromolin", "cromolyn"),
        ("mast cells", "rnast"),
        ("marow", "marrow"),
        ("inwoice", "invoice"),
    ],
)
def test_a_slip_and_a_misread_word_are_found_and_marked(index: Index, typed: str, word: str) -> None:
    exact = index.search(typed)
    hits = index.nearly(typed, len(exact))
    assert hits
    assert not {(hit.record_id, hit.page) for hit in exact} & {(hit.record_id, hit.page) for hit in hits}
    assert all(word in hit.words for hit in hits)
    assert any(f"{HIT_START}{word}{HIT_END}" in hit.snippet.lower() for hit in hits)


def test_nothing_else_is_offered_for_a_word_that_stands_often_enough(index: Index) -> None:
    assert index.nearly("marow", ENOUGH) == []


def test_what_would_narrow_it_is_counted_in_records(index: Index) -> None:
    offered = {(one.what, one.value.strip()): one.records for one in index.narrowings("bone")}
    assert offered["kind", "documents"] == 2
    assert offered["on", "2024"] == 1
    assert offered["from", "dr chen"] == 1
    assert offered["type", "bill"] == 1


def test_what_goes_to_the_trash_leaves_the_facts_as_well(index: Index, vault: Vault) -> None:
    (bill,) = index.search("kind:bill")
    with vault.write() as session:
        store.trash(session, DOCUMENTS, bill.record_id)
    index.catch_up()
    assert index.search("kind:bill") == []


def test_numbers_are_similar_to_no_other_number() -> None:
    known = Vocabulary()
    known.learn(["20241", "20251", "d816v", "d8l6v", "2o24"])
    assert known.similar("20242") == []
    assert known.similar("d816v") == ["d8l6v"]
    assert known.similar("2024") == ["2o24"]


def test_a_dash_takes_words_away_and_no_numbers() -> None:
    assert [piece.terms for piece in parse("-2.5 score", today=date(2026, 1, 1)).pieces] == [("2",), ("5",), ("score",)]
    assert parse("-flush", today=date(2026, 1, 1)).terms == ["flush"]


def test_so_many_slips_are_let_pass() -> None:
    assert [allowed_slips(word) for word in ("wine", "flush", "tryptase", "urticaria", "b12b12b12")] == [0, 1, 1, 2, 0]


def test_taking_a_condition_away_leaves_the_rest() -> None:
    query = parse('kind:lab tryptase from:"Dr Chen"', today=date(2026, 1, 1))
    assert query.without(query.conditions[0]) == 'tryptase from:"Dr Chen"'
    assert query.without(query.conditions[1]) == "kind:lab tryptase"
