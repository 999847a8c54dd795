"""Printed copies: another wording makes no card differ, another fact does; copies from before, in sentences, are compared rightly."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from ism_desktop.library import card_text
from ism_desktop.library.card_text import CardText, TextLine
from ism_desktop.printing import emergency_card, question_list
from ism_desktop.printing.emergency_card import printed_copy
from ism_desktop.printing.emergency_card.collect import CardRecords, compose, read
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault
from ism_desktop.vault.migrations import step_0005_printed_copies as step_5
from tests.printing import patients
from tests.printing.made_patients import TODAY, content_of
from tests.rounds import rounds


def reworded(text: CardText) -> CardText:
    """The card language with every line in other words: another text set."""
    lines = {
        key: TextLine(f"Ø{line.text}Ø", line.sources, {form: f"Ø{said}Ø" for form, said in line.forms.items()})
        for key, line in text.lines.items()
    }
    return replace(text, set_id="other-9", lines=lines)


def in_sentences(content: CardContent) -> dict[str, Any]:
    """The card as it was kept before keys were: its English lines under their headings."""
    return {
        "number": 1,
        "printed_on": content.printed_on.isoformat(),
        "code": "0000-0000",
        "demo": content.demo,
        "language": "EN",
        "name": content.name,
        "birth_date": content.birth_date,
        "diagnosis": content.diagnosis,
        "risk": content.risk,
        "review_by": content.review_by,
        "steps": list(content.steps),
        "text_set": content.text_set,
        "sections": [
            {"heading": section.heading, "lines": [entry.words for entry in section.entries]}
            for section in (*content.main, *content.more)
        ],
    }


def through_json(plain: Mapping[str, Any]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json.dumps(plain))
    return loaded


# Wording -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(rounds(25, 300)))
def test_no_other_wording_makes_a_card_differ(number: int) -> None:
    records, content = content_of(number)
    older = through_json(content.as_dict())
    other = compose(records, today=TODAY, number=1, text=reworded(card_text.load()))
    assert other.steps != content.steps or not content.steps
    assert other.differences(older) == ()
    assert other.code == content.code
    assert content.differences(through_json(other.as_dict())) == ()


def test_a_copy_holds_keys_and_iso_dates_and_no_words_of_ours(vault: Vault) -> None:
    with vault.write() as session:
        patients.full(session)
    with vault.read() as session:
        plain = emergency_card.collect(session, today=TODAY, number=3).as_dict()
    assert (plain["birth_date"], plain["review_by"]) == ("1984-03-12", "2027-05")
    kept = json.dumps(plain, ensure_ascii=False)
    for sentence in card_text.SENTENCES - {"date", "way_nasal", "signature"}:
        assert card_text.load().lines[sentence].text not in kept, sentence
    for words in ("NOT RECORDED", "expires ", "May 2027", "Adrenaline", "according to", "stated by"):
        assert words not in kept


# Facts -------------------------------------------------------------------------------------------------------------------

Change = tuple[Kind, Mapping[str, object]]

CHANGES: tuple[Change, ...] = (
    (PERSON, {"name": "Alexandra Morgan"}),
    (PERSON, {"latin_name": "Alex M."}),
    (PERSON, {"birth_date": PartialDate(1984, 3, 13)}),
    (PERSON, {"diagnosis": "asm"}),
    (PERSON, {"diagnosis": Gap.UNKNOWN}),
    (PERSON, {"diagnosis_line": "ISM, in the words of Dr Okafor"}),
    (PERSON, {"languages": "English"}),
    (PERSON, {"communication": Gap.NONE}),
    (PERSON, {"asthma": None}),
    (EMERGENCY_CARD, {"emergency_number": "000"}),
    (EMERGENCY_CARD, {"second_number": None}),
    (EMERGENCY_CARD, {"do_not_give": "Morphine."}),
    (EMERGENCY_CARD, {"use_with_care": "Contrast medium"}),
    (EMERGENCY_CARD, {"use_with_care": Gap.NONE}),
    (EMERGENCY_CARD, {"do_not_give_by": "Dr Hana Sorel"}),
    (EMERGENCY_CARD, {"do_not_give_on": PartialDate(2026, 5)}),
    (EMERGENCY_CARD, {"after_adrenaline": Gap.NONE}),
    (EMERGENCY_CARD, {"tryptase": "32.5 ng/mL"}),
    (EMERGENCY_CARD, {"tryptase_on": PartialDate(2026, 4, 19)}),
    (EMERGENCY_CARD, {"premedication": False}),
    (EMERGENCY_CARD, {"premedication_where": "wallet"}),
    (EMERGENCY_CARD, {"print_steps": False}),
    (EMERGENCY_CARD, {"review_by": PartialDate(2027, 6)}),
    (EMERGENCY_CARD, {"confirmed_by": "Dr Hana Sorel"}),
    (EMERGENCY_CONTACTS, {"name": "Jordan Wale"}),
    (EMERGENCY_CONTACTS, {"relation": "friend"}),
    (EMERGENCY_CONTACTS, {"phone": "+1 555 010 0199"}),
    (EMERGENCY_CONTACTS, {"second_phone": "+1 555 010 0198"}),
    (EMERGENCY_CONTACTS, {"language": "Spanish"}),
    (ADRENALINE_DEVICES, {"product": "Jext"}),
    (ADRENALINE_DEVICES, {"strength": "0.15 mg"}),
    (ADRENALINE_DEVICES, {"route": "nasal"}),
    (ADRENALINE_DEVICES, {"route": None}),
    (ADRENALINE_DEVICES, {"expiry": PartialDate(2027, 9)}),
    (ADRENALINE_DEVICES, {"expiry": PartialDate(2025, 9)}),
    (ADRENALINE_DEVICES, {"kept_where": "desk"}),
    (ADRENALINE_DEVICES, {"second_dose_minutes": 10}),
    (ADRENALINE_DEVICES, {"status": "kept"}),
    (ADRENALINE_DEVICES, {"status": "used"}),
    (ADRENALINE_DEVICES, {"recall_note": "lot 4"}),
    (REACTIONS, {"substance": "Something else"}),
    (REACTIONS, {"reaction": "hives"}),
    (REACTIONS, {"severity": "mild"}),
    (REACTIONS, {"certainty": "suspected"}),
    (REACTIONS, {"certainty": "cleared"}),
    (REACTIONS, {"happened_on": PartialDate(2001)}),
    (REACTIONS, {"on_card": False}),
    (TOLERATED, {"substance": "Something else"}),
    (TOLERATED, {"category": "antibiotic"}),
    (TOLERATED, {"happened_on": PartialDate(2001, season="spring")}),
    (TOLERATED, {"premedication": "a new one"}),
    (TOLERATED, {"on_card": False}),
    (MEDICATIONS, {"name": "Something else"}),
    (MEDICATIONS, {"emergency_class": "steroid"}),
    (MEDICATIONS, {"use": "past"}),
    (CARE_TEAM, {"name": "Dr New"}),
    (CARE_TEAM, {"role": "Mast cell nurse"}),
    (CARE_TEAM, {"point_person": False}),
    (CARE_TEAM, {"organisation": "Southgate"}),
    (CARE_TEAM, {"phone": "+1 555 010 0001", "direct_phone": None}),
    (CARE_TEAM, {"on_card": False}),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardRecords]:
    """The records of the full patient."""
    from ism_desktop.vault import create
    from tests.conftest import CHEAP, PASSPHRASE

    made = create(tmp_path_factory.mktemp("copies") / "vault", PASSPHRASE, cost=CHEAP)
    with made.write() as session:
        patients.full(session)
    with made.read() as session:
        yield read(session)
    made.close()


_LISTS = {
    "emergency_contacts": "contacts",
    "adrenaline_devices": "devices",
    "reactions": "reactions",
    "tolerated": "tolerated",
    "medications": "medications",
    "care_team": "care_team",
}


def changed(records: CardRecords, kind: Kind, values: Mapping[str, object]) -> CardRecords:
    """The records with the first of a kind changed that is on the card."""
    if kind.name not in _LISTS:
        single = "person" if kind is PERSON else "details"
        known = getattr(records, single)
        return replace(records, **{single: replace(known, values=known.values | dict(values))})
    name = _LISTS[kind.name]
    listed = list(getattr(records, name))
    place = next(place for place, one in enumerate(listed) if _is_printed(one.values, kind))
    listed[place] = replace(listed[place], values=listed[place].values | dict(values))
    return replace(records, **{name: listed})


def _is_printed(values: Mapping[str, Any], kind: Kind) -> bool:
    if kind is MEDICATIONS:
        return values["emergency_class"] == "beta_blocker"
    if kind is TOLERATED:
        return values["category"] == "pain"
    return kind is not REACTIONS or values["certainty"] == "confirmed"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0].name}-{'-'.join(change[1])}")
@pytest.mark.parametrize("kept", [CardContent.as_dict, in_sentences], ids=["keys", "sentences"])
def test_every_other_fact_makes_a_card_differ(
    full: CardRecords, change: Change, kept: Callable[[CardContent], dict[str, Any]]
) -> None:
    before = compose(full, today=TODAY, number=1)
    after = compose(changed(full, *change), today=TODAY, number=1)
    assert after.differences(through_json(kept(before)))
    assert after.code != before.code


# Copies in sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(rounds(25, 300)))
def test_a_copy_in_sentences_of_the_same_card_is_the_same(number: int) -> None:
    records, content = content_of(number)
    older = through_json(in_sentences(content))
    assert content.differences(older) == ()
    stepped: dict[str, Any] = step_5._card(older) | {"form": 1}  # pyright: ignore[reportPrivateUsage]
    assert all("key" in section for section in stepped["sections"])
    assert content.differences(stepped) == ()
    other = compose(records, today=TODAY, number=1, text=reworded(card_text.load()))
    assert other.differences(stepped) == ()


def test_the_step_reads_every_date_that_was_written() -> None:
    written = {"12 March 1984": "1984-03-12", "May 2027": "2027-05", "2019": "2019", "spring 2019": "2019-spring"}
    for words, stored in written.items():
        assert step_5._iso(words) == stored  # pyright: ignore[reportPrivateUsage]
    for other in ("NOT RECORDED", "3 Mai 2019", "", None, 7):
        assert step_5._iso(other) == other  # pyright: ignore[reportPrivateUsage]


def test_a_question_list_is_kept_by_keys_and_iso_dates(vault: Vault) -> None:
    with vault.write() as session:
        appointment = patients.full(session)
    with vault.read() as session:
        plain = question_list.collect(session, appointment, TODAY).as_dict()
    assert plain["form"] == question_list.FORM
    assert plain["birth_date"] == "1984-03-12"
    assert PartialDate.from_stored(plain["on_date"]).day is not None
    older: dict[str, Any] = {"birth_date": "12 March 1984", "when": "14 January 2027, 10:30", "questions": []}
    assert step_5._questions(older) == {  # pyright: ignore[reportPrivateUsage]
        "birth_date": "1984-03-12",
        "on_date": "2027-01-14",
        "at_time": "10:30",
        "questions": [],
    }


OTHERS: tuple[dict[str, Any], ...] = (
    {},
    {"form": 2},
    {"form": 2, "sections": [{"key": "devices", "lines": [[{"say": "of_another_release", "with": {}}, 7]]}, 3]},
    {"form": 2, "diagnosis": {"chosen": "of_another_release"}, "steps": [{"join": "?", "parts": [1]}, None]},
    {"sections": "none", "steps": 3, "birth_date": 4},
)


@pytest.mark.parametrize("older", OTHERS)
def test_a_copy_of_another_release_is_tolerated(vault: Vault, older: dict[str, Any]) -> None:
    with vault.write() as session:
        patients.small(session)
    with vault.read() as session:
        assert emergency_card.collect(session, today=TODAY).differences(older)
    assert printed_copy.FORM == 2
