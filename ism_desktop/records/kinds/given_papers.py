"""Who has what: each print-out, packet or copy that was given to somebody, and when."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import PartialDate


class GivenPaper(RecordTable):
    """Something on paper or as a file, and the one who has it now.

    `paper` is the key by which the ledger of what left the vault calls it, `departure` the id of its entry there; both are empty for what
    did not come from this program. `copy_number` counts the copies of that paper.
    """

    __tablename__ = "given_papers"

    who: Mapped[str | None] = mapped_column(NameColumn)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    what: Mapped[str | None] = mapped_column(Text)
    copy_number: Mapped[int | None] = mapped_column(Integer)
    how: Mapped[str | None] = mapped_column(Text)
    with_results: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)
    paper: Mapped[str | None] = mapped_column(Text)
    departure: Mapped[str | None] = mapped_column(Text)


WAYS = choices(
    in_person=tr_lazy("In person", "how a paper was given"),
    post=tr_lazy("By post"),
    fax=tr_lazy("By fax"),
    email=tr_lazy("By e-mail"),
    portal=tr_lazy("In the portal"),
    other=tr_lazy("Another way"),
)


def _title(values: Values) -> str:
    what, who = values.get("what"), values.get("who")
    if not what:
        return tr("Given paper")
    return tr_c("a paper and who has it", "{what} – {who}", what=what, who=who) if who else str(what)


GIVEN_PAPERS = Kind(
    name="given_papers",
    table=GivenPaper,
    singular=tr_lazy("Given paper"),
    plural=tr_lazy("Given to others"),
    add=tr_lazy("Add what I gave"),
    new=tr_lazy("Given to somebody"),
    counted=tr_n_lazy("{number} given paper", "{number} given papers"),
    icon="mdi6.file-send-outline",
    binder_tab="care_team",
    place="who_has_what",
    fields=(
        Field("who", tr_lazy("Who has it"), Input.NAME, required=True, refers_to="care_team"),
        Field("on_date", tr_lazy("Given on"), Input.DATE, required=True),
        Field(
            "what",
            tr_lazy("What"),
            required=True,
            suggestions=(
                tr_lazy("Emergency card"),
                tr_lazy("Medication list"),
                tr_lazy("Binder"),
                tr_lazy("Diagnosis on one page"),
                tr_lazy("Visit brief"),
                tr_lazy("CD with images"),
            ),
        ),
        Field("copy_number", tr_lazy("Number of the copy"), Input.NUMBER, minimum=1),
        Field("how", tr_lazy("How", "how a paper was given"), Input.CHOICE, choices=WAYS),
        Field(
            "with_results",
            tr_lazy("Results and reports were with it"),
            Input.YES_NO,
            help=tr_lazy("Results and reports that are newer are listed as not sent yet."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
        Field("paper", tr_lazy("Paper of this program"), Input.SYSTEM),
        Field("departure", tr_lazy("Entry in the list of what left"), Input.SYSTEM),
    ),
    columns=("on_date", "who", "what", "how"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy("Note who got which paper from you, and see later what they have and what has changed since."),
    example=tr_lazy("3 May 2026: medication list, copy 4, to Dr Okafor, in person"),
)
