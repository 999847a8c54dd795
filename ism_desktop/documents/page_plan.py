"""What a version of a document shall be: which pages in which order, and what is done to each. Plain values without any file.

A plan is changed by functions that give a new one, so that an editor can go back step by step, and a draft can keep it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from ism_desktop.records.document_versions import Step
from ism_desktop.worker.values import EditedPage, Fractions

OWN = ""
"""The source of the pages that the document has now; another one is `document:ID` or `staged:ID`."""
_OF_DOCUMENT, _STAGED = "document:", "staged:"
_WHOLE: Fractions = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page of the new version: page (from 0) of a source, and what is done to it as `EditedPage` says."""

    source: str
    page: int
    turn: int = 0
    crop: Fractions | None = None
    black: tuple[Fractions, ...] = ()
    corners: tuple[float, ...] | None = None
    angle: float = 0.0
    even: bool = False

    def edited(self, source: int) -> EditedPage:
        """The page as the worker is told of it; `source` is the place of its file."""
        return EditedPage(source, self.page, self.turn, self.crop, self.black, self.corners, self.angle, self.even)

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing is done to it."""
        return self == PlannedPage(self.source, self.page)


Plan = tuple[PlannedPage, ...]


def of_document(document_id: str) -> str:
    """The source of the pages of another document."""
    return _OF_DOCUMENT + document_id


def of_staged(staged_id: str) -> str:
    """The source of the pages of a file that waits in a draft."""
    return _STAGED + staged_id


def document_in(source: str) -> str | None:
    """The document that a source names."""
    return source.removeprefix(_OF_DOCUMENT) if source.startswith(_OF_DOCUMENT) else None


def staged_in(source: str) -> str | None:
    """The waiting file that a source names."""
    return source.removeprefix(_STAGED) if source.startswith(_STAGED) else None


def whole(source: str, pages: int) -> Plan:
    """All pages of a source as they are."""
    return tuple(PlannedPage(source, page) for page in range(pages))


# Changes ------------------------------------------------------------------------------------------------------------------


def turned(plan: Plan, places: Collection[int], degrees: int) -> Plan:
    """Turn pages clockwise."""
    return _changed(plan, places, lambda page: replace(page, turn=(page.turn + degrees) % 360))


def without(plan: Plan, places: Collection[int]) -> Plan:
    """Leave pages out."""
    gone = set(places)
    return tuple(page for place, page in enumerate(plan) if place not in gone)


def moved(plan: Plan, places: Collection[int], before: int) -> tuple[Plan, int]:
    """Move pages together to before a place of the plan as it is (its length for the end); also the place of the first of them then."""
    taken = [plan[place] for place in sorted(places)]
    start = before - sum(place < before for place in places)
    rest = list(without(plan, places))
    return (*rest[:start], *taken, *rest[start:]), start


def shifted(plan: Plan, places: Collection[int], by: int) -> tuple[Plan, int]:
    """Move pages one place up (-1) or down (1), together."""
    first, last = min(places), max(places)
    before = max(0, first - 1) if by < 0 else min(len(plan), last + 2)
    return moved(plan, places, before)


def inserted(plan: Plan, before: int, pages: Iterable[PlannedPage]) -> Plan:
    """Put further pages in before a place."""
    return (*plan[:before], *pages, *plan[before:])


def interleaved(fronts: Plan, backs: Plan, *, reverse: bool) -> Plan:
    """Put a back behind each front; `reverse` where the backs were scanned from the last to the first. What is over goes to the end."""
    behind = tuple(reversed(backs)) if reverse else backs
    pairs = [page for pair in zip(fronts, behind, strict=False) for page in pair]
    common = min(len(fronts), len(behind))
    return (*pairs, *fronts[common:], *behind[common:])


def cropped(plan: Plan, places: Collection[int], crop: Fractions | None) -> Plan:
    """Show only a part of pages, told on the page as it is not turned; None shows all of it."""
    kept = None if crop == _WHOLE else crop
    return _changed(plan, places, lambda page: replace(page, crop=kept))


def blackened(plan: Plan, place: int, areas: Sequence[Fractions]) -> Plan:
    """Black out these areas of a page, and no others."""
    return _changed(plan, {place}, lambda page: replace(page, black=tuple(areas)))


def straightened(plan: Plan, place: int, *, angle: float = 0.0, corners: Sequence[float] | None = None) -> Plan:
    """Put a page straight, by an angle or by the corners of the sheet. What it was cropped to holds no longer."""
    found = None if corners is None else tuple(corners)
    return _changed(plan, {place}, lambda page: replace(page, angle=angle, corners=found, crop=None))


def evened(plan: Plan, places: Collection[int], *, even: bool) -> Plan:
    """Even the light on pages, or leave it."""
    return _changed(plan, places, lambda page: replace(page, even=even))


def _changed(plan: Plan, places: Collection[int], change: Callable[[PlannedPage], PlannedPage]) -> Plan:
    wanted = set(places)  # there may be ten thousand of them
    return tuple(change(page) if place in wanted else page for place, page in enumerate(plan))


# Areas on turned pages ----------------------------------------------------------------------------------------------------


def as_turned(area: Fractions, turn: int) -> Fractions:
    """Where an area of a page lies when the page is turned clockwise."""
    left, top, right, bottom = area
    for _ in range(turn // 90 % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def as_unturned(area: Fractions, turn: int) -> Fractions:
    """Where an area of a turned page lies on the page as it was."""
    return as_turned(area, (360 - turn) % 360)


def corners_as_turned(corners: Sequence[float], turn: int) -> tuple[float, ...]:
    """Where the corners of a sheet lie when the page is turned clockwise, from the one that is at the top left then."""
    points = [(corners[place], corners[place + 1]) for place in range(0, 8, 2)]
    for _ in range(turn // 90 % 4):
        points = [(1 - y, x) for x, y in (points[3], *points[:3])]
    return tuple(value for point in points for value in point)


def corners_as_unturned(corners: Sequence[float], turn: int) -> tuple[float, ...]:
    """Where the corners of a sheet on a turned page lie on the page as it was."""
    return corners_as_turned(corners, (360 - turn) % 360)


# What was done ------------------------------------------------------------------------------------------------------------


def steps(plan: Plan, pages_before: int, names: Mapping[str, str]) -> list[Step]:
    """What a plan does to a document of so many pages, as data; `names` are the titles of other sources. Places count from 1.

    They are the places in the new version, but for pages that were deleted, which are told by where they were.
    """
    own = [page.page for page in plan if page.source == OWN]
    gone = sorted(set(range(pages_before)) - set(own))
    found: list[Step] = []
    if gone:
        found.append({"step": "delete", "pages": [page + 1 for page in gone]})
    if own != sorted(own):
        found.append({"step": "reorder"})
    for source in dict.fromkeys(page.source for page in plan if page.source != OWN):
        places = [place for place, page in enumerate(plan, 1) if page.source == source]
        found.append({"step": "add", "pages": places, "from": names.get(source, "")})
    for degrees in (90, 180, 270):
        found += _places("turn", plan, lambda page, by=degrees: page.turn == by, degrees=degrees)
    found += _places("crop", plan, lambda page: page.crop is not None)
    found += _places("straighten", plan, lambda page: bool(page.angle) or page.corners is not None)
    found += _places("clean", plan, lambda page: page.even)
    found += _places("black_out", plan, lambda page: bool(page.black))
    return found


def _places(step: str, plan: Plan, holds: Callable[[PlannedPage], bool], **more: Any) -> list[Step]:
    places = [place for place, page in enumerate(plan, 1) if holds(page)]
    return [{"step": step, "pages": places, **more}] if places else []


# As plain values ----------------------------------------------------------------------------------------------------------


def to_plain(plan: Plan) -> list[dict[str, Any]]:
    """The plan as JSON has it: how a draft keeps it."""
    rows: list[dict[str, Any]] = []
    for page in plan:
        row: dict[str, Any] = {"source": page.source, "page": page.page}
        for name in ("turn", "crop", "black", "corners", "angle", "even"):
            value = getattr(page, name)
            if value:
                row[name] = value
        rows.append(row)
    return rows


def from_plain(rows: object) -> Plan:
    """What `to_plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    plan: list[PlannedPage] = []
    for row in cast("list[dict[str, Any]]", rows):
        crop, corners = row.get("crop"), row.get("corners")
        plan.append(
            PlannedPage(
                str(row["source"]),
                int(row["page"]),
                int(row.get("turn", 0)) % 360,
                None if crop is None else _area(crop),
                tuple(_area(area) for area in row.get("black", ())),
                None if corners is None else tuple(float(value) for value in corners),
                float(row.get("angle", 0)),
                bool(row.get("even")),
            )
        )
    return tuple(plan)


def _area(values: Sequence[Any]) -> Fractions:
    left, top, right, bottom = (float(value) for value in values)
    return left, top, right, bottom
