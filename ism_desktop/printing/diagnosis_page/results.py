"""Values from the test results for the topics of the diagnosis: the newest one of each test, as the lab printed it; nothing is compared."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.library import lab_tests
from ism_desktop.printing.diagnosis_page.content import Evidence
from ism_desktop.printing.values import joined
from ism_desktop.records import links, test_values
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Moment
from ism_desktop.records.values.plain import to_json
from ism_desktop.vault import Session

# The tests of the library that tell about a topic, each in the order of the page.
TESTS: Mapping[str, tuple[str, ...]] = {
    "tryptase": ("tryptase",),
    "kit": ("kit_d816v", "kit_other"),
    "hat": ("tpsab1",),
}
_SHOWN = 1
"""How many values of one test stand on the page: it has to stay one page, and all of them stand under Test results."""


def of_topics(session: Session, findings: Mapping[str, Sequence[Evidence]]) -> dict[str, list[Evidence]]:
    """The newest value of each test, by topic; what a finding of the topic says of the same day is not said twice."""
    wanted = {key for keys in TESTS.values() for key in keys}
    by_key: dict[str, list[PastValue]] = {}
    for value in test_values.every(session):
        key = value.key or _recognised(value.test)
        if key in wanted and (value.value or value.flag):
            by_key.setdefault(key, []).append(value)
    return {
        topic: [one for key in keys for one in _newest(session, _besides(by_key.get(key, ()), findings.get(topic, ())))]
        for topic, keys in TESTS.items()
    }


def _recognised(name: str) -> str:
    """The key of a test that was typed without choosing it from the list."""
    test = lab_tests.recognised(name)
    return "" if test is None else test.key


def _besides(values: Iterable[PastValue], findings: Sequence[Evidence]) -> list[PastValue]:
    return [value for value in values if not any(_says(finding, value) for finding in findings)]


def _says(finding: Evidence, value: PastValue) -> bool:
    """Whether a finding of the same day holds this value to the letter, and not as a part of a longer number."""
    is_same_day = value.taken_at is not None and finding.plain.get("on_date") == to_json(value.taken_at.date)
    whole = rf"(?<![\w.,]){re.escape(value.value)}(?!\w|[.,]\d)"
    return is_same_day and bool(value.value) and re.search(whole, finding.said) is not None


def _newest(session: Session, values: Sequence[PastValue]) -> Iterator[Evidence]:
    for value in values[:_SHOWN]:
        yield _evidence(session, value)
    further = len(values) - _SHOWN
    if further > 0:
        words = tr_n(
            "{number} more value stands under Test results.",
            "{number} more values stand under Test results.",
            further,
        )
        yield Evidence("", TEST_RESULTS.name, words, "", "", "", (), {"more": further})


def _evidence(session: Session, value: PastValue) -> Evidence:
    """In two lines, to save room: value, day and range; below them the rest, and the lab where no document names it."""
    said = tr_c("a test and its value", "{test}: {value}", test=value.test, value=_printed(value))
    state = choice_label(TEST_RESULTS.field("tryptase_state"), value.state) if value.state else ""
    span = tr("lab’s range: {range}", range=value.range) if value.range else ""
    names = ("test", "value", "unit", "range", "flag", "method", "lab", "state")
    plain = {name: getattr(value, name) for name in names if getattr(value, name)}
    if isinstance(value.taken_at, Moment):
        plain["taken_at"] = value.taken_at.stored
    sources = tuple(links.proofs(session, TEST_RESULTS, value.record_id))
    return Evidence(
        record_id=value.record_id,
        kind=TEST_RESULTS.name,
        said=joined(said, _when(value), span),
        state="",
        detail=joined(state, value.method, "" if sources else value.lab),
        origin=tr("my test results"),
        sources=sources,
        plain=plain,
    )


def _when(value: PastValue) -> str:
    return value.taken_at.date.words if isinstance(value.taken_at, Moment) else tr("day not recorded")


def _printed(value: PastValue) -> str:
    """The value with its unit and the lab's flag, as printed."""
    both = tr_c("a value and its unit", "{value} {unit}", value=value.value, unit=value.unit)
    said = both if value.value and value.unit else value.value or value.unit
    return tr_c("a value and the lab’s flag", "{value} {flag}", value=said, flag=value.flag) if value.flag else said
