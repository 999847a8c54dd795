"""The roles in a care team, by key: offered as suggestions where a role is typed, and recognised in what was typed.

A role is the person's own text, so that any can be written. What follows from it (who stands on the card, whose questions come first)
asks for the keys found in the text, whatever language it was typed in.
"""

from dataclasses import dataclass

from ism_desktop.language import LazyText, tr_lazy
from ism_desktop.records.folding import folded
from ism_desktop.records.typed_words import in_every_language

_SHORT = 3  # a word of so few letters is recognised only where it stands alone: GP, but not in “stoPGap”


@dataclass(frozen=True, slots=True)
class Role:
    """One role: `label` is suggested, `words` are the parts of a text by which the role is recognised besides its label."""

    key: str
    label: LazyText
    words: LazyText


ROLES: tuple[Role, ...] = (
    Role(
        "mast_cell_specialist",
        tr_lazy("Mast cell specialist"),
        tr_lazy("mast cell|mastocyt", "recognised words, with | between"),
    ),
    Role(
        "haematologist",
        tr_lazy("Haematologist"),
        tr_lazy("haematolog|hematolog", "recognised words, with | between"),
    ),
    Role(
        "allergist",
        tr_lazy("Allergist / immunologist"),
        tr_lazy("allergist|allergolog|allergy|immunolog", "recognised words, with | between"),
    ),
    Role(
        "family_doctor",
        tr_lazy("Family doctor"),
        tr_lazy(
            "family doctor|family physician|general practitioner|primary care|gp|pcp",
            "recognised words, with | between",
        ),
    ),
    Role(
        "dermatologist",
        tr_lazy("Dermatologist"),
        tr_lazy("dermatolog|skin", "recognised words, with | between"),
    ),
    Role(
        "gastroenterologist",
        tr_lazy("Gastroenterologist"),
        tr_lazy("gastroenterolog", "recognised words, with | between"),
    ),
    Role(
        "bone_specialist",
        tr_lazy("Bone health specialist"),
        tr_lazy(
            "bone|osteolog|osteoporosis|rheumatolog|endocrinolog",
            "recognised words, with | between",
        ),
    ),
    Role(
        "cardiologist",
        tr_lazy("Cardiologist"),
        tr_lazy("cardiolog|heart", "recognised words, with | between"),
    ),
    Role(
        "neurologist",
        tr_lazy("Neurologist"),
        tr_lazy("neurolog", "recognised words, with | between"),
    ),
    Role(
        "dentist",
        tr_lazy("Dentist"),
        tr_lazy("dentist|dental", "recognised words, with | between"),
    ),
    Role("nurse", tr_lazy("Nurse"), tr_lazy("nurse", "recognised words, with | between")),
    Role(
        "pharmacist",
        tr_lazy("Pharmacist"),
        tr_lazy("pharmacist", "recognised words, with | between"),
    ),
    Role(
        "dietitian",
        tr_lazy("Dietitian"),
        tr_lazy("dietitian|dietician|nutritionist", "recognised words, with | between"),
    ),
    Role(
        "psychologist",
        tr_lazy("Psychologist"),
        tr_lazy("psycholog|psychiatr|psychotherap", "recognised words, with | between"),
    ),
    Role(
        "anaesthetist",
        tr_lazy("Anaesthetist"),
        tr_lazy(
            "anaesthetist|anesthetist|anaesthesiolog|anesthesiolog",
            "recognised words, with | between",
        ),
    ),
    Role(
        "surgeon",
        tr_lazy("Surgeon"),
        tr_lazy("surgeon", "recognised words, with | between"),
    ),
    Role(
        "radiologist",
        tr_lazy("Radiologist"),
        tr_lazy("radiolog", "recognised words, with | between"),
    ),
    Role(
        "obstetrician",
        tr_lazy("Obstetrician / gynaecologist"),
        tr_lazy("obstetric|gynaecolog|gynecolog|midwife", "recognised words, with | between"),
    ),
    Role(
        "laboratory",
        tr_lazy("Laboratory"),
        tr_lazy("laboratory", "recognised words, with | between"),
    ),
    Role(
        "pharmacy",
        tr_lazy("Pharmacy"),
        tr_lazy("pharmacy", "recognised words, with | between"),
    ),
    Role(
        "hospital",
        tr_lazy("Hospital"),
        tr_lazy("hospital", "recognised words, with | between"),
    ),
)

ON_CARD = frozenset({"mast_cell_specialist", "family_doctor"})
"""Whoever has one of these roles is printed on the card, unless the person says no."""


def keys_in(text: str) -> frozenset[str]:
    """The keys of the roles that a text names; several for “Haematologist, mast cell centre”, none for a role nobody foresaw."""
    said = folded(text)
    alone = set(said.replace("/", " ").replace(",", " ").split())
    return frozenset(
        role.key
        for role in ROLES
        if any(
            word in alone if len(word) <= _SHORT else word in said
            for word in in_every_language(role.label) | in_every_language(role.words)
        )
    )
