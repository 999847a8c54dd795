"""The migrations lead to the declared tables, and a step that fails leaves the database as it was."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.schema import SchemaItem

from ism_desktop.records.kinds import KINDS
from ism_desktop.records.table import Base
from ism_desktop.vault import Vault, unlock
from ism_desktop.vault.database import Database
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import migrate, version
from tests.conftest import PASSPHRASE


@pytest.fixture
def migrated(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "records.db", VaultKey.fresh())
    migrate(made.engine, STEPS)
    return made


def _is_a_record_table(
    item: SchemaItem, name: str | None, kind: str, reflected: bool, other: SchemaItem | None
) -> bool:
    return not (kind == "table" and name == "meta")  # the vault's own


def test_the_steps_lead_to_the_declared_tables(migrated: Database) -> None:
    assert len(KINDS) > 5
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_object": _is_a_record_table},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_column_index_and_key_is_the_declared_one(migrated: Database) -> None:
    declared_engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(declared_engine)
    declared, found = inspect(declared_engine), inspect(migrated.engine)
    assert set(found.get_table_names()) == {*declared.get_table_names(), "meta"}
    for table in declared.get_table_names():
        assert _columns(found, table) == _columns(declared, table), table
        assert _sorted(found.get_indexes(table)) == _sorted(declared.get_indexes(table)), table
        assert found.get_pk_constraint(table) == declared.get_pk_constraint(table), table
        assert found.get_foreign_keys(table) == declared.get_foreign_keys(table), table
    declared_engine.dispose()


def _columns(inspector: sa.Inspector, table: str) -> dict[str, tuple[str, bool, object]]:
    return {
        column["name"]: (str(column["type"]), column["nullable"], column["default"])
        for column in inspector.get_columns(table)
    }


def _sorted(indexes: list[sa.engine.interfaces.ReflectedIndex]) -> list[tuple[str, list[str | None], bool]]:
    return sorted((str(index["name"]), index["column_names"], bool(index["unique"])) for index in indexes)


def test_no_step_reads_the_live_tables() -> None:
    for file in (Path(__file__).parents[2] / "ism_desktop/vault/migrations").glob("*.py"):
        assert "ism_desktop.records" not in file.read_text(encoding="utf-8")


class AddsATable:
    def upgrade(self, op: Operations) -> None:
        op.create_table("sightings", sa.Column("id", sa.String(32), primary_key=True))


class FailsHalfWay:
    def upgrade(self, op: Operations) -> None:
        op.create_table("half_made", sa.Column("id", sa.String(32), primary_key=True))
        op.execute("INSERT INTO statements VALUES ('tolerated', 'none', '2026', 'patient')")
        op.execute("INSERT INTO no_such_table VALUES (1)")


ADDS = AddsATable()
FAILS = FailsHalfWay()


def test_a_failing_step_leaves_neither_tables_nor_its_mark(migrated: Database) -> None:
    before = set(inspect(migrated.engine).get_table_names())
    with pytest.raises(OperationalError, match="no_such_table"):
        migrate(migrated.engine, (*STEPS, ADDS, FAILS))
    # The step before it stands, whole and marked.
    assert set(inspect(migrated.engine).get_table_names()) == {*before, "sightings"}
    assert version(migrated.engine) == len(STEPS) + 1
    with migrated.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM statements").scalar_one() == 0
    migrate(migrated.engine, (*STEPS, ADDS))
    assert migrated.check() == ()


def test_an_older_vault_is_copied_and_then_brought_up_to_date(vault: Vault, vault_path: Path) -> None:
    vault.close()
    assert list((vault_path / "snapshots").iterdir()) == []
    reopened = unlock(vault_path, PASSPHRASE, steps=(*STEPS, ADDS))
    with reopened.read() as session:
        assert session.execute(sa.text("SELECT count(*) FROM sightings")).scalar_one() == 0
    reopened.close()
    copies = sorted(path.suffix for path in (vault_path / "snapshots").iterdir())
    assert copies == [".db", ".hdr"]
    # Opening it again takes no step and so keeps no copy.
    unlock(vault_path, PASSPHRASE, steps=(*STEPS, ADDS)).close()
    assert len(list((vault_path / "snapshots").iterdir())) == 2


def test_a_vault_whose_step_fails_is_the_old_vault_still(vault: Vault, vault_path: Path) -> None:
    vault.close()
    with pytest.raises(OperationalError):
        unlock(vault_path, PASSPHRASE, steps=(*STEPS, FAILS))
    reopened = unlock(vault_path, PASSPHRASE)
    assert reopened.check_database() == ()
    with reopened.read() as session:
        assert session.execute(sa.text("SELECT count(*) FROM statements")).scalar_one() == 0
    reopened.close()
