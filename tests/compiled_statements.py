"""What SQLAlchemy has compiled for one vault is used for every other one of this process.

The program opens one vault and keeps what it compiled; a test process opens hundreds, and compiled the same statements for each of them.
"""

# pyright: reportPrivateUsage=false

import sqlite3

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from ism_desktop.vault import database, sqlcipher

# SQLAlchemy itself keeps 500, of one database; here they are of all tests.
_KEPT = 3000


def share() -> None:
    """From now on, in this process. What is kept counts for one dialect only, so all engines get the same."""
    real = database._engine
    first = real(sqlcipher.DBAPI.connect(":memory:"))
    first.connect().close()
    compiled: LRUCache = LRUCache(_KEPT)

    def shared(connection: sqlite3.Connection) -> Engine:
        made = real(connection)
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = compiled
        return made

    database._engine = shared
