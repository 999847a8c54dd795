"""The demo patient's notes beside the guide, and answers in their own words."""

from datetime import date

from ism_desktop.demo.entries import Entry, near, on
from ism_desktop.library import guide, prompts
from ism_desktop.records.kinds.guide_notes import DOCTOR, GUIDE_NOTES, MINE
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS

_OKAFOR = "Dr Imani Okafor"
_ENGLISH = "en"  # the patient writes English, whatever language is in use


def entries(today: date) -> list[Entry]:
    """Every record of these kinds."""
    return [*_notes(today), *_answers()]


def _notes(today: date) -> list[Entry]:
    return [
        _note(
            "indolent.progress",
            "For me it is very unlikely, as my values have not moved in six years.",
            said_by=DOCTOR,
            told_by=_OKAFOR,
            told_on=near(today, -34),
            where_from="Told by my doctor",
        ),
        _note(
            "injectors.with_you",
            "One pair in the red pouch, one at work in the top drawer.",
            said_by=MINE,
            told_on=on("2025-09"),
        ),
        _note("triggers.one", "I blamed tomatoes for a year. It was the hot shower.", said_by=MINE),
        Entry(GUIDE_NOTES, {"note": "Ask for the leaflet of the patients’ organisation.", "said_by": MINE}),
    ]


def _note(key: str, note: str, **more: object) -> Entry:
    statement = guide.read(_ENGLISH).statement(key)
    if statement is None:
        raise RuntimeError(f"the guide has no {key}")
    return Entry(GUIDE_NOTES, {"statement": key, "sentence": statement.text, "note": note, **more})


_WORDS = {
    "name_for_it": "Some of my cells raise the alarm when there is no reason. Mostly that is a nuisance; once it was an emergency.",
    "flare": "First my face and chest go red and hot. Then my stomach cramps and I get so tired that I must lie down, for an hour or two.",
    "severe": "I feel a wave of heat, then things go grey. There may be no rash at all. Jordan says I stop answering.",
    "what_to_do": "Lay me flat, legs up. My injectors are in the red pouch on my belt. Do what the signed plan in it says, and call.",
    "not_do": "Please do not help me to my feet, and do not wait for a rash.",
    "worst_three": "Tiredness, stomach cramps, and the fear of fainting in the street.",
    "triggers": "Hot showers and hot rooms, wasp stings, ibuprofen. Stress makes everything worse. I am not sure about red wine.",
    "worry": "That I am alone when it happens.",
    "want_from_you": "Ask me before you give me a new medicine, and tell me in plain words what it is for.",
    "need_place": "A seat away from the heating, water, and leave to go out for five minutes without explaining.",
    "emergency_not": "",
}
_QUOTED = {"flare": True, "severe": True, "triggers": True, "want_from_you": True, "worry": False}


def _answers() -> list[Entry]:
    asked = {prompt.key: prompt.text for prompt in prompts.read(_ENGLISH)}
    made = [
        Entry(
            PROMPT_ANSWERS,
            {
                "prompt": key,
                "asked": asked[key],
                **({"answer": words} if words else {"notes": "Talk about this with Jordan first."}),
                **({"may_be_quoted": _QUOTED[key]} if key in _QUOTED else {}),
            },
            earlier={"answer": "I go red and feel sick."} if key == "flare" else {},
        )
        for key, words in _WORDS.items()
    ]
    own = {
        "asked": "What do I want my niece to know?",
        "answer": "That she need not be afraid, and where the red pouch is.",
        "may_be_quoted": False,
        "where_from": "My own memory",
    }
    return [*made, Entry(PROMPT_ANSWERS, own)]
