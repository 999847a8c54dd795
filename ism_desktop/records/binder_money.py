"""Whether the binder holds insurance and bills: only where the person ticked it. A choice for one vault."""

from ism_desktop.records import vault_settings
from ism_desktop.records.kind import Values
from ism_desktop.vault import Session

SETTING = "binder_money"
TAB = "money"
"""The key of the binder's tab."""


def is_wanted(session: Session) -> bool:
    """Whether it was ticked."""
    return bool(vault_settings.get(session, SETTING))


def choose(session: Session, *, wanted: bool) -> None:
    """Keep the choice."""
    vault_settings.put(session, SETTING, wanted)


def is_about_money(call: Values) -> bool:
    """Whether a call is about a bill, a denial or an appeal, and so is as private as they are."""
    return bool(call.get("bill") or call.get("denial"))
