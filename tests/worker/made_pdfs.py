"""PDFs with forms, layers, notes and faulty pages, made on the spot: one page unless said otherwise, 300 × 300 points."""

from collections.abc import Sequence

from pypdf import PdfReader

from tests.worker.files import raw_pdf, stream

TITLE = "Heading"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
RECT = b"/Rect[50 100 250 130]"
HEAD = stream(b"BT /F1 14 Tf 60 280 Td (Heading) Tj ET")


def look(said: str) -> bytes:
    """An appearance of a field that says something; of LibreOffice's kind where it says nothing."""
    if not said:
        return stream(b"/Tx BMC EMC", b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<<>>")
    return stream(
        b"/Tx BMC q BT /F1 14 Tf 2 8 Td (%b) Tj ET Q EMC" % said.encode("cp1252"),
        b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 5 0 R>>>>",
    )


def form(
    entries: bytes,
    *,
    appearance: bytes | None = None,
    depth: int = 0,
    need_appearances: bool = False,
    font_of_form: bytes = b"/F1",
) -> bytes:
    """A form with one field. Its `entries` stand `depth` fields above the widget; `appearance` is the widget's, if it has one."""
    known = b"" if appearance is None else b"/AP<</N 6 0 R>>"
    parents = [7 + level for level in range(1, depth + 1)]
    up = b"/Parent 8 0 R" if depth else b"/T(field)" + entries
    widget = b"<</Type/Annot/Subtype/Widget/F 4%b%b%b>>" % (RECT, known, up)
    above: list[bytes] = []
    for level, number in enumerate(parents, 1):
        top = level == depth
        own = entries if top else b"/Parent %d 0 R" % (number + 1)
        above.append(b"<</T(level%d)/Kids[%d 0 R]%b>>" % (level, number - 1, own))
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%d 0 R]%b/DA(%b 12 Tf 0 g)/DR<</Font<<%b 5 0 R>>>>>>>>"
        % (
            7 + depth,
            b"/NeedAppearances true" if need_appearances else b"",
            font_of_form,
            font_of_form,
        ),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[7 0 R]>>",
        HEAD,
        FONT,
        appearance or look(""),
        widget,
        *above,
    )


def buttons(value: bytes, states: Sequence[tuple[bytes, bytes]], *, entries: bytes = b"") -> bytes:
    """A field of check boxes or radio buttons; for each its state when on, and the one that it shows (`/AS`)."""
    first = 7
    kids = [first + 1 + place for place in range(len(states))]
    marks = b" ".join(b"%d 0 R" % kid for kid in kids)
    widgets = [
        b"<</Type/Annot/Subtype/Widget/F 4/Parent 7 0 R/Rect[50 %d 70 %d]/AS%b/AP<</N<<%b 6 0 R>>>>>>"
        % (100 + 40 * place, 120 + 40 * place, shown, on)
        for place, (on, shown) in enumerate(states)
    ]
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[%b]>>"
        % marks,
        HEAD,
        FONT,
        stream(b"0 g 0 0 20 20 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 20 20]"),
        b"<</T(field)/FT/Btn/V%b/Kids[%b]%b>>" % (value, marks, entries),
        *widgets,
    )


def layered(
    configuration: bytes, group: bytes = b"", *, what: str = "content", membership: bytes = b"", rotate: int = 0
) -> bytes:
    """A page with the layers 10 (draws HIDDEN) and 11 (draws VISIBLE), and LAST after both.

    `what` says what belongs to layer 10: content, a form, nested content, an image, or a note; `membership` makes it a combination.
    """
    mark = b"12 0 R" if membership else b"10 0 R"
    drawn = b"BT /F1 30 Tf 40 200 Td (HIDDEN) Tj ET"
    hidden = b"/OC /L1 BDC %b EMC " % drawn
    xobjects = b""
    extra = stream(drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F1 5 0 R>>>>")
    notes = b""
    if what == "form":
        extra = stream(
            drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/OC %b/Resources<</Font<</F1 5 0 R>>>>" % mark
        )
        hidden, xobjects = b"/X Do ", b"/XObject<</X 6 0 R>>"
    elif what == "form in content":
        hidden, xobjects = b"/OC /L1 BDC /X Do EMC ", b"/XObject<</X 6 0 R>>"
    elif what == "content in form":
        extra = stream(
            hidden,
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F1 5 0 R>>/Properties<</L1 %b>>>>" % mark,
        )
        hidden, xobjects = b"/X Do ", b"/XObject<</X 6 0 R>>"
    elif what == "image":
        extra = stream(
            b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/OC %b" % mark
        )
        hidden, xobjects = b"q 100 0 0 40 40 190 cm /X Do Q ", b"/XObject<</X 6 0 R>>"
    elif what == "note":
        hidden, notes = (
            b"",
            b"/Annots[<</Type/Annot/Subtype/FreeText/F 4/Rect[40 190 260 240]/Contents(HIDDEN)/DA(/Helv 30 Tf 0 g)/OC %b>>]"
            % mark,
        )
    content = hidden + b"/OC /L2 BDC BT /F1 30 Tf 40 120 Td (VISIBLE) Tj ET EMC BT /F1 30 Tf 40 40 Td (LAST) Tj ET"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[10 0 R 11 0 R]/D<<%b>>>>>>" % configuration,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Rotate %d/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b"
        b"/Properties<</L1 %b/L2 11 0 R>>>>%b>>" % (rotate, xobjects, mark, notes),
        stream(content),
        FONT,
        extra,
        b"null",
        b"null",
        b"null",
        b"<</Type/OCG/Name(Draft)%b>>" % group,
        b"<</Type/OCG/Name(Final)>>",
        b"<</Type/OCMD%b>>" % membership if membership else b"null",
    )


