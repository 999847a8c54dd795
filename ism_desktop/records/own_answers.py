"""What a person answered in their own words, ready to be quoted: all of it for a letter, and what may stand in any paper for a visit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ism_desktop.records import store
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One answer: the record's id, the key of its question (empty for one of the person's own), both texts, and the choice about quoting.

    `may_be_quoted` is None while the person has not chosen.
    """

    id: str
    prompt: str
    asked: str
    answer: str
    may_be_quoted: bool | None


def answered(session: Session) -> list[OwnAnswer]:
    """Every question that has an answer, in the person's order. For a letter, in which each is chosen by hand."""
    records = store.list_active(session, PROMPT_ANSWERS)
    return [_answer(record) for record in records if str(record.values["answer"] or "").strip()]


def quotable(session: Session, prompts: Collection[str] | None = None) -> list[OwnAnswer]:
    """The answers that papers may quote, because the person said yes to it; only those to these questions, where some are named.

    What a visit brief may use. Without that yes an answer is never in it.
    """
    return [
        one for one in answered(session) if one.may_be_quoted is True and (prompts is None or one.prompt in prompts)
    ]


def keys_answered(session: Session) -> frozenset[str]:
    """The keys of the questions that were begun, with an answer or not yet."""
    return frozenset(
        str(record.values["prompt"])
        for record in store.list_active(session, PROMPT_ANSWERS)
        if record.values["prompt"] is not None
    )


def chosen(answers: Sequence[OwnAnswer], ids: Sequence[str]) -> list[OwnAnswer]:
    """These answers in this order; what is gone meanwhile is left out."""
    by_id = {one.id: one for one in answers}
    return [by_id[one] for one in ids if one in by_id]


def _answer(record: Record) -> OwnAnswer:
    values = record.values
    quoted = values["may_be_quoted"]
    return OwnAnswer(
        record.id,
        str(values["prompt"] or ""),
        str(values["asked"] or ""),
        str(values["answer"] or ""),
        quoted if isinstance(quoted, bool) else None,
    )
