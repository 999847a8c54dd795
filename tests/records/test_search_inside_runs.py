"""Scripts that are written without blanks: whatever stands inside a run is found there and marked, however its letters are stored."""

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ism_desktop.records import folding, matching, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import HIT_END, HIT_START, Index
from ism_desktop.vault import Vault
from tests.records.samples import values_for
from tests.rounds import rounds

# Pieces that no reader parts; any of them may follow any other.
PIECES = {
    "Chinese": "肥 大 细 胞 增 多 症 的 诊 断 嗜 酸 性 葛\U000e0101 辻\ufe00 𠮷 ， IgE 5mg",
    "Japanese": "ア レ ル ギ ー ガ ー ゼ の 薬 を 服 用 カ は ば ぱ ッ キャ ﾊﾞ",
    "Korean": "한 글 알 레 르 기 약 을 먹 \u1112\u1161\u11ab",
    "Thai": "กา น้ำ ที่ แพ้ ยา ผู้ ป่ วย เป็ นํ้า ๕",
    "Khmer": "ថ្នាំ ក្មេ ស្ត្រី អា ឡែ ស៊ី ជំ ងឺ",
    "Lao": "ກາ ນ້ຳ ແພ້ ຢາ ເປັ ນ ທີ່ ໝໍ",
    "Myanmar": "ဓာ တ် မ တ ည့် ခြ င်း ဆေး ကြီး င်္ကာ",
    "Javanese": "ꦧ ꦱ ꦗ ꦮ ꦏꦶ ꦤ꧀ꦢ",
    "Tai Tham": "ᨣᩤᩴ ᨾᩮᩬᩥ ᨦ ᨠᩣ",
    "Tibetan": "བོ ད་ ཡི ག སྨ ན་",
}
FORMS = ("NFC", "NFD", None)


def _in_form(text: str, form: str | None) -> str:
    return unicodedata.normalize(form, text) if form in ("NFC", "NFD") else text


def _marked(snippet: str) -> list[str]:
    return [part.split(HIT_END)[0] for part in snippet.split(HIT_START)[1:]]


@pytest.mark.parametrize("script", PIECES)
def test_whatever_stands_inside_a_run_is_found_and_marked(vault: Vault, script: str) -> None:
    pages: dict[str, list[str]] = {}
    index = Index(vault, pages.__getitem__)
    with vault.write() as session:
        record = store.save(session, DOCUMENTS, values_for(DOCUMENTS))

    @settings(max_examples=rounds(6, 400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = st.lists(st.sampled_from(PIECES[script].split()), min_size=2, max_size=60)
        text = _in_form("".join(data.draw(words)), data.draw(st.sampled_from(FORMS)))
        cuts = sorted({folding.whole_letters(text, place, 1) for place in range(len(text) + 1)})
        start, end = sorted(data.draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2, unique=True)))
        typed = _in_form(text[start:end], data.draw(st.sampled_from(FORMS)))
        wanted = matching.terms(typed)
        # A word of Latin letters is found where it begins, and not from its middle.
        assume(wanted and (script != "Chinese" or not any(cut[-1:].isascii() for cut in (text[:start], text[:end]))))
        name = f"{len(pages):032x}"
        pages[name] = [text]
        with vault.write() as session:
            store.save(session, DOCUMENTS, {"text_file_id": name}, record_id=record)
        index.catch_up()
        (snippet,) = [hit.snippet for hit in index.search(typed) if hit.page == 1]
        assert snippet.replace(HIT_START, "").replace(HIT_END, "").strip("…") in text
        marked = [folding.folded(part) for part in _marked(snippet)]
        assert marked
        # A piece that stands first far away is outside of the snippet; with one piece that cannot be.
        if len(wanted) == 1:
            assert any(wanted[0] in part for part in marked)
        for part in _marked(snippet):
            assert part[-1] != "\u0e4d"
            assert not unicodedata.category(part[0]).startswith("M")

    check()
    index.close()


def test_a_long_run_is_marked_to_its_end(vault: Vault) -> None:
    text = _in_form("한글알약" * 40, "NFD")
    index = Index(vault, lambda _: [text])
    with vault.write() as session:
        store.save(session, DOCUMENTS, values_for(DOCUMENTS) | {"text_file_id": f"{0:032x}"})
    index.catch_up()
    (snippet,) = [hit.snippet for hit in index.search("글알약한" * 32) if hit.page == 1]
    assert [len(folding.folded(part)) >= 128 for part in _marked(snippet)] == [True]
