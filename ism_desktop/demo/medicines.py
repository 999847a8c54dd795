"""How the demo patient's medications changed over ten years, what the pharmacy handed out, and one plan; it fits the visits and papers."""

from datetime import date, timedelta
from decimal import Decimal

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, month_near, near, on
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.values import Money, PartialDate, Rows, parse_quantity

_LAST_VISIT = -34  # the day of the visit on which cetirizine was raised; see `care`
_PHARMACY = "Hollow Creek Pharmacy"


def entries(today: date) -> list[Entry]:
    """Every change, refill and plan."""
    return [*_CHANGES, _raised_in_summer(today), *_refills(today), _plan(today)]


def _change(
    medication: str,
    what: str,
    day: PartialDate,
    now: str,
    reason: str,
    by: str = "",
    proofs: tuple[Proof, ...] = (),
    **more: object,
) -> Entry:
    values: dict[str, object] = {"what": what, "on_date": day, "now": now or None, "reason": reason}
    refers = {"medication": medication} | ({"decided_by": by} if by else {})
    return Entry(MEDICATION_CHANGES, values | more, refers=refers, proofs=proofs)


_CHANGES = (
    _change("metoprolol", "started", on("2015-11"), "One tablet in the morning", "Migraine every week", "sorel"),
    _change(
        *("metoprolol", "stopped", on("2016-09"), "", "A beta-blocker; not after the collapse with the wasp sting"),
        "sorel",
        before="One tablet in the morning",
    ),
    _change(
        *("venom", "started", on("2017-01"), "Once a week at first", "Wasp venom allergy"),
        "wren",
    ),
    _change(
        *("venom", "other", on("2018-02"), "Every six weeks at Dr Wren’s practice", "A year without trouble"),
        "wren",
        before="Every four weeks",
    ),
    _change(
        "cetirizine", "started", on("2019-06"), "One tablet in the evening", "Itching after the diagnosis", "okafor"
    ),
    _change("famotidine", "started", on("2019-07"), "One tablet in the evening", "Stomach acid", "sorel"),
    _change("ketotifen", "started", on("2019-09"), "One capsule at night", "Itching, mostly in bed", "okafor"),
    _change(
        *("famotidine", "raised", on("2019-11"), "One tablet twice a day", "Cramps in the morning"),
        "sorel",
        before="One tablet in the evening",
    ),
    _change(
        *("ketotifen", "stopped", on("2020-02"), "", "Too sleepy, and five kilos heavier"),
        "okafor",
        before="One capsule at night",
    ),
    _change(
        *("cromolyn", "started", on("2020-spring"), "One ampoule in water, four times a day", "Cramps and diarrhoea"),
        "okafor",
    ),
    _change(
        "cromolyn",
        "raised",
        on("2020-09-14"),
        "Two ampoules in water, four times a day, half an hour before meals and at bedtime",
        "From 100 to 200 mg each time, because the cramps came back",
        "okafor",
        before="One ampoule in water, four times a day",
    ),
    _change("montelukast", "started", on("2021-03"), "One tablet at night", "Wheeze in the pollen season", "wren"),
    _change(
        *("cetirizine", "maker", on("2022-02"), "The lactose-free brand without colour"),
        "The blue-coated one made me flush",
        before="The blue-coated tablet",
        decided_by_other="Nadia Brook, pharmacist, with Dr Okafor",
        notes="Nadia orders it two days ahead.",
    ),
    _change(
        *("prednisone", "started", on("2023-09-28"), "As in the premedication plan", "Before the knee operation"),
        "okafor",
        (Proof(papers.PREMEDICATION, 1),),
    ),
    _change(
        *("cromolyn", "paused", on("2023-10-06"), "", "Nothing by mouth on the day of the knee operation"),
        "okafor",
    ),
    _change(
        "cromolyn", "resumed", on("2023-10-07"), "Two ampoules four times a day, as before", "Home again", "okafor"
    ),
    _change(
        *("vitamin d", "started", on("2025-05"), "One capsule with breakfast", "Low in the blood test of 6 May 2025"),
        "sorel",
        (Proof(papers.BLOOD, 1),),
    ),
)


def _raised_in_summer(today: date) -> Entry:
    return _change(
        *("cetirizine", "raised", near(today, _LAST_VISIT), "One tablet in the morning and one in the evening"),
        "More flushing in the hot weeks",
        "okafor",
        before="One tablet in the evening",
    )


def _refill(medication: str, day: PartialDate, quantity: str, maker: str, **more: object) -> Entry:
    values: dict[str, object] = {
        "on_date": day,
        "quantity": parse_quantity(quantity),
        "maker": maker,
        "pharmacy": _PHARMACY,
    }
    return Entry(MEDICATION_REFILLS, values | more, refers={"medication": medication})


def _refills(today: date) -> list[Entry]:
    return [
        _refill(
            *("cromolyn", near(today, -78), "240 ampoules", "Larkspur Laboratories"),
            brand="Larkspur cromolyn",
            lot="LK2207",
            expiry=month_near(today, 400),
            cost=Money(Decimal("35.00"), "USD"),
        ),
        _refill(
            *("cromolyn", near(today, -48), "240 ampoules", "Larkspur Laboratories"),
            lot="LK2219",
            expiry=month_near(today, 430),
            cost=Money(Decimal("35.00"), "USD"),
        ),
        _refill(
            *("cromolyn", near(today, -18), "240 ampoules", "Tern & Hollis"),
            lot="7H-0931",
            expiry=month_near(today, 330),
            excipients="None named on the leaflet of either; only water",
            cost=Money(Decimal("35.00"), "USD"),
            notes="Larkspur was out of stock. No trouble with the new ones so far.",
        ),
        _refill(
            *("cetirizine", near(today, -40), "100 tablets", "Meadow Generics"),
            brand="Meadow cetirizine, lactose-free",
            lot="C41180",
            expiry=month_near(today, 600),
        ),
    ]


def _plan(today: date) -> Entry:
    first, second = near(today, _LAST_VISIT), near(today, 27)
    third = PartialDate.from_date(second.first_day + timedelta(days=28))
    steps = (
        (first, _day_before(second), "One tablet in the morning and one in the evening"),
        (second, _day_before(third), "One tablet in the evening, a second one only on bad days"),
        (third, None, "One tablet in the evening"),
    )
    return Entry(
        MEDICATION_PLANS,
        {
            "name": "Back to one cetirizine after the hot months",
            "type": "taper",
            "reason": "More flushing in the hot weeks",
            "steps": Rows.of({"first_day": first, "last_day": last, "dose": dose} for first, last, dose in steps),
            "written_by_other": "On the note that Callum Reed sent after the video visit",
            "notes": "Call the clinic if the flushing comes back.",
        },
        refers={"medication": "cetirizine", "written_by": "okafor"},
    )


def _day_before(day: PartialDate) -> PartialDate:
    return PartialDate.from_date(day.first_day - timedelta(days=1))
