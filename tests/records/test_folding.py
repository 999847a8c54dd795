"""What the search takes as the same, and that no text stops it."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.records import folding, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import HIT_END, HIT_START, Index
from ism_desktop.vault import Vault
from tests.records.samples import values_for

ALIKE = [
    ("Masto\u00adzytose", "mastozytose"),
    ("Straße", "STRASSE"),
    ("ΟΔΟΣ", "οδος"),
    ("ΑΛΛΕΡΓΊΑΣ", "αλλεργιας"),
    ("ısı İzmir", "ISI izmir"),
    ("ﬁbrosis", "fibrosis"),
    ("ＡＢＣ１２", "abc12"),
    ("ｶﾞｰｾﾞ", "ガーゼ"),
    ("Quincke\u200b-Ödem", "quincke-odem"),
    ("Reiterei\u0306", "reitereĭ"),
    ("й", "и\u0306"),
    ("ガ", "カ\u3099"),
    ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
    ("مُحَمَّد", "محمد"),
    ("㎎", "mg"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_alike(one: str, other: str) -> None:
    assert folding.folded(one) == folding.folded(other)


@settings(max_examples=150)
@given(st.text())
def test_places_lead_back_and_forms_do_not_matter(text: str) -> None:
    made = folding.fold(text)
    places = list(made.origins)
    assert len(places) == len(made.text) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)
    for joined in (False, True):
        assert list(folding.fold(text, joined=joined).origins)[-1] == len(text)
    folding.terms(text)


@settings(max_examples=150)
@given(st.text(alphabet="aäéßйガカ한글ıİςσﬁ \u0301\u0308"))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    assert folding.folded(unicodedata.normalize("NFC", text)) == folding.folded(unicodedata.normalize("NFD", text))


@pytest.fixture
def index(vault: Vault) -> Iterator[Index]:
    made = Index(vault, {"text": PAGES}.__getitem__)
    with vault.write() as session:
        store.save(session, DOCUMENTS, values_for(DOCUMENTS) | {"title": "Přílohа", "text_file_id": "text"})
    made.catch_up()
    yield made
    made.close()


PAGES = [
    "Schröder Allergiepaß Straße",
    "Masto\u00adzytose, Knochen-\nmark, follow-\nup, anaphy-\nlaxis",
    "肥大细胞增多症诊断。ทดสอบการแพ้ยา និងថ្នាំ ミルクアレルギー",
    "осо\u0301бый паци\u0438\u0306ент \u1112\u1161\u11ab\u1100\u1173\u11af",
    "ISI ısı İzmir Σίσυφος ΣΊΣΥΦΟΣ",
]


@pytest.mark.parametrize(
    ("typed", "page", "marked"),
    [
        ("Strasse", 1, "Straße"),
        ("ALLERGIEPASS", 1, "Allergiepaß"),
        ("schroder", 1, "Schröder"),
        ("mastozytose", 2, "Masto\u00adzytose"),
        ("Knochenmark", 2, "Knochen-\nmark"),
        ("knochen", 2, "Knochen"),
        ("follow-up", 2, "follow"),
        ("anaphylaxis", 2, "anaphy-\nlaxis"),
        ("增多症", 3, "增多症"),
        ("细胞", 3, "细胞"),
        ("การแพ้", 3, "การแพ้"),
        ("ថ្នាំ", 3, "ថ្នាំ"),
        ("アレルギー", 3, "アレルギー"),
        ("ｱﾚﾙｷﾞｰ", 3, "アレルギー"),
        ("особый", 4, "осо\u0301бый"),
        ("한글", 4, "\u1112\u1161\u11ab\u1100\u1173\u11af"),
        ("ısı", 5, "ISI"),
        ("izmir", 5, "İzmir"),
        ("σισυφοσ", 5, "Σίσυφος"),
    ],
)
def test_each_is_found_and_shown_as_it_was_written(index: Index, typed: str, page: int, marked: str) -> None:
    (hit,) = [hit for hit in index.search(typed) if hit.page is not None]
    assert hit.page == page
    assert f"{HIT_START}{marked}{HIT_END}" in hit.snippet
    assert hit.snippet.replace(HIT_START, "").replace(HIT_END, "").strip("…") in PAGES[page - 1]


@pytest.mark.parametrize(
    "typed", ["", "«»", "\x00", "\ud83d", "👩\u200d⚕️", '"* OR (', "a" * 10_000, "肥" * 3_000, "NEAR(a b)", "增多肥"]
)
def test_whatever_is_typed_finds_something_or_nothing(index: Index, typed: str) -> None:
    index.search(typed)
