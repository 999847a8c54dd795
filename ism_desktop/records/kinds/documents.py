"""Documents: what is known of each scan or file. The bytes themselves lie in the vault's encrypted files."""

from typing import Any

from sqlalchemy import Integer, Text, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn, RowsColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choices, in_one_line
from ism_desktop.records.table import DateColumn, DocumentVersion, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate, Rows


class Document(RecordTable):
    """One document. `file_id` is the file in use: the original, kept byte for byte, or a version that was made of it
    (`records/document_versions`); what `FILE_FIELDS` says is about that one. `fingerprint` and `file_name` are always the original's.
    """

    __tablename__ = "documents"

    title: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    document_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    source: Mapped[str | None] = mapped_column(NameColumn)
    notes: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(Text, index=True)
    pages: Mapped[int] = mapped_column(Integer)
    file_id: Mapped[str] = mapped_column(Text)
    text_file_id: Mapped[str | None] = mapped_column(Text)
    text_from: Mapped[str | None] = mapped_column(Text)
    imported_at: Mapped[str] = mapped_column(Text)
    notices: Mapped[str | None] = mapped_column(Text)
    print_in_binder: Mapped[bool | None]
    tags: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    shelf_mark: Mapped[str | None] = mapped_column(Text)
    label_number: Mapped[str | None] = mapped_column(Text)
    filing: Mapped[str | None] = mapped_column(Text, index=True)
    own_values: Mapped[Rows | None] = mapped_column(RowsColumn)


FILE_FIELDS = ("file_id", "text_file_id", "text_from", "media_type", "size", "sha256", "pages", "notices")
"""What describes the file in use, and changes together when another version is used."""


def shelf_marks(session: Session) -> list[tuple[str, int]]:
    """The places where papers are kept, each with how many documents say so."""
    mark: Any = Document.shelf_mark
    held = select(mark, func.count()).where(Document.deleted_at.is_(None), mark.is_not(None))
    return [(row[0], row[1]) for row in session.execute(held.group_by(mark).order_by(func.lower(mark), mark))]


# The groups of papers that patient guides list (docs/clinical-sources.md, What guides list, sources S1 and S69).
# A key is kept for good: documents say it. What belongs together stands together.
TYPES = choices(
    blood_test=tr_lazy("Blood or urine test"),
    biopsy=tr_lazy("Biopsy or bone marrow report"),
    genetics=tr_lazy("Genetic test"),
    imaging=tr_lazy("Imaging (X-ray, CT, MRI, ultrasound)"),
    bone_scan=tr_lazy("Bone density scan"),
    allergy_test=tr_lazy("Allergy test or allergy record"),
    function_test=tr_lazy("Heart, lung or other function test"),
    examination=tr_lazy("Check-up or examination"),
    evaluation=tr_lazy("Specialist’s letter or evaluation"),
    referral=tr_lazy("Referral"),
    treatment=tr_lazy("Treatment or medication record"),
    procedure=tr_lazy("Procedure, operation or anaesthesia record"),
    hospital=tr_lazy("Hospital or emergency visit"),
    emergency_plan=tr_lazy("Emergency plan, signed by a clinician"),
    premedication=tr_lazy("Premedication plan"),
    prescription=tr_lazy("Prescription"),
    vaccination=tr_lazy("Vaccination record"),
    device=tr_lazy("Implant or medical device"),
    family=tr_lazy("Family history"),
    identity=tr_lazy("Identity or insurance card"),
    insurance=tr_lazy("Insurance policy or letter"),
    authorisation=tr_lazy("Prior authorisation or approval"),
    appeal=tr_lazy("Denial or appeal"),
    bill=tr_lazy("Bill, receipt or explanation of benefits"),
    directive=tr_lazy("Advance directive or power of attorney"),
    organ_donor=tr_lazy("Organ donor card"),
    consent=tr_lazy("Consent form or correspondence"),
    certificate=tr_lazy("Certificate for work, school or an authority"),
    travel=tr_lazy("Travel letter or travel papers"),
    notes=tr_lazy("My own notes or journal"),
    education=tr_lazy("Patient information"),
    photo=tr_lazy("Photo"),
    other=tr_lazy("Other"),
)

ABOUT_MONEY = frozenset({"identity", "insurance", "authorisation", "appeal", "bill"})
"""Kinds of documents that say who pays, and by which numbers: private unless a person says otherwise."""

REMOVED = "removed"
"""The cell of a row of `own_values` whose field lies in the trash: such a row is kept and shown nowhere."""

PERSON = "person"
"""The cell of such a row that says which entry of the care team its words name."""

_OWN_CELLS = (
    Field("field", tr_lazy("Field"), Input.SYSTEM),
    Field("name", tr_lazy("Name of the field")),
    Field("text", tr_lazy("Words")),
    Field("number", tr_lazy("Number"), Input.QUANTITY),
    Field("date", tr_lazy("Date"), Input.DATE),
    Field("answer", tr_lazy("Yes or no"), Input.YES_NO),
    Field(PERSON, tr_lazy("Entry in the care team"), Input.SYSTEM),
    Field(REMOVED, tr_lazy("In the trash"), Input.SYSTEM),
)


def _own_value(row: Values) -> str:
    """What a document says in a field of the person's own: the name of the field, and the words."""
    if REMOVED in row:
        return ""
    said = (cell for cell in _OWN_CELLS if cell.input is not Input.SYSTEM and cell.name != "name")
    cells = (in_one_line(cell, row.get(cell.name)) for cell in said)
    words = "; ".join(each for each in cells if each)
    return tr("{label}: {value}", label=row.get("name") or "", value=words)


