"""What the search takes as the same, and that no text stops it."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.records import folding, matching, store
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
    ("葛\U000e0100飾 \u8fbb\ufe00", "葛飾 辻"),
    ("mast\ufffeo\uffffcy\u2060to\ufeffsis", "mastocytosis"),
    ("حســـاسية", "حساسية"),
    ("حَسَاسِيَّة", "حساسية"),
    ("שָׁלוֹם", "שלום"),
    ("נַפְתָּלִי", "נפתלי"),
    ("น\u0e49\u0e33", "น\u0e4d\u0e49\u0e32"),
    ("O\u2019Brien O\u02bcBrien", "o'brien o'brien"),
    ("Eosinophil\u2011count 5\u20137 \u22122", "eosinophil-count 5-7 -2"),
]
UNLIKE = [("ガス", "カス"), ("น้ำ", "นำ"), ("≠", "="), ("ကို", "ကု"), ("हिन्दी", "हिन्द")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_alike(one: str, other: str) -> None:
    assert folding.folded(one) == folding.folded(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_what_is_not_alike(one: str, other: str) -> None:
    assert folding.folded(one) != folding.folded(other)


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
    matching.terms(text)
    folding.broken_words(text)


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
    "Intravenous immu-\nno-\nglobulin, hista-\n \n\tmine, a non-\nsmo-\nker, trypta\u0308-\r\nse, ca-\u00a0\nme\u00adra",
    "葛\U000e0101飾区 服用IgE抗体5mg น้ำตา 嗜酸性\n粒球",
    "ꦧꦱꦗꦮ ᨣᩤᩴᨾᩮᩬᩥᨦ ອາການແພ້ຢາ ဓာတ်မတည့်ခြင်း བོད་ཡིགསྨན",
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
        ("immunoglobulin", 6, "immu-\nno-\nglobulin"),
        ("noglob", 6, "no-\nglobulin"),
        ("histamine", 6, "hista-\n \n\tmine"),
        ("smoker", 6, "smo-\nker"),
        ("nonsmoker", 6, "non-\nsmo-\nker"),
        ("tryptase", 6, "trypta\u0308-\r\nse"),
        ("camera", 6, "ca-\u00a0\nme\u00adra"),
        ("葛飾", 7, "葛\U000e0101飾"),
        ("飾\ufe00区", 7, "飾区"),
        ("ige", 7, "IgE"),
        ("5mg", 7, "5mg"),
        ("IgE抗体", 7, "IgE抗体"),
        ("น", 7, "น้ำ"),
        ("酸性粒", 7, "酸性\n粒"),
        ("ꦱꦗ", 8, "ꦱꦗ"),
        ("ᨾᩮᩬᩥ", 8, "ᨾᩮᩬᩥ"),
        ("ການແພ້", 8, "ການແພ້"),
        ("မတည့်", 8, "မတည့်"),
        ("ཡིག", 8, "ཡིག"),
        ("སྨན", 8, "སྨན"),
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


@pytest.mark.parametrize("typed", ["globu", "ker", "หาก", "ิน"])
def test_the_middle_of_a_word_is_not_its_beginning(index: Index, typed: str) -> None:
    assert [hit.page for hit in index.search(typed) if hit.page in (7, 8)] == []


@given(st.text(alphabet="a-\u00ad\n é", max_size=40))
def test_divided_words_stop_nothing(text: str) -> None:
    joined = folding.fold(text, joined=True)
    assert all(place <= len(joined.text) for place in joined.seams)
    for word in folding.broken_words(text).split():
        assert word.strip("-").split("-")[0] in joined.text


def test_a_cut_never_parts_a_letter_from_its_marks() -> None:
    text = "ก" + "น้ำ" * 3 + "e\u0301" + "👩\u200d⚕\ufe0f" + "ស្ត្រី"
    cuts = {folding.whole_letters(text, place, step) for place in range(len(text) + 1) for step in (1, -1)}
    assert sorted(cuts) == [0, 1, 4, 7, 10, 12, 16, len(text)]
    assert folding.whole_letters("a" + "\u0301" * 1000, 500, 1) < 600
