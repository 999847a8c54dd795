"""Whatever form fields and notes a PDF has: the words in the window, in the search and in the binder are the same set."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ism_desktop.worker import Workers
from tests.worker import made_pdfs
from tests.worker.files import raw_pdf
from tests.worker.test_as_the_file_says import APPEARANCES, text_bound, text_read

WORDS = st.lists(
    st.text(alphabet="abcdefgKLMNOPäöüßéλя0123456789", min_size=1, max_size=12), min_size=1, max_size=6
).map(" ".join)
FOOTER = {"Alex", "Example,", "page", "1", "of"}
FOOTNOTES = {"Notes", "on", "this", "page,", "numbered", "in", "place"}


def words_of(text: str) -> set[str]:
    return set(unicodedata.normalize("NFC", text).split())


def utf16(text: str) -> bytes:
    return b"<feff%b>" % text.encode("utf-16-be").hex().encode()


@st.composite
def pages(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """A page with up to five fields and notes, and what each of them says."""
    annots: list[bytes] = []
    said: list[str] = []
    for place in range(draw(st.integers(1, 5))):
        text = draw(WORDS)
        rectangle = b"/Rect[20 %d 290 %d]" % (20 + 45 * place, 45 + 45 * place)
        kind = draw(st.sampled_from(["field", "choice", "FreeText", "Text", "Highlight", "Ink"]))
        stale = b"/AP<</N 6 0 R>>" if draw(st.booleans()) and kind in ("field", "choice") else b""
        entries = {
            "field": b"/Subtype/Widget/FT/Tx/T(f%d)/DA(/F1 11 Tf 0 g)/V%b%b" % (place, utf16(text), stale),
            "choice": b"/Subtype/Widget/FT/Ch/Ff 131072/T(f%d)/Opt[[(x)%b][(y)(Other)]]/V(x)%b"
            % (place, utf16(text), stale),
            "FreeText": b"/Subtype/FreeText/DA(/Helv 11 Tf 0 g)/Contents" + utf16(text),
            "Text": b"/Subtype/Text/Contents" + utf16(text),
            "Highlight": b"/Subtype/Highlight/C[1 1 0]/Contents" + utf16(text),
            "Ink": b"/Subtype/Ink/InkList[[20 20 60 60]]/Contents" + utf16(text),
        }[kind]
        said.append(text)
        annots.append(b"<</Type/Annot/F 4%b%b>>" % (rectangle, entries))
    numbers = b" ".join(b"%d 0 R" % (7 + place) for place in range(len(annots)))
    pdf = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]/DR<</Font<</F1 5 0 R>>>>>>>>" % numbers,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[%b]>>"
        % numbers,
        made_pdfs.HEAD,
        made_pdfs.FONT,
        APPEARANCES["stale"] or b"null",
        *annots,
    )
    return pdf, said


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=pages())
def test_the_same_words_everywhere(workers: Workers, made: tuple[bytes, list[str]]) -> None:
    pdf, said = made
    read, printed = words_of(text_read(workers, pdf)), words_of(text_bound(workers, pdf))
    everywhere = {re.sub(r"\s", "", word) for text in said for word in text.split()} | {made_pdfs.TITLE}
    assert everywhere <= read
    numbers = {str(number) for number in range(1, 6)}
    assert everywhere <= printed
    assert printed - FOOTER - FOOTNOTES - numbers <= read
    assert "OLD" not in read | printed
