"""The places of the sidebar, in their order and groups, and the page each one opens.

A place whose records need no page of their own is shown by the shared `RecordsPage`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the sidebar. `kinds` are the record kinds that live there; going to a kind goes to its place."""

    name: str
    label: str
    icon: str
    group: str = ""
    kinds: tuple[str, ...] = ()
    is_listed: bool = True  # in the sidebar; Home leads to the others while there is something to do


PLACES: tuple[Place, ...] = (
    Place("home", "Home", "mdi6.home-outline"),
    Place("emergency_card", "Emergency card", "mdi6.card-account-details-outline", "Emergency", ("emergency_card",)),
    Place("injectors", "Injectors", "mdi6.needle", "Emergency", ("adrenaline_devices",)),
    Place("reactions", "Reactions & tolerated", "mdi6.alert-octagon-outline", "Emergency", ("reactions", "tolerated")),
    Place("emergency_contacts", "Emergency contacts", "mdi6.phone-alert-outline", "Emergency", ("emergency_contacts",)),
    Place("documents", "Documents", "mdi6.file-document-multiple-outline", "Records", ("documents",)),
    Place("medications", "Medications", "mdi6.pill", "Records", ("medications",)),
    Place("person", "About me", "mdi6.account-outline", "Records", ("person",)),
    Place("care_team", "Care team", "mdi6.account-group-outline", "Care", ("care_team",)),
    Place("appointments", "Appointments", "mdi6.calendar-outline", "Care", ("appointments",)),
    Place("questions", "Questions", "mdi6.help-circle-outline", "Care", ("questions",)),
    Place("binder", "Binder", "mdi6.book-open-page-variant-outline", "Paper"),
    Place("safekeeping", "Backup & keys", "mdi6.shield-key-outline", "Safety"),
    Place("inbox", "Inbox", "mdi6.inbox-outline", is_listed=False),
)

# Pages written by hand, by place.
PAGES: Mapping[str, str] = {
    "home": "ism_desktop.ui.places.home.page:HomePage",
    "emergency_card": "ism_desktop.ui.places.emergency_card.page:EmergencyCardPage",
    "injectors": "ism_desktop.ui.places.injectors.page:InjectorsPage",
    "reactions": "ism_desktop.ui.places.reactions.page:ReactionsPage",
    "documents": "ism_desktop.ui.places.documents.page:DocumentsPage",
    "appointments": "ism_desktop.ui.places.appointments.page:AppointmentsPage",
    "questions": "ism_desktop.ui.places.questions.page:QuestionsPage",
    "binder": "ism_desktop.ui.places.binder.page:BinderPage",
    "inbox": "ism_desktop.ui.places.inbox.page:InboxPage",
    "safekeeping": "ism_desktop.ui.places.backup_and_keys.page:SafekeepingPage",
}


def places() -> tuple[Place, ...]:
    """Every place of the sidebar, in its order."""
    return tuple(place for place in PLACES if place.is_listed)


def place_of(name: str) -> Place:
    """The place of this name, or where records of the kind of this name live. Raises KeyError."""
    for place in PLACES:
        if place.name == name:
            return place
    for place in places():
        if name in place.kinds:
            return place
    raise KeyError(name)


def open_page(place: Place, workspace: Workspace) -> Page:
    """Make the page of a place."""
    if place.name in PAGES:
        module, _, name = PAGES[place.name].partition(":")
        return getattr(importlib.import_module(module), name)(workspace)
    return RecordsPage(workspace, place.label, place.kinds)
