"""E-mails: their words become a document, what is attached to them documents of their own that lead to it; bombs end with a sentence."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.documents import import_documents
from ism_desktop.errors import DocumentRefused
from ism_desktop.media_types import EMAIL
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from ism_desktop.worker.html_text import words_of
from tests.worker import files

LAB = files.text_pdf("Tryptase 24")


def letter(subject: str = "Befund für Sie", body: str = "Guten Tag, anbei der Befund.") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Klinik <k@example.org>", "me@example.org", subject
    made["Message-ID"] = "<1@example.org>"
    made.set_content(body)
    return made


def attach(made: EmailMessage, name: str, content: bytes, kind: str = "application/pdf", **more: Any) -> None:
    main, _, sub = kind.partition("/")
    made.add_attachment(content, maintype=main, subtype=sub, filename=name, **more)


def test_an_e_mail_and_its_attachments_become_documents_that_lead_to_each_other(
    vault: Vault, workers: Workers, tmp_path: Path
) -> None:
    made = letter()
    made.add_alternative("<p>Guten Tag, <b>anbei</b></p>", subtype="html")
    attach(made, "Befund März.pdf", LAB)
    attach(made, "winmail.dat", b"\x78\x9f\x3e\x22" + bytes(50), "application/ms-tnef")
    inner = letter("Earlier letter", "Words of the earlier letter.")
    made.add_attachment(inner)
    path = tmp_path / "mail.eml"
    path.write_bytes(made.as_bytes())
    results = import_documents(vault, workers, [path])
    told = [(result.path.name, result.outcome, result.inside) for result in results]
    assert told == [
        ("mail.eml", "imported", ""),
        ("Befund März.pdf", "imported", "mail.eml"),
        ("winmail.dat", "refused", "mail.eml"),
        ("Earlier letter.eml", "imported", "mail.eml"),
    ]
    assert "winmail.dat" in results[2].reason
    with vault.read() as session:
        shelf = {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}
        mail, lab = shelf["mail.eml"], shelf["Befund März.pdf"]
        assert (mail.title, mail.values["media_type"]) == ("Befund für Sie", EMAIL)
        assert mail.id in [one.record.id for one in links.backlinks(session, lab.id)]
        assert lab.id in [one.record.id for one in links.backlinks(session, mail.id)]
    assert lab.values["notes"] == "Attached to the e-mail “mail.eml”."
    assert {result.outcome for result in import_documents(vault, workers, [path])} == {"duplicate"}


def test_the_words_of_an_e_mail_are_read_with_its_heads(workers: Workers) -> None:
    made = letter()
    attach(made, "lab.pdf", LAB)
    text = workers.read_text(made.as_bytes(), EMAIL)[0].text
    for words in ("From: Klinik <k@example.org>", "Subject: Befund für Sie", "anbei der Befund", "[lab.pdf]"):
        assert words in text


def test_a_body_in_html_is_read_as_it_looks() -> None:
    html = "<style>p{}</style><p>Dear  <b>Ms</b> A<p>x &amp; y<div style='display:none'>hidden</div><ul><li>one<li>two</ul>"
    assert words_of(html) == "Dear Ms A\n\nx & y\n\n• one\n• two"
    assert words_of("<script>" * 50 + "a") == ""


def test_the_small_pictures_of_a_letterhead_are_no_documents(workers: Workers) -> None:
    made = letter()
    logo = files.encoded(files.scanned("A", dpi=20), "PNG")
    attach(made, "logo.png", logo, "image/png", cid="<logo>", disposition="inline")
    attach(made, "photo.png", logo, "image/png")
    assert [one.name for one in workers.attachments(made.as_bytes())] == ["photo.png"]


def test_wrong_heads_and_charsets_are_read_as_far_as_they_go(workers: Workers) -> None:
    raw = (
        b"From: =?nonsense?q?K=FCche?= <k>\r\nMessage-ID: <1>\r\nSubject: =?utf-8?b?R3LDvMOfZQ?=\r\n"
        b"Content-Type: text/plain; charset=hex\r\nContent-Transfer-Encoding: base64\r\n\r\nnot base64 \xff\xfe at all"
    )
    source = workers.inspect(raw, "a.eml")
    assert (source.media_type, source.pages) == (EMAIL, 1)
    assert workers.read_text(raw, EMAIL)[0].text.startswith("From:")


def deep() -> bytes:
    """Parts in parts in parts."""
    heads = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5000))
    return b"From: a\nTo: b\nMessage-ID: <1>\n" + heads + b"\nend"


def many() -> bytes:
    """More files than a document may have."""
    part = b'--x\nContent-Type: application/pdf; name="a"\n\n%PDF-\n'
    return b'From: a\nTo: b\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="x"\n\n' + part * 1500 + b"--x--"


@pytest.mark.parametrize("bomb", [deep, many], ids=lambda bomb: bomb.__name__)
def test_a_bomb_of_parts_is_refused_with_a_sentence(workers: Workers, bomb: object) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        workers.inspect(bomb(), "a.eml")  # pyright: ignore[reportCallIssue]
    assert refusal.value.what.endswith(".")
    assert workers.inspect(LAB, "lab.pdf").pages == 1
