"""What the paper of one plan says, as frozen plain values: who it is for, the words of the plan, who wrote it, and the pages behind it."""

from dataclasses import dataclass
from typing import Any

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.person_paper import PersonPaper

FORM = 1
"""The form in which printed copies are kept now."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A document that is bound behind the plan: one `page` of it, from 1, or all of its `pages` where none was named."""

    document_id: str
    title: str
    page: int | None
    pages: int
    media_type: str
    file_id: str
    text_file_id: str | None = None

    @property
    def words(self) -> str:
        """The document, and its page where one is meant."""
        return tr("{title}, page {page}", title=self.title, page=self.page) if self.page else self.title

    @property
    def count(self) -> int:
        """How many pages of it are bound."""
        return 1 if self.page else self.pages


@dataclass(frozen=True, slots=True)
class PlanContent(PersonPaper):
    """Everything on the paper. `name` and `birth_date` are empty when none is recorded; `text` when only the page itself was attached.

    `left_out` are the titles of documents that are attached and not printed: photos, unless the person said yes to them.
    """

    record_id: str
    called: str
    procedures: str
    text: str
    written_by: str
    written_on: str
    confirmed: str
    is_replaced: bool
    behind: tuple[PlanPage, ...]
    left_out: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Plan for a procedure: {title}", title=self.called)

    @property
    def said(self) -> str:
        """The words of the plan; where none were copied, that the page behind says it, or that nothing does."""
        if self.text:
            return self.text
        if self.behind:
            return tr_n("See the page behind this one.", "See the {number} pages behind this one.", self.pages_behind)
        if self.left_out:
            return tr("See “{title}”, which is not printed here.", title=self.left_out[0])
        return tr("NOT RECORDED")

    @property
    def pages_behind(self) -> int:
        """How many pages of documents follow."""
        return sum(one.count for one in self.behind)

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = (
            self.name,
            self.called,
            self.text,
            self.written_by,
            self.confirmed,
            *(one.title for one in self.behind),
            *self.left_out,
        )
        return typeface.losing(texts)

    def as_dict(self) -> dict[str, Any]:
        """The paper as JSON values, for the record of what was printed: the person's own words, and which pages went with them."""
        return {
            "form": FORM,
            "printed_on": self.printed_on.isoformat(),
            "demo": self.demo,
            "plan": self.record_id,
            "called": self.called,
            "text": self.text,
            "written_by": self.written_by,
            "behind": [{"document": one.document_id, "title": one.title, "page": one.page} for one in self.behind],
        }
