"""How an appointment of this record is called in a calendar: the same in every file, so that a calendar knows it again."""

_OURS = "@ism-desktop"


def own_key(record_id: str) -> str:
    """The name of an appointment in a file that we write."""
    return f"{record_id}{_OURS}"


def own_id(key: str) -> str:
    """The id of the appointment that a name means; empty for one that another program gave."""
    return key.removesuffix(_OURS) if key.endswith(_OURS) else ""
