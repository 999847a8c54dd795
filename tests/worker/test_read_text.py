"""`Workers.read_text`: the text layer where there is one, else OCR, with words where they stand on the page as shown."""

import io
import threading

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.errors import DamagedFile
from ism_desktop.media_types import JPEG, PDF, PNG, TIFF
from ism_desktop.progress import Cancelled
from ism_desktop.worker import PageText, Word, Workers
from tests.worker import files


def the_word(page: PageText, text: str) -> Word:
    """The one word with this text."""
    (found,) = [word for word in page.words if word.text == text]
    return found


def test_a_text_layer_is_read_as_it_is(workers: Workers) -> None:
    first, second = workers.read_text(files.text_pdf("Serum tryptase 24.3 µg/L", "naïve Ärzte"), PDF)
    assert first.source == "layer"
    assert first.text.strip() == "Serum tryptase 24.3 µg/L"
    assert [word.text for word in first.words] == ["Serum", "tryptase", "24.3", "µg/L"]
    assert {word.confidence for word in first.words} == {100}
    assert second.text.strip() == "naïve Ärzte"


def test_words_of_a_layer_lie_where_they_are_drawn(workers: Workers) -> None:
    (page,) = workers.read_text(files.text_pdf("Hello", size=(300, 500)), PDF)
    word = the_word(page, "Hello")
    assert word.x0 == pytest.approx(73, abs=2)
    assert word.y1 == pytest.approx(100, abs=1)
    assert 10 < word.y1 - word.y0 < 20
    assert 40 < word.x1 - word.x0 < 60


@pytest.mark.parametrize(
    ("degrees", "corner"),
    # The word begins 72 from the left on a baseline 100 from the top of a page of 300 × 500.
    [(90, (500 - 100, 72)), (180, (300 - 72, 500 - 100)), (270, (100, 300 - 72))],
)
def test_words_of_a_turned_page_lie_where_they_are_shown(
    workers: Workers, degrees: int, corner: tuple[float, float]
) -> None:
    (page,) = workers.read_text(files.rotated(files.text_pdf("Hello", size=(300, 500)), degrees), PDF)
    word = the_word(page, "Hello")
    x, y = corner
    assert min(abs(word.x0 - x), abs(word.x1 - x)) < 3
    assert min(abs(word.y0 - y), abs(word.y1 - y)) < 3


def test_what_was_filled_into_a_form_is_read(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 740, "Name:")
    canvas.acroForm.textfield(name="n", value="Rosalind", x=120, y=730, width=200, height=20)
    canvas.save()
    (page,) = workers.read_text(out.getvalue(), PDF)
    assert "Name:" in page.text
    assert "Rosalind" in page.text


def test_a_scan_is_read_by_ocr(workers: Workers) -> None:
    (page,) = workers.read_text(files.scan_pdf(files.scanned("Mastocytosis clinic")), PDF)
    assert page.source == "ocr"
    assert page.text == "Mastocytosis clinic"
    word = the_word(page, "Mastocytosis")
    assert word.x0 == pytest.approx(36, abs=4)
    assert 30 < word.y0 < 50
    assert word.confidence > 60


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", JPEG), ("PNG", PNG), ("TIFF", TIFF)])
def test_a_picture_is_read_by_ocr_at_its_own_resolution(workers: Workers, kind: str, media_type: str) -> None:
    picture = files.encoded(files.scanned("Epinephrine twice", dpi=200), kind, dpi=(200, 200))
    (page,) = workers.read_text(picture, media_type)
    assert page.text == "Epinephrine twice"
    assert the_word(page, "Epinephrine").x0 == pytest.approx(36, abs=4)


def test_every_frame_of_a_tiff_is_a_page_in_order(workers: Workers) -> None:
    names = ("Alpha", "Bravo", "Charlie", "Delta")
    frames = [files.scanned(name).convert("1") for name in names]
    tiff = files.encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(300, 300))
    assert [page.text for page in workers.read_text(tiff, TIFF)] == list(names)


