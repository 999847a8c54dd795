"""Rules by which the program proposes how to file a document: words that it finds, and what a person would fill in then.

A rule proposes and never files by itself. `records.filing_rules` says which rules fit a document, and what they propose together.
"""

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import in_use, tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choice_label
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.records.table import NameColumn, RecordTable


class FilingRule(RecordTable):
    """One rule."""

    __tablename__ = "filing_rules"

    position: Mapped[int] = mapped_column(Integer, default=0)
    text_words: Mapped[str | None] = mapped_column(Text)
    file_words: Mapped[str | None] = mapped_column(Text)
    from_sender: Mapped[str | None] = mapped_column(NameColumn)
    type: Mapped[str | None] = mapped_column(Text)
    sender: Mapped[str | None] = mapped_column(NameColumn)
    tags: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    title: Mapped[str | None] = mapped_column(Text)
    switched_off: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str | None] = mapped_column(Text)


def conditions_words(values: Values) -> str:
    """What a rule looks for, in words; empty for a rule that looks for nothing."""
    parts: list[str] = []
    if values.get("from_sender"):
        parts.append(tr("from {name}", name=values["from_sender"]))
    if values.get("text_words"):
        parts.append(tr("says “{words}”", words=values["text_words"]))
    if values.get("file_words"):
        parts.append(tr("file name has “{words}”", words=values["file_words"]))
    return in_use().listed(parts)


def proposals_words(values: Values) -> str:
    """What a rule proposes, in words."""
    parts: list[str] = []
    if values.get("type"):
        parts.append(choice_label(FILING_RULES.field("type"), values["type"]))
    if values.get("sender"):
        parts.append(tr("from {name}", name=values["sender"]))
    if values.get("tags"):
        parts.append(in_use().listed(values["tags"]))
    if values.get("title"):
        parts.append(tr("title “{title}”", title=values["title"]))
    return "; ".join(parts)


def _title(values: Values) -> str:
    looks, proposes = conditions_words(values), proposals_words(values)
    if not looks or not proposes:
        return looks or proposes or tr("Filing rule")
    return tr_c(
        "a filing rule: what it finds, and what it proposes", "{found} → {proposed}", found=looks, proposed=proposes
    )


_WHEN = Group("when", tr_lazy("When a document"))
_THEN = Group("then", tr_lazy("Then propose"))

FILING_RULES = Kind(
    name="filing_rules",
    table=FilingRule,
    singular=tr_lazy("Filing rule"),
    plural=tr_lazy("Filing rules"),
    add=tr_lazy("Add rule"),
    new=tr_lazy("New filing rule"),
    counted=tr_n_lazy("{number} filing rule", "{number} filing rules"),
    icon="mdi6.file-arrow-left-right-outline",
    ordered=True,
    place="filing_rules",
    fields=(
        Field("from_sender", tr_lazy("Comes from"), Input.NAME, refers_to="care_team", group=_WHEN),
        Field(
            "text_words",
            tr_lazy("Says these words"),
            group=_WHEN,
            help=tr_lazy(
                "All of them have to stand in the text. A comma parts words that belong together: bone density, DXA."
            ),
        ),
        Field(
            "file_words", tr_lazy("Has these words in its file name"), group=_WHEN, short=tr_lazy("In the file name")
        ),
        Field("type", tr_lazy("Kind of document"), Input.CHOICE, choices=TYPES, group=_THEN),
        Field("sender", tr_lazy("From"), Input.NAME, refers_to="care_team", group=_THEN),
        Field("tags", tr_lazy("Tags"), Input.TAGS, group=_THEN),
        Field(
            "title",
            tr_lazy("Title"),
            group=_THEN,
            help=tr_lazy("You can write {date}, {from} and {kind}, which are filled in: Bill of {date}."),
        ),
        Field("switched_off", tr_lazy("Switched off"), Input.YES_NO),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("from_sender", "text_words", "file_words", "type", "tags", "switched_off"),
    title_of=_title,
    order_by=("position", "created_at"),
    empty=tr_lazy("A rule proposes how to file a document. Nothing is filed without your pressing a key."),
    example=tr_lazy("From the lab, says “tryptase” → Blood or urine test"),
)
