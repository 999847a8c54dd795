"""The demo patient's tags, her rules that propose how new papers are filed, and the searches that she keeps."""

from ism_desktop.demo.entries import Entry
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.kinds.tags import TAGS


def entries() -> list[Entry]:
    """They refer to nothing but names of the care team."""
    return [*_tags(), *_rules(), *_searches()]


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
