"""What the emergency card says: gaps, statements, devices and wording, as data."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from ism_desktop.library import card_text
from ism_desktop.printing import emergency_card
from ism_desktop.printing.emergency_card.content import CardContent, Section
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap
from ism_desktop.vault import Session, Vault
from tests.printing import patients

NOT_RECORDED = card_text.load().text("missing")
Fill = Callable[[Session], object]


def collected(vault: Vault, *fill: Fill, today: date = patients.TODAY, number: int = 1) -> CardContent:
    with vault.write() as session:
        for step in fill:
            step(session)
    with vault.read() as session:
        return emergency_card.collect(session, today=today, number=number)


def section(content: CardContent, key: str) -> Section:
    return next(one for one in (*content.main, *content.more, *content.large_only) if one.key == key)


def lines(content: CardContent, key: str) -> list[str]:
    return [entry.words for entry in section(content, key).entries]


def has(content: CardContent, key: str) -> bool:
    return any(one.key == key for one in (*content.main, *content.more))


def edit(kind: object, **values: object) -> Fill:
    """Change the one record of a kind, or make it."""

    def step(session: Session) -> None:
        known = store.the_one(session, kind)  # type: ignore[arg-type]
        store.save(session, kind, values, record_id=known.id if known else None)  # type: ignore[arg-type]

    return step


def test_an_empty_record_prints_every_heading_and_says_not_recorded(vault: Vault) -> None:
    content = collected(vault)
    assert content.name == content.birth_date == content.diagnosis == NOT_RECORDED
    assert lines(content, "devices") == lines(content, "contact") == lines(content, "reactions") == [NOT_RECORDED]
    assert content.steps[2] == "Call an ambulance, say “anaphylaxis” (number NOT RECORDED)"
    assert NOT_RECORDED in content.steps[3]
    named = {"name", "birth_date", "diagnosis", "number", "minutes", "devices", "contact", "reactions"}
    assert named <= set(content.not_recorded)
    gaps = lines(content, "gaps")[0]
    for short in (
        "what not to give",
        "tolerated before",
        "medication",
        "doctors",
        "languages",
        "premedication",
        "review date",
    ):
        assert short in gaps


def test_a_full_record_has_no_gaps(vault: Vault) -> None:
    content = collected(vault, patients.full)
    assert content.not_recorded == ()
    assert not has(content, "gaps")
    assert content.name == "Alex Morgan"
    assert content.birth_date == "12 March 1984"
    assert content.diagnosis == "Indolent systemic mastocytosis (mast cell disease)"
    assert content.steps[2].startswith("Call 911 or 112.")
    assert lines(content, "contact") == ["Jordan Vale: partner, +1\u00a0555\u00a0010\u00a00142"]
    assert "Hidden Lane" not in json.dumps(content.as_dict()), "no home address on the card"


def test_the_doctors_own_words_for_the_diagnosis_get_nothing_added(vault: Vault) -> None:
    content = collected(vault, patients.small, edit(PERSON, diagnosis_line="SM in remission"))
    assert content.diagnosis == "SM in remission"


@pytest.mark.parametrize("diagnosis", [None, "other"])
def test_a_diagnosis_nobody_wrote_down_is_not_made_up(vault: Vault, diagnosis: str | None) -> None:
    assert collected(vault, patients.small, edit(PERSON, diagnosis=diagnosis)).diagnosis == NOT_RECORDED


def test_a_diagnosis_stated_as_not_known_is_not_a_gap(vault: Vault) -> None:
    content = collected(vault, patients.small, edit(PERSON, diagnosis=Gap.UNKNOWN))
    assert content.diagnosis == "Diagnosis not known (stated by the patient)"
    assert "diagnosis" not in content.not_recorded


# Devices and steps --------------------------------------------------------------------------------------------------------


def test_equal_devices_stand_together_with_their_number_and_dates(vault: Vault) -> None:
    content = collected(vault, patients.full)
    assert lines(content, "devices") == [
        "2 × EpiPen 0.3 mg, injector: bedside, expires 31\u00a0March\u00a02027; handbag, expires May\u00a02027"
    ]
    assert content.steps[3] == "Not better after 5 min: second dose"


def test_devices_in_one_place_name_it_once(vault: Vault) -> None:
    def two(session: Session) -> None:
        for expiry in ("2027-10", "2027-01"):
            patients.device(session, expiry=patients.day(expiry), kept_where="red pouch")

    assert lines(collected(vault, two), "devices")[0].endswith(
        "red pouch, expires January\u00a02027 and October\u00a02027"
    )


@pytest.mark.parametrize("status", ["trainer", "discarded"])
def test_what_cannot_be_used_is_not_listed(vault: Vault, status: str) -> None:
    content = collected(vault, lambda session: patients.device(session, "Practice pen", status=status))
    assert "Practice pen" not in json.dumps(content.as_dict())
    assert lines(content, "devices") == [NOT_RECORDED]


def test_a_used_device_is_said_to_hold_no_dose(vault: Vault) -> None:
    content = collected(vault, lambda session: patients.device(session, status="used"))
    assert lines(content, "devices") == ["none at hand; USED, holds no dose: EpiPen 0.3 mg"]
    assert content.steps[1] == "No adrenaline (epinephrine) here: ask for it NOW"
    both = collected(vault, lambda session: patients.device(session, status="carried"))
    assert lines(both, "devices")[0].startswith("1 × EpiPen")
    assert section(both, "devices").details[-1].words == "USED, holds no dose: EpiPen 0.3 mg"


def test_a_recalled_device_and_one_at_home_are_marked_and_stand_behind(vault: Vault) -> None:
    def fill(session: Session) -> None:
        patients.device(session, "Jext", recall_note="Maker's letter of May", kept_where="bag")
        patients.device(session, "Anapen", status="kept", kept_where="kitchen")
        patients.device(session, "EpiPen", status="carried", kept_where="pouch")

    content = collected(vault, fill)
    assert [entry.lead for entry in section(content, "devices").entries] == [
        "1 × EpiPen 0.3 mg, injector",
        "RECALL NOTED: 1 × Jext 0.3 mg, injector",
        "NOT CARRIED: 1 × Anapen 0.3 mg, injector",
    ]
    assert "recall note: Maker's letter of May" in lines(content, "devices")[1]
    assert content.steps[3] == "Not better after 5 min: second dose, if at hand"


def test_one_device_promises_no_second_dose(vault: Vault) -> None:
    content = collected(vault, patients.device)
    assert content.steps[3] == "Not better: call again. I have only one dose"


@pytest.mark.parametrize("product", ["neffy", "EURneffy"])
def test_a_second_spray_goes_into_the_same_nostril_where_the_label_says_so(vault: Vault, product: str) -> None:
    def two(session: Session) -> None:
        for _ in range(2):
            patients.device(session, product, route="nasal", status="carried")

    assert collected(vault, two).steps[3] == "Not better after 5 min: 2nd dose, same nostril"


@pytest.mark.parametrize("values", [{"status": "kept"}, {"second_dose_minutes": None}, {"second_dose_minutes": 15}])
def test_the_same_nostril_is_said_on_the_devices_line_where_the_step_cannot(
    vault: Vault, values: dict[str, object]
) -> None:
    def two(session: Session) -> None:
        patients.device(session, "neffy", route="nasal", **values)
        patients.device(
            session, "neffy", route="nasal", **({} if len(values) == 1 and 15 in values.values() else values)
        )

    content = collected(vault, two)
    assert "same nostril" not in content.steps[3]
    assert all("same nostril" in entry.words for entry in section(content, "devices").entries)
    assert all("same nostril" in entry.words for entry in section(content, "devices").brief)


def test_an_expired_device_is_listed_with_its_date_and_no_judgement(vault: Vault) -> None:
    content = collected(
        vault, lambda session: patients.device(session, expiry=patients.day("2020-01"), kept_where="bag")
    )
    assert lines(content, "devices") == ["EXPIRED: 1 × EpiPen 0.3 mg, injector: bag, expired January\u00a02020"]


def test_missing_facts_of_a_device_are_said(vault: Vault) -> None:
    def bare(session: Session) -> None:
        patients.device(session, strength=None, route=None, second_dose_minutes=None)
        patients.device(session, "Jext", expiry=Gap.UNKNOWN, status="carried")

    content = collected(vault, bare)
    assert lines(content, "devices") == [
        (
            "1 × EpiPen strength NOT RECORDED, route NOT RECORDED: place NOT RECORDED, expiry NOT RECORDED, "
            "second dose after NOT RECORDED min"
        ),
        "1 × Jext 0.3 mg, injector: carried with me, expiry not known, second dose after 5 min",
    ]
    assert "devices" in content.not_recorded
    assert content.steps[3] == "Not better: 2nd dose if at hand, minutes below"


def test_no_device_is_a_statement_and_no_device_recorded_is_a_gap(vault: Vault) -> None:
    content = collected(vault, lambda session: store.say_none(session, ADRENALINE_DEVICES, Gap.NONE))
    assert lines(content, "devices") == ["I carry no adrenaline device (stated by the patient)"]
    assert "devices" not in content.not_recorded
    assert content.steps[1] == "No adrenaline (epinephrine) here: ask for it NOW"
    assert "minutes" not in content.not_recorded


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        (["injector"], "outer mid-thigh"),
        (["syringe"], "outer mid-thigh"),
        (["nasal"], "spray in nostril"),
        (["sublingual"], "see its label"),
        (["injector", "nasal"], "thigh or nostril"),
        ([None], "see its label"),
        (["nasal", None], "nostril, or as its label says"),
    ],
)
def test_the_route_words_the_second_step(vault: Vault, routes: list[str | None], expected: str) -> None:
    def fill(session: Session) -> None:
        for route in routes:
            patients.device(session, route=route)

    step = collected(vault, fill).steps[1]
    assert expected in step
    assert "adrenaline (epinephrine)" in step.lower()
    assert ("thigh" in step) == bool({"injector", "syringe"} & set(routes))


def test_minutes_come_from_the_device_and_differ_by_device(vault: Vault) -> None:
    def fill(session: Session) -> None:
        patients.device(session, "EpiPen", second_dose_minutes=5)
        patients.device(session, "EURneffy", route="nasal", second_dose_minutes=10)
        patients.device(session, "Jext", second_dose_minutes=None)

    content = collected(vault, fill)
    assert content.steps[3] == "Not better: 2nd dose if at hand, minutes below"
    said = lines(content, "devices")
    assert [line.rsplit(", ", 1)[1] for line in said] == [
        "second dose after 5 min",
        "second dose after 10 min in the same nostril",
        "second dose after NOT RECORDED min",
    ]
    assert section(content, "devices").brief[1].text.startswith("2nd dose after 10 min in the same nostril, ")


def test_two_strengths_of_one_product_are_told_apart(vault: Vault) -> None:
    def fill(session: Session) -> None:
        patients.device(session, "Anapen", strength="300 micrograms", second_dose_minutes=5)
        patients.device(session, "Anapen", strength="500 micrograms", second_dose_minutes=15)

    assert [entry.lead for entry in section(collected(vault, fill), "devices").entries] == [
        "1 × Anapen 300 micrograms, injector",
        "1 × Anapen 500 micrograms, injector",
    ]


def test_minutes_nobody_recorded_are_never_filled_in(vault: Vault) -> None:
    def two(session: Session) -> None:
        for _ in range(2):
            patients.device(session, second_dose_minutes=None)

    content = collected(vault, two)
    assert content.steps[3] == "Not better: second dose if at hand, ask the ambulance when (minutes NOT RECORDED)"
    assert not any(character.isdigit() for character in content.steps[3])


def test_the_first_aid_text_can_be_switched_off_and_the_facts_stay(vault: Vault) -> None:
    content = collected(vault, patients.full, edit(EMERGENCY_CARD, print_steps=False))
    assert content.steps == ()
    assert not has(content, "helpers")
    assert content.risk == content.text_set == ""
    assert content.diagnosis == "Indolent systemic mastocytosis"
    assert lines(content, "number") == ["911 or 112"]
    assert lines(content, "devices")[0].endswith("second dose after 5 min")
    assert lines(content, "tryptase") == ["32.4 ng/mL (= µg/L), 18 April 2026"]
    assert "glucagon" not in json.dumps(content.as_dict())


def test_the_text_set_is_named_with_its_review_status(vault: Vault) -> None:
    assert collected(vault).text_set == "en-2: general first-aid text, not reviewed by your clinician"


# Reactions, medication, tolerated ------------------------------------------------------------------------------------------


def test_no_known_allergies_only_when_the_person_said_so(vault: Vault) -> None:
    assert lines(collected(vault), "reactions") == [NOT_RECORDED]
    said = collected(vault, lambda session: store.say_none(session, REACTIONS, Gap.NONE))
    assert lines(said, "reactions") == ["no known allergies or reactions (stated by the patient)"]
    assert "Allergies and reactions" not in said.not_recorded
    unknown = collected(vault, lambda session: store.say_none(session, REACTIONS, Gap.UNKNOWN))
    assert lines(unknown, "reactions") == ["not known (stated by the patient)"]


def test_reactions_stand_worst_first_with_reaction_and_severity(vault: Vault) -> None:
    found = lines(collected(vault, patients.full), "reactions")
    assert [line.split(":")[0] for line in found] == ["Wasp sting", "Ibuprofen", "Codeine", "Atracurium", "Heat"]
    assert found[0] == "Wasp sting: collapse within five minutes (life-threatening, confirmed, August\u00a02021)"
    assert found[3] == "Atracurium: told to avoid"


def test_cleared_and_held_back_reactions_are_not_printed_nor_called_none(vault: Vault) -> None:
    def fill(session: Session) -> None:
        store.save(session, REACTIONS, {"substance": "Codeine", "on_card": False})
        store.save(session, REACTIONS, {"substance": "Penicillin", "certainty": "cleared"})

    content = collected(vault, fill)
    assert lines(content, "reactions") == ["none printed here; 1 in the patient’s own record"]


def test_a_reaction_nobody_described_says_so(vault: Vault) -> None:
    content = collected(
        vault, lambda session: store.save(session, REACTIONS, {"substance": "Codeine", "type": "allergy"})
    )
    assert lines(content, "reactions") == ["Codeine: reaction NOT RECORDED"]


def test_medication_classes_are_the_persons_own_words(vault: Vault) -> None:
    found = lines(collected(vault, patients.full), "medications")
    assert found == [
        "Beta-blocker: Bisoprolol 2.5 mg (clinicians: if adrenaline (epinephrine) fails, consider glucagon)",
        "KIT inhibitor: Avapritinib 25 mg",
        "class NOT RECORDED for 1 of 4 medications",
    ]


def test_no_medication_needs_a_statement(vault: Vault) -> None:
    assert "medication" in lines(collected(vault), "gaps")[0]
    said = collected(vault, lambda session: store.say_none(session, MEDICATIONS, Gap.NONE))
    assert lines(said, "medications") == ["no medication (stated by the patient)"]


def test_medication_without_any_class_is_a_gap_not_a_none(vault: Vault) -> None:
    content = collected(
        vault, lambda session: store.save(session, MEDICATIONS, {"name": "Cetirizine", "use": "regular"})
    )
    assert "medications" in content.not_recorded


def test_tolerated_says_whether_something_was_given_before(vault: Vault) -> None:
    found = lines(collected(vault, patients.full), "tolerated")
    assert (
        "Pain relief: Fentanyl (February\u00a02024, premedication NOT RECORDED); Paracetamol (no premedication)"
        in found
    )
    assert "Anaesthesia: Propofol, sevoflurane (February\u00a02024, after premedication)" in found
    assert not any("vaccine" in line.lower() for line in found)


def test_the_person_decides_what_of_the_tolerated_is_printed(vault: Vault) -> None:
    def fill(session: Session) -> None:
        store.save(session, TOLERATED, {"substance": "Rice", "category": "food", "on_card": True})
        store.save(session, TOLERATED, {"substance": "Iohexol", "category": "contrast", "on_card": False})

    assert lines(collected(vault, fill), "tolerated") == ["Food: Rice (premedication NOT RECORDED)"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("32.4 ng/mL", "32.4 ng/mL (= µg/L)"),
        ("32,4 µg/l", "32,4 µg/l (= ng/mL)"),
        ("32 ng/mL (= µg/L)", "32 ng/mL (= µg/L)"),
        ("32", "32"),
    ],
)
def test_the_tryptase_unit_gets_its_other_name_and_no_arithmetic(vault: Vault, typed: str, printed: str) -> None:
    content = collected(vault, edit(EMERGENCY_CARD, tryptase=typed))
    assert lines(content, "tryptase")[0] == f"{printed}, date NOT RECORDED"
    assert "(1.2\u00a0× baseline) plus 2\u00a0ng/mL" in lines(content, "tryptase")[1]


def test_what_the_clinician_wrote_is_attributed(vault: Vault) -> None:
    content = collected(vault, patients.full)
    assert lines(content, "do_not_give") == [
        "Morphine and codeine. Ibuprofen and other NSAIDs: reacted. (according to Dr Imani Okafor, 3 May 2026)"
    ]
    nameless = collected(vault, edit(EMERGENCY_CARD, do_not_give_by=None, do_not_give_on=None))
    assert lines(nameless, "do_not_give")[0].endswith("(according to NOT RECORDED)")
    none = collected(vault, edit(EMERGENCY_CARD, do_not_give=Gap.NONE))
    assert lines(none, "do_not_give") == ["none (stated by the patient)"]


def test_the_clinicians_two_lists_stay_two(vault: Vault) -> None:
    old = collected(vault, patients.full)
    assert section(old, "do_not_give").heading == "Do not give, or use with care"
    both = collected(vault, edit(EMERGENCY_CARD, use_with_care="Contrast medium, after premedication"))
    assert section(both, "do_not_give").heading == "Do not give"
    assert section(both, "use_with_care").heading == "Use with care"
    assert lines(both, "use_with_care") == [
        "Contrast medium, after premedication (both according to Dr Imani Okafor, 3 May 2026)"
    ]
    assert "according to" not in lines(both, "do_not_give")[0]


def test_a_confirmation_stands_beside_what_it_covers_alone(vault: Vault) -> None:
    confirmed = edit(EMERGENCY_CARD, confirmed_by="Dr Hana Sorel", confirmed_on=patients.day("2026-06-01"))
    content = collected(vault, patients.full, confirmed)
    holding = [
        one.key
        for one in (*content.main, *content.more, *content.large_only)
        if any("confirmed by Dr Hana Sorel" in entry.words for entry in one.entries)
    ]
    assert holding == ["do_not_give", "after_adrenaline", "tryptase"]


@pytest.mark.parametrize(
    ("diagnosis", "risk"), [("ism", True), ("sm", True), ("cm", False), ("other", False), (None, False)]
)
def test_the_risk_line_needs_a_recorded_systemic_diagnosis(vault: Vault, diagnosis: str | None, *, risk: bool) -> None:
    content = collected(vault, patients.small, edit(PERSON, diagnosis=diagnosis, diagnosis_line="My own words"))
    assert bool(content.risk) is risk
    assert content.diagnosis == "My own words"
    assert not content.short_diagnosis


def test_the_plain_words_stand_beside_the_term_they_explain(vault: Vault) -> None:
    own = edit(PERSON, diagnosis_line="Indolent systemic mastocytosis, with wasp venom allergy")
    content = collected(vault, patients.small, own)
    assert content.diagnosis == "Indolent systemic mastocytosis (mast cell disease), with wasp venom allergy"
    assert content.short_diagnosis == "Indolent systemic mastocytosis (mast cell disease)"


def test_what_is_held_back_or_too_much_is_counted(vault: Vault) -> None:
    def fill(session: Session) -> None:
        for number in range(15):
            store.save(session, REACTIONS, {"substance": f"Food {number:02}", "severity": "mild", "type": "allergy"})
        drug = {"substance": "Zinc", "substance_class": "drug", "severity": "mild", "type": "allergy"}
        store.save(session, REACTIONS, drug)
        store.save(session, REACTIONS, {"substance": "Codeine", "on_card": False})

    found = lines(collected(vault, fill), "reactions")
    assert found[0].startswith("Zinc:")
    assert found[-2:] == ["and 4 more: binder, tab Allergies and reactions", "+1 more in my record: not printed here"]
    assert len(found) == 14


@pytest.mark.parametrize("unclear", [None, Gap.UNKNOWN])
def test_no_class_is_called_absent_while_one_medication_is_unclear(vault: Vault, unclear: object) -> None:
    def fill(session: Session) -> None:
        store.save(session, MEDICATIONS, {"name": "Cetirizine", "use": "regular", "emergency_class": "none"})
        store.save(session, MEDICATIONS, {"name": "New one", "use": "regular", "emergency_class": unclear})

    assert lines(collected(vault, fill), "medications") == ["class NOT RECORDED for 1 of 2 medications"]


def test_what_the_patient_states_is_not_laid_into_the_clinicians_mouth(vault: Vault) -> None:
    content = collected(
        vault, patients.full, edit(EMERGENCY_CARD, do_not_give=Gap.NONE, use_with_care="Contrast medium")
    )
    assert lines(content, "do_not_give") == ["none (stated by the patient)"]
    assert lines(content, "use_with_care") == ["Contrast medium (according to Dr Imani Okafor, 3 May 2026)"]


def test_classes_that_are_absent_are_named(vault: Vault) -> None:
    values = {"name": "Cetirizine", "use": "regular", "emergency_class": "none"}
    content = collected(vault, lambda session: store.save(session, MEDICATIONS, values))
    assert lines(content, "medications") == [
        (
            "no beta-blocker, ACE inhibitor, KIT inhibitor, steroid, blood thinner, MAO inhibitor, "
            "tricyclic antidepressant (stated by the patient)"
        )
    ]


def test_a_childs_card_has_the_weight_as_recorded(vault: Vault) -> None:
    child = edit(PERSON, name="Ada", birth_date=patients.day("2018-03"), weight="24 kg, October 2026")
    assert lines(collected(vault, child), "weight") == ["24 kg, October 2026"]
    assert lines(collected(vault, edit(PERSON, weight=None)), "weight") == [NOT_RECORDED]


def test_a_name_in_latin_letters_stands_beside_the_own_one(vault: Vault) -> None:
    content = collected(vault, edit(PERSON, name="王小明", latin_name="Wang Xiaoming"))
    assert content.name == "王小明 (Wang Xiaoming)"


def test_the_point_person_specialist_and_family_doctor_are_printed(vault: Vault) -> None:
    found = lines(collected(vault, patients.full), "doctors")
    assert found == [
        "Dr Imani Okafor: Mast cell specialist, point person, Northgate University Hospital, +1\u00a0555\u00a0010\u00a00170",
        "Dr Samuel Lind: Family doctor, +1\u00a0555\u00a0010\u00a00150",
    ]


def test_asthma_is_printed_on_the_card_only_when_yes(vault: Vault) -> None:
    assert has(collected(vault, patients.full), "asthma")
    content = collected(vault, edit(PERSON, asthma=False))
    assert not has(content, "asthma")
    assert lines(content, "asthma") == ["no"]


# Copies and differences ----------------------------------------------------------------------------------------------------


def test_the_card_survives_json_and_equal_cards_do_not_differ(vault: Vault) -> None:
    content = collected(vault, patients.full)
    older = json.loads(json.dumps(content.as_dict()))
    later = collected(vault, today=date(2027, 1, 1), number=7)
    assert later.differences(older) == ()
    assert later.code == content.code == older["code"]
    assert (older["number"], older["printed_on"]) == (1, "2026-11-22")


def test_differences_are_told_in_words(vault: Vault) -> None:
    older = collected(vault, patients.full).as_dict()

    def change(session: Session) -> None:
        first = store.list_active(session, EMERGENCY_CONTACTS)[0]
        store.save(session, EMERGENCY_CONTACTS, {"phone": "+1 555 010 0199"}, record_id=first.id)
        store.save(session, REACTIONS, {"substance": "Vancomycin", "type": "avoid"})
        heat = next(one for one in store.list_active(session, REACTIONS) if one.title == "Heat")
        store.trash(session, REACTIONS, heat.id)

    content = collected(vault, change)
    assert content.code != older["code"]
    assert content.differences(older) == (
        "Contact: “Jordan Vale: partner, +1 555 010 0142” is now “Jordan Vale: partner, +1 555 010 0199”.",
        "Allergies and reactions: “Heat: flushing (mild, trigger)” is now “Vancomycin: told to avoid”.",
    )


def test_a_changed_order_of_contacts_is_a_difference(vault: Vault) -> None:
    older = collected(vault, patients.full).as_dict()

    def swap(session: Session) -> None:
        ids = [record.id for record in store.list_active(session, EMERGENCY_CONTACTS)]
        store.arrange(session, EMERGENCY_CONTACTS, ids[::-1])

    assert any(line.startswith("Contact:") for line in collected(vault, swap).differences(older))


def test_differences_tolerate_what_another_release_wrote(vault: Vault) -> None:
    content = collected(vault, patients.small)
    assert content.differences({"number": 1, "name": "Alex Morgan"})


def test_a_demo_vault_marks_its_card_by_itself(vault: Vault) -> None:
    assert not collected(vault).demo
    assert collected(vault, store.mark_demo).demo


def test_letters_that_cannot_be_printed_are_named(vault: Vault) -> None:
    content = collected(vault, patients.crowded)
    assert content.unprintable == ("Ελληνικά, Русский, Français, 中文; hearing aid on the left, please face me",)


def test_no_word_that_a_device_would_claim_is_used(vault: Vault) -> None:
    fixed = " ".join(line.text for line in card_text.load().lines.values()).lower()
    for word in ("guarantee", "approved", "recommend", "protects", "detects", "monitors", "calculates", "alerts"):
        assert word not in fixed
