"""A PDF's layers (optional content): which are seen on the screen or on paper, said plainly and once for all readers of the file.

ISO 32000-1, 8.11: the default configuration says on or off; a layer may say for itself that it is for the screen or for paper only. Runs in
the worker process only.
"""

from typing import Any, Literal, cast

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from ism_desktop.worker.pdf_objects import dictionary, identity, items, resolved, whole

HIDDEN_MARK = "ISMHidden"
"""The entry that a hidden layer gets, for readers that meet it as the property of marked content."""

_HIDDEN = 2
_DEEPEST = 30


class Layers:
    """The layers of one file, each seen or hidden."""

    def __init__(self, properties: DictionaryObject, purpose: Literal["view", "print"]) -> None:
        self._configuration = dictionary(properties.get("/D")) or DictionaryObject()
        self._properties = properties
        self._purpose = purpose
        known = items(properties.get("/OCGs"))
        listed = {identity(group) for group in known}
        # A layer that only the configuration knows is a layer all the same.
        self._groups = [*known, *(one for one in items(self._configuration.get("/OFF")) if identity(one) not in listed)]
        on = {identity(group) for group in items(self._configuration.get("/ON"))}
        off = {identity(group) for group in items(self._configuration.get("/OFF"))}
        base_on = resolved(self._configuration.get("/BaseState")) != "/OFF"
        by_usage = self._automatic()
        self._hidden: set[int] = set()
        for group in self._groups:
            key = identity(group)
            seen = key in on or (base_on and key not in off)
            if not self._is_seen(dictionary(group), seen, key in by_usage):
                self._hidden.add(key)
        self._visited: set[int] = set()

    def _automatic(self) -> set[int]:
        """The layers that follow their own usage when the file is viewed or printed."""
        event = "/View" if self._purpose == "view" else "/Print"
        found: set[int] = set()
        for rule in items(self._configuration.get("/AS")):
            one = dictionary(rule)
            if one is not None and resolved(one.get("/Event")) == event:
                found |= {identity(group) for group in items(one.get("/OCGs"))}
        return found

    def _is_seen(self, group: DictionaryObject | None, default: bool, automatic: bool) -> bool:
        if group is None:
            return default
        intents = [resolved(one) for one in items(group.get("/Intent"))]
        if intents and not {"/View", "/All"} & set(intents):
            return True  # a layer of another purpose has no say in what is seen
        name = "/View" if self._purpose == "view" else "/Print"
        usage = dictionary(group.get("/Usage"))
        wish = dictionary(usage.get(name)) if usage is not None else None
        state = resolved(wish.get(f"{name}State")) if wish is not None else None
        if state not in ("/ON", "/OFF"):
            return default
        # Without a rule that lets it follow its usage, a layer that either says is off stays off.
        return state == "/ON" if automatic else default and state == "/ON"

    def settle(self, pages: list[tuple[int, DictionaryObject]]) -> set[int]:
        """Write the state of every layer down, empty what is hidden as a whole; the pages with hidden content of their own."""
        for group in self._groups:
            found = dictionary(group)
            if found is not None:
                found.pop("/Usage", None)
                if identity(group) in self._hidden:
                    found[NameObject(f"/{HIDDEN_MARK}")] = NumberObject(1)
        off = ArrayObject([group for group in self._groups if identity(group) in self._hidden])
        self._properties[NameObject("/D")] = DictionaryObject(
            {NameObject("/BaseState"): NameObject("/ON"), NameObject("/OFF"): off}
        )
        return {number for number, page in pages if self._page(page)}

    def _page(self, page: DictionaryObject) -> bool:
        partly = self._resources(page.get("/Resources"), 0)
        for reference in items(page.get("/Annots")):
            note = dictionary(reference)
            if note is None:
                continue
            if "/OC" in note and self.hides(note.raw_get("/OC")):
                note[NameObject("/F")] = NumberObject(whole(note.get("/F")) | _HIDDEN)
            looks = dictionary(note.get("/AP"))
            normal = resolved(looks.get("/N")) if looks is not None else None
            if isinstance(normal, StreamObject):
                self._drawn(cast("Any", looks).raw_get("/N"), 0)
            elif isinstance(normal, DictionaryObject):
                for state in normal:
                    self._drawn(normal.raw_get(state), 0)
        return partly

    def _resources(self, value: Any, depth: int) -> bool:
        """Whether content drawn with these resources is hidden in part; what they name is emptied where it is hidden as a whole."""
        resources = dictionary(value)
        if resources is None or depth > _DEEPEST:
            return False
        partly = False
        properties = dictionary(resources.get("/Properties"))
        for name in list(properties or ()):
            mark = cast("DictionaryObject", properties).raw_get(name)
            if self.hides(mark):
                partly = True
                found = dictionary(mark)
                if found is not None:
                    found[NameObject(f"/{HIDDEN_MARK}")] = NumberObject(1)
        for kind in ("/XObject", "/Pattern"):
            named = dictionary(resources.get(kind))
            for name in list(named or ()):
                partly |= self._drawn(cast("DictionaryObject", named).raw_get(name), depth)
        return partly

    def _drawn(self, reference: Any, depth: int) -> bool:
        stream = resolved(reference)
        if not isinstance(stream, StreamObject):
            return False
        if "/OC" in stream and self.hides(stream.raw_get("/OC")):
            _empty(stream)
            return False
        if identity(reference) in self._visited:
            # Seen from another page: whether something in it is hidden was noted there by its mark.
            return bool(stream.get(f"/{HIDDEN_MARK}"))
        self._visited.add(identity(reference))
        partly = self._resources(stream.get("/Resources"), depth + 1)
        if partly:
            stream[NameObject(f"/{HIDDEN_MARK}")] = NumberObject(1)
        return partly

    def hides(self, reference: Any) -> bool:
        """Whether what belongs to this layer, or to this combination of layers, is hidden."""
        found = dictionary(reference)
        if found is None:
            return False
        if resolved(found.get("/Type")) != "/OCMD" and "/OCGs" not in found and "/VE" not in found:
            return identity(reference) in self._hidden
        if "/VE" in found:
            return not self._holds(found.raw_get("/VE"), 0)
        states = [
            identity(group) not in self._hidden for group in items(found.get("/OCGs")) if dictionary(group) is not None
        ]
        if not states:
            return False
        policy = resolved(found.get("/P"))
        if policy == "/AllOn":
            return not all(states)
        if policy == "/AnyOff":
            return all(states)
        if policy == "/AllOff":
            return any(states)
        return not any(states)

    def _holds(self, expression: Any, depth: int) -> bool:
        found = resolved(expression)
        if not isinstance(found, ArrayObject) or not found or depth > _DEEPEST:
            return identity(expression) not in self._hidden
        operator, *operands = cast("list[Any]", found)
        values = (self._holds(operand, depth + 1) for operand in operands)
        if resolved(operator) == "/Not":
            return not next(values, False)
        return all(values) if resolved(operator) == "/And" else any(values)


def of(root: DictionaryObject, purpose: Literal["view", "print"]) -> Layers | None:
    """The file's layers; None where it has none."""
    properties = dictionary(root.get("/OCProperties"))
    return None if properties is None else Layers(properties, purpose)


def _empty(stream: StreamObject) -> None:
    """Make what a stream draws nothing."""
    stream.clear()
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([NumberObject(0)] * 4),
        }
    )
    stream._data = b""  # noqa: SLF001 - pypdf has no public way to it  # pyright: ignore[reportPrivateUsage]
