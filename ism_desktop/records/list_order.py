"""What a column of a list is sorted by, and where typed words are looked for, as SQL that the database works out by itself.

Nearly every text of most records is plain ASCII, and SQLite lowers, trims and compares that in C. Only where it is not does SQLite call
back into Python (`ism_plain`, `ism_holds`), which folds as everywhere else. So 20,000 rows take a tenth of a second, not several, and
no second, folded copy of anybody's words has to be stored and kept current.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    func,
    literal,
    not_,
    type_coerce,
)
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Session

from ism_desktop.language import in_use
from ism_desktop.records import matching, sorting, worked_out
from ism_desktop.records import titles as all_titles
from ism_desktop.records.kind import Field, Input, Kind, Values, in_one_line
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import SEASONS, Gap, PartialDate

Term = tuple[ColumnElement[Any], bool]  # what is compared, and whether it descends

_BEYOND_ASCII = "*[^ -~]*"  # a GLOB: control characters count, for they are blanks to a reader
_WORDS = frozenset(
    {Input.TEXT, Input.LONG_TEXT, Input.PHONE, Input.EMAIL, Input.TIME}
)  # what is stored is what is shown
_DIALECT = sqlite_dialect()


def sort_terms(session: Session, kind: Kind, name: str, *, descending: bool) -> list[Term]:
    """What sorts by one column of the kind as `sorting` does; but words in any script, references by title, and gaps by their words."""
    field = kind.field(name)
    column = worked_out.column(session, kind, name)
    if field in kind.worked_out:
        return sorting.terms_of(field, column, descending=descending)
    gap: Term = (case((column.is_(None), 1), else_=0), False)
    if field.told is not None:
        said = _told(session, kind, field)
        return [gap, (case((column.is_not(None), said), else_=""), descending), (said, False)]
    stated = func.json_extract(kind.table.gaps, f'$."{name}"')
    words = case({each.value: each.words for each in Gap}, value=stated, else_="")
    # Only where there is no value: taking JSON apart costs the most.
    last: Term = (case((column.is_(None), words), else_=""), False)
    if field.input is Input.REFERENCE:
        return [gap, (_title(session, field, column), descending), last]
    if field.input in _WORDS:
        return [gap, (plain(session, column), descending), last]
    if field.input is Input.NAME:
        return [gap, (plain(session, sorting.name_text(column)), descending), last]
    return [*sorting.terms(kind, name, descending=descending), last]


def plain(session: Session, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Words in one line and in small letters."""
    _give(session, "ism_plain", 1, _in_small_letters)
    text = type_coerce(column, String)
    return case((_is_ascii_line(text), func.lower(func.trim(text))), else_=func.ism_plain(text))


