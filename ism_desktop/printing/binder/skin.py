"""The binder's parts about stings and venom immunotherapy, scores from the clinic, and series of photos; each only where there is one."""

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.values import joined, words, words_or_gap
from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.records.kinds.stings import STINGS, reaction_words
from ism_desktop.records.kinds.venom_doses import VENOM_DOSES
from ism_desktop.records.store import Record


def stings(reader: Reader) -> tuple[Group, ...]:
    """Stings, then the doses of venom immunotherapy, the latest first. That there were none is said where the person said it."""
    sting_columns = (
        (tr("When"), 2.4),
        (tr("Insect"), 2.0),
        (tr("Where on the body"), 2.0),
        (tr("What happened"), 3.6),
    )
    dose_columns = ((tr("Date"), 2.0), (tr("Preparation"), 2.6), (tr("Dose"), 2.2), (tr("Reaction afterwards"), 3.2))
    groups = (
        Group(
            str(STINGS.plural),
            tuple(_sting(reader, record) for record in reader.all(STINGS)),
            sting_columns,
            reader.nothing_words(STINGS),
        ),
        Group(
            str(VENOM_DOSES.plural),
            tuple(_dose(reader, record) for record in reader.all(VENOM_DOSES)),
            dose_columns,
            reader.nothing_words(VENOM_DOSES),
        ),
    )
    return tuple(group for group in groups if not group.is_empty)


def _sting(reader: Reader, record: Record) -> BinderRecord:
    shown = ("happened", "insect", "body_place")
    cells = (*(words_or_gap(record, name) or tr("not recorded") for name in shown), _reaction(record))
    return reader.row(record, cells, skip=(*shown, "reaction"))


def _dose(reader: Reader, record: Record) -> BinderRecord:
    shown = ("on_date", "preparation", "dose")
    cells = (*(words_or_gap(record, name) or tr("not recorded") for name in shown), _reaction(record))
    return reader.row(record, cells, skip=(*shown, "reaction"))


def _reaction(record: Record) -> str:
    return reaction_words(record.values) or tr("not recorded")


def scores(reader: Reader) -> tuple[Group, ...]:
    """Totals as they were given, with the range that was given with them."""
    columns = (
        (tr("Questionnaire"), 2.4),
        (tr("Date"), 2.0),
        (tr("Total"), 1.4),
        (tr("Range the clinic gave"), 2.0),
        (tr("Given by"), 2.6),
    )
    rows: list[BinderRecord] = []
    for record in reader.all(CLINIC_SCORES):
        shown = ("instrument", "on_date", "total", "range")
        cells = (*(words_or_gap(record, name) or tr("not recorded") for name in shown), _giver(reader, record))
        rows.append(reader.row(record, cells, skip=(*shown, "given_by", "given_by_other")))
    note = tr("Totals as the clinic gave them. Nothing was added up or judged by this program.")
    return (Group(str(CLINIC_SCORES.plural), tuple(rows), columns, notes=(note,)),) if rows else ()


def _giver(reader: Reader, record: Record) -> str:
    member_id = record.values["given_by"]
    member = store.find(reader.session, CARE_TEAM, member_id) if isinstance(member_id, str) else None
    named = "" if member is None else member.title
    return joined(named, words(record, "given_by_other")) or tr("not recorded")


def photos(reader: Reader) -> tuple[Group, ...]:
    """The series of photos by name; which of the photos are in the binder, its documents say."""
    blocks = tuple(reader.block(record, skip=("name",)) for record in reader.all(PHOTO_SERIES))
    return (Group(str(PHOTO_SERIES.plural), blocks),) if blocks else ()
