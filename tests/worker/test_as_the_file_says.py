"""What the window shows, the search finds and the binder prints is what a PDF says: forms, layers, notes, faulty pages, odd names."""

import functools
import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4

from ism_desktop.errors import DamagedFile
from ism_desktop.media_types import PDF
from ism_desktop.printing.binder.notes import footnotes
from ism_desktop.printing.paper import Paper
from ism_desktop.worker import MergeReport, Workers
from tests import comparing
from tests.rounds import covering
from tests.worker import files, made_pdfs
from tests.worker.test_merge import placeholder, scan, stamp

# Poppler has another face for Helvetica, with strokes of another weight; a missing word makes 200 at this size.
_MEASURE_OF_TWO_READERS = 110


@functools.lru_cache(maxsize=4)
def _bound(workers: Workers, pdf: bytes, pages: int) -> tuple[bytes, MergeReport]:
    """The binder's bytes; a test asks for its words and its looks, and both are of the same binder."""
    out = io.BytesIO()
    report = workers.merge(
        [scan(pdf, pages=pages)],
        paper=A4,
        stamp=stamp(pages),
        placeholder=placeholder,
        footnotes=lambda notes, size: footnotes(notes, size, Paper.A4),
        out=out,
    )
    return out.getvalue(), report


def bound(workers: Workers, pdf: bytes, pages: int = 1) -> tuple[pypdfium2.PdfDocument, MergeReport]:
    """A document in the binder."""
    binder, report = _bound(workers, pdf, pages)
    return pypdfium2.PdfDocument(binder), report


def text_bound(workers: Workers, pdf: bytes) -> str:
    binder, report = bound(workers, pdf)
    assert report.failures == ()
    text = str(binder[0].get_textpage().get_text_bounded())
    binder.close()
    return text


def text_read(workers: Workers, pdf: bytes) -> str:
    return workers.read_text(pdf, PDF)[0].text


def ink(workers: Workers, pdf: bytes, box: tuple[int, int, int, int]) -> int:
    """How much is drawn in a part of the first page in the window (points from the top left), as the darkest pixel."""
    picture = Image.open(io.BytesIO(workers.render(pdf, PDF, 0, 72).png)).convert("L").crop(box)
    return 255 - int(picture.getextrema()[0])  # type: ignore[call-overload]


def looks_alike(workers: Workers, pdf: bytes, size: tuple[float, float] = (300, 300)) -> None:
    binder, _ = bound(workers, pdf)
    expected = comparing.page_in_place(workers, pdf, PDF, 0, size, A4)
    difference = comparing.unlike(comparing.bound_page(binder, 0), expected)
    binder.close()
    assert difference < comparing.MEASURE, difference


APPEARANCES = {
    "none": None,
    "empty": made_pdfs.look(""),
    "stale": made_pdfs.look("OLD"),
    "true": made_pdfs.look("NEWVALUE"),
}


@pytest.mark.parametrize(
    ("appearance", "place"),
    covering([*APPEARANCES], [(0, False), (0, True), (1, False), (3, True), (4, False)]),
)
def test_a_field_says_its_value_everywhere(workers: Workers, appearance: str, place: tuple[int, bool]) -> None:
    depth, need = place
    pdf = made_pdfs.form(
        b"/FT/Tx/V(NEWVALUE)",
        appearance=APPEARANCES[appearance],
        depth=depth,
        need_appearances=need,
        font_of_form=b"/Odd",
    )
    for text in (text_read(workers, pdf), text_bound(workers, pdf)):
        assert "NEWVALUE" in text
        assert "OLD" not in text
    assert ink(workers, pdf, (50, 170, 250, 200)) > 100
    looks_alike(workers, pdf)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (b"/FT/Tx/Ff 4096/V(LINEONE\\rLINETWO)", ["LINEONE", "LINETWO"]),
        (b"/FT/Tx/Ff 16777216/MaxLen 12/V(COMB123)", ["COMB123"]),
        (b"/FT/Tx/Ff 33554432/RV(<body><p>Rich <b>words</b></p></body>)", ["Richwords"]),
        (b"/FT/Tx/Q 2/V(RIGHT)", ["RIGHT"]),
        (b"/FT/Tx/V<feff00e4014200f303b103bb044f>", ["äłóαλя"]),
        (b"/FT/Tx/DA(/F1 0 Tf 0 g)/V(AUTOSIZE)", ["AUTOSIZE"]),
        (b"/FT/Ch/Ff 131072/V(b)/Opt[[(a)(Apple)][(b)(Pear)]]", ["Pear"]),
        (b"/FT/Ch/Ff 393216/V(Own words)/Opt[(Apple)(Pear)]", ["Ownwords"]),
    ],
)
@pytest.mark.parametrize("appearance", [None, made_pdfs.look("OLD")])
def test_every_kind_of_field_says_its_value(
    workers: Workers, entries: bytes, said: list[str], appearance: bytes | None
) -> None:
    pdf = made_pdfs.form(entries, appearance=appearance)
    for text in (text_read(workers, pdf), text_bound(workers, pdf)):
        found = re.sub(r"\s", "", unicodedata.normalize("NFC", text))
        assert all(one in found for one in said), text
        assert "OLD" not in text
    assert ink(workers, pdf, (50, 170, 250, 200)) > 100


