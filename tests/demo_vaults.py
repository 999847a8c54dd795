"""The demo patient in a real vault. Importing its papers takes seconds: it is done once for the whole run, and every vault is a copy."""

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ism_desktop.demo import filling
from ism_desktop.records import store
from ism_desktop.vault import create, unlock
from ism_desktop.worker import Workers
from tests.keys import CHEAP, PASSPHRASE
from tests.once_for_all import once_for_all

DAY = date(2026, 11, 22)
JOURNAL_DAYS = 30  # every page of two years would be drawn, indexed and exported again and again


class DemoVaults:
    """Makes closed vaults with the demo patient, by the two steps of `demo.fill`. They are copies of one, with one vault id."""

    def __init__(self, factory: pytest.TempPathFactory, workers: Workers) -> None:
        self._factory = factory
        self._workers = workers

    def make(self, path: Path, day: date = DAY) -> Path:
        """Make such a vault as of a day; returns its folder."""
        papers = once_for_all(self._factory, "demo", self._take_in_papers)
        shutil.copytree(papers / "vault", path)
        documents = json.loads((papers / "documents.json").read_text(encoding="utf-8"))
        with closing(unlock(path, PASSPHRASE)) as made:
            filling.write_entries(made, documents, day, journal_days=JOURNAL_DAYS)
        return path

    def _take_in_papers(self, folder: Path) -> None:
        with closing(create(folder / "vault", PASSPHRASE, cost=CHEAP)) as made:
            with made.write() as session:
                store.mark_demo(session)
            documents = filling.take_in_papers(made, self._workers)
        (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
