"""What a migration step is, and how steps are run: each with its mark in one transaction."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Engine

from ism_desktop.vault.database import WRITING

if TYPE_CHECKING:
    from alembic.operations import Operations


class Step(Protocol):
    """A file `step_NNNN_….py`: one change of the tables, written as plain operations, never with the live tables.

    Its place in `STEPS`, counted from 1, becomes the database's `user_version`; a step is never changed once it was released.
    """

    def upgrade(self, op: "Operations") -> None:
        """Change the tables through `op`, inside the transaction that also marks the step as taken."""


def version(engine: Engine) -> int:
    """How many steps this database has taken."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(engine: Engine, steps: Sequence[Step]) -> None:
    """Take every step that is still to take.

    A step's tables and its number are committed together, so an interruption leaves the database before the step or after it.
    """
    taken = version(engine)
    if taken >= len(steps):
        return
    # Alembic takes 0.18 s to import, a third of this room; a vault that is up to date never needs it.
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.operations import Operations  # noqa: PLC0415

    for number, step in enumerate(steps[taken:], taken + 1):
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            step.upgrade(Operations(MigrationContext.configure(connection)))
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