def test_an_appearance_that_says_the_value_in_its_own_way_is_kept(workers: Workers) -> None:
    pdf = made_pdfs.form(b"/FT/Tx/V(1234.5)", appearance=made_pdfs.look("$1,234.50"))
    assert "$1,234.50" in text_read(workers, pdf)


def test_a_field_of_an_encrypted_file_or_of_no_form_says_its_value(workers: Workers) -> None:
    pdf = made_pdfs.form(b"/FT/Tx/V(NEWVALUE)", appearance=made_pdfs.look("OLD"))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("", owner_password="someone else’s", algorithm="AES-256")
    for made in (files.written(writer), pdf.replace(b"/AcroForm", b"/NoForm#20")):
        for text in (text_read(workers, made), text_bound(workers, made)):
            assert "NEWVALUE" in text
            assert "OLD" not in text


def test_a_value_that_was_cleared_is_not_printed(workers: Workers) -> None:
    pdf = made_pdfs.form(b"/FT/Tx/V()", appearance=made_pdfs.look("OLD"))
    assert "OLD" not in text_read(workers, pdf) + text_bound(workers, pdf)


def test_a_value_too_long_for_its_field_stands_in_a_footnote(workers: Workers) -> None:
    value = "take one tablet in the morning and another one before every meal, never with milk LASTWORD"
    pdf = made_pdfs.form(b"/FT/Tx/V(%b)" % value.encode())
    assert "LASTWORD" in text_read(workers, pdf)
    assert "LASTWORD" in text_bound(workers, pdf)


def test_a_password_is_said_nowhere(workers: Workers) -> None:
    pdf = made_pdfs.form(b"/FT/Tx/Ff 8192/V(SECRET)")
    assert "SECRET" not in text_read(workers, pdf) + text_bound(workers, pdf)


@pytest.mark.parametrize("value", [b"/V[(b)]/I[1]", b"/V(b)", b"/V(Pear)", b"/I[1]", b"/V[(Pear)]/I[1]"])
def test_the_chosen_entry_of_a_list_is_marked(workers: Workers, value: bytes) -> None:
    options = b"/FT/Ch/Opt[[(a)(Apple)][(b)(Pear)]]"
    marked, unmarked = made_pdfs.form(options + value), made_pdfs.form(options)
    first, second = (50, 170, 250, 183), (50, 186, 250, 196)

    def darkness(pdf: bytes, box: tuple[int, int, int, int]) -> float:
        picture = Image.open(io.BytesIO(workers.render(pdf, PDF, 0, 72).png)).convert("L").crop(box)
        return sum(picture.tobytes()) / len(picture.tobytes())

    assert darkness(marked, second) < darkness(unmarked, second) - 40
    assert abs(darkness(marked, first) - darkness(unmarked, first)) < 40
    looks_alike(workers, marked)


@pytest.mark.parametrize("shown", [b"/Off", b"/Ja"])
@pytest.mark.parametrize("value", [b"/Off", b"/Ja"])
def test_a_check_box_shows_its_value(workers: Workers, value: bytes, shown: bytes) -> None:
    pdf = made_pdfs.buttons(value, [(b"/Ja", shown)])
    assert (ink(workers, pdf, (50, 180, 70, 200)) > 100) is (value == b"/Ja")
    looks_alike(workers, pdf)


