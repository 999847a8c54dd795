"""Episodes side by side: what stands in each row, that nothing is computed but minutes, and that six fit on one page on its side."""

from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from ism_desktop.printing import episode_comparison
from ism_desktop.printing.paper import Paper
from ism_desktop.records import episodes, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows, parse_quantity
from ism_desktop.ui.paper_kit.pages import Sheet
from ism_desktop.ui.paper_kit.print_run import upright
from ism_desktop.vault import Vault

TODAY = date(2026, 5, 9)
BEGAN = datetime(2026, 5, 3, 14, 2, 5, tzinfo=timezone(timedelta(hours=2)))
DAY = PartialDate(2026, 5, 3)


@pytest.fixture
def ids(vault: Vault) -> dict[str, str]:
    """A recorded episode with results of its days, one of which little is known, a reaction, and one that was never had."""
    with vault.write() as session:
        recorded = ""
        for minutes, what, more in (
            (0, "noticed", {"symptom": "flushing"}),
            (2, "noticed", {"symptom": "itch"}),
            (3, "medicine", {"medicine": "Cetirizine"}),
            (7, "injector_1", {}),
            (9, "called", {}),
            (10, "injector_2", {}),
            (64, "blood_drawn", {}),
            (130, "over", {}),
        ):
            moment = BEGAN + timedelta(minutes=minutes)
            recorded, time_id = episodes.record(session, episodes.Press(what, **more), moment)
            if what == "injector_2":
                episodes.mark_mistaken(session, time_id, mistaken=True)
        store.save(session, BY_NAME["episodes"], {"given": "Oxygen", "outcome": "admitted"}, record_id=recorded)
        old = store.save(session, BY_NAME["episodes"], {"began": Moment(PartialDate(2011))})
        values = {
            "substance": "Wasp sting",
            "reaction": "Fainted",
            "happened_on": PartialDate(2016),
            "severity": "severe",
        }
        reaction = store.save(session, BY_NAME["reactions"], values)
        store.save(session, BY_NAME["reactions"], {"substance": "Codeine", "type": "avoid"})
        for day, state, value in (
            (Moment(DAY, PartialTime(15, 6)), "reaction", "48"),
            (Moment(PartialDate(2026, 5, 4)), "after_24h", "21"),
            (Moment(PartialDate(2026, 5, 6)), "after_24h", "20"),
            (Moment(PartialDate(2025, 3, 12)), "baseline", "19"),
            (Moment(PartialDate(2019, 3, 12)), "baseline", "17"),
        ):
            row = {"test": "Tryptase", "key": "tryptase", "value": parse_quantity(value), "unit": "ng/mL"}
            result = {"taken_at": day, "tryptase_state": state, "lab": "Fernbrook", "values": Rows.of([row])}
            store.save(session, BY_NAME["test_results"], result)
    return {"recorded": recorded, "old": old, "reaction": reaction}


def test_each_row_holds_what_is_recorded(vault: Vault, ids: dict[str, str]) -> None:
    with vault.read() as session:
        there = episode_comparison.candidates(session)
        content = episode_comparison.collect(session, ids.values(), TODAY)
    assert [one.id for one in there] == list(ids.values()), "what was only told to be avoided did not happen"
    assert episode_comparison.usual(there) == [ids["recorded"], ids["old"]]
    assert episode_comparison.usual(there[1:]) == [ids["old"], ids["reaction"]], "one alone compares with nothing"
    recorded, old, reaction = content.episodes
    assert recorded.rows["noticed"] == ("0 min, 14:02: Flushing", "2 min, 14:04: Itch")
    assert recorded.rows["treatment"] == (
        "3 min, 14:05: Cetirizine",
        "7 min, 14:09: Injector 1",
        "By others: Oxygen",
    ), "the mistaken press is left out"
    assert recorded.rows["help"] == ("9 min, 14:11: Called for help",)
    assert recorded.rows["blood_drawn"] == ("64 min, 15:06",)
    assert recorded.rows["tryptase"] == (
        "48 ng/mL, 3 May 2026, 15:06, Fernbrook (During a reaction)",
        "21 ng/mL, 4 May 2026, Fernbrook (24 hours or more after a reaction)",
    )
    assert recorded.rows["baseline"] == ("19 ng/mL, 12 March 2025, Fernbrook",)
    assert recorded.rows["outcome"] == ("2 h 10 min, 16:12: Over", "stayed in hospital")
    assert old.rows["baseline"] == ("17 ng/mL, 12 March 2019, Fernbrook",), "none was before it: the first there is"
    assert old.cell("noticed") == "not recorded"
    assert (reaction.title, reaction.rows["began"], reaction.rows["noticed"]) == ("Wasp sting", ("2016",), ("Fainted",))
    assert reaction.rows["outcome"] == ("How bad: severe",)


@pytest.mark.parametrize("paper", list(Paper))
def test_six_fit_on_one_page_on_its_side(paper: Paper, vault: Vault, ids: dict[str, str]) -> None:
    with vault.read() as session:
        content = episode_comparison.collect(session, [*ids.values()] * 2, TODAY)
    assert len(content.episodes) == episode_comparison.MOST
    (page,) = PdfReader(BytesIO(episode_comparison.draw(content, paper))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (round(paper.height), round(paper.width))
    read = " ".join(page.extract_text().split())
    for words in ("Flushing", "not recorded", "48 ng/mL", "Nothing else is computed"):
        assert words in read


def test_what_lies_on_its_side_is_turned_for_the_printer() -> None:
    image = QImage(297, 210, QImage.Format.Format_Grayscale8)
    lying = Sheet(0, QSizeF(*reversed(Paper.A4.size)), image)
    turned = upright(lying, Paper.A4)
    assert (turned.size, turned.image.width(), turned.image.height()) == (QSizeF(*Paper.A4.size), 210, 297)
    assert upright(turned, Paper.A4) is turned
    assert upright(lying, Paper.LETTER) is lying, "a page of another size stays as it is"
