"""The names of exported documents: readable, unlike each other, and allowed everywhere."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ism_desktop.exchange import layout
from ism_desktop.exchange.naming import Names, ending_of, safe_name
from tests.rounds import rounds


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2019-05-28 Bone marrow report", "2019-05-28 Bone marrow report.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j.pdf"),
        ("CON", "_CON.pdf"),
        ("nul.txt", "_nul.txt.pdf"),
        ("COM¹", "_COM¹.pdf"),
        ("contact", "contact.pdf"),
        ("trailing dots. . .", "trailing dots.pdf"),
        (".hidden", "hidden.pdf"),
        ("two\nlines\tand\u2028more", "two lines and more.pdf"),
        ("turned \u202eround\u202c", "turned round.pdf"),
        ("e\u0301tude", "étude.pdf"),
        ("", "Document.pdf"),
        ("...", "Document.pdf"),
        ("\x00\x1f", "Document.pdf"),
    ],
)
def test_a_name_is_safe_and_stays_readable(words: str, name: str) -> None:
    assert safe_name(words, ".pdf") == name


@settings(max_examples=rounds(150, 20_000), deadline=None)
@given(st.lists(st.text(max_size=200), max_size=8))
@example(["ß", "SS", "ss", "ﬀ", "FF", "Å", "A\u030a", "Å"])
@example(["x" * 500, "x" * 501, "🧬" * 100, "🧬" * 101])
def test_names_are_unlike_each_other_and_allowed(titles: list[str]) -> None:
    names = Names()
    given_out = [names.take(title, ".pdf") for title in titles]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in given_out}
    assert len(folded) == len(titles)
    for name in given_out:
        assert len(name.encode()) <= 120
        assert name == unicodedata.normalize("NFC", name)
        assert name.endswith(".pdf")
        assert not name.startswith((".", "-", " "))
        assert not set(name) & set('<>:"/\\|?*')
        assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in name)
        assert layout.is_inside(f"documents/{name}")


@pytest.mark.parametrize(
    ("file_name", "media_type", "ending"),
    [
        ("scan.PDF", "application/pdf", ".PDF"),
        ("scan.jpeg", "image/jpeg", ".jpeg"),
        ("page.html", "application/pdf", ".pdf"),
        ("run.exe", "image/png", ".png"),
        ("no ending", "image/tiff", ".tif"),
        ("scan.pdf.js", "application/pdf", ".pdf"),
        ("odd.pdf", "text/html", ".bin"),
    ],
)
def test_an_ending_is_one_of_the_files_own_type(file_name: str, media_type: str, ending: str) -> None:
    assert ending_of(file_name, media_type) == ending


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "documents/../x", "/etc/passwd", "documents//x", "C:/x", "documents/C:x", "documents\\x", "other/x"),
        *("documents/a/b", "", "documents/", "documents/.", "documents/..", "documents/ . ", "documents/x\n", "x\x00"),
        *("documents/" + "x" * 256, "documents/" + "🧬" * 64, "DOCUMENTS/x", "documents/a:stream", "documents/x?"),
    ],
)
def test_a_path_outside_the_export_is_seen(path: str) -> None:
    assert not layout.is_inside(path)
