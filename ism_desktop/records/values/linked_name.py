"""The name of a person or place that stands in another list of the record: it reads as the name, and points to the entry."""

from typing import Self


class LinkedName(str):
    """A name as text, and the id of the entry that bears it.

    Wherever a name is shown, printed, searched or sorted it is the text that it is, so no reader can mistake the id for it. It is equal
    only to the same name of the same entry: a name that was merely typed says something else. The store keeps the text as the entry has it
    (`records.linked_names`); where the entry is deleted for good, the text stays as a typed name.
    """

    __slots__ = ("record_id",)

    record_id: str

    def __new__(cls, name: str, record_id: str) -> Self:
        """Make one; `record_id` must not be empty."""
        if not record_id:
            raise ValueError("a linked name points to an entry")
        made = super().__new__(cls, name)
        made.record_id = record_id
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # pyright: ignore[reportIncompatibleMethodOverride]  (a copy needs both)
        return str(self), self.record_id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkedName) and str.__eq__(self, other) and self.record_id == other.record_id

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((str.__hash__(self), self.record_id))

    @property
    def plain(self) -> dict[str, str]:
        """The name as JSON knows it."""
        return {"id": self.record_id, "name": str(self)}

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """What `plain` gave. Raises KeyError, TypeError or ValueError for anything else."""
        if not isinstance(plain, dict) or set(plain) != {"id", "name"}:  # pyright: ignore[reportUnknownArgumentType]
            raise TypeError("not a linked name")
        name, record_id = plain["name"], plain["id"]  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(name, str) or not isinstance(record_id, str):
            raise TypeError("not a linked name")
        return cls(name, record_id)


def linked_id(value: object) -> str:
    """The id of the entry that a value points to; empty for a typed name and anything else."""
    return value.record_id if isinstance(value, LinkedName) else ""
