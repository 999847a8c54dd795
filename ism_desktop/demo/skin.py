"""The demo patient's stings, venom immunotherapy, scores from the clinic, and series of photos."""

from datetime import date

from ism_desktop.demo import papers
from ism_desktop.demo.entries import Entry, Proof, near, on
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.records.kinds.venom_doses import VENOM_DOSES
from ism_desktop.records.values import Gap, Moment

_PREPARATION = "Wasp venom, depot"
_EVERY, _DOSES = 42, 3  # every six weeks, as the medication says


def entries(today: date) -> list[Entry]:
    """Every record of these kinds."""
    return [*_STINGS, *_doses(today), *_SCORES, _SERIES]


_STINGS = (
    Entry(
        STINGS,
        {
            "happened": Moment.from_stored("2016-08-20T17[America/New_York]"),
            "insect": "Wasp",
            "insect_said_by": "Jordan saw it; Dr Tobias Wren, from the blood test",
            "body_place": "Left forearm",
            "place": "In the garden",
            "reaction": "Collapse after ten minutes, no hives.",
            "done": "Adrenaline twice, oxygen, fluids, two nights in hospital.",
            "where_from": "Hospital letter",
        },
        refers={"episode": "wasp_episode"},
        proofs=(Proof(papers.HOSPITAL, 1), Proof(papers.ALLERGIST, 1)),
    ),
    Entry(
        STINGS,
        {
            "happened": Moment(on("2009")),
            "insect": Gap.UNKNOWN,
            "body_place": "Neck",
            "reaction": Gap.NONE,
            "done": Gap.NONE,
            "notes": "On a walk, remembered by my sister.",
        },
    ),
)


def _doses(today: date) -> list[Entry]:
    found: list[Entry] = []
    for number in range(_DOSES):
        days = -21 - _EVERY * number
        found.append(
            Entry(
                VENOM_DOSES,
                {
                    "on_date": near(today, days),
                    "preparation": _PREPARATION,
                    "dose": "100 micrograms",
                    "lot": f"WV-20{7 - number}",
                    "body_place": "Left upper arm" if number % 2 else "Right upper arm",
                    "reaction": "Arm swollen for a day, as wide as a hand." if number == 1 else Gap.NONE,
                    "next_on": near(today, days + _EVERY),
                    **({"notes": "Stayed for two hours."} if number == 1 else {}),
                    **({"given_by_other": "Nurse Ada Quill"} if number == 2 else {}),
                },
                refers={} if number == 2 else {"given_by": "wren"},
            )
        )
    return found


_SCORES = (
    Entry(
        CLINIC_SCORES,
        {"instrument": "MCT", "on_date": on("2025-06-10"), "total": "11", "range": "0 to 20"},
        refers={"given_by": "okafor"},
    ),
    Entry(
        CLINIC_SCORES,
        {
            "instrument": "MC-QoL",
            "on_date": on("2024-11"),
            "total": "38",
            "range": Gap.UNKNOWN,
            "given_by_other": "Study nurse at the university hospital",
            "notes": "They keep the sheet; I was told the total.",
        },
    ),
)

_SERIES = Entry(
    PHOTO_SERIES,
    {
        "name": "Left forearm, inside",
        "body_area": "Left forearm",
        "notes": "By the kitchen window, arm flat on the table. (Drawings: the demo shows nobody’s skin.)",
    },
    proofs=(Proof(papers.FOREARM), Proof(papers.FOREARM_LATER)),
)
