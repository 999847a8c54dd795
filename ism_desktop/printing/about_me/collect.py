"""Collecting the letter: the answers a person chose, in their order and words."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.library import prompts
from ism_desktop.printing.about_me.content import Changes, Letter, Part
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import own_answers, point_person, store
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.own_answers import OwnAnswer
from ism_desktop.vault import Session


def collect(
    session: Session, reader: str, today: date, changes: Changes | None = None, *, demo: bool = False
) -> Letter:
    """Collect the letter for this reader as it would be printed today; without a choice of ids, of those that are ticked at first."""
    made = changes or Changes()
    answers = own_answers.answered(session)
    ids = at_first(answers, reader) if made.ids is None else made.ids
    person = store.the_one(session, PERSON)
    return Letter(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session) if reader == prompts.DOCTOR else "",
        reader=reader,
        opening=made.opening.strip(),
        parts=tuple(_part(one, made) for one in own_answers.chosen(answers, ids)),
        closing=made.closing.strip(),
    )


def _part(answer: OwnAnswer, changes: Changes) -> Part:
    said = changes.words.get(answer.id, "").strip()
    return Part(answer.id, answer.asked, said or answer.answer)


def at_first(answers: Sequence[OwnAnswer], reader: str) -> tuple[str, ...]:
    """The ids that are ticked at first: answers to questions for this reader, but none with a no to being quoted."""
    fitting = {prompt.key for prompt in prompts.load() if reader in prompt.readers}
    return tuple(one.id for one in answers if one.prompt in fitting and one.may_be_quoted is not False)


def in_order(answers: Sequence[OwnAnswer], ids: Sequence[str]) -> list[OwnAnswer]:
    """All answers as they are offered: those of these ids first, in their order, the others behind them."""
    first = own_answers.chosen(answers, ids)
    return [*first, *(one for one in answers if one not in first)]
