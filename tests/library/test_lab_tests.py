"""The tests that the program knows by name: complete, each known again by the names that labs print, and none with a range of ours."""

import json
import re

import pytest

from ism_desktop import language
from ism_desktop.library import lab_test_names, lab_tests, resources


def test_what_the_program_promises_is_there() -> None:
    tests = lab_tests.load().tests
    for key in (
        *("tryptase", "kit_d816v", "tpsab1", "wbc", "neutrophils", "eosinophils_share", "alt", "ldh", "creatinine"),
        *(
            "vitamin_b12",
            "folate",
            "ferritin",
            "calcium",
            "phosphate",
            "pth",
            "vitamin_d",
            "ctx",
            "p1np",
            "b2_microglobulin",
        ),
        *("ige", "ige_wasp", "n_methylhistamine", "lte4", "dinor_pgf2a"),
    ):
        assert key in tests, key
    panels = {panel.key: len(panel.tests) for panel in lab_tests.load().panels}
    assert panels["blood_count"] == 22
    assert set(lab_test_names.TESTS) == set(tests)
    assert set(lab_test_names.PANELS) == set(panels)
    assert {test.group for test in tests.values()} | {lab_tests.OTHER} == set(lab_tests.groups())


def test_no_test_has_a_range_or_a_threshold() -> None:
    raw = json.loads(resources.path("test_presets.json").read_text(encoding="utf-8"))
    for entry in raw["tests"]:
        assert set(entry) == {"key", "group", "specimen", "units", "loinc", "aliases"}


def test_codes_have_the_form_and_the_check_digit_of_loinc() -> None:
    """The last digit is Luhn's, counted over the digits before it, as LOINC's guide says."""
    codes = [code for test in lab_tests.load().tests.values() for code in test.loinc]
    assert len(codes) == len(set(codes)) > 50
    for code in codes:
        found = re.fullmatch(r"(\d{1,7})-(\d)", code)
        assert found is not None, code
        total = 0
        for place, digit in enumerate(reversed(found[1])):
            doubled = int(digit) * (2 if place % 2 == 0 else 1)
            total += doubled - 9 if doubled > 9 else doubled
        assert (10 - total % 10) % 10 == int(found[2]), code


def test_no_two_tests_share_a_name() -> None:
    seen: dict[str, str] = {}
    for test in lab_tests.load().tests.values():
        for name in {lab_tests.plain(name) for name in (test.name, *test.aliases)}:
            assert name not in seen, (name, test.key, seen.get(name))
            seen[name] = test.key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("tryptase", "tryptase"),
        ("  HGB ", "haemoglobin"),
        ("Neutrophils %", "neutrophils_share"),
        ("Leukocytes", "wbc"),
    ],
)
def test_a_test_is_known_by_its_names(words: str, key: str) -> None:
    found = lab_tests.recognised(words)
    assert found is not None
    assert found.key == key


def test_nothing_else_is_guessed() -> None:
    for words in ("", "Tryptase ratio", "haemo", "KIT"):
        assert lab_tests.recognised(words) is None, words
    assert lab_tests.group_of("") == lab_tests.group_of(None) == lab_tests.group_of("gone") == lab_tests.OTHER


def test_a_test_keeps_its_english_name_in_another_language() -> None:
    language.use("en-XA")
    try:
        found = lab_tests.recognised("Haemoglobin")
        assert found is not None
        assert found.name.startswith("⟦")
        assert lab_tests.recognised(found.name) is found
    finally:
        language.use("en")


def test_a_code_belongs_to_the_kind_of_unit() -> None:
    creatinine = lab_tests.load().tests["creatinine"]
    assert creatinine.loinc_for("mg/dL") == "2160-0"
    assert creatinine.loinc_for("µmol/L") == "14682-9"
    assert creatinine.loinc_for("stones") == ""


def test_columns_are_known_by_their_heads() -> None:
    heads = {"Result": "value", "Ergebnis": "value", "Reference Range": "range", "Einheit": "unit", "Flag": "flag"}
    assert {head: lab_tests.column_headed(head) for head in heads} == heads
    assert lab_tests.column_headed("Former value") == ""
