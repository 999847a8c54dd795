"""The journal's own lists, by key: symptoms in plain words, exposures and possible triggers, regions of the body, answers.

Symptoms and triggers are those of docs/clinical-sources.md. The list, its order and its scale are our own and no questionnaire's: nothing
here is added up, no number has a threshold, and none of the two ways to say how bad it was is worked out from the other.
The keys of the exposures are those of the ledger of triggers.
"""

from collections.abc import Mapping
from typing import Any

from ism_desktop.language import LazyText, tr, tr_c, tr_lazy
from ism_desktop.records.kind import Choice, choices, label_in
from ism_desktop.records.values import Moment, PartialDate

OTHER = "other"
"""The key of what a person calls by a word of their own."""

SYMPTOM_GROUPS: tuple[tuple[LazyText, tuple[Choice, ...]], ...] = (
    (
        tr_lazy("Skin"),
        choices(
            flushing=tr_lazy("Flushing"),
            itch=tr_lazy("Itch"),
            hives=tr_lazy("Hives"),
            spots=tr_lazy("More or redder spots"),
            swelling=tr_lazy("Swelling"),
            rubbed_skin=tr_lazy("Welts after rubbing"),
        ),
    ),
    (
        tr_lazy("Belly"),
        choices(
            belly_pain=tr_lazy("Belly pain"),
            cramps=tr_lazy("Cramps"),
            bloating=tr_lazy("Bloating"),
            reflux=tr_lazy("Heartburn"),
            nausea=tr_lazy("Nausea"),
            vomiting=tr_lazy("Vomiting"),
            diarrhoea=tr_lazy("Diarrhoea"),
        ),
    ),
    (
        tr_lazy("Heart and circulation"),
        choices(
            lightheaded=tr_lazy("Light-headed"),
            fainting=tr_lazy("Fainted"),
            palpitations=tr_lazy("Racing or pounding heart"),
            low_pressure=tr_lazy("Low blood pressure, as measured"),
        ),
    ),
    (
        tr_lazy("Breathing"),
        choices(
            wheeze=tr_lazy("Wheezing"),
            breathless=tr_lazy("Short of breath"),
            throat=tr_lazy("Tight throat"),
            nose=tr_lazy("Blocked or runny nose"),
        ),
    ),
    (
        tr_lazy("Head and mind"),
        choices(
            headache=tr_lazy("Headache"),
            brain_fog=tr_lazy("Brain fog"),
            anxiety=tr_lazy("Anxiety"),
            low_mood=tr_lazy("Low mood"),
            poor_sleep=tr_lazy("Slept badly"),
        ),
    ),
    (
        tr_lazy("Whole body"),
        choices(
            fatigue=tr_lazy("Exhausted"),
            bone_pain=tr_lazy("Bone pain"),
            muscle_pain=tr_lazy("Muscle or joint pain"),
            sweats=tr_lazy("Sweats"),
            fever=tr_lazy("Fever"),
            weight_loss=tr_lazy("Weight loss"),
            anaphylaxis=tr_lazy("Anaphylaxis"),
        ),
    ),
)

SYMPTOMS: tuple[Choice, ...] = (
    *(choice for _, group in SYMPTOM_GROUPS for choice in group),
    *choices(other=tr_lazy("Another symptom, in my own words")),
)

EXPOSURE_GROUPS: tuple[tuple[LazyText, tuple[Choice, ...]], ...] = (
    (
        tr_lazy("Eating and drinking"),
        choices(
            alcohol=tr_lazy("Alcohol"),
            spicy_food=tr_lazy("Spicy food"),
            food=tr_lazy("Another food or drink"),
        ),
    ),
    (
        tr_lazy("Body and mind"),
        choices(
            stress=tr_lazy("Stress"),
            exertion=tr_lazy("Exertion"),
            tiredness=tr_lazy("Too little sleep"),
            infection=tr_lazy("Infection"),
            hormones=tr_lazy("Period or hormones"),
        ),
    ),
    (
        tr_lazy("Surroundings"),
        choices(
            temperature_change=tr_lazy("Sudden change of temperature"),
            heat=tr_lazy("Heat"),
            cold=tr_lazy("Cold"),
            sun=tr_lazy("Sun"),
            friction=tr_lazy("Rubbing or pressure on the skin"),
            vibration=tr_lazy("Vibration"),
            odour=tr_lazy("Strong smell"),
            sting=tr_lazy("Insect sting or bite"),
        ),
    ),
    (
        tr_lazy("Medicines and procedures"),
        choices(
            nsaid=tr_lazy("NSAID, such as ibuprofen"),
            opioid=tr_lazy("Opioid"),
            antibiotic=tr_lazy("Antibiotic"),
            anaesthetic=tr_lazy("Anaesthetic"),
            contrast=tr_lazy("Contrast medium"),
            medicine=tr_lazy("Another medicine"),
        ),
    ),
)

EXPOSURES: tuple[Choice, ...] = (
    *(choice for _, group in EXPOSURE_GROUPS for choice in group),
    *choices(other=tr_lazy("Something else, in my own words")),
)

# What comes first where nobody has written anything yet.
FIRST_SYMPTOMS = ("flushing", "itch", "fatigue", "headache", "nausea", "diarrhoea", "belly_pain", "brain_fog")
FIRST_EXPOSURES = ("alcohol", "stress", "exertion", "temperature_change", "heat", "spicy_food", "nsaid", "sting")

