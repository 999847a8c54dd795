"""What the rules for filing propose for a document, which documents a rule fits, and which rule is worth offering.

A rule looks for words, at the beginnings of words and whatever their capitals and accents, as the search does. All that a rule asks for
has to be there. Of several that fit, the first one that says a thing counts; their tags come together.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import matching, store, vault_settings
from ism_desktop.records.folding import folded, is_dense
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.documents import DOCUMENTS, Document
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.store import Record
from ism_desktop.records.tag_names import tidy_all
from ism_desktop.records.values import Gap, PartialDate, linked_id

DECLINED = "filing_offers"
ENOUGH = 2
"""So many documents of one sender, filed alike, are reason to offer a rule."""

_PLACE = re.compile(r"\{(date|from|kind)\}")


@dataclass(frozen=True)
class Paper:
    """What rules look at: the text of a document, its file name, and from whom it may be."""

    text: str
    file_name: str
    senders: tuple[object, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """What rules propose together; `rules` are the titles of those that said something. None and empty: no rule says anything."""

    type: str | None = None
    sender: Any = None
    tags: tuple[str, ...] = ()
    title: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A rule that earlier filing suggests: its values, by which key a no is remembered, and the question to ask."""

    values: Mapping[str, Any]
    key: str
    question: str
    number: int


def fits(values: Mapping[str, Any], paper: Paper) -> bool:
    """Whether a rule's conditions all hold; a rule without any fits nothing."""
    wanted_text, wanted_file, sender = values.get("text_words"), values.get("file_words"), values.get("from_sender")
    if not (wanted_text or wanted_file or sender):
        return False
    if wanted_text and not all(_says(paper.text, part) for part in str(wanted_text).split(",")):
        return False
    if wanted_file and not all(_says(_spaced(paper.file_name), part) for part in str(wanted_file).split(",")):
        return False
    return sender is None or any(same_sender(sender, each) for each in paper.senders)


def same_sender(one: object, other: object) -> bool:
    """Whether two names mean the same: they point to the same entry, or read alike where one of them was only typed."""
    if one is None or other is None:
        return False
    ids = linked_id(one), linked_id(other)
    if all(ids):
        return ids[0] == ids[1]
    return folded(str(one)) == folded(str(other))


def _spaced(file_name: str) -> str:
    return re.sub(r"[_\-.+%]+", " ", file_name)


def _says(text: str, words: str) -> bool:
    """Whether words stand one after the other in a text; the last one may go on."""
    terms = matching.terms(words)
    if any(map(is_dense, terms)):
        return all(matching.first_spot(text, [term]) is not None for term in terms)
    pattern = r"[\W_]{1,3}".join(re.escape(term) for term in terms)
    return re.search(rf"(?<!\w){pattern}", text) is not None


def prepared(text: str) -> str:
    """A text as rules look at it."""
    return folded(text)


def active(session: Session) -> list[Record]:
    """The rules that are in use, in their order."""
    return [rule for rule in store.list_active(session, FILING_RULES) if rule.values["switched_off"] is not True]


def proposed(rules: Iterable[Record], paper: Paper) -> Proposed:
    """What the rules propose together for a document."""
    found = Proposed()
    said: list[str] = []
    for rule in rules:
        values = rule.values
        if not fits(values, paper):
            continue
        found = Proposed(
            found.type or values["type"],
            found.sender if found.sender is not None else values["sender"],
            tidy_all([*found.tags, *(values["tags"] or ())]),
            found.title or values["title"] or "",
        )
        said.append(rule.title)
    return Proposed(found.type, found.sender, found.tags, found.title, tuple(said))


def title_from(pattern: str, *, date: object, sender: object, kind: str | None) -> str:
    """The title that a pattern makes; a gap that nothing is known for is left out with the blank before it."""
    known = {
        "date": date.words if isinstance(date, PartialDate) else "",
        "from": "" if sender is None or isinstance(sender, Gap) else str(sender),
        "kind": shown(DOCUMENTS.field("type"), kind),
    }
    return " ".join(_PLACE.sub(lambda found: known[found.group(1)], pattern).split()).strip(" ,;–-")


# Offering a rule ----------------------------------------------------------------------------------------------------------


def offer_after(session: Session, document_id: str) -> Offer | None:
    """The rule to offer after this document was filed: its sender's documents were filed alike, and no rule says so yet."""
    record = store.find(session, DOCUMENTS, document_id)
    if record is None or not record.values["source"] or not isinstance(record.values["type"], str):
        return None
    sender, kind = record.values["source"], record.values["type"]
    key = f"{linked_id(sender) or folded(str(sender))}:{kind}"
    if key in vault_settings.get(session, DECLINED):
        return None
    if any(_says_it(rule, sender, kind) for rule in store.list_active(session, FILING_RULES)):
        return None
    alike = [
        (each, tags) for each, tags in _filed_from(session, sender) if each is not None
    ]  # without a kind says nothing
    if len(alike) < ENOUGH or any(each != kind for each, _ in alike):
        return None
    tags = set(alike[0][1] or ())
    for _, each in alike:
        tags &= set(each or ())
    question = tr("Always file papers from {name} as “{kind}”?", name=sender, kind=shown(DOCUMENTS.field("type"), kind))
    values = {"from_sender": sender, "type": kind, "tags": tidy_all(tags) or None}
    return Offer(values, key, question, len(alike))


def _says_it(rule: Record, sender: object, kind: str) -> bool:
    return rule.values["type"] == kind and same_sender(rule.values["from_sender"], sender)


def _filed_from(session: Session, sender: object) -> Sequence[tuple[str | None, tuple[str, ...] | None]]:
    rows = session.execute(
        select(Document.source, Document.type, Document.tags).where(
            Document.deleted_at.is_(None), Document.filing.is_(None), Document.source.is_not(None)
        )
    )
    return [(kind, tags) for source, kind, tags in rows if same_sender(source, sender)]


def decline(session: Session, offer: Offer) -> None:
    """Remember that this rule is not wanted."""
    known = vault_settings.get(session, DECLINED)
    vault_settings.put(session, DECLINED, {**known, offer.key: store.now()[:10]})