@pytest.mark.parametrize(("value", "entries"), [(b"/two", b""), (b"(B)", b"/Opt[(A)(B)]")])
def test_a_radio_button_shows_its_value(workers: Workers, value: bytes, entries: bytes) -> None:
    names = (b"/0", b"/1") if entries else (b"/one", b"/two")
    pdf = made_pdfs.buttons(value, [(names[0], names[0]), (names[1], b"/Off")], entries=b"/Ff 32768" + entries)
    assert ink(workers, pdf, (50, 140, 70, 160)) > 100
    assert ink(workers, pdf, (50, 180, 70, 200)) < 100
    looks_alike(workers, pdf)


def test_a_check_box_without_appearance_is_drawn(workers: Workers) -> None:
    on = made_pdfs.form(b"/FT/Btn/V/Ja/AS/Ja")
    assert ink(workers, on, (100, 175, 200, 195)) > 100
    looks_alike(workers, on)


OFF = b"/ON[11 0 R]/OFF[10 0 R]"
KINDS = ("content", "form", "form in content", "content in form", "note")


HIDING = (
    (OFF, b""),
    (b"/BaseState/OFF/ON[11 0 R]", b""),
    (OFF, b"/OCGs[10 0 R]"),
    (OFF, b"/OCGs[10 0 R 11 0 R]/P/AllOn"),
    (b"/OFF[]", b"/OCGs[10 0 R]/P/AllOff"),
    (b"/OFF[]", b"/VE[/Not 10 0 R]"),
    (OFF, b"/VE[/And 10 0 R[/Or 11 0 R 11 0 R]]"),
)


@pytest.mark.parametrize(("what", "how"), covering(KINDS, HIDING))
def test_a_hidden_layer_is_neither_found_nor_printed(workers: Workers, what: str, how: tuple[bytes, bytes]) -> None:
    configuration, membership = how
    pdf = made_pdfs.layered(configuration, what=what, membership=membership)
    for text in (text_read(workers, pdf), text_bound(workers, pdf)):
        assert "HIDDEN" not in text
        assert "VISIBLE" in text
        assert "LAST" in text
    assert ink(workers, pdf, (40, 60, 260, 110)) < 60


@pytest.mark.parametrize("what", KINDS)
def test_a_layer_that_is_on_is_found_and_printed(workers: Workers, what: str) -> None:
    pdf = made_pdfs.layered(b"/ON[10 0 R 11 0 R]", what=what)
    for text in (text_read(workers, pdf), text_bound(workers, pdf)):
        assert "HIDDEN" in text
        assert "LAST" in text


def test_a_hidden_picture_is_not_drawn(workers: Workers) -> None:
    assert ink(workers, made_pdfs.layered(OFF, what="image"), (40, 60, 260, 110)) < 60
    assert ink(workers, made_pdfs.layered(b"/OFF[]", what="image"), (40, 60, 260, 110)) > 200


@pytest.mark.parametrize("what", KINDS)
def test_a_layer_for_the_screen_is_not_printed_and_one_for_paper_is(workers: Workers, what: str) -> None:
    rule = b"/AS[<</Event/View/OCGs[10 0 R]/Category[/View]>><</Event/Print/OCGs[10 0 R]/Category[/Print]>>]"
    for view, paper in ((b"/ON", b"/OFF"), (b"/OFF", b"/ON")):
        usage = b"/Usage<</View<</ViewState%b>>/Print<</PrintState%b>>>>" % (view, paper)
        pdf = made_pdfs.layered(b"/OFF[]" + rule, usage, what=what)
        assert ("HIDDEN" in text_read(workers, pdf)) is (view == b"/ON")
        assert ("HIDDEN" in text_bound(workers, pdf)) is (paper == b"/ON")


@pytest.mark.parametrize("has_look", [False, True])
@pytest.mark.parametrize("kind", made_pdfs.NOTES)
def test_a_note_that_the_window_shows_is_in_the_binder(workers: Workers, kind: str, has_look: bool) -> None:
    if kind == "Flat line" and has_look:
        pytest.skip("an appearance in a place without height is not seen")
    drawn = stream_look() if has_look else None
    pdf = made_pdfs.noted(made_pdfs.NOTES[kind] + b"/Contents(SAIDWORDS)", appearance=drawn)
    assert ink(workers, pdf, (45, 160, 255, 205)) > 20
    assert "SAIDWORDS" in text_read(workers, pdf)
    assert "SAIDWORDS" in text_bound(workers, pdf)
    plain = made_pdfs.noted(made_pdfs.NOTES[kind], appearance=drawn)
    looks_alike(workers, plain)


