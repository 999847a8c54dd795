"""Made patients for the card: lengths, devices, gaps, diagnoses, held-back entries and ages drawn from a number, without a vault."""

import random
from datetime import date, timedelta
from typing import Any

from ism_desktop.printing.emergency_card.collect import CardRecords, compose
from ism_desktop.records.kind import PROVENANCE, Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import EMERGENCY_CLASSES, MEDICATIONS
from ism_desktop.records.kinds.person import DIAGNOSES, PERSON
from ism_desktop.records.kinds.reactions import REACTIONS, SEVERITIES, SUBSTANCE_CLASSES
from ism_desktop.records.kinds.tolerated import CATEGORIES, TOLERATED
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate

TODAY = date(2026, 11, 29)
_SYLLABLES = (
    "ma",
    "sto",
    "ri",
    "no",
    "Wolf",
    "en",
    "Żół",
    "ñez",
    "burg",
    "Ωμ",
    "ская",
    "le",
    "van der ",
    "-",
    "O’",
    " ",
)


def record(kind: Kind, **values: object) -> Record:
    """A record with these values and nothing else."""
    every: dict[str, object] = {field.name: None for field in (*kind.fields, *PROVENANCE)}
    if kind.ordered:
        every["position"] = 0
    return Record(kind, f"{kind.name}-{len(values)}", every | values, "2026-01-01", "2026-01-01", None, "me")


