"""Locked PDFs: opened with their password by every way of locking there is, and the same file but for the lock afterwards."""

import io
import unicodedata

import pytest
from pypdf import PdfReader, PdfWriter

from ism_desktop.errors import DamagedFile, DocumentRefused, PasswordNeeded, UnsupportedFile, WrongPassword
from ism_desktop.media_types import PDF
from ism_desktop.worker import Workers
from tests.worker import files

PLAIN = files.text_pdf("Serum tryptase 24.3", "Second page")
# What people and programs make passwords of: a date of birth, other scripts, a ligature, more bytes than any lock takes.
PASSWORDS = ("03051968", "Größe 1€", "пароль", "ﬁne①", "ä" * 70)


@pytest.mark.parametrize("lock", files.LOCKS)
def test_every_lock_opens_with_its_password_and_no_other(workers: Workers, lock: str) -> None:
    password = PASSWORDS[files.LOCKS.index(lock)]
    pdf = files.locked(PLAIN, password, lock)
    with pytest.raises(PasswordNeeded):
        workers.inspect(pdf, "a.pdf")
    assert workers.opens(pdf, password)
    assert not workers.opens(pdf, f"?{password[1:]}")
    unlocked = workers.unlocked(pdf, password)
    assert not PdfReader(io.BytesIO(unlocked)).is_encrypted
    assert workers.inspect(unlocked, "a.pdf").pages == 2
    assert [page.text.strip() for page in workers.read_text(unlocked, PDF)] == ["Serum tryptase 24.3", "Second page"]


def test_what_was_typed_is_tried_as_other_programs_would_have_written_it(workers: Workers) -> None:
    for typed, written in (
        (" 03051968 ", "03051968"),  # copied out of an e-mail
        (unicodedata.normalize("NFD", "Größe"), "Größe"),
        ("ﬁne①", "fine1"),  # letters that AES-256 makes alike
        ("x" * 130, "x" * 127),
    ):
        assert workers.opens(files.locked(PLAIN, written), typed), written
    assert workers.opens(files.locked(PLAIN, "user"), "someone else’s"), "the owner's password opens it, too"


def test_a_wrong_password_is_refused_plainly(workers: Workers) -> None:
    pdf = files.locked(PLAIN, "right")
    with pytest.raises(WrongPassword, match="does not open the PDF") as refused:
        workers.unlocked(pdf, "wrong")
    assert "wrong" not in str(refused.value)
    assert not workers.opens(pdf, "")


def test_nothing_is_lost_but_the_lock(workers: Workers) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PLAIN)))
    writer.add_attachment("values.csv", b"tryptase;24.3")
    writer.add_metadata({"/Title": "Laboratory report"})
    writer.pages[0].rotate(90)
    plain = files.written(writer)
    unlocked = workers.unlocked(files.locked(plain, "abc", "AES-128"), "abc")
    before, after = workers.inspect(plain, "a.pdf"), workers.inspect(unlocked, "a.pdf")
    assert (after.page_sizes, after.title, after.notices) == (before.page_sizes, before.title, before.notices)
    assert workers.attachment(unlocked, 0) == b"tryptase;24.3"
    for page in range(2):
        assert workers.render(unlocked, PDF, page, 60) == workers.render(plain, PDF, page, 60)


def test_a_lock_that_no_password_opens_is_not_asked_for_one(workers: Workers) -> None:
    pdf = files.locked(PLAIN, "abc").replace(b"/Standard", b"/Adobe.PubSec")
    for ask in (lambda: workers.inspect(pdf, "a.pdf"), lambda: workers.opens(pdf, "abc")):
        with pytest.raises(UnsupportedFile, match="no password opens it"):
            ask()


def test_damaged_and_foreign_files_are_refused_and_the_next_one_opens(workers: Workers) -> None:
    pdf = files.locked(PLAIN, "abc")
    for broken in (pdf[: len(pdf) // 2], b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"plain words", b""):
        with pytest.raises(DocumentRefused):
            workers.unlocked(broken, "abc")
    cut = files.locked(files.text_pdf(*map(str, range(40))), "abc")
    for place in range(60, len(cut), len(cut) // 6):
        try:
            made = workers.unlocked(cut[:place] + b"\0" * 9 + cut[place + 9 :], "abc")
        except (DamagedFile, PasswordNeeded):
            continue
        assert workers.inspect(made, "a.pdf").pages
    assert workers.opens(pdf, "abc")


def test_the_process_that_knew_a_password_is_ended(workers: Workers) -> None:
    workers.forget_passwords()
    before = set(workers.pids)
    workers.opens(files.locked(PLAIN, "abc"), "abc")
    assert len(set(workers.pids) - before) == 1
    workers.forget_passwords()
    assert set(workers.pids) <= before
