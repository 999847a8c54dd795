"""The separate, memory-capped processes that touch untrusted bytes, and the pipe to them: inspect, read text, render, merge."""

from ism_desktop.worker.pool import Workers
from ism_desktop.worker.values import (
    Attachment,
    MergeReport,
    Notice,
    OutlineEntry,
    OwnPages,
    PageLink,
    PageNote,
    PageText,
    Picture,
    Scan,
    SourceFile,
    TableReading,
    Word,
)

__all__ = [
    "Attachment",
    "MergeReport",
    "Notice",
    "OutlineEntry",
    "OwnPages",
    "PageLink",
    "PageNote",
    "PageText",
    "Picture",
    "Scan",
    "SourceFile",
    "TableReading",
    "Word",
    "Workers",
]
