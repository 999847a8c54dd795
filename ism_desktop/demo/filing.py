"""The demo patient's tags, the fields that she defined for documents, her rules for filing, and the searches that she keeps."""

from collections.abc import Mapping
from typing import Any

from ism_desktop.demo.entries import Entry, on
from ism_desktop.demo.papers import INSURANCE, MARROW
from ism_desktop.records import own_fields, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.own_fields import OWN_FIELDS, PERSON
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.records.values import LinkedName, Rows
from ism_desktop.vault import Session

_SAID: dict[str, dict[str, Any]] = {
    INSURANCE: {"Policy number": "LHP-0047-11", "Approved until": on("2026-07-31"), "Told the pharmacy": True},
    MARROW: {"Where the sample was taken": "Hip bone, left", "Explained to me by": "Dr Imani Okafor"},
}
"""What her papers say in her own fields."""


def entries() -> list[Entry]:
    """They refer to nothing but names of the care team."""
    return [*_tags(), *_fields(), *_rules(), *_searches()]


def fill_own_fields(session: Session, documents: Mapping[str, str], team: Mapping[str, str]) -> None:
    """Fill in the fields of her own in her papers; `documents` are the ids by the names of the files, `team` those of her care team."""
    fields = {one.name: one for one in own_fields.offered(session)}
    for file_name, said in _SAID.items():
        linked = {
            name: LinkedName(value, team[value]) if fields[name].sort == PERSON else value
            for name, value in said.items()
        }
        rows = Rows.of(fields[name].row(value) or {} for name, value in linked.items())
        store.save(session, DOCUMENTS, {own_fields.VALUES: rows}, record_id=documents[file_name])


def _searches() -> list[Entry]:
    kept = {
        "Tryptase since 2022": "tryptase kind:lab after:2021",
        "Letters about the bones": "bone density kind:documents",
    }
    return [Entry(SAVED_SEARCHES, {"name": name, "words": words}) for name, words in kept.items()]


def _tags() -> list[Entry]:
    looks = (
        {"name": "Mastocytosis", "colour": "teal", "icon": "microscope"},
        {"name": "Mastocytosis/Bone marrow", "icon": "bone"},
        {"name": "For the emergency room", "colour": "rose", "icon": "hospital"},
        {"name": "Money", "colour": "amber", "icon": "money", "notes": "All that goes into the tax return."},
    )
    return [Entry(TAGS, look) for look in looks]


def _fields() -> list[Entry]:
    letters = ("insurance", "authorisation", "appeal", "bill")
    return [
        Entry(OWN_FIELDS, {"name": "Policy number", "sort": "text", "document_kinds": letters}),
        Entry(
            OWN_FIELDS,
            {
                "name": "Approved until",
                "sort": "date",
                "document_kinds": ("authorisation", "insurance"),
                "notes": "Ask for the next approval two months before.",
            },
        ),
        Entry(
            OWN_FIELDS,
            {"name": "Told the pharmacy", "sort": "yes_no", "document_kinds": ("authorisation", "insurance")},
        ),
        Entry(OWN_FIELDS, {"name": "Amount", "sort": "number", "unit": "USD", "document_kinds": ("bill",)}),
        Entry(
            OWN_FIELDS,
            {
                "name": "Where the sample was taken",
                "sort": "list",
                "answers": "Hip bone, left\nHip bone, right\nSkin",
                "document_kinds": ("biopsy",),
            },
        ),
        Entry(OWN_FIELDS, {"name": "Explained to me by", "sort": "person", "document_kinds": ("biopsy",)}),
    ]


def _rules() -> list[Entry]:
    return [
        Entry(
            FILING_RULES,
            {
                "from_sender": "Hollow Creek Pharmacy",
                "text_words": "receipt",
                "type": "bill",
                "tags": ("Money",),
                "title": "Receipt of {date}, {from}",
                "notes": "For the insurance, once a year.",
            },
        ),
        Entry(
            FILING_RULES,
            {"text_words": "your next visit", "type": "evaluation", "sender": "Dr Imani Okafor", "switched_off": False},
        ),
        Entry(
            FILING_RULES,
            {"file_words": "fax", "type": "hospital", "tags": ("For the emergency room",), "switched_off": True},
        ),
    ]
