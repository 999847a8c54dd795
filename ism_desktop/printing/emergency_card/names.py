"""What the window calls the parts of a card: for the list of what is missing, and for how a printed copy differs."""

from collections.abc import Mapping

from ism_desktop.language import LazyText, tr_lazy

_PARTS: Mapping[str, LazyText] = {
    "name": tr_lazy("Name"),
    "birth_date": tr_lazy("Birth date"),
    "diagnosis": tr_lazy("Diagnosis"),
    "risk": tr_lazy("Warning"),
    "review_by": tr_lazy("Review by", "on the emergency card"),
    "first_aid": tr_lazy("First-aid text"),
    "steps": tr_lazy("First-aid steps"),
    "number": tr_lazy("Emergency number"),
    "minutes": tr_lazy("Minutes until the second dose"),
    "devices": tr_lazy("Adrenaline"),
    "contact": tr_lazy("Contact", "whom to call"),
    "helpers": tr_lazy("For the helper"),
    "weight": tr_lazy("Weight"),
    "height": tr_lazy("Height"),
    "asthma": tr_lazy("Asthma"),
    "medications": tr_lazy("Medication to know of"),
    "reactions": tr_lazy("Allergies and reactions"),
    "do_not_give": tr_lazy("Do not give"),
    "do_not_give_or_with_care": tr_lazy("Do not give, or use with care"),
    "use_with_care": tr_lazy("Use with care"),
    "after_adrenaline": tr_lazy("My doctor’s plan, after adrenaline (epinephrine)"),
    "tolerated": tr_lazy("Tolerated before"),
    "tryptase": tr_lazy("Baseline tryptase"),
    "premedication": tr_lazy("Premedication plan"),
    "doctors": tr_lazy("Doctors"),
    "contacts": tr_lazy("Further contacts"),
    "talking": tr_lazy("Speaks", "the languages a person speaks"),
    "gaps": tr_lazy("NOT RECORDED"),
}


def of_part(key: str) -> str:
    """The words for a part in the language in use; the key itself for a part of another release."""
    named = _PARTS.get(key)
    return key if named is None else str(named)
