"""The chart of test results: every value of a test is a dot or named as left out, each in its place; and its paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ism_desktop.printing import results_chart
from ism_desktop.printing.figure import Stroke, Words, text_width
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.results_chart import Chart, ChartContent, ChartPaper, Point, Setting, lay_out, make
from ism_desktop.printing.results_chart.content import told
from ism_desktop.records.dated_events import STARTED, DatedEvent
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Moment, PartialDate, parse_quantity
from tests.printing.reading import said
from tests.rounds import rounds

# Making a failing case smaller takes minutes here, and the case says enough as it is.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
EXAMPLES = settings(
    max_examples=rounds(25, 800), deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=PHASES
)
TODAY = date(2026, 11, 22)


def value(
    text: str,
    taken: str = "2024-05-14",
    *,
    unit: str = "ng/mL",
    key: str = "tryptase",
    lab: str = "Here",
    state: str = "baseline",
    range: str = "",  # noqa: A002  (as the field is called)
) -> PastValue:
    read = parse_quantity(text) if text else None
    return PastValue(
        record_id=f"{taken} {text} {lab}",
        taken_at=Moment.from_stored(taken) if taken else None,
        lab=lab,
        state=state,
        key=key,
        test=key.title(),
        value=text,
        unit=unit,
        range=range,
        flag="",
        method="",
        number=None if read is None else read.number,
        comparator="" if read is None else read.comparator,
        own_unit="" if read is None else read.unit,
    )


def event(on: str, title: str) -> DatedEvent:
    return DatedEvent(STARTED, "medications", title, title, PartialDate.from_stored(on))


def set_chart(
    content: ChartContent,
    *,
    log: bool = False,
    width: float = 473.0,
    height: float = 0.0,
    view: tuple[float, float] | None = None,
) -> Chart:
    def width_of(words: str, size: float, bold: bool) -> float:
        return text_width(words, size, bold=bold)

    return lay_out(content, Setting(width, 10.0, width_of, height, view, log))


DAYS = st.dates(date(2016, 1, 1), date(2026, 11, 1)).map(str)
TAKEN = st.one_of(
    DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]), DAYS.map(lambda day: f"{day}T08:30")
)
TEXTS = st.sampled_from(("28.6", "0", "-3", "< 1.0", "> 200", "1:160", "trace", "5-10", "1200", "7 g/L", ""))
VALUES = st.lists(
    st.builds(
        value,
        TEXTS,
        st.one_of(TAKEN, st.just("")),
        unit=st.sampled_from(("ng/mL", "µg/L", "g/L", "")),
        key=st.sampled_from(("tryptase", "crp")),
        lab=st.sampled_from(("Here", "here", "There", "")),
        state=st.sampled_from(("baseline", "reaction", "after_24h", "")),
        range=st.sampled_from(("below 11.4", "4.0 to 10.0", "> 60", "as usual", "")),
    ),
    min_size=1,
    max_size=30,
)
EVENTS = st.lists(
    st.builds(event, TAKEN.map(lambda taken: taken[:10]), st.text("abc ", min_size=1, max_size=60)), max_size=25
)


@EXAMPLES
@given(VALUES)
def test_every_value_of_a_test_is_drawn_once_or_named_as_left_out(values: list[PastValue]) -> None:
    content = make(values, ("tryptase",))
    drawn = [point.value for point in content.points]
    wanted = [one for one in values if one.key == "tryptase"]
    assert sorted(map(id, [*drawn, *content.left_out])) == sorted(map(id, wanted))
    assert all(one.taken_at is None or not one.value for one in content.left_out)
    for panel in content.panels:
        for point in panel.points:
            assert point.number is None or Decimal(str(point.number)) == point.value.number, "no number is converted"
        units = {point.value.own_unit or point.value.unit for point in panel.points if point.number is not None}
        assert len(units) <= 1 or units <= {"ng/mL", "µg/L"} or any(len(one.split()) > 1 for one in panel.units), units


@EXAMPLES
@given(VALUES, EVENTS, st.booleans(), st.sampled_from((0.0, 300.0, 700.0)))
def test_everything_has_its_place_and_no_words_cover_others(
    values: list[PastValue], happened: list[DatedEvent], log: bool, height: float
) -> None:
    content = make(values, ("tryptase", "crp"), happened)
    if not content.panels:
        return
    chart = set_chart(content, log=log, height=height)
    stands = [spot.said for spot in chart.spots]
    assert sorted(id(one) for one in stands if isinstance(one, Point)) == sorted(map(id, content.points))
    assert len(stands) - len(content.points) == len(results_chart.in_sight(content))
    for number, (panel, plot) in enumerate(zip(content.panels, chart.plots, strict=True)):
        own = [spot for spot in chart.spots if spot.panel == number]
        dots = [spot for spot in own if isinstance(spot.said, Point) and spot.said.number is not None]
        assert all(plot.left <= spot.x <= plot.right for spot in own)
        assert all(plot.top <= spot.y <= plot.bottom for spot in dots)
        assert all(spot.y > plot.bottom for spot in own if spot not in dots), "words stand on a line of their own"
        moments = [spot.said.at for spot in sorted(own, key=lambda spot: (spot.x, spot.said.at))]
        assert moments == sorted(point.at for point in panel.points)
        heights = [(spot.said.number or 0.0, -spot.y) for spot in dots if isinstance(spot.said, Point)]
        assert [height for _, height in sorted(heights)] == sorted(height for _, height in heights)
    for place, box in enumerate(chart.labels):
        assert not any(box.meets(other) for other in chart.labels[place + 1 :])
    assert all(box.left >= 0.0 and box.right <= 473.0 + 10.0 for box in chart.labels)
    words = [shape for shape in chart.figure.shapes if isinstance(shape, Words)]
    assert all(0 <= shape.y <= chart.figure.height for shape in words)
    if chart.listing is not None:
        assert [event for _, event in chart.listing.events] == results_chart.in_sight(content)


def many_events(count: int, *others: str) -> ChartContent:
    """As many medicines as somebody has tried in some years: some begun on the same day."""
    days = (f"{2016 + number % 10}-{number % 4 + 1:02d}-{number % 3 * 9 + 1:02d}" for number in range(count))
    values = [value("31", "2016-01-12"), value("30", "2026-03-12", unit="pmol/L")]
    values += [value("29", f"2019-0{number}-12", unit=unit) for number, unit in enumerate(others, 1)]
    return make(values, ("tryptase",), [event(day, f"Medicine {number}") for number, day in enumerate(days)])


def test_events_without_room_for_words_have_numbers_and_a_list_of_all() -> None:
    few = set_chart(many_events(8))
    assert few.listing is None
    content = many_events(120)
    chart = set_chart(content)
    assert chart.listing is not None
    assert [number for number, _ in chart.listing.events] == list(range(1, 121))
    signs = {(spot.x, spot.y) for spot in chart.spots if spot.panel is None}
    assert 5 < len(signs) == len(chart.labels) - 2, "what is too close shares a sign; two values have words, too"
    for place, box in enumerate(chart.labels):
        assert not any(box.meets(other) for other in chart.labels[place + 1 :])
    listing = chart.listing
    lines = listing.shapes(0.0, listing.height)
    assert len([shape for shape in lines if isinstance(shape, Words)]) == 3 * 120
    assert len(listing.shapes(0.0, listing.height / 10)) < len(lines) / 5, "only what is seen is set"
    for place, (_, one) in enumerate(listing.events):
        box = listing.box(place)
        assert listing.at(box.left + 3.0, (box.top + box.bottom) / 2) is one
    assert listing.at(5.0, -5.0) is None
    middle = (chart.time.first + chart.time.last) / 2
    part = set_chart(content, width=300.0, view=(middle, middle + 900))
    assert part.listing is not None
    assert part.listing.events[0][0] > 40, "a number stays, whatever part of time is shown"


def test_every_event_is_named_on_paper_beside_its_number() -> None:
    paper = ChartPaper(
        demo=False, printed_on=TODAY, name="Juniper Vale", birth_date="1978", chart=many_events(70, "U/L", "g/L")
    )
    text = " ".join(said(results_chart.draw(paper, Paper.LETTER)).split())
    assert text.index("In the same time") < text.index("31 ng/mL"), "beside the chart, before the values"
    events = results_chart.in_sight(paper.chart)
    assert len(events) == 70
    for number, one in enumerate(events, 1):
        assert f"{number} {one.day} {one.words}" in text


def test_lines_join_one_lab_and_leave_out_reactions_and_what_was_not_counted() -> None:
    values = [
        value("31", "2019-03-12", lab="Hollow Creek"),
        value("90", "2019-04-01", lab="Hollow Creek", state="reaction"),
        value("30", "2020-03-12", lab="hollow creek"),
        value("< 1.0", "2021-03-12", lab="Hollow Creek"),
        value("29", "2022-03-12", lab="Hollow Creek"),
        value("28", "2019-06-12", unit="µg/L", lab="Mill"),
        value("27", "2020-06-12", unit="µg/L", lab="Mill"),
    ]
    content = make(values, ("tryptase",))
    assert [panel.title for panel in content.panels] == ["Tryptase, ng/mL = µg/L"], "one unit under two names"
    assert content.labs == ("Hollow Creek", "Mill")
    chart = set_chart(content)
    at = {(round(spot.x, 3), round(spot.y, 3)): spot.said for spot in chart.spots if isinstance(spot.said, Point)}
    legend = chart.plots[-1].bottom + 10
    lines = [
        shape
        for shape in chart.figure.shapes
        if isinstance(shape, Stroke)
        and shape.ink.startswith("line")
        and not shape.closed
        and shape.points[0][1] < legend
    ]
    joined = [
        [at[round(x, 3), round(y, 3)].value.value for x, y in line.points] for line in lines if line.weight == 1.3
    ]
    assert sorted(joined) == [["28", "27"], ["31", "30"]]
    assert {line.dash for line in lines if line.weight == 1.3} == {(), (7.0, 3.0)}, "told apart without colour"


def test_other_units_have_panels_of_their_own_and_nothing_is_joined_across() -> None:
    values = [value("28", unit="ng/mL"), value("28", unit="pmol/L"), value("1:160", unit=""), value("trace", unit="")]
    content = make(values, ("tryptase",))
    assert [panel.title for panel in content.panels] == [
        "Tryptase, ng/mL",
        "Tryptase, pmol/L",
        "Tryptase, as 1 to so many",
    ]
    assert [point.value.value for point in content.panels[0].points] == ["28", "trace"]


def test_a_value_is_told_in_words_of_its_own() -> None:
    content = make([value("< 1.0", "2024-05-14T08:50", range="below 11.4")], ("tryptase",))
    assert told(content.points[0]) == (
        "Tryptase: < 1.0 ng/mL",
        "14 May 2024, 08:50",
        "Here",
        "Lab’s range: below 11.4",
        "Sample: Baseline, without a reaction",
    )


def test_the_paper_says_everything_that_the_chart_draws() -> None:
    values = [
        value("86", "2016-08-20", lab="Fernbrook", state="reaction"),
        value("31.2", "2019-03-12", range="below 11.4"),
        value("15.6", "2024-10-01", range="< 13.5", unit="µg/L", lab="Mill"),
        value("14", ""),
    ]
    content = make(values, ("tryptase",), [event("2024-06-03", "Avapritinib 25 mg"), event("1991", "Long ago")])
    paper = ChartPaper(demo=True, printed_on=TODAY, name="Juniper Vale", birth_date="14 March 1978", chart=content)
    for size in Paper:
        text = " ".join(said(results_chart.draw(paper, size)).split())
        for words in (
            *("Test results over time", "Juniper Vale", "DEMO", "Tryptase, ng/mL = µg/L", "2024", "A Fernbrook", "B Here", "C Mill"),
            *("86 ng/mL", "31.2 ng/mL", "below 11.4", "15.6 µg/L", "< 13.5", "During a reaction", "In the same time", "3 June 2024"),
            *("Not drawn, because the day or the value is missing", "Tryptase: 14", "page 1 of", "printed 2026-11-22"),
        ):  # fmt: skip
            assert words in text, words
        assert text.count("Avapritinib 25 mg started") == 2, "in the chart and in the list"
        assert "Long ago" not in text
    again = replace(paper, log=True)
    assert results_chart.draw(again, Paper.A4).startswith(b"%PDF")