def stream_look() -> bytes:
    return files.stream(b"1 0 0 rg 0 0 100 20 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 100 20]")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_note_that_does_not_turn_with_the_page_stays_upright(workers: Workers, rotate: int) -> None:
    pdf = made_pdfs.noted(
        b"/Subtype/Stamp/Rect[150 150 250 170]", appearance=stream_look(), rotate=rotate, flags=4 | 16
    )
    looks_alike(workers, pdf)


@pytest.mark.parametrize("flags", [2, 32])
def test_a_hidden_note_is_nowhere(workers: Workers, flags: int) -> None:
    pdf = made_pdfs.noted(made_pdfs.NOTES["FreeText"] + b"/Contents(SAIDWORDS)", flags=flags)
    assert "SAIDWORDS" not in text_read(workers, pdf) + text_bound(workers, pdf)


def test_notes_in_letters_that_a_pdf_does_not_bring_are_printed(workers: Workers) -> None:
    pdf = made_pdfs.noted(made_pdfs.NOTES["FreeText"] + b"/Contents<feff03b103bb03bb03b503c103b303af03b1>")
    assert "αλλεργία" in text_read(workers, pdf)
    assert "αλλεργία" in text_bound(workers, pdf)


def test_notes_as_long_as_a_book_leave_the_page_standing(workers: Workers) -> None:
    pdf = made_pdfs.noted(made_pdfs.NOTES["Text"] + b"/Contents(%b)" % (b"many words " * 8_000))
    text = text_bound(workers, pdf)
    assert made_pdfs.TITLE in text
    assert "All of their words are with the document" in text


GOOD = b"4 0 R 5 0 R 6 0 R"


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (made_pdfs.tree(GOOD, 3), ["ONE", "TWO", "THREE"]),
        (made_pdfs.tree(GOOD, 7), ["ONE", "TWO", "THREE"]),
        (made_pdfs.tree(GOOD, 1), ["ONE", "TWO", "THREE"]),
        (made_pdfs.tree(GOOD, 0), ["ONE", "TWO", "THREE"]),
        (made_pdfs.tree(b"4 0 R 99 0 R 6 0 R", 3), ["ONE", None, "THREE"]),
        (made_pdfs.tree(b"4 0 R null 6 0 R", 3), ["ONE", None, "THREE"]),
        (
            made_pdfs.tree(b"4 0 R 10 0 R", 3, b"<</Type/Pages/Parent 2 0 R/Kids[5 0 R 99 0 R]/Count 2>>"),
            ["ONE", "TWO", None],
        ),
        (
            made_pdfs.tree(b"4 0 R 10 0 R", 2, b"<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count 2>>"),
            ["ONE", "TWO", "THREE"],
        ),
        (made_pdfs.tree(b"4 0 R 4 0 R 5 0 R", 5), ["ONE", "ONE", "TWO"]),
    ],
)
def test_a_faulty_page_tree_costs_the_pages_that_are_missing(
    workers: Workers, pdf: bytes, said: list[str | None]
) -> None:
    source = workers.inspect(pdf, "a.pdf")
    assert source.pages == len(said)
    missing = tuple(number for number, word in enumerate(said, 1) if word is None)
    assert [notice.pages for notice in source.notices] == ([missing] if missing else [])
    assert [page.text or None for page in workers.read_text(pdf, PDF)] == said
    binder, report = bound(workers, pdf, len(said))
    for number, word in enumerate(said):
        assert (word or "Left out") in binder[number].get_textpage().get_text_bounded()
    assert (report.failures == ()) is (not missing)
    assert all(f"page {number}" in report.failures[0][1].lower() for number in missing)
    binder.close()


@pytest.mark.parametrize(
    ("box", "readable"),
    [
        (b"/MediaBox[0 0 300 300]/CropBox[900 900 1200 1200]", True),
        (b"/MediaBox[0 0 0 0]", True),
        (b"/MediaBox[0 0 300 300]/CropBox[0 0 0 0]", True),
        (b"/MediaBox[0 0 200000000 200000000]", False),
        (b"/MediaBox[0 0 300 300]/UserUnit 9999999999", True),
    ],
)
def test_a_page_of_an_absurd_size_costs_itself_alone(workers: Workers, box: bytes, readable: bool) -> None:
    page = b"<</Type/Page/Parent 2 0 R%b/Contents 9 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % box
    pdf = made_pdfs.tree(GOOD, 3, page_three=page)
    source = workers.inspect(pdf, "a.pdf")
    assert source.pages == 3
    assert bool(source.notices) is not readable
    assert [page.text for page in workers.read_text(pdf, PDF)][:2] == ["ONE", "TWO"]
    binder, report = bound(workers, pdf, 3)
    assert "TWO" in binder[1].get_textpage().get_text_bounded()
    assert bool(report.failures) is not readable
    binder.close()


