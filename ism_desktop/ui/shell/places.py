"""The places of the sidebar in their groups, and the page that each one opens.

A kind of record says its place itself (`Kind.place`). A place that is not in the table below is a plain list of its records, named and
pictured like the kind: a new kind needs nothing here. This module brings every page with it, so it is loaded while the person types
the passphrase.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ism_desktop.language import tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.translated import Translated
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.about_me_letter.page import AboutMeLetterPage
from ism_desktop.ui.places.appointments.page import AppointmentsPage
from ism_desktop.ui.places.backup_and_keys.page import SafekeepingPage
from ism_desktop.ui.places.binder.page import BinderPage
from ism_desktop.ui.places.care_team.page import CareTeamPage
from ism_desktop.ui.places.clinic_scores.page import ClinicScoresPage
from ism_desktop.ui.places.diagnosis.page import DiagnosisPage
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from ism_desktop.ui.places.episodes.page import EpisodesPage
from ism_desktop.ui.places.evidence.page import EvidencePage
from ism_desktop.ui.places.filing_rules.page import FilingRulesPage
from ism_desktop.ui.places.guide.page import GuidePage
from ism_desktop.ui.places.home.page import HomePage
from ism_desktop.ui.places.inbox.page import InboxPage
from ism_desktop.ui.places.injectors.page import InjectorsPage
from ism_desktop.ui.places.journal.page import JournalPage
from ism_desktop.ui.places.medications.page import MedicationsPage
from ism_desktop.ui.places.own_fields.page import OwnFieldsPage
from ism_desktop.ui.places.photos.page import PhotosPage
from ism_desktop.ui.places.plans.page import PlansPage
from ism_desktop.ui.places.questions.page import QuestionsPage
from ism_desktop.ui.places.reactions.page import ReactionsPage
from ism_desktop.ui.places.record_groups.page import RecordGroupsPage
from ism_desktop.ui.places.reports.page import ReportsPage
from ism_desktop.ui.places.results.page import ResultsPage
from ism_desktop.ui.places.stings.page import StingsPage
from ism_desktop.ui.places.to_file.page import ToFilePage
from ism_desktop.ui.places.who_has_what.page import WhoHasWhatPage
from ism_desktop.ui.record_kit.page import RecordsPage

_OF_NEW_KINDS = "record"


@dataclass(frozen=True)
class PlaceGroup:
    """Some places under one head, which folds. `is_red`: its places are for an emergency."""

    key: str
    label: Translated = Translated()
    is_red: bool = False


@dataclass(frozen=True)
class Place:
    """One entry of the sidebar. Without a `page` the records that live there are shown in a plain list."""

    name: str
    icon: str
    words: Translated = Translated("")
    group: str = ""
    page: Callable[[Workspace], Page] | None = None
    is_listed: bool = True  # in the sidebar; Home leads to the others while there is something to do
    named_like: Kind | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return self.words if self.named_like is None else self.named_like.plural

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the record kinds that live there; going to a kind goes to its place."""
        return tuple(kind.name for kind in KINDS if kind.place == self.name)


GROUPS: tuple[PlaceGroup, ...] = (
    PlaceGroup("", ""),  # Home stands above all groups
    PlaceGroup("emergency", tr_lazy("Emergency"), is_red=True),
    PlaceGroup("record", tr_lazy("Record")),
    PlaceGroup("care", tr_lazy("Care")),
    PlaceGroup("daily", tr_lazy("Day to day")),
    PlaceGroup("learn", tr_lazy("Learn")),
    PlaceGroup("paper", tr_lazy("Paper")),
    PlaceGroup("safety", tr_lazy("Safety")),
)

