"""The rules of a card that may be read in an emergency, held against made patients: 50 by default, 500 with `ISM_TEST_ROUNDS=large`."""

import re

import pytest

from ism_desktop.library import card_text
from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card.collect import CardRecords
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.emergency_card.layout import Panel, panels
from ism_desktop.printing.emergency_card.setting import GAP, HEIGHT, total
from ism_desktop.printing.wrapping import SetLine
from ism_desktop.records.kinds.adrenaline_devices import is_live
from ism_desktop.records.values import Gap, PartialDate
from tests.printing.made_patients import TODAY, content_of
from tests.rounds import LARGE

NOT_RECORDED = card_text.load().text("missing")
NUMBERS = range(500 if LARGE else 50)
LONGEST_ON_THE_FACE = 60


def words_of(panel: Panel) -> str:
    """What stands on a panel, as one line."""
    lines = [item.text for item in panel.items if isinstance(item, SetLine)]
    return plain(" ".join(lines))


def plain(text: str) -> str:
    """The text as it is printed, on one line; where a line was broken inside a word the blank does not count."""
    return re.sub(r"\s+", "", typeface.printable(text).replace("\t", " "))


@pytest.fixture(scope="module", params=NUMBERS)
def made(request: pytest.FixtureRequest) -> tuple[CardRecords, CardContent, tuple[Panel, ...]]:
    records, content = content_of(request.param)
    return records, content, panels(content)


Made = tuple[CardRecords, CardContent, tuple[Panel, ...]]


def test_a_made_patients_card(made: Made) -> None:
    """All rules at once: setting a card is the slow part."""
    _the_first_face_holds_what_it_must(*made)
    _nothing_is_cut_without_being_whole_overleaf(*made)
    _every_panel_holds_what_is_on_it(*made)
    _devices_say_what_must_be_known(*made)
    _no_second_dose_is_promised_without_a_device(*made)
    _no_reaction_is_silently_absent(*made)
    _the_risk_line_follows_from_the_diagnosis(*made)
    _nobody_confirms_the_whole_card(*made)
    _no_class_is_called_absent_by_guess(*made)
    _tolerated_has_its_circumstances(*made)


def _the_first_face_holds_what_it_must(_records: CardRecords, content: CardContent, found: tuple[Panel, ...]) -> None:
    face = words_of(found[0])
    for step in content.steps:
        assert plain(step) in face
    assert plain(content.risk) in face
    assert "Adrenaline" in face
    assert "Contact" in face
    shown = content.short_diagnosis or content.diagnosis
    assert plain(content.diagnosis)[:6] in face or plain(shown)[:6] in face
    for section in content.main:
        first = section.brief[0] if section.brief else section.entries[0]
        if len(first.words) <= LONGEST_ON_THE_FACE and len(section.entries) == 1:
            assert plain(first.lead) in face
            assert plain(first.text)[:5] in face or plain(section.entries[0].text)[:5] in face
    assert found[0].goes_on == 0
    assert plain(" continued on") not in face


def _nothing_is_cut_without_being_whole_overleaf(
    _records: CardRecords, content: CardContent, found: tuple[Panel, ...]
) -> None:
    everything = "".join(words_of(panel) for panel in found)
    assert plain(content.diagnosis) in everything or content.diagnosis == NOT_RECORDED
    assert plain(content.name) in everything or content.name == NOT_RECORDED
    for section in content.main:
        for entry in section.entries:
            for word in entry.words.split():
                # The face may say "2nd" for it.
                assert word == "second" or plain(word.strip(":,;")) in everything, (section.key, word)
    face = words_of(found[0])
    assert plain(f"born {content.birth_date}") in face
    if "…panel2" in face:
        assert words_of(found[1]).startswith(
            ("Name", "Diagnosis", "Adrenaline,infull", "Contact,infull", "Emergencynumber,infull")
        )


def _every_panel_holds_what_is_on_it(_records: CardRecords, _content: CardContent, found: tuple[Panel, ...]) -> None:
    for panel in found:
        assert total(panel.items) <= HEIGHT - total(panel.header) - GAP + 0.01, panel.number
    assert len(found) % 2 == 0


def _devices_say_what_must_be_known(records: CardRecords, content: CardContent, found: tuple[Panel, ...]) -> None:
    section = next(one for one in content.main if one.key == "devices")
    said = " ".join(entry.words for entry in (*section.entries, *section.details))
    for device in records.devices:
        expiry = device.values["expiry"]
        if not is_live(device.values["status"]):
            assert device.values["status"] != "used" or "USED" in said
            continue
        if isinstance(expiry, PartialDate) and expiry.last_day < TODAY:
            assert "EXPIRED" in said
            assert f"expires {expiry.words}".replace(" ", "\u00a0") not in said
        assert not device.values["recall_note"] or "RECALL NOTED" in said
        assert device.values["status"] != "kept" or "NOT CARRIED" in said
    face = words_of(found[0])
    for entry in section.entries:  # whatever of a line is cut off, not this
        state = re.match(r"(?:EXPIRED|RECALL NOTED|NOT CARRIED)[A-Z, ]*", entry.lead)
        if state is not None and entry is section.entries[0]:
            assert plain(state[0]) in face
    if len(section.entries) > 1:  # what is at hand stands first
        marked = [bool(re.search("EXPIRED|RECALL|NOT CARRIED", entry.lead)) for entry in section.entries]
        assert marked == sorted(marked)


