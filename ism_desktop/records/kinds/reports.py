"""Reports: biopsies, imaging, bone density, genetics, specialists' work-ups; what each one says, in its own words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import NameColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices, shown
from ism_desktop.records.sorting import sort_key
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate, Rows


class Report(RecordTable):
    """One report. Nothing in it is ours: findings, conclusion and values stand as they are printed."""

    __tablename__ = "reports"

    title: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    by_whom: Mapped[str | None] = mapped_column(NameColumn)
    organisation: Mapped[str | None] = mapped_column(NameColumn)
    area: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str | None] = mapped_column(Text)
    contrast: Mapped[str | None] = mapped_column(Text)
    contrast_course: Mapped[str | None] = mapped_column(Text)
    machine: Mapped[str | None] = mapped_column(Text)
    bone_density: Mapped[Rows | None] = mapped_column(RowsColumn)
    notes: Mapped[str | None] = mapped_column(Text)


BONE_DENSITY, IMAGING = "bone_density", "imaging"

TYPES = choices(
    marrow=tr_lazy("Bone marrow"),
    biopsy=tr_lazy("Other biopsy, such as skin or gut"),
    imaging=tr_lazy("Imaging (X-ray, CT, MRI, ultrasound)"),
    bone_density=tr_lazy("Bone density scan"),
    genetics=tr_lazy("Genetic test"),
    evaluation=tr_lazy("Specialist’s work-up"),
    other=tr_lazy("Other"),
)

_REPORT = Group("report", tr_lazy("The report"))
_WORDS = Group("words", tr_lazy("What it says"))
CONTRAST_GROUP = Group("contrast", tr_lazy("Contrast medium"))
BONE_GROUP = Group("bone", tr_lazy("Bone density"))

# What was measured, how and with which unit: docs/clinical-sources.md, Bone density.
_DENSITY_ROW = (
    Field(
        "site",
        tr_lazy("Site"),
        required=True,
        suggestions=(
            tr_lazy("Lumbar spine L1 to L4"),
            tr_lazy("Left femoral neck"),
            tr_lazy("Right femoral neck"),
            tr_lazy("Left total hip"),
            tr_lazy("Right total hip"),
            tr_lazy("Forearm (radius)"),
        ),
    ),
    Field("density", tr_lazy("Density (BMD)"), Input.QUANTITY, units=("g/cm2",)),
    Field("t_score", tr_lazy("T-score"), Input.QUANTITY),
    Field("z_score", tr_lazy("Z-score"), Input.QUANTITY),
)

REPORTS = Kind(
    name="reports",
    table=Report,
    singular=tr_lazy("Report"),
    plural=tr_lazy("Reports"),
    add=tr_lazy("Add report"),
    new=tr_lazy("New report"),
    counted=tr_n_lazy("{number} report", "{number} reports"),
    icon="mdi6.file-chart-outline",
    binder_tab="test_results",
    place="reports",
    fields=(
        Field("title", tr_lazy("Title"), required=True, group=_REPORT),
        Field("type", tr_lazy("Kind of report"), Input.CHOICE, choices=TYPES, group=_REPORT),
        Field(
            "on_date",
            tr_lazy("Date"),
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            group=_REPORT,
            help=tr_lazy("The day of the test or visit, or else of the report."),
        ),
        Field(
            "by_whom",
            tr_lazy("Written by"),
            Input.NAME,
            refers_to="care_team",
            group=_REPORT,
            help=tr_lazy("The name under the report."),
        ),
        Field(
            "organisation",
            tr_lazy("Where"),
            Input.NAME,
            refers_to="care_team",
            group=_REPORT,
            help=tr_lazy("Hospital, laboratory or practice."),
        ),
        Field(
            "area",
            tr_lazy("Part of the body or sample"),
            group=_REPORT,
            help=tr_lazy("Such as: hip bone, skin of the thigh, abdomen, blood."),
        ),
        Field(
            "method",
            tr_lazy("How it was done"),
            group=_REPORT,
            suggestions=(
                tr_lazy("X-ray"),
                tr_lazy("CT"),
                tr_lazy("MRI"),
                tr_lazy("Ultrasound"),
                tr_lazy("PET"),
                tr_lazy("DXA"),
                tr_lazy("Trephine and aspirate"),
                tr_lazy("Skin punch biopsy"),
                tr_lazy("Endoscopy with biopsies"),
                tr_lazy("Allele-specific PCR"),
                tr_lazy("Digital PCR (ddPCR)"),
                tr_lazy("Next-generation sequencing"),
            ),
        ),
        Field(
            "findings",
            tr_lazy("Key findings"),
            Input.LONG_TEXT,
            group=_WORDS,
            help=tr_lazy("Copied as the report says them."),
        ),
        Field(
            "conclusion",
            tr_lazy("Conclusion"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE,),
            group=_WORDS,
            help=tr_lazy("In the words of the report."),
        ),
        Field(
            "contrast",
            tr_lazy("Contrast medium given"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=CONTRAST_GROUP,
            help=tr_lazy("Its name, if you know it."),
        ),
        Field(
            "contrast_course",
            tr_lazy("How the contrast medium went"),
            gaps=(Gap.UNKNOWN,),
            group=CONTRAST_GROUP,
            help=tr_lazy("Such as: no reaction, or what happened, and what was given before."),
        ),
        Field("machine", tr_lazy("Machine"), gaps=(Gap.UNKNOWN,), group=BONE_GROUP),
        Field(
            "bone_density",
            tr_lazy("Values as printed"),
            Input.ROWS,
            fields=_DENSITY_ROW,
            add_row=tr_lazy("Add a site"),
            group=BONE_GROUP,
        ),
        Field("notes", tr_lazy("My notes"), Input.LONG_TEXT),
    ),
    columns=("title", "on_date", "type", "conclusion"),
    title_of=lambda values: values.get("title") or tr("Report"),
    order_by=("-on_date", "title"),
    empty=tr_lazy("What did the marrow, the scan or the specialist’s letter say? A new doctor asks for it first."),
    example=tr_lazy("Bone marrow, 21 May 2019, with its conclusion word for word"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one scan says of one site."""

    report_id: str
    on_date: object
    row: Values
    machine: object

    @property
    def words(self) -> str:
        """Density, T-score and Z-score as printed, as far as they are recorded."""
        parts: list[str] = []
        for cell in _DENSITY_ROW[1:]:
            said = shown(cell, self.row.get(cell.name))
            if said:
                parts.append(said if cell.name == "density" else tr("{label} {value}", label=cell.label, value=said))
        return ", ".join(parts)


def over_the_years(reports: Iterable[tuple[str, Values]]) -> dict[str, list[Measured]]:
    """Every site of the bone density scans with what was measured there, the latest first; nothing is compared or worked out.

    Args:
        reports: the id and the values of each report.
    """
    found: dict[str, list[Measured]] = {}
    names: dict[str, str] = {}
    for report_id, values in reports:
        rows = values["bone_density"]
        for row in rows.rows if isinstance(rows, Rows) else ():
            site = str(row.get("site") or "")
            name = names.setdefault(" ".join(site.casefold().split()), site)
            found.setdefault(name, []).append(Measured(report_id, values["on_date"], row, values["machine"]))
    field = REPORTS.field("on_date")
    for measured in found.values():
        dated = [one for one in measured if isinstance(one.on_date, PartialDate)]
        undated = [one for one in measured if not isinstance(one.on_date, PartialDate)]
        measured[:] = [*sorted(dated, key=lambda one: sort_key(field, one.on_date), reverse=True), *undated]
    return found
