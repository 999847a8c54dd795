"""A PDF's tree of pages made flat and true: faulty branches cost the pages in them, never the others. Runs in the worker process only."""

from typing import Any, NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject

from ism_desktop.worker.limits import MAX_PAGES
from ism_desktop.worker.pdf_objects import dictionary, identity, items, numbers, whole

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 100
_LOOKED_AT = 200
# 350 metres. PDF itself allows 200 inches, times the page's own unit.
LONGEST_SIDE_POINTS = 1_000_000


class Leaf(NamedTuple):
    """A page as the tree refers to it; `page` is None where there is no such page."""

    reference: Any
    page: DictionaryObject | None


def is_true(root: Any) -> bool:
    """Whether every branch has as many pages as it says, as far as can be told without reading each page."""
    seen: set[int] = set()

    def fits(reference: Any, depth: int) -> bool:
        node = dictionary(reference)
        if node is None or identity(reference) in seen or depth > _DEEPEST:
            return False
        seen.add(identity(reference))
        kids = items(node.get("/Kids"))
        if len(kids) == whole(node.get("/Count")):
            # As many branches as pages, any of which could have more pages than one. Of a long row a part is looked at.
            kids = kids[:: max(1, len(kids) // _LOOKED_AT)]
            return all_fit(kids, len(kids), depth)
        return all_fit(kids, whole(node.get("/Count")), depth)

    def all_fit(kids: list[Any], count: int, depth: int) -> bool:
        total = 0
        for kid in kids:
            branch = dictionary(kid)
            if branch is not None and "/Kids" in branch:
                if not fits(kid, depth + 1):
                    return False
                total += whole(branch.get("/Count"))
            else:
                total += 1
        return total == count

    return fits(root, 0)


def leaves(root: DictionaryObject) -> list[Leaf]:
    """Every page of the tree in order, with what it inherits written into it; also those that are missing."""
    found: list[Leaf] = []
    seen: set[int] = set()

    def descend(reference: Any, inherited: dict[str, Any], depth: int) -> None:
        if len(found) > MAX_PAGES:
            return
        node = _dictionary_or_none(reference)
        if node is not None and "/Kids" in node and node.get("/Type") != "/Page":
            if identity(reference) in seen or depth > _DEEPEST:
                return
            seen.add(identity(reference))
            below = {**inherited, **{key: node.raw_get(key) for key in _INHERITED if key in node}}
            for kid in items(node.get("/Kids")):
                descend(kid, below, depth + 1)
            return
        if node is not None:
            for key, value in inherited.items():
                if key not in node:
                    node[NameObject(key)] = value
        found.append(Leaf(reference, node))

    descend(root.raw_get("/Pages") if "/Pages" in root else None, {}, 0)
    return found


def flatten(root: DictionaryObject, pages: list[Leaf], add: Any) -> set[int]:
    """Hang every page right under the root. A page that is missing or absurd becomes a blank one; returns which (from 0).

    `add` takes an object that is new and returns the reference to it.
    """
    top = DictionaryObject()
    reference = add(top)
    unreadable: set[int] = set()
    kids = ArrayObject()
    used: set[int] = set()
    for number, leaf in enumerate(pages):
        page = leaf.page
        if page is None or not _is_showable(page):
            unreadable.add(number)
            page, kid = _blank(), None
        elif not isinstance(leaf.reference, IndirectObject) or identity(leaf.reference) in used:
            page, kid = DictionaryObject(page), None  # the same page twice: PDF knows a page by one place alone
        else:
            kid = leaf.reference
            used.add(identity(kid))
        page[NameObject("/Type")] = NameObject("/Page")
        page[NameObject("/Parent")] = reference
        kids.append(kid if kid is not None else add(page))
    top.update(
        {
            NameObject("/Type"): NameObject("/Pages"),
            NameObject("/Kids"): kids,
            NameObject("/Count"): NumberObject(len(kids)),
        }
    )
    root[NameObject("/Pages")] = reference
    return unreadable


def _dictionary_or_none(reference: Any) -> DictionaryObject | None:
    try:
        return dictionary(reference)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with this object, the other pages are still there
        return None


def _is_showable(page: DictionaryObject) -> bool:
    """Whether the page has a size that can be shown. A crop box that leaves nothing of the page is taken out."""
    media = numbers(page.get("/MediaBox"), 4)
    if "/MediaBox" in page and media is None:
        del page["/MediaBox"]
    if media is None:
        media = (0.0, 0.0, 612.0, 792.0)
    crop = numbers(page.get("/CropBox"), 4)
    if crop is not None and not _overlap(media, crop):
        del page["/CropBox"]
    unit = page.get("/UserUnit", 1)
    unit = float(unit) if isinstance(unit, int | float) else 1.0
    return all(abs(side) * max(unit, 1.0) < LONGEST_SIDE_POINTS for side in media)


def _overlap(media: tuple[float, ...], crop: tuple[float, ...]) -> bool:
    left, right = max(min(media[0::2]), min(crop[0::2])), min(max(media[0::2]), max(crop[0::2]))
    bottom, top = max(min(media[1::2]), min(crop[1::2])), min(max(media[1::2]), max(crop[1::2]))
    return right > left and top > bottom


def _blank() -> DictionaryObject:
    box = ArrayObject([NumberObject(side) for side in (0, 0, 595, 842)])
    return DictionaryObject({NameObject("/MediaBox"): box, NameObject("/Resources"): DictionaryObject()})