_TABLE: tuple[Place, ...] = (
    Place("home", "mdi6.home-outline", tr_lazy("Home"), page=HomePage),
    Place(
        "emergency_card",
        "mdi6.card-account-details-outline",
        tr_lazy("Emergency card"),
        "emergency",
        page=EmergencyCardPage,
    ),
    Place("injectors", "mdi6.needle", tr_lazy("Injectors"), "emergency", page=InjectorsPage),
    Place("reactions", "mdi6.alert-octagon-outline", tr_lazy("Reactions & tolerated"), "emergency", page=ReactionsPage),
    Place("emergency_contacts", "mdi6.phone-alert-outline", tr_lazy("Emergency contacts"), "emergency"),
    Place("documents", "mdi6.file-document-multiple-outline", tr_lazy("Documents"), "record", page=DocumentsPage),
    Place("medications", "mdi6.pill", tr_lazy("Medications"), "record", page=MedicationsPage),
    Place("test_results", "mdi6.test-tube", tr_lazy("Test results"), "record", page=ResultsPage),
    Place("clinic_scores", "mdi6.clipboard-check-outline", tr_lazy("Clinic scores"), "record", page=ClinicScoresPage),
    Place("diagnosis", "mdi6.ribbon", tr_lazy("Diagnosis"), "record", page=DiagnosisPage),
    Place("reports", "mdi6.file-chart-outline", tr_lazy("Reports"), "record", page=ReportsPage),
    Place("episodes", "mdi6.timer-outline", tr_lazy("Episodes"), "record", page=EpisodesPage),
    Place("stings", "mdi6.bee", tr_lazy("Stings & venom"), "record", page=StingsPage),
    Place("history", "mdi6.clipboard-text-clock-outline", tr_lazy("Health history"), "record"),
    Place("person", "mdi6.account-outline", tr_lazy("About me"), "record"),
    Place("care_team", "mdi6.account-group-outline", tr_lazy("Care team"), "care", page=CareTeamPage),
    Place("appointments", "mdi6.calendar-outline", tr_lazy("Appointments"), "care", page=AppointmentsPage),
    Place("plans", "mdi6.calendar-refresh-outline", tr_lazy("Plans"), "care", page=PlansPage),
    Place("questions", "mdi6.help-circle-outline", tr_lazy("Questions"), "care", page=QuestionsPage),
    Place("who_has_what", "mdi6.file-send-outline", tr_lazy("Who has what"), "care", page=WhoHasWhatPage),
    Place(
        "about_me_letter",
        "mdi6.comment-account-outline",
        tr_lazy("Questions for you"),
        "care",
        page=AboutMeLetterPage,
    ),
    Place("journal", "mdi6.notebook-edit-outline", tr_lazy("Journal"), "daily", page=JournalPage),
    Place("photos", "mdi6.image-multiple-outline", tr_lazy("Skin photos"), "daily", page=PhotosPage),
    Place("guide", "mdi6.school-outline", tr_lazy("Guide"), "learn", page=GuidePage),
    Place("evidence", "mdi6.newspaper-variant-outline", tr_lazy("New papers"), "learn", page=EvidencePage),
    Place("binder", "mdi6.book-open-page-variant-outline", tr_lazy("Binder"), "paper", page=BinderPage),
    Place("backup_and_keys", "mdi6.shield-key-outline", tr_lazy("Backup & keys"), "safety", page=SafekeepingPage),
    Place("to_file", "mdi6.tray-full", tr_lazy("To be filed"), page=ToFilePage, is_listed=False),
    Place(
        "record_groups",
        "mdi6.folder-multiple-outline",
        tr_lazy("What a health record contains"),
        page=RecordGroupsPage,
        is_listed=False,
    ),
    Place("filing_rules", "mdi6.file-cog-outline", tr_lazy("Filing rules"), page=FilingRulesPage, is_listed=False),
    Place("own_fields", "mdi6.form-textbox", tr_lazy("Own fields"), page=OwnFieldsPage, is_listed=False),
    Place("inbox", "mdi6.inbox-outline", tr_lazy("Inbox"), page=InboxPage, is_listed=False),
)


def arranged(table: Sequence[Place], kinds: Sequence[Kind]) -> tuple[Place, ...]:
    """The table with a place for every kind whose place is not in it, group by group."""
    known = {place.name for place in table}
    more: dict[str, Place] = {}
    for kind in kinds:
        if kind.place not in known and kind.place not in more:
            more[kind.place] = Place(kind.place, kind.icon, group=_OF_NEW_KINDS, named_like=kind)
    listed = [*(place for place in table if place.is_listed), *more.values()]
    in_groups = [place for group in GROUPS for place in listed if place.group == group.key]
    return (*in_groups, *(place for place in table if not place.is_listed))


PLACES = arranged(_TABLE, KINDS)


def places() -> tuple[Place, ...]:
    """Every place of the sidebar, in its order."""
    return tuple(place for place in PLACES if place.is_listed)


def place_of(name: str) -> Place:
    """The place of this name, or where records of the kind of this name live. Raises KeyError."""
    for place in PLACES:
        if place.name == name:
            return place
    wanted = BY_NAME[name].place
    return next(place for place in PLACES if place.name == wanted)


def open_page(place: Place, workspace: Workspace) -> Page:
    """Make the page of a place."""
    return RecordsPage(workspace, place.label, place.kinds) if place.page is None else place.page(workspace)
