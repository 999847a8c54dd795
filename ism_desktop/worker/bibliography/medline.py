"""PubMed's own text format (.nbib): a field in each line, `PMID- 123`, long ones folded. Runs in the worker process.

The tags are those of the NLM's list, “MEDLINE/PubMed Data Element (Field) Descriptions” (docs/evidence.md).
"""

import re
from collections.abc import Iterable, Iterator

from ism_desktop.worker.bibliography import dates
from ism_desktop.worker.bibliography.item import Found, Item, Unreadable, as_doi, as_pmid, listed
from ism_desktop.worker.bibliography.plain_text import one_line
from ism_desktop.worker.limits import MAX_PUBLICATION_CHARACTERS

_TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
_NOTICES = {
    "CIN": "comment_in",
    "CON": "comment_on",
    "EIN": "erratum_in",
    "EFR": "erratum_for",
    "RIN": "retraction_in",
    "ROF": "retraction_of",
    "PRIN": "partial_retraction_in",
    "PROF": "partial_retraction_of",
    "CRI": "corrected_in",
    "CRF": "corrected_from",
    "RRI": "republished_in",
    "RRF": "republished_from",
    "RPI": "reprint_in",
    "RPF": "reprint_of",
    "ECI": "concern_in",
    "ECF": "concern_for",
    "UIN": "update_in",
    "UOF": "update_of",
    "SPIN": "patient_summary_in",
}
_KEPT = frozenset(
    ("PMID", "TI", "TT", "BTI", "AU", "FAU", "CN", "TA", "JT", "DP", "DEP", "AB", "OAB", "PT", "LID", "AID", *_NOTICES)
)
_ONCE = frozenset({"PMID", "OWN", "STAT", "TI", "DP"})
_FIRST, _LAST = frozenset({"OWN", "STAT", "TI"}), frozenset({"AB", "AU", "PT", "JT", "SO"})
_NO_TITLE = frozenset({"", "[Not Available].", "[Not Available]", "Not Available"})

_Fields = dict[str, list[str]]
_Parts = dict[str, list[list[str]]]


def read(lines: Iterable[str]) -> Found:
    """Every record, in order; one is refused where it begins with something else than a field, or says no title."""
    for fields, size, about in _records(lines):
        if size > MAX_PUBLICATION_CHARACTERS:
            yield Unreadable("too_long", _about(fields))
        elif not fields:
            yield Unreadable("not_a_record", about)
        else:
            yield _item(fields)


def _records(lines: Iterable[str]) -> Iterator[tuple[_Fields, int, str]]:
    """The fields of each record, how long they are together, and how it begins where it has no fields."""
    fields: _Parts = {}
    parts: list[str] | None = None  # of the field that is being read; None for one that is left out
    size, about, blank = 0, "", False
    seen: set[str] = set()
    for line in lines:
        text = line.rstrip("\r\n")
        if not text.strip():
            blank = True
            continue
        found = _TAGGED.fullmatch(text) if text[0].isalpha() else None
        if found is None:
            if parts is not None:
                size += len(text)
                if size <= MAX_PUBLICATION_CHARACTERS:
                    parts.append(text.strip())
            elif not seen:
                about = about or text
            continue
        tag, value = found[1], found[2]
        # A blank line alone ends no record: in files that went through mail one may stand behind every line.
        if tag == "PMID" or (blank and _begins(tag, seen)):
            if seen or about:
                yield _joined(fields), size, about
            fields, size, about, seen = {}, 0, "", set[str]()
        blank = False
        seen.add(tag)
        parts = None
        if tag in _KEPT:
            size += len(value)
            parts = [value.strip()] if size <= MAX_PUBLICATION_CHARACTERS else []
            fields.setdefault(tag, []).append(parts)
    if seen or about:
        yield _joined(fields), size, about


def _begins(tag: str, seen: set[str]) -> bool:
    """Whether a field begins a record that has no number: it stands there once, or before others that came already."""
    return tag in _ONCE and (tag in seen or (tag in _FIRST and bool(seen & _LAST)))


def _joined(fields: _Parts) -> _Fields:
    return {tag: [" ".join(parts) for parts in values] for tag, values in fields.items()}


def _item(fields: _Fields) -> Item:
    title = next((text for tag in ("TI", "TT", "BTI") if (text := _first(fields, tag)) not in _NO_TITLE), "")
    dois = [as_doi(text) for tag in ("LID", "AID") for text in fields.get(tag, ()) if "doi" in text.lower()]
    return Item(
        pmid=as_pmid(_first(fields, "PMID")),
        doi=next(filter(None, dois), ""),
        title=title,
        authors=listed(
            (*map(one_line, fields.get("AU") or fields.get("FAU", ())), *map(one_line, fields.get("CN", ())))
        ),
        journal=_first(fields, "JT") or _first(fields, "TA"),
        published=dates.of_issue(*(dates.written(_first(fields, tag)) for tag in ("DP", "DEP"))),
        abstract=_first(fields, "AB") or _first(fields, "OAB"),
        types=[one_line(text) for text in fields.get("PT", ()) if text],
        notices=[(_NOTICES[tag], one_line(text)) for tag, texts in fields.items() if tag in _NOTICES for text in texts],
    )


def _first(fields: _Fields, tag: str) -> str:
    texts = fields.get(tag)
    return one_line(texts[0]) if texts else ""


def _about(fields: _Fields) -> str:
    return f"PMID {_first(fields, 'PMID')}" if "PMID" in fields else _first(fields, "TI")
