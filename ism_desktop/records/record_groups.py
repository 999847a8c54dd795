"""What a health record should contain, group by group, against what is there: papers and entries, counted and never scored.

The groups are those of the guide's page about a health record and of the patient guides behind it (docs/clinical-sources.md, What guides
list). A person can say of a group that it does not apply to them. Nothing is compared with anybody, and nothing is said to be missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ism_desktop.language import in_use, tr, tr_lazy, tr_n
from ism_desktop.records import store, vault_settings
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import Document
from ism_desktop.translated import Translated

SETTING = "record_groups"
_ASIDE, _PUT_AWAY = "aside", "put_away"


@dataclass(frozen=True)
class RecordGroup:
    """A group: the kinds of documents and of entries that belong to it, and the place where entries are made (a kind's name)."""

    key: str
    icon: str
    label: Translated = Translated()
    about: Translated = Translated()
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where its entries stand; its papers stand among the documents."""
        return self.kinds[0] if self.kinds else "documents"


GROUPS: tuple[RecordGroup, ...] = (
    RecordGroup(
        "emergency",
        "mdi6.alert-octagon-outline",
        tr_lazy("For an emergency"),
        tr_lazy("The emergency card, and plans that a clinician signed."),
        ("emergency_plan", "premedication"),
        ("emergency_card", "emergency_contacts", "adrenaline_devices"),
    ),
    RecordGroup(
        "results",
        "mdi6.test-tube",
        tr_lazy("Test results"),
        tr_lazy("Blood and urine, bone marrow, genes, scans and bone density, with the reports themselves."),
        ("blood_test", "biopsy", "genetics", "imaging", "bone_scan", "function_test"),
        ("test_results", "reports"),
    ),
    RecordGroup(
        "letters",
        "mdi6.stethoscope",
        tr_lazy("Letters of specialists and hospitals"),
        tr_lazy("What they found, and what they advise."),
        ("evaluation", "referral", "examination", "hospital"),
    ),
    RecordGroup(
        "medicines",
        "mdi6.pill",
        tr_lazy("Medicines now and before"),
        tr_lazy("With the dose, and the reason why one was stopped."),
        ("treatment", "prescription"),
        ("medications",),
    ),
    RecordGroup(
        "reactions",
        "mdi6.peanut-off-outline",
        tr_lazy("Allergies and reactions"),
        tr_lazy("What happened, and what you tolerated."),
        ("allergy_test",),
        ("reactions", "tolerated"),
    ),
    RecordGroup(
        "procedures",
        "mdi6.medical-bag",
        tr_lazy("Operations and implants"),
        tr_lazy("With what was given, and how you took it."),
        ("procedure", "device"),
        ("procedures", "implants"),
    ),
    RecordGroup(
        "people",
        "mdi6.account-group-outline",
        tr_lazy("Care team"),
        tr_lazy("Everybody with phone and address, and who is the point person."),
        (),
        ("care_team",),
    ),
    RecordGroup(
        "questions",
        "mdi6.help-circle-outline",
        tr_lazy("Questions and answers"),
        tr_lazy("What you asked at visits, and what you were told."),
        (),
        ("questions",),
    ),
    RecordGroup(
        "journal",
        "mdi6.notebook-edit-outline",
        tr_lazy("Journal"),
        tr_lazy("Symptoms and triggers, in short."),
        ("notes",),
        ("journal_entries",),
    ),
    RecordGroup(
        "vaccinations",
        "mdi6.needle",
        tr_lazy("Vaccinations"),
        tr_lazy("What, and when."),
        ("vaccination",),
        ("vaccinations",),
    ),
    RecordGroup(
        "family",
        "mdi6.family-tree",
        tr_lazy("Illnesses in the family"),
        tr_lazy("As far as you know them."),
        ("family",),
        ("family_history",),
    ),
    RecordGroup(
        "insurance",
        "mdi6.shield-account-outline",
        tr_lazy("Insurance"),
        tr_lazy("Policies, approvals, denials, and what you wrote about them."),
        ("insurance", "authorisation", "appeal", "identity"),
    ),
    RecordGroup(
        "bills",
        "mdi6.receipt-text-outline",
        tr_lazy("Bills and receipts"),
        tr_lazy("What was charged, and what was paid."),
        ("bill",),
    ),
    RecordGroup(
        "wishes",
        "mdi6.file-sign",
        tr_lazy("Your wishes"),
        tr_lazy("Advance directive, power of attorney, organ donor card, consent forms."),
        ("directive", "organ_donor", "consent"),
    ),
    RecordGroup(
        "certificates",
        "mdi6.certificate-outline",
        tr_lazy("Work, school and travel"),
        tr_lazy("Certificates, and letters for a journey."),
        ("certificate", "travel"),
    ),
    RecordGroup(
        "education",
        "mdi6.school-outline",
        tr_lazy("Papers about the illness"),
        tr_lazy("For you, and for clinicians who have never met it."),
        ("education",),
    ),
)


@dataclass(frozen=True, slots=True)
class Contained:
    """A group, how many papers and entries there are, and whether the person said that it does not apply to them."""

    group: RecordGroup
    papers: int
    entries: int
    is_aside: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it."""
        return not (self.papers or self.entries)

    @property
    def words(self) -> str:
        """What is there, in words."""
        parts: list[str] = []
        if self.papers:
            parts.append(tr_n("{number} document", "{number} documents", self.papers))
        if self.entries:
            parts.append(tr_n("{number} entry", "{number} entries", self.entries))
        return in_use().listed(parts) if parts else tr("Nothing here yet")


def contained(session: Session) -> list[Contained]:
    """Every group with what there is of it. Entries count where somebody made them; a record of which there is one counts once."""
    kept = vault_settings.get(session, SETTING)
    aside = _aside(kept)
    rows = session.execute(
        select(Document.type, func.count()).where(Document.deleted_at.is_(None)).group_by(Document.type)
    )
    papers: dict[str | None, int] = {row[0]: row[1] for row in rows}
    return [
        Contained(
            group,
            sum(papers.get(name, 0) for name in group.types),
            sum(store.count(session, BY_NAME[name]) for name in group.kinds),
            group.key in aside,
        )
        for group in GROUPS
    ]


def _aside(kept: Mapping[str, Any]) -> list[str]:
    found: list[Any] = kept.get(_ASIDE) or []
    known = {group.key for group in GROUPS}
    return [key for key in found if key in known]


def set_aside(session: Session, key: str, *, aside: bool) -> None:
    """Say of a group that it does not apply, or that it does after all."""
    kept = vault_settings.get(session, SETTING)
    others = [each for each in _aside(kept) if each != key]
    vault_settings.put(session, SETTING, {**kept, _ASIDE: [*others, key] if aside else others})


def is_put_away(session: Session) -> bool:
    """Whether Home says nothing of it."""
    return vault_settings.get(session, SETTING).get(_PUT_AWAY) is True


def put_away(session: Session, *, away: bool) -> None:
    """Let Home say nothing of it, or say it again."""
    kept = vault_settings.get(session, SETTING)
    vault_settings.put(session, SETTING, {**kept, _PUT_AWAY: away})


def empty_groups(found: Sequence[Contained]) -> list[str]:
    """The names of the groups of which there is nothing yet and that apply."""
    return [each.group.label for each in found if each.is_empty and not each.is_aside]
