"""What files say of a publication, in words: how it relates to others, and what sort it is. The keys are those of the worker's readers."""

from collections.abc import Iterable, Mapping

from ism_desktop.language import LazyText, in_use, tr, tr_lazy
from ism_desktop.records.kind import Values, choices
from ism_desktop.records.values import Rows

NOTICES = choices(
    comment_in=tr_lazy("Comment in"),
    comment_on=tr_lazy("Comment on"),
    erratum_in=tr_lazy("Correction in"),
    erratum_for=tr_lazy("Correction of"),
    corrected_in=tr_lazy("Corrected and published again in"),
    corrected_from=tr_lazy("Corrected and published again from"),
    retraction_in=tr_lazy("Retraction in"),
    retraction_of=tr_lazy("Retraction of"),
    partial_retraction_in=tr_lazy("Partial retraction in"),
    partial_retraction_of=tr_lazy("Partial retraction of"),
    republished_in=tr_lazy("Retracted and published again in"),
    republished_from=tr_lazy("Retracted and published again from"),
    reprint_in=tr_lazy("Reprint in"),
    reprint_of=tr_lazy("Reprint of"),
    concern_in=tr_lazy("Expression of concern in"),
    concern_for=tr_lazy("Expression of concern about"),
    update_in=tr_lazy("Update in"),
    update_of=tr_lazy("Update of"),
    patient_summary_in=tr_lazy("Summary for patients in"),
)
"""How a publication relates to another one, as the file says it."""

RETRACTED, PARTLY_RETRACTED, CONCERN, CORRECTED = "retracted", "partly_retracted", "concern", "corrected"

MARKS: Mapping[str, LazyText] = {
    RETRACTED: tr_lazy("Retracted"),
    PARTLY_RETRACTED: tr_lazy("Partly retracted"),
    CONCERN: tr_lazy("Expression of concern"),
    CORRECTED: tr_lazy("Corrected"),
    "retraction_notice": tr_lazy("Notice of a retraction"),
    "correction_notice": tr_lazy("Notice of a correction"),
    "guideline": tr_lazy("Guideline"),
    "systematic_review": tr_lazy("Systematic review"),
    "meta_analysis": tr_lazy("Meta-analysis"),
    "review": tr_lazy("Review"),
    "preprint": tr_lazy("Preprint"),
}
"""What is shown beside a title, in this order; each only because the file says so."""

SERIOUS = (RETRACTED, PARTLY_RETRACTED, CONCERN, CORRECTED)
"""Marks that a publication may get after it was read, and that are told then."""

# The types of publication as PubMed writes them, and the words in which publishers' notices are typed.
_OF_TYPE = {
    "retracted publication": RETRACTED,
    "retraction of publication": "retraction_notice",
    "retraction notice": "retraction_notice",
    "expression of concern": CONCERN,
    "published erratum": "correction_notice",
    "practice guideline": "guideline",
    "guideline": "guideline",
    "systematic review": "systematic_review",
    "meta-analysis": "meta_analysis",
    "review": "review",
    "preprint": "preprint",
}
_OF_NOTICE = {
    "retraction_in": RETRACTED,
    "republished_in": RETRACTED,
    "partial_retraction_in": PARTLY_RETRACTED,
    "concern_in": CONCERN,
    "erratum_in": CORRECTED,
    "corrected_in": CORRECTED,
    "retraction_of": "retraction_notice",
    "erratum_for": "correction_notice",
}
SEPARATOR = "; "


def types_text(types: Iterable[str]) -> str:
    """The types of a publication as they are kept: as the file says them, in one line."""
    return SEPARATOR.join(types)


def types_of(text: object) -> list[str]:
    """The types in what is kept."""
    return [part.strip() for part in str(text or "").split(SEPARATOR.strip()) if part.strip()]


def marks(values: Values) -> list[str]:
    """The keys of what is to be shown beside a title."""
    found = {_OF_TYPE.get(each.lower()) for each in types_of(values.get("types"))}
    notices = values.get("relations")
    if isinstance(notices, Rows):
        found |= {_OF_NOTICE.get(str(row.get("what"))) for row in notices.rows}
    return [key for key in MARKS if key in found]


def marks_words(values: Values) -> str:
    """What is shown beside a title, in one line; empty for most."""
    return in_use().listed([str(MARKS[key]) for key in marks(values)])


def news_of(values: Values) -> list[str]:
    """What a later file said of a publication that was known already: keys of `SERIOUS`, until somebody saw it."""
    said = str(values.get("news") or "").split()
    return [key for key in SERIOUS if key in said]


def news_words(values: Values) -> str:
    """That a later file marks a publication; empty where none does."""
    news = news_of(values)
    if not news:
        return ""
    return tr("A later file marks this paper: {marks}.", marks=in_use().listed([str(MARKS[key]) for key in news]))
