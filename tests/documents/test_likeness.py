"""What is nearly the same is found: a paper scanned again, a photo saved anew; another report on the same form is not."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from ism_desktop.documents import ImportResult, Wish, import_document, import_documents
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.documents.nearest import Near, nearest
from ism_desktop.documents.sketches import CACHE, with_sketches
from ism_desktop.records import kept_both, store
from ism_desktop.records.erasing import erase
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.ui.papers import letter
from tests.worker import files

LETTER = (
    "Dear colleague, thank you for referring this patient with indolent systemic mastocytosis to our clinic. "
    "The basal tryptase was 42 in January 2021 and 44 in June 2022. We saw no signs of progression and suggest "
    "another visit in twelve months, earlier if new symptoms come up. The patient carries two injectors."
)


def report(tryptase: str, day: str) -> bytes:
    """A report on a form: the same words, other numbers."""
    words = (
        f"Laboratory report of the university clinic, department of medicine. Sampled on {day}. Tryptase {tryptase} "
    )
    return f"{words} micrograms per litre, reference below 11 4. {LETTER[:200]}".encode()


def photo() -> Image.Image:
    """Something with parts, and no words."""
    drawn = Image.new("RGB", (400, 300), (210, 180, 160))
    pen = ImageDraw.Draw(drawn)
    for place in range(12):
        pen.ellipse(
            (place * 31, (place * 67) % 240, place * 31 + 40, (place * 67) % 240 + 55), fill=(140, 60 + place * 9, 70)
        )
    return drawn.filter(ImageFilter.GaussianBlur(3))


def taken(vault: Vault, workers: Workers, desk: Path, **contents: bytes) -> dict[str, ImportResult]:
    for name, content in contents.items():
        (desk / name.replace("_", ".")).write_bytes(content)
    paths = [desk / name.replace("_", ".") for name in contents]
    return {result.path.name: result for result in import_documents(vault, workers, paths)}


def test_a_letter_read_again_with_slips_is_like_the_first(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    again = LETTER.replace("clinic", "clinlc").replace("carries", "carrles")
    found = taken(
        vault, workers, tmp_path, a_txt=LETTER.encode(), b_txt=again.encode(), c_txt=b"Quite another text. " * 9
    )
    assert found["a.txt"].alike == ()
    assert found["b.txt"].alike == (found["a.txt"].document_id,)
    assert found["b.txt"].outcome == "imported"
    assert found["c.txt"].alike == ()


def test_another_report_on_the_same_form_is_not_like_it(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    reports = {"a_txt": report("24 1", "3 May 2019"), "b_txt": report("31 9", "7 June 2022")}
    assert not any(result.alike for result in taken(vault, workers, tmp_path, **reports).values())


def test_a_photo_saved_anew_is_like_it_and_another_is_not(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    first = photo()
    saved = first.resize((320, 240))
    other = first.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    blank = Image.new("RGB", (300, 300), "white")
    found = taken(
        vault,
        workers,
        tmp_path,
        a_jpg=files.encoded(first, "JPEG"),
        b_webp=files.encoded(saved, "WEBP", quality=60),
        c_png=files.encoded(other, "PNG"),
        d_png=files.encoded(blank, "PNG"),
        e_png=files.encoded(blank.resize((310, 310)), "PNG"),
    )
    assert found["b.webp"].alike == (found["a.jpg"].document_id,)
    assert [found[name].alike for name in ("a.jpg", "c.png", "d.png", "e.png")] == [()] * 4


def test_what_came_before_there_were_sketches_is_sketched_then(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    first = import_document(vault, workers, Path("a.txt"), untrusted=LETTER.encode())
    assert taken(vault, workers, tmp_path, b_txt=LETTER.encode() + b" Yours.")["b.txt"].alike == (first.document_id,)
    vault.discard_cache(CACHE)
    again = taken(vault, workers, tmp_path, c_txt=LETTER.encode() + b" Goodbye.")["c.txt"].alike
    assert len(again) == 2
    assert with_sketches(vault, lambda kept: kept.seen) == -1
    Likenesses(vault, workers).catch_up()
    assert with_sketches(vault, lambda kept: kept.seen) == vault.generation, "nothing is looked through again"


def test_what_was_deleted_for_good_has_no_sketch_after_the_next_comparison(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    first = str(taken(vault, workers, tmp_path, a_txt=LETTER.encode())["a.txt"].document_id)
    with vault.write() as session:
        store.trash(session, DOCUMENTS, first)
    with vault.write() as session:
        erase(session, DOCUMENTS, [first])
    assert taken(vault, workers, tmp_path, b_txt=LETTER.encode() + b" Yours.")["b.txt"].alike == ()
    assert with_sketches(vault, lambda kept: kept.get(first)) is None


def test_of_two_the_later_one_is_told_until_both_are_kept(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    found = taken(vault, workers, tmp_path, a_txt=LETTER.encode(), b_txt=LETTER.encode() + b" Yours.")
    first, later = (str(found[name].document_id) for name in ("a.txt", "b.txt"))
    assert nearest(vault, workers, first) is None
    assert nearest(vault, workers, later) == Near(later, first, 98)
    with vault.write() as session:
        kept_both.keep(session, first, later)
        store.trash(session, DOCUMENTS, first)
    assert nearest(vault, workers, later) is None
    with vault.write() as session:
        kept_both.ask_again(session, later, first)
    assert nearest(vault, workers, later) is not None, "what lies in the trash can be restored"


def test_of_short_letters_only_the_same_words_count(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    short = "Your visit\nto the clinic\nis on the\n{day} May 2024\nat noon{more}"
    paths = [
        letter(tmp_path / f"{day}{more}.pdf", short.format(day=day, more=more), size=60)
        for day, more in (("3", ""), ("8", ""), ("3", "."))
    ]
    third, eighth, again = import_documents(vault, workers, paths)
    assert (third.alike, eighth.alike, again.alike) == ((), (), (third.document_id,))


def test_a_second_copy_comes_in_if_it_is_wanted(vault: Vault, workers: Workers) -> None:
    first = import_document(vault, workers, Path("a.txt"), untrusted=b"words")
    assert import_document(vault, workers, Path("a.txt"), untrusted=b"words").outcome == "duplicate"
    wish = Wish({"notes": "twice"}, second_copy=True)
    second = import_document(vault, workers, Path("a.txt"), untrusted=b"words", wish=wish)
    assert second.outcome == "imported"
    assert second.document_id != first.document_id
    with vault.read() as session:
        assert store.get(session, DOCUMENTS, str(second.document_id)).values["notes"] == "twice"