def test_a_file_without_any_page_that_can_be_read_is_refused(workers: Workers) -> None:
    with pytest.raises(DamagedFile):
        workers.inspect(made_pdfs.tree(b"99 0 R 98 0 R", 2), "a.pdf")


def test_a_page_that_brings_the_process_down_costs_itself_alone(workers: Workers) -> None:
    bomb = files.deflate_bomb()
    content = bomb[bomb.index(b"4 0 obj") + 8 : bomb.index(b"endobj", bomb.index(b"4 0 obj"))]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 10 0 R>>"
    pdf = made_pdfs.tree(GOOD, 3, content, page_three=page)
    pages = workers.read_text(pdf, PDF)
    assert [page.source for page in pages] == ["layer", "layer", "unreadable"]


def test_names_that_are_no_utf_8_lose_nothing(workers: Workers) -> None:
    square = files.stream(b"1 0 0 rg 60 50 200 50 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]")
    pdf = files.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F#FCr 5 0 R/\xc8\xe1 7 0 R>>"
        b"/XObject<</X#E4#20y 6 0 R>>>>>>",
        files.stream(b"BT /F\xfcr 30 Tf 40 200 Td (ODDNAME) Tj /\xc8\xe1 30 Tf 0 -40 Td (SECOND) Tj ET /X#E4#20y Do"),
        made_pdfs.FONT,
        square,
        b"<</Type/Font/Subtype/TrueType/BaseFont/#CB#CE#CC#E5/Encoding/WinAnsiEncoding>>",
    )
    text = text_bound(workers, pdf)
    assert "ODDNAME" in text
    assert "SECOND" in text
    looks_alike(workers, pdf)


def test_a_page_bound_as_a_picture_can_still_be_searched_and_copied(workers: Workers) -> None:
    pdf = made_pdfs.layered(OFF, rotate=90)
    binder, _ = bound(workers, pdf)
    page = binder[0].get_textpage()
    assert "VISIBLE" in page.get_text_bounded()
    binder.close()
    looks_alike(workers, pdf)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler is not installed")
@pytest.mark.parametrize(
    ("pdf", "said", "unsaid"),
    [
        (made_pdfs.form(b"/FT/Tx/V(NEWVALUE)", appearance=made_pdfs.look("OLD")), "NEWVALUE", "OLD"),
        (made_pdfs.form(b"/FT/Ch/V(b)/Opt[[(a)(Apple)][(b)(Pear)]]"), "Pear", "OLD"),
        (made_pdfs.layered(OFF), "VISIBLE", "HIDDEN"),
        (made_pdfs.layered(OFF, what="form"), "VISIBLE", "HIDDEN"),
        (made_pdfs.noted(made_pdfs.NOTES["Text"] + b"/Contents(SAIDWORDS)"), "SAIDWORDS", "OLD"),
        (made_pdfs.noted(made_pdfs.NOTES["FreeText"] + b"/Contents(SAIDWORDS)"), "SAIDWORDS", "OLD"),
        (made_pdfs.noted(made_pdfs.NOTES["Highlight"]), made_pdfs.TITLE, "OLD"),
    ],
)
def test_another_reader_sees_the_same_in_the_binder(
    workers: Workers, tmp_path: Path, pdf: bytes, said: str, unsaid: str
) -> None:
    binder, _ = bound(workers, pdf)
    path = tmp_path / "binder.pdf"
    binder.save(path)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert said in text
    assert unsaid not in text
    subprocess.run(["pdftoppm", "-r", str(comparing.DPI), "-singlefile", "-png", str(path), str(path)], check=True)
    with Image.open(f"{path}.png") as picture:
        other = comparing.without_footer(picture.convert("RGB"))
    shown = comparing.bound_page(binder, 0).resize(other.size)
    binder.close()
    assert comparing.unlike(shown, other) < _MEASURE_OF_TWO_READERS
