"""Files inside PDFs and forms that cannot be shown: seen, named, and handed out one by one."""

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from ism_desktop.errors import DocumentRefused, WorkerStopped
from ism_desktop.worker import Notice, Workers, checks, pdf_inside
from ism_desktop.worker.limits import MAX_ATTACHMENT_BYTES
from ism_desktop.worker.pdfium import PdfFile
from tests.worker import files
from tests.worker.inside import (
    Name,
    dictionary,
    holder,
    in_name_tree,
    note_with_file,
    specification,
    writer_of,
    xfa_form,
)
from tests.worker.made_pdfs import count_of_objects

LAB = files.text_pdf("Tryptase 24")


def notices(workers: Workers, pdf: bytes) -> tuple[Notice, ...]:
    return workers.inspect(pdf, "x.pdf").notices


def names(workers: Workers, pdf: bytes) -> list[str]:
    return [attachment.name for attachment in workers.attachments(pdf)]


def contents(workers: Workers, pdf: bytes) -> list[bytes]:
    return [workers.attachment(pdf, number) for number in range(len(workers.attachments(pdf)))]


def test_a_plain_pdf_and_a_picture_hold_nothing(workers: Workers) -> None:
    picture = files.encoded(files.scanned("A", dpi=30), "PNG")
    assert notices(workers, LAB) == ()
    assert workers.attachments(LAB) == ()
    assert workers.attachments(picture) == ()
    with pytest.raises(DocumentRefused):
        workers.attachment(LAB, 0)


def test_a_portfolio_is_told_from_attachments(workers: Workers) -> None:
    inside = [("lab.pdf", LAB), ("note.txt", b"hello")]
    assert notices(workers, holder(inside, portfolio=True)) == (Notice("portfolio", (), ("lab.pdf", "note.txt")),)
    assert notices(workers, holder(inside)) == (Notice("attachments", (), ("lab.pdf", "note.txt")),)
    assert contents(workers, holder(inside)) == [LAB, b"hello"]


def test_a_portfolio_without_files_is_an_ordinary_pdf(workers: Workers) -> None:
    assert notices(workers, holder([], portfolio=True)) == ()


def _everywhere() -> PdfWriter:
    """A file in the tree, one more of a page, one more of the catalog, one on a page; two of them stand in two places."""
    writer = writer_of("One", "Two")
    tree, noted, of_catalog, of_page = (
        specification(writer, name, name.encode()) for name in ("tree.txt", "noted.txt", "catalog.txt", "page.txt")
    )
    in_name_tree(writer, ("tree", tree))
    writer.root_object[NameObject("/AF")] = ArrayObject([of_catalog, tree])
    writer.pages[0][NameObject("/AF")] = ArrayObject([of_page])
    note_with_file(writer, 1, noted)
    return writer


@pytest.mark.parametrize("how", ["plain", "packed", "encrypted"])
def test_every_place_is_looked_at_and_each_file_counted_once(workers: Workers, how: str) -> None:
    writer = _everywhere()
    if how == "encrypted":
        writer.encrypt("", owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    if how == "packed":
        writer.write(out)
        pdf = _object_streams(out.getvalue())
        assert b"/FileAttachment" not in pdf
        assert b"/EF" not in pdf
    else:
        writer.write(out)
        pdf = out.getvalue()
    assert names(workers, pdf) == ["tree.txt", "catalog.txt", "page.txt", "noted.txt"]
    assert contents(workers, pdf) == [b"tree.txt", b"catalog.txt", b"page.txt", b"noted.txt"]
    (notice,) = notices(workers, pdf)
    assert notice.code == "attachments"


def test_a_paper_clip_on_a_page_alone_is_found(workers: Workers) -> None:
    writer = writer_of("One", "Two")
    note_with_file(writer, 1, specification(writer, "clip.pdf", LAB))
    pdf = _object_streams(files.written(writer))
    assert notices(workers, pdf) == (Notice("attachments", (), ("clip.pdf",)),)
    assert contents(workers, pdf) == [LAB]


@pytest.mark.parametrize(
    ("stands", "becomes"),
    [
        ("Befund Mai.pdf", "Befund Mai.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\lab.pdf", "lab.pdf"),
        ("<3>lab.pdf", "lab.pdf"),
        ("a\x00b\nc\u202efdp.exe", "ab cfdp.exe"),
        ("", "Attachment 1"),
        ("...", "Attachment 1"),
        ("folder/", "folder"),
        ('what? "this": <is> it|.pdf', "what_ _this__ _is_ it_.pdf"),
        ("Größe.pdf".encode("latin-1"), "Größe.pdf"),
        ("Größe.pdf".encode(), "Größe.pdf"),
        (b"\xfe\xff" + "Ж検査.pdf".encode("utf-16-be"), "Ж検査.pdf"),
        (b"\xff\xfe" + "Ж検査.pdf".encode("utf-16-le"), "Ж検査.pdf"),
        ("検" * 200 + ".pdf", "検" * 116 + ".pdf"),
        ("x" * 5000, "x" * 120),
    ],
)
def test_names_become_names_of_files(workers: Workers, stands: Name, becomes: str) -> None:
    pdf = holder([(stands, b"x")])
    (found,) = names(workers, pdf)
    expected = "00000" if stands == "" else becomes  # a file without a name is called as the name tree calls it
    assert found == expected
    assert notices(workers, pdf) == (Notice("attachments", (), (found,)),)


def test_a_name_that_could_fool_is_made_plain() -> None:
    assert checks.file_name("\u200b\u202e", 7) == "Attachment 7"
    assert checks.file_name("a/b\\c/ ", 1) == "c"
    assert checks.file_name("\ud800.pdf", 1).endswith(".pdf")


def test_equal_names_stay_two_files(workers: Workers) -> None:
    pdf = holder([("lab.pdf", b"one"), ("lab.pdf", b"two")])
    assert names(workers, pdf) == ["lab.pdf", "lab.pdf"]
    assert contents(workers, pdf) == [b"one", b"two"]


def test_empty_ones_count_and_those_elsewhere_do_not(workers: Workers) -> None:
    writer = writer_of("Cover")
    in_name_tree(
        writer,
        ("a", specification(writer, "elsewhere.pdf", None)),
        ("b", specification(writer, "empty.pdf", b"", packed=False)),
        ("c", TextStringObject("no specification at all")),
    )
    pdf = files.written(writer)
    assert names(workers, pdf) == ["empty.pdf"]
    assert contents(workers, pdf) == [b""]


def test_a_tree_bent_into_a_ring_ends(workers: Workers) -> None:
    writer = writer_of("Cover")
    node = dictionary(Names=ArrayObject([TextStringObject("a"), specification(writer, "a.txt", b"a")]))
    reference = writer._add_object(node)
    node[NameObject("/Kids")] = ArrayObject([reference, reference])
    writer.root_object[NameObject("/Names")] = dictionary(EmbeddedFiles=reference)
    assert names(workers, files.written(writer)) == ["a.txt"]


def test_what_is_no_list_or_dictionary_costs_itself_only(workers: Workers) -> None:
    writer = writer_of("Cover")
    in_name_tree(writer, ("a", specification(writer, "a.txt", b"a")))
    writer.root_object[NameObject("/AF")] = TextStringObject("no list")
    writer.pages[0][NameObject("/Annots")] = ArrayObject([TextStringObject("no note"), DictionaryObject()])
    assert names(workers, files.written(writer)) == ["a.txt"]


def test_pdfium_stands_in_where_pypdf_cannot_read_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_inside, "_reader", lambda _untrusted: None)
    opened = PdfFile(bytearray(holder([("Größe.pdf", LAB), ("two.txt", b"two")], portfolio=True)))
    assert opened.notices() == [("attachments", [], ["Größe.pdf", "two.txt"])]
    assert [pdf_inside.content(one) for one in opened.files_inside() if isinstance(one, pdf_inside.Inside)] == [
        LAB,
        b"two",
    ]
    opened.close()


