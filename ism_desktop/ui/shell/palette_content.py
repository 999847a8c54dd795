"""What the palette can go to besides entries: every page, every command that can be used now, every setting."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction

from ism_desktop.language import tr, tr_c
from ism_desktop.library import guide as guides
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.tags import TAGS
from ism_desktop.settings import SETTINGS
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.shell.commands import COMMANDS, command, keys_of_place
from ism_desktop.ui.shell.palette_matching import Candidate, Section
from ism_desktop.ui.shell.places import PLACES

# Commands that add a record: the palette offers them with those of every other kind.
_KEYS_OF = {"questions": "on_new_question", "reactions": "on_new_reaction"}
_ELSEWHERE = frozenset({"on_palette", "on_new", *_KEYS_OF.values()})


@dataclass(frozen=True, slots=True)
class ToPlace:
    """Go to a page, or to a kind's list on its page, and there to a part of it."""

    name: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class ToCommand:
    """Do what a line of the menus does."""

    slot: str


@dataclass(frozen=True, slots=True)
class ToNew:
    """Begin a new record of a kind, on its page."""

    kind: str


@dataclass(frozen=True, slots=True)
class ToSetting:
    """Open the settings at one of them."""

    name: str


def candidates(actions: Mapping[str, QAction]) -> list[Candidate]:
    """All of them in their order; `actions` are the window's, by the name of their slot."""
    return [*_pages(), *_lists(), *_guide_pages(), *_commands(actions), *_additions(), *_settings()]


def _pages() -> list[Candidate]:
    return [
        Candidate(
            Section.PAGES_AND_COMMANDS,
            place.label,
            ToPlace(place.name),
            keys_of_place(place.name),
            place.icon,
            also=" ".join(BY_NAME[kind].plural for kind in place.kinds),
        )
        for place in PLACES
    ]


def _lists() -> list[Candidate]:
    """Every further list of a page that holds several; the first is what the page itself shows."""
    pages: list[Candidate] = []
    for place in PLACES:
        if place.page is None or (isinstance(place.page, type) and issubclass(place.page, RecordsPage)):
            pages += [
                Candidate(
                    Section.PAGES_AND_COMMANDS,
                    tr_c("a list on one of the pages", "{page}: {list}", page=place.label, list=BY_NAME[kind].plural),
                    ToPlace(kind),
                    icon=place.icon,
                )
                for kind in place.kinds
                if BY_NAME[kind].plural != place.label
            ]
    return pages


def _guide_pages() -> list[Candidate]:
    """Every page of the guide; the words of the glossary are looked up there."""
    guide = guides.load()
    return [
        Candidate(
            Section.PAGES_AND_COMMANDS,
            tr("Guide: {page}", page=guide.title_of(key)),
            ToPlace("guide", key),
            icon="mdi6.school-outline",
        )
        for key in guide.keys
    ]


def _commands(actions: Mapping[str, QAction]) -> list[Candidate]:
    return [
        Candidate(Section.PAGES_AND_COMMANDS, each.name, ToCommand(each.slot), each.native_keys, each.icon)
        for each in COMMANDS
        if each.slot and each.slot not in _ELSEWHERE and actions[each.slot].isEnabled()
    ]


def _additions() -> list[Candidate]:
    """A new record of every kind, wherever the person is. Documents are added by a command, tags as they are typed."""
    return [
        Candidate(
            Section.PAGES_AND_COMMANDS,
            kind.add,
            ToNew(kind.name),
            command(_KEYS_OF[kind.name]).native_keys if kind.name in _KEYS_OF else "",
            kind.icon,
            also=kind.new,
        )
        for kind in KINDS
        if not kind.single and kind not in (DOCUMENTS, TAGS)
    ]


def _settings() -> list[Candidate]:
    found = [
        Candidate(
            Section.SETTINGS,
            str(setting.label),
            ToSetting(setting.name),
            icon="mdi6.cog-outline",
            also=" ".join(str(words) for _, words in setting.choices),
        )
        for setting in SETTINGS
        if setting.label
    ]
    lock = Candidate(
        Section.SETTINGS,
        tr("Lock automatically"),
        ToPlace("backup_and_keys", "lock_section"),
        icon="mdi6.lock-clock",
    )
    return [*found, lock]