def _is_ascii_line(text: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(not_(text.bool_op("GLOB")(_BEYOND_ASCII)), func.instr(text, "  ") == 0)


def _in_small_letters(text: str | None) -> str | None:
    return None if text is None else " ".join(str(text).split()).casefold()


def _title(session: Session, field: Field, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The title of the record that a reference points to; empty when that one lies in the trash."""
    small = {record_id: title.casefold() for record_id, title in titles(session, field).items()}
    name = f"ism_title_{field.name}"
    _give(session, name, 1, small.get)
    return case((column.is_not(None), func.coalesce(getattr(func, name)(column), "")), else_=None)


def titles(session: Session, field: Field) -> Mapping[str, str]:
    """The titles that a reference can show, by id. It holds while the session does."""
    return all_titles.of(session, BY_NAME[field.refers_to])


def _told(session: Session, kind: Kind, field: Field) -> ColumnElement[Any]:
    """What a field tells from the whole record, in one line and in small letters."""
    tell = cast("Callable[[Values], str]", field.told)
    names = [each.name for each in kind.form_fields]
    columns = [getattr(kind.table, name) for name in names]
    readers = [column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for column in columns]
    read_gaps = kind.table.__table__.c.gaps.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)

    def say(gaps: str, *raw: object) -> str:
        values: dict[str, Any] = {
            name: value if reader is None or value is None else reader(value)
            for name, reader, value in zip(names, readers, raw, strict=True)
        }
        stated: Mapping[str, str] | None = read_gaps(gaps) if gaps != "{}" and read_gaps is not None else None
        values |= {name: Gap(answer) for name, answer in (stated or {}).items()}
        return _in_small_letters(tell(values)) or ""

    name = f"ism_told_{field.name}"
    _give(session, name, -1, say)
    return getattr(func, name)(type_coerce(kind.table.gaps, String), *(type_coerce(each, String) for each in columns))


def _give(session: Session, name: str, arguments: int, function: Callable[..., object]) -> None:
    """Let SQL call a function of ours, on this connection."""
    connection = cast("Any", session.connection().connection.driver_connection)
    connection.create_function(name, arguments, function)


# Words ------------------------------------------------------------------------------------------------------------------


def holds(session: Session, kind: Kind, words: str) -> ColumnElement[bool]:
    """Whether a record says all the words, each as typed or as the beginning of a longer one: the same rule as the search.

    What a list shows of a record counts too, where it is the title of another one.
    """
    _give(session, "ism_holds", 2, _holds)
    text = func.lower(func.replace(said(session, kind) + _shown_titles(session, kind), "\n", " "))
    return and_(literal(value=True), *(_holds_term(text, term) for term in matching.terms(words)))


def _holds_term(text: ColumnElement[Any], term: str) -> ColumnElement[bool]:
    ours = func.ism_holds(text, term) == 1
    if not term.isascii():
        return case((not_(text.bool_op("GLOB")(_BEYOND_ASCII)), literal(value=False)), else_=ours)
    # After a blank, a term of ASCII is found whatever follows: a mark on its last letter does not matter.
    return case(
        (func.instr(text, f" {term}") > 0, literal(value=True)),
        (and_(func.instr(text, term) == 0, not_(text.bool_op("GLOB")(_BEYOND_ASCII))), literal(value=False)),
        else_=ours,
    )


def _holds(text: str, term: str) -> int:
    return int(matching.first_spot(text, [term]) is not None)


def said(session: Session, kind: Kind) -> ColumnElement[Any]:
    """All that a record says itself, in one text, as the search's index has it: words, labels of choices, dates, stated gaps."""
    text: ColumnElement[Any] = literal(" ")
    for field in kind.form_fields:
        for part in _said(session, kind, field):
            text = text + func.coalesce(part, "") + literal(" ")
    gaps = type_coerce(kind.table.gaps, String)
    for gap in Gap:
        text = text + case((func.instr(gaps, f'"{gap.value}"') > 0, f"{gap.words} "), else_="")
    return text


def _shown_titles(session: Session, kind: Kind) -> ColumnElement[Any]:
    """The titles of other records that stand in the columns of a list."""
    text: ColumnElement[Any] = literal("")
    for field in map(kind.field, kind.columns):
        if field.input is Input.REFERENCE:
            name = f"ism_named_{field.name}"
            _give(session, name, 1, titles(session, field).get)
            text = text + func.coalesce(getattr(func, name)(getattr(kind.table, field.name)), "") + literal(" ")
    return text


def _said(session: Session, kind: Kind, field: Field) -> Iterator[ColumnElement[Any]]:
    column = getattr(kind.table, field.name)
    if field.told is not None:
        yield _told(session, kind, field)
        return
    match field.input:
        case Input.DATE:
            yield _date_words(column)
        case Input.CHOICE:
            labels = {choice.value: choice.label for choice in field.choices}
            yield case(labels, value=column, else_=column) if labels else column
        case Input.REFERENCE:
            pass  # its title is a text of the other record
        case Input.NAME:
            yield sorting.name_text(column)
        case Input.YES_NO:
            said = {answer: in_one_line(field, answer) for answer in (True, False)}
            yield case((column.is_(True), said[True]), (column.is_(False), said[False]), else_="")
        case Input.NUMBER:
            yield func.printf("%d", column)
        case each if each in _WORDS:
            yield type_coerce(column, String)
        case _:
            yield case((column.is_not(None), _shown(session, field, column)), else_="")


def _shown(session: Session, field: Field, column: Any) -> ColumnElement[Any]:
    """A value that is more than a text, as it is shown."""
    read = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)

    def show(raw: object) -> str:
        return in_one_line(field, raw if read is None else read(raw))

    name = f"ism_shown_{field.name}"
    _give(session, name, 1, show)
    return getattr(func, name)(type_coerce(column, String))


def _date_words(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A date as it is stored, and the name of its month or season."""
    stored = type_coerce(column, String)
    months = {f"{number:02d}": in_use().month_name(number) for number in range(1, 13)}
    seasons = {name: PartialDate(2000, season=name).words for name in SEASONS}
    names = case(
        (func.length(stored).in_((7, 10)), case(months, value=func.substr(stored, 6, 2), else_="")),
        (func.length(stored) == 11, func.replace(case(seasons, value=func.substr(stored, 6), else_=""), "2000", "")),
        else_="",
    )
    day = case((func.length(stored) == 10, func.ltrim(func.substr(stored, 9), "0")), else_="")
    return case(
        (
            stored.is_not(None),
            day + literal(" ") + names + literal(" ") + func.substr(stored, 1, 4) + literal(" ") + stored,
        ),
        else_="",
    )


def begins(session: Session, kind: Kind, name: str, typed: str) -> ColumnElement[bool]:
    """Whether a cell of a column begins with these letters, as somebody types towards it in the list."""
    field = kind.field(name)
    column = worked_out.column(session, kind, name)
    start = _in_small_letters(typed) or ""
    if field.told is not None:
        return func.substr(_told(session, kind, field), 1, len(start)) == start
    if field.input is Input.REFERENCE:
        shown = _title(session, field, column)
    elif field.input is Input.CHOICE:
        labels = {choice.value: choice.label.casefold() for choice in field.choices}
        shown = case(labels, value=column, else_=column) if labels else column
    elif field.input in _WORDS:
        return and_(column.is_not(None), _text_begins(session, column, start))
    elif field.input is Input.NAME:
        return and_(column.is_not(None), _text_begins(session, sorting.name_text(column), start))
    else:
        shown = func.ism_plain(_shown(session, field, column))
        _give(session, "ism_plain", 1, _in_small_letters)
    return and_(column.is_not(None), func.substr(shown, 1, len(start)) == start)


def _text_begins(session: Session, column: ColumnElement[Any], start: str) -> ColumnElement[bool]:
    """Whether a text begins so in small letters. Of most texts only the first letters are looked at."""
    _give(session, "ism_plain", 1, _in_small_letters)
    text = type_coerce(column, String)
    first = func.substr(text, 1, len(start))
    is_plain = and_(_is_ascii_line(first), func.substr(first, 1, 1) != " ")
    return case((is_plain, func.lower(first) == start), else_=func.substr(func.ism_plain(text), 1, len(start)) == start)