NOTES: dict[str, bytes] = {
    "Highlight": b"/Subtype/Highlight" + RECT + b"/QuadPoints[50 130 250 130 50 100 250 100]/C[1 1 0]",
    "Highlight without points": b"/Subtype/Highlight" + RECT + b"/C[1 1 0]",
    "Underline": b"/Subtype/Underline" + RECT + b"/QuadPoints[50 130 250 130 50 100 250 100]/C[1 0 0]",
    "StrikeOut": b"/Subtype/StrikeOut" + RECT + b"/QuadPoints[50 130 250 130 50 100 250 100]/C[1 0 0]",
    "Squiggly": b"/Subtype/Squiggly" + RECT + b"/QuadPoints[50 130 250 130 50 100 250 100]/C[1 0 0]",
    "Ink": b"/Subtype/Ink" + RECT + b"/InkList[[50 100 100 130 200 100][60 120 240 120]]/C[1 0 0]",
    "Square": b"/Subtype/Square" + RECT + b"/C[1 0 0]",
    "Circle": b"/Subtype/Circle" + RECT + b"/C[1 0 0]/IC[0 1 0]",
    "Line": b"/Subtype/Line" + RECT + b"/L[50 100 250 130]/C[1 0 0]",
    "Flat line": b"/Subtype/Line/Rect[50 115 250 115]/L[50 115 250 115]/C[1 0 0]/BS<</W 3>>",
    "Polygon": b"/Subtype/Polygon" + RECT + b"/Vertices[50 100 100 130 200 100]/C[1 0 0]",
    "PolyLine": b"/Subtype/PolyLine" + RECT + b"/Vertices[50 100 100 130 200 100]/C[1 0 0]",
    "Stamp": b"/Subtype/Stamp" + RECT + b"/Name/Draft/C[1 0 0]",
    "Caret": b"/Subtype/Caret/Rect[50 100 70 130]/C[1 0 0]",
    "FileAttachment": b"/Subtype/FileAttachment/Rect[50 100 70 120]",
    "Text": b"/Subtype/Text/Rect[50 100 70 120]/C[1 1 0]",
    "FreeText": b"/Subtype/FreeText" + RECT + b"/DA(/Helv 14 Tf 0 g)",
}


def noted(*notes: bytes, appearance: bytes | None = None, rotate: int = 0, flags: int = 4) -> bytes:
    """A page with these notes, each with the same appearance if there is one."""
    known = b"/AP<</N 6 0 R>>" if appearance is not None else b""
    annots = b" ".join(b"<</Type/Annot/F %d%b%b>>" % (flags, note, known) for note in notes)
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Rotate %d/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        b"/Annots[%b]>>" % (rotate, annots),
        HEAD,
        FONT,
        appearance or b"null",
    )


def count_of_objects(reader: PdfReader) -> int:
    """How many objects a file says it has, the free one among them."""
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    return size


def tree(kids: bytes, count: int, *more: bytes, page_three: bytes | None = None) -> bytes:
    """A page tree with the pages 4, 5 and 6, which say ONE, TWO and THREE; `page_three` in place of the last; `more` from 10 on."""

    def page(content: int) -> bytes:
        return (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % content
        )

    def said(word: bytes) -> bytes:
        return stream(b"BT /F1 30 Tf 40 200 Td (%b) Tj ET" % word)

    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        FONT,
        page(7),
        page(8),
        page(9) if page_three is None else page_three,
        said(b"ONE"),
        said(b"TWO"),
        said(b"THREE"),
        *more,
    )
