"""Step 5: printed copies are kept by keys and ISO dates. Those that are there hold English sentences: what can be exact becomes so.

Headings become keys and dates ISO. The lines stay in the English in which they were printed, and `form` 1 says so: a card of today is
compared with them in the words of that day.
"""

import json
import re
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_FORM = 1
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]+) |(spring|summer|autumn|winter) )?(\d{4})")

_KEYS = {
    "Emergency number": "number",
    "Adrenaline": "devices",
    "Contact": "contact",
    "For the helper": "helpers",
    "Weight": "weight",
    "Height": "height",
    "Medication to know of": "medications",
    "Allergies and reactions": "reactions",
    "Do not give": "do_not_give",
    "Do not give, or use with care": "do_not_give_or_with_care",
    "Use with care": "use_with_care",
    "My doctor’s plan, after adrenaline (epinephrine)": "after_adrenaline",
    "Tolerated before": "tolerated",
    "Baseline tryptase": "tryptase",
    "Asthma": "asthma",
    "Premedication plan": "premedication",
    "Doctors": "doctors",
    "Further contacts": "contacts",
    "Speaks": "talking",
    "NOT RECORDED": "gaps",
}


def upgrade(op: "Operations") -> None:
    """Rewrite the content of every copy of a card or question list."""
    printed = sa.table(
        "printed", sa.column("id", sa.String), sa.column("paper", sa.String), sa.column("content", sa.JSON)
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(printed.c.id, printed.c.paper, sa.cast(printed.c.content, sa.Text)).where(
            printed.c.paper.in_(("card", "questions"))
        )
    ).all()
    for row_id, paper, kept in rows:
        content = _object(kept)
        if content is None or "form" in content:
            continue
        made = _card(content) if paper == "card" else _questions(content)
        connection.execute(sa.update(printed).where(printed.c.id == row_id).values(content=made | {"form": _FORM}))


def _object(kept: object) -> dict[str, Any] | None:
    try:
        loaded: object = json.loads(str(kept))
    except ValueError:
        return None
    return cast("dict[str, Any]", loaded) if isinstance(loaded, dict) else None


def _card(content: dict[str, Any]) -> dict[str, Any]:
    made = {key: _iso(value) if key in {"birth_date", "review_by"} else value for key, value in content.items()}
    sections: object = content.get("sections")
    if isinstance(sections, list):
        made["sections"] = [_section(section) for section in cast("list[Any]", sections)]
    if made.get("language") == "EN":
        made["language"] = "en"
    return made


def _section(section: object) -> object:
    """A section by its key. A heading that no released program printed stays as it is."""
    if not isinstance(section, dict):
        return section
    kept = cast("dict[str, Any]", section)
    key = _KEYS.get(str(kept.get("heading")))
    return kept if key is None else {"key": key, "lines": kept.get("lines", [])}


def _questions(content: dict[str, Any]) -> dict[str, Any]:
    made = {key: _iso(value) if key == "birth_date" else value for key, value in content.items() if key != "when"}
    when = content.get("when")
    if isinstance(when, str):
        day, _, clock = when.partition(", ")
        made |= {"on_date": _iso(day), "at_time": clock}
    return made


def _iso(words: object) -> object:
    """The date of English words as ISO; anything else stays as it is."""
    found = _DATE.fullmatch(words) if isinstance(words, str) else None
    if found is None:
        return words
    day, month, season, year = found.groups()
    if season:
        return f"{year}-{season}"
    if month is None:
        return year
    if month not in _MONTHS:
        return words
    return f"{year}-{_MONTHS.index(month) + 1:02d}" + (f"-{int(day):02d}" if day else "")
