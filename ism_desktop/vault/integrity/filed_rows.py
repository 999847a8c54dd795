"""Which files the records name: the vault knows no records, so whoever does tells it by a function of a session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy.orm import Session


class Part(Enum):
    """What a file is to its document."""

    ORIGINAL = "original"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FiledFile:
    """An encrypted file that a record names. Size and digest are those of its content, where the record keeps them."""

    document_id: str
    title: str
    file_id: str
    size: int | None = None
    sha256: str | None = None
    part: Part = Part.ORIGINAL


Filed = Callable[[Session], Sequence[FiledFile]]


@dataclass(frozen=True, slots=True)
class UnfiledFile:
    """An encrypted file that no record names, as an interrupted import leaves it; told from what stands in front of its content."""

    file_id: str
    name: str
    media_type: str
    added: str
    size: int
    document_id: str
