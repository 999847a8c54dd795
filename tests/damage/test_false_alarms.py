"""Sound vaults raise no alarm: after kills, in use, just closed; whatever is said of them would cost trust in the warnings that count.

By default 30 checks, 10,000 with `ISM_TEST_ROUNDS=large` (in four parts). `-s` shows the counts.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ism_desktop.records import safekeeping, store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, backups, create, unlock
from ism_desktop.vault.integrity import Fault, Finding, Severity
from ism_desktop.vault.multi_device import Computer, OlderThanLastSeen
from tests.conftest import PASSPHRASE
from tests.damage.sample_vault import CHEAPEST
from tests.rounds import rounds
from tests.vault.filing import file_document, forget_document, note_medication

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")

PARTS = rounds(1, 4)
CHECKS = rounds(30, 2500)
TODAY = date(2026, 11, 22)


def busy(vault: Vault, chance: random.Random, steps: int) -> None:
    """What people do, in any order."""
    for _ in range(steps):
        done = chance.random()
        if done < 0.45:
            note_medication(vault, f"Medication {chance.randrange(1000)}")
        elif done < 0.75:
            file_document(
                vault, f"Letter {chance.getrandbits(40)}", chance.randbytes(chance.choice([0, 10, 3000, 70_000]))
            )
        elif done < 0.88:
            with vault.read() as session:
                records = store.list_active(session, DOCUMENTS)
            if len(records) > 5:
                forget_document(vault, str(chance.choice(records).values["file_id"]))
        elif done < 0.94:
            vault.snapshot()
        else:
            vault.check_database()


def kill_while_busy(path: Path, computer: Computer, seed: int, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            busy(unlock(path, PASSPHRASE, computer=computer), random.Random(seed), 10_000)
        finally:
            os._exit(1)
    time.sleep(seconds)  # what is tested is that any moment will do
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it must be the kill that ends it"


def alarms(found: list[Finding]) -> list[Finding]:
    """All but the offer to take in the file of an import that the kill interrupted, which is no alarm."""
    return [each for each in found if (each.fault, each.severity) != (Fault.UNFILED, Severity.NOTICE)]


@pytest.mark.parametrize("part", range(PARTS))
def test_sound_vaults_raise_no_alarm(tmp_path: Path, part: int) -> None:
    chance = random.Random(31 + part)
    computer = Computer(tmp_path / "config", "Desk")
    path = tmp_path / "vault"
    create(path, PASSPHRASE, cost=CHEAPEST).close()
    done = kills = 0
    while done < CHECKS:
        if kills % 12 == 11:
            path = tmp_path / f"vault {kills}"
            create(path, PASSPHRASE, cost=CHEAPEST).close()
        kill_while_busy(path, computer, chance.getrandbits(30), chance.uniform(0.01, 0.09))
        kills += 1
        vault = unlock(path, PASSPHRASE, computer=computer)
        assert not [concern for concern in vault.concerns if not isinstance(concern, OlderThanLastSeen)]
        assert vault.notices == (), "the note of this computer is written after the commit, so it is never ahead"
        assert alarms(safekeeping.full_check(vault)) == []
        busy(vault, chance, 3)
        for check in (safekeeping.quick_check, safekeeping.full_check):
            assert alarms(check(vault)) == []
        assert alarms(safekeeping.check_of_the_day(vault, TODAY + timedelta(days=done))) == []
        vault.close()
        vault = unlock(path, PASSPHRASE, computer=computer)
        assert vault.notices == ()
        assert alarms(safekeeping.full_check(vault)) == []
        done += 5
        if kills % 7 == 0:
            place = tmp_path / f"backup {kills}"
            backups.back_up(vault, place, filed_files)
            assert safekeeping.check_backup(place, vault=vault) == []
            assert safekeeping.check_backup(place) == []
            done += 2
        vault.close()
    print(
        f"\n{done:,} checks of sound vaults, {kills:,} of them right after a kill: 0 alarms ({datetime.now(UTC):%H:%M})"
    )
