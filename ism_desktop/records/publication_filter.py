"""Which publications a list shows: those in a state, or those that a later file marks."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from ism_desktop.records.kinds.publications import ResearchPublication


@dataclass(frozen=True, slots=True)
class PublicationFilter:
    """`state` is one of the kind's; with `has_news` those that a later file marks as corrected or retracted, until they were seen."""

    state: str = ""
    has_news: bool = False

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """What the database looks for."""
        del session
        table = ResearchPublication
        found: list[ColumnElement[bool]] = [table.state == self.state] if self.state else []
        return [*found, table.news.is_not(None)] if self.has_news else found