HOW_BAD = choices(none=tr_lazy("none"), mild=tr_lazy("mild"), moderate=tr_lazy("moderate"), severe=tr_lazy("severe"))

EFFECTS = choices(better=tr_lazy("better"), same=tr_lazy("the same"), worse=tr_lazy("worse"))

FRONT_REGIONS = choices(
    face=tr_lazy("Face"),
    neck=tr_lazy("Front of the neck"),
    chest=tr_lazy("Chest"),
    belly=tr_lazy("Belly"),
    groin=tr_lazy("Groin"),
    right_arm=tr_lazy("Right arm, front"),
    left_arm=tr_lazy("Left arm, front"),
    right_palm=tr_lazy("Right palm"),
    left_palm=tr_lazy("Left palm"),
    right_thigh=tr_lazy("Right thigh, front"),
    left_thigh=tr_lazy("Left thigh, front"),
    right_shin=tr_lazy("Right shin"),
    left_shin=tr_lazy("Left shin"),
    right_foot=tr_lazy("Right foot"),
    left_foot=tr_lazy("Left foot"),
)

BACK_REGIONS = choices(
    head_back=tr_lazy("Back of the head"),
    nape=tr_lazy("Back of the neck"),
    upper_back=tr_lazy("Upper back"),
    lower_back=tr_lazy("Lower back"),
    buttocks=tr_lazy("Buttocks"),
    left_arm_back=tr_lazy("Left arm, back"),
    right_arm_back=tr_lazy("Right arm, back"),
    left_hand=tr_lazy("Back of the left hand"),
    right_hand=tr_lazy("Back of the right hand"),
    left_thigh_back=tr_lazy("Left thigh, back"),
    right_thigh_back=tr_lazy("Right thigh, back"),
    left_calf=tr_lazy("Left calf"),
    right_calf=tr_lazy("Right calf"),
    left_heel=tr_lazy("Left heel or sole"),
    right_heel=tr_lazy("Right heel or sole"),
)

REGIONS: tuple[Choice, ...] = (*FRONT_REGIONS, *BACK_REGIONS)


def label_of(list_: tuple[Choice, ...], key: object) -> str:
    """The words of a key of one of the lists here; the key itself where the list no longer has it."""
    return label_in(list_, str(key))


def name_in(list_: tuple[Choice, ...], key: object, own: object) -> str:
    """What a symptom or an exposure is called: the person's own word where they gave one for "another"."""
    if isinstance(own, str) and key in {OTHER, None}:
        return own
    return label_of(list_, key)


def is_there(row: Mapping[str, Any]) -> bool:
    """Whether a row of symptoms says that the symptom was there: 0 of 10, or “none” without a number, says that it was not."""
    number = row.get("severity")
    return number != 0 if isinstance(number, int) else row.get("how_bad") != "none"


def symptom_words(row: Mapping[str, Any]) -> str:
    """A symptom in a line: `Flushing, 6 of 10, moderate (Face, Chest)`."""
    key, own = row.get("symptom"), row.get("own")
    parts = [name_in(SYMPTOMS, key, own)]
    if own and key != OTHER:
        parts.append(str(own))
    if isinstance(row.get("severity"), int):
        parts.append(tr("{number} of {most}", number=row["severity"], most=10))
    if row.get("how_bad"):
        parts.append(label_of(HOW_BAD, row["how_bad"]))
    where = [label_of(REGIONS, key) for key in row.get("where") or ()]
    if row.get("where_words"):
        where.append(str(row["where_words"]))
    said = ", ".join(parts)
    return tr_c("a symptom and where", "{symptom} ({where})", symptom=said, where=", ".join(where)) if where else said


def exposure_words(row: Mapping[str, Any], day: PartialDate | None = None) -> str:
    """An exposure in a line: `Alcohol: one glass of red wine, 3 May 2026, 19:00`; a time of `day` stands without the day."""
    key, own, said, at = (row.get(name) for name in ("exposure", "own", "detail", "at"))
    name = name_in(EXPOSURES, key, own)
    more = [str(own)] if own and key != OTHER else []
    more += [str(said)] if said else []
    if isinstance(at, Moment):
        more.append(moment_words(at, day))
    return (
        tr_c("an exposure and more about it", "{exposure}: {more}", exposure=name, more=", ".join(more))
        if more
        else name
    )


def taken_words(row: Mapping[str, Any], day: PartialDate | None = None) -> str:
    """A medicine that was taken, in a line: `Cetirizine 10 mg, 3 May 2026, 19:30 (after 30 minutes: better)`; see `exposure_words`."""
    at = row.get("at")
    said = ", ".join([str(row.get("medicine") or ""), *([moment_words(at, day)] if isinstance(at, Moment) else [])])
    effects: list[str] = []
    if row.get("effect_30"):
        effects.append(tr("after 30 minutes: {effect}", effect=label_of(EFFECTS, row["effect_30"])))
    if row.get("effect_60"):
        effects.append(tr("after 60 minutes: {effect}", effect=label_of(EFFECTS, row["effect_60"])))
    return (
        tr_c("a medicine and what it did", "{medicine} ({effects})", medicine=said, effects="; ".join(effects))
        if effects
        else said
    )


def moment_words(at: Moment, day: PartialDate | None = None) -> str:
    """A moment without its time zone, which the entry itself tells; of `day` the time alone."""
    if at.date == day and at.time is not None:
        return at.time.words
    return Moment(at.date, at.time).words
