"""The separate memory-capped processes that touch untrusted bytes, and the pipe to them: inspect, read, render, merge, publications."""

from ism_desktop.worker.bibliography.asking import PublicationFile
from ism_desktop.worker.pool import Workers
from ism_desktop.worker.values import (
    Attachment,
    CardFile,
    CardPhone,
    ContactCard,
    MergeReport,
    Notice,
    OutlineEntry,
    OwnPages,
    PageLink,
    PageNote,
    PageText,
    Picture,
    Publication,
    RefusedCard,
    RefusedPublication,
    Scan,
    SourceFile,
    TableReading,
    Word,
)

__all__ = [
    "Attachment",
    "CardFile",
    "CardPhone",
    "ContactCard",
    "MergeReport",
    "Notice",
    "OutlineEntry",
    "OwnPages",
    "PageLink",
    "PageNote",
    "PageText",
    "Picture",
    "Publication",
    "PublicationFile",
    "RefusedCard",
    "RefusedPublication",
    "Scan",
    "SourceFile",
    "TableReading",
    "Word",
    "Workers",
]
