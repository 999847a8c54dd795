"""Documents: what is known of each scan or file. The bytes themselves lie in the vault's encrypted files."""

from sqlalchemy import Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Document(RecordTable):
    """One imported file: the original kept byte for byte as `file_id`, the text of its pages as `text_file_id`."""

    __tablename__ = "documents"

    title: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    document_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    source: Mapped[str | None] = mapped_column(Text)
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


# The groups of papers that patient guides list (clinical.md 4.1, sources S1 and S69).
TYPES = choices(
    blood_test="Blood or urine test",
    biopsy="Biopsy or bone marrow report",
    genetics="Genetic test",
    imaging="Imaging (X-ray, CT, MRI, ultrasound)",
    bone_scan="Bone density scan",
    evaluation="Specialist’s letter or evaluation",
    treatment="Treatment or medication record",
    procedure="Procedure, operation or anaesthesia record",
    hospital="Hospital or emergency visit",
    emergency_plan="Emergency plan, signed by a clinician",
    premedication="Premedication plan",
    prescription="Prescription",
    vaccination="Vaccination record",
    insurance="Insurance policy or letter",
    bill="Bill, receipt or explanation of benefits",
    directive="Advance directive or power of attorney",
    consent="Consent form or correspondence",
    notes="My own notes or journal",
    education="Education paper",
    photo="Photo",
    other="Other",
)

DOCUMENTS = Kind(
    name="documents",
    table=Document,
    singular="Document",
    plural="Documents",
    icon="mdi6.file-document-multiple-outline",
    binder_tab="Documents",
    fields=(
        Field("title", "Title", required=True),
        Field("type", "Kind of document", Input.CHOICE, choices=TYPES),
        Field(
            "document_date",
            "Date of the document",
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            help="The date on the paper, not the day you scanned it.",
        ),
        Field("source", "From", help="The person or hospital that wrote it."),
        Field("notes", "Notes", Input.LONG_TEXT),
        *(
            Field(name, label, Input.SYSTEM)
            for name, label in (
                ("file_name", "File name"),
                ("media_type", "Type of file"),
                ("size", "Size in bytes"),
                ("sha256", "SHA-256"),
                ("fingerprint", "Fingerprint"),
                ("pages", "Pages"),
                ("file_id", "Encrypted file"),
                ("text_file_id", "Encrypted text"),
                ("text_from", "Text from"),
                ("imported_at", "Imported"),
            )
        ),
        Field(
            "notices",
            "Notices about the file",
            Input.SYSTEM,
            help="A list in JSON, as text, of objects with a code, pages (from 1) and names, such as those of files inside a PDF;"
            " empty for documents added before there were notices.",
        ),
    ),
    columns=("title", "type", "document_date", "source", "pages"),
    title_of=lambda values: values.get("title") or values.get("file_name") or "Document",
    order_by=("-document_date", "-imported_at"),
    empty="Drop a scan, a PDF or a photo anywhere in this window. The original is kept exactly as it is.",
    example="Bone marrow report, March 2021",
)


def twin_of(session: Session, fingerprint: str) -> tuple[str, str, bool] | None:
    """The document with the same content: its id, its title, and whether it lies in the trash; one that does not comes first."""
    found = session.execute(
        select(Document.id, Document.title, Document.deleted_at)
        .where(Document.fingerprint == fingerprint)
        .order_by(Document.deleted_at.is_not(None))
        .limit(1)
    ).first()
    return None if found is None else (found[0], found[1] or "", found[2] is not None)


def thumbnail_key(document_id: str) -> str:
    """Under which key the cache keeps the small picture of a document's first page."""
    return f"thumbnail/{document_id}"
