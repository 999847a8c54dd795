"""The tabs of the health history: other illnesses, procedures and implants, vaccinations, family."""

from collections.abc import Sequence

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.values import joined, words_or_gap
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.conditions import CONDITIONS
from ism_desktop.records.kinds.family_history import FAMILY_HISTORY
from ism_desktop.records.kinds.implants import IMPLANTS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.vaccinations import VACCINATIONS


def conditions(reader: Reader) -> Group:
    """Other illnesses. A list that nobody filled in says so: it is not the same as none."""
    shares = {"name": 3.0, "status": 2.0, "severity": 2.0, "since": 2.2, "said_by": 2.6}
    return _table(reader, CONDITIONS, tr("Other illnesses"), shares)


def procedures(reader: Reader) -> tuple[Group, ...]:
    """Procedures with what was given and how it went, then implants."""
    blocks = tuple(
        reader.block(record, title=joined(words_or_gap(record, "on_date"), record.title), skip=("name", "on_date"))
        for record in reader.all(PROCEDURES)
    )
    done = Group(tr("Procedures and operations"), blocks, said=reader.nothing_words(PROCEDURES))
    implants = tuple(reader.block(record, skip=("name",)) for record in reader.all(IMPLANTS))
    worn = Group(tr("Implants and other devices"), implants, said=reader.nothing_words(IMPLANTS))
    return (done, worn)


def vaccinations(reader: Reader) -> tuple[Group, ...]:
    """Every dose, the latest first."""
    shares = {"on_date": 2.4, "vaccine": 3.0, "dose": 1.5, "reaction": 2.4, "premedication": 2.9}
    return (_table(reader, VACCINATIONS, "", shares),)


def family(reader: Reader) -> tuple[Group, ...]:
    """Relatives with what they have or had."""
    shares = {"relative": 2.4, "illnesses": 3.0, "details": 3.4, "age": 2.0}
    return (_table(reader, FAMILY_HISTORY, "", shares),)


def _table(reader: Reader, kind: Kind, title: str, shares: dict[str, float]) -> Group:
    """The records as rows; an empty cell says that nothing was recorded, for it would be read as an answer."""
    names: Sequence[str] = tuple(shares)
    rows = tuple(
        reader.row(record, [words_or_gap(record, name) or tr("not recorded") for name in names], skip=names)
        for record in reader.all(kind)
    )
    columns = tuple((kind.field(name).short or kind.field(name).label, share) for name, share in shares.items())
    return Group(title, rows, columns, reader.nothing_words(kind))
