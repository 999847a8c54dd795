"""Notices as they are kept, and the sentences that say them."""

import pytest

from ism_desktop.records import document_notices
from ism_desktop.records.document_notices import CODES, DocumentNotice, said
from ism_desktop.worker.values import NOTICE_CODES, PRIVATE_FACTS

MANY = tuple(f"{number}.pdf" for number in range(9))


def test_the_codes_are_those_of_the_worker() -> None:
    assert CODES == NOTICE_CODES
    for fact in PRIVATE_FACTS:
        assert said(DocumentNotice("private_facts", (), (fact,))).what != said(DocumentNotice("private_facts")).what


def test_what_is_kept_comes_back() -> None:
    notices = (DocumentNotice("unreadable_pages", (2, 3)), DocumentNotice("attachments", (), ("Größe „x“.pdf",)))
    assert document_notices.from_stored(document_notices.stored(notices)) == notices
    assert document_notices.stored(()) == "[]"
    assert document_notices.from_stored(None) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '[{"code": "odd", "pages": [], "names": []}]',
        '[{"code": "portfolio", "pages": [0], "names": []}]',
        '[{"code": "portfolio", "pages": [true], "names": []}]',
        '[{"code": "portfolio", "pages": [], "names": [1]}]',
        '[{"code": "portfolio", "pages": []}]',
        "[" * 100_000,
    ],
)
def test_what_was_never_written_is_refused_and_shown_as_nothing(text: str) -> None:
    with pytest.raises(ValueError):
        document_notices.from_stored(text)
    assert document_notices.of_document({"notices": text}) == ()


@pytest.mark.parametrize(
    ("notice", "beginning"),
    [
        (DocumentNotice("unreadable_pages", (2,)), "Page 2 could not be read; it is blank here."),
        (DocumentNotice("unreadable_pages", (4, 2)), "Pages 2 and 4 could not be read; they are blank here."),
        (DocumentNotice("unreadable_pages", (1, 3, 4, 5)), "Pages 1 and 3–5 could not be read;"),
        (DocumentNotice("unreadable_pages", (1, 2)), "Pages 1 and 2 could not be read;"),
        (DocumentNotice("incomplete_picture", (3,)), "The file ends too early: part of the picture on page 3 is"),
        (DocumentNotice("dynamic_form"), "This is a form that only Adobe Reader can lay out (XFA)"),
        (DocumentNotice("portfolio", (), ("a.pdf",)), "This PDF is a folder of other files; only its cover is shown"),
        (DocumentNotice("attachments", (), ("a.pdf",)), "Inside this PDF is another file: “a.pdf”. It is not shown"),
        (
            DocumentNotice("attachments", (), MANY),
            "Inside this PDF are other files: “0.pdf”, “1.pdf”, “2.pdf”, “3.pdf” and 5 more. They are",
        ),
        (
            DocumentNotice("private_facts", (), ("serial_number", "place")),
            "A picture in this PDF also holds where it was taken and the camera’s serial number.",
        ),
    ],
)
def test_the_sentences(notice: DocumentNotice, beginning: str) -> None:
    assert said(notice).sentences.startswith(beginning)


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    what = said(DocumentNotice("portfolio", (), (f"Befund{'x' * 300}Mai 2026.pdf",))).what
    assert "“Befundxxx" in what
    assert "Mai 2026.pdf”" in what
    assert len(what) < 160


def test_private_facts_alarm_nobody() -> None:
    private, broken = DocumentNotice("private_facts", (), ("place",)), DocumentNotice("unreadable_pages", (2,))
    assert document_notices.worth_a_line([private, broken]) == [broken]
    assert document_notices.above_pages([private, broken, DocumentNotice("attachments", (), ("a",))]) == [broken]
    assert document_notices.not_printed("Photo", [private]) == []
    assert document_notices.remark([private]) == ""
    assert said(private, "image/jpeg").what == "This picture also holds where it was taken."


def test_what_is_not_on_paper_is_said_for_every_other_kind() -> None:
    # What is attached to an e-mail is printed as documents of their own.
    for code in set(CODES) - {document_notices.PRIVATE_FACTS, document_notices.MAIL_ATTACHMENTS}:
        notice = DocumentNotice(code, (2,), ("a.pdf",))
        (sentence,) = document_notices.not_printed("Lab", [notice])
        assert "“Lab”" in sentence
        assert document_notices.remark([notice])
