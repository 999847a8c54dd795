"""What the names of folders propose for the documents in them: tags as nested as the folders, and a kind where a name says one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ism_desktop.language import LazyText, tr_lazy
from ism_desktop.records import tag_names
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.documents import TYPES

WORDS: Mapping[str, LazyText] = {
    "blood_test": tr_lazy(
        "lab|labs|laboratory|blood|blood tests|lab results|urine", "recognised words, with | between"
    ),
    "biopsy": tr_lazy("biopsy|biopsies|pathology|bone marrow|histology", "recognised words, with | between"),
    "genetics": tr_lazy("genetics|genetic tests", "recognised words, with | between"),
    "imaging": tr_lazy("imaging|x-ray|x-rays|ct|mri|ultrasound|radiology", "recognised words, with | between"),
    "bone_scan": tr_lazy("bone density|dexa|dxa", "recognised words, with | between"),
    "evaluation": tr_lazy(
        "letters|doctors' letters|reports|consultations|specialists", "recognised words, with | between"
    ),
    "treatment": tr_lazy("treatment|medication|medications|medicines", "recognised words, with | between"),
    "procedure": tr_lazy("procedures|operations|surgery|anaesthesia|anesthesia", "recognised words, with | between"),
    "hospital": tr_lazy(
        "hospital|hospitals|discharge|emergency room|emergency department", "recognised words, with | between"
    ),
    "emergency_plan": tr_lazy("emergency plan|emergency plans|action plan", "recognised words, with | between"),
    "prescription": tr_lazy("prescription|prescriptions", "recognised words, with | between"),
    "vaccination": tr_lazy(
        "vaccination|vaccinations|vaccines|immunisation|immunization", "recognised words, with | between"
    ),
    "insurance": tr_lazy("insurance|policies|insurer", "recognised words, with | between"),
    "bill": tr_lazy("bill|bills|invoice|invoices|receipts|eob", "recognised words, with | between"),
    "directive": tr_lazy("advance directive|living will|power of attorney", "recognised words, with | between"),
    "consent": tr_lazy("consent|consent forms|correspondence", "recognised words, with | between"),
    "notes": tr_lazy("notes|my notes|diary", "recognised words, with | between"),
    "education": tr_lazy("information|leaflets|brochures", "recognised words, with | between"),
    "photo": tr_lazy("photo|photos|pictures|camera", "recognised words, with | between"),
}
_DEEPEST = 4


def proposed(root: Path, file: Path) -> dict[str, Any]:
    """Values for a file that was found in the folder `root`, from the folders between; none for a file right in it."""
    try:
        between = file.parent.relative_to(root).parts
    except ValueError:
        return {}
    values: dict[str, Any] = {}
    kind = _kind(between)
    if kind is not None:
        values["type"] = kind
    tags = tag_names.tidy_all([tag_names.UNDER.join(_tidy(part) for part in between[:_DEEPEST])])
    if tags:
        values["tags"] = tags
    return values


def _kind(names: Sequence[str]) -> str | None:
    """The kind that the innermost folder says that says one."""
    known = {word: kind for kind, words in WORDS.items() for word in _listed(words)}
    known |= {folded(str(choice.label)): choice.value for choice in TYPES}
    return next((known[word] for name in reversed(names) if (word := folded(_tidy(name))) in known), None)


def _listed(words: LazyText) -> list[str]:
    return [folded(word.strip()) for word in str(words).split("|")]


def _tidy(name: str) -> str:
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(readable.replace("_", " ").replace(",", " ").replace("/", " ").split())[:40]
