"""The separate, memory-capped processes that touch untrusted bytes, and the pipe to them: inspect, read text, render, merge."""

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
    RefusedCard,
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
    "RefusedCard",
    "Scan",
    "SourceFile",
    "TableReading",
    "Word",
    "Workers",
]
