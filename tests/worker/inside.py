"""PDFs with other files inside, and XFA forms, made on the spot."""

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from tests.worker.files import text_pdf, written

Name = str | bytes


def dictionary(**entries: PdfObject) -> DictionaryObject:
    """A dictionary of these entries."""
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def string(name: Name) -> PdfObject:
    """A name as text, or as the bytes that stand in the file."""
    return TextStringObject(name) if isinstance(name, str) else ByteStringObject(name)


def specification(writer: PdfWriter, name: Name | None, content: bytes | None, *, packed: bool = True) -> PdfObject:
    """A file specification with the file in it; without content the file lies elsewhere."""
    made = dictionary(Type=NameObject("/Filespec"))
    if name is not None:
        made[NameObject("/F")] = string(name)
    if content is not None:
        stream = DecodedStreamObject()
        stream.set_data(content)
        held = stream.flate_encode() if packed else stream
        made[NameObject("/EF")] = dictionary(F=writer._add_object(held))
    return writer._add_object(made)


def in_name_tree(writer: PdfWriter, *leaves: tuple[str, PdfObject]) -> None:
    """Put specifications into the name tree, two levels deep."""
    names = ArrayObject(part for key, leaf in leaves for part in (TextStringObject(key), leaf))
    kid = writer._add_object(dictionary(Names=names))
    tree = dictionary(Kids=ArrayObject([kid]))
    writer.root_object[NameObject("/Names")] = dictionary(EmbeddedFiles=tree)


def holder(files: Sequence[tuple[Name, bytes]], *, portfolio: bool = False, text: str = "Cover") -> bytes:
    """A PDF of one page with these files inside."""
    writer = writer_of(text)
    in_name_tree(
        writer,
        *((f"{number:05}", specification(writer, name, content)) for number, (name, content) in enumerate(files)),
    )
    if portfolio:
        writer.root_object[NameObject("/Collection")] = dictionary(View=NameObject("/T"))
    return written(writer)


def writer_of(*texts: str) -> PdfWriter:
    """A writer with pages of text."""
    return PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf(*texts))))


def note_with_file(writer: PdfWriter, page: int, leaf: PdfObject) -> None:
    """Put a paper clip on a page."""
    note = dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/FileAttachment"),
        Rect=ArrayObject([NumberObject(side) for side in (10, 10, 30, 30)]),
        FS=leaf,
    )
    writer.pages[page][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def xfa_form(*, needs_rendering: bool, widgets: bool, content: bytes = b"<template/>") -> bytes:
    """An XFA form of one page."""
    writer = writer_of("Please wait")
    stream = DecodedStreamObject()
    stream.set_data(content)
    form = dictionary(Fields=ArrayObject(), XFA=writer._add_object(stream))
    if widgets:
        field = writer._add_object(
            dictionary(
                Subtype=NameObject("/Widget"),
                FT=NameObject("/Tx"),
                T=TextStringObject("dose"),
                V=TextStringObject("5 mg"),
                Rect=ArrayObject([NumberObject(side) for side in (10, 10, 90, 30)]),
            )
        )
        form[NameObject("/Fields")] = ArrayObject([field])
        writer.pages[0][NameObject("/Annots")] = ArrayObject([field])
    writer.root_object[NameObject("/AcroForm")] = form
    if needs_rendering:
        writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(value=True)
    return written(writer)