class Maker:
    """Draws one patient from a number; the same number makes the same patient."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def words(self, longest: int) -> str:
        """Words of one of many lengths, most of them short."""
        length = min(int(self._random.paretovariate(0.8) * 6), longest)
        text = ""
        while len(text) < length:
            text += self._random.choice(_SYLLABLES)
        return text[:length].strip(" -") or "x"

    def _maybe(self, value: object, share: float = 0.8) -> object:
        return value if self._chance(share) else None

    def _day(self, span: int) -> PartialDate:
        day = TODAY + timedelta(days=self._random.randint(-span, span))
        return PartialDate.from_stored(self._random.choice([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))

    def records(self) -> CardRecords:
        """The patient."""
        choose = self._random.choice
        person = self._maybe(self._person(), 0.95)
        details = self._maybe(self._details(), 0.9)
        assert person is None or isinstance(person, Record)
        assert details is None or isinstance(details, Record)
        gaps = (None, None, Gap.NONE, Gap.UNKNOWN)
        devices = [self._device() for _ in range(choose([0, 1, 1, 2, 2, 2, 3, 5]))]
        contacts = [self._contact() for _ in range(choose([0, 1, 1, 2, 3]))]
        return CardRecords(
            person=person,
            details=details,
            contacts=contacts,
            devices=devices,
            no_device=None if devices else choose(gaps),
            reactions=[self._reaction() for _ in range(choose([0, 1, 3, 8, 30]))],
            no_reaction=choose(gaps),
            tolerated=[self._tolerated() for _ in range(choose([0, 2, 6]))],
            medications=[self._medication() for _ in range(choose([0, 1, 4]))],
            no_medication=choose(gaps),
            care_team=[record(CARE_TEAM, name=self.words(60), role="Family doctor", phone="+1 555 010 0110")],
            demo=False,
        )

    def _person(self) -> Record:
        years = self._random.choice([1, 6, 12, 17, 30, 48, 80])
        return record(
            PERSON,
            name=self._maybe(self.words(160), 0.95),
            latin_name=self._maybe(self.words(60), 0.1),
            birth_date=self._maybe(PartialDate.from_stored(str(TODAY.year - years)), 0.95),
            diagnosis=self._maybe(self._random.choice([*(one.value for one in DIAGNOSES), Gap.UNKNOWN]), 0.9),
            diagnosis_line=self._maybe(self.words(300), 0.4),
            languages=self._maybe(self.words(40)),
            communication=self._random.choice([None, Gap.NONE, self.words(60)]),
            asthma=self._random.choice([None, True, False, Gap.UNKNOWN]),
            weight=self._maybe("24 kg, October 2026", 0.6),
        )

    def _details(self) -> Record:
        lists = (None, Gap.NONE, Gap.UNKNOWN, self.words(250))
        return record(
            EMERGENCY_CARD,
            emergency_number=self._maybe(self._random.choice(["911", "112", "999 (say the house number twice)"]), 0.85),
            second_number=self._maybe("112", 0.4),
            print_steps=self._random.choice([None, True, True, True]),
            do_not_give=self._random.choice(lists),
            use_with_care=self._random.choice(lists),
            do_not_give_by=self._maybe("Dr Imani Okafor"),
            after_adrenaline=self._random.choice([None, Gap.NONE, self.words(300)]),
            tryptase=self._random.choice([None, Gap.UNKNOWN, "28.6 ng/mL"]),
            tryptase_on=self._maybe(PartialDate.from_stored("2025-05")),
            premedication=self._random.choice([None, True, False, Gap.UNKNOWN]),
            confirmed_by=self._maybe("Dr Hana Sorel", 0.4),
        )

    def _device(self) -> Record:
        choose = self._random.choice
        product, route = choose(
            [("EpiPen", "injector"), ("Jext", "injector"), ("neffy", "nasal"), ("Film", "sublingual"), ("Pen", None)]
        )
        return record(
            ADRENALINE_DEVICES,
            product=product if self._chance(0.9) else self.words(80),
            strength=self._maybe(choose(["0.3 mg", "300 micrograms", "2 mg"])),
            route=route,
            expiry=self._maybe(self._random.choice([self._day(700), Gap.UNKNOWN])),
            kept_where=self._maybe(self.words(120)),
            second_dose_minutes=self._maybe(choose([5, 10, 15])),
            status=choose(["carried", "carried", "kept", None, "used", "trainer", "discarded"]),
            recall_note=self._maybe(self.words(200), 0.1),
        )

    def _contact(self) -> Record:
        return record(
            EMERGENCY_CONTACTS,
            name=self.words(120),
            relation=self._maybe(self.words(30)),
            phone=self._maybe(f"+1 555 010 {self._random.randint(1000, 9999)}", 0.9),
            second_phone=self._maybe("+1 555 010 0143", 0.3),
            language=self._maybe("English", 0.3),
        )

    def _reaction(self) -> Record:
        choose = self._random.choice
        return record(
            REACTIONS,
            substance=self.words(80),
            substance_class=choose([None, *(one.value for one in SUBSTANCE_CLASSES)]),
            type=choose(["allergy", "intolerance", "trigger", "avoid", None]),
            reaction=choose([None, Gap.UNKNOWN, self.words(150)]),
            severity=choose([None, Gap.UNKNOWN, *(one.value for one in SEVERITIES)]),
            certainty=choose([None, "suspected", "likely", "confirmed", "cleared"]),
            on_card=choose([None, None, True, False]),
        )

    def _tolerated(self) -> Record:
        choose = self._random.choice
        return record(
            TOLERATED,
            substance=self.words(60),
            category=choose([one.value for one in CATEGORIES]),
            happened_on=self._maybe(self._day(3000)),
            premedication=choose([None, Gap.NONE, Gap.UNKNOWN, "cetirizine"]),
        )

    def _medication(self) -> Record:
        choose = self._random.choice
        return record(
            MEDICATIONS,
            name=self.words(60),
            use=choose(["regular", "as_needed", "past", "premedication"]),
            emergency_class=choose([None, Gap.UNKNOWN, *(one.value for one in EMERGENCY_CLASSES)]),
        )


def content_of(number: int) -> tuple[CardRecords, Any]:
    """The patient of this number, and the card."""
    records = Maker(number).records()
    return records, compose(records, today=TODAY, number=1)
