"""`KINDS` and the migrations are written lists: these tests see that nothing was left out of them."""

import importlib
from pathlib import Path
from types import ModuleType

from ism_desktop.records import kinds
from ism_desktop.records.kind import PROVENANCE, Input, Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.table import RecordTable
from ism_desktop.vault import migrations

FOLDER = Path(kinds.__file__).parent


def test_every_kinds_file_is_listed() -> None:
    listed = {kind.name for kind in KINDS}
    for file in FOLDER.glob("[a-z]*.py"):
        module = importlib.import_module(f"ism_desktop.records.kinds.{file.stem}")
        own = [value for value in vars(module).values() if isinstance(value, Kind) and value.name == file.stem]
        assert len(own) == 1, f"{file.name} must define the kind {file.stem}"
        assert own[0].name in listed
    assert len(list(FOLDER.glob("[a-z]*.py"))) == len(KINDS) == len(BY_NAME)


def test_every_record_table_has_its_kind() -> None:
    tables = {table for table in RecordTable.__subclasses__() if not table.__module__.startswith("tests.")}
    assert tables == {kind.table for kind in KINDS}


def test_every_field_is_a_column_and_every_column_a_field() -> None:
    common = {*RecordTable.__annotations__, *(field.name for field in PROVENANCE), "position"}
    for kind in KINDS:
        columns = {column.key for column in kind.table.__table__.columns}
        fields = {field.name for field in kind.fields}
        assert fields <= columns, f"{kind.name}: {fields - columns} has no column"
        assert columns - common <= fields, f"{kind.name}: {columns - common - fields} is shown nowhere"
        assert ("position" in columns) == kind.ordered


def test_what_a_kind_names_exists() -> None:
    for kind in KINDS:
        assert kind.name == kind.table.__tablename__
        for column in kind.columns:
            kind.field(column)
        for column in kind.order_by:
            assert column.removeprefix("-") in {column.key for column in kind.table.__table__.columns}
        for field in kind.fields:
            assert (field.input in {Input.REFERENCE, Input.NAME}) == bool(field.refers_to)
            assert (field.input in {Input.CHOICE, Input.CHOICES}) == bool(field.choices)
            assert (field.input is Input.ROWS) == bool(field.fields)
            if field.refers_to:
                assert field.refers_to in BY_NAME
            assert field.label
            assert "!" not in field.label + field.help


def test_every_migration_is_listed_in_order() -> None:
    files = sorted(file.stem for file in Path(migrations.__file__).parent.glob("step_*.py"))
    assert files
    listed = [step.__name__.rsplit(".", 1)[-1] for step in migrations.STEPS if isinstance(step, ModuleType)]
    assert listed == files
