"""The demo patient's medications, now and in the past."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, month_near, near, on
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import Gap, parse_quantity

_PHARMACY = "Hollow Creek Pharmacy"
_OKAFOR = "Dr Imani Okafor"
_SOREL = "Dr Hana Sorel"


def entries(today: date) -> list[Entry]:
    """Every medication."""
    return [
        *_BEFORE_CROMOLYN,
        _cromolyn(today),
        *_AFTER_CROMOLYN,
        *_supplements(today),
        _PARACETAMOL,
        _prednisone(today),
        *_PAST,
    ]


def _medication(
    name: str,
    strength: str,
    form: str,
    use: str,
    directions: str,
    reason: str,
    proofs: tuple[Proof, ...] = (),
    earlier: Mapping[str, Any] = MappingProxyType({}),
    key: str = "",
    managed_by: str = "",
    **more: object,
) -> Entry:
    values: dict[str, object] = {
        "name": name,
        "type": "prescription",
        "strength": strength,
        "form": form,
        "use": use,
        "directions": directions,
        "reason": reason,
        "emergency_class": "none",
        "where_from": "Label on the box",
    }
    refers = {"managed_by": managed_by} if managed_by else {}
    return Entry(MEDICATIONS, values | more, key, refers, proofs, earlier)


_BEFORE_CROMOLYN = (
    _medication(
        *("Cetirizine", "10 mg", "Tablet", "regular", "One tablet in the morning and one in the evening"),
        "Itching and flushing",
        type="otc",
        prescriber=_OKAFOR,
        key="cetirizine",
        managed_by="okafor",
        started_on=on("2019-06"),
        side_effects="A little sleepy in the first week",
        excipients="Lactose free brand; the blue-coated one made me flush",
        pharmacy=_PHARMACY,
        confirmed_by=_OKAFOR,
        earlier={"directions": "One tablet in the evening"},
    ),
    _medication(
        *("Famotidine", "20 mg", "Tablet", "regular", "One tablet twice a day", "Stomach acid and cramps"),
        prescriber=_SOREL,
        key="famotidine",
        managed_by="sorel",
        started_on=on("2019-07"),
        side_effects=Gap.NONE,
        pharmacy=_PHARMACY,
    ),
)

_AFTER_CROMOLYN = (
    _medication(
        *("Montelukast", "10 mg", "Tablet", "regular", "One tablet at night", "Flushing, wheeze in spring"),
        prescriber="Dr Tobias Wren",
        key="montelukast",
        managed_by="wren",
        started_on=on("2021-03"),
        side_effects=Gap.NONE,
        pharmacy=_PHARMACY,
    ),
    _medication(
        *("Venom immunotherapy", "100 micrograms", "Injection", "regular", "Every six weeks at Dr Wren’s practice"),
        "Wasp venom allergy",
        brand="Wasp venom",
        prescriber="Dr Tobias Wren",
        key="venom",
        managed_by="wren",
        started_on=on("2017-01"),
        side_effects="Swollen arm in the first month",
        notes="For life, as agreed.",
        where_from="Letter",
        confirmed_by="Dr Tobias Wren",
        confirmed_on=on("2025-02-11"),
        proofs=(Proof(papers.ALLERGIST, 1),),
    ),
)


def _cromolyn(today: date) -> Entry:
    return _medication(
        *("Cromolyn sodium (oral)", "100 mg in 5 mL", "Ampoule", "regular"),
        "Two ampoules in water, four times a day, half an hour before meals and at bedtime",
        "Cramps and diarrhoea",
        prescriber=_OKAFOR,
        started_on=on("2020-spring"),
        side_effects=Gap.NONE,
        pharmacy=_PHARMACY,
        key="cromolyn",
        managed_by="okafor",
        at_hand=parse_quantity("208 ampoules"),
        counted_on=near(today, -2),
        per_day=parse_quantity("8"),
        notes="Approved by the insurance, see the letter.",
        proofs=(Proof(papers.INSURANCE, 1),),
    )


def _supplements(today: date) -> list[Entry]:
    return [
        _medication(
            *("Vitamin D (colecalciferol)", "1000 IU", "Capsule", "regular", "One capsule with breakfast", "Bones"),
            type="supplement",
            prescriber=_SOREL,
            key="vitamin d",
            managed_by="sorel",
            started_on=on("2025-05"),
            side_effects=Gap.NONE,
            pharmacy=_PHARMACY,
            notes="Since the blood test of 6 May 2025.",
            proofs=(Proof(papers.BLOOD, 1), Proof(papers.BONES, 1)),
        ),
        _medication(
            *("Calcium", "500 mg", "Tablet", "regular", "One tablet with the evening meal", "Bones"),
            type="supplement",
            started_on=near(today, -160),
            where_from="Told by my doctor",
        ),
    ]


_PARACETAMOL = _medication(
    *(
        "Paracetamol (acetaminophen)",
        "500 mg",
        "Tablet",
        "as_needed",
        "One or two tablets, at most as the box says",
    ),
    "Headache and bone pain",
    type="otc",
    started_on=Gap.UNKNOWN,
    side_effects=Gap.NONE,
)


def _prednisone(today: date) -> Entry:
    return _medication(
        *(
            "Prednisone",
            "50 mg",
            "Tablet",
            "premedication",
            "As in the premedication plan, the evening before and in the morning",
        ),
        "Before operations; also in the emergency plan",
        prescriber=_OKAFOR,
        started_on=on("2023-09-28"),
        emergency_class="steroid",
        key="prednisone",
        managed_by="okafor",
        expiry=month_near(today, 200),
        notes="Two tablets are in the red pouch.",
        where_from="Premedication plan",
        confirmed_by=_OKAFOR,
        proofs=(Proof(papers.PREMEDICATION, 1), Proof(papers.PLAN, 1)),
    )


_PAST = (
    _medication(
        *("Metoprolol", "25 mg", "Tablet", "past", "One tablet in the morning", "Migraine prevention"),
        prescriber=_SOREL,
        key="metoprolol",
        started_on=on("2015-11"),
        stopped_on=on("2016-09"),
        stopped_why="A beta-blocker; stopped after the collapse, on Dr Sorel’s advice",
        emergency_class="beta_blocker",
        where_from="My own memory",
    ),
    _medication(
        *("Ketotifen", "1 mg", "Capsule", "past", "One capsule at night", "Itching"),
        prescriber=_OKAFOR,
        key="ketotifen",
        started_on=on("2019-09"),
        stopped_on=on("2020-02"),
        stopped_why="Too sleepy, and five kilos heavier",
        side_effects="Sleepy all day, hungry",
    ),
    _medication(
        *("Avapritinib", "25 mg", "Tablet", "past", "One tablet in the morning", "Systemic mastocytosis"),
        prescriber=_OKAFOR,
        started_on=on("2024-06-03"),
        stopped_on=on("2024-11-18"),
        stopped_why="Swollen eyelids and ankles; stopped together with Dr Okafor",
        emergency_class="kit_inhibitor",
        side_effects="Swollen eyelids and ankles",
        pharmacy=_PHARMACY,
    ),
)