def _no_second_dose_is_promised_without_a_device(
    records: CardRecords, content: CardContent, _found: tuple[Panel, ...]
) -> None:
    if not content.steps:
        return
    live = [device for device in records.devices if is_live(device.values["status"])]
    fourth = content.steps[3]
    ready = [
        device
        for device in live
        if device.values["status"] != "kept"
        and not device.values["recall_note"]
        and not (isinstance(device.values["expiry"], PartialDate) and device.values["expiry"].last_day < TODAY)
    ]
    if len(ready) < 2:
        assert re.search("if at hand|only one dose|tell the ambulance", fourth)
    devices = next(one for one in content.main if one.key == "devices")
    if len(live) > 1 and any(str(device.values["product"]).lower() == "neffy" for device in live):
        assert "same nostril" in fourth + " ".join(entry.words for entry in devices.entries)
    if len(live) == 1:
        assert fourth == card_text.load().text("step_4_one")
    if "same nostril" in fourth:
        assert {str(device.values["product"]).lower() for device in live} <= {"neffy", "eurneffy"}
    minutes = {device.values["second_dose_minutes"] for device in live}
    for number in re.findall(r"after (\d+) min", fourth):
        assert minutes == {int(number)}
    second = content.steps[1]
    routes = {device.values["route"] for device in live}
    assert ("thigh" in second) == bool(routes & {"injector", "syringe"})
    assert ("nostril" in second) == ("nasal" in routes)
    assert "tongue" not in second


def _no_reaction_is_silently_absent(records: CardRecords, content: CardContent, _found: tuple[Panel, ...]) -> None:
    entries = next(one for one in content.more if one.key == "reactions").entries
    told = 0
    for entry in entries:
        more = re.search(r"and (\d+) more|\+(\d+) more|(\d+) in the patient", entry.words)
        told += int(next(filter(None, more.groups()))) if more else 0
    named = [entry for entry in entries if not re.search(r"^and \d+ more|^\+\d+ more", entry.lead) and entry.lead]
    open_ones = [one for one in records.reactions if one.values["certainty"] != "cleared"]
    assert len(named) + told == len(open_ones)


def _the_risk_line_follows_from_the_diagnosis(
    records: CardRecords, content: CardContent, _found: tuple[Panel, ...]
) -> None:
    diagnosis = None if records.person is None else records.person.values["diagnosis"]
    systemic = diagnosis in {"ism", "bmm", "ssm", "sm_ahn", "asm", "mcl", "sm"}
    assert bool(content.risk) == (systemic and bool(content.steps))


def _nobody_confirms_the_whole_card(records: CardRecords, content: CardContent, _found: tuple[Panel, ...]) -> None:
    for section in (*content.main, *content.more, *content.large_only):
        if section.key not in {"do_not_give", "use_with_care", "after_adrenaline", "tryptase"}:
            assert not any("confirmed by" in entry.words for entry in section.entries), section.key
    assert "written by" not in " ".join(entry.words for section in content.more for entry in section.entries)
    assert records.details is None or content.text_set.endswith(card_text.load().text("not_reviewed"))


def _no_class_is_called_absent_by_guess(records: CardRecords, content: CardContent, _found: tuple[Panel, ...]) -> None:
    section = next((one for one in content.more if one.key == "medications"), None)
    if section is not None and any(entry.text.startswith("no beta-blocker") for entry in section.entries):
        regular = [one for one in records.medications if one.values["use"] in {"regular", "as_needed", None}]
        assert all(one.values["emergency_class"] not in {None, Gap.UNKNOWN} for one in regular)


def _tolerated_has_its_circumstances(_records: CardRecords, content: CardContent, _found: tuple[Panel, ...]) -> None:
    section = next((one for one in content.more if one.key == "tolerated"), None)
    for entry in section.entries if section is not None else ():
        if entry.text != NOT_RECORDED:
            assert all("premedication" in part for part in entry.text.split("); ")), entry.text


def test_the_oldest_child_is_seventeen() -> None:
    for number in range(200):
        records, content = content_of(number)
        born = None if records.person is None else records.person.values["birth_date"]
        has_weight = any(section.key == "weight" for section in content.more)
        if isinstance(born, PartialDate):
            assert has_weight == (TODAY.year - born.last_day.year < 18)
