"""The lines of the table of test results over time: what the chart draws, and where each value is printed."""

from collections.abc import Mapping, Sequence

from ism_desktop.language import tr
from ism_desktop.printing.results_chart.content import printed, state_words, taken_words
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.kinds.test_results import TRYPTASE
from ism_desktop.records.links import Proof
from ism_desktop.records.test_values import PastValue

Entry = PastValue | DatedEvent


def tabled(entries: Sequence[Entry], proofs: Mapping[str, Proof]) -> tuple[list[str], list[list[str]]]:
    """The heads and lines of these values and events; a column that would say nothing is left out."""
    values = [entry for entry in entries if isinstance(entry, PastValue)]
    several = len({value.key or value.test for value in values}) > 1
    has_events = len(values) < len(entries)
    of_tryptase = any(value.key == TRYPTASE for value in values)
    heads = [tr("When"), tr("Event")] if has_events else [tr("When it was taken")]
    heads += [tr("Test")] if several else []
    heads += [tr("Value"), tr("Lab’s range"), tr("Flag")]
    heads += [tr("Which sample it was")] if of_tryptase else []
    heads += [tr("Lab"), tr("Method or note"), tr("Report")]
    lines: list[list[str]] = []
    for entry in entries:
        if isinstance(entry, DatedEvent):
            line = [entry.on.words, entry.words]
            lines.append(line + [""] * (len(heads) - len(line)))
            continue
        line = [taken_words(entry), *([""] if has_events else []), *([entry.test] if several else [])]
        line += [printed(entry), entry.range, entry.flag]
        line += [state_words(entry)] if of_tryptase else []
        lines.append([*line, entry.lab, entry.method, page_words(proofs.get(entry.record_id))])
    return heads, lines


def page_words(proof: Proof | None) -> str:
    """The report that says a value, and its page."""
    if proof is None:
        return ""
    return proof.title if proof.page is None else tr("{title}, page {page}", title=proof.title, page=proof.page)