def test_a_photo_is_read_as_the_camera_was_held(workers: Workers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = files.scanned("Upright again").transpose(Image.Transpose.ROTATE_90)
    (page,) = workers.read_text(files.encoded(sideways, "JPEG", exif=exif, dpi=(300, 300)), JPEG)
    assert page.text == "Upright again"


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_read(workers: Workers, mode: str) -> None:
    picture = files.scanned("Colourless")
    kind = "TIFF" if mode == "CMYK" else "PNG"
    if mode == "I;16":
        changed = Image.frombytes(mode, picture.size, b"".join(bytes((level, level)) for level in picture.tobytes()))
    else:
        changed = picture.convert(mode)
    (page,) = workers.read_text(files.encoded(changed, kind, dpi=(300, 300)), TIFF if mode == "CMYK" else PNG)
    assert page.text == "Colourless"


def test_transparent_paper_is_white(workers: Workers) -> None:
    text = files.scanned("On glass")
    clear = Image.new("RGBA", text.size, (0, 0, 0, 0))
    clear.paste((10, 10, 10, 255), mask=text.point([255 - value if value < 200 else 0 for value in range(256)]))
    (page,) = workers.read_text(files.encoded(clear, "PNG", dpi=(300, 300)), PNG)
    assert page.text == "On glass"


def test_a_scanners_stamp_is_not_taken_for_the_text_of_the_page(workers: Workers) -> None:
    pdf = files.scan_pdf(files.scanned("Prednisolone"), header="Scanned 2024-05-01 p. 1/1")
    (page,) = workers.read_text(pdf, PDF)
    assert page.source == "ocr"
    assert "Prednisolone" in page.text


def test_the_long_layer_of_a_scan_is_kept(workers: Workers) -> None:
    layer = "This text was put under the picture by a good scanner program. " * 3
    layer = layer.strip()
    (page,) = workers.read_text(files.scan_pdf(files.scanned("Other words"), header=layer), PDF)
    assert page.source == "layer"
    assert page.text.strip() == layer


def test_a_layer_of_placeholders_is_replaced_by_ocr(workers: Workers) -> None:
    # A font whose table of characters maps every letter to the private use area, as some programs write it.
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.text_pdf("Hydroxyzine"))))
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap"
    mapping = writer._add_object(_stream(table))
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        font.get_object()[NameObject("/ToUnicode")] = mapping
    (page,) = workers.read_text(files.written(writer), PDF)
    assert page.source == "ocr"
    assert page.text == "Hydroxyzine"


def _stream(content: bytes) -> DictionaryObject:
    made = DecodedStreamObject()
    made.set_data(content)
    made[NameObject("/Length")] = NumberObject(len(content))
    return made


def test_an_empty_page_has_no_text(workers: Workers) -> None:
    (page,) = workers.read_text(files.scan_pdf(Image.new("L", (600, 600), 255)), PDF)
    assert page == PageText("", (), "none")


def test_only_the_pages_asked_for_are_read_in_the_order_asked(workers: Workers) -> None:
    pdf = files.text_pdf("zero", "one", "two", "three")
    assert [page.text.strip() for page in workers.read_text(pdf, PDF, [2, 0])] == ["two", "zero"]
    assert workers.read_text(pdf, PDF, []) == []


def test_progress_counts_the_pages(workers: Workers) -> None:
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int, what: str) -> None:
        assert what
        seen.append((done, total))

    workers.read_text(files.text_pdf("a", "b", "c"), PDF, progress=note)
    assert seen[0] == (0, 3)
    assert seen[-1] == (3, 3)
    assert seen == sorted(seen)


def test_cancelling_ends_the_reading_and_the_pool_goes_on(workers: Workers) -> None:
    pdf = files.scan_pdf(*[files.scanned("Slow page", inches=(8, 11))] * 6)

    def cancel(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled

    before = threading.active_count()
    with pytest.raises(Cancelled):
        workers.read_text(pdf, PDF, progress=cancel)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read-text")]
    assert threading.active_count() <= before + 3
    assert workers.read_text(files.text_pdf("after"), PDF)[0].text.strip() == "after"


def test_a_page_that_is_not_there_is_refused(workers: Workers) -> None:
    with pytest.raises(DamagedFile):
        workers.read_text(files.text_pdf("one"), PDF, [7])


def test_text_never_holds_control_characters(workers: Workers) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 740, "before\x02after")
    canvas.save()
    (page,) = workers.read_text(out.getvalue(), PDF)
    assert not [letter for letter in page.text if letter < " " and letter not in "\n\t"]


def test_many_callers_share_the_processes() -> None:
    with Workers(processes=2) as pool:
        pdf = files.text_pdf("shared")
        results: list[str] = []

        def read() -> None:
            results.append(pool.read_text(pdf, PDF)[0].text.strip())

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == ["shared"] * 8
        assert len(pool.pids) <= 3
