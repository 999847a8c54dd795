"""How tags are drawn: the picture in the colour that a person chose, always with the tag's words."""

from collections.abc import Mapping

from PySide6.QtGui import QIcon

from ism_desktop.records import tags
from ism_desktop.records.kinds.documents import number_to_file
from ism_desktop.ui.kit.icons import icon
from ism_desktop.vault import Session

ICONS: Mapping[str, str] = {
    "label": "mdi6.tag-outline",
    "star": "mdi6.star-outline",
    "flag": "mdi6.flag-outline",
    "heart": "mdi6.heart-outline",
    "home": "mdi6.home-outline",
    "travel": "mdi6.bag-suitcase-outline",
    "money": "mdi6.cash-multiple",
    "work": "mdi6.briefcase-outline",
    "family": "mdi6.account-group-outline",
    "microscope": "mdi6.microscope",
    "pill": "mdi6.pill",
    "bone": "mdi6.bone",
    "skin": "mdi6.hand-back-right-outline",
    "hospital": "mdi6.hospital-building",
    "letter": "mdi6.email-outline",
    "question": "mdi6.help-circle-outline",
}


class TagLooks:
    """Knows what every tag looks like, as it was when it was last read."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self.in_use = 0  # 1 where any document has a tag or waits to be filed: then there is a line more to say
        self.waiting = 0  # documents that wait to be filed

    def read(self, session: Session) -> bool:
        """Read what tags look like; whether anything is different now."""
        found = tags.looks(session)
        is_new = found != self._known
        self._known = found
        self.waiting = number_to_file(session)
        self.in_use = int(bool(self.waiting) or tags.are_in_use(session))
        return is_new

    def icon(self, name: str, *, before_words: bool = False) -> QIcon:
        """The picture of a tag in its colour."""
        colour, picture = tags.look_of(name, self._known)
        return tag_icon(colour, picture, before_words=before_words)


def tag_icon(colour: str, picture: str, *, before_words: bool = False) -> QIcon:
    """A picture in a colour, by the keys that a tag keeps."""
    return icon(ICONS.get(picture, ICONS[tags.USUAL_ICON]), f"tag.{colour}", before_words=before_words)
