"""Taking a file in, and what can be had from a document afterwards: its pages as pictures and as text, and the original."""

from ism_desktop.documents.attachments import import_attachments
from ism_desktop.documents.importing import ImportResult, Wish, import_document, restore_document
from ism_desktop.documents.importing_many import import_documents
from ism_desktop.documents.locked import import_locked, locked_in, opened_by
from ism_desktop.documents.looking_through import Becomes, Foreseen, counted, look_through
from ism_desktop.documents.naming import shown_name
from ism_desktop.documents.originals import save_original, save_version
from ism_desktop.documents.pictures import (
    day_taken,
    page_picture,
    photo_picture,
    small_pictures,
    thumbnail,
    version_picture,
)
from ism_desktop.documents.second_copies import import_second_copy
from ism_desktop.documents.texts import page_sizes, page_strings, page_texts

__all__ = [
    "Becomes",
    "Foreseen",
    "ImportResult",
    "Wish",
    "counted",
    "day_taken",
    "import_attachments",
    "import_document",
    "import_documents",
    "import_locked",
    "import_second_copy",
    "locked_in",
    "look_through",
    "opened_by",
    "page_picture",
    "page_sizes",
    "page_strings",
    "page_texts",
    "photo_picture",
    "restore_document",
    "save_original",
    "save_version",
    "shown_name",
    "small_pictures",
    "thumbnail",
    "version_picture",
]
