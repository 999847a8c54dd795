"""The words of the emergency card: one file for each language, with every heading and sentence, its source and its review state.

The card is composed in a language of its own, whatever the window speaks: whoever reads it in an emergency need not know the patient's.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ism_desktop import language as languages
from ism_desktop.language import Language
from ism_desktop.library.resources import BadResource, as_object, check_sources, path, read_object, text_at, texts_at

ENGLISH = "en"
_FOLDER = "card"
_FIRST_FORM = ("printed_copies", "card_form_1.json")

SENTENCES = frozenset({
    "header", "risk", "gloss", "steps_heading", "step_1", "step_2_injector", "step_2_nasal", "step_2_mixed", "step_2_or_label",
    "step_2_unknown", "step_2_none", "way_injector", "way_nasal", "step_3", "step_3_missing", "step_4", "step_4_if", "step_4_nasal",
    "step_4_below", "step_4_one", "step_4_missing", "step_4_none", "step_5", "helper_signs", "helper_side", "helper_cpr", "helper_time",
    "helper_rely", "blood_when", "blood_rule", "beta_blocker", "after_adrenaline", "written_by", "reviewed_by", "signature", "date",
    "footer", "plan_follow", "plan_ask",
})  # fmt: skip
"""The sentences of the card: each rests on a source or is fixed wording. `docs/emergency-papers.md` says how each may be misread."""

WORDS = frozenset({
    "missing", "stated", "gap_unknown", "gap_none", "yes", "no", "join_comma", "join_semicolon", "join_or", "join_and", "join_words",
    "in_brackets", "season_spring", "season_summer", "season_autumn", "season_winter", "demo", "born", "name_and_birth", "name_missing",
    "diagnosis_missing", "panel", "continued_on", "see_panel", "heading_continued", "heading_details", "heading_in_full",
    "not_reviewed", "reviewed", "text_set", "text_named", "text_named_large", "printed_on", "printed_copy", "copy_number",
    "not_numbered", "review_by", "code", "notes_heading", "notes_time", "notes_what", "notes_by", "notes_tryptase", "notes_drawn_by",
    "letters_note", "letters_short_note", "section_name", "section_diagnosis", "section_number", "section_devices", "section_contact",
    "section_helpers", "section_helper_rely", "section_weight", "section_height", "section_asthma", "section_medications",
    "section_reactions", "section_do_not_give", "section_do_not_give_or_with_care", "section_use_with_care", "section_tolerated",
    "section_tryptase", "section_premedication", "section_doctors", "section_contacts", "section_talking", "short_do_not_give",
    "short_after_adrenaline", "short_medications", "short_tolerated", "short_premedication", "short_doctors", "short_talking",
    "short_review_by", "diagnosis_ism", "diagnosis_bmm", "diagnosis_ssm", "diagnosis_sm_ahn", "diagnosis_asm", "diagnosis_mcl",
    "diagnosis_cm", "diagnosis_sm", "diagnosis_unknown", "device_described", "device_described_state", "device_name",
    "device_name_missing", "device_expired", "device_recalled", "device_kept", "device_used", "devices_none_at_hand", "devices_none",
    "route_injector", "route_syringe", "route_nasal", "route_sublingual", "route_missing", "place_carried", "place_missing", "expires",
    "expired", "expiry_unknown", "expiry_missing", "recall_note", "second_dose_after", "second_dose_after_nostril",
    "second_dose_nostril", "second_dose_after_brief", "second_dose_after_nostril_brief", "second_dose_nostril_brief", "speaks",
    "or_number", "point_person", "phone_missing", "no_aid", "and_more", "in_binder", "held_back", "not_printed", "all_held_back",
    "reactions_none", "reaction_unknown", "reaction_missing", "severity_mild", "severity_moderate", "severity_severe",
    "severity_life_threatening", "type_avoid", "type_intolerance", "type_trigger", "certainty_suspected", "certainty_likely",
    "certainty_confirmed", "according", "confirmed_by", "both", "date_missing", "premedication_none", "medications_none",
    "classes_none", "class_missing", "class_beta_blocker", "class_ace_inhibitor", "class_kit_inhibitor", "class_steroid",
    "class_anticoagulant", "class_mao_inhibitor", "class_tricyclic", "listed_beta_blocker", "listed_ace_inhibitor",
    "listed_kit_inhibitor", "listed_steroid", "listed_anticoagulant", "listed_mao_inhibitor", "listed_tricyclic", "category_pain",
    "category_anaesthesia", "category_contrast", "category_antibiotic", "category_vaccine", "category_food", "category_other",
    "circumstance_after", "circumstance_none", "circumstance_unknown", "circumstance_missing",
})  # fmt: skip
"""Headings, and the words that a record's own values are put into."""

REQUIRED = SENTENCES | WORDS
"""The lines that drawing a card needs."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One pre-printed line and the marks of the sources it rests on ("fixed" for our own fixed wording).

    `forms` are its plural forms by CLDR category, of a line that counts something; empty for any other. `reviewed` once a clinician has
    signed this line off.
    """

    text: str
    sources: tuple[str, ...]
    forms: Mapping[str, str]
    reviewed: bool = False

    @property
    def gaps(self) -> frozenset[str]:
        """The names of what is filled in."""
        return frozenset(name for text in (self.text, *self.forms.values()) for name in _gaps(text))