DOCUMENTS = Kind(
    name="documents",
    table=Document,
    singular=tr_lazy("Document"),
    plural=tr_lazy("Documents"),
    add=tr_lazy("Add documents…"),
    new=tr_lazy("New document"),
    counted=tr_n_lazy("{number} document", "{number} documents"),
    icon="mdi6.file-document-multiple-outline",
    binder_tab="documents",
    place="documents",
    fields=(
        Field("title", tr_lazy("Title"), required=True),
        Field("type", tr_lazy("Kind of document"), Input.CHOICE, choices=TYPES),
        Field(
            "document_date",
            tr_lazy("Date of the document"),
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("The date on the paper, not the day you scanned it."),
        ),
        Field(
            "source",
            tr_lazy("From"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("The person or hospital that wrote it."),
        ),
        Field(
            "tags", tr_lazy("Tags"), Input.TAGS, help=tr_lazy("Words of your own, such as Mastocytosis/Bone marrow.")
        ),
        Field(
            "shelf_mark",
            tr_lazy("Where the paper is"),
            in_binder=False,
            help=tr_lazy("The folder, drawer or box, in your own words."),
            used=lambda session: [mark for mark, _ in shelf_marks(session)],
        ),
        Field(
            "label_number",
            tr_lazy("Number on the paper"),
            in_binder=False,
            help=tr_lazy("One that you write or stick on it. Search for it, and you are back here."),
            numbers_paper=True,
        ),
        Field(
            "own_values",
            tr_lazy("Own fields"),
            Input.ROWS,
            fields=_OWN_CELLS,
            add_row=tr_lazy("Add a value"),
            row_told=_own_value,
            own_fields=True,
            follows="type",
        ),
        Field(
            "print_in_binder",
            tr_lazy("Print in the binder"),
            Input.YES_NO,
            in_binder=False,
            help=tr_lazy("A photo is printed only if you say yes. Any other document is printed unless you say no."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
        *(
            Field(name, label, Input.SYSTEM)
            for name, label in (
                ("file_name", tr_lazy("File name")),
                ("media_type", tr_lazy("Type of file")),
                ("size", tr_lazy("Size in bytes")),
                ("sha256", tr_lazy("SHA-256")),
                ("fingerprint", tr_lazy("Fingerprint")),
                ("pages", tr_lazy("Pages")),
                ("file_id", tr_lazy("Encrypted file")),
                ("text_file_id", tr_lazy("Encrypted text")),
                ("text_from", tr_lazy("Text from")),
                ("imported_at", tr_lazy("Imported")),
                ("filing", tr_lazy("To be filed")),
            )
        ),
        Field(
            "notices",
            tr_lazy("Notices about the file"),
            Input.SYSTEM,
            help=tr_lazy(
                "A list in JSON, as text, of objects with a code, pages (from 1) and names, such as those of files inside a PDF;"
                " empty for documents added before there were notices."
            ),
        ),
    ),
    columns=("title", "type", "document_date", "source", "pages"),
    title_of=lambda values: values.get("title") or values.get("file_name") or tr("Document"),
    order_by=("-document_date", "-imported_at"),
    empty=tr_lazy("Drop a scan, a PDF or a photo anywhere in this window. The original is kept exactly as it is."),
    example=tr_lazy("Bone marrow report, March 2021"),
)


TO_FILE = "open"
"""What `filing` says from the import until a person confirms how the document is filed. Nothing there: it is filed."""

PHOTO = "photo"
"""The kind of document that is never printed unless the person said so."""


def is_printed(values: Values) -> bool:
    """Whether a document goes into the binder, and behind a plan: what the person said, else all but photos and papers about money."""
    said = values["print_in_binder"]
    return said if isinstance(said, bool) else values["type"] not in {PHOTO, *ABOUT_MONEY}


def twin_of(session: Session, fingerprint: str) -> tuple[str, str, bool] | None:
    """The document with the same content: its id, its title, and whether it lies in the trash; one that does not comes first.

    A file of which a document was joined counts, too.
    """
    joined = select(DocumentVersion.document_id).where(DocumentVersion.fingerprint == fingerprint)
    found = session.execute(
        select(Document.id, Document.title, Document.deleted_at)
        .where(or_(Document.fingerprint == fingerprint, Document.id.in_(joined)))
        .order_by(Document.deleted_at.is_not(None))
        .limit(1)
    ).first()
    return None if found is None else (found[0], found[1] or "", found[2] is not None)


def number_to_file(session: Session) -> int:
    """How many documents wait to be filed."""
    waiting = select(func.count()).where(Document.filing == TO_FILE, Document.deleted_at.is_(None))
    return session.scalar(waiting) or 0


def ids_to_file(session: Session) -> list[str]:
    """The ids of the documents that wait to be filed, in the order in which they came."""
    waiting = select(Document.id).where(Document.filing == TO_FILE, Document.deleted_at.is_(None))
    return list(session.scalars(waiting.order_by(Document.imported_at, Document.id)))


def all_ids(session: Session) -> set[str]:
    """The ids of all documents, those in the trash too."""
    return set(session.scalars(select(Document.id)))


def contents_since(session: Session, generation: int, only: str | None = None) -> dict[str, str]:
    """Documents that changed after a generation of the vault, those in the trash too, what came in last first: which file of
    text they have now, or where there is none which file."""
    changed = select(Document.id, func.coalesce(Document.text_file_id, Document.file_id))
    changed = changed.where(Document.generation > generation) if only is None else changed.where(Document.id == only)
    return {row[0]: row[1] for row in session.execute(changed.order_by(Document.imported_at.desc()))}


def thumbnail_key(file_id: str) -> str:
    """Under which key the cache keeps the small picture of a file's first page."""
    return f"thumbnail/{file_id}"
