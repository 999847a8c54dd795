"""Documents that are nearly the same and that a person keeps both: nobody is asked about these two again."""

from sqlalchemy.orm import Session

from ism_desktop.records import store, vault_settings

_KEPT = "kept_both"


def keep(session: Session, one: str, other: str) -> None:
    """Remember that both are kept."""
    known = vault_settings.get(session, _KEPT)
    vault_settings.put(session, _KEPT, {**known, _pair(one, other): store.now()[:10]})


def ask_again(session: Session, one: str, other: str) -> None:
    """Forget it, as when it is undone."""
    known = vault_settings.get(session, _KEPT)
    vault_settings.put(session, _KEPT, {pair: day for pair, day in known.items() if pair != _pair(one, other)})


def kept_with(session: Session, document_id: str) -> frozenset[str]:
    """The documents beside which this one is kept."""
    pairs = (pair.split() for pair in vault_settings.get(session, _KEPT))
    return frozenset(other for pair in pairs if document_id in pair for other in pair if other != document_id)


def _pair(one: str, other: str) -> str:
    return " ".join(sorted((one, other)))