@dataclass(frozen=True, slots=True)
class CardText:
    """A card language: its text set. `reviewed_on` and `reviewer` stay None until a clinician has signed the whole set off."""

    set_id: str
    language: str
    reviewed_on: str | None
    reviewer: str | None
    lines: Mapping[str, TextLine]
    sources: Mapping[str, str]

    @property
    def forms(self) -> Language:
        """The language's forms of dates and numbers."""
        return languages.language(self.language)

    def text(self, line: str, **values: object) -> str:
        """The words of a line, with its {gaps} filled in. Raises KeyError for a line or gap that is missing."""
        words = self.lines[line].text
        return words.format(**values) if values else words

    def counted(self, line: str, number: int, **values: object) -> str:
        """The words of a line that counts, in the plural form that the number asks for; `{number}` is filled with it."""
        found = self.lines[line].forms
        form = found.get(self.forms.plural_form(number), found["other"])
        return form.format(number=self.forms.number(number), **values)

    @property
    def review_status(self) -> str:
        """Who reviewed the set, or that nobody did; printed on every card that carries its first-aid lines."""
        if self.reviewer is None or self.reviewed_on is None:
            return self.text("not_reviewed")
        return self.text("reviewed", reviewer=self.reviewer, date=self.reviewed_on)


def available() -> tuple[str, ...]:
    """The tags of the languages that a card can be printed in, English first."""
    others = {file.stem for file in path(_FOLDER).glob("*.json")} - {ENGLISH}
    return (ENGLISH, *sorted(others))


@cache
def load(language: str = ENGLISH) -> CardText:
    """The text set of a card language. Raises BadResource for one that is not whole, or that does not fill the gaps of the English one."""
    name = f"{language}.json"
    shipped = read_object(_FOLDER, name)
    sources = texts_at(shipped, "sources", name)
    lines: dict[str, TextLine] = {}
    for key, entry in as_object(shipped.get("lines"), name).items():
        line = as_object(entry, key)
        marks = check_sources(text_at(line, "source", key), sources, key)
        reviewed: object = line.get("reviewed")
        if not isinstance(reviewed, bool):
            raise BadResource(f"{name}: {key} must say whether it is reviewed")
        lines[key] = _line(line, key, tuple(marks.split(", ")), reviewed=reviewed)
    if lines.keys() != REQUIRED:
        raise BadResource(f"{name}: lines missing or unknown: {', '.join(sorted(lines.keys() ^ REQUIRED))}")
    reviewed_on, reviewer = shipped.get("reviewed_on"), shipped.get("reviewer")
    if (reviewed_on is None) != (reviewer is None):
        raise BadResource(f"{name}: a review needs both its date and its reviewer")
    if reviewer is not None and not all(line.reviewed for line in lines.values()):
        raise BadResource(f"{name}: a set is reviewed when each of its lines is")
    found = CardText(
        set_id=text_at(shipped, "set_id", name),
        language=text_at(shipped, "language", name),
        reviewed_on=None if reviewed_on is None else text_at(shipped, "reviewed_on", name),
        reviewer=None if reviewer is None else text_at(shipped, "reviewer", name),
        lines=lines,
        sources=sources,
    )
    _check_language(found, language, name)
    return found


@cache
def first_form() -> CardText:
    """The English of cards whose printed copies were kept as sentences, before keys were: only to compare such a copy with a card of today.

    It is never reworded: the copies are not, either. A line that came later is taken from today's English.
    """
    english = load()
    name = "/".join(_FIRST_FORM)
    kept = as_object(read_object(*_FIRST_FORM).get("lines"), name)
    lines = {key: _line({"text": text}, key, ()) for key, text in kept.items()}
    return CardText("en-2", ENGLISH, None, None, {**english.lines, **lines}, english.sources)


def _line(line: Mapping[str, object], key: str, sources: tuple[str, ...], *, reviewed: bool = False) -> TextLine:
    if isinstance(line.get("text"), str):
        return TextLine(text_at(line, "text", key), sources, {}, reviewed)
    forms = texts_at(line, "text", key)
    if "other" not in forms:
        raise BadResource(f"{key}: a line that counts needs the form “other”")
    return TextLine(forms["other"], sources, forms, reviewed)


def _check_language(text: CardText, language: str, name: str) -> None:
    if text.language != language:
        raise BadResource(f"{name}: says that it is {text.language}")
    try:
        needed = text.forms.plural_forms
    except ValueError as error:
        raise BadResource(f"{name}: {error}") from error
    english = text if language == ENGLISH else load()
    for key, line in text.lines.items():
        if line.gaps != english.lines[key].gaps:
            raise BadResource(f"{name}: {key} does not fill the same gaps as in English")
        if bool(line.forms) != bool(english.lines[key].forms) or (line.forms and frozenset(line.forms) != needed):
            raise BadResource(f"{name}: {key} needs the plural forms {', '.join(sorted(needed))}")


def _gaps(text: str) -> Iterable[str]:
    return (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
