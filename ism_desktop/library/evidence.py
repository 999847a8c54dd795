"""The search for PubMed that is shipped, with its source and the day on which it was written."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ism_desktop.library.resources import BadResource, as_object, check_sources, read_object, text_at, texts_at

_FILE = "evidence.json"


@dataclass(frozen=True, slots=True)
class ShippedSearch:
    """`text` is pasted into PubMed as it is; it is the same in every language. `source` is in words."""

    text: str
    source: str
    written_on: date


@cache
def search() -> ShippedSearch:
    """The shipped search. Raises BadResource."""
    whole = read_object(_FILE)
    said, sources = as_object(whole.get("search"), _FILE), texts_at(whole, "sources", _FILE)
    mark = check_sources(text_at(said, "source", _FILE), sources, _FILE)
    try:
        day = date.fromisoformat(text_at(said, "written_on", _FILE))
    except ValueError as error:
        raise BadResource(f"{_FILE}: “written_on” must be a day") from error
    return ShippedSearch(text_at(said, "text", _FILE), "; ".join(sources[each] for each in mark.split(", ")), day)