def test_a_thousand_files_are_listed_and_more_are_cut(workers: Workers) -> None:
    pdf = holder([(f"{number}.txt", b"%d" % number) for number in range(1005)])
    found = names(workers, pdf)
    assert len(found) == 1000
    assert found[-1] == "999.txt"
    assert workers.attachment(pdf, 999) == b"999"
    assert len(notices(workers, pdf)[0].names) == 1000


def test_a_bomb_inside_is_refused_and_the_document_is_not(workers: Workers) -> None:
    writer = writer_of("Cover")
    packer = zlib.compressobj(9)
    piece = bytes(1024 * 1024)
    bomb = b"".join(packer.compress(piece) for _ in range(MAX_ATTACHMENT_BYTES // len(piece) + 1)) + packer.flush()
    stream = DecodedStreamObject()
    stream.set_data(bomb)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    leaf = writer._add_object(dictionary(F=TextStringObject("bomb.pdf"), EF=dictionary(F=writer._add_object(stream))))
    in_name_tree(writer, ("bomb", leaf))
    pdf = files.written(writer)
    assert len(pdf) < 1024 * 1024
    assert notices(workers, pdf) == (Notice("attachments", (), ("bomb.pdf",)),)
    with pytest.raises(WorkerStopped):
        workers.attachment(pdf, 0)


@pytest.mark.parametrize(
    ("needs_rendering", "widgets", "content", "told"),
    [
        (True, False, b"<template/>", True),
        (False, False, b"<template/>", True),
        (False, True, b"<template/>", False),  # a static form: its fields are drawn as they are
    ],
)
def test_dynamic_forms_are_told_from_static_ones(
    workers: Workers, needs_rendering: bool, widgets: bool, content: bytes, told: bool
) -> None:
    pdf = xfa_form(needs_rendering=needs_rendering, widgets=widgets, content=content)
    assert notices(workers, pdf) == ((Notice("dynamic_form"),) if told else ())


def _object_streams(pdf: bytes) -> bytes:
    """The same PDF with all that is no stream packed into one object stream, and a cross-reference stream."""
    reader = PdfReader(io.BytesIO(pdf))
    count = count_of_objects(reader)
    plain, out, places = [], bytearray(b"%PDF-1.7\n"), {}
    for number in range(1, count):
        found = reader.get_object(number)
        if found is None:
            continue
        body = io.BytesIO()
        found.write_to_stream(body)
        if hasattr(found, "get_data"):
            places[number] = len(out)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body.getvalue())
        else:
            plain.append((number, body.getvalue()))
    head, content = b"", b""
    for number, body_bytes in plain:
        head += b"%d %d " % (number, len(content))
        content += body_bytes + b"\n"
    packed = zlib.compress(head + content)
    places[count] = len(out)
    out += (
        b"%d 0 obj\n<</Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (
            count,
            len(plain),
            len(head),
            len(packed),
            packed,
        )
    )
    index = {number: position for position, (number, _) in enumerate(plain)}
    start = len(out)
    places[count + 1] = start
    rows = b"\0" * 7
    for number in range(1, count + 2):
        if number in places:
            rows += b"\x01" + places[number].to_bytes(4, "big") + b"\0\0"
        elif number in index:
            rows += b"\x02" + count.to_bytes(4, "big") + index[number].to_bytes(2, "big")
        else:
            rows += b"\0" * 7
    root = reader.trailer.raw_get("/Root").idnum
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Length %d" % (count + 2, root, len(rows))
    out += b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (count + 1, entries, rows)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
