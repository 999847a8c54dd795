"""The journal on the chart: every value that was typed is a dot at its number, nothing is joined or averaged, and each says what it is."""

from datetime import date
from decimal import Decimal

from ism_desktop.printing.figure import Stroke, text_width
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.results_chart import ChartContent, ChartPaper, Setting, draw, journal, lay_out
from ism_desktop.printing.results_chart.content import make, placed, told
from ism_desktop.records import dated_events, journal_series, store, tracker_readings
from ism_desktop.records.journal_series import Felt
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.tracker_readings import Reading
from ism_desktop.records.values import Moment, Rows
from ism_desktop.vault import Vault
from tests.printing.reading import said

WIDTH, EM = 600.0, 10.0


def at(day: str) -> Moment:
    return Moment.from_stored(day)


def laid_out(content: ChartContent):
    return lay_out(content, Setting(WIDTH, EM, lambda words, size, bold: text_width(words, size, bold=bold), 400.0))


FELT = [
    Felt("a", at("2026-03-12T14:05[Europe/Berlin]"), 7),
    Felt("b", at("2026-03-12T19:00"), 2),
    Felt("c", at("2026-04-01"), 0),
    Felt("d", at("2026-05-03"), None, "mild"),
    Felt("e", at("2026-06"), None),
]


def test_every_entry_is_a_dot_at_its_number_on_a_whole_scale() -> None:
    panel = journal.severity_panel("flushing", "Flushing", FELT)
    content = journal.beside([panel], make([], []), [])
    assert panel.title == "Flushing, 0 to 10"
    assert [point.number for point in panel.points] == [7, 2, 0, None, None]
    assert [point.value.value for point in panel.points] == ["7", "2", "0", "mild", "noted"]
    assert told(panel.points[0]) == ("Flushing: 7", "12 March 2026, 14:05")
    chart = laid_out(content)
    assert len(chart.spots) == len(FELT)
    heights = [spot.y for spot in chart.spots[:3]]
    assert heights == sorted(heights), "the higher the number, the higher the dot"
    lined = [
        shape
        for shape in chart.figure.shapes
        if isinstance(shape, Stroke) and shape.ink.startswith("line") and not shape.closed
    ]
    assert lined == [], "no line says anything of days on which nothing was noted"


def test_trackers_keep_their_units_apart_and_both_numbers_of_a_pressure() -> None:
    name = ("weight", "")
    readings = [
        Reading("a", name, "Weight", at("2026-03-12"), "62 kg", (Decimal(62),), "kg"),
        Reading("b", name, "Weight", at("2026-03-13"), "137 lb", (Decimal(137),), "lb"),
        Reading("c", name, "Weight", at("2026-03-14"), "61.5 kg", (Decimal("61.5"),), "kg"),
        Reading("d", name, "Weight", at("2026-03-15"), "not weighed"),
    ]
    panels = journal.tracker_panels("weight", "Weight", readings)
    assert [panel.title for panel in panels] == ["Weight, kg", "Weight, lb"]
    assert [[point.value.value for point in panel.points] for panel in panels] == [
        ["62 kg", "61.5 kg", "not weighed"],
        ["137 lb"],
    ]
    pressure = Reading(
        "e", ("blood_pressure", ""), "Blood pressure", at("2026-03-12"), "120/80 mmHg", (Decimal(120), Decimal(80))
    )
    [panel] = journal.tracker_panels("blood_pressure", "Blood pressure", [pressure])
    assert [point.number for point in panel.points] == [120, 80]
    assert {told(point)[0] for point in panel.points} == {"Blood pressure: 120/80 mmHg"}
    stress = Reading("f", ("stress", ""), "Stress", at("2026-03-12"), "6 of 10", (Decimal(6),), is_scale=True)
    assert journal.tracker_panels("stress", "Stress", [stress])[0].ends == (0.0, 10.0)


def test_tests_and_what_happened_stand_on_the_same_axis() -> None:
    tryptase = PastValue(
        "r", at("2026-04-10"), "Lab", "", "tryptase", "Tryptase", "28.6", "ng/mL", "below 11.4", "", "", Decimal("28.6")
    )
    results = make([tryptase], ["tryptase"])
    event = dated_events.DatedEvent(
        dated_events.EPISODE, EPISODES.name, "x", "Episode of 5 April 2026", at("2026-04-05").date
    )
    content = journal.beside([journal.severity_panel("flushing", "Flushing", FELT)], results, [placed(event)])
    assert [panel.test for panel in content.panels] == ["Flushing", results.panels[0].test]
    chart = laid_out(content)
    [spot] = [spot for spot in chart.spots if spot.panel is None]
    flushing = [spot for spot in chart.spots if spot.panel == 0]
    [result] = [spot for spot in chart.spots if spot.panel == 1]
    assert flushing[2].x < spot.x < result.x < flushing[3].x


def test_on_paper_it_says_what_was_noted_and_what_a_filter_left_out() -> None:
    many = [Felt(str(number), at(f"20{number // 12:02d}-{number % 12 + 1:02d}-03"), 4) for number in range(130)]
    content = journal.beside([journal.severity_panel("flushing", "Flushing", many)], make([], []), [])
    today = date(2026, 5, 20)
    paper = ChartPaper(
        demo=False,
        printed_on=today,
        name="Juniper Vale",
        birth_date="1978",
        chart=content,
        filtered_by="Severity: 4 or more",
    )
    text = " ".join(said(draw(paper, Paper.A4)).split())
    assert "Journal over time" in text
    assert "Only some entries of the journal are drawn. Chosen by: Severity: 4 or more." in text
    assert "A day without a dot" not in text, "some of them have an entry that was left out"
    assert "30 earlier values are not listed." in text
    assert "The ranges are those" not in text, "no lab said anything here"
    assert "Lab" not in text


def test_a_symptom_is_read_over_the_years_as_it_was_typed(vault: Vault) -> None:
    rows = Rows(
        ({"symptom": "flushing", "severity": 5}, {"symptom": "itch"}, {"symptom": "flushing", "how_bad": "severe"})
    )
    own = Rows(({"symptom": "other", "own": "Buzzing EARS", "severity": 3},))
    with vault.write() as session:
        first = store.save(
            session, JOURNAL_ENTRIES, {"day": "symptoms", "begun": at("2026-03-12T14:05"), "symptoms": rows}
        )
        gone = store.save(session, JOURNAL_ENTRIES, {"day": "symptoms", "begun": at("2026-03-13"), "symptoms": rows})
        store.trash(session, JOURNAL_ENTRIES, gone)
        last = store.save(session, JOURNAL_ENTRIES, {"day": "symptoms", "begun": at("2026-03"), "symptoms": own})
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": at("2026-03-14"), "notes": "no flushing"})
    with vault.read() as session:
        found = journal_series.read(session, [("flushing", ""), ("other", "buzzing ears")])
        assert tracker_readings.read(session) == []
    assert found["flushing", ""] == [
        Felt(first, at("2026-03-12T14:05"), 5),
        Felt(first, at("2026-03-12T14:05"), None, "severe"),
    ]
    assert found["other", "buzzing ears"] == [Felt(last, at("2026-03"), 3)]
