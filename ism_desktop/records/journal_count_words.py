"""What a count of the journal says, in sentences: the answer, what is left out of it, and how the days are counted.

The window shows these sentences and copies them. No sentence says that one thing caused the other.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records.journal_counts import FEWEST, Count, Window


def question(exposures: Sequence[str], symptom: str) -> str:
    """What was counted. `exposures` are one or two, as they are called."""
    if len(exposures) == 1:
        return tr(
            "Days on which “{symptom}” began, with “{exposure}” and without", symptom=symptom, exposure=exposures[0]
        )
    return tr(
        "Days on which “{symptom}” began, with “{exposure}” and “{other}” on the same day, and on the other days",
        symptom=symptom,
        exposure=exposures[0],
        other=exposures[1],
    )


def frame(window: Window | None, period: tuple[date, date]) -> str:
    """In which window and period was counted."""
    begins, ends = (in_use().day(day) for day in period)
    if window is None:
        return tr("On the same day, from {begins} to {ends}.", begins=begins, ends=ends)
    return tr(
        "From {first} to {last} hours after it, from {begins} to {ends}.",
        first=as_decimal(window.begins),
        last=as_decimal(window.ends),
        begins=begins,
        ends=ends,
    )


def too_few() -> str:
    """What is said under the floor."""
    return tr("Too few days to say anything.")


def numbers(count: Count, *, of_pair: bool) -> list[str]:
    """The days with the exposure, and those without."""
    if of_pair:
        return [
            tr_n(
                "With both on the same day: {hits} of {number} day.",
                "With both on the same day: {hits} of {number} days.",
                count.with_days,
                hits=count.with_hits,
            ),
            tr_n(
                "On the other days: {hits} of {number} day.",
                "On the other days: {hits} of {number} days.",
                count.without_days,
                hits=count.without_hits,
            ),
        ]
    return [
        tr_n(
            "With it: {hits} of {number} day.",
            "With it: {hits} of {number} days.",
            count.with_days,
            hits=count.with_hits,
        ),
        tr_n(
            "Without it: {hits} of {number} day.",
            "Without it: {hits} of {number} days.",
            count.without_days,
            hits=count.without_hits,
        ),
    ]


def left_out(count: Count, undated: int) -> list[str]:
    """What is in none of the numbers; nothing where there is none of it."""
    said = (
        (
            count.untold,
            tr_n(
                "{number} day cannot be told, because a time is missing.",
                "{number} days cannot be told, because a time is missing.",
                count.untold,
            ),
        ),
        (
            count.set_aside,
            tr_n(
                "{number} day is set aside, because the hours after another day reach into it.",
                "{number} days are set aside, because the hours after another day reach into them.",
                count.set_aside,
            ),
        ),
        (
            count.silent,
            tr_n(
                "{number} day of the period has no entry.", "{number} days of the period have no entry.", count.silent
            ),
        ),
        (
            undated,
            tr_n(
                "{number} entry of the journal has no exact day and is not counted.",
                "{number} entries of the journal have no exact day and are not counted.",
                undated,
            ),
        ),
    )
    return [words for number, words in said if number]


def definitions(window: Window | None, *, of_pair: bool) -> list[str]:
    """How the days are counted, in plain words."""
    said = [
        tr("The numbers say how often two things were noted near each other, and not that one comes from the other.")
    ]
    if window is None:
        said += [
            tr("With it: days on which you noted it. Such a day counts when the symptom began on it, before or after."),
            tr(
                "Without it: days with an entry on which you did not note it. Such a day counts when the symptom began on it."
            ),
        ]
    else:
        first, last = as_decimal(window.begins), as_decimal(window.ends)
        said += [
            tr(
                "With it: days on which you noted it. Such a day counts when the symptom began from {first} to {last} hours after it, also"
                " when that was on a later day.",
                first=first,
                last=last,
            ),
            tr(
                "Without it: days with an entry on which you did not note it, and into which the hours after it do not reach. Such a day"
                " counts when the symptom began on it."
            ),
            tr("A day into which the hours after another day reach is set aside: it belongs to neither side."),
            tr(
                "Most quick entries have no time for what came before. Such a day cannot be told where the time decides it, and is in no"
                " other number. The whole form of an entry has room for the time."
            ),
        ]
    if of_pair:
        said.append(
            tr(
                "Of two things, “it” means both on the same day, and the hours begin with the later one. A day with only one of the two is"
                " one of the other days."
            )
        )
    return [
        *said,
        tr(
            "A symptom counts on the day on which it began, and not where it was noted as 0 or none. A day on which you noted nothing says"
            " nothing and is in neither number."
        ),
        tr_n(
            "With fewer than {number} day on either side there is too little to say anything. This limit is the program’s own.",
            "With fewer than {number} days on either side there is too little to say anything. This limit is the program’s own.",
            FEWEST,
        ),
    ]


def as_decimal(hours: float) -> Decimal:
    """Hours as they are written: `2`, not `2.0`."""
    return Decimal(int(hours)) if hours == int(hours) else Decimal(str(hours))
